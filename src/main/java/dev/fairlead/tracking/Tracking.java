package dev.fairlead.tracking;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.RiskReviews;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.Promised;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The steps of tracking a project and of following up its late tasks. */
@Service
@Transactional
public class Tracking {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final LateTasks lateTasks;
  private final FollowUps followUps;
  private final CheckIns checkIns;
  private final Issues issues;
  private final CorrectiveActions correctiveActions;
  private final RiskReviews riskReviews;
  private final List<Promised> promised;
  private final Absentees absentees;
  private final Users users;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  Tracking(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      LateTasks lateTasks,
      FollowUps followUps,
      CheckIns checkIns,
      Issues issues,
      CorrectiveActions correctiveActions,
      RiskReviews riskReviews,
      List<Promised> promised,
      Absentees absentees,
      Users users,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.lateTasks = lateTasks;
    this.followUps = followUps;
    this.checkIns = checkIns;
    this.issues = issues;
    this.correctiveActions = correctiveActions;
    this.riskReviews = riskReviews;
    this.promised = promised;
    this.absentees = absentees;
    this.users = users;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  /** What the daily review asks the process to do. */
  public record Findings(
      List<Integer> toFollowUp,
      List<Integer> toWarn,
      boolean withinTolerance,
      List<Integer> risksToReview) {}

  /** The steps of the ladder. */
  public enum Step {
    REMIND,
    DEPUTY,
    COORDINATOR,
    MANAGERS
  }

  public void start(String projectKey) {
    projects.moveTo(projectKey, Phase.TRACKING);
    history.note(projectKey, null, Sentences.say("tracking.history.started"));
  }

  /** When all work has to be done: the end of the day that is the deadline now. */
  public LocalDateTime workUntil(String projectKey) {
    WorkPlan plan = plans.current(projectKey);
    LocalDate deadline = plan.deadline();
    return plan.calendar().endOf(deadline == null ? projects.get(projectKey).deadline() : deadline);
  }

  /** Looks at the whole project once; whoever is asked already is not asked again. */
  public Findings review(String projectKey) {
    LateTasks.Review review = lateTasks.review(projectKey);
    boolean ask = !review.withinTolerance() && correctiveActions.ask(projectKey, review);
    return new Findings(review.toFollowUp(), review.toWarn(), !ask, riskReviews.ask(projectKey));
  }

  /**
   * Tells the owners of tasks that will be late soon what that would do to the finish, once for
   * each date that was promised. A task that nobody owns is the coordinator's; for an owner who is
   * away, who stands in is told as well.
   *
   * @param process the one that tells
   */
  public void warn(String projectKey, List<Integer> tasks, String process) {
    if (tasks.isEmpty()) {
      return;
    }
    Project project = projects.get(projectKey);
    for (LateTask task : lateTasks.of(projectKey)) {
      if (!tasks.contains(task.number()) || !firstWarning(projectKey, task)) {
        continue;
      }
      String owner = task.owner() == null ? project.coordinator() : task.owner();
      events.publishEvent(
          new Notice(
              "soonLate-" + projectKey + "-" + task.number() + "-" + task.plannedFinish(),
              projectKey,
              absentees.orDeputies(owner, process),
              "soonLate",
              Map.of(
                  "taskName", task.name(),
                  "projectName", project.name(),
                  "projectKey", projectKey,
                  "due", Sentences.day(task.plannedFinish().toLocalDate()),
                  "forecast", Sentences.day(task.forecastFinish().toLocalDate()),
                  "owner", users.nameOf(owner),
                  "effect", task.effect()),
              "/projects/" + projectKey + "/progress?task=" + task.number()));
      history.note(
          projectKey,
          null,
          Sentences.say(
              "tracking.history.soonLate",
              users.nameOf(owner),
              task.name(),
              Sentences.day(task.plannedFinish().toLocalDate())));
    }
  }

  /**
   * Tells whoever is responsible for a measure on a risk or for an action that its day has come,
   * once for each day. What is left to nobody is the coordinator's.
   *
   * @param process the one that tells
   */
  public void tellOfPromises(String projectKey, String process) {
    List<Promised.Due> due =
        promised.stream().flatMap(register -> register.tell(projectKey).stream()).toList();
    if (due.isEmpty()) {
      return;
    }
    Project project = projects.get(projectKey);
    for (Promised.Due one : due) {
      String responsible = one.responsible() == null ? project.coordinator() : one.responsible();
      Map<String, String> values = new TreeMap<>(one.values());
      values.put("projectName", project.name());
      values.put("projectKey", projectKey);
      values.put("responsible", users.nameOf(responsible));
      values.put("due", Sentences.day(one.day()));
      events.publishEvent(
          new Notice(
              one.key(),
              projectKey,
              absentees.orDeputiesInEverything(responsible, process),
              one.template(),
              values,
              one.link()));
      history.note(
          projectKey,
          null,
          Sentences.say(
              "tracking.history.due",
              users.nameOf(responsible),
              one.said(),
              Sentences.day(one.day())));
    }
  }

  private boolean firstWarning(String projectKey, LateTask task) {
    boolean told =
        jdbc.sql(
                    "select count(*) from task_warning where project_key = ? and task = ? and planned_finish = ?")
                .params(projectKey, task.number(), task.plannedFinish())
                .query(Integer.class)
                .single()
            > 0;
    if (!told) {
      jdbc.sql(
              "insert into task_warning (project_key, task, planned_finish, told_at) values (?, ?, ?, ?)")
          .params(projectKey, task.number(), task.plannedFinish(), clock.now())
          .update();
    }
    return !told;
  }

  /**
   * Whether the work is over: every task is done, and no issue that held one up is open. Owners who
   * are still asked about a task need not answer any more.
   *
   * @throws RefusedException naming the tasks or issues that are not, when {@code by} confirms it
   *     all the same
   */
  public void confirmAllDone(String projectKey, String by) {
    List<PlanTask> undone = undone(projectKey);
    if (!undone.isEmpty()) {
      throw RefusedException.because(
          "tracking.notDone",
          undone.stream().limit(10).map(PlanTask::name).collect(Collectors.joining(", "))
              + (undone.size() > 10 ? ", …" : ""));
    }
    // such an issue is carried by its follow-up, which ends with the tracking
    String open =
        followUps.open(projectKey).stream()
            .map(FollowUp::issueId)
            .filter(issue -> issue != null && issues.get(issue).isOpen())
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      throw RefusedException.because("tracking.issuesOpen", open);
    }
    followUps.closeAll(projectKey);
    checkIns.closeAll(projectKey);
    history.note(projectKey, by, Sentences.say("tracking.history.allDone"));
  }

