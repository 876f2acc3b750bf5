package dev.fairlead.change;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What became of the other change requests of a project, for those who decide on the next one.
 *
 * @param inPlan approved and applied, and not taken out of the plan again
 * @param dropped withdrawn or merged into another one
 * @param open not decided yet
 * @param unsuccessful those in the plan of which the coordinator said that they did not bring what
 *     they were for
 * @param days working days by which those in the plan moved the finish, as computed for each
 * @param cost by how much they raised the planned cost
 * @param budget by how much they raised the budget
 * @param later the how many-th change this one is that puts the finish off; 0 where it does not
 * @param dearer the same of those that raise the planned cost
 */
public record TrackRecord(
    List<ChangeRequest> inPlan,
    List<ChangeRequest> rejected,
    List<ChangeRequest> backedOut,
    List<ChangeRequest> dropped,
    List<ChangeRequest> open,
    List<ChangeRequest> unsuccessful,
    int days,
    BigDecimal cost,
    BigDecimal budget,
    long later,
    long dearer) {

  static TrackRecord of(ChangeRequest change, List<ChangeRequest> all) {
    List<ChangeRequest> others =
        all.stream().filter(other -> !other.id().equals(change.id())).toList();
    List<ChangeRequest> inPlan = others.stream().filter(ChangeRequest::isInPlan).toList();
    return new TrackRecord(
        inPlan,
        in(others, ChangeRequest.Status.REJECTED::equals),
        in(others, ChangeRequest.Status.BACKED_OUT::equals),
        in(
            others,
            status ->
                status == ChangeRequest.Status.WITHDRAWN || status == ChangeRequest.Status.MERGED),
        others.stream().filter(ChangeRequest::isPending).toList(),
        inPlan.stream()
            .filter(one -> one.outcomeCode() == ChangeRequest.OutcomeCode.UNSUCCESSFUL)
            .toList(),
        inPlan.stream().filter(one -> one.impact() != null).mapToInt(TrackRecord::days).sum(),
        sum(inPlan, Impact::costDelta),
        sum(inPlan, Impact::budgetDelta),
        howMany(change, inPlan, impact -> impact.finishDelta() > 0),
        howMany(change, inPlan, impact -> impact.costDelta().signum() > 0));
  }

  /** How many others there are. */
  public int asked() {
    return inPlan.size() + rejected.size() + backedOut.size() + dropped.size() + open.size();
  }

  private static int days(ChangeRequest change) {
    return change.impact().finishDelta();
  }

  private static List<ChangeRequest> in(
      List<ChangeRequest> changes, Predicate<ChangeRequest.Status> states) {
    return changes.stream().filter(change -> states.test(change.status())).toList();
  }

  private static BigDecimal sum(
      List<ChangeRequest> changes, Function<Impact, BigDecimal> difference) {
    return changes.stream()
        .filter(change -> change.impact() != null)
        .map(change -> difference.apply(change.impact()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static long howMany(
      ChangeRequest change, List<ChangeRequest> before, Predicate<Impact> does) {
    return change.impact() == null || !does.test(change.impact())
        ? 0
        : 1
            + before.stream()
                .filter(one -> one.impact() != null && does.test(one.impact()))
                .count();
  }
}
