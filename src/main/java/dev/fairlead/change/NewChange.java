package dev.fairlead.change;

import dev.fairlead.plan.PlanEdit;
import java.util.List;

/** A change request as typed. */
public record NewChange(
    ChangeRequest.Type type,
    ChangeRequest.Category category,
    String title,
    String description,
    String reason,
    String notDone,
    String implementationPlan,
    String backoutPlan,
    List<PlanEdit> edits) {}
