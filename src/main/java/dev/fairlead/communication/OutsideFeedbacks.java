package dev.fairlead.communication;

import dev.fairlead.project.History;
import dev.fairlead.project.OutsideAnswers;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Pages;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What external parties say about what was shared with them: a task of the coordinator, whose
 * answer goes back by mail and stands behind the link and in the next interim report.
 */
@Service
@Transactional
public class OutsideFeedbacks implements OutsideAnswers {
  private static final int MOST_A_DAY = 5;
  private static final String SELECT =
      "select f.id, f.link_id, f.project_key, f.party_id, p.name, p.organisation, l.title, f.given_at, f.text, f.answer,"
          + " f.answered_by, f.answered_at from outside_feedback f join outside_party p on p.id = f.party_id"
          + " join shared_link l on l.id = f.link_id ";

  private final JdbcClient jdbc;
  private final Projects projects;
  private final OutsideParties parties;
  private final ObjectProvider<CommunicationFlow> flow;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  OutsideFeedbacks(
      JdbcClient jdbc,
      Projects projects,
      OutsideParties parties,
      ObjectProvider<CommunicationFlow> flow,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.parties = parties;
    this.flow = flow;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Takes what somebody outside says, and puts it before the coordinator.
   *
   * @param link an open link, which is their right to say it
   */
  public void give(SharedLink link, String text) {
    if (text == null || text.isBlank()) {
      throw RefusedException.ofField("text", "communication.shared.textMissing");
    }
    if (text.strip().length() > 2000) {
      throw RefusedException.ofField("text", "communication.shared.textLong");
    }
    Project project = projects.get(link.projectKey());
    if (project.isPaused()) {
      throw RefusedException.because("communication.shared.notNow");
    }
    // one at a time per link, so that the limit holds
    jdbc.sql("select id from shared_link where id = ? for update")
        .param(link.id())
        .query(Long.class)
        .single();
    boolean said =
        ofLink(link.id()).stream()
            .anyMatch(one -> one.answer() == null && one.text().equals(text.strip()));
    if (said) {
      // sent twice by a double click: there is no session that could tell
      return;
    }
    long today =
        jdbc.sql("select count(*) from outside_feedback where link_id = ? and given_at > ?")
            .params(link.id(), clock.now().minusDays(1))
            .query(Long.class)
            .single();
    if (today >= MOST_A_DAY) {
      throw RefusedException.because("communication.shared.tooMuch");
    }
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into outside_feedback (link_id, project_key, party_id, given_at, text) values (?, ?, ?, ?, ?)")
        .params(link.id(), link.projectKey(), link.partyId(), clock.now(), text.strip())
        .update(keys, "id");
    history.note(
        link.projectKey(),
        null,
        Sentences.say("communication.history.feedback", link.partyName(), link.title()));
    flow.getObject().askForAnswer(get(keys.getKey().longValue()), project.coordinator());
  }

  /** Answers by mail and behind the link. */
  public void answer(long id, String answer, String by) {
    OutsideFeedback feedback = get(id);
    if (answer == null || answer.isBlank()) {
      throw RefusedException.ofField("answer", "communication.answerMissing");
    }
    if (answer.strip().length() > 2000) {
      throw RefusedException.ofField("answer", "communication.tooLong", 2000);
    }
    if (feedback.answer() != null) {
      throw ConflictException.because("communication.answered");
    }
    jdbc.sql(
            "update outside_feedback set answer = ?, answered_by = ?, answered_at = ? where id = ?")
        .params(answer.strip(), by, clock.now(), id)
        .update();
    history.note(
        feedback.projectKey(),
        by,
        Sentences.say("communication.history.answered", feedback.partyName()));
    parties
        .find(feedback.partyId())
        .filter(party -> party.removedAt() == null)
        .ifPresent(
            party ->
                events.publishEvent(
                    new OutsideNotice(
                        "outsideFeedback/" + id,
                        feedback.projectKey(),
                        party,
                        "outside.answer",
                        Map.of(
                            "projectName", projects.get(feedback.projectKey()).name(),
                            "title", feedback.about(),
                            "text", feedback.text(),
                            "answer", answer.strip()),
                        null)));
  }

  @Transactional(readOnly = true)
  public OutsideFeedback get(long id) {
    return jdbc.sql(SELECT + "where f.id = ?")
        .param(id)
        .query(OutsideFeedbacks::feedback)
        .optional()
        .orElseThrow(() -> NotFoundException.because("communication.unknownFeedback"));
  }

  /**
   * A page of the project's, the newest first.
   *
   * @param number of the page, from 1
   */
  @Transactional(readOnly = true)
  public Page<OutsideFeedback> page(String projectKey, int number) {
    return Pages.read(
        number,
        part ->
            jdbc.sql(
                    SELECT
                        + "where f.project_key = :key order by f.id desc limit :most offset :skipped")
                .param("key", projectKey)
                .param("most", part.getPageSize())
                .param("skipped", part.getOffset())
                .query(OutsideFeedbacks::feedback)
                .list(),
        () ->
            jdbc.sql("select count(*) from outside_feedback where project_key = ?")
                .param(projectKey)
                .query(Long.class)
                .single());
  }

  /** All of the project's, the oldest first. */
  @Transactional(readOnly = true)
  List<OutsideFeedback> all(String projectKey) {
    return jdbc.sql(SELECT + "where f.project_key = ? order by f.id")
        .param(projectKey)
        .query(OutsideFeedbacks::feedback)
        .list();
  }

  /** What was said by way of this link, the oldest first. */
  @Transactional(readOnly = true)
  public List<OutsideFeedback> ofLink(long linkId) {
    return jdbc.sql(SELECT + "where f.link_id = ? order by f.id")
        .param(linkId)
        .query(OutsideFeedbacks::feedback)
        .list();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Entry> since(String projectKey, LocalDateTime from) {
    return jdbc
        .sql(
            SELECT
                + "where f.project_key = ? and (f.given_at >= ? or f.answered_at >= ?) order by f.id")
        .params(projectKey, from, from)
        .query(OutsideFeedbacks::feedback)
        .list()
        .stream()
        .map(
            one ->
                new Entry(
                    one.partyName(),
                    one.about(),
                    one.givenAt().toLocalDate(),
                    one.text(),
                    one.answer()))
        .toList();
  }

  private static OutsideFeedback feedback(ResultSet row, int number) throws SQLException {
    String organisation = row.getString("organisation");
    return new OutsideFeedback(
        row.getLong("id"),
        row.getLong("link_id"),
        row.getString("project_key"),
        row.getLong("party_id"),
        row.getString("name") + (organisation.isBlank() ? "" : " (" + organisation + ")"),
        row.getString("title"),
        row.getObject("given_at", LocalDateTime.class),
        row.getString("text"),
        row.getString("answer"),
        row.getString("answered_by"),
        row.getObject("answered_at", LocalDateTime.class));
  }
}
