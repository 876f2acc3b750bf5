package dev.fairlead.engine.contract;

import dev.fairlead.engine.TaskGuard;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.xml.ModelException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Which variables a process sets and which it reads, its forms and tables included. Where one of
 * these is not at hand, it cannot be told.
 */
final class VariableUse {
  private static final String FORM = "embedded:deployment:";
  private static final Pattern READ = Pattern.compile("[$#]\\{!?([a-z]\\w*)");

  /** By these the page in the frame of a form is found, and the project of a task. */
  private static final Pattern SHOWS_WHAT_IT_IS_ABOUT = Pattern.compile("\\w+(Id|Number|Key)");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w*");

  /** What Fairlead itself sets when a task is completed. */
  private static final Set<String> SET_BY_TASKS =
      Set.of(TaskGuard.COMPLETED_BY, TaskGuard.COMPLETED_FOR);

  private final PublishedVariables published;
  private final Function<String, Optional<byte[]>> files;
  private final Set<String> set = new TreeSet<>();
  private final Set<String> read = new TreeSet<>();
  private boolean setsMore;
  private boolean readsMore;

  /**
   * Looks through a process.
   *
   * @param files the forms and tables that come with it, by their names
   */
  VariableUse(
      Element process, PublishedVariables published, Function<String, Optional<byte[]>> files) {
    this.published = published;
    this.files = files;
    set.addAll(SET_BY_TASKS);
    published.givenTo(process.getAttribute("id")).ifPresent(set::addAll);
    walk(process);
  }

  /** Whether nothing there sets it, as far as can be told. */
  boolean neverSets(String variable) {
    return !setsMore && !set.contains(variable);
  }

  /** Whether nothing there reads it, as far as can be told. */
  boolean neverReads(String variable) {
    return !readsMore
        && !read.contains(variable)
        && !TaskGuard.KEEP_OUT.contains(variable)
        && !SHOWS_WHAT_IT_IS_ABOUT.matcher(variable).matches();
  }

  Set<String> set() {
    return without(set, SET_BY_TASKS::contains);
  }

  /** What it reads without setting it itself. */
  Set<String> needs() {
    return without(read, set::contains);
  }

  private static Set<String> without(Set<String> names, Predicate<String> which) {
    Set<String> rest = new LinkedHashSet<>(names);
    rest.removeIf(which);
    return rest;
  }

  private void walk(Element element) {
    String name = element.getLocalName();
    switch (name) {
      case "outputParameter" -> set.add(element.getAttribute("name"));
      case "out" -> {
        set.add(element.getAttribute("target"));
        setsMore |= element.hasAttribute("variables");
      }
      case "in" -> {
        readsMore |= element.hasAttribute("variables");
        read.add(element.getAttribute("source"));
      }
      case "documentation" -> {
        return;
      }
      default -> {}
    }
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      attribute(
          element.getAttributes().item(i).getLocalName(),
          element.getAttributes().item(i).getNodeValue());
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        walk(inner);
      } else if (child.getNodeType() == Node.TEXT_NODE
          || child.getNodeType() == Node.CDATA_SECTION_NODE) {
        expressions(child.getNodeValue());
      }
    }
  }

  private void attribute(String name, String value) {
    switch (name) {
      case "name" -> {}
      case "delegateExpression" -> {
        String step = value.replaceAll("[#{}]", "");
        set.addAll(published.setBy(step));
        read.addAll(published.readBy(step));
      }
      case "collection" -> {
        read.add(value);
        expressions(value);
      }
      case "formKey" -> {
        Optional<byte[]> form = files.apply(value.replace(FORM, ""));
        form.map(html -> AnswersOfForms.asked(text(html)))
            .ifPresentOrElse(
                asked -> {
                  set.addAll(asked);
                  // a field begins with what the variable holds already
                  read.addAll(asked);
                },
                () -> {
                  setsMore = true;
                  readsMore = true;
                });
      }
      case "decisionRef" ->
          files.apply(value + ".dmn").ifPresentOrElse(this::inputs, () -> readsMore = true);
      default -> expressions(value);
    }
  }

  /** A table reads what its columns and cells name. */
  private void inputs(byte[] table) {
    try {
      NodeList texts = document(table).getElementsByTagNameNS("*", "text");
      for (int i = 0; i < texts.getLength(); i++) {
        for (Matcher name = NAME.matcher(texts.item(i).getTextContent()); name.find(); ) {
          read.add(name.group());
        }
      }
    } catch (ModelException unreadable) {
      readsMore = true;
    }
  }

  private void expressions(String text) {
    for (Matcher found = READ.matcher(text); found.find(); ) {
      read.add(found.group(1));
    }
  }

  private static Document document(byte[] table) {
    return (Document)
        Dmn.readModelFromStream(new ByteArrayInputStream(table))
            .getDocument()
            .getDomSource()
            .getNode();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
