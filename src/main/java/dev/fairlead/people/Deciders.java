package dev.fairlead.people;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * Which group decides. Nobody decides on what they asked for themselves, so where a group has
 * nobody else, the next one up decides instead, from the last one the first.
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
    if (anyoneBut(askedBy, group)) {
      return new Choice(group, reason, false);
    }
    Set<String> others = new LinkedHashSet<>();
    int asked = LEVELS.indexOf(group);
    for (int i = 1; i <= LEVELS.size(); i++) {
      others.add(LEVELS.get((asked + i) % LEVELS.size()));
    }
    others.remove(group);
    String names =
        askedBy.stream().sorted().map(users::nameOf).distinct().collect(Collectors.joining(", "));
    String next =
        others.stream()
            .filter(other -> anyoneBut(askedBy, other))
            .findFirst()
            .orElseThrow(() -> RefusedException.because("people.noDecider", names));
    return new Choice(
        next,
        Sentences.say(
            "people.decidersInstead",
            reason == null ? "" : reason,
            Sentences.say("people.group." + group),
            names,
            Sentences.say("people.group." + next)),
        true);
  }

  private boolean anyoneBut(Set<String> askedBy, String group) {
    return users.inGroup(group).stream()
        .anyMatch(user -> user.enabled() && !askedBy.contains(user.username()));
  }
}
