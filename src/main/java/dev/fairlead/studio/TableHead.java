package dev.fairlead.studio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/**
 * The parts of a decision table by the names under which the engine's history keeps them.
 *
 * @param inputs in the order of the columns
 * @param results titles of the result columns by the names of their variables
 * @param rules rows by their ids
 */
record TableHead(List<Input> inputs, Map<String, String> results, Map<String, Rule> rules) {

  /**
   * A condition column.
   *
   * @param id of the column
   * @param expression what it looks at, most often the name of a variable
   */
  record Input(String id, String title, String expression) {
    boolean isPlain() {
      return expression.matches("[A-Za-z_]\\w*");
    }
  }

  /** A row with its number, counted from 1, and its annotation. */
  record Rule(int number, String note) {}

  static TableHead of(String xml) {
    Drawing drawing = Drawing.read(xml);
    List<Input> inputs = new ArrayList<>();
    Map<String, String> results = new LinkedHashMap<>();
    for (Element table : drawing.all("decisionTable")) {
      for (Element column : ElementFacts.childrenOf(table)) {
        if (column.getLocalName().equals("input")) {
          inputs.add(
              new Input(column.getAttribute("id"), DecisionRows.title(column), asked(column)));
        } else if (column.getLocalName().equals("output")) {
          results.put(column.getAttribute("name"), DecisionRows.title(column));
        }
      }
    }
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Element rule : drawing.all("rule")) {
      String note =
          ElementFacts.childrenOf(rule).stream()
              .filter(part -> part.getLocalName().equals("description"))
              .map(part -> part.getTextContent().strip())
              .findFirst()
              .orElse("");
      rules.put(rule.getAttribute("id"), new Rule(rules.size() + 1, note));
    }
    return new TableHead(inputs, results, rules);
  }

  private static String asked(Element column) {
    return ElementFacts.childrenOf(column).stream()
        .filter(part -> part.getLocalName().equals("inputExpression"))
        .map(part -> part.getTextContent().strip())
        .findFirst()
        .orElse("");
  }
}
