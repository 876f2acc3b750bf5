package dev.fairlead.studio;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/**
 * A decision table to look at.
 *
 * @param columns titles of the conditions, then of the results, then of the notes
 * @param rows as many cells as columns; "-" where a condition does not matter
 */
public record DecisionRows(List<String> columns, List<List<String>> rows) {

  /** Reads the first table of a DMN file. */
  public static DecisionRows of(String xml) {
    Drawing drawing = Drawing.read(xml);
    List<String> columns = new ArrayList<>();
    drawing.all("decisionTable").stream()
        .findFirst()
        .ifPresent(
            table ->
                ElementFacts.childrenOf(table).stream()
                    .filter(column -> column.getLocalName().matches("input|output"))
                    .map(DecisionRows::title)
                    .forEach(columns::add));
    columns.add(ElementFacts.word("description"));
    return new DecisionRows(
        columns, drawing.all("rule").stream().map(DecisionRows::cells).toList());
  }

  static String title(Element column) {
    String label = column.getAttribute("label");
    return label.isBlank() ? column.getAttribute("name") : label;
  }

  private static List<String> cells(Element row) {
    List<String> cells = new ArrayList<>();
    String note = "";
    for (Element cell : ElementFacts.childrenOf(row)) {
      String text = cell.getTextContent().strip();
      if (cell.getLocalName().endsWith("Entry")) {
        cells.add(text.isEmpty() ? "-" : text);
      } else if (cell.getLocalName().equals("description")) {
        note = text;
      }
    }
    cells.add(note);
    return cells;
  }
}
