package dev.fairlead.workspace;

import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.stereotype.Component;

/** The tasks in somebody's list of work that are due on a day, for their calendar. */
@Component
class TaskDates implements PersonalDates {
  private final Worklist worklist;

  TaskDates(Worklist worklist) {
    this.worklist = worklist;
  }

  @Override
  public List<CalendarEntry> of(String username, LocalDate from, LocalDate until) {
    return worklist.of(username).stream()
        .filter(task -> task.due() != null)
        .filter(task -> !task.due().toLocalDate().isBefore(from))
        .filter(task -> !task.due().toLocalDate().isAfter(until))
        .map(
            task ->
                entry(task.id(), task.title(), task.description(), task.projectKey(), task.due()))
        .toList();
  }

  /** The same in a mail and in the calendar that a person subscribes to. */
  static CalendarEntry entry(
      String id, String name, String description, String projectKey, LocalDateTime due) {
    return CalendarEntry.due(
        "task-" + id + "@fairlead",
        projectKey == null ? name : name + " (" + projectKey + ")",
        description == null ? "" : description,
        due,
        "/work/tasks/" + id);
  }
}
