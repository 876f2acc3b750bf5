package dev.fairlead.plan.conflict;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a person is asked for week by week, by the demand that conflicts are found by, and in the
 * hours that they work: their own and those of their projects, without leave.
 *
 * @param tasks that ask for some of these weeks, in the order of their days
 */
public record Workload(List<Week> weeks, List<Task> tasks) {
  /** Percent from which little is left of a week. */
  private static final int FULL = 80;

  /** How much of a week is taken. */
  public enum Level {
    FREE,
    SOME,
    FULL,
    OVER
  }

  /**
   * @param monday its first day
   * @param available hours that the person can work in it; each day has the hours of the project
   *     that works longest on it, of those that ask for the person
   * @param asked hours that tasks ask for
   * @param leave whether the person is away on a working day of it
   */
  public record Week(LocalDate monday, double available, double asked, boolean leave) {
    /** Hours asked for of those available, or null where the person cannot work at all. */
    public Integer percent() {
      return available > 0 ? (int) Math.round(100 * asked / available) : null;
    }

    public Level level() {
      int percent = percent() == null ? 0 : percent();
      if (percent > 100) {
        return Level.OVER;
      }
      return percent >= FULL ? Level.FULL : percent > 0 ? Level.SOME : Level.FREE;
    }
  }

  /**
   * A task that the person owns.
   *
   * @param from its first day
   * @param until its last day
   * @param demand percent of the working time that it asks for
   * @param shares what it asks for in the weeks in which it does
   */
  public record Task(
      String projectKey,
      String projectName,
      int number,
      String name,
      LocalDate from,
      LocalDate until,
      int demand,
      List<Share> shares) {}

  /** Hours of a week. */
  public record Share(LocalDate monday, double hours) {}

  /**
   * The workloads of some people by login name.
   *
   * @param projects all in which any of them has work left
   * @param calendars by login name, of those who do not always work as their projects do
   * @param since what lies before is over
   * @param mondays the first days of the weeks
   */
  public static Map<String, Workload> of(
      Collection<String> people,
      Collection<PlannedProject> projects,
      Map<String, PersonalCalendar> calendars,
      LocalDateTime since,
      List<LocalDate> mondays) {
    LocalDateTime begin = Booking.later(since, mondays.get(0).atStartOfDay());
    LocalDateTime end = mondays.get(mondays.size() - 1).plusWeeks(1).atStartOfDay();
    Map<String, List<Booking>> byPerson =
        projects.stream()
            .flatMap(project -> Booking.of(project).stream())
            .filter(booking -> booking.to().isAfter(begin) && booking.from().isBefore(end))
            .collect(Collectors.groupingBy(Booking::owner));
    Map<String, Workload> workloads = new HashMap<>();
    people.forEach(
        person ->
            workloads.put(
                person,
                of(
                    byPerson.getOrDefault(person, List.of()),
                    calendars.get(person),
                    since,
                    mondays)));
    return workloads;
  }

  private static Workload of(
      List<Booking> bookings,
      PersonalCalendar person,
      LocalDateTime since,
      List<LocalDate> mondays) {
    List<WorkingCalendar> projects =
        bookings.isEmpty()
            ? List.of(WorkingCalendar.standard())
            : bookings.stream().map(Booking::calendar).distinct().toList();
    Map<Booking, List<Share>> shares = new HashMap<>();
    List<Week> weeks = new ArrayList<>();
    for (LocalDate monday : mondays) {
      LocalDateTime from = Booking.later(since, monday.atStartOfDay());
      LocalDateTime to = monday.plusWeeks(1).atStartOfDay();
      double asked = 0;
      for (Booking booking : bookings) {
        double hours =
            booking.demand()
                / 100
                * Booking.hours(
                    person,
                    booking.calendar(),
                    Booking.later(from, booking.from()),
                    Booking.earlier(to, booking.to()));
        if (hours > 0) {
          asked += hours;
          shares.computeIfAbsent(booking, key -> new ArrayList<>()).add(new Share(monday, hours));
        }
      }
      weeks.add(
          new Week(
              monday,
              available(person, projects, from, to),
              asked,
              isAway(person, projects, from, to)));
    }
    return new Workload(
        List.copyOf(weeks),
        bookings.stream()
            .filter(shares::containsKey)
            .map(booking -> task(booking, shares.get(booking)))
            .sorted(
                Comparator.comparing(Task::from)
                    .thenComparing(Task::projectKey)
                    .thenComparing(Task::number))
            .toList());
  }

  private static double available(
      PersonalCalendar person,
      List<WorkingCalendar> projects,
      LocalDateTime from,
      LocalDateTime to) {
    double hours = 0;
    for (LocalDateTime day = from;
        day.isBefore(to);
        day = day.toLocalDate().plusDays(1).atStartOfDay()) {
      LocalDateTime morning = day;
      LocalDateTime night = day.toLocalDate().plusDays(1).atStartOfDay();
      hours +=
          projects.stream()
              .mapToDouble(project -> Booking.hours(person, project, morning, night))
              .max()
              .orElse(0);
    }
    return hours;
  }

  private static boolean isAway(
      PersonalCalendar person,
      List<WorkingCalendar> projects,
      LocalDateTime from,
      LocalDateTime to) {
    return person != null
        && from.isBefore(to)
        && from.toLocalDate()
            .datesUntil(to.toLocalDate())
            .anyMatch(
                day ->
                    person.isAway(day)
                        && projects.stream().anyMatch(project -> project.isWorkingDay(day)));
  }

  private static Task task(Booking booking, List<Share> shares) {
    return new Task(
        booking.project().key(),
        booking.project().project().name(),
        booking.task().number(),
        booking.task().name(),
        booking.from().toLocalDate(),
        booking.to().toLocalDate(),
        (int) Math.round(booking.demand()),
        List.copyOf(shares));
  }
}
