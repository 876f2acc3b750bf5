package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The forecast that follows from what the work costs by the baseline, what is done of it and what
 * was spent. A quotient that is undefined is null.
 *
 * @param eacTypical BAC / CPI, or null
 * @param eacOneOff AC + BAC - EV
 * @param tcpiBudget (BAC - EV) / (BAC - AC)
 */
record CostForecast(
    BigDecimal bac,
    BigDecimal ev,
    BigDecimal ac,
    BigDecimal eacTypical,
    BigDecimal eacOneOff,
    BigDecimal tcpiBudget) {
  private static final MathContext EXACT = MathContext.DECIMAL64;

  /** Amounts with two decimals; {@code bac} and {@code ev} are null where nothing was promised. */
  static CostForecast of(BigDecimal bac, BigDecimal ev, BigDecimal ac) {
    if (bac == null) {
      return new CostForecast(null, null, ac, null, null, null);
    }
    BigDecimal left = bac.subtract(ev);
    // forecasts divide by the exact quotient, not by the rounded index that people see
    BigDecimal cpi = divide(ev, ac);
    BigDecimal typical = divide(bac, cpi);
    BigDecimal budget = bac.subtract(ac);
    BigDecimal needed = budget.signum() > 0 ? divide(left, budget) : null;
    return new CostForecast(
        bac,
        ev,
        ac,
        typical == null ? null : money(typical),
        money(ac.add(left)),
        needed == null ? null : needed.setScale(4, RoundingMode.HALF_UP));
  }

  /** The forecast in use, or null where there is nothing to forecast from. */
  BigDecimal eac() {
    return eacTypical != null ? eacTypical : eacOneOff;
  }

  static BigDecimal money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  static BigDecimal divide(BigDecimal what, BigDecimal by) {
    return what == null || by == null || by.signum() == 0 ? null : what.divide(by, EXACT);
  }
}
