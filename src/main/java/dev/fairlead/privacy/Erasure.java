package dev.fairlead.privacy;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.Words;
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

  private final JdbcClient jdbc;
  private final Tables tables;
  private final Duties duties;
  private final Users users;
  private final DecisionLog decisions;
  private final FairleadClock clock;

  Erasure(
      JdbcClient jdbc,
      Tables tables,
      Duties duties,
      Users users,
      DecisionLog decisions,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.duties = duties;
    this.users = users;
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

  /** How many rows of which table would change, the most first. */
  @Transactional(readOnly = true)
  public Map<String, Integer> preview(String username, boolean words) {
    return preview(traces(users.get(username), words, 0));
  }

  @Transactional(readOnly = true)
  public Map<String, Integer> preview(long party) {
    return preview(traces(party(party), true, 0));
  }

  private Map<String, Integer> preview(Traces traces) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Tables.Table table : tables.all()) {
      int rows = 0;
      for (String id : tables.rowsWith(table, traces.needles())) {
        if (tables.row(table, id, false).values().stream()
            .anyMatch(cell -> cell != null && !traces.without((String) cell).equals(cell))) {
          rows++;
        }
      }
      if (rows > 0) {
        counts.put(table.plainName(), rows);
      }
    }
    return counts;
  }

  /**
   * Forgets a person with an account.
   *
   * @param typedName the name as the administrator typed it, so that nobody is forgotten by a slip
   * @param words whether the login name counts where it is a word of a sentence
   * @return the login name that stands for them from now on
   * @throws ConflictException with what stands in the way
   */
  public String erase(String username, String typedName, boolean words, String by) {
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
    Traces traces = traces(user, words, next(by));
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
    replace(traces);
    jdbc.sql("delete from app_user where username = ?").param(username).update();
    decisions.redact(
        traces.pseudonym(), traces.shown(), traces::namedAfterwards, traces::without, by);
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

  private static Traces traces(User user, boolean words, long number) {
    String pseudonym = "former-" + number;
    return new Traces(
        user.username(),
        user.displayName(),
        user.email(),
        words,
        pseudonym,
        Sentences.say("privacy.former", String.valueOf(number)),
        pseudonym + REMOVED);
  }

  private static Traces traces(Party party, boolean words, long number) {
    String pseudonym = "former-" + number;
    return new Traces(
        null,
        party.name(),
        party.email(),
        words,
        null,
        Sentences.say("privacy.formerParty", String.valueOf(number)),
        pseudonym + REMOVED);
  }

  /** What waits to be sent to them is sent to nobody. */
  private void forgetMails(String address, String username) {
    jdbc.sql("delete from troubled_address where lower(address) = lower(?)")
        .param(address)
        .update();
    jdbc.sql(
            "update outbox_mail set status = 'GIVEN_UP', trouble = null, problem = null, decided_at"
                + " = ? where status in ('WAITING', 'HELD', 'FAILED', 'BOUNCED') and (recipient = ?"
                + " or lower(address) = lower(?))")
        .params(clock.now(), username, address)
        .update();
  }

  private void replace(Traces traces) {
    for (Tables.Table table : tables.all()) {
      for (String id : tables.rowsWith(table, traces.needles())) {
        tables.change(table, id, traces::without);
      }
    }
    tables.changeBytes(traces::without);
    Set<String> tokens = new TreeSet<>(Words.of(traces.name()));
    traces.username().ifPresent(name -> tokens.addAll(Words.of(name)));
    if (!tokens.isEmpty()) {
      jdbc.sql(
              "delete from search_word where word in (:tokens) and exists (select 1 from"
                  + " search_word s where s.kind = search_word.kind and s.ref = search_word.ref and"
                  + " s.word in (:all) having count(*) = :many)")
          .param("tokens", tokens)
          .param("all", Words.of(traces.name()))
          .param("many", Words.of(traces.name()).size())
          .update();
    }
    traces
        .username()
        .ifPresent(name -> jdbc.sql("delete from search_word where word = ?").param(name).update());
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
   * @param words whether a name of one word counts in sentences
   */
  public void eraseParty(long id, String typedName, boolean words, String by) {
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
    Traces traces = traces(party, words, next(by));
    jdbc.sql(
            "delete from shared_token where link_id in (select l.id from shared_link l"
                + " join outside_party p on p.id = l.party_id where lower(p.email) = lower(?))")
        .param(party.email())
        .update();
    forgetMails(party.email(), "");
    jdbc.sql("update communication_receipt set reader_name = ? where reader_name = ?")
        .params(traces.shown(), party.name())
        .update();
    replace(traces);
    jdbc.sql("update outside_party set name = ?, organisation = '', note = null where email = ?")
        .params(traces.shown(), traces.without(party.email()))
        .update();
    decisions.redact(
        traces.without(party.email()).replace(REMOVED, ""),
        traces.shown(),
        name -> name,
        traces::without,
        by);
    LOG.info("{} erased an external party of {}", by, party.projectKey());
  }
}
