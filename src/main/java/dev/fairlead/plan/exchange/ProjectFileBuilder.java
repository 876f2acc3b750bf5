package dev.fairlead.plan.exchange;

import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpxj.ActivityType;
import org.mpxj.ConstraintType;
import org.mpxj.Duration;
import org.mpxj.ExpenseItem;
import org.mpxj.LocalTimeRange;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectCalendarException;
import org.mpxj.ProjectCalendarHours;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Resource;
import org.mpxj.ResourceAssignment;
import org.mpxj.Task;
import org.mpxj.TaskMode;
import org.mpxj.TimeUnit;

/** A plan in the words of the library that writes project files. */
final class ProjectFileBuilder {
  private final WorkPlan plan;
  private final Schedule schedule;
  private final boolean primavera;
  private final ProjectFile file = new ProjectFile();
  private final Map<Integer, Task> tasks = new HashMap<>();

  private ProjectFileBuilder(WorkPlan plan, Schedule schedule, boolean primavera) {
    this.plan = plan;
    this.schedule = schedule;
    this.primavera = primavera;
  }

  static ProjectFile microsoft(WorkPlan plan, Schedule schedule, String title) {
    return new ProjectFileBuilder(plan, schedule, false).build(title);
  }

  /**
   * Summaries are levels of the work breakdown there: without constraints, without dependencies.
   */
  static ProjectFile primavera(WorkPlan plan, Schedule schedule, String title) {
    return new ProjectFileBuilder(plan, schedule, true).build(title);
  }

  private ProjectFile build(String title) {
    long perDay = plan.calendar().minutesPerDay();
    file.getProjectProperties().setProjectTitle(title);
    file.getProjectProperties().setName(title);
    file.getProjectProperties()
        .setStartDate(plan.calendar().addWorking(plan.start().atStartOfDay(), 0));
    file.getProjectProperties().setFinishDate(schedule.finish());
    file.getProjectProperties().setMinutesPerDay((int) perDay);
    file.getProjectProperties().setMinutesPerWeek(minutesPerWeek(plan.calendar()));
    ProjectCalendar calendar = file.addCalendar();
    calendar.setName("Standard");
    write(plan.calendar(), calendar);
    file.setDefaultCalendar(calendar);
    file.getProjectProperties().setDefaultCalendar(calendar);

    Map<Integer, ScheduledTask> dates = schedule.byNumber();
    Set<Integer> summaries = new HashSet<>();
    schedule.tasks().stream()
        .filter(ScheduledTask::summary)
        .forEach(t -> summaries.add(t.number()));
    Map<String, Resource> people = new HashMap<>();
    int row = 0;
    for (PlanTask task : plan.tasks()) {
      Task theirs = task.parent() == null ? file.addTask() : tasks.get(task.parent()).addTask();
      tasks.put(task.number(), theirs);
      theirs.setUniqueID(task.number());
      theirs.setID(++row);
      write(task, dates.get(task.number()), theirs);
      String owner = task.owner() != null ? task.owner() : task.ownerLabel();
      if (owner != null) {
        Resource person = people.computeIfAbsent(owner, this::person);
        assign(task, theirs, person);
      }
    }
    for (TaskLink link : plan.links()) {
      if (primavera
          && (summaries.contains(link.predecessor()) || summaries.contains(link.successor()))) {
        continue;
      }
      tasks
          .get(link.successor())
          .addPredecessor(
              new Relation.Builder()
                  .predecessorTask(tasks.get(link.predecessor()))
                  .type(type(link.type()))
                  .lag(Duration.getInstance(link.lagMinutes(), TimeUnit.MINUTES)));
    }
    return file;
  }

