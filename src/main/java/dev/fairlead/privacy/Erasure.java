package dev.fairlead.privacy;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.ReadOnce;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * Forgets a person: in every table, the engine's as well, a pseudonym stands where they stood. What
 * they did stays, without them. Sealed files (archives, published reports, what was shared or
 * attached) stay as they are; the decision in docs says why.
 */
@Service
@Transactional
public class Erasure {
  private static final Logger LOG = LoggerFactory.getLogger(Erasure.class);

  /** Rows that are about nobody once the person is gone, so they go as well. */
  private static final List<String> GONE =
      List.of(
          "delete from spring_session where principal_name = :who",
          // messages to others that are shown on their next page, such as "Tom stands in"
          "delete from spring_session_attributes where attribute_name like 'FlashMessages.%'"
              + " and :who is not null",
          "delete from login_link where username = :who",
          "delete from calendar_feed where username = :who",
          "delete from mail_decision where username = :who",
          "delete from mail_preference where username = :who",
          "delete from absence where username = :who",
          "delete from working_hours where username = :who",
          "delete from substitution where username = :who or deputy = :who",
          "delete from plan_copy where username = :who",
          // files that wait for their import may name anybody; whoever brought one brings it again
          "delete from posting_import_waiting where :who is not null",
          "delete from plan_import_waiting where :who is not null",
          "delete from communication_audience where who = :who",
          "delete from ACT_ID_INFO where USER_ID_ = :who",
          "delete from ACT_RU_AUTHORIZATION where USER_ID_ = :who",
          "delete from app_user_group where username = :who");

  /** Values that stand in variables and in JSON and are no people. */
  private static final Set<String> THINGS =
      Set.of(
          "team",
          "coordinator",
          "sponsor",
          "manager",
          "member",
          "string",
          "boolean",
          "integer",
          "short",
          "long",
          "double",
          "number",
          "date",
          "json",
          "object",
          "file",
          "bytes",
          "null",
          "true",
          "false",
          "en",
          "de");

  /** Tables whose texts are found by words, which are kept under the name of the table. */
  private static final Set<String> FOUND_BY_WORDS = Set.of("issue", "lesson");

  /** Tables whose rows a baseline's fingerprint covers. */
  private static final Set<String> FROZEN =
      Set.of("plan_snapshot", "plan_snapshot_task", "plan_snapshot_line");

  private final JdbcClient jdbc;
  private final Tables tables;
  private final Duties duties;
  private final Users users;
  private final Projects projects;
  private final Baselines baselines;
  private final DecisionLog decisions;
  private final FairleadClock clock;

  Erasure(
      JdbcClient jdbc,
      Tables tables,
      Duties duties,
      Users users,
      Projects projects,
      Baselines baselines,
      DecisionLog decisions,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.duties = duties;
    this.users = users;
    this.projects = projects;
    this.baselines = baselines;
    this.decisions = decisions;
    this.clock = clock;
  }

  /**
   * Somebody outside who was told about a project.
   *
   * @param removed whether the project's coordinator has removed them, so that nothing is sent
   */
  public record Party(
      long id, String projectKey, String name, String organisation, String email, boolean removed) {
    public boolean erased() {
      return email.endsWith(REMOVED);
    }
  }

  private static final String REMOVED = "@removed.invalid";

  /** Whether this is what is left of somebody. */
  @Transactional(readOnly = true)
  public boolean isErased(String username) {
    return jdbc.sql("select count(*) from erased_person where pseudonym = ?")
            .param(username)
            .query(Long.class)
            .single()
        > 0;
  }

  /** What stands in the way, in words; empty where the person may be forgotten. */
  @Transactional(readOnly = true)
  public List<String> obstacles(String username, String by) {
    User user = users.get(username);
    List<String> found = new java.util.ArrayList<>();
    if (isErased(username)) {
      return List.of(Sentences.say("privacy.erasedAlready"));
    }
    if (username.equals(by)) {
      found.add(Sentences.say("privacy.own"));
    } else if (user.enabled()) {
      found.add(Sentences.say("privacy.active"));
    }
    found.addAll(duties.of(username));
    return found;
  }

