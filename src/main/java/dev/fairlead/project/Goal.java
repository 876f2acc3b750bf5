package dev.fairlead.project;

import dev.fairlead.shared.PlainText;
import dev.fairlead.shared.Seen;
import java.math.BigDecimal;
import java.util.List;

/**
 * What the project is for. Rated when it closes.
 *
 * @param number counts from 1 within the project, also over goals that were dropped
 * @param weight share of this goal, 1 to 100; weights need not add up to 100
 * @param rating null until closing
 * @param original what it said before the first change of it, or null where it is as it was
 * @param addedBy id of the change request that added it, or null for a goal of the approved plan
 * @param changedBy ids of the change requests that changed it, the first one first
 * @param droppedBy id of the change request that dropped it, or null while it is in force
 */
public record Goal(
    int number,
    String statement,
    String measure,
    String target,
    BigDecimal weight,
    GoalRating rating,
    String evidence,
    GoalTerms original,
    String addedBy,
    List<String> changedBy,
    String droppedBy) {
  public Goal {
    statement = PlainText.oneLine(statement);
    measure = PlainText.oneLine(measure);
    target = PlainText.oneLine(target);
    changedBy = changedBy == null ? List.of() : List.copyOf(changedBy);
  }

  /** A goal that no change request has touched. */
  public Goal(
      int number,
      String statement,
      String measure,
      String target,
      BigDecimal weight,
      GoalRating rating,
      String evidence) {
    this(number, statement, measure, target, weight, rating, evidence, null, null, List.of(), null);
  }

  /** What it says now, or said last. */
  public GoalTerms terms() {
    return new GoalTerms(statement, measure, target, weight);
  }

  /** As a form showed it; what is rated is what was read. */
  public String seen() {
    return Seen.of(terms());
  }

  /** What it said when it was agreed first: with the plan, or by the change that added it. */
  public GoalTerms first() {
    return original == null ? terms() : original;
  }
}
