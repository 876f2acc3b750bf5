package dev.fairlead.studio;

import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Difference.Fact;
import dev.fairlead.studio.Difference.Fate;
import dev.fairlead.studio.FormParts.Part;
import dev.fairlead.studio.FormParts.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;

/**
 * What differs between two texts of a task form, as people read it: fields by their keys, the
 * framed page by its view, texts by their words. How the file is written makes no difference.
 */
public final class FormComparison {
  /** More of them is no form that a person fills in; their order is not looked at then. */
  private static final int MOST = 1000;

  private FormComparison() {}

  /** The differences in the order of the later form; what is gone comes last. */
  static List<Difference> between(String before, String after) {
    List<Part> old = FormParts.read(before).parts();
    List<Part> now = FormParts.read(after).parts();
    Map<Part, Part> pairs = pairs(old, now);
    Set<Integer> steady = steady(old, now, pairs);
    List<Difference> differences = new ArrayList<>();
    for (Part part : now) {
      Part earlier = pairs.get(part);
      if (earlier == null) {
        differences.add(
            new Difference(
                part.id(), part.title(), Fate.ADDED, Comparison.facts(Map.of(), part.facts())));
        continue;
      }
      List<Fact> facts = new ArrayList<>(Comparison.facts(earlier.facts(), part.facts()));
      boolean moved = !steady.contains(place(old, earlier));
      if (!facts.isEmpty()) {
        if (moved) {
          facts.add(
              new Fact(
                  Sentences.say("studio.form.place"),
                  String.valueOf(place(old, earlier) + 1),
                  String.valueOf(place(now, part) + 1)));
        }
        differences.add(new Difference(part.id(), part.title(), Fate.CHANGED, facts));
      } else if (moved) {
        differences.add(new Difference(part.id(), part.title(), Fate.MOVED, List.of()));
      }
    }
    for (Part part : old) {
      if (!pairs.containsValue(part)) {
        differences.add(new Difference(part.id(), part.title(), Fate.REMOVED, List.of()));
      }
    }
    // what nobody sees is still a difference
    if (differences.isEmpty() && !built(before).equals(built(after))) {
      differences.add(
          new Difference("form", Sentences.say("studio.form.built"), Fate.CHANGED, List.of()));
    }
    return differences;
  }

  /** The form without the white space that editors put between its elements. */
  private static String built(String html) {
    return FormParts.written(Jsoup.parseBodyFragment(html).body()).html();
  }

  /**
   * The words of the changed texts as they were, by those that they are now, for the picture of the
   * earlier form.
   */
  public static String before(Difference difference) {
    return difference.elementId().startsWith("text:")
        ? difference.facts().stream()
            .filter(fact -> fact.name().equals(Sentences.say("studio.form.text")))
            .findFirst()
            .map(fact -> "text:" + fact.before())
            .orElse(difference.elementId())
        : difference.elementId();
  }

  /** From the parts of the later form to those of the earlier one. */
  private static Map<Part, Part> pairs(List<Part> old, List<Part> now) {
    Map<String, Part> byId = new LinkedHashMap<>();
    old.forEach(part -> byId.putIfAbsent(part.id(), part));
    Map<Part, Part> pairs = new LinkedHashMap<>();
    for (Part part : now) {
      Part same = byId.remove(part.id());
      if (same != null) {
        pairs.put(part, same);
      }
    }
    List<Part> oldLeft = byId.values().stream().filter(p -> p.sort() == Sort.TEXT).toList();
    List<Part> newLeft =
        now.stream().filter(p -> p.sort() == Sort.TEXT && !pairs.containsKey(p)).toList();
    if (oldLeft.size() > MOST / 10 || newLeft.size() > MOST / 10) {
      return pairs;
    }
    List<Part> free = new ArrayList<>(oldLeft);
    for (Part part : newLeft) {
      free.stream()
          .max((a, b) -> Double.compare(alike(a, part), alike(b, part)))
          .filter(closest -> alike(closest, part) >= 0.3)
          .ifPresent(
              closest -> {
                pairs.put(part, closest);
                free.remove(closest);
              });
    }
    return pairs;
  }

  /** Which share of their words two texts have in common, from 0 to 1. */
  private static double alike(Part one, Part other) {
    Set<String> words = words(one);
    Set<String> both = new HashSet<>(words);
    both.retainAll(words(other));
    words.addAll(words(other));
    return words.isEmpty() ? 0 : (double) both.size() / words.size();
  }

  private static Set<String> words(Part part) {
    return new HashSet<>(Arrays.asList(part.key().toLowerCase().split("\\W+")));
  }

  private static Set<Integer> steady(List<Part> old, List<Part> now, Map<Part, Part> pairs) {
    List<Integer> places =
        now.stream()
            .map(pairs::get)
            .map(earlier -> earlier == null ? null : place(old, earlier))
            .toList();
    return now.size() > MOST || old.size() > MOST
        ? new HashSet<>(places)
        : Comparison.longestRising(places);
  }

  private static int place(List<Part> old, Part part) {
    return old.indexOf(part);
  }
}
