package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A posting as typed.
 *
 * @param amount for TIME null: hours x the person's rate on that day
 * @param person of an expense of one's own may be left out
 * @param budgetLine null: that of the commitment, else that of the task
 * @param commitment id of the commitment that it draws on, or null
 */
public record NewPosting(
    LocalDate day,
    Posting.Kind kind,
    BigDecimal amount,
    BigDecimal hours,
    String person,
    Integer task,
    Integer budgetLine,
    String text,
    Long commitment) {

  /** A posting that draws on no commitment. */
  public NewPosting(
      LocalDate day,
      Posting.Kind kind,
      BigDecimal amount,
      BigDecimal hours,
      String person,
      Integer task,
      Integer budgetLine,
      String text) {
    this(day, kind, amount, hours, person, task, budgetLine, text, null);
  }
}