  /**
   * Whether a group, a variable or a value that is no person is called like the login name, so that
   * it stays where the two cannot be told apart.
   */
  @Transactional(readOnly = true)
  public boolean isAlsoAThing(String username) {
    return Groups.ALL.contains(username)
        || THINGS.contains(username)
        || jdbc.sql(
                    "select count(*) from (select group_id as thing from app_user_group union all"
                        + " select GROUP_ID_ from ACT_RU_IDENTITYLINK union all select GROUP_ID_"
                        + " from ACT_HI_IDENTITYLINK union all select NAME_ from ACT_HI_VARINST"
                        + " union all select NAME_ from ACT_RU_VARIABLE) things where thing = ?")
                .param(username)
                .query(Long.class)
                .single()
            > 0;
  }

  /** In words: who else has the same name or address, so that texts about them change as well. */
  @Transactional(readOnly = true)
  public List<String> sharers(String username) {
    User user = users.get(username);
    return sharers(List.of(user.displayName()), user.email(), username, "");
  }

  @Transactional(readOnly = true)
  public List<String> sharers(long party) {
    Party found = party(party);
    return sharers(names(found), found.email(), "", found.email());
  }

  private List<String> sharers(List<String> names, String email, String but, String butEmail) {
    return jdbc.sql(
            "select display_name as name, username as place from app_user where username <> :but"
                + " and (display_name in (:names) or lower(email) = lower(:email)) union all"
                + " select name, project_key from outside_party where lower(email) <>"
                + " lower(:butEmail) and (name in (:names) or lower(email) = lower(:email))"
                + " order by 1, 2")
        .param("but", but)
        .param("butEmail", butEmail)
        .param("names", names)
        .param("email", email)
        .query((row, i) -> Sentences.say("privacy.sharer", row.getString(1), row.getString(2)))
        .list();
  }

  /** How many rows would change, by what they are; the engine's tables together. */
  @Transactional(readOnly = true)
  public Map<String, Integer> preview(String username, boolean loginInProse, boolean nameInProse) {
    return preview(traces(users.get(username), loginInProse, nameInProse, 0));
  }

  @Transactional(readOnly = true)
  public Map<String, Integer> preview(long party, boolean nameInProse) {
    return preview(traces(party(party), nameInProse, 0));
  }

