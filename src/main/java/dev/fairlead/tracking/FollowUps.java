package dev.fairlead.tracking;

import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.CoordinatorReplaced;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asking the owners of late tasks: one open question per task, never two. */
@Service
@Transactional
public class FollowUps {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final LateTasks lateTasks;
  private final StaleTasks staleTasks;
  private final Baselines baselines;
  private final Progress progress;
  private final History history;
  private final FairleadClock clock;

  FollowUps(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      LateTasks lateTasks,
      StaleTasks staleTasks,
      Baselines baselines,
      Progress progress,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.lateTasks = lateTasks;
    this.staleTasks = staleTasks;
    this.baselines = baselines;
    this.progress = progress;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Opens the follow-up of a late or stale task. A task without an owner is the coordinator's.
   *
   * @throws ConflictException when one is open already
   */
  public FollowUp open(String projectKey, int taskNumber) {
    Project project = projects.get(projectKey);
    PlanTask task = task(projectKey, taskNumber);
    LateTask late = lateTasks.find(projectKey, taskNumber);
    LocalDate silentSince = late != null && late.late() ? null : lastWord(projectKey, task);
    String owner = task.owner() == null ? project.coordinator() : task.owner();
    try {
      jdbc.sql(
              "insert into follow_up (project_key, task, open_mark, owner, opened_at, days_late, finish_slip_days,"
                  + " silent_since) values (?, ?, 0, ?, ?, ?, ?, ?)")
          .params(
              projectKey,
              taskNumber,
              owner,
              clock.now(),
              late == null ? 0 : late.daysLate(),
              late == null ? 0 : late.finishSlipDays(),
              silentSince)
          .update();
    } catch (DuplicateKeyException open) {
      throw ConflictException.because("tracking.followUpOpen", task.name());
    }
    history.note(
        projectKey,
        null,
        silentSince == null
            ? Sentences.say(
                "tracking.history.followUp", task.name(), late == null ? 0 : late.daysLate())
            : Sentences.say(
                "tracking.history.followUpStale", task.name(), Sentences.day(silentSince)));
    return open(projectKey, taskNumber, "tracking.followUpNone");
  }

  private LocalDate lastWord(String projectKey, PlanTask task) {
    return baselines.current(projectKey).stream()
        .flatMap(baseline -> baseline.tasks().stream())
        .filter(promise -> promise.number() == task.number())
        .findFirst()
        .map(promise -> staleTasks.lastWord(projectKey, task, promise.start()))
        .orElse(null);
  }

  /**
   * Keeps the owner's answer; "done" and a new forecast are reports on the task as well.
   *
   * @param onBehalfOf for whom a substitute answers, or null
   */
  public FollowUp reply(
      String projectKey,
      int task,
      FollowUp.Reply reply,
      String reason,
      LocalDate forecast,
      String by,
      String onBehalfOf) {
    FollowUp followUp = open(projectKey, task, "tracking.followUpNone");
    if (reply == null) {
      throw RefusedException.ofField("reply", "tracking.replyMissing");
    }
    String why =
        reply == FollowUp.Reply.DONE
            ? Texts.optional("reason", "the reason", reason, 2000)
            : Texts.needed("reason", "the reason", reason, 2000);
    switch (reply) {
      case DONE ->
          progress.keep(
              projectKey, new NewProgress(task, 100, null, null, null, null, why), by, onBehalfOf);
      case NEW_FORECAST -> {
        if (forecast == null) {
          throw RefusedException.ofField("forecastFinish", "tracking.forecastMissing");
        }
        PlanTask now = task(projectKey, task);
        progress.report(
            projectKey,
            new NewProgress(task, now.percentComplete(), null, null, null, forecast, why),
            by,
            onBehalfOf);
      }
      default -> {}
    }
    jdbc.sql(
            "update follow_up set reply = ?, reason = ?, forecast_finish = ?, replied_by = ?, replied_at = ? where id = ?")
        .params(
            reply.name(),
            why,
            reply == FollowUp.Reply.NEW_FORECAST ? forecast : null,
            by,
            clock.now(),
            followUp.id())
        .update();
    history.note(
        projectKey,
        by,
        Sentences.say(
            "tracking.history.reply." + reply,
            task(projectKey, task).name(),
            why == null ? "" : why,
            forecast == null ? "" : forecast.toString()));
    return open(projectKey, task, "tracking.followUpNone");
  }

  /** Keeps the row of the table that applies, and the moments it leads to. */
  void planEscalation(
      String projectKey, int task, EscalationLadder.Moments moments, String reason) {
    jdbc.sql(
            "update follow_up set ladder_reason = ?, remind_at = ?, deputy_at = ?, coordinator_at = ?, manager_at = ?"
                + " where project_key = ? and task = ? and open_mark = 0")
        .params(
            reason,
            moments.remindAt(),
            moments.deputyAt(),
            moments.coordinatorAt(),
            moments.managerAt(),
            projectKey,
            task)
        .update();
  }

  /**
   * Questions about tasks without an owner are the coordinator's, so the next one has them.
   *
   * @return numbers of the tasks
   */
  public List<Integer> handOver(CoordinatorReplaced replaced) {
    String key = replaced.projectKey();
    List<Integer> tasks =
        open(key).stream()
            .filter(open -> open.owner().equals(replaced.former()))
            .map(FollowUp::task)
            .filter(
                number -> {
                  PlanTask task = plans.current(key).task(number);
                  return task == null || task.owner() == null;
                })
            .toList();
    for (int task : tasks) {
      jdbc.sql(
              "update follow_up set owner = ? where project_key = ? and task = ? and open_mark = 0")
          .params(replaced.next(), key, task)
          .update();
    }
    return tasks;
  }

  void linkIssue(String projectKey, int task, String issueId) {
    jdbc.sql(
            "update follow_up set issue_id = ? where project_key = ? and task = ? and open_mark = 0")
        .params(issueId, projectKey, task)
        .update();
  }

  /**
   * Closes the open follow-up; nothing happens when it is closed already. One that nobody answered
   * ends here because its task was reported done elsewhere.
   */
  public void close(String projectKey, int task) {
    findOpen(projectKey, task)
        .filter(open -> open.reply() == null)
        .ifPresent(
            open ->
                history.note(
                    projectKey,
                    null,
                    Sentences.say("tracking.history.followUpDone", task(projectKey, task).name())));
    jdbc.sql(
            "update follow_up set open_mark = id, closed_at = ? where project_key = ? and task = ? and open_mark = 0")
        .params(clock.now(), projectKey, task)
        .update();
  }

  /** Closes all that are open, when the work is done or the project is stopped. */
  public void closeAll(String projectKey) {
    jdbc.sql(
            "update follow_up set open_mark = id, closed_at = ? where project_key = ? and open_mark = 0")
        .params(clock.now(), projectKey)
        .update();
  }

  @Transactional(readOnly = true)
  public Optional<FollowUp> findOpen(String projectKey, int task) {
    return jdbc.sql("select * from follow_up where project_key = ? and task = ? and open_mark = 0")
        .params(projectKey, task)
        .query(FollowUp.class)
        .optional();
  }

  @Transactional(readOnly = true)
  public List<FollowUp> open(String projectKey) {
    return jdbc.sql("select * from follow_up where project_key = ? and open_mark = 0 order by id")
        .param(projectKey)
        .query(FollowUp.class)
        .list();
  }

  /** The questions to a person that are open, over all projects. */
  @Transactional(readOnly = true)
  public List<FollowUp> openOf(String owner) {
    return jdbc.sql("select * from follow_up where owner = ? and open_mark = 0 order by id")
        .param(owner)
        .query(FollowUp.class)
        .list();
  }

  /** All, the newest first. */
  @Transactional(readOnly = true)
  public List<FollowUp> all(String projectKey) {
    return jdbc.sql("select * from follow_up where project_key = ? order by id desc")
        .param(projectKey)
        .query(FollowUp.class)
        .list();
  }

  private FollowUp open(String projectKey, int task, String refusal) {
    return findOpen(projectKey, task)
        .orElseThrow(() -> NotFoundException.because(refusal, task, projectKey));
  }

  private PlanTask task(String projectKey, int number) {
    PlanTask task = plans.current(projectKey).task(number);
    if (task == null) {
      throw NotFoundException.because("tracking.taskUnknown", number, projectKey);
    }
    return task;
  }
}
