package dev.fairlead.plan;

import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What approvers want changed, reason by reason, and what the coordinator says to each before the
 * plan comes back to them.
 */
@Service
@Transactional
public class ReworkPoints {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Authority authority;
  private final FairleadClock clock;

  ReworkPoints(JdbcClient jdbc, Projects projects, Authority authority, FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * One reason.
   *
   * @param onBehalfOf whom the approver stood in for, or null
   * @param answer null until the coordinator has answered
   */
  public record Point(
      long id,
      String askedBy,
      String onBehalfOf,
      LocalDateTime askedAt,
      String point,
      String answer,
      String answeredBy,
      LocalDateTime answeredAt) {
    public boolean isOpen() {
      return answer == null;
    }
  }

  /** Keeps the reasons of a decision, one per line of its comment. */
  void keep(String projectKey, long approval, String comment) {
    comment
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(
            line ->
                jdbc.sql(
                        "insert into plan_rework_point (project_key, approval_id, point) values (?, ?, ?)")
                    .params(projectKey, approval, line)
                    .update());
  }

  /** All reasons ever given, unanswered first. */
  @Transactional(readOnly = true)
  public List<Point> all(String projectKey) {
    return jdbc.sql(
            "select p.id, a.decided_by as asked_by, a.on_behalf_of, a.decided_at as asked_at, p.point, p.answer,"
                + " p.answered_by, p.answered_at from plan_rework_point p join plan_approval a on a.id ="
                + " p.approval_id where p.project_key = ? order by case when p.answer is null then 0 else 1 end,"
                + " p.id")
        .param(projectKey)
        .query(Point.class)
        .list();
  }

  @Transactional(readOnly = true)
  public int open(String projectKey) {
    return jdbc.sql(
            "select count(*) from plan_rework_point where project_key = ? and answer is null")
        .param(projectKey)
        .query(Integer.class)
        .single();
  }

  /** Answers a reason; an answer may be improved until the plan is submitted. */
  public void answer(String projectKey, long id, String answer, String by) {
    Project project = projects.get(projectKey);
    authority.coordinator(project, by);
    authority.planning(project);
    String text = TeamFeedback.text("answer", answer);
    if (text == null) {
      throw RefusedException.ofField("answer", "plan.reworkAnswerMissing");
    }
    int changed =
        jdbc.sql(
                "update plan_rework_point set answer = ?, answered_by = ?, answered_at = ?"
                    + " where project_key = ? and id = ?")
            .params(text, by, clock.now(), projectKey, id)
            .update();
    if (changed == 0) {
      throw NotFoundException.because("plan.reworkUnknown");
    }
  }
}
