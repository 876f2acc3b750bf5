package dev.fairlead.project;

import dev.fairlead.shared.RefusedException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds what decisions and actions are about in the registers of all rooms. */
@Component
@Transactional(readOnly = true)
public class Links {
  /** So many lines of each register are offered; others are written by their numbers. */
  private static final int OFFERED = 100;

  /** I3, CRM-I3, or with what a list of choices writes behind it. */
  private static final Pattern TYPED =
      Pattern.compile("(?:([A-Z0-9-]+)-)?#?([A-Z])(\\d{1,9})(?:[\\s:,.].*)?", Pattern.DOTALL);

  private final ObjectProvider<Linked> registers;
  private final ObjectProvider<Referring> referring;

  Links(ObjectProvider<Linked> registers, ObjectProvider<Referring> referring) {
    this.registers = registers;
    this.referring = referring;
  }

  /**
   * What was typed as it is kept, such as {@code I3}; null where nothing was typed.
   *
   * @throws RefusedException where no register of the project has it
   */
  public String read(String projectKey, String field, String typed) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    Matcher matcher = TYPED.matcher(typed.strip().toUpperCase(Locale.ROOT));
    if (matcher.matches() && (matcher.group(1) == null || matcher.group(1).equals(projectKey))) {
      String ref = matcher.group(2) + Integer.parseInt(matcher.group(3));
      if (of(projectKey, List.of(ref)).containsKey(ref)) {
        return ref;
      }
    }
    String shown = typed.strip();
    throw RefusedException.ofField(
        field,
        "project.link.unknown",
        shown.length() > 60 ? shown.substring(0, 59) + "…" : shown,
        projectKey);
  }

  /** By how they are kept; what is gone from its register is left out. */
  public Map<String, Link> of(String projectKey, Collection<String> refs) {
    Map<Link.Kind, Set<Integer>> numbers = new HashMap<>();
    for (String ref : refs) {
      Arrays.stream(Link.Kind.values())
          .filter(kind -> ref != null && ref.startsWith(kind.ref(0).substring(0, 1)))
          .forEach(
              kind ->
                  numbers
                      .computeIfAbsent(kind, k -> new TreeSet<>())
                      .add(Integer.valueOf(ref.substring(1))));
    }
    Map<String, Link> found = new HashMap<>();
    registers.stream()
        .filter(register -> numbers.containsKey(register.kind()))
        .flatMap(register -> register.of(projectKey, numbers.get(register.kind())).stream())
        .forEach(link -> found.put(link.ref(), link));
    return found;
  }

  /**
   * What is about these lines, by how they are kept: issues that a risk became, then decisions,
   * then actions. A line that nothing is about is left out.
   */
  public Map<String, List<Reference>> to(String projectKey, Collection<String> refs) {
    return refs.isEmpty()
        ? Map.of()
        : referring
            .orderedStream()
            .flatMap(register -> register.to(projectKey, refs).stream())
            .collect(Collectors.groupingBy(Reference::to));
  }

  /** What a form offers, by register. */
  public List<Link> offered(String projectKey) {
    return registers.stream()
        .sorted(Comparator.comparing(Linked::kind))
        .flatMap(register -> register.offered(projectKey, OFFERED).stream())
        .toList();
  }
}
