package dev.fairlead.shared;

import java.util.List;
import java.util.stream.Collectors;

/** Tables as CSV (RFC 4180) that no spreadsheet takes for formulas. */
public final class CsvText {
  private CsvText() {}

  /** Rows with their heading; what is null stands as an empty cell. */
  public static String of(List<? extends List<?>> rows) {
    return rows.stream().map(CsvText::row).collect(Collectors.joining());
  }

  public static String row(List<?> cells) {
    return cells.stream()
        .map(cell -> cell(cell == null ? "" : cell.toString()))
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    String harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return '"' + harmless.replace("\"", "\"\"") + '"';
  }
}
