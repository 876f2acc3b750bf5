package dev.fairlead.engine.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which variables there are before a diagram sets any, and which messages come, as the files for
 * Camunda Modeler say it.
 *
 * @param setBy what each step sets, by the names of the steps
 * @param readBy what each step reads
 * @param givenTo what each process of Fairlead is started with or gets by messages; nothing is
 *     known of other processes
 * @param messages names of those that Fairlead sends
 * @param settings what has to be written at a step, by the names of the steps
 */
public record PublishedVariables(
    Map<String, Set<String>> setBy,
    Map<String, Set<String>> readBy,
    Map<String, Set<String>> givenTo,
    Set<String> messages,
    Map<String, List<Setting>> settings) {

  /**
   * What a process owner writes at a step.
   *
   * @param label in Camunda Modeler
   * @param pattern that it fits, a variable included
   * @param says what fits
   */
  public record Setting(String name, String label, Pattern pattern, String says) {}

  /** Where nothing is known, nothing is found missing. */
  public static final PublishedVariables UNKNOWN =
      new PublishedVariables(Map.of(), Map.of(), Map.of(), Set.of(), Map.of());

  /** How a template ends. */
  private static final Pattern SAID = Pattern.compile("(?s) Reads: (.*)\\. Sets: (.*)\\.$");

  /** Reads the files that Fairlead is shipped with. */
  public static PublishedVariables shipped() {
    Map<String, Set<String>> setBy = new HashMap<>();
    Map<String, Set<String>> readBy = new HashMap<>();
    Map<String, List<Setting>> settings = new HashMap<>();
    Map<String, Set<String>> givenTo = new HashMap<>();
    for (JsonNode template : read("element-templates/steps.json")) {
      Matcher said = SAID.matcher(template.get("description").asText());
      String step = template.at("/properties/0/value").asText().replaceAll("[#{}]", "");
      settings.put(step, settings(template));
      if (said.find()) {
        readBy.put(step, names(said.group(1).split(", ")));
        setBy.put(step, names(said.group(2).split(", ")));
      }
    }
    read("starts.json")
        .properties()
        .forEach(
            process -> {
              Set<String> given = new LinkedHashSet<>();
              process.getValue().forEach(name -> given.add(name.asText()));
              givenTo.put(process.getKey(), given);
            });
    Set<String> messages = new LinkedHashSet<>();
    read("messages.json").forEach(name -> messages.add(name.asText()));
    return new PublishedVariables(setBy, readBy, givenTo, messages, settings);
  }

  private static List<Setting> settings(JsonNode template) {
    List<Setting> all = new ArrayList<>();
    for (JsonNode property : template.get("properties")) {
      JsonNode pattern = property.at("/constraints/pattern");
      if (property.at("/binding/type").asText().equals("camunda:inputParameter")
          && !pattern.isMissingNode()) {
        all.add(
            new Setting(
                property.at("/binding/name").asText(),
                property.get("label").asText(),
                Pattern.compile(pattern.get("value").asText()),
                pattern.get("message").asText()));
      }
    }
    return all;
  }

  List<Setting> settings(String step) {
    return settings.getOrDefault(step, List.of());
  }

  Set<String> setBy(String step) {
    return setBy.getOrDefault(step, Set.of());
  }

  Set<String> readBy(String step) {
    return readBy.getOrDefault(step, Set.of());
  }

  Optional<Set<String>> givenTo(String process) {
    return Optional.ofNullable(givenTo.get(process));
  }

  boolean comes(String message) {
    return messages.isEmpty() || messages.contains(message);
  }

  private static Set<String> names(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }

  private static JsonNode read(String file) {
    String path = "/processes/.camunda/" + file;
    try (InputStream in = PublishedVariables.class.getResourceAsStream(path)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
