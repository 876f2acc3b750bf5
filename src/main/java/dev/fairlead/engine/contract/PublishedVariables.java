package dev.fairlead.engine.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which variables there are before a diagram sets any, and which messages come, as the files for
 * Camunda Modeler say it.
 *
 * @param setBy what each step sets, by the names of the steps
 * @param givenTo what each process of Fairlead is started with or gets by messages; nothing is
 *     known of other processes
 * @param messages names of those that Fairlead sends
 */
public record PublishedVariables(
    Map<String, Set<String>> setBy, Map<String, Set<String>> givenTo, Set<String> messages) {

  /** Where nothing is known, nothing is found missing. */
  public static final PublishedVariables UNKNOWN =
      new PublishedVariables(Map.of(), Map.of(), Set.of());

  /** Reads the files that Fairlead is shipped with. */
  public static PublishedVariables shipped() {
    Map<String, Set<String>> setBy = new HashMap<>();
    Map<String, Set<String>> givenTo = new HashMap<>();
    for (JsonNode template : read("element-templates/steps.json")) {
      String sets = template.get("description").asText().replaceFirst("(?s).* Sets: ", "");
      String step = template.at("/properties/0/value").asText().replaceAll("[#{}]", "");
      setBy.put(step, names(sets.replaceFirst("\\.$", "").split(", ")));
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
    return new PublishedVariables(setBy, givenTo, messages);
  }

  Set<String> setBy(String step) {
    return setBy.getOrDefault(step, Set.of());
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
