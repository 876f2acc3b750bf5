package dev.fairlead.change;

import dev.fairlead.plan.PlanEdit;
import java.util.List;

/**
 * A change request as typed.
 *
 * @param standard number of the catalogue's entry that a standard change is; null for others
 */
public record NewChange(
    ChangeRequest.Type type,
    ChangeRequest.Category category,
    String title,
    String description,
    String reason,
    String notDone,
    String implementationPlan,
    String backoutPlan,
    List<PlanEdit> edits,
    Long standard) {

  /** A request for a change that is in no catalogue. */
  public NewChange(
      ChangeRequest.Type type,
      ChangeRequest.Category category,
      String title,
      String description,
      String reason,
      String notDone,
      String implementationPlan,
      String backoutPlan,
      List<PlanEdit> edits) {
    this(
        type,
        category,
        title,
        description,
        reason,
        notDone,
        implementationPlan,
        backoutPlan,
        edits,
        null);
  }
}
