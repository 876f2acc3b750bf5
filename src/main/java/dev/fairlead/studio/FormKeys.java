package dev.fairlead.studio;

import dev.fairlead.engine.contract.Finding;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.FormParts.Part;
import dev.fairlead.studio.FormParts.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a changed form must leave as the live one has it, since diagrams and steps read it: the
 * types of its fields, the answers that one can choose, the page in its frame. Which fields it must
 * have says the process contract.
 */
final class FormKeys {
  private FormKeys() {}

  /**
   * What is against it, each at the part of the form that it is about.
   *
   * @param diagrams that ask with the form, as XML
   */
  static List<Finding> check(String live, String changed, List<String> diagrams) {
    FormParts before = FormParts.read(live);
    FormParts after = FormParts.read(changed);
    List<Finding> found = new ArrayList<>();
    Map<String, Part> now =
        after.of(Sort.FIELD).stream()
            .collect(Collectors.toMap(Part::key, part -> part, (first, second) -> first));
    for (Part field : before.of(Sort.FIELD)) {
      Optional.ofNullable(now.get(field.key()))
          .ifPresent(same -> field(field, same, diagrams, found));
    }
    for (Part frame : before.of(Sort.FRAME)) {
      if (after.of(Sort.FRAME).stream().noneMatch(f -> f.id().equals(frame.id()))) {
        found.add(
            new Finding(
                frame.id(), Sentences.say("studio.form.frameGone", frame.title(), frame.key())));
      }
    }
    for (Part frame : after.of(Sort.FRAME)) {
      if (before.of(Sort.FRAME).stream().noneMatch(f -> f.id().equals(frame.id()))) {
        found.add(new Finding(frame.id(), Sentences.say("studio.form.frameNew", frame.key())));
      }
    }
    return found;
  }

  private static void field(Part before, Part now, List<String> diagrams, List<Finding> found) {
    String type = ElementFacts.word("cam-variable-type");
    String was = before.facts().getOrDefault(type, "String");
    String is = now.facts().getOrDefault(type, "String");
    if (!was.equals(is)) {
      found.add(
          new Finding(now.id(), Sentences.say("studio.form.typeChanged", now.title(), was, is)));
    }
    for (String value : before.choices().keySet()) {
      if (!now.choices().containsKey(value)) {
        String code =
            asks(diagrams, before.key(), Pattern.quote(value))
                ? "studio.form.choiceGone"
                : leavesNoneForTheDefault(now, diagrams) ? "studio.form.choiceGoneDefault" : null;
        if (code != null) {
          found.add(
              new Finding(
                  now.id(), Sentences.say(code, now.title(), value, before.choices().get(value))));
        }
      }
    }
    for (String value : now.choices().keySet()) {
      if (!value.isEmpty()
          && !before.choices().containsKey(value)
          && !asks(diagrams, before.key(), Pattern.quote(value))) {
        found.add(
            new Finding(now.id(), Sentences.say("studio.form.choiceNew", now.title(), value)));
      }
    }
  }

  /**
   * A diagram that decides by the field has a default way, for the answers that it does not name.
   */
  private static boolean leavesNoneForTheDefault(Part now, List<String> diagrams) {
    return asks(diagrams, now.key(), ".*")
        && now.choices().keySet().stream()
            .filter(value -> !value.isEmpty())
            .allMatch(value -> asks(diagrams, now.key(), Pattern.quote(value)));
  }

  /**
   * Whether one of the diagrams decides by this field and such an answer. One answer of a field is
   * most often the default flow's, which names none.
   */
  private static boolean asks(List<String> diagrams, String key, String value) {
    Pattern comparison =
        Pattern.compile("\\b" + Pattern.quote(key) + "\\s*[!=]=\\s*['\"]" + value + "['\"]");
    return diagrams.stream().anyMatch(diagram -> comparison.matcher(diagram).find());
  }
}
