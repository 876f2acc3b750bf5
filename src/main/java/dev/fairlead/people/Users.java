package dev.fairlead.people;

import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.ReadOnce;
import dev.fairlead.shared.RefusedException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
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

  /** One address, without a name and without a second one. */
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"()]+@[^\\s@<>,;:\"()]+");

  private static final int MOST_WORDS = 8;

  /** So many are looked through in a list; beyond, people are searched for. */
  private static final int FEW = 50;

  private final ReadOnce<String, User> read = new ReadOnce<>();
  private final ReadOnce<Deputy, Map<String, Scope>> deputies = new ReadOnce<>();
  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;
  private final ApplicationEventPublisher events;
  private final ProcessNames processes;

  Users(
      JdbcClient jdbc,
      PasswordEncoder passwords,
      ApplicationEventPublisher events,
      ProcessNames processes) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.events = events;
    this.processes = processes;
  }

  /** Whether mail can be addressed to this: one address, without a name and without line breaks. */
  public static boolean isAddress(String text) {
    return text != null && ADDRESS.matcher(text).matches();
  }

  @Transactional(readOnly = true)
  public Optional<User> find(String username) {
    return read.find(username, this::read);
  }

  private Optional<User> read(String username) {
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

  /**
   * Those whom a form offers, by name: these people, and all whose accounts are in use while they
   * are few. Costs the same however many there are.
   */
  @Transactional(readOnly = true)
  public Offered offered(Collection<String> near) {
    Map<String, User> some =
        jdbc.sql(
                SELECT
                    + "where u.username in (select username from app_user where enabled = true limit "
                    + (FEW + 1)
                    + ")")
            .query(Users::collect);
    boolean more = some.size() > FEW;
    Map<String, User> people = new HashMap<>(find(near));
    if (!more) {
      people.putAll(some);
    }
    return new Offered(
        people.values().stream()
            .sorted(Comparator.comparing(User::displayName).thenComparing(User::username))
            .toList(),
        more);
  }

  /**
   * The login name of whoever is meant by a login name or by a name that nobody else has; what was
   * typed where there is no such person, for the sentence that says so.
   */
  @Transactional(readOnly = true)
  public String named(String typed) {
    return typed == null || typed.isBlank() || find(typed).isPresent()
        ? typed
        : byName(typed).orElse(typed);
  }

  /**
   * Some of those who were looked for.
   *
   * @param more how many others there are
   */
  public record Found(List<User> people, int more) {}

  /**
   * People whose accounts are in use and whose names or login names hold all the words, in any
   * order.
   */
  @Transactional(readOnly = true)
  public Found search(String words, int most) {
    List<String> likes =
        Arrays.stream(words.split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .map(Users::holding)
            .toList();
    Map<String, Integer> found = new LinkedHashMap<>();
    jdbc.sql(
            "select username, count(*) over () as everybody from app_user where enabled = true"
                + " and (username like ? escape '!' or lower(display_name) like ? escape '!')"
                    .repeat(likes.size())
                + " order by display_name, username limit ?")
        .params(likes.stream().flatMap(like -> Stream.of(like, like)).toList())
        .param(most)
        .query(
            row -> {
              found.put(row.getString("username"), row.getInt("everybody"));
            });
    int all = found.values().stream().findFirst().orElse(0);
    return new Found(List.copyOf(find(found.keySet()).values()), all - found.size());
  }

  /** What {@code like ? escape '!'} finds in small letters, whatever signs were typed. */
  private static String holding(String typed) {
    return "%" + typed.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
  }

  @Transactional(readOnly = true)
  public List<User> inGroup(String group) {
    return List.copyOf(
        jdbc.sql(
                SELECT
                    + "where u.username in (select username from app_user_group where group_id = ?)"
                    + " order by u.display_name, u.username")
            .param(group)
            .query(Users::collect)
            .values());
  }

  /** Those of them who have an account, by login name, in one statement. */
  @Transactional(readOnly = true)
  public Map<String, User> find(Collection<String> usernames) {
    return read.findAll(
        usernames,
        unknown ->
            jdbc.sql(SELECT + "where u.username in (:unknown)")
                .param("unknown", unknown)
                .query(Users::collect));
  }

  /** The name to show for a login name; the login name itself where the account is gone. */
  @Transactional(readOnly = true)
  public String nameOf(String username) {
    if (username == null) {
      return "";
    }
    return find(username).map(User::displayName).orElse(username);
  }

  /** The names to show for these login names. */
  @Transactional(readOnly = true)
  public Map<String, String> namesOf(Collection<String> usernames) {
    Map<String, String> names = new HashMap<>();
    usernames.forEach(username -> names.put(username, username));
    find(usernames).values().forEach(user -> names.put(user.username(), user.displayName()));
    return names;
  }

  /**
   * Active users by all that a file may call them, in small letters: display name, address, login
   * name; a name that two people share stands for neither.
   */
  @Transactional(readOnly = true)
  public Map<String, String> byAnyName() {
    Map<String, String> known = new HashMap<>();
    List<User> everybody = all().stream().filter(User::enabled).toList();
    for (User user : everybody) {
      String name = user.displayName().toLowerCase(Locale.ROOT);
      known.put(name, known.containsKey(name) ? null : user.username());
    }
    everybody.forEach(user -> known.put(user.email().toLowerCase(Locale.ROOT), user.username()));
    everybody.forEach(user -> known.put(user.username(), user.username()));
    return known;
  }

  /**
   * The login name of the active user who alone is called so by one of the names of {@link
   * #byAnyName()}.
   */
  private Optional<String> byName(String name) {
    String small = name.strip().toLowerCase(Locale.ROOT);
    return one("(username = ? or lower(email) = ?)", small, small)
        .or(() -> one("lower(display_name) = ?", small));
  }

  private Optional<String> one(String condition, Object... values) {
    List<String> found =
        jdbc.sql("select username from app_user where enabled = true and " + condition + " limit 2")
            .params(values)
            .query(String.class)
            .list();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
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

  /** People after the given login name, whose login name, name or address holds the words. */
  @Transactional(readOnly = true)
  public List<User> page(String after, String search, int size) {
    String like = holding(search);
    return List.copyOf(
        jdbc.sql(
                SELECT
                    + "where u.username in (select username from app_user where username > ? and (username like ? escape '!'"
                    + " or lower(display_name) like ? escape '!' or lower(email) like ? escape '!') order by username limit "
                    + Math.min(Math.max(size, 1), 200)
                    + ") order by u.username")
            .params(after, like, like, like)
            .query(Users::collect)
            .values());
  }

  /** Makes an account. The password is kept as a bcrypt hash only. */
  public User create(User user, String password) {
    if (user.username() == null || !user.username().matches("[a-z][a-z0-9._-]{1,39}")) {
      throw RefusedException.ofField("username", "people.username");
    }
    check(user);
    checkPassword("password", password);
    if (find(user.username()).isPresent()) {
      throw RefusedException.ofField("username", "people.usernameTaken", user.username());
    }
    jdbc.sql(
            "insert into app_user (username, display_name, email, password_hash, enabled) values (?, ?, ?, ?, ?)")
        .params(
            user.username(),
            user.displayName().strip(),
            user.email().strip(),
            passwords.encode(password),
            user.enabled())
        .update();
    putInGroups(user);
    return get(user.username());
  }

  /**
   * Replaces name, address, groups, and whether the account is active. Nobody takes their own
   * administration away, so there is always an administrator left.
   */
  public User change(User user, String by) {
    get(user.username());
    if (user.username().equals(by) && (!user.enabled() || !user.isIn(Groups.ADMINISTRATORS))) {
      throw RefusedException.ofField(
          user.enabled() ? "groups" : "enabled", "people.ownAdministration");
    }
    check(user);
    jdbc.sql("update app_user set display_name = ?, email = ?, enabled = ? where username = ?")
        .params(user.displayName().strip(), user.email().strip(), user.enabled(), user.username())
        .update();
    jdbc.sql("delete from app_user_group where username = ?").param(user.username()).update();
    putInGroups(user);
    events.publishEvent(new AccountChanged(user.username()));
    return get(user.username());
  }

  /** Gives a person a new password, as an administrator does it for somebody who forgot theirs. */
  public void setPassword(String username, String password) {
    get(username);
    checkPassword("password", password);
    jdbc.sql("update app_user set password_hash = ? where username = ?")
        .params(passwords.encode(password), username)
        .update();
    events.publishEvent(new AccountChanged(username));
    events.publishEvent(new PasswordChanged(username));
  }

  /** Lets people change their own password, who know the one that they have. */
  public void changePassword(String username, String current, String wanted) {
    boolean known =
        current != null
            && passwordHash(username).filter(hash -> passwords.matches(current, hash)).isPresent();
    if (!known) {
      throw RefusedException.ofField("current", "people.passwordWrong");
    }
    setPassword(username, wanted);
  }

  private void putInGroups(User user) {
    for (String group : user.groups()) {
      jdbc.sql("insert into app_user_group (username, group_id) values (?, ?)")
          .params(user.username(), group)
          .update();
    }
    read.forget(user.username());
  }

  private static void check(User user) {
    if (user.displayName() == null || user.displayName().isBlank()) {
      throw RefusedException.ofField("displayName", "people.nameMissing");
    }
    if (user.displayName().strip().length() > 120) {
      throw RefusedException.ofField("displayName", "people.nameTooLong");
    }
    if (user.email() == null
        || user.email().strip().length() > 200
        || !isAddress(user.email().strip())) {
      throw RefusedException.ofField("email", "people.email");
    }
    if (user.groups().isEmpty() || !Groups.ALL.containsAll(user.groups())) {
      throw RefusedException.ofField("groups", "people.groups");
    }
  }

  /** bcrypt reads no more than 72 bytes, so a longer password would promise too much. */
  private static void checkPassword(String field, String password) {
    if (password == null
        || password.length() < 8
        || password.getBytes(StandardCharsets.UTF_8).length > 72) {
      throw RefusedException.ofField(field, "people.password");
    }
  }

  /** Lets {@code deputy} do everything for {@code username} on these days. */
  public void substitute(String username, String deputy, LocalDate from, LocalDate until) {
    substitute(username, deputy, from, until, Scope.EVERYTHING, username);
  }

  /** Lets {@code deputy} act within the scope for {@code username}, who says so. */
  public void substitute(
      String username, String deputy, LocalDate from, LocalDate until, Scope scope) {
    substitute(username, deputy, from, until, scope, username);
  }

  /**
   * Lets {@code deputy} act for {@code username} from the first to the last day, both included.
   *
   * @param by who names the deputy: themselves, or an administrator
   * @throws RefusedException naming the field that cannot be
   */
  public void substitute(
      String username, String deputy, LocalDate from, LocalDate until, Scope scope, String by) {
    get(username);
    if (deputy == null || find(deputy).filter(User::enabled).isEmpty()) {
      throw RefusedException.ofField("deputy", "people.deputy");
    }
    if (username.equals(deputy)) {
      throw RefusedException.ofField("deputy", "people.deputyIsSelf");
    }
    if (from == null) {
      throw RefusedException.ofField("from", "people.deputyFrom");
    }
    if (until == null || until.isBefore(from) || until.isAfter(from.plusYears(10))) {
      throw RefusedException.ofField("until", "people.deputyDates");
    }
    checkScope(scope);
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql("insert into substitution (username, deputy, first_day, last_day) values (?, ?, ?, ?)")
        .params(username, deputy, from, until)
        .update(key, "id");
    for (String process : scope.processes()) {
      jdbc.sql("insert into substitution_process (substitution_id, process_key) values (?, ?)")
          .params(key.getKeyAs(Long.class), process)
          .update();
    }
    ReadOnce.forgetAll();
    Substitution named = new Substitution(key.getKeyAs(Long.class), deputy, from, until, scope);
    events.publishEvent(new DeputyNamed(username, named, by));
  }

  /** A key that no process has would limit the deputy to nothing, which nobody wants. */
  private void checkScope(Scope scope) {
    if (scope.isEverything()) {
      return;
    }
    Set<String> unknown = new TreeSet<>(scope.processes());
    unknown.removeAll(processes.asking().keySet());
    if (!unknown.isEmpty()) {
      throw RefusedException.ofField(
          "processes", "people.deputyProcess", String.join(", ", unknown));
    }
  }

  /** Who stands in for a person, the last first. */
  @Transactional(readOnly = true)
  public List<Substitution> substitutions(String username) {
    Map<Long, Substitution> found = new LinkedHashMap<>();
    jdbc.sql(
            "select s.id, s.deputy, s.first_day, s.last_day, p.process_key from substitution s"
                + " left join substitution_process p on p.substitution_id = s.id"
                + " where s.id in (select id from substitution where username = ?"
                + " order by first_day desc, id desc limit 100) order by s.first_day desc, s.id desc")
        .param(username)
        .query(
            row -> {
              Substitution one =
                  new Substitution(
                      row.getLong("id"),
                      row.getString("deputy"),
                      row.getObject("first_day", LocalDate.class),
                      row.getObject("last_day", LocalDate.class),
                      scope(row));
              found.merge(
                  one.id(),
                  one,
                  (before, next) ->
                      new Substitution(
                          before.id(),
                          before.deputy(),
                          before.firstDay(),
                          before.lastDay(),
                          before.scope().and(next.scope())));
            });
    return List.copyOf(found.values());
  }

  /** Takes one's own deputy back. */
  public void endSubstitution(String username, long id) {
    endSubstitution(username, id, username);
  }

  /**
   * @param by who takes the deputy back: themselves, or an administrator
   */
  public void endSubstitution(String username, long id, String by) {
    Substitution ended =
        substitutions(username).stream()
            .filter(substitution -> substitution.id() == id)
            .findFirst()
            .orElseThrow(() -> NotFoundException.because("people.substitutionUnknown"));
    int gone =
        jdbc.sql("delete from substitution where username = ? and id = ?")
            .params(username, id)
            .update();
    if (gone == 0) {
      throw NotFoundException.because("people.substitutionUnknown");
    }
    ReadOnce.forgetAll();
    events.publishEvent(new DeputyEnded(username, ended, by));
  }

  /** Those for whom {@code deputy} may do everything on that day. */
  @Transactional(readOnly = true)
  public Set<String> actsFor(String deputy, LocalDate day) {
    return within(standsInFor(deputy, day), Scope::isEverything);
  }

  /** Those for whom {@code deputy} may do the tasks of this process on that day. */
  @Transactional(readOnly = true)
  public Set<String> actsFor(String deputy, LocalDate day, String process) {
    return within(standsInFor(deputy, day), scope -> scope.covers(process));
  }

  /**
   * Those whom {@code deputy} stands in for on that day, each with what the deputy may do there.
   */
  @Transactional(readOnly = true)
  public Map<String, Scope> standsInFor(String deputy, LocalDate day) {
    return scopes("username", "deputy", deputy, day);
  }

  /** Those who may do the tasks of this process for {@code username} on that day. */
  @Transactional(readOnly = true)
  public Set<String> deputiesOf(String username, LocalDate day, String process) {
    return within(scopes("deputy", "username", username, day), scope -> scope.covers(process));
  }

  /** Who asked, by which column, for which day: a page asks the same several times. */
  private record Deputy(String given, String person, LocalDate day) {}

  private Map<String, Scope> scopes(String wanted, String given, String person, LocalDate day) {
    return deputies
        .find(
            new Deputy(given, person, day),
            asked -> Optional.of(readScopes(wanted, given, person, day)))
        .orElseThrow();
  }

  private Map<String, Scope> readScopes(String wanted, String given, String person, LocalDate day) {
    Map<String, Scope> scopes = new TreeMap<>();
    jdbc.sql(
            "select s."
                + wanted
                + ", p.process_key from substitution s left join substitution_process p"
                + " on p.substitution_id = s.id where s."
                + given
                + " = ? and ? between s.first_day and s.last_day")
        .params(person, day)
        .query(
            row -> {
              scopes.merge(row.getString(wanted), scope(row), Scope::and);
            });
    return Collections.unmodifiableMap(scopes);
  }

  private static Scope scope(ResultSet row) throws SQLException {
    String process = row.getString("process_key");
    return process == null ? Scope.EVERYTHING : new Scope(Set.of(process));
  }

  private static Set<String> within(Map<String, Scope> scopes, Predicate<Scope> wanted) {
    return scopes.entrySet().stream()
        .filter(one -> wanted.test(one.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Map<String, User> collect(ResultSet rows) throws SQLException {
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
                } catch (SQLException e) {
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
