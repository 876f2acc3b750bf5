package dev.fairlead.plan;

import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
    int version = store.lock(projectKey).version();
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

  /** What a member said of how long a task takes. */
  public record TaskEstimate(int task, String member, ThreePointEstimate estimate) {}

  /** The tasks that this person owns, or stands in for, and may estimate now. */
  @Transactional(readOnly = true)
  public List<PlanTask> tasksToEstimate(String projectKey, String by) {
    Project project = projects.get(projectKey);
    if (project.phase() != Phase.PLANNING || round(projectKey) == 0) {
      return List.of();
    }
    WorkPlan plan = store.load(project);
    Set<Integer> summaries =
        plan.tasks().stream()
            .map(PlanTask::parent)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return plan.tasks().stream()
        .filter(task -> task.durationMinutes() > 0 && !task.isDone())
        .filter(task -> !summaries.contains(task.number()) && authority.ownsTask(task, by))
        .toList();
  }

  /**
   * Notes how long a member's own tasks take, all or none; the last word in a round counts.
   *
   * @param days by task the three values as typed; a task whose values are all empty is left out
   */
  public void estimate(String projectKey, Map<Integer, List<String>> days, String by) {
    Map<Integer, PlanTask> own = new HashMap<>();
    tasksToEstimate(projectKey, by).forEach(task -> own.put(task.number(), task));
    int round = round(projectKey);
    if (round == 0 || projects.get(projectKey).phase() != Phase.PLANNING) {
      throw RefusedException.because("plan.estimates.closed");
    }
    projects.get(projectKey).mustRun();
    if (own.isEmpty()) {
      throw RefusedException.forbidden("plan.estimates.none", projectKey);
    }
    WorkingCalendar calendar = store.load(projects.get(projectKey)).calendar();
    days.forEach(
        (number, typed) -> {
          PlanTask task = own.get(number);
          if (task == null) {
            throw RefusedException.forbidden("plan.estimates.own", String.valueOf(number));
          }
          ThreePointEstimate estimate = EditText.estimate(typed, PlanRules.label(task), calendar);
          jdbc.sql(
                  "delete from plan_estimate where project_key = ? and round = ? and task = ? and member = ?")
              .params(projectKey, round, number, by)
              .update();
          if (estimate != null) {
            jdbc.sql(
                    "insert into plan_estimate (project_key, round, task, member, optimistic_minutes,"
                        + " most_likely_minutes, pessimistic_minutes, given_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                    projectKey,
                    round,
                    number,
                    by,
                    estimate.optimisticMinutes(),
                    estimate.mostLikelyMinutes(),
                    estimate.pessimisticMinutes(),
                    clock.now())
                .update();
          }
        });
  }

  /** What members said of their tasks in the latest round, by task. */
  @Transactional(readOnly = true)
  public List<TaskEstimate> estimates(String projectKey) {
    return jdbc.sql(
            "select * from plan_estimate where project_key = ? and round = ? order by task, given_at")
        .params(projectKey, round(projectKey))
        .query(
            (row, i) ->
                new TaskEstimate(
                    row.getInt("task"),
                    row.getString("member"),
                    new ThreePointEstimate(
                        row.getLong("optimistic_minutes"),
                        row.getLong("most_likely_minutes"),
                        row.getLong("pessimistic_minutes"))))
        .list();
  }

  /** The edit that takes a member's estimate into the plan. */
  @Transactional(readOnly = true)
  public PlanEdit takeOver(String projectKey, int task, String member) {
    ThreePointEstimate estimate =
        estimates(projectKey).stream()
            .filter(said -> said.task() == task && said.member().equals(member))
            .map(TaskEstimate::estimate)
            .findFirst()
            .orElseThrow(() -> NotFoundException.because("plan.estimates.gone"));
    return PlanEdit.of(PlanEdit.Kind.SET, task, EditText.values(estimate));
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

  /** A text as it is kept, or null where nothing was written. */
  static String text(String field, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.strip().length() > LONGEST) {
      throw RefusedException.ofField(field, "plan.textLong", String.valueOf(LONGEST));
    }
    return value.strip();
  }
}
