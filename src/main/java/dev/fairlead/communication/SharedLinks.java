package dev.fairlead.communication;

import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.SecretAddress;
import dev.fairlead.shared.Sentences;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links by which external parties read without a login. The address holds 256 random bits; only its
 * hash is kept, so that nobody who reads the database can open a link. Behind a link stands nothing
 * but what was left in for people outside.
 */
@Service
@Transactional
public class SharedLinks {
  /** How long a link opens where nobody says otherwise. */
  public static final int USUAL_DAYS = 30;

  private static final int LONGEST_DAYS = 365;
  private static final String SELECT =
      "select l.id, l.project_key, l.party_id, p.name, p.organisation, l.report_id, l.run_id, l.title, l.kind, l.words,"
          + " l.created_by, l.created_at, l.expires_at, l.revoked_at, l.revoked_by, l.opened_count, l.last_opened_at"
          + " from shared_link l join outside_party p on p.id = l.party_id ";

  private final JdbcClient jdbc;
  private final Rights rights;
  private final OutsideParties parties;
  private final ProjectDocuments documents;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  SharedLinks(
      JdbcClient jdbc,
      Rights rights,
      OutsideParties parties,
      ProjectDocuments documents,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.parties = parties;
    this.documents = documents;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  /** All links of the project, the newest first. */
  @Transactional(readOnly = true)
  public List<SharedLink> of(String projectKey) {
    return jdbc.sql(SELECT + "where l.project_key = ? order by l.id desc")
        .param(projectKey)
        .query((row, i) -> link(row))
        .list();
  }

  /** The links of one communication. */
  @Transactional(readOnly = true)
  public List<SharedLink> ofRun(long runId) {
    return jdbc.sql(SELECT + "where l.run_id = ? order by l.id")
        .param(runId)
        .query((row, i) -> link(row))
        .list();
  }

  /**
   * Shares a published report with an external party and mails them the link.
   *
   * @return the link's id
   */
  public long share(String projectKey, long partyId, String reportId, Integer days, String by) {
    Project project = rights.mustCoordinate(projectKey, by);
    project.mustRun();
    if (days == null || days < 1 || days > LONGEST_DAYS) {
      throw RefusedException.ofField("days", "communication.days", LONGEST_DAYS);
    }
    OutsideParty party =
        parties
            .find(partyId)
            .filter(one -> one.projectKey().equals(projectKey) && one.removedAt() == null)
            .orElseThrow(
                () ->
                    RefusedException.ofField("party", "communication.outsideUnknown", projectKey));
    ProjectDocuments.Published report =
        documents.published(projectKey).stream()
            .filter(one -> one.id().equals(reportId))
            .findFirst()
            .orElseThrow(
                () ->
                    RefusedException.ofField("report", "communication.reportUnknown", projectKey));
    String snapshot = documents.freeze(report.kind(), projectKey, report.id(), null, by);
    String title = documents.view(report.kind(), snapshot).title();
    long link =
        make(
            party,
            report.id(),
            null,
            title,
            report.kind(),
            snapshot,
            null,
            clock.now().plusDays(days),
            by);
    history.note(
        projectKey,
        by,
        Sentences.say("communication.history.shared", report.title(), party.called()));
    events.publishEvent(
        new OutsideNotice(
            "share/" + link,
            projectKey,
            party,
            "outside.shared",
            Map.of(
                "projectName", project.name(),
                "title", title,
                "until", Sentences.day(clock.today().plusDays(days))),
            SharedAddresses.ofLink(link)));
    return link;
  }

  /** Keeps what the party may read, taken out of the whole document. */
  long make(
      OutsideParty party,
      String reportId,
      Long runId,
      String title,
      ProjectDocuments.Kind kind,
      String snapshot,
      String words,
      LocalDateTime until,
      String by) {
    String forOutside = documents.redact(kind, snapshot);
    byte[] pdf = documents.file(kind, forOutside, ProjectDocuments.Format.PDF).content();
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into shared_link (project_key, party_id, report_id, run_id, title, kind, snapshot, words, content,"
                + " created_by, created_at, expires_at, opened_count) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)")
        .param(1, party.projectKey())
        .param(2, party.id())
        .param(3, reportId, Types.VARCHAR)
        .param(4, runId, Types.BIGINT)
        .param(5, title)
        .param(6, kind.name())
        .param(7, forOutside)
        .param(8, words, Types.VARCHAR)
        .param(9, pdf)
        .param(10, by, Types.VARCHAR)
        .param(11, clock.now())
        .param(12, until)
        .update(keys, "id");
    return keys.getKey().longValue();
  }

  /**
   * A fresh address of the link for its coordinator, to be handed over by hand. It is shown once
   * and kept nowhere; addresses that were mailed before go on opening the link.
   */
  public String address(String projectKey, long id, String by) {
    rights.mustCoordinate(projectKey, by);
    SharedLink link = get(projectKey, id);
    if (!link.isOpenAt(clock.now())) {
      throw ConflictException.because("communication.linkOver", link.title());
    }
    return "/shared/" + mint(id);
  }

  /** A new random token that opens the link. */
  String mint(long id) {
    String token = SecretAddress.make();
    jdbc.sql("insert into shared_token (token_hash, link_id, created_at) values (?, ?, ?)")
        .params(Fingerprint.of(token), id, clock.now())
        .update();
    return token;
  }

  /** Ends an address that nobody was told. */
  void takeBack(String path) {
    jdbc.sql("delete from shared_token where token_hash = ?")
        .param(Fingerprint.of(path.substring(path.lastIndexOf('/') + 1)))
        .update();
  }

  public void revoke(String projectKey, long id, String by) {
    rights.mustCoordinate(projectKey, by);
    SharedLink link = get(projectKey, id);
    int changed =
        jdbc.sql(
                "update shared_link set revoked_at = ?, revoked_by = ? where id = ? and revoked_at is null")
            .params(clock.now(), by, id)
            .update();
    if (changed > 0) {
      history.note(
          projectKey,
          by,
          Sentences.say("communication.history.revoked", link.title(), link.partyName()));
    }
  }

  /** The link that this token opens, open or not; empty for a token that never was. */
  @Transactional(readOnly = true)
  public Optional<SharedLink> find(String token) {
    if (!SecretAddress.isPossible(token)) {
      return Optional.empty();
    }
    return jdbc.sql(SELECT + "join shared_token t on t.link_id = l.id where t.token_hash = ?")
        .param(Fingerprint.of(token))
        .query((row, i) -> link(row))
        .optional();
  }

  /** Counts that somebody has opened it. */
  void opened(SharedLink link) {
    jdbc.sql(
            "update shared_link set opened_count = opened_count + 1, last_opened_at = ? where id = ?")
        .params(clock.now(), link.id())
        .update();
  }

  /** What the link shows on the screen. */
  @Transactional(readOnly = true)
  public ProjectDocuments.View view(SharedLink link) {
    return documents.view(
        link.kind(),
        jdbc.sql("select snapshot from shared_link where id = ?")
            .param(link.id())
            .query(String.class)
            .single());
  }

  /** The PDF of what the link shows. */
  @Transactional(readOnly = true)
  public byte[] file(SharedLink link) {
    return jdbc.sql("select content from shared_link where id = ?")
        .param(link.id())
        .query(byte[].class)
        .single();
  }

  private SharedLink get(String projectKey, long id) {
    return jdbc.sql(SELECT + "where l.id = ? and l.project_key = ?")
        .params(id, projectKey)
        .query((row, i) -> link(row))
        .optional()
        .orElseThrow(() -> NotFoundException.because("communication.unknownLink", projectKey));
  }

  private static SharedLink link(java.sql.ResultSet row) throws java.sql.SQLException {
    String organisation = row.getString("organisation");
    return new SharedLink(
        row.getLong("id"),
        row.getString("project_key"),
        row.getLong("party_id"),
        row.getString("name") + (organisation.isBlank() ? "" : " (" + organisation + ")"),
        row.getString("report_id"),
        row.getObject("run_id", Long.class),
        row.getString("title"),
        ProjectDocuments.Kind.valueOf(row.getString("kind")),
        row.getString("words"),
        row.getString("created_by"),
        row.getObject("created_at", LocalDateTime.class),
        row.getObject("expires_at", LocalDateTime.class),
        row.getObject("revoked_at", LocalDateTime.class),
        row.getString("revoked_by"),
        row.getInt("opened_count"),
        row.getObject("last_opened_at", LocalDateTime.class));
  }
}
