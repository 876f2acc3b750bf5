package dev.fairlead.studio;

import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * A task form as people see it: its texts, the page that it frames and its fields, in their order.
 */
record FormParts(List<Part> parts) {
  /** What stands around a field and is said with it, or says nothing of its own. */
  private static final Set<String> SAID_ELSEWHERE =
      Set.of("id", "for", "name", "aria-describedby", "cam-variable-name", "type");

  /** Stand within a text and are read with it. */
  private static final Set<String> WITHIN =
      Set.of("a", "b", "br", "code", "em", "i", "span", "strong", "sub", "sup");

  /** What a part is. */
  enum Sort {
    TEXT,
    FRAME,
    FIELD
  }

  /**
   * One part.
   *
   * @param id "field:" and its key, "frame:" and its view, "text:" and its words; the script that
   *     shows a form finds it by the same
   * @param title for people, such as: Field "Your decision"
   * @param facts by their names for people
   * @param choices texts by values, in their order; empty where there is nothing to choose
   */
  record Part(
      Sort sort, String id, String title, Map<String, String> facts, Map<String, String> choices) {
    /** The key of a field or the view of a frame. */
    String key() {
      return id.substring(id.indexOf(':') + 1);
    }
  }

  static FormParts read(String html) {
    Element body = Jsoup.parseBodyFragment(html).body();
    Around around = Around.of(body);
    // told apart as objects: two elements may say the same
    Set<Element> partOfField = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Part> parts = new ArrayList<>();
    for (Element field : body.select("[cam-variable-name]")) {
      around.label(field).ifPresent(partOfField::add);
      around.help(field).ifPresent(partOfField::add);
    }
    for (Element element : body.getAllElements()) {
      if (element.hasAttr("cam-variable-name")) {
        parts.add(field(around, element));
      } else if (element.normalName().equals("iframe")) {
        parts.add(frame(element));
      } else if (isText(element) && !partOfField.contains(element)) {
        parts.add(text(element));
      }
    }
    return new FormParts(parts);
  }

  List<Part> of(Sort sort) {
    return parts.stream().filter(part -> part.sort() == sort).toList();
  }

  private static boolean isText(Element element) {
    return !WITHIN.contains(element.normalName())
        && !element.normalName().matches("option|optgroup|select|textarea|body")
        && element.childNodes().stream()
            .anyMatch(
                node ->
                    node instanceof TextNode words && !words.isBlank()
                        || node instanceof Element inside
                            && WITHIN.contains(inside.normalName())
                            && inside.hasText());
  }

  private static Part text(Element element) {
    // nested blocks speak for themselves
    Element own = element.clone();
    own.children().stream()
        .filter(child -> !WITHIN.contains(child.normalName()))
        .forEach(Element::remove);
    String words = own.text();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(Sentences.say("studio.form.text"), words);
    if (!element.normalName().equals("p")) {
      facts.put(Sentences.say("studio.form.element"), element.normalName());
    }
    String stressed = own.select("em, strong, b, i, a").eachText().toString();
    if (!stressed.equals("[]")) {
      facts.put(Sentences.say("studio.form.stressed"), stressed.replaceAll("^\\[|]$", ""));
    }
    if (!own.children().isEmpty()) {
      put(facts, "written", written(own).html());
    }
    others(element, facts);
    look(facts, element);
    return new Part(
        Sort.TEXT,
        "text:" + words,
        Sentences.say("studio.form.textTitle", shortened(words)),
        facts,
        Map.of());
  }

