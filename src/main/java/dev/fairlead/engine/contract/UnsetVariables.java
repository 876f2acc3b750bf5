package dev.fairlead.engine.contract;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Variables that a process reads although nothing sets them: no step, no answer, no call, no start
 * and no message. The engine would stop there with an error; most often it is a slip of the pen.
 */
final class UnsetVariables {
  private static final Pattern READ = Pattern.compile("[$#]\\{!?([a-z]\\w*)");

  /** What the engine itself knows. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "decisionResult",
          "execution",
          "loopCounter",
          "nrOfInstances",
          "nrOfActiveInstances",
          "nrOfCompletedInstances");

  private final PublishedVariables published;
  private final Set<String> set = new HashSet<>(BUILT_IN);

  private UnsetVariables(PublishedVariables published) {
    this.published = published;
  }

  /**
   * Tells each place that reads such a variable.
   *
   * @param found takes the place and the name of the variable
   */
  static void find(
      Element process, PublishedVariables published, BiConsumer<Element, String> found) {
    UnsetVariables search = new UnsetVariables(published);
    published
        .givenTo(process.getAttribute("id"))
        .ifPresent(
            given -> {
              search.set.addAll(given);
              search.sets(process);
              search.reads(process, found);
            });
  }

  private void sets(Element element) {
    switch (element.getLocalName()) {
      case "outputParameter", "inputParameter" -> set.add(element.getAttribute("name"));
      case "out" -> set.add(element.getAttribute("target"));
      default -> {}
    }
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      String name = attributes.item(i).getLocalName();
      String value = attributes.item(i).getNodeValue();
      if ("elementVariable".equals(name)) {
        set.add(value);
      } else if ("delegateExpression".equals(name)) {
        set.addAll(published.setBy(value.replaceAll("[#{}]", "")));
      }
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        sets(inner);
      }
    }
  }

  private void reads(Element element, BiConsumer<Element, String> found) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Attr attribute = (Attr) attributes.item(i);
      switch (attribute.getLocalName()) {
        case "delegateExpression", "name" -> {}
        case "collection" -> read(element, attribute.getValue(), found);
        case "source" -> {
          if (element.getLocalName().equals("in")) {
            read(element, attribute.getValue(), found);
          }
        }
        default -> expressions(element, attribute.getValue(), found);
      }
    }
    if (element.getLocalName().equals("documentation")) {
      return;
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        reads(inner, found);
      } else if (child.getNodeType() == Node.TEXT_NODE) {
        expressions(element, child.getNodeValue(), found);
      }
    }
  }

  private void expressions(Element element, String text, BiConsumer<Element, String> found) {
    for (Matcher read = READ.matcher(text); read.find(); ) {
      read(element, read.group(1), found);
    }
  }

  private void read(Element element, String variable, BiConsumer<Element, String> found) {
    if (variable.matches("[a-z]\\w*") && !set.contains(variable)) {
      found.accept(element, variable);
    }
  }
}
