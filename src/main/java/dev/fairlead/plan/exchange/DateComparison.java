package dev.fairlead.plan.exchange;

import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.exchange.Loss.Case;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the dates that the program which wrote a file computed with those that come out here,
 * and says of each task that differs why.
 */
public final class DateComparison {
  /** Minutes that two programs may differ by because one of them rounds. */
  private static final long ROUNDING = 1;

  private final ImportedPlan file;
  private final WorkPlan plan;
  private final Map<Integer, ScheduledTask> dates;
  private final Map<Integer, PlanTask> tasks = new HashMap<>();
  private final Map<Integer, List<Integer>> predecessors = new HashMap<>();
  private final Set<Integer> differing = new HashSet<>();
  private final boolean backwards;

  private DateComparison(ImportedPlan file, WorkPlan plan, Schedule schedule) {
    this.file = file;
    this.plan = plan;
    dates = schedule.byNumber();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    for (TaskLink link : plan.links()) {
      predecessors
          .computeIfAbsent(link.successor(), key -> new ArrayList<>())
          .add(link.predecessor());
    }
    backwards = file.losses().stream().anyMatch(loss -> loss.field().equals("fromFinish"));
  }

  /**
   * Notes every task that differs as a loss.
   *
   * @return how many tasks agree
   */
  public static int compare(ImportedPlan file, WorkPlan plan, Schedule schedule, Losses losses) {
    return new DateComparison(file, plan, schedule).run(losses);
  }

  private int run(Losses losses) {
    file.dates()
        .forEach(
            (number, theirs) -> {
              if (!agree(theirs, dates.get(number))) {
                differing.add(number);
              }
            });
    Set<Integer> leaves = Set.copyOf(differing);
    for (int number : leaves) {
      for (Integer above = tasks.get(number).parent();
          above != null && differing.add(above);
          above = tasks.get(above).parent()) {
        // a summary differs when one of its tasks does
      }
    }
    for (PlanTask task : plan.tasks()) {
      if (leaves.contains(task.number())) {
        FileDates theirs = file.dates().get(task.number());
        ScheduledTask ours = dates.get(task.number());
        DateTimeFormatter format = theirs.daysOnly() ? Losses.DAY : Losses.MOMENT;
        losses.at(
            "datesDiffer",
            new Case(
                task.number(),
                task.name(),
                format.format(theirs.start()) + " – " + format.format(theirs.finish()),
                format.format(ours.start()) + " – " + format.format(ours.finish()),
                why(task, theirs)));
      }
    }
    return file.dates().size() - leaves.size();
  }

  private boolean agree(FileDates theirs, ScheduledTask ours) {
    if (theirs.daysOnly()) {
      return theirs.start().toLocalDate().equals(ours.start().toLocalDate())
          && theirs.finish().toLocalDate().equals(ours.finish().toLocalDate());
    }
    return same(theirs.start(), ours.start()) && same(theirs.finish(), ours.finish());
  }

  /** The evening of one day and the next morning are the same moment of work. */
  private boolean same(LocalDateTime theirs, LocalDateTime ours) {
    WorkingCalendar calendar = plan.calendar();
    return theirs.equals(ours)
        || Math.abs(theirs.toLocalDate().toEpochDay() - ours.toLocalDate().toEpochDay()) < 400
            && Math.abs(calendar.workingMinutes(theirs, ours)) <= ROUNDING;
  }

  private String why(PlanTask task, FileDates theirs) {
    if (theirs.reason() != null) {
      return Sentences.say("plan.exchange.why." + theirs.reason());
    }
    for (Integer at = task.number(); at != null; at = tasks.get(at).parent()) {
      for (int before : predecessors.getOrDefault(at, List.of())) {
        if (differing.contains(before)) {
          return Sentences.say(
              "plan.exchange.why.follows", String.valueOf(before), tasks.get(before).name());
        }
      }
    }
    if (theirs.daysOnly()
        && plan.links().stream()
            .anyMatch(l -> l.successor() == task.number() && l.type() == LinkType.SF)) {
      return Sentences.say("plan.exchange.why.startFinish");
    }
    return Sentences.say(backwards ? "plan.exchange.why.fromFinish" : "plan.exchange.why.unknown");
  }
}
