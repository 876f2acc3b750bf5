package dev.fairlead.plan.schedule;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.plan.WorkPlan;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The critical path method with a forward and a backward pass over the plan's working time.
 *
 * <ul>
 *   <li>Dependencies win over constraints: a task never begins before its predecessors allow it; a
 *       constraint that cannot be kept gives a warning and negative slack.
 *   <li>A link to or from a summary holds for every task below it.
 *   <li>"As late as possible" takes the latest date that keeps the project's finish, as MS Project
 *       does.
 *   <li>With a status date, what is done stays where it was done; what was begun keeps its start
 *       and does its remaining work after the status date, after what was done of it on the status
 *       date's day, and after its predecessors; nothing else begins before the status date.
 *   <li>A task of somebody with a calendar of their own is done when both the project and they
 *       work. Its slack is counted in their working time.
 *   <li>A constraint date at midnight means the whole day: its beginning for a start, its end for a
 *       finish.
 * </ul>
 */
@Component
public class CriticalPathScheduler implements Scheduler {
  @Override
  public Schedule schedule(
      WorkPlan plan, LocalDateTime statusDate, Map<String, PersonalCalendar> people) {
    PlanNetwork built = new PlanNetwork(plan, statusDate, people);
    built.schedule();
    return new ScheduleWriter(built).write();
  }

  @Override
  public Finishes finishes(
      WorkPlan plan, LocalDateTime statusDate, Map<String, PersonalCalendar> people) {
    PlanNetwork built = new PlanNetwork(plan, statusDate, people);
    built.forecast();
    return new Finishes(built);
  }

  @Override
  public void check(WorkPlan plan) {
    PlanNetwork built = new PlanNetwork(plan, null, Map.of());
    built.schedule();
    // the dates furthest off are the only ones that may not exist
    built.axis.date(
        Arrays.stream(built.network.start).filter(m -> m != Network.NEVER).min().orElse(0));
    built.axis.date(Arrays.stream(built.network.finish).max().orElse(0));
    built.axis.asFinish(Arrays.stream(built.network.late).max().orElse(0));
  }
}
