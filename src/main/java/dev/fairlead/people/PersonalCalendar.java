package dev.fairlead.people;

import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When a person can work at all. For a project they work when both the project and they do.
 *
 * @param name the person's name, for sentences
 * @param week shifts of somebody who works part time, a missing day is free; empty for whoever
 *     works as their projects do
 * @param leaves in the order of their days
 */
public record PersonalCalendar(String name, Map<DayOfWeek, List<Shift>> week, List<Leave> leaves) {

  /** Days off work, both included. */
  public record Leave(long id, LocalDate from, LocalDate until, String reason) {
    public boolean covers(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(until);
    }
  }

  public boolean isAway(LocalDate day) {
    return leaves.stream().anyMatch(leave -> leave.covers(day));
  }

  /** The shifts of a day that this person shares with a project. */
  public List<Shift> shiftsOn(LocalDate day, WorkingCalendar project) {
    List<Shift> theirs = project.shiftsOn(day);
    if (theirs.isEmpty() || isAway(day)) {
      return List.of();
    }
    return week.isEmpty()
        ? theirs
        : common(theirs, week.getOrDefault(day.getDayOfWeek(), List.of()));
  }

  /**
   * The calendar of the time that this person and a project share; that of the project where they
   * never meet, since nothing would ever fall due otherwise.
   */
  public WorkingCalendar sharedWith(WorkingCalendar project) {
    if (!sharesTimeWith(project)) {
      return project;
    }
    Map<DayOfWeek, List<Shift>> shared = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Shift> theirs = project.week().getOrDefault(day, List.of());
      shared.put(day, week.isEmpty() ? theirs : common(theirs, week.getOrDefault(day, List.of())));
    }
    NavigableMap<LocalDate, List<Shift>> single = new TreeMap<>();
    project.exceptions().keySet().forEach(day -> single.put(day, shiftsOn(day, project)));
    for (Leave leave : leaves) {
      for (LocalDate day = leave.from(); !day.isAfter(leave.until()); day = day.plusDays(1)) {
        single.put(day, List.of());
      }
    }
    return new WorkingCalendar(shared, single);
  }

  /** Whether there is any working time that this person and a project share in a usual week. */
  public boolean sharesTimeWith(WorkingCalendar project) {
    return week.isEmpty()
        || week.entrySet().stream()
            .anyMatch(
                day ->
                    !common(project.week().getOrDefault(day.getKey(), List.of()), day.getValue())
                        .isEmpty());
  }

  private static List<Shift> common(List<Shift> some, List<Shift> others) {
    List<Shift> common = new ArrayList<>();
    for (Shift a : some) {
      for (Shift b : others) {
        LocalTime from = a.from().isAfter(b.from()) ? a.from() : b.from();
        LocalTime to = a.to().isBefore(b.to()) ? a.to() : b.to();
        if (from.isBefore(to)) {
          common.add(new Shift(from, to));
        }
      }
    }
    return common;
  }
}
