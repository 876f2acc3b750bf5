package dev.fairlead.people;

import dev.fairlead.shared.Sentences;
import java.util.Map;
import java.util.stream.Collectors;

/** The processes as whoever limits a deputy sees them. The engine knows which there are. */
public interface ProcessNames {
  /** Key and name of every process that asks people for something, in the order of the names. */
  Map<String, String> asking();

  /**
   * The scope as people read it. A process that is gone keeps its key, so that nothing is hidden.
   */
  default String inWords(Scope scope) {
    return inWords(scope, scope.isEverything() ? Map.of() : asking());
  }

  /** The same where the names are at hand already. */
  static String inWords(Scope scope, Map<String, String> names) {
    if (scope.isEverything()) {
      return Sentences.say("people.scope.everything");
    }
    return Sentences.say(
        "people.scope.only",
        scope.processes().stream()
            .map(key -> names.getOrDefault(key, key))
            .sorted()
            .collect(Collectors.joining(", ")));
  }
}