  private void write(PlanTask task, ScheduledTask when, Task theirs) {
    Duration duration = Duration.getInstance(task.durationMinutes() / 60.0, TimeUnit.HOURS);
    theirs.setName(task.name());
    theirs.setTaskMode(TaskMode.AUTO_SCHEDULED);
    theirs.setStart(when.start());
    theirs.setFinish(when.finish());
    theirs.setPercentageComplete(when.percentComplete());
    if (task.constraint() != null && !(primavera && when.summary())) {
      theirs.setConstraintType(ConstraintType.valueOf(task.constraint().name()));
      theirs.setConstraintDate(task.constraintDate());
    }
    if (task.deadline() != null) {
      theirs.setDeadline(task.deadline().atTime(17, 0));
    }
    if (when.summary()) {
      return;
    }
    theirs.setMilestone(task.milestone());
    if (primavera) {
      theirs.setActivityID(String.format("A%05d", task.number()));
      theirs.setActivityType(
          task.milestone() ? ActivityType.FINISH_MILESTONE : ActivityType.TASK_DEPENDENT);
      if (task.fixedCost().signum() != 0) {
        double cost = task.fixedCost().doubleValue();
        theirs
            .getExpenseItems()
            .add(
                new ExpenseItem.Builder(theirs)
                    .name("Fixed cost")
                    .plannedCost(cost)
                    .remainingCost(cost)
                    .atCompletionCost(cost)
                    .plannedUnits(1.0)
                    .remainingUnits(1.0)
                    .atCompletionUnits(1.0)
                    .pricePerUnit(cost)
                    .build());
      }
    }
    theirs.setDuration(duration);
    theirs.setFixedCost(task.fixedCost());
    theirs.setActualStart(task.actualStart());
    theirs.setActualFinish(task.actualFinish());
    double remaining =
        task.remainingMinutes() != null
            ? task.remainingMinutes()
            : task.durationMinutes() * (100 - task.percentComplete()) / 100.0;
    theirs.setRemainingDuration(Duration.getInstance(remaining / 60, TimeUnit.HOURS));
    theirs.setActualDuration(
        Duration.getInstance(
            task.durationMinutes() * task.percentComplete() / 6000.0, TimeUnit.HOURS));
    if (task.effortHours() != null) {
      Duration effort = Duration.getInstance(task.effortHours().doubleValue(), TimeUnit.HOURS);
      theirs.setWork(effort);
      theirs.setPlannedWorkLabor(effort);
    }
  }

  private Resource person(String name) {
    Resource person = file.addResource();
    person.setName(name);
    return person;
  }

  private static void assign(PlanTask task, Task theirs, Resource person) {
    ResourceAssignment assignment = theirs.addResourceAssignment(person);
    double hours =
        task.effortHours() != null
            ? task.effortHours().doubleValue()
            : task.durationMinutes() / 60.0;
    double done = hours * task.percentComplete() / 100;
    assignment.setWork(
        Duration.getInstance(task.effortHours() == null ? 0 : hours, TimeUnit.HOURS));
    assignment.setPlannedWork(assignment.getWork());
    assignment.setActualWork(
        Duration.getInstance(task.effortHours() == null ? 0 : done, TimeUnit.HOURS));
    assignment.setRemainingWork(
        Duration.getInstance(task.effortHours() == null ? 0 : hours - done, TimeUnit.HOURS));
    assignment.setStart(theirs.getStart());
    assignment.setFinish(theirs.getFinish());
  }

  private static void write(WorkingCalendar ours, ProjectCalendar theirs) {
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Shift> shifts = ours.week().getOrDefault(day, List.of());
      theirs.setWorkingDay(day, !shifts.isEmpty());
      fill(theirs.addCalendarHours(day), shifts);
    }
    for (Map.Entry<LocalDate, List<Shift>> exception : ours.exceptions().entrySet()) {
      ProjectCalendarException day = theirs.addCalendarException(exception.getKey());
      fill(day, exception.getValue());
    }
  }

  private static void fill(ProjectCalendarHours hours, List<Shift> shifts) {
    for (Shift shift : shifts) {
      LocalTime end = shift.to().equals(LocalTime.MAX) ? LocalTime.MIDNIGHT : shift.to();
      hours.add(new LocalTimeRange(shift.from(), end));
    }
  }

  private static int minutesPerWeek(WorkingCalendar calendar) {
    return (int)
        calendar.week().values().stream().flatMap(List::stream).mapToLong(Shift::minutes).sum();
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
