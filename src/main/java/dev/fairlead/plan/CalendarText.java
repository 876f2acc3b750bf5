package dev.fairlead.plan;

import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A working calendar as text, one line per day of the week and per exception: {@code MONDAY
 * 08:00-12:00,13:00-17:00}, {@code 2026-12-25 -} for a holiday.
 */
final class CalendarText {
  private static final int MOST_KNOWN = 200;
  private static final Map<String, WorkingCalendar> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, WorkingCalendar> eldest) {
              return size() > MOST_KNOWN;
            }
          });

  private CalendarText() {}

  static String write(WorkingCalendar calendar) {
    StringBuilder text = new StringBuilder();
    for (DayOfWeek day : DayOfWeek.values()) {
      text.append(day)
          .append(' ')
          .append(shifts(calendar.week().getOrDefault(day, List.of())))
          .append('\n');
    }
    calendar
        .exceptions()
        .forEach((day, shifts) -> text.append(day).append(' ').append(shifts(shifts)).append('\n'));
    return text.toString();
  }

  /** Few projects have a calendar of their own, so that most were read before. */
  static WorkingCalendar read(String text) {
    return KNOWN.computeIfAbsent(text, CalendarText::parse);
  }

  private static WorkingCalendar parse(String text) {
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    NavigableMap<LocalDate, List<Shift>> exceptions = new TreeMap<>();
    for (String line : text.split("\n")) {
      if (line.isBlank()) {
        continue;
      }
      int space = line.indexOf(' ');
      String day = line.substring(0, space);
      List<Shift> shifts = shifts(line.substring(space + 1).strip());
      if (Character.isDigit(day.charAt(0))) {
        exceptions.put(LocalDate.parse(day), shifts);
      } else {
        week.put(DayOfWeek.valueOf(day), shifts);
      }
    }
    return new WorkingCalendar(
        Collections.unmodifiableMap(week), Collections.unmodifiableNavigableMap(exceptions));
  }

  static String shifts(List<Shift> shifts) {
    return shifts.isEmpty()
        ? "-"
        : shifts.stream()
            .map(shift -> shift.from() + "-" + shift.to())
            .collect(Collectors.joining(","));
  }

  static List<Shift> shifts(String text) {
    return text.equals("-")
        ? List.of()
        : java.util.Arrays.stream(text.split(","))
            .map(part -> part.split("-"))
            .map(ends -> new Shift(LocalTime.parse(ends[0]), LocalTime.parse(ends[1])))
            .toList();
  }
}
