package dev.fairlead.project;

import dev.fairlead.people.Users;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people are called; those near the project are read together, others as they are asked. */
public final class NamesNear {
  private final Users users;
  private final Map<String, String> known;

  public NamesNear(Users users, Project project) {
    this.users = users;
    Set<String> near = new HashSet<>(List.of(project.coordinator(), project.sponsor()));
    project.team().forEach(member -> near.add(member.username()));
    this.known = users.namesOf(near);
  }

  /** The login name where the account is gone, and nothing for nobody. */
  public String of(String username) {
    return username == null ? "" : known.computeIfAbsent(username, users::nameOf);
  }
}
