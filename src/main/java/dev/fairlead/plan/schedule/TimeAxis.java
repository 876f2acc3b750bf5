package dev.fairlead.plan.schedule;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;

/**
 * The working time of a calendar as a number line: 0 is midnight of the origin day, every working
 * minute adds one, free time takes no room. The end of one day's work and the beginning of the next
 * are therefore the same position, so dates on the line are <em>moments</em>: twice the position,
 * plus 1 where the beginning of work is meant (Monday 8:00) and plus 0 where its end is meant
 * (Friday 17:00). Moments compare like the dates they stand for.
 */
final class TimeAxis {
  private static final int BEGIN = 1;
  private static final int FIRST_DAYS = 512;
  private static final int LONGEST_FREE_TIME = 36_600;
  private static final int MOST_DAYS = 1_100_000;

  /** A search begins within 2 to this power minutes. */
  private static final int STRETCH = 8;

  private final WorkingCalendar calendar;
  private final long[] minutesOfWeekday = new long[8];
  private LocalDate first;
  private long[] before;

  /**
   * Where a search begins: the first day whose work ends behind {@code before[0] + (i << STRETCH)};
   * null when the axis has grown.
   */
  private int[] dayAt;

  /** Dates of the days' first beginnings and last ends, made when first asked for. */
  private LocalDateTime[] begins;

  private LocalDateTime[] ends;

  TimeAxis(WorkingCalendar calendar, LocalDate origin) {
    this.calendar = calendar;
    this.first = origin;
    this.before = new long[1];
    for (DayOfWeek day : DayOfWeek.values()) {
      minutesOfWeekday[day.getValue()] = minutes(calendar.week().getOrDefault(day, List.of()));
    }
    lengthen(FIRST_DAYS);
  }

  static long begin(long position) {
    return 2 * position + BEGIN;
  }

  static long end(long position) {
    return 2 * position;
  }

  static long position(long moment) {
    return moment >> 1;
  }

  /**
   * The moment this many working minutes later: where time was added work ends, where it was taken
   * off work begins.
   */
  static long shift(long moment, long minutes) {
    if (minutes == 0) {
      return moment;
    }
    long position = position(moment) + minutes;
    return minutes > 0 ? end(position) : begin(position);
  }

  /** Working minutes from the origin to this date; negative before it. */
  long positionOf(LocalDateTime time) {
    return positionOf(time, calendar.shiftsOn(time.toLocalDate()));
  }

  private long positionOf(LocalDateTime time, List<Shift> shifts) {
    LocalDate day = time.toLocalDate();
    cover(day);
    long minutes = before[(int) (day.toEpochDay() - first.toEpochDay())];
    for (Shift shift : shifts) {
      if (time.toLocalTime().isAfter(shift.from())) {
        minutes += Math.min(shift.minutes(), minuteOfDay(time) - shift.from().toSecondOfDay() / 60);
      }
    }
    return minutes;
  }

  /** The moment for a date: the end of work only where the date is exactly that. */
  long momentOf(LocalDateTime time) {
    List<Shift> shifts = calendar.shiftsOn(time.toLocalDate());
    long position = positionOf(time, shifts);
    LocalTime hour = time.toLocalTime();
    if (time.getSecond() == 0 && time.getNano() == 0) {
      // most dates lie in a day's work or begin it, and need no search for what lies before
      boolean begins = false;
      for (Shift shift : shifts) {
        if (hour.isAfter(shift.from()) && !hour.isAfter(shift.to())) {
          return end(position);
        }
        begins |= hour.equals(shift.from()) && !hour.equals(LocalTime.MIDNIGHT);
      }
      if (begins) {
        return begin(position);
      }
    }
    return asFinish(position).equals(time) ? end(position) : begin(position);
  }

  LocalDateTime date(long moment) {
    return (moment & BEGIN) == BEGIN ? asStart(position(moment)) : asFinish(position(moment));
  }

  /** The date at which work that begins at this position begins. */
  LocalDateTime asStart(long position) {
    lengthenUntil(position + 1);
    int index = dayEndingBehind(position);
    long left = position - before[index];
    if (left == 0 && begins[index] != null) {
      return begins[index];
    }
    LocalDate day = first.plusDays(index);
    for (Shift shift : calendar.shiftsOn(day)) {
      if (left < shift.minutes()) {
        LocalDateTime date = day.atTime(shift.from()).plusMinutes(left);
        if (position == before[index]) {
          begins[index] = date;
        }
        return date;
      }
      left -= shift.minutes();
    }
    throw new IllegalStateException("no work at " + position);
  }

