package dev.fairlead.project;

import dev.fairlead.shared.Checks;
import dev.fairlead.shared.PlainText;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a goal says, as it is agreed with the sponsor side. Each text is one line, wherever it comes
 * from: forms show it in a field of one line.
 *
 * @param weight share of this goal, 1 to 100; weights need not add up to 100
 */
public record GoalTerms(String statement, String measure, String target, BigDecimal weight) {
  private static final int MOST_DIGITS = 20;

  public GoalTerms {
    statement = PlainText.oneLine(statement);
    measure = PlainText.oneLine(measure);
    target = PlainText.oneLine(target);
    // what has more digits than anybody types is left to the check, which is fast
    if (weight != null && Math.abs((long) weight.scale()) <= MOST_DIGITS) {
      weight = weight.setScale(2, RoundingMode.HALF_UP);
    }
  }

  /**
   * Gathers every field that is wrong.
   *
   * @param row what the names of the fields begin with; empty for one goal
   */
  public void check(String row, Checks checks) {
    ProjectRules.text(row + "statement", statement, 500, checks);
    ProjectRules.text(row + "measure", measure, 300, checks);
    ProjectRules.text(row + "target", target, 300, checks);
    if (weight == null
        || weight.signum() <= 0
        || weight.scale() > MOST_DIGITS
        || weight.compareTo(new BigDecimal(100)) > 0) {
      checks.refuse(row + "weight", "project.goalWeight");
    }
  }
}
