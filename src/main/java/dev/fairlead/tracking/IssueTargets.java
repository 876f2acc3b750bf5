package dev.fairlead.tracking;

import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.project.Promised;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The days by which open issues should be solved: in the calendar of whoever solves them, who is
 * told once on the day, and the coordinator once it is over. Postponed issues rest.
 */
@Component
@Transactional
class IssueTargets implements PersonalDates, Promised {
  private static final int MOST = 300;

  private final JdbcClient jdbc;
  private final FairleadClock clock;

  IssueTargets(JdbcClient jdbc, FairleadClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  record Open(String id, String projectKey, String projectName, String title, LocalDate target) {}

  @Override
  @Transactional(readOnly = true)
  public List<CalendarEntry> of(String username, LocalDate from, LocalDate until) {
    return jdbc
        .sql(
            "select i.id, i.project_key, p.name as project_name, i.title, i.target_date as target from"
                + " issue i join project p on p.project_key = i.project_key where i.owner = ? and"
                + " i.status = 'OPEN' and i.target_date between ? and ? and p.phase <> 'CLOSED'"
                + " order by i.target_date, i.id limit "
                + MOST)
        .params(username, from, until)
        .query(Open.class)
        .list()
        .stream()
        .map(
            issue ->
                CalendarEntry.on(
                    "issue-" + issue.id() + "@fairlead",
                    Sentences.say("tracking.calendar.issue", issue.title(), issue.projectKey()),
                    Sentences.say("tracking.calendar.issueText", issue.projectName(), issue.id()),
                    issue.target(),
                    "/issues/" + issue.id(),
                    null))
        .toList();
  }

  record Come(
      String id, String title, String owner, LocalDate target, LocalDate told, LocalDate late) {}

  @Override
  public List<Due> tell(String projectKey) {
    LocalDate today = clock.today();
    List<Come> come =
        jdbc.sql(
                "select id, title, owner, target_date as target, told_for as told, late_told_for as"
                    + " late from issue where project_key = :key and status = 'OPEN' and target_date"
                    + " <= :today and (told_for is null or told_for <> target_date or target_date <"
                    + " :today and (late_told_for is null or late_told_for <> target_date)) order by"
                    + " target_date, number")
            .param("key", projectKey)
            .param("today", today)
            .query(Come.class)
            .list();
    List<Due> due = new ArrayList<>();
    for (Come issue : come) {
      boolean over = issue.target().isBefore(today);
      if (!issue.target().equals(issue.told())) {
        due.add(due(issue, issue.owner(), "issueDue"));
      }
      if (over && !issue.target().equals(issue.late())) {
        due.add(due(issue, null, "issueOverdue"));
      }
      jdbc.sql(
              "update issue set told_for = target_date"
                  + (over ? ", late_told_for = target_date" : "")
                  + " where id = ?")
          .param(issue.id())
          .update();
    }
    return due;
  }

  /**
   * @param responsible null for the coordinator
   */
  private static Due due(Come issue, String responsible, String template) {
    return new Due(
        template + "-" + issue.id() + "-" + issue.target() + "-" + responsible,
        responsible,
        issue.target(),
        template,
        Map.of("issue", issue.id(), "title", issue.title()),
        "/issues/" + issue.id(),
        Sentences.say("tracking.issue.said", issue.id(), issue.title()));
  }
}
