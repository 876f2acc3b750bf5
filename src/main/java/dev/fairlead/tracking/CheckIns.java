package dev.fairlead.tracking;

import dev.fairlead.people.Absences;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectResumed;
import dev.fairlead.project.ProjectStopped;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asking the team every week: one open question per member and project. One that nobody answers
 * stays open and is marked as stale, since a second one would ask for the same: the form always
 * shows the tasks as they stand today.
 */
@Service
@Transactional
public class CheckIns {
  /** A task that begins within so many days is asked about already. */
  private static final int SOON_DAYS = 14;

  /** Asked on Friday morning, a member has until the end of Monday. */
  private static final int ANSWER_DAYS = 2;

  private static final int MOST_ROWS = 500;
  private static final int LONGEST_PROBLEM = 1000;
  private static final String COLUMNS =
      "id, project_key, member, asked_at, answer_until, stale_since, answered_at, answered_by,"
          + " tasks_reported, closed_at";

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final Progress progress;
  private final Issues issues;
  private final Absences absences;
  private final Absentees absentees;
  private final Users users;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;
  private final ObjectProvider<CheckInFlow> flow;

  CheckIns(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      Progress progress,
      Issues issues,
      Absences absences,
      Absentees absentees,
      Users users,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events,
      ObjectProvider<CheckInFlow> flow) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.progress = progress;
    this.issues = issues;
    this.absences = absences;
    this.absentees = absentees;
    this.users = users;
    this.history = history;
    this.clock = clock;
    this.events = events;
    this.flow = flow;
  }

  /**
   * Whom to ask today: members with something to report who are at work, or for whom somebody
   * stands in while they are away, and who were not asked already. Nobody on a day on which the
   * project does not work.
   */
  @Transactional(readOnly = true)
  public List<String> toAsk(String projectKey) {
    Project project = projects.get(projectKey);
    WorkPlan plan = plans.current(projectKey);
    LocalDate today = clock.today();
    if (project.phase() != Phase.TRACKING || !plan.calendar().isWorkingDay(today)) {
      return List.of();
    }
    Map<Integer, ScheduledTask> scheduled = scheduled(projectKey, plan);
    return project.team().stream()
        .map(TeamMember::username)
        .filter(member -> users.find(member).filter(User::enabled).isPresent())
        .filter(member -> !absentees.isAway(member) || !deputies(member).isEmpty())
        .filter(member -> findOpen(projectKey, member).isEmpty())
        .filter(member -> !due(plan, scheduled, member).isEmpty())
        .toList();
  }

  /** The member's tasks that are under way or begin soon. */
  @Transactional(readOnly = true)
  public List<PlanTask> tasks(String projectKey, String member) {
    WorkPlan plan = plans.current(projectKey);
    return due(plan, scheduled(projectKey, plan), member);
  }

  private Map<Integer, ScheduledTask> scheduled(String projectKey, WorkPlan plan) {
    return plan.tasks().isEmpty() ? Map.of() : plans.schedule(projectKey).byNumber();
  }

  private List<PlanTask> due(WorkPlan plan, Map<Integer, ScheduledTask> scheduled, String member) {
    LocalDate soon = clock.today().plusDays(SOON_DAYS);
    return OpenWork.undone(plan).stream()
        .filter(task -> member.equals(task.owner()))
        .filter(
            task ->
                task.percentComplete() > 0
                    || task.actualStart() != null
                    || scheduled.get(task.number()) != null
                        && !scheduled.get(task.number()).start().toLocalDate().isAfter(soon))
        .toList();
  }

  /**
   * Opens the question to a member.
   *
   * @throws ConflictException when one is open already
   */
  public CheckIn open(String projectKey, String member) {
    if (findOpen(projectKey, member).isPresent()) {
      throw ConflictException.because("tracking.checkInOpen", users.nameOf(member), projectKey);
    }
    List<String> deputies = absentees.isAway(member) ? deputies(member) : List.of();
    WorkingCalendar working = plans.current(projectKey).calendar();
    // nobody waits until the member is back where somebody else can answer
    WorkingCalendar calendar =
        deputies.isEmpty() ? absences.of(member).sharedWith(working) : working;
    LocalDateTime until =
        calendar.addWorking(clock.now(), ANSWER_DAYS * calendar.averageMinutesPerDay());
    jdbc.sql(
            "insert into check_in (project_key, member, open_mark, asked_at, answer_until, tasks_reported)"
                + " values (?, ?, 0, ?, ?, 0)")
        .params(projectKey, member, clock.now(), until)
        .update();
    CheckIn asked = findOpen(projectKey, member).orElseThrow();
    if (!deputies.isEmpty()) {
      events.publishEvent(
          new Notice(
              "checkIn-" + asked.id() + "-deputy",
              projectKey,
              deputies,
              "checkIn.deputy",
              Map.of(
                  "projectKey", projectKey,
                  "projectName", projects.get(projectKey).name(),
                  "member", users.nameOf(member)),
              "/work"));
    }
    return asked;
  }

  /** Who answers for the member today, in the scope of this question. */
  private List<String> deputies(String member) {
    return absentees.deputies(
        member, flow.stream().map(CheckInFlow::process).findFirst().orElse(null));
  }

  /**
   * Takes what the member says: every row, or none where one cannot be. A row without anything new
   * leaves its task as it is; a problem becomes an issue. Ends the question.
   *
   * @throws RefusedException naming the field and the task, such as {@code percent-3}
   */
  public void answer(String projectKey, long id, List<CheckInRow> rows, String by) {
    CheckIn asked = get(projectKey, id);
    if (!mayAnswer(asked, by)) {
      throw RefusedException.forbidden("tracking.checkInNotYours", users.nameOf(asked.member()));
    }
    if (!asked.isOpen()) {
      throw ConflictException.because("tracking.checkInOver");
    }
    projects.get(projectKey).mustRun();
    if (rows.size() > MOST_ROWS) {
      throw RefusedException.because("tracking.checkInMany", MOST_ROWS);
    }
    int reported = 0;
    for (CheckInRow row : rows) {
      try {
        reported += take(asked, row, by) ? 1 : 0;
      } catch (RefusedException refused) {
        String field = refused.field() == null ? "task" : refused.field();
        throw refused.at(field + "-" + row.task());
      }
    }
    answered(asked, reported, by);
    flow.ifAvailable(running -> running.answered(projectKey, asked.member()));
    // a question whose process is gone would otherwise never be asked again
    close(projectKey, asked.member(), by);
  }

  private boolean take(CheckIn asked, CheckInRow row, String by) {
    String problem = Texts.optional("problem", "the problem", row.problem(), LONGEST_PROBLEM);
    if (row.progress() != null) {
      progress.report(asked.projectKey(), row.progress(), by, asked.member());
    }
    if (problem != null) {
      issues.fileFromCheckIn(asked.projectKey(), row.task(), problem, asked.member());
    }
    return row.progress() != null || problem != null;
  }

  private void answered(CheckIn asked, int reported, String by) {
    jdbc.sql(
            "update check_in set answered_at = ?, answered_by = ?, tasks_reported = ? where id = ?")
        .params(clock.now(), by, reported, asked.id())
        .update();
    history.note(
        asked.projectKey(),
        by,
        Sentences.say("tracking.history.checkIn", reported, users.nameOf(asked.member())));
  }

  /** The member, or who stands in for them in this process today. */
  @Transactional(readOnly = true)
  public boolean mayAnswer(CheckIn asked, String by) {
    String process = flow.stream().map(CheckInFlow::process).findFirst().orElse(null);
    return asked.member().equals(by)
        || users.actsFor(by, clock.today(), process).contains(asked.member());
  }

  /**
   * Closes the open question; where the table was not sent in, the one who completed the task says
   * that nothing is new.
   */
  public void close(String projectKey, String member, String by) {
    findOpen(projectKey, member)
        .ifPresent(
            open -> {
              if (open.isOpen()) {
                answered(open, 0, by);
              }
              jdbc.sql("update check_in set open_mark = id, closed_at = ? where id = ?")
                  .params(clock.now(), open.id())
                  .update();
            });
  }

  /** Closes all that are open, when the work is done or the project is stopped. */
  public void closeAll(String projectKey) {
    jdbc.sql(
            "update check_in set open_mark = id, closed_at = ? where project_key = ? and open_mark = 0")
        .params(clock.now(), projectKey)
        .update();
  }

  @EventListener
  public void on(ProjectStopped stopped) {
    closeAll(stopped.projectKey());
  }

  /** As much time to answer is left after a pause as was left before it. */
  @EventListener
  public void on(ProjectResumed resumed) {
    WorkingCalendar calendar = plans.current(resumed.projectKey()).calendar();
    for (CheckIn open : open(resumed.projectKey())) {
      jdbc.sql("update check_in set answer_until = ? where id = ?")
          .params(resumed.pause().postponed(open.answerUntil(), calendar), open.id())
          .update();
    }
  }

  /** Marks an unanswered question as stale and mails the member, once. */
  public void chase(String projectKey, String member) {
    CheckIn open = findOpen(projectKey, member).filter(CheckIn::isOpen).orElse(null);
    if (open == null || open.isStale()) {
      return;
    }
    jdbc.sql("update check_in set stale_since = ? where id = ?")
        .params(clock.now(), open.id())
        .update();
    events.publishEvent(
        new Notice(
            "checkIn-" + open.id(),
            projectKey,
            absentees.isAway(member)
                ? Stream.concat(Stream.of(member), deputies(member).stream()).toList()
                : List.of(member),
            "checkIn.stale",
            Map.of(
                "projectKey", projectKey,
                "projectName", projects.get(projectKey).name(),
                "member", users.nameOf(member),
                "asked", Sentences.day(open.askedAt().toLocalDate())),
            "/work"));
    history.note(
        projectKey, null, Sentences.say("tracking.history.checkInStale", users.nameOf(member)));
  }

  @Transactional(readOnly = true)
  public CheckIn get(String projectKey, long id) {
    return jdbc.sql("select " + COLUMNS + " from check_in where project_key = ? and id = ?")
        .params(projectKey, id)
        .query(CheckIn.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("tracking.checkInUnknown", projectKey));
  }

  @Transactional(readOnly = true)
  public Optional<CheckIn> findOpen(String projectKey, String member) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from check_in where project_key = ? and member = ? and open_mark = 0")
        .params(projectKey, member)
        .query(CheckIn.class)
        .optional();
  }

  /** Those that wait for an answer, the oldest first. */
  @Transactional(readOnly = true)
  public List<CheckIn> open(String projectKey) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from check_in where project_key = ? and open_mark = 0 order by asked_at, id")
        .param(projectKey)
        .query(CheckIn.class)
        .list();
  }

  /** All, the newest first. */
  @Transactional(readOnly = true)
  public List<CheckIn> all(String projectKey) {
    return jdbc.sql("select " + COLUMNS + " from check_in where project_key = ? order by id desc")
        .param(projectKey)
        .query(CheckIn.class)
        .list();
  }
}
