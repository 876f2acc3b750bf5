package dev.fairlead.people;

import dev.fairlead.shared.RefusedException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The accounts of people who log in with a provider. A person is known by the provider's own number
 * for them and never by a name, which may be given to somebody else there. Groups are those of the
 * provider at each login; whether an account is open stays with our administrators.
 */
@Service
@Transactional
@EnableConfigurationProperties(OpenIdSettings.class)
public class OpenIdAccounts {
  /** Why somebody is not let in: sentences of our bundle. */
  public static final List<String> REFUSALS =
      List.of(
          "people.openId.groups",
          "people.openId.account",
          "people.openId.taken",
          "people.openId.shut",
          "people.openId.claims",
          "people.openId.failed");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final JdbcClient jdbc;
  private final Users users;
  private final OpenIdSettings settings;

  OpenIdAccounts(JdbcClient jdbc, Users users, OpenIdSettings settings) {
    this.jdbc = jdbc;
    this.users = users;
    this.settings = settings;
  }

  /** What a provider says of somebody who has just logged in there. */
  public record Claims(
      String issuer,
      String subject,
      String username,
      String name,
      String email,
      boolean emailVerified,
      Collection<String> groups) {}

  public OpenIdSettings settings() {
    return settings;
  }

  /**
   * The account of this person, with the groups of today.
   *
   * @throws RefusedException with one of {@link #REFUSALS}
   */
  public User logIn(Claims claims) {
    Set<String> groups = settings.ours(claims.groups());
    if (groups.isEmpty()) {
      throw RefusedException.because("people.openId.groups");
    }
    User user = linked(claims).orElseGet(() -> link(claims, groups));
    if (!user.enabled()) {
      throw RefusedException.because("people.openId.shut");
    }
    return user.groups().equals(groups)
        ? user
        : users.change(
            new User(user.username(), user.displayName(), user.email(), true, groups), "");
  }

  private Optional<User> linked(Claims claims) {
    return jdbc.sql("select username from login_link where issuer = ? and subject = ?")
        .params(claims.issuer(), claims.subject())
        .query(String.class)
        .optional()
        .map(users::get);
  }

  private User link(Claims claims, Set<String> groups) {
    String username =
        claims.username() == null
            ? ""
            : claims.username().split("@", 2)[0].toLowerCase(Locale.ROOT);
    Optional<User> same = users.find(username);
    if (same.isPresent()) {
      boolean theirs =
          settings.link()
              && claims.emailVerified()
              && same.get().email().equalsIgnoreCase(claims.email());
      if (!theirs) {
        throw RefusedException.because("people.openId.taken");
      }
    } else if (!settings.create()) {
      throw RefusedException.because("people.openId.account");
    }
    User user = same.orElseGet(() -> create(username, claims, groups));
    jdbc.sql("insert into login_link (issuer, subject, username) values (?, ?, ?)")
        .params(claims.issuer(), claims.subject(), username)
        .update();
    return user;
  }

  /** With a password that nobody knows, so that only the provider opens it. */
  private User create(String username, Claims claims, Set<String> groups) {
    byte[] password = new byte[40];
    RANDOM.nextBytes(password);
    try {
      return users.create(
          new User(
              username,
              claims.name() == null ? username : claims.name(),
              claims.email(),
              true,
              groups),
          Base64.getEncoder().encodeToString(password));
    } catch (RefusedException claim) {
      throw RefusedException.because("people.openId.claims");
    }
  }
}
