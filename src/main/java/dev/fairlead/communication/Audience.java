package dev.fairlead.communication;

import java.util.List;
import java.util.Set;

/**
 * Whom a row of the communication plan is for.
 *
 * @param people login names of those who are named besides the roles
 * @param outside ids of external parties
 */
public record Audience(Set<Role> roles, List<String> people, List<Long> outside) {
  /** Roles in a project; who has them is looked up whenever something is sent. */
  public enum Role {
    TEAM,
    COORDINATOR,
    MANAGERS,
    SPONSOR,
    STEERING_BOARD
  }

  boolean isEmpty() {
    return roles.isEmpty() && people.isEmpty() && outside.isEmpty();
  }
}
