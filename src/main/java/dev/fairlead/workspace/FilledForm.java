package dev.fairlead.workspace;

import dev.fairlead.shared.Days;
import dev.fairlead.shared.Sentences;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * A task's form as deployed, with what a person typed. Tasklist reads the {@code cam-} attributes
 * by script; here they become ordinary fields, so that the form works on our own page without any.
 * Whatever could act by itself is taken out.
 */
final class FilledForm {
  private static final String DAY_PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

  private static final Safelist HARMLESS =
      Safelist.relaxed()
          .addTags(
              "form",
              "label",
              "input",
              "textarea",
              "select",
              "option",
              "optgroup",
              "fieldset",
              "legend",
              "iframe",
              "section",
              "details",
              "summary",
              "datalist",
              "hr")
          .removeTags("img", "form")
          .addAttributes(
              ":all",
              "class",
              "id",
              "title",
              "role",
              "aria-describedby",
              "aria-label",
              "aria-invalid")
          .addAttributes("label", "for")
          .addAttributes(
              "input",
              "name",
              "type",
              "value",
              "required",
              "maxlength",
              "minlength",
              "min",
              "max",
              "step",
              "pattern",
              "placeholder",
              "checked",
              "autocomplete",
              "list",
              "data-person")
          .addAttributes(
              "textarea", "name", "rows", "required", "maxlength", "minlength", "placeholder")
          .addAttributes("select", "name", "required")
          .addAttributes("option", "value", "selected")
          .addAttributes("optgroup", "label")
          .addAttributes("iframe", "src", "data-view")
          .preserveRelativeLinks(true);

  private final Document form;
  private final Map<String, String> typed = new LinkedHashMap<>();
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final Map<String, Object> answers = new LinkedHashMap<>();

  /**
   * @param form as deployed
   * @param typed what was typed under the names of the variables; names that the form does not know
   *     are left out
   */
  FilledForm(Document form, Map<String, String> typed) {
    this.form = form.clone();
    for (Element field : fields()) {
      String name = nameOf(field);
      if (typed.containsKey(name)) {
        this.typed.put(name, typed.get(name));
      }
    }
  }

  /**
   * Reads the answers. Afterwards {@link #errors()} holds a sentence for each field that is wrong.
   */
  Map<String, Object> read() {
    for (Element field : fields()) {
      String name = nameOf(field);
      String value = typed.getOrDefault(name, "").strip();
      String type = field.hasAttr("cam-variable-type") ? field.attr("cam-variable-type") : "String";
      if (field.attr("type").equals("checkbox")) {
        answers.put(name, typed.containsKey(name) && !"false".equals(value));
        continue;
      }
      if (field.attr("type").equals("radio") && answers.get(name) != null) {
        continue;
      }
      if (value.isEmpty()) {
        if (field.hasAttr("required")) {
          errors.put(
              name,
              Sentences.say(
                  field.tagName().equals("select")
                      ? "workspace.form.choose"
                      : "workspace.form.missing"));
        }
        answers.put(name, null);
        continue;
      }
      if (isLonger(value, field.attr("maxlength"))) {
        errors.put(
            name,
            Sentences.say("workspace.form.tooLong", Integer.valueOf(field.attr("maxlength"))));
        continue;
      }
      if (field.tagName().equals("select")
          && field.select("option").stream()
              .noneMatch(option -> optionValue(option).equals(value))) {
        errors.put(name, Sentences.say("workspace.form.choose"));
        continue;
      }
      if (isDay(field) && !isLocalDate(value)) {
        errors.put(name, Sentences.say("workspace.form.date", value));
        continue;
      }
      if (!isDay(field) && field.hasAttr("pattern") && !matches(value, field.attr("pattern"))) {
        errors.put(name, Sentences.say("workspace.form.pattern", value));
        continue;
      }
      convert(name, type, value);
    }
    return answers;
  }

  private void convert(String name, String type, String value) {
    try {
      switch (type) {
        case "Boolean" -> answers.put(name, Boolean.valueOf(value));
        case "Integer" -> answers.put(name, Integer.valueOf(value));
        case "Short" -> answers.put(name, Short.valueOf(value));
        case "Long" -> answers.put(name, Long.valueOf(value));
        case "Double" -> answers.put(name, Double.valueOf(value));
        case "Date" ->
            answers.put(
                name,
                Date.from(
                    Days.parse(value.length() > 10 ? value.substring(0, 10) : value)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant()));
        default -> answers.put(name, value);
      }
    } catch (NumberFormatException wrong) {
      errors.put(name, Sentences.say("workspace.form.number", value));
    } catch (DateTimeParseException wrong) {
      errors.put(name, Sentences.say("workspace.form.date", value));
    }
  }

  Map<String, String> errors() {
    return errors;
  }

