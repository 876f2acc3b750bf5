package dev.fairlead.people;

import java.util.List;

/**
 * Whom a form offers. Where accounts are few it is everybody; of thousands it is whoever is near,
 * and others are named by what they are called ({@link Users#named}).
 *
 * @param more whether there are others
 */
public record Offered(List<User> people, boolean more) {
  /** Whether this is somebody else, such as one whose account was shut since they were chosen. */
  public boolean lacks(String username) {
    return username != null
        && !username.isBlank()
        && people.stream().noneMatch(user -> user.username().equals(username));
  }

  /** The same without this person. */
  public Offered without(String username) {
    return new Offered(
        people.stream().filter(user -> !user.username().equals(username)).toList(), more);
  }
}
