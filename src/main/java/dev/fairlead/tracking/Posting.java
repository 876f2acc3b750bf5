package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Money spent, as posted; never changed. A mistake is set right by a counter-posting.
 *
 * @param amount in the house currency; negative only in a counter-posting
 * @param hours person-hours of a TIME posting, else null
 * @param corrects id of the posting that this one takes back, or null
 * @param correctedBy id of the posting that takes this one back, or null
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
    String text,
    String postedBy,
    LocalDateTime postedAt,
    Long corrects,
    Long correctedBy) {

  /** What was spent. */
  public enum Kind {
    TIME,
    EXPENSE
  }
}
