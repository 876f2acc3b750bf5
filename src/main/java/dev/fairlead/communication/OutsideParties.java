package dev.fairlead.communication;

import dev.fairlead.people.Users;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The external parties of a project, kept by its coordinator. */
@Service
@Transactional
public class OutsideParties {
  /** Languages that mails and the shared page speak. */
  public static final List<String> LANGUAGES = List.of("en", "de");

  private static final int MOST = 100;
  private static final String COLUMNS =
      "id, project_key, name, organisation, email, language, note, removed_at";

  private final JdbcClient jdbc;
  private final Rights rights;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  OutsideParties(
      JdbcClient jdbc,
      Rights rights,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  /** Those who are told about the project. */
  @Transactional(readOnly = true)
  public List<OutsideParty> of(String projectKey) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from outside_party where project_key = ? and removed_at is null order by name, id")
        .param(projectKey)
        .query(OutsideParty.class)
        .list();
  }

  @Transactional(readOnly = true)
  public Optional<OutsideParty> find(long id) {
    return jdbc.sql("select " + COLUMNS + " from outside_party where id = ?")
        .param(id)
        .query(OutsideParty.class)
        .optional();
  }

  /** One of the project's who was not removed. */
  @Transactional(readOnly = true)
  public OutsideParty get(String projectKey, long id) {
    return find(id)
        .filter(party -> party.projectKey().equals(projectKey) && party.removedAt() == null)
        .orElseThrow(() -> NotFoundException.because("communication.unknownParty", projectKey));
  }

  public long add(
      String projectKey,
      String name,
      String organisation,
      String email,
      String language,
      String note,
      String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    if (project.phase().isOver()) {
      throw ConflictException.because("communication.projectOver", projectKey);
    }
    String called = line("name", name, 120, true);
    String house = line("organisation", organisation, 120, false);
    String address = email == null ? "" : email.strip();
    if (address.length() > 200 || !Users.isAddress(address)) {
      throw RefusedException.ofField("email", "communication.email");
    }
    if (!LANGUAGES.contains(language)) {
      throw RefusedException.ofField("language", "communication.choose");
    }
    String remark = line("note", note, 500, false);
    List<OutsideParty> known = of(projectKey);
    if (known.stream().anyMatch(party -> party.email().equalsIgnoreCase(address))) {
      throw RefusedException.ofField("email", "communication.partyKnown", address);
    }
    if (known.size() >= MOST) {
      throw RefusedException.because("communication.tooManyParties", MOST);
    }
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into outside_party (project_key, name, organisation, email, language, note, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .param(1, projectKey)
        .param(2, called)
        .param(3, house)
        .param(4, address)
        .param(5, language)
        .param(6, remark.isEmpty() ? null : remark, Types.VARCHAR)
        .param(7, clock.now())
        .update(keys, "id");
    history.note(projectKey, by, Sentences.say("communication.history.partyAdded", called));
    return keys.getKey().longValue();
  }

  /** Is told nothing any more, and what was shared with them can no longer be opened. */
  public void remove(String projectKey, long id, String by) {
    rights.mustCoordinate(projectKey, by);
    OutsideParty party = get(projectKey, id);
    jdbc.sql("update outside_party set removed_at = ? where id = ?")
        .params(clock.now(), id)
        .update();
    jdbc.sql("delete from communication_audience where kind = 'OUTSIDE' and who = ?")
        .param(String.valueOf(id))
        .update();
    jdbc.sql(
            "update shared_link set revoked_at = ?, revoked_by = ? where party_id = ? and revoked_at is null")
        .params(clock.now(), by, id)
        .update();
    history.note(projectKey, by, Sentences.say("communication.history.partyRemoved", party.name()));
    events.publishEvent(new OutsidePartyRemoved(projectKey, id, by));
  }

  /**
   * One line of text: without line breaks, which would reach the heads of mails, and without the
   * marks that turn the direction of what follows them.
   */
  private static String line(String field, String value, int longest, boolean needed) {
    String text = value == null ? "" : value.strip();
    if (text.isEmpty() && needed) {
      throw RefusedException.ofField(field, "communication.missing");
    }
    if (text.length() > longest) {
      throw RefusedException.ofField(field, "communication.tooLong", longest);
    }
    if (text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\t')) {
      throw RefusedException.ofField(field, "communication.oneLine");
    }
    return text.replaceAll("[\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]", "");
  }
}
