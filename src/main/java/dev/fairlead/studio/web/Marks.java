package dev.fairlead.studio.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Difference;
import dev.fairlead.studio.FormComparison;
import dev.fairlead.studio.Stay;
import dev.fairlead.studio.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How a picture shows its elements, as JSON for the script that draws it. */
@Component
class Marks {
  private final ObjectMapper json;

  Marks(ObjectMapper json) {
    this.json = json;
  }

  /**
   * One element.
   *
   * @param id of the element
   * @param look a word of the style sheet, or null
   * @param badge what stands at its corner, or null
   * @param title what the badge means, or null
   */
  private record Mark(String id, String look, String badge, String title) {}

  /** Who stands where, what failed, and how long it takes. */
  String of(List<Stay> stays) {
    List<Mark> marks = new ArrayList<>();
    for (Stay stay : stays) {
      if (stay.heat() > 0) {
        marks.add(new Mark(stay.elementId(), "fl-heat-" + stay.heat(), null, null));
      }
      if (stay.here() > 0) {
        marks.add(
            new Mark(
                stay.elementId(),
                null,
                String.valueOf(stay.here()),
                Sentences.say("studio.standHere", stay.here())));
      }
      if (stay.incidents() > 0) {
        marks.add(
            new Mark(
                stay.elementId(),
                "fl-failed",
                "!" + stay.incidents(),
                Sentences.say("studio.failedHere", stay.incidents())));
      }
    }
    return written(marks);
  }

  /** For the picture of the earlier version, in which nothing new is. */
  String before(List<Difference> differences) {
    return became(differences, Difference.Fate.ADDED, FormComparison::before);
  }

  /** For the picture of the later version, in which nothing removed is. */
  String after(List<Difference> differences) {
    return became(differences, Difference.Fate.REMOVED, Difference::elementId);
  }

  private String became(
      List<Difference> differences, Difference.Fate notThere, Function<Difference, String> place) {
    return written(
        differences.stream()
            .filter(difference -> difference.fate() != notThere)
            .map(
                d ->
                    new Mark(
                        place.apply(d),
                        "fl-" + d.fate().name().toLowerCase(Locale.ROOT),
                        null,
                        null))
            .toList());
  }

  /** What the scenarios of a trial passed, and where they are stuck. */
  String covered(Trial trial) {
    List<Mark> marks = new ArrayList<>();
    trial.visited().forEach(id -> marks.add(new Mark(id, "fl-visited", null, null)));
    trial.neverIds().forEach(id -> marks.add(new Mark(id, "fl-never", null, null)));
    trial.outcomes().stream()
        .filter(outcome -> outcome.at() != null)
        .collect(Collectors.groupingBy(Trial.Outcome::at, Collectors.counting()))
        .forEach(
            (id, times) ->
                marks.add(
                    new Mark(
                        id,
                        "fl-failed",
                        "!" + times,
                        Sentences.say("studio.trial.stuckHere", times))));
    return written(marks);
  }

  private String written(List<Mark> marks) {
    try {
      return json.writeValueAsString(marks);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
