package dev.fairlead.studio;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A diagram or decision table as its XML says it: elements by id, their names, their places. */
final class Drawing {
  private final Document document;

  /** In the order of the file. */
  private final Map<String, Element> elements = new LinkedHashMap<>();

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();

  private Drawing(Document document) {
    this.document = document;
    for (Element element : all("*")) {
      if (ElementFacts.isElementOfItsOwn(element)) {
        elements.put(element.getAttribute("id"), element);
      }
    }
    elements.forEach(
        (id, element) -> {
          String name = element.getAttribute("name");
          if (!name.isBlank()) {
            names.put(id, '"' + name.strip().replaceAll("\\s+", " ") + '"');
          }
        });
    for (Element shape : all("*")) {
      if (shape.hasAttribute("bpmnElement")) {
        places.put(shape.getAttribute("bpmnElement"), place(shape));
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws RefusedException where it is no XML, or brings a document type along
   */
  static Drawing read(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return new Drawing(
          builder.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    } catch (SAXException | IOException broken) {
      throw RefusedException.because("studio.unreadable");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, Element> elements() {
    return elements;
  }

  Map<String, String> names() {
    return names;
  }

  String placeOf(String id) {
    return places.get(id);
  }

  /** All elements with this local name, in the order of the file. */
  List<Element> all(String localName) {
    NodeList found = document.getElementsByTagNameNS("*", localName);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** What people call such elements. */
  static String kind(Element element) {
    String kind = Sentences.say("studio.kind." + element.getLocalName());
    if (kind.startsWith("studio.kind.")) {
      kind = ElementFacts.word(element.getLocalName());
      kind = kind.substring(0, 1).toUpperCase() + kind.substring(1);
    }
    return kind;
  }

  /** What people call an element, such as: User task "Approve plan". */
  String title(Element element) {
    String kind = kind(element);
    if (element.getLocalName().equals("sequenceFlow")) {
      String answer = names.getOrDefault(element.getAttribute("id"), "");
      return Sentences.say(
          "studio.flow",
          answer.isEmpty() ? kind : kind + " " + answer,
          nameOf(element.getAttribute("sourceRef")),
          nameOf(element.getAttribute("targetRef")));
    }
    String id = element.getAttribute("id");
    return kind + " " + names.getOrDefault(id, id);
  }

  private String nameOf(String id) {
    return names.getOrDefault(id, id);
  }

  private static String place(Element shape) {
    return ElementFacts.childrenOf(shape).stream()
        .filter(child -> child.getLocalName().matches("Bounds|waypoint"))
        .map(
            child ->
                List.of("x", "y", "width", "height").stream()
                    .map(side -> number(child.getAttribute(side)))
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(", "));
  }

  /** Editors write 100, 100.0 or 100.00 for the same place. */
  private static String number(String text) {
    return text.replaceFirst("\\.0*$", "");
  }
}
