package dev.fairlead.project;

import java.util.Arrays;
import java.util.List;

/**
 * Figures below the text of a mail, the same in its text and in its HTML.
 *
 * @param columns headings, or empty
 */
public record NoticeTable(String title, List<String> columns, List<List<Cell>> rows) {
  /**
   * @param light a traffic light such as {@code GREEN} whose word stands in the text, or null
   * @param link path within Fairlead, or null
   */
  public record Cell(String text, String light, String link) {
    public static Cell of(String text) {
      return new Cell(text == null ? "" : text, null, null);
    }
  }

  public NoticeTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** A row of plain texts. */
  public static List<Cell> row(String... texts) {
    return Arrays.stream(texts).map(Cell::of).toList();
  }
}
