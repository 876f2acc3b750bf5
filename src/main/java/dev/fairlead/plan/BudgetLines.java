package dev.fairlead.plan;

import java.util.List;

/**
 * The lines of a project's budget as a part of its plan that edits work on.
 *
 * @param all in the order of their numbers
 * @param next number of the next new line, so that those of dropped ones are not used again
 */
public record BudgetLines(List<BudgetLine> all, int next) {

  /** The line with this number, or null. */
  public BudgetLine line(int number) {
    return all.stream().filter(line -> line.number() == number).findFirst().orElse(null);
  }
}
