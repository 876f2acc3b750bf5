package dev.fairlead.report;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A decision that a report asks for.
 *
 * @param deciderGroup id of the group that is asked
 * @param consequence what happens if it is not taken
 * @param outcome null while nobody decided
 * @param onBehalfOf login name of the one whom the decider stood in for, or null
 */
public record DecisionRequest(
    long id,
    String reportId,
    String question,
    String deciderGroup,
    LocalDate neededBy,
    String consequence,
    String askedBy,
    Outcome outcome,
    String answer,
    String decidedBy,
    String onBehalfOf,
    LocalDateTime decidedAt) {
  /** What was decided. */
  public enum Outcome {
    YES,
    NO,
    OTHER
  }

  public boolean isOpen() {
    return outcome == null;
  }
}
