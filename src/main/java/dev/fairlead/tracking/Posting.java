package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Time or money spent, as posted. Nothing of it is ever changed but what was decided on it: an
 * approved posting is set right by a counter-posting, a returned one by a new one.
 *
 * @param amount in the house currency; negative only in a counter-posting
 * @param hours person-hours of a TIME posting, else null
 * @param person who worked, or whose expense it is; null where it is nobody's own
 * @param commitment id of the commitment that it draws on, or null
 * @param corrects id of the posting that this one takes back, or null
 * @param correctedBy id of the posting that takes this one back, or null
 * @param decidedBy who approved or returned it, or null while nobody did
 * @param reason why it was returned, or null
 * @param replaces id of the posting that this one stands in the place of, or null
 * @param replacedBy id of the posting that stands in the place of this one, or null
 */
public record Posting(
    long id,
    String projectKey,
    LocalDate postingDay,
    Kind kind,
    BigDecimal amount,
    BigDecimal hours,
    String person,
    Integer task,
    Integer budgetLine,
    Long commitment,
    String text,
    String postedBy,
    LocalDateTime postedAt,
    Long corrects,
    Long correctedBy,
    State state,
    String decidedBy,
    LocalDateTime decidedAt,
    String reason,
    Long replaces,
    Long replacedBy) {

  /** What was spent. */
  public enum Kind {
    TIME,
    EXPENSE
  }

  /** How far it came; only what is approved counts as actual cost. */
  public enum State {
    /** Waits for the coordinator. */
    SUBMITTED,
    APPROVED,
    /** The coordinator wants it corrected. */
    RETURNED,
    /** Its author took it back before it was approved. */
    WITHDRAWN
  }

  /** Whether its author may post it anew, corrected. */
  public boolean waitsForCorrection() {
    return state == State.RETURNED && replacedBy == null;
  }

  /** Whether it can be taken back or corrected by a counter-posting. */
  public boolean canBeTakenBack() {
    return state == State.APPROVED && corrects == null && correctedBy == null;
  }
}
