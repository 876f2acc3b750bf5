package dev.fairlead.project;

import dev.fairlead.people.Offered;
import dev.fairlead.people.Users;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is offered as the owner of a task, a system, a risk or an action: whoever is near the
 * project, and everybody else while they are few; where they are many, others are found by their
 * names.
 */
@Component
@Transactional(readOnly = true)
public class PossibleOwners {
  private final Users users;

  PossibleOwners(Users users) {
    this.users = users;
  }

  /**
   * The team first, then the coordinator, the owners, and all others while they are few; an owner
   * whose login is disabled keeps their name.
   */
  public Offered of(Project project, Set<String> owners) {
    Set<String> near = new HashSet<>(owners);
    near.add(project.coordinator());
    project.team().forEach(member -> near.add(member.username()));
    Offered offered = users.offered(near);
    return new Offered(
        offered.people().stream()
            .filter(user -> user.enabled() || owners.contains(user.username()))
            .sorted(Comparator.comparing(user -> project.member(user.username()) == null))
            .toList(),
        offered.more());
  }
}