  private static Part frame(Element element) {
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "title", element.attr("title"));
    element
        .attributes()
        .forEach(
            attribute -> {
              if (!attribute.getKey().matches("title|data-view|class")) {
                facts.put(ElementFacts.word(attribute.getKey()), attribute.getValue());
              }
            });
    look(facts, element);
    return new Part(
        Sort.FRAME,
        "frame:" + element.attr("data-view"),
        Sentences.say("studio.form.frameTitle", element.attr("title")),
        facts,
        Map.of());
  }

  private static Part field(Around around, Element field) {
    Map<String, String> facts = new LinkedHashMap<>();
    String label = around.label(field).map(Element::text).orElse("");
    put(facts, "label", label);
    put(facts, "labelWritten", around.label(field).map(FormParts::tags).orElse(""));
    put(facts, "help", around.help(field).map(Element::text).orElse(""));
    put(facts, "helpWritten", around.help(field).map(FormParts::tags).orElse(""));
    String kind = field.normalName();
    put(
        facts,
        "kind",
        kind.equals("input") ? (field.hasAttr("type") ? field.attr("type") : "text") : kind);
    put(facts, "message", field.attr("title"));
    Map<String, String> choices = new LinkedHashMap<>();
    if (kind.equals("select")) {
      field
          .select("option")
          .forEach(
              option -> {
                choices.put(option.attr("value"), option.text());
                facts.put(Sentences.say("studio.form.choice", option.attr("value")), option.text());
                others(option, facts);
              });
      put(facts, "choices", String.join(", ", choices.keySet()).replaceFirst("^, ", ""));
    } else if (field.hasText()) {
      put(facts, "startsWith", field.text());
    }
    others(field, facts);
    look(facts, field);
    return new Part(
        Sort.FIELD,
        "field:" + field.attr("cam-variable-name"),
        Sentences.say(
            "studio.form.fieldTitle", label.isBlank() ? field.attr("cam-variable-name") : label),
        facts,
        choices);
  }

  /** Whatever stands around and in the words of a label or help. */
  private static String tags(Element element) {
    Element written = written(element).removeAttr("id").removeAttr("for");
    return written.children().isEmpty() ? written.empty().outerHtml() : written.outerHtml();
  }

  private static boolean isWithin(Node node) {
    return node instanceof Element element && WITHIN.contains(element.normalName());
  }

  /** The same without the white space that editors put into it. */
  static Element written(Element element) {
    // in a document of its own, which says that nothing is put in order
    Document document = Document.createShell("");
    document.outputSettings().prettyPrint(false);
    Element written = element.clone();
    document.body().appendChild(written);
    List<TextNode> texts = new ArrayList<>();
    written.traverse(
        (node, depth) -> {
          if (node instanceof TextNode text) {
            texts.add(text);
          }
        });
    for (TextNode text : texts) {
      if (text.isBlank()) {
        text.remove();
      } else {
        String words = text.getWholeText().replaceAll("\\s+", " ");
        words = isWithin(text.previousSibling()) ? words : words.stripLeading();
        text.text(isWithin(text.nextSibling()) ? words : words.stripTrailing());
      }
    }
    return written;
  }

  private static void others(Element element, Map<String, String> facts) {
    for (Attribute attribute : element.attributes()) {
      String name = attribute.getKey();
      boolean said =
          SAID_ELSEWHERE.contains(name)
              || name.equals("class")
              || name.equals("title") && element.hasAttr("cam-variable-name")
              || element.normalName().equals("option") && name.equals("value");
      if (!said) {
        facts.put(
            ElementFacts.word(name),
            attribute.getValue().isEmpty()
                ? Sentences.say("studio.form.yes")
                : attribute.getValue());
      }
    }
  }

  /** A class may hide what it stands at, so no change of one goes by unseen. */
  private static void look(Map<String, String> facts, Element element) {
    List<String> classes = new ArrayList<>();
    for (Element around = element;
        around != null && !around.normalName().matches("form|body");
        around = around.parent()) {
      if (!around.className().isBlank()) {
        classes.add(around.className());
      }
    }
    put(facts, "look", String.join(" < ", classes));
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isBlank()) {
      facts.put(Sentences.say("studio.form." + name), value);
    }
  }

  /**
   * What is said with a field, looked up once for all fields.
   *
   * @param labels by the ids of their fields
   * @param byId elements by their own
   */
  private record Around(Map<String, Element> labels, Map<String, Element> byId) {
    static Around of(Element body) {
      Around around = new Around(new HashMap<>(), new HashMap<>());
      for (Element element : body.getAllElements()) {
        around.byId.putIfAbsent(element.id(), element);
        if (element.normalName().equals("label")) {
          around.labels.putIfAbsent(element.attr("for"), element);
        }
      }
      return around;
    }

    Optional<Element> label(Element field) {
      return field.id().isEmpty() ? Optional.empty() : Optional.ofNullable(labels.get(field.id()));
    }

    Optional<Element> help(Element field) {
      String id = field.attr("aria-describedby");
      return id.isBlank() ? Optional.empty() : Optional.ofNullable(byId.get(id));
    }
  }

  static String shortened(String words) {
    return words.length() > 60 ? words.substring(0, 59) + "…" : words;
  }
}
