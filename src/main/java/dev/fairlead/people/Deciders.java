package dev.fairlead.people;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * Which group decides. Nobody decides on what they asked for themselves, so where a group has
 * nobody else, the next one up decides instead, from the last one the first. The same holds where
 * several approvals are needed, for each of them: nobody approves twice.
 */
@Service
public class Deciders {
  private static final List<String> LEVELS =
      List.of(Groups.MANAGERS, Groups.SPONSORS, Groups.STEERING_BOARD);

  /**
   * Who decides and why.
   *
   * @param instead whether another group decides than the one that was asked for
   */
  public record Choice(String group, String reason, boolean instead) {}

  /**
   * One of several approvals.
   *
   * @param by login name of whoever gave it
   * @param onBehalfOf login name of the one whom they stood in for, or null
   */
  public record Given(String by, String onBehalfOf, LocalDateTime at) {}

  private final Users users;

  Deciders(Users users) {
    this.users = users;
  }

  /**
   * @param group the group that the decision table names
   * @param reason the table's reason
   * @param askedBy login names of those who asked, or for whom it was asked
   * @throws RefusedException where nobody else is left in any group
   */
  public Choice choose(String group, String reason, Set<String> askedBy) {
    return choose(group, reason, askedBy, Set.of());
  }

  /**
   * The same for one more approval where several are needed. Where all of the group have approved
   * who can, the next one gives the rest.
   *
   * @param approved login names of those whose approval has been given
   */
  public Choice choose(String group, String reason, Set<String> askedBy, Set<String> approved) {
    Set<String> keptOut = together(askedBy, approved);
    if (anyoneBut(keptOut, group)) {
      return new Choice(group, reason, false);
    }
    String names =
        keptOut.stream().sorted().map(users::nameOf).distinct().collect(Collectors.joining(", "));
    String next =
        others(group).stream()
            .filter(other -> anyoneBut(keptOut, other))
            .findFirst()
            .orElseThrow(() -> RefusedException.because("people.noDecider", names));
    return new Choice(
        next,
        Sentences.say(
            approved.isEmpty() ? "people.decidersInstead" : "people.decidersForTheRest",
            reason == null ? "" : reason,
            Sentences.say("people.group." + group),
            names,
            Sentences.say("people.group." + next)),
        true);
  }

  /**
   * Whether anybody is left who could give one more approval, in this group or in another one.
   *
   * @param approved login names of those whose approval has been given
   */
  public boolean isAnyoneLeft(String group, Set<String> askedBy, Set<String> approved) {
    Set<String> keptOut = together(askedBy, approved);
    return anyoneBut(keptOut, group)
        || others(group).stream().anyMatch(other -> anyoneBut(keptOut, other));
  }

  /** How many of the approvals that are needed have been given, by whom and when. */
  public String inWords(int needed, List<Given> given) {
    String who =
        given.stream()
            .map(
                one ->
                    Sentences.say(
                        one.onBehalfOf() == null ? "people.approval" : "people.approvalFor",
                        users.nameOf(one.by()),
                        one.at().toLocalDate(),
                        users.nameOf(one.onBehalfOf())))
            .collect(Collectors.joining("; "));
    return who.isEmpty()
        ? Sentences.say("people.approvalsNone", needed)
        : Sentences.say("people.approvalsGiven", given.size(), needed, who);
  }

  private static Set<String> together(Set<String> askedBy, Set<String> approved) {
    Set<String> all = new HashSet<>(askedBy);
    all.addAll(approved);
    return all;
  }

  /** The other groups that decide: those above it, and then from the first one. */
  private static Set<String> others(String group) {
    Set<String> others = new LinkedHashSet<>();
    int asked = LEVELS.indexOf(group);
    for (int i = 1; i <= LEVELS.size(); i++) {
      others.add(LEVELS.get((asked + i) % LEVELS.size()));
    }
    others.remove(group);
    return others;
  }

  private boolean anyoneBut(Set<String> askedBy, String group) {
    return users.inGroup(group).stream()
        .anyMatch(user -> user.enabled() && !askedBy.contains(user.username()));
  }
}