  /** What was chosen from lists, in the form's words. */
  String chosen() {
    return fields().stream()
        .filter(field -> field.tagName().equals("select"))
        .flatMap(
            field ->
                field.select("option").stream()
                    .filter(option -> optionValue(option).equals(typed.get(nameOf(field)))))
        .map(Element::text)
        .collect(Collectors.joining("; "));
  }

  boolean has(String field) {
    return fields().stream().anyMatch(element -> nameOf(element).equals(field));
  }

  /** Puts a sentence of the domain beside the field that it is about. */
  void refuse(String field, String sentence) {
    errors.put(field, sentence);
  }

  /**
   * The form's inside as HTML for our page.
   *
   * @param frameAddress where frames get their page, without the view; null leaves frames out
   */
  String html(String frameAddress) {
    Document page = form.clone();
    for (Element field : page.select("[cam-variable-name]")) {
      String name = nameOf(field);
      String value = typed.getOrDefault(name, "");
      boolean day = isDay(field);
      field.attr("name", name);
      if (field.id().isEmpty()) {
        field.id("field-" + name);
      }
      switch (field.tagName()) {
        case "select" -> {
          field.removeClass("form-control").addClass("form-select");
          for (Element option : field.select("option")) {
            if (typed.containsKey(name)) {
              option.removeAttr("selected");
            }
            if (typed.containsKey(name) && optionValue(option).equals(value)) {
              option.attr("selected", "selected");
            }
          }
        }
        case "textarea" -> {
          field.addClass("form-control");
          if (typed.containsKey(name)) {
            field.text(value);
          }
        }
        default -> fillInput(field, name, value, day);
      }
      if (errors.containsKey(name)) {
        String errorId = field.id() + "-error";
        field.addClass("is-invalid").attr("aria-invalid", "true");
        field.attr("aria-describedby", (errorId + " " + field.attr("aria-describedby")).strip());
        Element sentence =
            new Element("div").addClass("invalid-feedback").addClass("d-block").id(errorId);
        sentence.text(errors.get(name));
        field.after(sentence);
      }
    }
    for (Element frame : page.select("iframe")) {
      String view = frame.attr("data-view");
      if (frameAddress == null || !view.matches("[A-Za-z]{1,40}")) {
        frame.remove();
        continue;
      }
      frame.attr("src", frameAddress + "?view=" + view);
      frame.addClass("fairlead-frame");
    }
    page.select("script, style, [type=submit], [type=button], button").remove();
    page.select("form").forEach(Element::unwrap);
    Document clean = new Cleaner(HARMLESS).clean(page);
    clean.outputSettings(new OutputSettings().prettyPrint(false));
    return clean.body().html();
  }

  private void fillInput(Element field, String name, String value, boolean day) {
    String type = field.attr("type");
    if (type.equals("checkbox") || type.equals("radio")) {
      field.addClass("form-check-input");
      if (type.equals("checkbox")) {
        field.attr("value", "true");
      }
      if (!typed.isEmpty()) {
        field.removeAttr("checked");
        if (field.attr("value").equals(value)) {
          field.attr("checked", "checked");
        }
      }
      return;
    }
    field.addClass("form-control");
    if (day || field.attr("cam-variable-type").equals("Date")) {
      field
          .attr("type", "date")
          .removeAttr("pattern")
          .removeAttr("placeholder")
          .removeAttr("maxlength");
    }
    if (typed.containsKey(name)) {
      field.attr("value", value);
    }
    if (field.hasAttr("data-person")) {
      offerPeople(field);
    }
  }

  /** People are found while one types, as on our own pages; Tasklist takes the name as typed. */
  private static void offerPeople(Element field) {
    String people = field.id() + "-people";
    field.attr("list", people).attr("autocomplete", "off");
    field.after(new Element("strong").addClass("d-block").id(field.id() + "-name"));
    field.after(new Element("datalist").id(people));
  }

  private org.jsoup.select.Elements fields() {
    return form.select("[cam-variable-name]");
  }

  private static String nameOf(Element field) {
    return field.attr("cam-variable-name");
  }

  private static String optionValue(Element option) {
    return option.hasAttr("value") ? option.attr("value") : option.text();
  }

  private static boolean isDay(Element field) {
    return field.attr("pattern").equals(DAY_PATTERN) || field.attr("type").equals("date");
  }

  private static boolean isLocalDate(String value) {
    try {
      Days.parse(value);
      return true;
    } catch (DateTimeParseException wrong) {
      return false;
    }
  }

  private static boolean isLonger(String value, String maxlength) {
    // browsers count a line break as one character, but send two
    return maxlength.matches("\\d{1,6}")
        && value.replace("\r\n", "\n").length() > Integer.parseInt(maxlength);
  }

  private static boolean matches(String value, String pattern) {
    try {
      return value.matches(pattern);
    } catch (java.util.regex.PatternSyntaxException foreign) {
      return true;
    }
  }
}
