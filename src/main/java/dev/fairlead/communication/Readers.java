package dev.fairlead.communication;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who stands behind an audience today. */
@Component
public class Readers {
  private final Projects projects;
  private final Users users;
  private final OutsideParties outside;

  Readers(Projects projects, Users users, OutsideParties outside) {
    this.projects = projects;
    this.users = users;
    this.outside = outside;
  }

  /** Login names of those inside who have an account that works, each once. */
  public List<String> inside(CommunicationRow row) {
    Project project = projects.get(row.projectKey());
    Set<String> readers = new LinkedHashSet<>();
    for (Audience.Role role : row.audience().roles()) {
      switch (role) {
        case TEAM -> project.team().stream().map(TeamMember::username).forEach(readers::add);
        case COORDINATOR -> readers.add(project.coordinator());
        case SPONSOR -> readers.add(project.sponsor());
        case MANAGERS -> group(Groups.MANAGERS, readers);
        default -> group(Groups.STEERING_BOARD, readers);
      }
    }
    readers.addAll(row.audience().people());
    return readers.stream()
        .filter(reader -> users.find(reader).filter(User::enabled).isPresent())
        .toList();
  }

  /** The external parties that were not removed. */
  public List<OutsideParty> outside(CommunicationRow row) {
    return row.audience().outside().stream()
        .map(outside::find)
        .flatMap(Optional::stream)
        .filter(party -> party.removedAt() == null)
        .toList();
  }

  /** All of them by name, for people. */
  public List<String> names(CommunicationRow row) {
    List<String> names = new ArrayList<>(inside(row).stream().map(users::nameOf).toList());
    outside(row).forEach(party -> names.add(party.called()));
    return names;
  }

  private void group(String group, Set<String> readers) {
    users.inGroup(group).stream().map(User::username).forEach(readers::add);
  }
}
