package dev.fairlead.people;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose approval has been given where more than one is needed: nobody of them approves the same
 * once more. A substitute has one approval, and so has the one in whose right they gave it.
 *
 * @param voters login names of those who approved, in their order
 * @param inRightOf login names of those in whose right substitutes did
 */
public record ApprovedBy(List<String> voters, Set<String> inRightOf) {
  public static final ApprovedBy NOBODY = new ApprovedBy(List.of(), Set.of());

  private static final String BAR = "|";

  public ApprovedBy {
    voters = List.copyOf(voters);
    inRightOf = Set.copyOf(inRightOf);
  }

  /** What a process keeps of it; nobody where that is something else, or nothing. */
  public static ApprovedBy kept(Object variable) {
    if (!(variable instanceof String text) || text.isBlank()) {
      return NOBODY;
    }
    List<String> names = Arrays.asList(text.strip().split("\\s+"));
    int bar = names.indexOf(BAR);
    return bar < 0
        ? new ApprovedBy(names, Set.of())
        : new ApprovedBy(
            names.subList(0, bar), new LinkedHashSet<>(names.subList(bar + 1, names.size())));
  }

  /**
   * As a process keeps it: login names, which have no blanks, each between two, so that a query
   * finds one by {@link #sought}.
   */
  public String text() {
    return " "
        + String.join(" ", voters)
        + " "
        + BAR
        + " "
        + String.join(" ", new TreeSet<>(inRightOf))
        + " ";
  }

  /** What is found in the text of each that names this person. */
  public static String sought(String username) {
    return " " + username + " ";
  }

  /** Together with one more approval. */
  public ApprovedBy and(String voter, String onBehalfOf) {
    LinkedHashSet<String> all = new LinkedHashSet<>(voters);
    Set<String> rights = new TreeSet<>(inRightOf);
    all.add(voter);
    if (onBehalfOf != null) {
      rights.add(onBehalfOf);
    }
    return new ApprovedBy(List.copyOf(all), rights);
  }

  /** All who cannot approve once more. */
  public Set<String> people() {
    Set<String> all = new LinkedHashSet<>(voters);
    all.addAll(inRightOf);
    return all;
  }

  public boolean names(Collection<String> usernames) {
    return usernames.stream().filter(Objects::nonNull).anyMatch(people()::contains);
  }

  public boolean isNobody() {
    return voters.isEmpty();
  }
}
