package dev.fairlead.plan.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.PersonalCalendar.Leave;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpxj.ConstraintType;
import org.mpxj.Duration;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Task;
import org.mpxj.TimeUnit;
import org.mpxj.cpm.MicrosoftScheduler;

/**
 * An independent scheduler, made to do what MS Project does, must find the same dates. Left out is
 * only what it is known to do differently: it lets tasks begin before the project, and lets
 * constraints win over dependencies.
 */
class OracleTests {
  @Test
  void datesEqualThoseOfAnIndependentSchedulerOnRandomPlans() throws Exception {
    int compared = 0;
    List<String> differences = new ArrayList<>();
    for (long seed = 1; compared < 1000 && seed < 10_000; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, seed % 2 == 0, seed % 3 == 0);
      Map<Integer, Task> theirs = theirs(plan);
      LocalDateTime first = plan.start().atTime(8, 0);
      LocalDateTime firstWork = plan.calendar().addWorking(first, 0);
      if (theirs.values().stream().anyMatch(t -> t.getStart().isBefore(firstWork))) {
        continue;
      }
      Schedule ours = new CriticalPathScheduler().schedule(plan, null);
      if (ours.warnings().stream()
          .anyMatch(w -> !w.code().equals("plan.schedule.deadlineMissed"))) {
        continue;
      }
      compared++;
      for (ScheduledTask task : ours.tasks()) {
        Task their = theirs.get(task.number());
        if (!task.start().equals(their.getStart()) || !task.finish().equals(their.getFinish())) {
          differences.add(
              "seed "
                  + seed
                  + " task "
                  + task.number()
                  + ": "
                  + task.start()
                  + " to "
                  + task.finish()
                  + ", theirs "
                  + their.getStart()
                  + " to "
                  + their.getFinish());
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(500);
  }

  /**
   * Tasks of somebody on leave, given to the other scheduler as tasks with a calendar of their own.
   * Lags and links to a finish are left out: it counts them in other calendars.
   */
  @Test
  void leaveMovesTasksAsACalendarOfTheirOwnDoes() throws Exception {
    int compared = 0;
    int moved = 0;
    List<String> differences = new ArrayList<>();
    for (long seed = 1; compared < 500; seed++) {
      WorkPlan plan = halfOfTom(RandomPlans.plan(seed, false, false));
      LocalDate from = plan.start().plusDays(1 + seed % 23);
      LocalDate until = from.plusDays(seed % 11);
      Map<Integer, Task> theirs = theirs(plan, from, until);
      Schedule ours =
          new CriticalPathScheduler()
              .schedule(
                  plan,
                  null,
                  Map.of(
                      "tom",
                      new PersonalCalendar(
                          "Tom", Map.of(), List.of(new Leave(1, from, until, "")))));
      compared++;
      moved += ours.warnings().isEmpty() ? 0 : 1;
      for (ScheduledTask task : ours.tasks()) {
        Task their = theirs.get(task.number());
        if (!task.start().equals(their.getStart()) || !task.finish().equals(their.getFinish())) {
          differences.add(
              "seed %d task %d: %s to %s, theirs %s to %s"
                  .formatted(
                      seed,
                      task.number(),
                      task.start(),
                      task.finish(),
                      their.getStart(),
                      their.getFinish()));
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(moved).isGreaterThan(300);
  }

  /** Every second task that takes time is Tom's; links only lead to starts, without lag. */
  private static WorkPlan halfOfTom(WorkPlan plan) {
    return new WorkPlan(
        "T",
        1,
        plan.start(),
        null,
        plan.calendar(),
        plan.tasks().stream()
            .map(
                task ->
                    task.durationMinutes() > 0 && task.number() % 2 == 0
                        ? task.withOwner("tom")
                        : task)
            .toList(),
        plan.links().stream()
            .map(
                link ->
                    new TaskLink(
                        link.predecessor(),
                        link.successor(),
                        link.type() == LinkType.SS ? LinkType.SS : LinkType.FS,
                        0))
            .toList());
  }

  /** For the benchmark. */
  static Map<Integer, Task> scheduled(WorkPlan plan) {
    try {
      return theirs(plan);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Map<Integer, Task> theirs(WorkPlan plan) throws Exception {
    return theirs(plan, null, null);
  }

  private static Map<Integer, Task> theirs(WorkPlan plan, LocalDate from, LocalDate until)
      throws Exception {
    ProjectFile file = new ProjectFile();
    ProjectCalendar calendar = file.addDefaultBaseCalendar();
    for (LocalDate holiday : plan.calendar().exceptions().keySet()) {
      calendar.addCalendarException(holiday);
    }
    file.setDefaultCalendar(calendar);
    file.getProjectProperties().setStartDate(plan.start().atTime(8, 0));
    ProjectCalendar away = from == null ? null : file.addDefaultBaseCalendar();
    if (away != null) {
      away.setName("Tom");
      plan.calendar().exceptions().keySet().forEach(away::addCalendarException);
      from.datesUntil(until.plusDays(1))
          .filter(day -> !plan.calendar().exceptions().containsKey(day))
          .forEach(away::addCalendarException);
    }
    Map<Integer, Task> tasks = new HashMap<>();
    for (PlanTask task : plan.tasks()) {
      Task their = task.parent() == null ? file.addTask() : tasks.get(task.parent()).addTask();
      their.setName(task.name());
      tasks.put(task.number(), their);
      Duration duration = Duration.getInstance(task.durationMinutes() / 60.0, TimeUnit.HOURS);
      their.setDuration(duration);
      their.setRemainingDuration(duration);
      their.setActualDuration(Duration.getInstance(0, TimeUnit.HOURS));
      their.setMilestone(task.durationMinutes() == 0 && !plan.isSummary(task.number()));
      if (away != null && "tom".equals(task.owner())) {
        their.setCalendar(away);
      }
      their.setConstraintType(ConstraintType.valueOf(task.constraint().name()));
      their.setConstraintDate(task.constraintDate());
      if (task.deadline() != null) {
        their.setDeadline(task.deadline().atTime(17, 0));
      }
    }
    for (TaskLink link : plan.links()) {
      tasks
          .get(link.successor())
          .addPredecessor(
              new Relation.Builder()
                  .predecessorTask(tasks.get(link.predecessor()))
                  .type(type(link.type()))
                  .lag(Duration.getInstance(link.lagMinutes() / 60.0, TimeUnit.HOURS)));
    }
    new MicrosoftScheduler().schedule(file, plan.start().atTime(8, 0));
    return tasks;
  }

  private static RelationType type(LinkType type) {
    return switch (type) {
      case FS -> RelationType.FINISH_START;
      case SS -> RelationType.START_START;
      case FF -> RelationType.FINISH_FINISH;
      case SF -> RelationType.START_FINISH;
    };
  }
}
