package dev.fairlead.plan;

import java.time.LocalDateTime;

/**
 * One decision on a submitted plan, kept for good.
 *
 * @param reason the sentence of the decision table that asked this group
 * @param decision approve, rework or reject
 * @param submission number of the submission that was decided on, or null where it was decided
 *     before such numbers were kept
 * @param onBehalfOf login name of the one whom the decider stood in for, or null
 */
public record PlanApproval(
    long id,
    String projectKey,
    int level,
    String approverGroup,
    String reason,
    String decision,
    String decidedBy,
    String onBehalfOf,
    String comment,
    int planVersion,
    Integer submission,
    LocalDateTime decidedAt) {}
