package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Who may change what in a plan, and when. Only a deputy for everything acts here, since a plan is
 * not the work of one process.
 */
@Component
class Authority {
  private final Users users;
  private final FairleadClock clock;

  Authority(Users users, FairleadClock clock) {
    this.users = users;
    this.clock = clock;
  }

  /** The project's coordinator or the one who stands in for them in everything today. */
  boolean isCoordinator(Project project, String by) {
    return by != null
        && (by.equals(project.coordinator())
            || users.actsFor(by, clock.today()).contains(project.coordinator()));
  }

  void coordinator(Project project, String by) {
    if (!isCoordinator(project, by)) {
      throw RefusedException.forbidden(
          "plan.notCoordinator", users.nameOf(project.coordinator()), project.key());
    }
  }

  /** Refuses unless the plan is still being drafted, and while the project is paused. */
  void planning(Project project) {
    if (project.phase() != Phase.PLANNING) {
      throw RefusedException.because("plan.notPlanning." + project.phase(), project.key());
    }
    project.mustRun();
  }

  /**
   * The registers live on while the project is tracked and closed; they rest while it is paused and
   * once it is closed.
   */
  void open(Project project) {
    if (project.phase() == Phase.CLOSED) {
      throw RefusedException.because("plan.projectClosed", project.key());
    }
    project.mustRun();
  }

  /**
   * Whether the task is this person's or that of somebody they stand in for in everything today.
   */
  boolean ownsTask(PlanTask task, String by) {
    return task.owner() != null
        && (task.owner().equals(by) || users.actsFor(by, clock.today()).contains(task.owner()));
  }

  /**
   * Which measures this person may say to be done: the coordinator all, others those that they or
   * whom they stand in for in everything today are responsible for.
   */
  Predicate<RiskMeasure> finishes(Project project, String by) {
    boolean all = isCoordinator(project, by);
    Set<String> people = new HashSet<>(users.actsFor(by, clock.today()));
    people.add(by);
    return measure -> all || people.contains(measure.responsible());
  }

  boolean mayReport(Project project, PlanTask task, String by) {
    return isCoordinator(project, by) || ownsTask(task, by);
  }
}
