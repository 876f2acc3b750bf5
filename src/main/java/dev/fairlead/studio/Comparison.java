package dev.fairlead.studio;

import dev.fairlead.shared.Sentences;
import dev.fairlead.studio.Difference.Fact;
import dev.fairlead.studio.Difference.Fate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.w3c.dom.Element;

/**
 * Two versions of a diagram or decision table, element by element and row by row. An element is the
 * same in both when its id is.
 */
public final class Comparison {
  private Comparison() {}

  /** The same for whichever sort of file it is. */
  public static List<Difference> between(Deployed.Kind kind, String before, String after) {
    return kind == Deployed.Kind.FORM
        ? FormComparison.between(before, after)
        : between(before, after);
  }

  /**
   * What differs from one file to the other, in the order of the later one; what is gone comes
   * last.
   *
   * @param before BPMN or DMN as XML
   * @param after BPMN or DMN as XML
   */
  public static List<Difference> between(String before, String after) {
    Drawing old = Drawing.read(before);
    Drawing now = Drawing.read(after);
    List<Difference> differences = new ArrayList<>();
    elements(old, now, differences);
    rows(old, now, differences);
    return differences;
  }

  private static void elements(Drawing old, Drawing now, List<Difference> differences) {
    now.elements()
        .forEach(
            (id, element) -> {
              Element earlier = old.elements().get(id);
              if (earlier == null) {
                differences.add(
                    new Difference(
                        id,
                        now.title(element),
                        Fate.ADDED,
                        facts(Map.of(), ElementFacts.of(element), old, now)));
                return;
              }
              List<Fact> facts =
                  new ArrayList<>(
                      facts(ElementFacts.of(earlier), ElementFacts.of(element), old, now));
              if (!earlier.getLocalName().equals(element.getLocalName())) {
                facts.add(
                    0,
                    new Fact(
                        Sentences.say("studio.fact.kind"),
                        Drawing.kind(earlier),
                        Drawing.kind(element)));
              }
              boolean moved =
                  old.placeOf(id) != null
                      && now.placeOf(id) != null
                      && !old.placeOf(id).equals(now.placeOf(id));
              if (!facts.isEmpty()) {
                differences.add(new Difference(id, now.title(element), Fate.CHANGED, facts));
              } else if (moved) {
                differences.add(new Difference(id, now.title(element), Fate.MOVED, List.of()));
              }
            });
    old.elements()
        .forEach(
            (id, element) -> {
              if (!now.elements().containsKey(id)) {
                differences.add(new Difference(id, old.title(element), Fate.REMOVED, List.of()));
              }
            });
  }

  static List<Fact> facts(Map<String, String> before, Map<String, String> after) {
    Set<String> names = new LinkedHashSet<>(after.keySet());
    names.addAll(before.keySet());
    return names.stream()
        .map(name -> new Fact(name, before.getOrDefault(name, ""), after.getOrDefault(name, "")))
        .filter(fact -> !fact.before().equals(fact.after()))
        .toList();
  }

  private static List<Fact> facts(
      Map<String, String> before, Map<String, String> after, Drawing old, Drawing now) {
    return facts(before, after).stream().map(fact -> named(fact, old, now)).toList();
  }

  /** Other elements by what people call them; an element does not change because another does. */
  private static Fact named(Fact fact, Drawing old, Drawing now) {
    return new Fact(
        fact.name(),
        old.names().getOrDefault(fact.before(), fact.before()),
        now.names().getOrDefault(fact.after(), fact.after()));
  }

  // ---- decision tables: their rows

  private static void rows(Drawing old, Drawing now, List<Difference> differences) {
    List<Element> before = old.all("rule");
    List<Element> after = now.all("rule");
    Map<String, Integer> places = new LinkedHashMap<>();
    IntStream.range(0, before.size()).forEach(i -> places.put(before.get(i).getAttribute("id"), i));
    Set<String> kept = new LinkedHashSet<>();
    // the rows that keep their order among each other are not said to have moved
    Set<Integer> steady = longestRising(after.stream().map(r -> places.get(id(r))).toList());
    for (int i = 0; i < after.size(); i++) {
      Element row = after.get(i);
      String title = Sentences.say("studio.row", i + 1);
      Integer place = places.get(id(row));
      if (place == null) {
        differences.add(
            new Difference(id(row), title, Fate.ADDED, facts(Map.of(), cells(row, now))));
        continue;
      }
      kept.add(id(row));
      List<Fact> facts = new ArrayList<>(facts(cells(before.get(place), old), cells(row, now)));
      if (!steady.contains(place)) {
        facts.add(
            0,
            new Fact(
                Sentences.say("studio.fact.place"),
                String.valueOf(place + 1),
                String.valueOf(i + 1)));
      }
      if (!facts.isEmpty()) {
        differences.add(new Difference(id(row), title, Fate.CHANGED, facts));
      }
    }
    for (int i = 0; i < before.size(); i++) {
      Element row = before.get(i);
      if (!kept.contains(id(row))) {
        differences.add(
            new Difference(
                id(row),
                Sentences.say("studio.row", i + 1),
                Fate.REMOVED,
                facts(cells(row, old), Map.of())));
      }
    }
  }

  private static String id(Element row) {
    return row.getAttribute("id");
  }

  /** What stands in a row, by the titles of the columns. */
  private static Map<String, String> cells(Element row, Drawing drawing) {
    Map<String, String> cells = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>();
    Element table = (Element) row.getParentNode();
    for (Element column : ElementFacts.childrenOf(table)) {
      if (column.getLocalName().equals("input") || column.getLocalName().equals("output")) {
        columns.add(DecisionRows.title(column));
      }
    }
    int next = 0;
    for (Element cell : ElementFacts.childrenOf(row)) {
      String text = cell.getTextContent().strip();
      if (cell.getLocalName().endsWith("Entry")) {
        String column = next < columns.size() ? columns.get(next) : "";
        next++;
        if (!text.isEmpty()) {
          cells.put(column, text);
        }
      } else if (cell.getLocalName().equals("description") && !text.isEmpty()) {
        cells.put(ElementFacts.word("description"), text);
      }
    }
    return cells;
  }

  /** The longest rising selection of the given places; nulls are left out. */
  static Set<Integer> longestRising(List<Integer> places) {
    List<Integer> known = places.stream().filter(java.util.Objects::nonNull).toList();
    int[] length = new int[known.size()];
    int[] previous = new int[known.size()];
    int best = -1;
    for (int i = 0; i < known.size(); i++) {
      length[i] = 1;
      previous[i] = -1;
      for (int j = 0; j < i; j++) {
        if (known.get(j) < known.get(i) && length[j] + 1 > length[i]) {
          length[i] = length[j] + 1;
          previous[i] = j;
        }
      }
      if (best < 0 || length[i] > length[best]) {
        best = i;
      }
    }
    Set<Integer> steady = new LinkedHashSet<>();
    for (int i = best; i >= 0; i = previous[i]) {
      steady.add(known.get(i));
    }
    return steady;
  }
}
