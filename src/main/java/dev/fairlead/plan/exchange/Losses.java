package dev.fairlead.plan.exchange;

import dev.fairlead.shared.Sentences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what an import loses; the sentence of {@code x} is {@code plan.exchange.loss.x}. */
final class Losses {
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, String> details = new LinkedHashMap<>();

  void add(String field) {
    counts.merge(field, 1, Integer::sum);
  }

  void add(String field, int count) {
    if (count > 0) {
      counts.merge(field, count, Integer::sum);
    }
  }

  void add(String field, int count, String detail) {
    add(field, count);
    details.put(field, detail);
  }

  /** Of the same field, but told with all the names it happened to. */
  void addNamed(String field, int count, String name) {
    if (count > 0) {
      add(field, count);
      details.merge(field, name, (before, more) -> before.length() > 300 ? before : before + ", " + more);
    }
  }

  List<Loss> list() {
    return counts.entrySet().stream()
        .map(
            e ->
                new Loss(
                    e.getKey(),
                    e.getValue(),
                    Sentences.say(
                        "plan.exchange.loss." + e.getKey(), e.getValue(), details.getOrDefault(e.getKey(), ""))))
        .toList();
  }
}
