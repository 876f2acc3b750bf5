package dev.fairlead.studio;

import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * What can be said of one element of a diagram, by name, for people: its name, conditions,
 * assignments, timers, forms, inputs and outputs. Read from the XML itself, so that nothing that a
 * file may hold escapes the comparison.
 */
final class ElementFacts {
  private static final Set<String> HOLDERS =
      Set.of(
          "definitions",
          "process",
          "subProcess",
          "transaction",
          "adHocSubProcess",
          "collaboration",
          "laneSet");

  private ElementFacts() {}

  /** By their names; what is nested has the names of its parents before it. */
  static Map<String, String> of(Element element) {
    Map<String, String> facts = new LinkedHashMap<>();
    attributes(element, "", facts);
    children(element, "", facts);
    return facts;
  }

  private static void attributes(Element element, String before, Map<String, String> facts) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      String name = attribute.getLocalName();
      if (attribute.getName().startsWith("xmlns") || name.equals("id")) {
        continue;
      }
      put(facts, before + word(name), attribute.getValue());
    }
  }

  private static void children(Element element, String before, Map<String, String> facts) {
    for (Element child : childrenOf(element)) {
      String kind = child.getLocalName();
      // the flows themselves say where they begin and end
      if (isElementOfItsOwn(child) || Set.of("incoming", "outgoing", "laneSet").contains(kind)) {
        continue;
      }
      switch (kind) {
        case "extensionElements", "inputOutput", "properties" -> children(child, before, facts);
        case "property", "inputParameter", "outputParameter" ->
            put(
                facts,
                before + word(kind) + " " + child.getAttribute("name"),
                child.hasAttribute("value") ? child.getAttribute("value") : text(child));
        case "in", "out" ->
            put(
                facts,
                before
                    + word(kind)
                    + " "
                    + (child.hasAttribute("target")
                        ? child.getAttribute("target")
                        : first(child, "businessKey", "variables")),
                first(child, "source", "sourceExpression", "businessKey", "variables"));
        // the rows of a table are compared one by one
        case "rule" -> {}
        case "input", "output" ->
            put(
                facts,
                word(kind) + " " + first(child, "label", "name"),
                text(child) + " " + first(child, "name", "typeRef"));
        default -> {
          String name = before + word(kind);
          String own = childrenOf(child).isEmpty() ? text(child) : "";
          Map<String, String> within = new LinkedHashMap<>();
          attributes(child, name + ", ", within);
          children(child, name + ", ", within);
          // what holds nothing says something by being there, such as the end of all
          if (!own.isEmpty() || within.isEmpty()) {
            put(facts, name, own.isEmpty() ? Sentences.say("studio.form.yes") : own);
          }
          within.forEach((part, value) -> put(facts, part, value));
        }
      }
    }
  }

  /** Whether people see it as an element, rather than as a property of the one that holds it. */
  static boolean isElementOfItsOwn(Element element) {
    return element.hasAttribute("id")
        && element.getParentNode() instanceof Element holder
        && HOLDERS.contains(holder.getLocalName())
        && !element.getLocalName().matches("laneSet|BPMNDiagram|DMNDI");
  }

  static List<Element> childrenOf(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static String first(Element element, String... attributes) {
    for (String attribute : attributes) {
      if (element.hasAttribute(attribute)) {
        return element.getAttribute(attribute);
      }
    }
    return "";
  }

  private static String text(Element element) {
    return element.getTextContent().strip().replaceAll("\\s+", " ");
  }

  /** A second fact of the same name stands behind the first. */
  private static void put(Map<String, String> facts, String name, String value) {
    facts.merge(name, value, (first, second) -> first + "; " + second);
  }

  /** The word for an attribute or part, where the bundle has one; otherwise its own name apart. */
  static String word(String name) {
    String code = "studio.fact." + name;
    String said = Sentences.say(code);
    return said.equals(code) ? name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase() : said;
  }
}
