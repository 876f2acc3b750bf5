package dev.fairlead.people;

import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who there is, in which groups, and who stands in for whom. */
@Service
@Transactional
public class Users {
  private static final String SELECT =
      "select u.username, u.display_name, u.email, u.enabled, g.group_id from app_user u"
          + " left join app_user_group g on g.username = u.username ";

  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;

  Users(JdbcClient jdbc, PasswordEncoder passwords) {
    this.jdbc = jdbc;
    this.passwords = passwords;
  }

  @Transactional(readOnly = true)
  public Optional<User> find(String username) {
    return jdbc
        .sql(SELECT + "where u.username = ?")
        .param(username)
        .query(Users::collect)
        .values()
        .stream()
        .findFirst();
  }

  /**
   * @throws NotFoundException when nobody has this login name
   */
  @Transactional(readOnly = true)
  public User get(String username) {
    return find(username).orElseThrow(() -> NotFoundException.because("people.unknown", username));
  }

  @Transactional(readOnly = true)
  public List<User> all() {
    return List.copyOf(
        jdbc.sql(SELECT + "order by u.display_name, u.username").query(Users::collect).values());
  }

  @Transactional(readOnly = true)
  public List<User> inGroup(String group) {
    return all().stream().filter(user -> user.isIn(group)).toList();
  }

  /** The name to show for a login name; the login name itself where the account is gone. */
  @Transactional(readOnly = true)
  public String nameOf(String username) {
    if (username == null) {
      return "";
    }
    return find(username).map(User::displayName).orElse(username);
  }

  @Transactional(readOnly = true)
  public boolean none() {
    return jdbc.sql("select count(*) from app_user").query(Long.class).single() == 0;
  }

  @Transactional(readOnly = true)
  public Optional<String> passwordHash(String username) {
    return jdbc.sql("select password_hash from app_user where username = ? and enabled = true")
        .param(username)
        .query(String.class)
        .optional();
  }

  /** Makes an account. The password is kept as a bcrypt hash only. */
  public User create(User user, String password) {
    if (!user.username().matches("[a-z][a-z0-9._-]{1,39}")) {
      throw RefusedException.ofField("username", "people.username");
    }
    if (password == null || password.length() < 8 || password.length() > 72) {
      throw RefusedException.ofField("password", "people.password");
    }
    if (find(user.username()).isPresent()) {
      throw RefusedException.ofField("username", "people.usernameTaken", user.username());
    }
    jdbc.sql(
            "insert into app_user (username, display_name, email, password_hash, enabled) values (?, ?, ?, ?, ?)")
        .params(
            user.username(),
            user.displayName(),
            user.email(),
            passwords.encode(password),
            user.enabled())
        .update();
    for (String group : user.groups()) {
      jdbc.sql("insert into app_user_group (username, group_id) values (?, ?)")
          .params(user.username(), group)
          .update();
    }
    return user;
  }

  /** Lets {@code deputy} act for {@code username} from the first to the last day, both included. */
  public void substitute(String username, String deputy, LocalDate from, LocalDate until) {
    get(username);
    get(deputy);
    if (username.equals(deputy)) {
      throw RefusedException.ofField("deputy", "people.deputyIsSelf");
    }
    if (until.isBefore(from)) {
      throw RefusedException.ofField("until", "people.deputyDates");
    }
    jdbc.sql("insert into substitution (username, deputy, first_day, last_day) values (?, ?, ?, ?)")
        .params(username, deputy, from, until)
        .update();
  }

  /** Those whom {@code deputy} may act for on that day. */
  @Transactional(readOnly = true)
  public Set<String> actsFor(String deputy, LocalDate day) {
    return Set.copyOf(
        jdbc.sql(
                "select distinct username from substitution where deputy = ? and ? between first_day and last_day")
            .params(deputy, day)
            .query(String.class)
            .list());
  }

  /** Those who may act for {@code username} on that day. */
  @Transactional(readOnly = true)
  public Set<String> deputiesOf(String username, LocalDate day) {
    return Set.copyOf(
        jdbc.sql(
                "select distinct deputy from substitution where username = ? and ? between first_day and last_day")
            .params(username, day)
            .query(String.class)
            .list());
  }

  /** A person who is away, and who acts for them. */
  public record Absence(String username, String deputy, LocalDate firstDay, LocalDate lastDay) {}

  /** Who is away on that day or later: whoever has named somebody to act for them. */
  @Transactional(readOnly = true)
  public List<Absence> absences(LocalDate from) {
    return jdbc.sql(
            "select username, deputy, first_day, last_day from substitution where last_day >= ?"
                + " order by first_day, username")
        .param(from)
        .query(Absence.class)
        .list();
  }

  private static Map<String, User> collect(ResultSet rows) throws java.sql.SQLException {
    Map<String, User> users = new LinkedHashMap<>();
    while (rows.next()) {
      String username = rows.getString("username");
      User user =
          users.computeIfAbsent(
              username,
              name -> {
                try {
                  return new User(
                      name,
                      rows.getString("display_name"),
                      rows.getString("email"),
                      rows.getBoolean("enabled"),
                      new LinkedHashSet<>());
                } catch (java.sql.SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      if (rows.getString("group_id") != null) {
        user.groups().add(rows.getString("group_id"));
      }
    }
    return users;
  }
}
