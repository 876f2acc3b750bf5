package dev.fairlead.studio;

import java.time.LocalDateTime;
import java.util.List;

/**
 * What a decision table would have answered in the past.
 *
 * @param cases how many past evaluations were asked again
 * @param all how many the history holds
 * @param same in how many the answer would have been the same
 * @param different the others, the newest first
 * @param notes what cannot be compared, in sentences
 */
public record Rehearsal(int cases, long all, int same, List<Case> different, List<String> notes) {

  /** So many cases are asked at most. */
  public static final int MOST = 2_000;

  /** So many of those that would go another way are shown. */
  public static final int SHOWN = 200;

  public List<Case> shown() {
    return different.subList(0, Math.min(SHOWN, different.size()));
  }

  public int hidden() {
    return different.size() - shown().size();
  }

  /**
   * One evaluation that would go another way.
   *
   * @param about key of the project, change or issue that it was about; null where nothing says so
   * @param project key of the project, or null
   * @param projectName name of the project, or null
   * @param inputs as they were then
   */
  public record Case(
      String about,
      String project,
      String projectName,
      LocalDateTime at,
      List<Value> inputs,
      List<Row> then,
      List<Row> now) {}

  /** A column by its title, and what stood in it. */
  public record Value(String column, String value) {}

  /**
   * A row that answered.
   *
   * @param number counted from 1 in its version of the table; 0 where the table could not answer
   * @param note its annotation, or why the table could not answer
   */
  public record Row(int number, String note, List<Value> results) {}
}
