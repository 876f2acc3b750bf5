package dev.fairlead.tracking;

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
 * The days by which open issues should be solved: whoever solves them is told once on the day, and
 * the coordinator once it is over. Postponed issues rest, as do those whose solution is verified.
 */
@Component
@Transactional
class IssueTargets implements Promised {
  private final JdbcClient jdbc;
  private final FairleadClock clock;

  IssueTargets(JdbcClient jdbc, FairleadClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  record Come(
      String id,
      String title,
      String owner,
      String coordinator,
      LocalDate target,
      LocalDate told,
      LocalDate late) {}

  @Override
  public List<Due> tell(String projectKey) {
    LocalDate today = clock.today();
    List<Come> come =
        jdbc.sql(
                "select i.id, i.title, i.owner, p.coordinator, i.target_date as target, i.told_for"
                    + " as told, i.late_told_for as late from issue i join project p on"
                    + " p.project_key = i.project_key where i.project_key = :key and i.status ="
                    + " 'OPEN' and i.resolved_at is null and i.target_date <= :today and (i.told_for"
                    + " is null or i.told_for <> i.target_date or i.target_date < :today and"
                    + " (i.late_told_for is null or i.late_told_for <> i.target_date)) order by"
                    + " i.target_date, i.number")
            .param("key", projectKey)
            .param("today", today)
            .query(Come.class)
            .list();
    List<Due> due = new ArrayList<>();
    for (Come issue : come) {
      boolean over = issue.target().isBefore(today);
      // who has not triaged it has a task of their own, and hears below that it is over
      boolean owned = issue.owner() != null && !(over && issue.owner().equals(issue.coordinator()));
      if (owned && !issue.target().equals(issue.told())) {
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