  /** The date at which work that ends at this position ends. */
  LocalDateTime asFinish(long position) {
    lengthenUntil(position);
    int index = dayEndingBehind(position - 1);
    if (position == before[index + 1] && ends[index] != null) {
      return ends[index];
    }
    long left = position - before[index];
    LocalDate day = first.plusDays(index);
    for (Shift shift : calendar.shiftsOn(day)) {
      if (left <= shift.minutes()) {
        LocalDateTime date = day.atTime(shift.from()).plusMinutes(left);
        if (position == before[index + 1]) {
          ends[index] = date;
        }
        return date;
      }
      left -= shift.minutes();
    }
    throw new IllegalStateException("no work at " + position);
  }

  /**
   * The first day whose work ends behind a position. The table narrows the search to a few days,
   * however long the axis is.
   */
  private int dayEndingBehind(long position) {
    if (dayAt == null) {
      makeTable();
    }
    int stretch = (int) ((position - before[0]) >> STRETCH);
    int low = dayAt[stretch];
    int high = stretch + 1 < dayAt.length ? dayAt[stretch + 1] : before.length - 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (before[middle + 1] > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void makeTable() {
    int days = before.length - 1;
    long all = before[days] - before[0];
    dayAt = new int[(int) (all >> STRETCH) + 1];
    int day = 0;
    for (int i = 0; i < dayAt.length; i++) {
      long position = before[0] + ((long) i << STRETCH);
      while (day < days - 1 && before[day + 1] <= position) {
        day++;
      }
      dayAt[i] = day;
    }
    begins = new LocalDateTime[days];
    ends = new LocalDateTime[days];
  }

  private static long minuteOfDay(LocalDateTime time) {
    return time.toLocalTime().toSecondOfDay() / 60;
  }

  private void cover(LocalDate day) {
    long index = day.toEpochDay() - first.toEpochDay();
    if (index < 0) {
      shiftBack(Math.max(-index, FIRST_DAYS));
    } else if (index >= before.length - 1) {
      lengthen(index + FIRST_DAYS);
    }
  }

  private void lengthenUntil(long position) {
    while (before[before.length - 1] < position) {
      requireWork();
      lengthen(2L * before.length);
    }
    while (before[0] >= position) {
      requireWork();
      shiftBack(before.length);
    }
  }

  private void requireWork() {
    if (before.length > LONGEST_FREE_TIME && before[before.length - 1] == before[0]) {
      throw RefusedException.because("shared.calendarEmpty");
    }
  }

  private void lengthen(long days) {
    refuseTooLong(days);
    int known = before.length - 1;
    before = Arrays.copyOf(before, (int) days + 1);
    long[] minutes = minutesOfDays(known, (int) days);
    for (int i = known; i < days; i++) {
      before[i + 1] = before[i] + minutes[i - known];
    }
    dayAt = null;
  }

  private void shiftBack(long days) {
    refuseTooLong(before.length + days);
    long[] longer = new long[before.length + (int) days];
    System.arraycopy(before, 0, longer, (int) days, before.length);
    first = first.minusDays(days);
    long[] minutes = minutesOfDays(0, (int) days);
    for (int i = (int) days - 1; i >= 0; i--) {
      longer[i] = longer[i + 1] - minutes[i];
    }
    before = longer;
    dayAt = null;
  }

  /** Working minutes of the days from one index to before another. */
  private long[] minutesOfDays(int from, int until) {
    LocalDate begin = first.plusDays(from);
    long[] minutes = new long[until - from];
    int weekday = begin.getDayOfWeek().getValue();
    for (int i = 0; i < minutes.length; i++) {
      minutes[i] = minutesOfWeekday[weekday];
      weekday = weekday == 7 ? 1 : weekday + 1;
    }
    calendar
        .exceptions()
        .subMap(begin, begin.plusDays(minutes.length))
        .forEach(
            (day, shifts) ->
                minutes[(int) (day.toEpochDay() - begin.toEpochDay())] = minutes(shifts));
    return minutes;
  }

  private static long minutes(List<Shift> shifts) {
    long minutes = 0;
    for (Shift shift : shifts) {
      minutes += shift.minutes();
    }
    return minutes;
  }

  private static void refuseTooLong(long days) {
    if (days > MOST_DAYS) {
      throw RefusedException.because("plan.schedule.tooLong");
    }
  }
}
