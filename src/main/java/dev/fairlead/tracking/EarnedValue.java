package dev.fairlead.tracking;

import dev.fairlead.plan.BaselineTask;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Earned value and earned schedule at one status date. Money in the house currency with two
 * decimals, indices with four, times in periods with four. A quotient that is undefined is null;
 * people see "-".
 *
 * <p>Planned value and actual time count whole working days: while working time is left on the
 * status date itself, they end with the day before, as what is planned for a day cannot be missed
 * before it is over ({@link WorkingCalendar#endOfWholeDays}). So on the day on which the work
 * begins nothing is planned yet, and SPI and SPI(t) are undefined (Lipke, Schedule is Different,
 * 2003: SPI(t) = ES / AT, where AT is the number of periods executed). Earned value and actual cost
 * are what is known.
 *
 * @param statusDate the end of this day is meant, or, while it lasts, of the day before
 * @param plannedUntil the last day that PV and actual time count: the status date, or the day
 *     before
 * @param bac whole baseline cost
 * @param pv baseline cost planned up to the status date, spread evenly over each task's working
 *     time
 * @param ev percent complete x baseline cost
 * @param ac approved cost up to the status date
 * @param eacTypical BAC / CPI: the variance goes on
 * @param eacOneOff AC + BAC - EV: the variance was a one-off
 * @param eacCombined AC + (BAC - EV) / (CPI x SPI): time pressure costs as well
 * @param eac the forecast in use
 * @param method which of the three is in use
 * @param tcpiBudget (BAC - EV) / (BAC - AC)
 * @param tcpiForecast (BAC - EV) / (EAC - AC)
 * @param periodMinutes working minutes of one period (a working week unless said otherwise)
 * @param earnedSchedule C + (EV - PV(C)) / (PV(C+1) - PV(C)) in periods; null where the baseline
 *     costs nothing, as nothing can be earned then
 * @param actualTime periods from the baseline's start to the status date, or to the last finish
 *     once all work is done; null where it is and nobody said when
 * @param plannedDuration periods of the whole baseline
 * @param spiTime earned schedule / actual time
 * @param forecastDuration planned duration / SPI(t), in periods
 * @param forecastFinish baseline start + forecast duration, on the calendar
 * @param actualFinish the day on which the last of the work was finished; null while some is left,
 *     or where nobody said when
 * @param withoutBaseline numbers of tasks that earn nothing because no baseline holds them
 * @param baselineFinish null where there is no baseline
 */
public record EarnedValue(
    LocalDate statusDate,
    LocalDate plannedUntil,
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
    Method method,
    BigDecimal etc,
    BigDecimal vac,
    BigDecimal tcpiBudget,
    BigDecimal tcpiForecast,
    long periodMinutes,
    BigDecimal earnedSchedule,
    BigDecimal actualTime,
    BigDecimal plannedDuration,
    BigDecimal spiTime,
    BigDecimal forecastDuration,
    LocalDateTime forecastFinish,
    LocalDate actualFinish,
    List<Integer> withoutBaseline,
    LocalDateTime baselineFinish) {

  private static final MathContext EXACT = MathContext.DECIMAL64;

  /** How the forecast in use was reckoned. */
  public enum Method {
    /** BAC / CPI, the rule. */
    TYPICAL,
    /** AC + BAC - EV, while nothing was earned or spent yet. */
    ONE_OFF,
    /** There is nothing to forecast from. */
    NONE
  }

  /**
   * A task of the baseline, without summaries.
   *
   * @param percent 0 to 100 at the status date
   * @param finished the day on which it was finished; null where it is not, or nobody said when
   */
  public record Work(
      LocalDateTime start, LocalDateTime finish, BigDecimal cost, int percent, LocalDate finished) {

    static Work of(BaselineTask task, Standing standing) {
      return new Work(
          task.start(), task.finish(), task.cost(), standing.percent(), standing.finish());
    }
  }

  /** All figures at the end of a day that is over. */
  public static EarnedValue of(
      LocalDate statusDate,
      WorkingCalendar calendar,
      List<Work> work,
      BigDecimal actualCost,
      long periodMinutes,
      List<Integer> withoutBaseline) {
    return of(
        statusDate,
        statusDate.plusDays(1).atStartOfDay(),
        calendar,
        work,
        actualCost,
        periodMinutes,
        withoutBaseline);
  }

  /**
   * Reckons all figures.
   *
   * @param now until when planned value and actual time count
   * @param work leaf tasks of the baseline; empty where there is none, then all but AC is undefined
   * @param actualCost approved cost up to the status date
   * @param periodMinutes working minutes of one period
   */
  public static EarnedValue of(
      LocalDate statusDate,
      LocalDateTime now,
      WorkingCalendar calendar,
      List<Work> work,
      BigDecimal actualCost,
      long periodMinutes,
      List<Integer> withoutBaseline) {
    BigDecimal ac = money(actualCost);
    LocalDate until = now.minusNanos(1).toLocalDate();
    if (work.isEmpty()) {
      return new EarnedValue(
          statusDate,
          until,
          null,
          null,
          null,
          ac,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          Method.NONE,
          null,
          null,
          null,
          null,
          periodMinutes,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          List.copyOf(withoutBaseline),
          null);
    }
    Curve curve = new Curve(calendar, work);
    BigDecimal bac = money(curve.total());
    BigDecimal pv = money(curve.plannedAt(now));
    BigDecimal ev =
        money(
            work.stream()
                .map(w -> w.cost().multiply(BigDecimal.valueOf(w.percent())).movePointLeft(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add));
    BigDecimal left = bac.subtract(ev);
    CostForecast forecast = CostForecast.of(bac, ev, ac);
    BigDecimal cpi = divide(ev, ac);
    BigDecimal spi = divide(ev, pv);
    BigDecimal share = cpi == null || spi == null ? null : divide(left, cpi.multiply(spi));
    BigDecimal combined = share == null ? null : money(ac.add(share));
    Method method = forecast.eacTypical() != null ? Method.TYPICAL : Method.ONE_OFF;
    BigDecimal eac = forecast.eac();
    boolean done = work.stream().allMatch(w -> w.percent() == 100);
    LocalDate finished = done ? lastFinish(work) : null;
    LocalDateTime ended = done ? end(finished, statusDate.plusDays(1).atStartOfDay()) : now;
    Time time = Time.of(curve, calendar, ended, ev, bac, periodMinutes);
    return new EarnedValue(
        statusDate,
        until,
        bac,
        pv,
        ev,
        ac,
        money(ev.subtract(ac)),
        money(ev.subtract(pv)),
        index(cpi),
        index(spi),
        forecast.eacTypical(),
        forecast.eacOneOff(),
        combined,
        eac,
        method,
        money(eac.subtract(ac)),
        money(bac.subtract(eac)),
        forecast.tcpiBudget(),
        index(positive(divide(left, eac.subtract(ac)), eac.subtract(ac))),
        periodMinutes,
        time.earned,
        time.actual,
        time.planned,
        time.spi,
        time.forecast,
        time.finish,
        finished,
        List.copyOf(withoutBaseline),
        curve.finish);
  }

  private static LocalDate lastFinish(List<Work> work) {
    return work.stream()
        .map(Work::finished)
        .filter(Objects::nonNull)
        .max(LocalDate::compareTo)
        .orElse(null);
  }

  /** When the time of work ended that is done, or null where nobody said so. */
  private static LocalDateTime end(LocalDate finished, LocalDateTime latest) {
    LocalDateTime end = finished == null ? null : finished.plusDays(1).atStartOfDay();
    return end == null || end.isBefore(latest) ? end : latest;
  }

  /** Whether there is a baseline to measure against. */
  public boolean isMeasured() {
    return bac != null;
  }

  /** The part of it that does not ask when the work was planned. */
  CostForecast costForecast() {
    return CostForecast.of(bac, ev, ac);
  }

  /** EV / BAC in percent, or null. */
  public BigDecimal percentComplete() {
    return percentOf(ev);
  }

  /** AC / BAC in percent, or null. */
  public BigDecimal percentSpent() {
    return percentOf(ac);
  }

  private BigDecimal percentOf(BigDecimal part) {
    BigDecimal share = bac == null ? null : divide(part, bac);
    return share == null ? null : share.movePointRight(2).setScale(1, RoundingMode.HALF_UP);
  }

  /** Planned cost up to each moment of a baseline, for curves. */
  static BigDecimal planned(WorkingCalendar calendar, List<Work> work, LocalDateTime moment) {
    return work.isEmpty() ? BigDecimal.ZERO : money(new Curve(calendar, work).plannedAt(moment));
  }

  /** What of an amount is planned up to a moment, spread evenly over the working time of a task. */
  static BigDecimal plannedAt(
      WorkingCalendar calendar,
      LocalDateTime start,
      LocalDateTime finish,
      BigDecimal amount,
      LocalDateTime moment) {
    if (!moment.isBefore(finish)) {
      return amount;
    }
    long whole = moment.isAfter(start) ? calendar.workingMinutes(start, finish) : 0;
    return whole <= 0
        ? BigDecimal.ZERO
        : amount
            .multiply(BigDecimal.valueOf(calendar.workingMinutes(start, moment)))
            .divide(BigDecimal.valueOf(whole), EXACT);
  }

  private static BigDecimal divide(BigDecimal what, BigDecimal by) {
    return CostForecast.divide(what, by);
  }

  /** A budget that is used up leaves no index to reach. */
  private static BigDecimal positive(BigDecimal quotient, BigDecimal by) {
    return by.signum() > 0 ? quotient : null;
  }

  private static BigDecimal money(BigDecimal amount) {
    return CostForecast.money(amount);
  }

  private static BigDecimal index(BigDecimal value) {
    return value == null ? null : value.setScale(4, RoundingMode.HALF_UP);
  }

  /** The planned cost over working time. */
  private static final class Curve {
    private final WorkingCalendar calendar;
    private final List<Work> work;
    private final LocalDateTime start;
    private final LocalDateTime finish;

    Curve(WorkingCalendar calendar, List<Work> work) {
      this.calendar = calendar;
      this.work = work;
      this.start = work.stream().map(Work::start).min(LocalDateTime::compareTo).orElseThrow();
      this.finish = work.stream().map(Work::finish).max(LocalDateTime::compareTo).orElseThrow();
    }

    BigDecimal total() {
      return work.stream().map(Work::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal plannedAt(LocalDateTime moment) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Work task : work) {
        sum =
            sum.add(
                EarnedValue.plannedAt(calendar, task.start(), task.finish(), task.cost(), moment));
      }
      return sum;
    }
  }

  /** Earned schedule. */
  private record Time(
      BigDecimal earned,
      BigDecimal actual,
      BigDecimal planned,
      BigDecimal spi,
      BigDecimal forecast,
      LocalDateTime finish) {

    /**
     * @param until where the actual time ends, or null where nobody knows
     */
    static Time of(
        Curve curve,
        WorkingCalendar calendar,
        LocalDateTime until,
        BigDecimal ev,
        BigDecimal bac,
        long periodMinutes) {
      BigDecimal period = BigDecimal.valueOf(periodMinutes);
      long wholeMinutes = calendar.workingMinutes(curve.start, curve.finish);
      BigDecimal planned = BigDecimal.valueOf(wholeMinutes).divide(period, EXACT);
      BigDecimal actual =
          until == null
              ? null
              : BigDecimal.valueOf(Math.max(0, calendar.workingMinutes(curve.start, until)))
                  .divide(period, EXACT);
      BigDecimal earned = earned(curve, calendar, ev, bac, periodMinutes, wholeMinutes);
      BigDecimal spi = divide(earned, actual);
      BigDecimal forecast = spi == null ? null : divide(planned, spi);
      LocalDateTime finish = null;
      if (forecast != null
          && forecast.compareTo(planned.multiply(BigDecimal.TEN).max(BigDecimal.valueOf(520)))
              <= 0) {
        finish =
            calendar.addWorking(
                curve.start,
                forecast.multiply(period).setScale(0, RoundingMode.HALF_UP).longValueExact());
      }
      return new Time(
          index(earned), index(actual), index(planned), index(spi), index(forecast), finish);
    }

    private static BigDecimal earned(
        Curve curve,
        WorkingCalendar calendar,
        BigDecimal ev,
        BigDecimal bac,
        long periodMinutes,
        long wholeMinutes) {
      BigDecimal period = BigDecimal.valueOf(periodMinutes);
      BigDecimal whole = BigDecimal.valueOf(wholeMinutes).divide(period, EXACT);
      if (bac.signum() == 0) {
        return null;
      }
      if (ev.compareTo(bac) >= 0) {
        return whole;
      }
      BigDecimal before = money(curve.plannedAt(curve.start));
      long passed = 0;
      while (passed < wholeMinutes) {
        long next = Math.min(passed + periodMinutes, wholeMinutes);
        BigDecimal after =
            next == wholeMinutes
                ? bac
                : money(curve.plannedAt(calendar.addWorking(curve.start, next)));
        if (ev.compareTo(after) < 0) {
          BigDecimal fraction =
              divide(ev.subtract(before).max(BigDecimal.ZERO), after.subtract(before));
          BigDecimal length = BigDecimal.valueOf(next - passed).divide(period, EXACT);
          return BigDecimal.valueOf(passed)
              .divide(period, EXACT)
              .add(fraction == null ? BigDecimal.ZERO : fraction.multiply(length));
        }
        before = after;
        passed = next;
      }
      return whole;
    }
  }

  /** One point of the curves of planned, earned and actual cost. */
  public record Point(LocalDate day, BigDecimal planned, BigDecimal earned, BigDecimal actual) {}

  /** Working minutes of a usual week of this calendar, at least one day's. */
  static long weekMinutes(WorkingCalendar calendar) {
    List<WorkingCalendar.Shift> shifts = new ArrayList<>();
    calendar.week().values().forEach(shifts::addAll);
    long minutes = shifts.stream().mapToLong(WorkingCalendar.Shift::minutes).sum();
    return minutes > 0 ? minutes : calendar.minutesPerDay() * 5;
  }
}
