package dev.fairlead.plan;

import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The team's say on a proposed plan. */
@Service
@Transactional
public class TeamFeedback {
  private static final int LONGEST = 4000;

  private final JdbcClient jdbc;
  private final Projects projects;
  private final PlanStore store;
  private final Authority authority;
  private final FairleadClock clock;

  TeamFeedback(
      JdbcClient jdbc,
      Projects projects,
      PlanStore store,
      Authority authority,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.store = store;
    this.authority = authority;
    this.clock = clock;
  }

  /** Puts the current plan before the team; returns the number of the round. */
  public int openRound(String projectKey, LocalDateTime until) {
    int version = store.lock(projects.get(projectKey)).version();
    int round = round(projectKey) + 1;
    jdbc.sql(
            "insert into plan_feedback_round (project_key, round, plan_version, opened_at, open_until)"
                + " values (?, ?, ?, ?, ?)")
        .params(projectKey, round, version, clock.now(), until)
        .update();
    return round;
  }

  /**
   * Notes what a member said in the current round; both texts may be empty. The last word counts.
   */
  public void record(String projectKey, String member, String feedback, String objection) {
    Project project = projects.get(projectKey);
    if (project.member(member) == null) {
      throw RefusedException.because("plan.feedbackNotInTeam", member, projectKey);
    }
    int round = round(projectKey);
    if (round == 0) {
      throw ConflictException.because("plan.feedbackNotAsked", projectKey);
    }
    String said = text("feedback", feedback);
    String objected = text("objection", objection);
    jdbc.sql("delete from plan_feedback where project_key = ? and round = ? and member = ?")
        .params(projectKey, round, member)
        .update();
    jdbc.sql(
            "insert into plan_feedback (project_key, round, member, feedback, objection, given_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(projectKey, round, member, said, objected, clock.now())
        .update();
  }

  /** Everything said, the latest round first. */
  @Transactional(readOnly = true)
  public List<Feedback> all(String projectKey) {
    return jdbc.sql(
            "select * from plan_feedback where project_key = ? order by round desc, given_at, id")
        .param(projectKey)
        .query(
            (row, i) ->
                new Feedback(
                    row.getLong("id"),
                    projectKey,
                    row.getInt("round"),
                    row.getString("member"),
                    row.getString("feedback"),
                    row.getString("objection"),
                    row.getObject("given_at", LocalDateTime.class),
                    row.getString("answer"),
                    row.getString("answered_by"),
                    row.getObject("answered_at", LocalDateTime.class)))
        .list();
  }

  /** What was objected in any round, unanswered first. */
  @Transactional(readOnly = true)
  public List<Feedback> objections(String projectKey) {
    return all(projectKey).stream()
        .filter(feedback -> feedback.objection() != null)
        .sorted((a, b) -> Boolean.compare(b.isOpenObjection(), a.isOpenObjection()))
        .toList();
  }

  /** Answers an objection; an answer may be improved until the plan is submitted. */
  public void answer(String projectKey, long id, String answer, String by) {
    Project project = projects.get(projectKey);
    authority.coordinator(project, by);
    authority.planning(project);
    String text = text("answer", answer);
    if (text == null) {
      throw RefusedException.ofField("answer", "plan.answerMissing");
    }
    int changed =
        jdbc.sql(
                "update plan_feedback set answer = ?, answered_by = ?, answered_at = ?"
                    + " where project_key = ? and id = ? and objection is not null")
            .params(text, by, clock.now(), projectKey, id)
            .update();
    if (changed == 0) {
      throw NotFoundException.because("plan.objectionUnknown");
    }
  }

  @Transactional(readOnly = true)
  public int openObjections(String projectKey) {
    return jdbc.sql(
            "select count(*) from plan_feedback where project_key = ? and objection is not null and answer is null")
        .param(projectKey)
        .query(Integer.class)
        .single();
  }

  /** Those who have said something (or that they have nothing to say) in the current round. */
  @Transactional(readOnly = true)
  public List<String> answeredBy(String projectKey) {
    return jdbc.sql("select member from plan_feedback where project_key = ? and round = ?")
        .params(projectKey, round(projectKey))
        .query(String.class)
        .list();
  }

  /** The number of the current round, 0 before the first. */
  @Transactional(readOnly = true)
  public int round(String projectKey) {
    return jdbc.sql("select coalesce(max(round), 0) from plan_feedback_round where project_key = ?")
        .param(projectKey)
        .query(Integer.class)
        .single();
  }

  private static String text(String field, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.strip().length() > LONGEST) {
      throw RefusedException.ofField(field, "plan.textLong", String.valueOf(LONGEST));
    }
    return value.strip();
  }
}
