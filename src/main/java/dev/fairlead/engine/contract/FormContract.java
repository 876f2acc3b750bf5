package dev.fairlead.engine.contract;

import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * What every task form must keep to. Tasklist inserts it into its own page, where a script of the
 * form would run as the person who opens it; so a form shows text and fields and nothing else.
 */
public final class FormContract {
  /** Where the page in a form's frame comes from. */
  private static final String FRAME = "/work/frame";

  private static final Set<String> ELEMENTS =
      Set.of(
          ("a b br caption code dd div dl dt em fieldset form h1 h2 h3 h4 h5 h6 hr i iframe input label"
                  + " legend li ol optgroup option p pre section select small span strong sub sup table"
                  + " tbody td textarea tfoot th thead tr ul")
              .split(" "));
  private static final Set<String> EVERYWHERE =
      Set.of(
          ("class id title role lang aria-describedby aria-label aria-labelledby aria-required"
                  + " aria-hidden")
              .split(" "));
  private static final Map<String, Set<String>> BY_ELEMENT =
      Map.of(
          "a",
          Set.of("href"),
          "label",
          Set.of("for"),
          "input",
          Set.of(
              ("cam-variable-name cam-variable-type type value required maxlength minlength min max step"
                      + " pattern placeholder checked readonly disabled autocomplete name data-person")
                  .split(" ")),
          "textarea",
          Set.of(
              ("cam-variable-name cam-variable-type rows cols required maxlength minlength placeholder"
                      + " readonly disabled name")
                  .split(" ")),
          "select",
          Set.of("cam-variable-name", "cam-variable-type", "required", "disabled", "name"),
          "option",
          Set.of("value", "selected", "disabled"),
          "optgroup",
          Set.of("label"),
          "iframe",
          Set.of("src", "data-view"),
          "th",
          Set.of("scope", "colspan", "rowspan"),
          "td",
          Set.of("colspan", "rowspan"));
  private static final Set<String> INPUTS =
      Set.of("text", "number", "date", "email", "tel", "checkbox", "radio");

  /** Classes that lay what they stand at over the page around the form. */
  private static final String OVER_THE_PAGE =
      "(?i)(position|(min-)?v[hw]|fixed|sticky)-.*|stretched-link|modal.*|offcanvas.*";

  private static final Set<String> TYPES =
      Set.of("String", "Boolean", "Integer", "Long", "Double", "Date");

  /** Checks one form; an empty list means that it keeps the contract. */
  public List<Finding> check(String file, String html) {
    Set<Finding> found = new LinkedHashSet<>();
    Element body = Jsoup.parseBodyFragment(html).body();
    if (body.selectFirst("> form") == null) {
      found.add(finding(file, "noForm", ""));
    }
    for (Element element : body.getAllElements()) {
      if (element != body) {
        element(file, element, found);
      }
      element.childNodes().forEach(node -> text(file, element, node, found));
    }
    return new ArrayList<>(found);
  }

  private static void element(String file, Element element, Set<Finding> found) {
    String name = element.tagName().toLowerCase(Locale.ROOT);
    if (!ELEMENTS.contains(name)) {
      found.add(finding(file, "element", name));
      return;
    }
    for (Attribute attribute : element.attributes()) {
      String setting = attribute.getKey();
      String value = attribute.getValue();
      boolean known =
          EVERYWHERE.contains(setting) || BY_ELEMENT.getOrDefault(name, Set.of()).contains(setting);
      if (!known) {
        found.add(finding(file, "attribute", setting, name));
      } else if (!harmless(name, setting, value)) {
        found.add(finding(file, "value", value, setting));
      }
    }
  }

  private static boolean harmless(String element, String attribute, String value) {
    return switch (attribute) {
      // Tasklist's library also takes instructions from the names of classes
      case "class" ->
          value.matches("[A-Za-z0-9_ -]*")
              && !value.matches("(?i).*\\b(ng|cam)-.*")
              && Arrays.stream(value.split(" ")).noneMatch(name -> name.matches(OVER_THE_PAGE));
      case "href" -> value.matches("/[A-Za-z0-9].*") && plain(value);
      case "src" -> value.equals(FRAME);
      case "type" -> !element.equals("input") || INPUTS.contains(value);
      case "cam-variable-name" -> value.matches("[a-z][A-Za-z0-9]*");
      case "cam-variable-type" -> TYPES.contains(value);
      default -> plain(value);
    };
  }

  private static void text(String file, Element around, Node node, Set<Finding> found) {
    String text = "";
    if (node instanceof TextNode words) {
      text = words.getWholeText();
    } else if (node instanceof DataNode data) {
      text = data.getWholeData();
    } else if (node instanceof Comment comment) {
      text = comment.getData();
    }
    boolean raw = Set.of("iframe", "textarea").contains(around.tagName()) && text.contains("<");
    if (raw || !plain(text) || node instanceof Comment && text.contains("directive:")) {
      found.add(finding(file, "text", text.strip()));
    }
  }

  /** Tasklist would compute what stands in double braces. */
  private static boolean plain(String text) {
    return !text.contains("{{") && !text.contains("}}") && !text.contains("[[");
  }

  private static Finding finding(String file, String code, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = file;
    for (int i = 0; i < arguments.length; i++) {
      String argument = String.valueOf(arguments[i]);
      all[i + 1] = argument.length() > 80 ? argument.substring(0, 80) + "…" : argument;
    }
    return new Finding("", Sentences.say("engine.contract.form." + code, all));
  }
}
