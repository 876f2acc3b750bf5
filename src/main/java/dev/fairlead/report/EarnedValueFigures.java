package dev.fairlead.report;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * The earned-value block, all of it tied to one status date. Money in the house currency, indices
 * as plain numbers; null is "undefined" and prints as "-".
 *
 * @param bac whole baseline cost
 * @param pv baseline cost up to the status date
 * @param ev percent complete x baseline cost
 * @param ac posted cost up to the status date
 * @param cv EV - AC
 * @param sv EV - PV
 * @param cpi EV / AC
 * @param spi EV / PV
 * @param eacTypical BAC / CPI
 * @param eacOneOff AC + BAC - EV
 * @param eacCombined AC + (BAC - EV) / (CPI x SPI)
 * @param eac the forecast in use
 * @param eacMethod for people: which of the three is in use and why
 * @param etc EAC - AC
 * @param vac BAC - EAC
 * @param tcpiBudget (BAC - EV) / (BAC - AC)
 * @param tcpiForecast (BAC - EV) / (EAC - AC)
 * @param earnedSchedule in weeks
 * @param spiTime earned schedule / actual time
 * @param percentComplete EV / BAC x 100
 * @param percentSpent AC / BAC x 100
 * @param baselineFinish finish of the baseline in force
 * @param forecastFinish finish as computed today
 * @param tasksWithoutBaseline earn nothing and are flagged
 * @param hoursPlanned person-hours of the baseline, or of the plan where it tells none; these four
 *     are null in reports of older releases
 * @param hoursPosted approved person-hours up to the status date
 * @param hoursRemaining person-hours that are left
 * @param hoursAtCompletion posted + remaining
 */
public record EarnedValueFigures(
    BigDecimal bac,
    BigDecimal pv,
    BigDecimal ev,
    BigDecimal ac,
    BigDecimal cv,
    BigDecimal sv,
    BigDecimal cpi,
    BigDecimal spi,
    BigDecimal eacTypical,
    BigDecimal eacOneOff,
    BigDecimal eacCombined,
    BigDecimal eac,
    String eacMethod,
    BigDecimal etc,
    BigDecimal vac,
    BigDecimal tcpiBudget,
    BigDecimal tcpiForecast,
    BigDecimal earnedSchedule,
    BigDecimal spiTime,
    BigDecimal percentComplete,
    BigDecimal percentSpent,
    LocalDate baselineFinish,
    LocalDate forecastFinish,
    Integer tasksWithoutBaseline,
    BigDecimal hoursPlanned,
    BigDecimal hoursPosted,
    BigDecimal hoursRemaining,
    BigDecimal hoursAtCompletion) {

  /** Everything undefined: a project without a baseline. */
  public static EarnedValueFigures undefined() {
    return new EarnedValueFigures(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, null, null, null, null, null, null);
  }
}
