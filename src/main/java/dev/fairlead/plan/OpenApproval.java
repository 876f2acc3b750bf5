package dev.fairlead.plan;

import java.util.Optional;

/** The approval that a submitted plan waits for. Filled by {@code plan.process}. */
public interface OpenApproval {
  /**
   * Whom the decision table asked, and by which of its rows.
   *
   * @param group id of the group
   * @param reason the row's reason
   */
  record Asked(int level, String group, String reason) {}

  /** Empty where no approval is open. */
  Optional<Asked> of(String projectKey);
}