  @Transactional(readOnly = true)
  public List<PlanTask> undone(String projectKey) {
    return OpenWork.undone(plans.current(projectKey));
  }

  /**
   * Tells the next people of the ladder, and what the delay does to the finish date.
   *
   * @param process the one that asks, so that only deputies are told who may answer in it
   */
  public void tell(String projectKey, int task, Step step, String process) {
    FollowUp followUp = followUps.findOpen(projectKey, task).orElse(null);
    if (followUp == null || followUp.reply() != null) {
      return;
    }
    Project project = projects.get(projectKey);
    PlanTask late = plans.current(projectKey).task(task);
    LateTask now = lateTasks.find(projectKey, task);
    Map<String, String> values = new TreeMap<>();
    values.put("taskName", late == null ? "" + task : late.name());
    values.put("projectName", project.name());
    values.put("projectKey", projectKey);
    values.put("owner", users.nameOf(followUp.owner()));
    values.put("daysLate", "" + (now == null ? followUp.daysLate() : now.daysLate()));
    values.put("effect", now == null ? Sentences.say("tracking.effect.none") : now.effect());
    values.put("asked", Sentences.day(followUp.openedAt().toLocalDate()));
    values.put("since", followUp.isStale() ? Sentences.day(followUp.silentSince()) : "");
    values.put(
        "ladder",
        followUp.ladderReason() == null
            ? ""
            : Sentences.say("tracking.ladderReason", followUp.ladderReason()));
    events.publishEvent(
        new Notice(
            "followUp-" + followUp.id() + "-" + step,
            projectKey,
            recipients(project, followUp, step, process),
            (followUp.isStale() ? "stale." : "followUp.")
                + step.name().toLowerCase(java.util.Locale.ROOT),
            values,
            "/projects/" + projectKey + "/progress"));
    history.note(
        projectKey,
        null,
        Sentences.say(
            "tracking.history.told." + step, values.get("taskName"), values.get("owner")));
  }

  private List<String> recipients(Project project, FollowUp followUp, Step step, String process) {
    return switch (step) {
      case REMIND -> List.of(followUp.owner());
      case DEPUTY -> {
        List<String> to =
            new ArrayList<>(users.deputiesOf(followUp.owner(), clock.today(), process));
        yield to.isEmpty() ? List.of(followUp.owner()) : to;
      }
      case COORDINATOR -> List.of(project.coordinator());
      case MANAGERS ->
          users.inGroup(Groups.MANAGERS).stream()
              .filter(User::enabled)
              .map(User::username)
              .toList();
    };
  }
}
