package dev.fairlead.plan.exchange;

import java.util.List;

/**
 * What an import could not take over as it stood in the file.
 *
 * @param field what it is about, such as {@code taskCalendars}
 * @param part the part of the plan that it belongs to
 * @param effect whether something else stands in the plan now, or nothing
 * @param count how many tasks, links or values
 * @param sentence says what was changed or left out, and what that means
 * @param cases where, one by one, as far as {@link #MOST_CASES} reach
 */
public record Loss(
    String field, PlanPart part, Effect effect, int count, String sentence, List<Case> cases) {
  /** A report names so many cases of one loss; the others are counted. */
  public static final int MOST_CASES = 100;

  public enum Effect {
    CHANGED,
    DROPPED
  }

  /**
   * One place where it happened; all but the name may be null.
   *
   * @param task number of the task in the plan, null where the task itself was left out
   * @param name of the task
   * @param from as it stands in the file
   * @param to as it stands in the plan
   * @param why where the cases of one loss have different reasons
   */
  public record Case(Integer task, String name, String from, String to, String why) {}
}
