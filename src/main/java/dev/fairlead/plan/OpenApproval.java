package dev.fairlead.plan;

import java.util.Optional;

/** The approval that a submitted plan waits for. Filled by {@code plan.process}. */
public interface OpenApproval {
  /**
   * Whom the decision table asked, and by which of its rows.
   *
   * @param group id of the group
   * @param approvals how many of the group have to approve, at least 1
   * @param reason the row's reason
   */
  record Asked(int level, String group, int approvals, String reason) {}

  /** Empty where no approval is open. */
  Optional<Asked> of(String projectKey);
}
