package dev.fairlead.plan;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A risk (or chance) of a project.
 *
 * @param number counts from 1 within the project
 * @param likelihood 1 to 5
 * @param impact 1 to 5
 * @param residualLikelihood 1 to 5 after the measures, or null
 * @param cost money that it costs when it occurs, or null
 */
public record Risk(
    int number,
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
    String measures,
    String measuresBy,
    LocalDate measuresDue,
    Integer residualLikelihood,
    Integer residualImpact,
    BigDecimal cost,
    LocalDate nextReview,
    RiskStatus status) {

  /** How it is answered: the first four against threats, the rest for chances (ACCEPT for both). */
  public enum Response {
    AVOID,
    REDUCE,
    TRANSFER,
    ACCEPT,
    EXPLOIT,
    ENHANCE,
    SHARE
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

  public boolean isOpen() {
    return status != RiskStatus.CLOSED && status != RiskStatus.OCCURRED;
  }
}
