package dev.fairlead.people;

import java.util.Set;

/**
 * A person with an account.
 *
 * @param username the login name, unique, lower case; also the engine's user id
 * @param groups ids from {@link Groups}
 */
public record User(
    String username, String displayName, String email, boolean enabled, Set<String> groups) {
  public boolean isIn(String group) {
    return groups.contains(group);
  }
}
