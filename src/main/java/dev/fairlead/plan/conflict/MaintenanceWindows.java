package dev.fairlead.plan.conflict;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a system may be worked on, read from what people write: "Sundays 20:00 to 24:00", "Sat-Sun
 * 22:00-04:00", "daily 1:00 to 3:00; Saturdays".
 */
public record MaintenanceWindows(List<Window> windows) {
  /** Days of the week with a time; it may last into the next day. Without times the whole day. */
  record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

  private static final Pattern TIMES =
      Pattern.compile(
          "(\\d{1,2})(?:[:.h](\\d{2}))?\\s*(?:-|–|to|until|till)\\s*(\\d{1,2})(?:[:.h](\\d{2}))?");
  private static final Pattern DAY =
      Pattern.compile(
          "(mon|tue|wed|thu|fri|sat|sun)(?:days?|s?days?|nesdays?|rsdays?|urdays?|rs|r|s)?");
  private static final Pattern RANGE =
      Pattern.compile("(\\p{Alpha}+)\\s*(?:-|–|to|until|till)\\s*(\\p{Alpha}+)");

  /** Nothing where the text is empty or says something else. */
  public static Optional<MaintenanceWindows> read(String text) {
    List<Window> windows = new ArrayList<>();
    for (String part :
        (text == null ? "" : text).toLowerCase(Locale.ROOT).split(";|\\bor\\b|\\n")) {
      if (part.isBlank()) {
        continue;
      }
      Optional<Window> window = window(part);
      if (window.isEmpty()) {
        return Optional.empty();
      }
      windows.add(window.get());
    }
    return windows.isEmpty() ? Optional.empty() : Optional.of(new MaintenanceWindows(windows));
  }

  private static Optional<Window> window(String part) {
    LocalTime from = LocalTime.MIN;
    LocalTime to = LocalTime.MIN;
    String days = part;
    Matcher times = TIMES.matcher(part);
    if (times.find()) {
      try {
        from = time(times.group(1), times.group(2));
        to = time(times.group(3), times.group(4));
      } catch (DateTimeException noTime) {
        return Optional.empty();
      }
      days = part.substring(0, times.start()) + " " + part.substring(times.end());
    }
    days =
        days.replaceAll(
            "\\b(from|on|every|each|at|the|o'clock|uhr|h|hrs|cet|utc|night|nights)\\b", " ");
    Set<DayOfWeek> wanted = EnumSet.noneOf(DayOfWeek.class);
    Matcher range = RANGE.matcher(days);
    if (range.find()) {
      DayOfWeek first = day(range.group(1));
      DayOfWeek last = day(range.group(2));
      if (first == null || last == null) {
        return Optional.empty();
      }
      for (DayOfWeek day = first; ; day = day.plus(1)) {
        wanted.add(day);
        if (day == last) {
          break;
        }
      }
      days = days.substring(0, range.start()) + " " + days.substring(range.end());
    }
    for (String word : days.split("[\\s,&+]+|\\band\\b")) {
      switch (word) {
        case "" -> {}
        case "daily", "day", "days", "any", "all" -> wanted.addAll(EnumSet.allOf(DayOfWeek.class));
        case "weekend", "weekends" -> {
          wanted.add(DayOfWeek.SATURDAY);
          wanted.add(DayOfWeek.SUNDAY);
        }
        case "weekday", "weekdays" ->
            wanted.addAll(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
        default -> {
          DayOfWeek day = day(word);
          if (day == null) {
            return Optional.empty();
          }
          wanted.add(day);
        }
      }
    }
    return wanted.isEmpty() ? Optional.empty() : Optional.of(new Window(wanted, from, to));
  }

  private static LocalTime time(String hour, String minute) {
    int hours = Integer.parseInt(hour);
    return LocalTime.of(hours == 24 ? 0 : hours, minute == null ? 0 : Integer.parseInt(minute));
  }

  private static DayOfWeek day(String word) {
    if (!DAY.matcher(word).matches()) {
      return null;
    }
    for (DayOfWeek day : DayOfWeek.values()) {
      if (word.startsWith(day.name().substring(0, 3).toLowerCase(Locale.ROOT))) {
        return day;
      }
    }
    return null;
  }

  /** Whether some window, or a part of one, lies between the two moments. */
  public boolean anyBetween(LocalDateTime start, LocalDateTime finish) {
    LocalDate last = finish.toLocalDate();
    // a week has every window; whoever works longer has met one
    LocalDate end =
        start.toLocalDate().plusDays(8).isBefore(last) ? start.toLocalDate().plusDays(8) : last;
    for (LocalDate day = start.toLocalDate().minusDays(1);
        !day.isAfter(end);
        day = day.plusDays(1)) {
      for (Window window : windows) {
        if (window.days().contains(day.getDayOfWeek())) {
          LocalDateTime from = day.atTime(window.from());
          LocalDateTime to =
              window.to().isAfter(window.from())
                  ? day.atTime(window.to())
                  : day.plusDays(1).atTime(window.to());
          if (from.isBefore(finish) && to.isAfter(start)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
