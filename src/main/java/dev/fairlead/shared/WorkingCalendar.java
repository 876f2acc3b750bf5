package dev.fairlead.shared;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When people work: shifts per day of the week, and dates with shifts of their own (holidays have
 * none).
 *
 * @param week shifts per day of the week, ordered and not overlapping; a missing day is free
 * @param exceptions shifts of single dates, an empty list for a holiday
 */
public record WorkingCalendar(
    Map<DayOfWeek, List<Shift>> week, NavigableMap<LocalDate, List<Shift>> exceptions) {

  /**
   * A stretch of work within one day, from inclusive to exclusive. Midnight at the end is {@link
   * LocalTime#MAX}.
   */
  public record Shift(LocalTime from, LocalTime to) {
    public long minutes() {
      int end = to.equals(LocalTime.MAX) ? 24 * 3600 : to.toSecondOfDay();
      return (end - from.toSecondOfDay()) / 60;
    }
  }

  /** Monday to Friday, 8 to 12 and 13 to 17, no holidays: the standard calendar of MS Project. */
  public static WorkingCalendar standard() {
    List<Shift> day =
        List.of(
            new Shift(LocalTime.of(8, 0), LocalTime.of(12, 0)),
            new Shift(LocalTime.of(13, 0), LocalTime.of(17, 0)));
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek weekday : DayOfWeek.values()) {
      week.put(weekday, weekday.getValue() <= 5 ? day : List.of());
    }
    return new WorkingCalendar(week, new TreeMap<>());
  }

  public List<Shift> shiftsOn(LocalDate day) {
    List<Shift> exception = exceptions.get(day);
    return exception != null ? exception : week.getOrDefault(day.getDayOfWeek(), List.of());
  }

  public boolean isWorkingDay(LocalDate day) {
    return !shiftsOn(day).isEmpty();
  }

  /** The first working moment of a day, or its midnight where nobody works then. */
  public LocalDateTime startOf(LocalDate day) {
    List<Shift> shifts = shiftsOn(day);
    return shifts.isEmpty() ? day.atStartOfDay() : day.atTime(shifts.get(0).from());
  }

  /** The last working moment of a day, or 17:00 where nobody works then. */
  public LocalDateTime endOf(LocalDate day) {
    List<Shift> shifts = shiftsOn(day);
    if (shifts.isEmpty()) {
      return day.atTime(17, 0);
    }
    Shift last = shifts.get(shifts.size() - 1);
    return day.atTime(last.from()).plusMinutes(last.minutes());
  }

  /** The next working day after the given one. */
  public LocalDate nextWorkingDay(LocalDate day) {
    LocalDate next = day.plusDays(1);
    for (int i = 0; i < 3660 && !isWorkingDay(next); i++) {
      next = next.plusDays(1);
    }
    return next;
  }

  /**
   * Working time of a usual day in minutes: that of the week's first working day; 480 when there is
   * none.
   */
  public long minutesPerDay() {
    for (DayOfWeek day : DayOfWeek.values()) {
      long minutes = week.getOrDefault(day, List.of()).stream().mapToLong(Shift::minutes).sum();
      if (minutes > 0) {
        return minutes;
      }
    }
    return 480;
  }

  /**
   * Working time of a day in minutes, on average over the days of the week that have any; 480 when
   * there is none. For whoever works part time, whose first day says little about the others.
   */
  public long averageMinutesPerDay() {
    LongSummaryStatistics days =
        week.values().stream()
            .mapToLong(shifts -> shifts.stream().mapToLong(Shift::minutes).sum())
            .filter(minutes -> minutes > 0)
            .summaryStatistics();
    return days.getCount() == 0 ? 480 : Math.max(1, Math.round(days.getAverage()));
  }

  /**
   * Until when the working days have passed as a whole: this moment, or the beginning of its day
   * while some of the day's working time is left. People report by the day, so nothing that was
   * planned for a day can be missed before it is over: a data date "starts the work period", and
   * what is reported is what was done before it (Oracle Primavera P6, Using the data date).
   */
  public LocalDateTime endOfWholeDays(LocalDateTime moment) {
    LocalDateTime midnight = moment.toLocalDate().plusDays(1).atStartOfDay();
    return workingMinutes(moment, midnight) > 0 ? moment.toLocalDate().atStartOfDay() : moment;
  }

  /**
   * The moment that is {@code minutes} of working time after {@code from}; with 0 the next moment
   * of work.
   */
  public LocalDateTime addWorking(LocalDateTime from, long minutes) {
    if (minutes < 0) {
      throw new IllegalArgumentException("working minutes cannot be negative here: " + minutes);
    }
    long left = minutes;
    LocalDate day = from.toLocalDate();
    for (int i = 0; i < 36_600; i++, day = day.plusDays(1)) {
      for (Shift shift : shiftsOn(day)) {
        LocalDateTime begin = day.atTime(shift.from());
        LocalDateTime end = begin.plusMinutes(shift.minutes());
        LocalDateTime first = begin.isBefore(from) ? from : begin;
        long here = Duration.between(first, end).toMinutes();
        if (here <= 0) {
          continue;
        }
        if (left <= here && (left > 0 || minutes == 0)) {
          return first.plusMinutes(left);
        }
        left -= here;
      }
    }
    throw RefusedException.because("shared.calendarEmpty");
  }

  /**
   * Working minutes from one moment to another; negative when {@code to} lies before {@code from}.
   */
  public long workingMinutes(LocalDateTime from, LocalDateTime to) {
    if (to.isBefore(from)) {
      return -workingMinutes(to, from);
    }
    long minutes = 0;
    for (LocalDate day = from.toLocalDate();
        !day.isAfter(to.toLocalDate());
        day = day.plusDays(1)) {
      for (Shift shift : shiftsOn(day)) {
        LocalDateTime begin = day.atTime(shift.from());
        LocalDateTime end = begin.plusMinutes(shift.minutes());
        LocalDateTime first = begin.isBefore(from) ? from : begin;
        LocalDateTime last = end.isAfter(to) ? to : end;
        minutes += Math.max(0, Duration.between(first, last).toMinutes());
      }
    }
    return minutes;
  }
}
