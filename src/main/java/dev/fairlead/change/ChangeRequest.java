package dev.fairlead.change;

import dev.fairlead.people.ApprovedBy;
import dev.fairlead.plan.PlanEdit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A wish to change an approved plan, with everything that was ever said and computed about it.
 *
 * @param id such as "CRM-C3", also the business key of its process
 * @param notDone what happens if it is not done
 * @param impact as computed when it was last assessed; null before
 * @param route as the decision table chose it, null before
 * @param decidedOnBehalfOf the person for whom a substitute decided, or null
 * @param approvalsNeeded how many have to approve it as it was last assessed, at least 1
 * @param approvals those given since it was last assessed, where more than one is needed
 * @param baseline number of the baseline that its application made, or null
 * @param standardTitle what the catalogue called it when it was asked for, or null
 * @param mergedInto id of the request that goes on with the wishes of this one, or null
 * @param review of an emergency change: whether it was confirmed afterwards
 * @param outcome in words: how it was backed out, what became of it in another request, or what was
 *     said when it was closed; may be null
 * @param closedAt when nothing was left to decide of it, or null
 * @param outcomeCode what it brought, said once its work was done; null before
 * @param outcomeBy who said so
 */
public record ChangeRequest(
    String id,
    String projectKey,
    int number,
    Type type,
    Category category,
    String title,
    String description,
    String reason,
    String notDone,
    String implementationPlan,
    String backoutPlan,
    String requester,
    LocalDateTime requestedAt,
    List<PlanEdit> edits,
    Status status,
    Impact impact,
    Decision decision,
    String decisionComment,
    String decidedBy,
    String decidedOnBehalfOf,
    LocalDateTime decidedAt,
    int approvalsNeeded,
    List<Approval> approvals,
    String route,
    String routeReason,
    LocalDate postponedUntil,
    LocalDateTime implementedAt,
    Integer baseline,
    Review review,
    String reviewComment,
    String reviewedBy,
    LocalDateTime reviewedAt,
    String outcome,
    LocalDateTime closedAt,
    String standardTitle,
    String mergedInto,
    OutcomeCode outcomeCode,
    String outcomeBy,
    LocalDateTime outcomeAt) {

  /** How quickly it must go, which its route follows from. */
  public enum Type {
    STANDARD,
    NORMAL,
    EMERGENCY
  }

  /** What it changes above all. */
  public enum Category {
    SCOPE,
    SCHEDULE,
    COST,
    RESOURCE
  }

  /** The states of a change request. */
  public enum Status {
    SUBMITTED,
    ASSESSING,
    AWAITING_APPROVAL,
    APPROVED,
    REJECTED,
    POSTPONED,
    WITHDRAWN,
    /** Its wishes are part of another request. */
    MERGED,
    IMPLEMENTED,
    CLOSED,
    /** It was applied, not confirmed, and taken out of the plan again. */
    BACKED_OUT
  }

  /** What the approvers may say. */
  public enum Decision {
    APPROVE,
    REJECT,
    POSTPONE
  }

  /**
   * One of several approvals.
   *
   * @param onBehalfOf login name of the one whom the approver stood in for, or null
   */
  public record Approval(String by, String onBehalfOf, String comment, LocalDateTime at) {}

  /** What the review of an emergency change may say. */
  public enum Review {
    CONFIRMED,
    NOT_CONFIRMED
  }

  /** Whether it brought what it was for. */
  public enum OutcomeCode {
    SUCCESSFUL,
    /** It did, with deviations from what was planned. */
    SUCCESSFUL_WITH_ISSUES,
    UNSUCCESSFUL
  }

  /** Whether several have approved it, each of whom said so by themselves. */
  public boolean severalApproved() {
    return decision == Decision.APPROVE
        && status != Status.AWAITING_APPROVAL
        && !approvals.isEmpty();
  }

  /** Whose approvals have been given, where more than one is needed. */
  public ApprovedBy approvedBy() {
    ApprovedBy by = ApprovedBy.NOBODY;
    for (Approval approval : approvals) {
      by = by.and(approval.by(), approval.onBehalfOf());
    }
    return by;
  }

  /**
   * Nothing was decided for good yet, or an emergency change still waits for its review or backout.
   */
  public boolean isOpen() {
    return switch (status) {
      case SUBMITTED, ASSESSING, AWAITING_APPROVAL, APPROVED, POSTPONED -> true;
      case IMPLEMENTED -> closedAt == null;
      case REJECTED, WITHDRAWN, MERGED, CLOSED, BACKED_OUT -> false;
    };
  }

  /** Nobody has decided yet, or it was postponed: what it asks for may still be extended. */
  public boolean isUndecided() {
    return isPending() && status != Status.APPROVED;
  }

  /** The plan holds what it asked for. */
  public boolean isInPlan() {
    return implementedAt != null && status != Status.BACKED_OUT;
  }

  /** It was carried out, nobody reviews it any more, and nobody has said yet what it brought. */
  public boolean lacksOutcome() {
    return isInPlan() && !isOpen() && outcomeCode == null;
  }

  /** The plan has not been changed by it yet. */
  public boolean isPending() {
    return isOpen() && status != Status.IMPLEMENTED;
  }

  /** It asks for another tolerance or goal, on which the sponsor side agreed. */
  public boolean movesWhatWasAgreed() {
    return moveWhatWasAgreed(edits);
  }

  static boolean moveWhatWasAgreed(List<PlanEdit> edits) {
    return edits.stream().anyMatch(edit -> edit.kind().isOfTolerance() || edit.kind().isOfGoal());
  }

  /** Numbers of the tasks that it asks to change; tasks that it adds have none yet. */
  Set<Integer> touchedTasks() {
    return edits.stream()
        .map(PlanEdit::task)
        .filter(number -> number != null && number > 0)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
