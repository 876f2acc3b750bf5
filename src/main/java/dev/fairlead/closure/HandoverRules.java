package dev.fairlead.closure;

import dev.fairlead.plan.PlanSystem;
import java.util.List;

/**
 * Which points the checklist of a system has. Process owners keep them in the decision table {@code
 * handoverPoints}; the engine fills this port, see {@code closure.process}.
 */
public interface HandoverRules {
  /**
   * A point of the table.
   *
   * @param id names it in the database, such as {@code BACKUP}
   * @param label what the receiver reads
   * @param known what Fairlead writes into its note: {@code owner}, {@code window}, {@code issues}
   *     or nothing
   */
  record Rule(String id, String label, String known) {}

  /** None where the system needs no handover. */
  List<Rule> pointsFor(PlanSystem system);
}