  private Map<String, Integer> preview(Traces traces) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Tables.Table table : tables.all()) {
      int rows = 0;
      for (String id : tables.rowsWith(table, traces.needles())) {
        if (!Tables.turned(table, tables.row(table, id, false), traces::without).isEmpty()) {
          rows++;
        }
      }
      if (rows > 0) {
        counts.merge(
            table.isOfEngine() ? Sentences.say("privacy.engine") : table.title(),
            rows,
            Integer::sum);
      }
    }
    return counts;
  }

  /**
   * Forgets a person with an account.
   *
   * @param typedName the name as the administrator typed it, so that nobody is forgotten by a slip
   * @param loginInProse whether the login name counts where it is a word of a sentence
   * @param nameInProse whether the name does, if it is a single word
   * @return the login name that stands for them from now on
   * @throws ConflictException with what stands in the way
   */
  public String erase(
      String username, String typedName, boolean loginInProse, boolean nameInProse, String by) {
    User user = mayErase(username, by);
    if (!user.displayName().equals(typedName == null ? "" : typedName.strip())) {
      throw RefusedException.ofField("typedName", "privacy.typedName", user.displayName());
    }
    jdbc.sql("select username from app_user where username = ? for update")
        .param(username)
        .query(String.class)
        .single();
    List<String> obstacles = obstacles(username, by);
    if (!obstacles.isEmpty()) {
      throw ConflictException.because("privacy.obstacles", String.join(" ", obstacles));
    }
    Traces traces = traces(user, loginInProse, nameInProse, next(by));
    jdbc.sql(
            "insert into app_user (username, display_name, email, password_hash, enabled)"
                + " values (?, ?, ?, 'none', false)")
        .params(traces.pseudonym(), traces.shown(), traces.pseudonym() + REMOVED)
        .update();
    GONE.forEach(statement -> jdbc.sql(statement).param("who", username).update());
    jdbc.sql("delete from login_failure where account = ?")
        .param(Fingerprint.of(username))
        .update();
    forgetMails(user.email(), username);
    jdbc.sql("update communication_receipt set reader_name = ? where reader = ?")
        .params(traces.shown(), username)
        .update();
    replace(traces, by);
    jdbc.sql("delete from app_user where username = ?").param(username).update();
    ReadOnce.forgetAll();
    decisions.redact(
        traces.pseudonym(), traces.shown(), traces::namedAfterwards, traces::inLog, by);
    LOG.info("{} erased a person, who is {} from now on", by, traces.pseudonym());
    return traces.pseudonym();
  }

  private User mayErase(String username, String by) {
    if (!users.get(by).isIn(Groups.ADMINISTRATORS)) {
      throw RefusedException.forbidden("privacy.administrators");
    }
    return users.get(username);
  }

  /** The next number that nobody else is called by. */
  private long next(String by) {
    while (true) {
      KeyHolder key = new GeneratedKeyHolder();
      jdbc.sql("insert into erased_person (pseudonym, erased_at, erased_by) values (?, ?, ?)")
          .params(java.util.UUID.randomUUID().toString(), clock.now(), by)
          .update(key, "number");
      long number = key.getKey().longValue();
      if (users.find("former-" + number).isEmpty()) {
        jdbc.sql("update erased_person set pseudonym = ? where number = ?")
            .params("former-" + number, number)
            .update();
        return number;
      }
    }
  }

  private Traces traces(User user, boolean loginInProse, boolean nameInProse, long number) {
    String pseudonym = "former-" + number;
    return new Traces(
        user.username(),
        List.of(user.displayName()),
        user.email(),
        loginInProse,
        nameInProse,
        pseudonym,
        Sentences.say("privacy.former", String.valueOf(number)),
        pseudonym + REMOVED,
        isAlsoAThing(user.username()));
  }

  private Traces traces(Party party, boolean nameInProse, long number) {
    return new Traces(
        null,
        names(party),
        party.email(),
        false,
        nameInProse,
        null,
        Sentences.say("privacy.formerParty", String.valueOf(number)),
        "former-" + number + REMOVED,
        false);
  }

  /** All spellings by which projects know whoever has the address. */
  List<String> names(Party party) {
    return jdbc.sql(
            "select distinct name from outside_party where lower(email) = lower(?) order by name")
        .param(party.email())
        .query(String.class)
        .list();
  }

  /** What waits to be sent to them is sent to nobody. */
  private void forgetMails(String address, String username) {
    jdbc.sql("delete from troubled_address where lower(address) = lower(?)")
        .param(address)
        .update();
    jdbc.sql(
            "update outbox_mail set status = 'GIVEN_UP', trouble = null, problem = null, decided_at"
                + " = ? where status in ('WAITING', 'HANDED', 'HELD', 'FAILED', 'UNANSWERED', 'BOUNCED') and (recipient = ?"
                + " or lower(address) = lower(?))")
        .params(clock.now(), username, address)
        .update();
  }

  private void replace(Traces traces, String by) {
    Set<String> frozen = new TreeSet<>();
    for (Tables.Table table : tables.all()) {
      if (FROZEN.contains(table.plainName())) {
        frozen.addAll(keys(table, traces));
      }
    }
    Runnable sealAnew = baselines.toSealAnew(frozen, by);
    List<String> projectsNamed = new ArrayList<>();
    for (Tables.Table table : tables.all()) {
      if (table.plainName().equals("project")) {
        projectsNamed.addAll(keys(table, traces));
      }
      if (FOUND_BY_WORDS.contains(table.plainName())) {
        forgetWords(table, traces);
      }
      tables.change(table, traces.needles(), traces::without);
    }
    tables.changeBytes(traces::without);
    projectsNamed.forEach(projects::renamed);
    sealAnew.run();
  }

  /** The projects whose rows name the person. */
  private List<String> keys(Tables.Table table, Traces traces) {
    return tables.rowsWith(table, traces.needles()).stream()
        .map(id -> tables.row(table, id, true))
        .flatMap(row -> row.entrySet().stream())
        .filter(column -> column.getKey().equalsIgnoreCase("project_key"))
        .map(column -> String.valueOf(column.getValue()))
        .toList();
  }

  /** A text is no longer found by those of its words that go with the person. */
  private void forgetWords(Tables.Table table, Traces traces) {
    for (String id : tables.rowsWith(table, traces.needles())) {
      Map<String, Object> row = new LinkedCaseInsensitiveMap<>();
      row.putAll(tables.row(table, id, true));
      Set<String> before = new TreeSet<>();
      Set<String> after = new TreeSet<>();
      for (String column : table.texts().keySet()) {
        String text = (String) row.get(column);
        before.addAll(Words.of(text));
        after.addAll(Words.of(traces.without(text, table.cell(column))));
      }
      before.removeAll(after);
      if (!before.isEmpty()) {
        jdbc.sql("delete from search_word where kind = :kind and ref = :ref and word in (:gone)")
            .param("kind", table.plainName())
            .param("ref", String.valueOf(row.get("id")))
            .param("gone", before)
            .update();
      }
    }
  }

  // ---- people outside

  /** All of them, by name. */
  @Transactional(readOnly = true)
  public List<Party> parties(String search, long after, int size) {
    String like = "%" + search.strip().toLowerCase(java.util.Locale.ROOT) + "%";
    return jdbc.sql(
            "select id, project_key, name, organisation, email, removed_at is not null as removed"
                + " from outside_party where id > ? and (lower(name) like ? or lower(organisation)"
                + " like ? or lower(email) like ?) order by id limit "
                + Math.min(Math.max(size, 1), 200))
        .params(after, like, like, like)
        .query(Party.class)
        .list();
  }

  /**
   * @throws NotFoundException where there is none
   */
  @Transactional(readOnly = true)
  public Party party(long id) {
    return jdbc.sql(
            "select id, project_key, name, organisation, email, removed_at is not null as removed"
                + " from outside_party where id = ?")
        .param(id)
        .query(Party.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("privacy.unknownParty"));
  }

  @Transactional(readOnly = true)
  public List<String> obstacles(long party) {
    Party found = party(party);
    return found.erased()
        ? List.of(Sentences.say("privacy.erasedAlready"))
        : jdbc
            .sql(
                "select project_key from outside_party where lower(email) = lower(?)"
                    + " and removed_at is null order by project_key")
            .param(found.email())
            .query(String.class)
            .list()
            .stream()
            .map(project -> Sentences.say("privacy.notRemoved", project))
            .toList();
  }

  /**
   * Forgets somebody without an account, in all projects that knew them by the same address.
   *
   * @param nameInProse whether a name of one word counts in sentences
   */
  public void eraseParty(long id, String typedName, boolean nameInProse, String by) {
    if (!users.get(by).isIn(Groups.ADMINISTRATORS)) {
      throw RefusedException.forbidden("privacy.administrators");
    }
    Party party = party(id);
    if (!party.name().equals(typedName == null ? "" : typedName.strip())) {
      throw RefusedException.ofField("typedName", "privacy.typedName", party.name());
    }
    List<String> obstacles = obstacles(id);
    if (!obstacles.isEmpty()) {
      throw ConflictException.because("privacy.obstacles", String.join(" ", obstacles));
    }
    Traces traces = traces(party, nameInProse, next(by));
    jdbc.sql(
            "delete from shared_token where link_id in (select l.id from shared_link l"
                + " join outside_party p on p.id = l.party_id where lower(p.email) = lower(?))")
        .param(party.email())
        .update();
    jdbc.sql(
            "delete from contractor_token where report_id in (select r.id from contractor_report r"
                + " join outside_party p on p.id = r.party_id where lower(p.email) = lower(?))")
        .param(party.email())
        .update();
    forgetMails(party.email(), "");
    jdbc.sql(
            "update communication_receipt set reader_name = ? where reader in (select"
                + " concat('outside:', id) from outside_party where lower(email) = lower(?))")
        .params(traces.shown(), party.email())
        .update();
    replace(traces, by);
    String address = traces.without(party.email(), Tables.Cell.PROSE);
    jdbc.sql("update outside_party set name = ?, organisation = '', note = null where email = ?")
        .params(traces.shown(), address)
        .update();
    ReadOnce.forgetAll();
    decisions.redact(address.replace(REMOVED, ""), traces.shown(), name -> name, traces::inLog, by);
    LOG.info("{} erased an external party of {}", by, party.projectKey());
  }
}
