package dev.fairlead.plan;

import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.project.Project;
import java.util.List;
import java.util.stream.Stream;

/**
 * The goals of a project as a part of its plan that edits work on.
 *
 * @param all those in force, in the order of their numbers
 * @param next number of the next new goal, so that those of dropped ones are not used again
 */
public record PlanGoals(List<PlanGoal> all, int next) {
  /** Those of a plan of no project. */
  static final PlanGoals NONE = new PlanGoals(List.of(), 1);

  /** A goal by its number. */
  public record PlanGoal(int number, GoalTerms terms) {}

  static PlanGoals of(Project project) {
    int highest =
        Stream.concat(project.goals().stream(), project.droppedGoals().stream())
            .mapToInt(Goal::number)
            .max()
            .orElse(0);
    return new PlanGoals(
        project.goals().stream().map(goal -> new PlanGoal(goal.number(), goal.terms())).toList(),
        highest + 1);
  }

  /** What the goal with this number says, or null where there is none. */
  public GoalTerms goal(int number) {
    return all.stream()
        .filter(goal -> goal.number() == number)
        .map(PlanGoal::terms)
        .findFirst()
        .orElse(null);
  }
}
