package dev.fairlead.plan;

import java.util.List;

/** Applies wishes to a plan without touching any table: used for saving, for a change's what-if, and in tests. */
public final class PlanEdits {
  private PlanEdits() {}

  /**
   * The plan after all edits, in their order. Numbers of new tasks follow the highest in the plan.
   *
   * @throws dev.fairlead.shared.RefusedException naming the edit that cannot be, for example one of a missing task
   */
  public static WorkPlan apply(WorkPlan plan, List<PlanEdit> edits) {
    throw new UnsupportedOperationException();
  }

  /** One English sentence saying what the edit does to this plan. */
  public static String describe(PlanEdit edit, WorkPlan plan) {
    throw new UnsupportedOperationException();
  }
}
