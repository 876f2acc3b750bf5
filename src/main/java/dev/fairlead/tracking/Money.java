package dev.fairlead.tracking;

import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts and hours as they may be posted: two digits after the point, and no more than can be. */
final class Money {
  static final BigDecimal HOURS_OF_DAY = BigDecimal.valueOf(24);
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  private Money() {}

  /** An amount of 0 or more; rounding one silently would change what was typed. */
  static BigDecimal amount(String field, BigDecimal amount) {
    if (amount == null || amount.signum() < 0) {
      throw RefusedException.ofField(field, "tracking.negative");
    }
    if (amount.compareTo(MOST) > 0) {
      throw RefusedException.ofField(field, "tracking.amountHuge");
    }
    return twoDigits(field, amount, "tracking.amountDigits");
  }

  static BigDecimal twoDigits(String field, BigDecimal number, String code) {
    try {
      return number.setScale(2, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException more) {
      throw RefusedException.ofField(field, code);
    }
  }

  static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
