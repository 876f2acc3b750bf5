package dev.fairlead.plan.exchange;

import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A plan as read from a file. Nothing is scheduled yet: a circle of dependencies is found by the
 * scheduler.
 *
 * @param format for people, such as "Microsoft Project XML"
 * @param title the project's name in the file, or null
 * @param start first day of the project, or null where the file does not say (spreadsheets)
 * @param calendar the file's calendar; for spreadsheets the one that was given
 * @param tasks parents before children; owners stand in {@code ownerLabel} only
 * @param links at most one between two tasks
 * @param people every name that stands as an owner, in alphabetical order
 * @param dates when the tasks without children happen as the file itself says; empty where it does
 *     not
 * @param losses what was changed or left out; empty when everything was taken
 */
public record ImportedPlan(
    String format,
    String title,
    LocalDate start,
    WorkingCalendar calendar,
    List<PlanTask> tasks,
    List<TaskLink> links,
    List<String> people,
    List<Loss> losses,
    Map<Integer, FileDates> dates,
    Counts counts) {

  /** What was taken over. */
  public record Counts(int tasks, int summaries, int milestones, int links, int people) {}
}
