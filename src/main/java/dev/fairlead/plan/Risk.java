package dev.fairlead.plan;

import dev.fairlead.shared.Seen;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A risk of a project: a threat, or a chance, which pages call an opportunity.
 *
 * @param number counts from 1 within the project
 * @param chance whether it would be welcome: what it brings is gained, not lost
 * @param likelihood 1 to 5
 * @param impact 1 to 5
 * @param residualLikelihood 1 to 5 after the measures, or null
 * @param cost money that it costs (of a chance: saves) when it occurs, or null
 * @param delay working time that it costs (of a chance: saves) when it occurs, or null
 */
public record Risk(
    int number,
    boolean chance,
    String title,
    String cause,
    String event,
    String effect,
    String category,
    int likelihood,
    int impact,
    String proximity,
    String owner,
    Response response,
    List<RiskMeasure> measures,
    Integer residualLikelihood,
    Integer residualImpact,
    BigDecimal cost,
    LocalDate nextReview,
    RiskStatus status,
    Delay delay) {

  /**
   * The probabilities, in percent, that the likelihoods 1 to 5 stand for: the scale of the
   * probability and impact matrix in the PMBOK Guide, sixth edition, figure 11-5.
   */
  private static final List<Integer> PERCENT_OF_LIKELIHOOD = List.of(10, 30, 50, 70, 90);

  /**
   * What it does to the dates.
   *
   * @param estimate in working minutes; three times the same where one figure was given
   * @param tasks numbers of the tasks that it prolongs; none for the project's end
   */
  public record Delay(ThreePointEstimate estimate, List<Integer> tasks) {}

  public Risk {
    measures = measures == null ? List.of() : measures;
  }

  /** How it is answered. */
  public enum Response {
    AVOID,
    REDUCE,
    TRANSFER,
    ACCEPT,
    EXPLOIT,
    ENHANCE,
    SHARE;

    /** What fits a chance, or a threat; either may be accepted. */
    public static List<Response> to(boolean chance) {
      return chance
          ? List.of(EXPLOIT, ENHANCE, SHARE, ACCEPT)
          : List.of(AVOID, REDUCE, TRANSFER, ACCEPT);
    }
  }

  /** The states of the register. */
  public enum RiskStatus {
    PROPOSED,
    ASSESSED,
    APPROVED,
    ACTIVE,
    OCCURRED,
    CLOSED
  }

  /** Likelihood x impact, 1 to 25. */
  public int level() {
    return likelihood * impact;
  }

  /** How likely it is, in percent. */
  public int percent() {
    return percentOf(likelihood);
  }

  /** The probability in percent that a likelihood from 1 to 5 stands for. */
  public static int percentOf(int likelihood) {
    return PERCENT_OF_LIKELIHOOD.get(likelihood - 1);
  }

  /** What its cost and its delay count as: a threat adds them, a chance saves them. */
  public int sign() {
    return chance ? -1 : 1;
  }

  /** Cause, event and effect in this order, as far as they are known. */
  public List<String> chain() {
    return Stream.of(cause, event, effect).filter(said -> said != null && !said.isBlank()).toList();
  }

  /**
   * Tells it from itself after any change, for forms that were opened before; but not after a
   * measure was done, which such a form does not take back.
   */
  public String seen() {
    return Seen.ofRecord(
        this, Map.of("measures", measures.stream().map(RiskMeasure::asPlanned).toList()));
  }

  public boolean isOpen() {
    return status != RiskStatus.CLOSED && status != RiskStatus.OCCURRED;
  }
}
