package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A row of a file beside what it would become.
 *
 * @param number as the spreadsheet program shows it
 * @param day and what follows as read, or null where that was not possible
 * @param amount as posted: reckoned from hours and rate where the file gives none
 * @param problems empty where the row is right
 */
public record PostingRow(
    int number,
    LocalDate day,
    String person,
    Integer task,
    Integer budgetLine,
    Posting.Kind kind,
    BigDecimal hours,
    BigDecimal amount,
    String text,
    List<Problem> problems) {

  /**
   * What is wrong, in words.
   *
   * @param column title of the column, or an empty text where it is about the whole row
   */
  public record Problem(String column, String sentence) {}

  public boolean isRight() {
    return problems.isEmpty();
  }
}
