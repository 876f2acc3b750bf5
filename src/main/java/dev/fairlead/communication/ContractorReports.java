package dev.fairlead.communication;

import dev.fairlead.communication.ContractorReport.Line;
import dev.fairlead.communication.ContractorReport.Rating;
import dev.fairlead.communication.ContractorReport.Status;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.ContractorStatements;
import dev.fairlead.project.CoordinatorReplaced;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectStopped;
import dev.fairlead.project.Projects;
import dev.fairlead.project.WorkingTime;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Pages;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.OpenPoint;
import dev.fairlead.tracking.OpenPoints;
import dev.fairlead.tracking.Progress;
import dev.fairlead.tracking.ProgressReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Status reports of contractors: the coordinator asks an external party for one, the party gives it
 * by a link without a login, and the coordinator accepts it, with the progress that it tells of, or
 * returns it. What was accepted stands in the next interim report.
 */
@Service
@Transactional
public class ContractorReports implements ContractorStatements, OpenPoints {
  static final int LONGEST = 2000;
  static final int LONGEST_REMARK = 500;
  private static final int LONGEST_PERIOD_DAYS = 366;
  private static final int FARTHEST_DUE_DAYS = 366;
  private static final int MOST_TASKS = 100;

  /** So often the contractor is reminded; from then on the coordinator is. */
  private static final int REMINDERS = 2;

  private static final int DAYS_BETWEEN_REMINDERS = 2;
  private static final int DAYS_BETWEEN_CALLS = 5;

  private static final String SELECT =
      "select r.*, p.name as party_name, p.organisation from contractor_report r"
          + " join outside_party p on p.id = r.party_id ";

  /** Where a report goes on after its review. */
  public enum Next {
    DONE,
    RETURNED;

    /** As the diagram knows it. */
    public String word() {
      return this == DONE ? "done" : "return";
    }
  }

  /**
   * @param until when the contractor is chased; null unless returned
   */
  public record Reviewed(Next next, LocalDateTime until) {}

  private final JdbcClient jdbc;
  private final Rights rights;
  private final Projects projects;
  private final OutsideParties parties;
  private final ContractorTokens tokens;
  private final Plans plans;
  private final Progress progress;
  private final WorkingTime workingTime;
  private final ObjectProvider<CommunicationFlow> flow;
  private final Users users;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  ContractorReports(
      JdbcClient jdbc,
      Rights rights,
      Projects projects,
      OutsideParties parties,
      ContractorTokens tokens,
      Plans plans,
      Progress progress,
      WorkingTime workingTime,
      ObjectProvider<CommunicationFlow> flow,
      Users users,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.projects = projects;
    this.parties = parties;
    this.tokens = tokens;
    this.plans = plans;
    this.progress = progress;
    this.workingTime = workingTime;
    this.flow = flow;
    this.users = users;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  // ---- asking

  /** The tasks that a contractor may be asked about: those with work that is not done. */
  @Transactional(readOnly = true)
  public List<PlanTask> askable(String projectKey) {
    WorkPlan plan = plans.current(projectKey);
    return plan.tasks().stream()
        .filter(task -> !plan.isSummary(task.number()) && !task.isDone())
        .toList();
  }

  /**
   * Asks an external party for a status report and mails them the link to it.
   *
   * @return the report's id
   */
  public long ask(String projectKey, NewContractorReport wanted, String by) {
    rights.mustCoordinate(projectKey, by);
    // nobody pauses, closes or cancels it before the report is there to be stopped with it
    Project project = projects.running(projectKey);
    if (project.phase() != Phase.TRACKING) {
      throw ConflictException.because("communication.contractor.onlyTracking", projectKey);
    }
    Checks checks = new Checks();
    OutsideParty party = wanted.party() == null ? null : party(projectKey, wanted.party());
    if (party == null) {
      checks.refuse("party", "communication.choose");
    }
    days(wanted, checks);
    String words = checks.value(() -> text("words", wanted.words(), LONGEST).orElse(null));
    List<Line> lines = checks.value(() -> lines(projectKey, wanted.tasks()));
    checks.done();
    // one at a time per party, so that nobody is asked twice for the same
    jdbc.sql("select id from outside_party where id = ? for update")
        .param(party.id())
        .query(Long.class)
        .single();
    if (party(projectKey, party.id()) == null) {
      throw RefusedException.ofField("party", "communication.choose");
    }
    if (open(projectKey).stream().anyMatch(one -> one.partyId() == party.id())) {
      throw RefusedException.ofField(
          "party", "communication.contractor.askedAlready", party.called());
    }
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into contractor_report (project_key, party_id, period_start, period_end, due_on, words, status,"
                + " asked_by, asked_at, chased) values (?, ?, ?, ?, ?, ?, 'ASKED', ?, ?, 0)")
        .param(1, projectKey)
        .param(2, party.id())
        .param(3, wanted.periodStart())
        .param(4, wanted.periodEnd())
        .param(5, wanted.dueOn())
        .param(6, words, Types.VARCHAR)
        .param(7, by)
        .param(8, clock.now())
        .update(keys, "id");
    long id = keys.getKey().longValue();
    for (Line line : lines) {
      jdbc.sql("insert into contractor_report_task (report_id, task, name) values (?, ?, ?)")
          .params(id, line.task(), line.name())
          .update();
    }
    ContractorReport report = get(projectKey, id);
    history.note(
        projectKey,
        by,
        Sentences.say("communication.contractor.history.asked", party.called(), wanted.dueOn()));
    tell(report, "asked", "asked", words);
    LocalDateTime due = workingTime.of(projectKey).endOf(wanted.dueOn());
    // whoever asks in the evening of the last day does not mean at once
    LocalDateTime until = due.isAfter(clock.now()) ? due : workingDays(projectKey, 1);
    flow.getObject().collect(report, project.coordinator(), until);
    return id;
  }

  private OutsideParty party(String projectKey, long id) {
    return parties
        .find(id)
        .filter(one -> one.projectKey().equals(projectKey) && one.removedAt() == null)
        .orElse(null);
  }

  private void days(NewContractorReport wanted, Checks checks) {
    LocalDate today = clock.today();
    if (wanted.periodStart() == null) {
      checks.refuse("periodStart", "communication.missing");
    }
    if (wanted.periodEnd() == null) {
      checks.refuse("periodEnd", "communication.missing");
    } else if (wanted.periodStart() != null) {
      if (wanted.periodEnd().isBefore(wanted.periodStart())) {
        checks.refuse("periodEnd", "communication.contractor.periodTurned");
      } else if (wanted.periodStart().plusDays(LONGEST_PERIOD_DAYS).isBefore(wanted.periodEnd())) {
        checks.refuse("periodEnd", "communication.contractor.periodLong");
      }
    }
    if (wanted.dueOn() == null) {
      checks.refuse("dueOn", "communication.missing");
    } else if (wanted.dueOn().isBefore(today)) {
      checks.refuse("dueOn", "communication.contractor.duePast");
    } else if (wanted.dueOn().isAfter(today.plusDays(FARTHEST_DUE_DAYS))) {
      checks.refuse("dueOn", "communication.contractor.dueFar");
    }
  }

  private List<Line> lines(String projectKey, List<Integer> numbers) {
    Map<Integer, PlanTask> known =
        askable(projectKey).stream().collect(Collectors.toMap(PlanTask::number, task -> task));
    List<Line> lines = new ArrayList<>();
    for (int number : new TreeSet<>(numbers)) {
      PlanTask task = known.get(number);
      if (task == null) {
        throw RefusedException.ofField("task", "communication.contractor.taskGone", number);
      }
      lines.add(new Line(number, task.name(), null, null, null));
    }
    if (lines.size() > MOST_TASKS) {
      throw RefusedException.ofField("task", "communication.contractor.manyTasks", MOST_TASKS);
    }
    return lines;
  }

  private static Optional<String> text(String field, String typed, int longest) {
    if (typed == null || typed.isBlank()) {
      return Optional.empty();
    }
    if (typed.strip().length() > longest) {
      throw RefusedException.ofField(field, "communication.tooLong", longest);
    }
    return Optional.of(typed.strip());
  }

  /**
   * A fresh address of the report's page for its coordinator, to be handed over by hand. It is
   * shown once and kept nowhere; addresses that were mailed before go on working.
   */
  public String address(String projectKey, long id, String by) {
    rights.mustCoordinate(projectKey, by);
    ContractorReport report = get(projectKey, id);
    if (!report.status().isOpen()) {
      throw ConflictException.because("communication.contractor.over", report.partyName());
    }
    return "/shared/status/" + tokens.mint(id);
  }

  /** The report is not needed any more; its link opens nothing. */
  public void withdraw(String projectKey, long id, String by) {
    rights.mustCoordinate(projectKey, by);
    projects.running(projectKey);
    ContractorReport report = get(projectKey, id);
    if (!close(report, by)) {
      throw ConflictException.because("communication.contractor.over", report.partyName());
    }
    flow.getObject().contractorReportWithdrawn(report);
  }

  /**
   * @return whether it was open; what was accepted meanwhile stays accepted
   */
  private boolean close(ContractorReport report, String by) {
    int closed =
        jdbc.sql(
                "update contractor_report set status = 'WITHDRAWN', decided_by = ?, decided_at = ?"
                    + " where id = ? and status in ('ASKED', 'GIVEN')")
            .param(1, by, Types.VARCHAR)
            .param(2, clock.now())
            .param(3, report.id())
            .update();
    if (closed == 0) {
      return false;
    }
    history.note(
        report.projectKey(),
        by,
        Sentences.say("communication.contractor.history.withdrawn", report.partyName()));
    tell(report, "withdrawn", "withdrawn", null);
    return true;
  }

  @EventListener
  void on(OutsidePartyRemoved removed) {
    stop(removed.projectKey(), report -> report.partyId() == removed.partyId(), removed.by());
  }

  @EventListener
  void on(ProjectStopped stopped) {
    stop(stopped.projectKey(), report -> true, null);
  }

  /** Also where the project is paused, in which no message is taken. */
  private void stop(String projectKey, Predicate<ContractorReport> which, String by) {
    for (ContractorReport report : open(projectKey)) {
      if (which.test(report) && close(report, by)) {
        flow.getObject().stopCollecting(report);
      }
    }
  }

  /** The open reports of a project whose coordinator changed: the next one reviews them. */
  @Transactional(readOnly = true)
  public List<Long> handOver(CoordinatorReplaced replaced) {
    return open(replaced.projectKey()).stream().map(ContractorReport::id).toList();
  }

  // ---- giving

  /** The report that this token opens, open or not; empty for a token that never was. */
  @Transactional(readOnly = true)
  public Optional<ContractorReport> find(String token) {
    return tokens.find(token).flatMap(this::byId);
  }

  /**
   * Takes what the contractor says, and puts it before the coordinator. Given twice, as by a double
   * click, the first one counts.
   *
   * @param report an open one that was found by its token, which is their right to give it
   * @param checks what could not be read, to be told together with what the rules refuse
   */
  public void give(ContractorReport report, ContractorStatus said, Checks checks) {
    if (projects.locked(report.projectKey()).isPaused()) {
      throw RefusedException.because("communication.statusPage.notNow");
    }
    lock(report.id());
    ContractorReport now = get(report.projectKey(), report.id());
    if (now.status() != Status.ASKED) {
      return;
    }
    if (said.rating() == null) {
      checks.refuse("rating", "communication.statusPage.ratingMissing");
    }
    String done = checks.value(() -> statement("workDone", said.workDone()));
    if (done == null) {
      checks.refuse("workDone", "communication.statusPage.doneMissing");
    }
    String next = checks.value(() -> statement("workNext", said.workNext()));
    String problems = checks.value(() -> statement("problems", said.problems()));
    if (problems == null && said.rating() != null && said.rating() != Rating.GREEN) {
      checks.refuse("problems", "communication.statusPage.problemsMissing");
    }
    Map<Integer, Line> lines = new HashMap<>();
    for (Line asked : now.tasks()) {
      ContractorStatus.TaskStatus task = said.tasks().get(asked.task());
      if (task != null) {
        lines.put(asked.task(), line(asked, task, checks));
      }
    }
    checks.done();
    jdbc.sql(
            "update contractor_report set status = 'GIVEN', given_at = ?, rating = ?, work_done = ?, work_next = ?,"
                + " problems = ? where id = ?")
        .param(1, clock.now())
        .param(2, said.rating().name())
        .param(3, done)
        .param(4, next, Types.VARCHAR)
        .param(5, problems, Types.VARCHAR)
        .param(6, now.id())
        .update();
    for (Line line : lines.values()) {
      jdbc.sql(
              "update contractor_report_task set percent = ?, forecast_finish = ?, remark = ?"
                  + " where report_id = ? and task = ?")
          .param(1, line.percent(), Types.INTEGER)
          .param(2, line.forecastFinish(), Types.DATE)
          .param(3, line.remark(), Types.VARCHAR)
          .param(4, now.id())
          .param(5, line.task())
          .update();
    }
    history.note(
        now.projectKey(),
        null,
        Sentences.say("communication.contractor.history.given", now.partyName()));
    // what nobody would be asked to review is not taken
    if (!flow.getObject().contractorReported(now)) {
      throw RefusedException.because("communication.statusPage.notNow");
    }
  }

  private static String statement(String field, String typed) {
    String text = typed == null || typed.isBlank() ? null : typed.strip();
    if (text != null && text.length() > LONGEST) {
      throw RefusedException.ofField(field, "communication.statusPage.long");
    }
    return text;
  }

  private Line line(Line asked, ContractorStatus.TaskStatus said, Checks checks) {
    Integer percent = said.percent();
    if (percent != null && (percent < 0 || percent > 100)) {
      checks.refuse("percent" + asked.task(), "communication.statusPage.percent.wrong");
    }
    LocalDate finish = said.forecastFinish();
    if (finish != null && percent != null && percent == 100) {
      checks.refuse("finish" + asked.task(), "communication.statusPage.doneHasNoForecast");
    } else if (finish != null && finish.isBefore(clock.today())) {
      checks.refuse("finish" + asked.task(), "communication.statusPage.finishPast");
    } else if (finish != null && finish.isAfter(clock.today().plusYears(30))) {
      checks.refuse("finish" + asked.task(), "communication.statusPage.finishFar");
    } else if (finish != null && percent == null) {
      checks.refuse("percent" + asked.task(), "communication.statusPage.percentMissing");
    }
    String remark = said.remark() == null || said.remark().isBlank() ? null : said.remark().strip();
    if (remark != null && remark.length() > LONGEST_REMARK) {
      checks.refuse("remark" + asked.task(), "communication.statusPage.remarkLong");
    }
    return new Line(asked.task(), asked.name(), percent, finish, remark);
  }

  /**
   * Nothing was given in time: the contractor is reminded twice, then the coordinator is told, and
   * told again.
   *
   * @return when to look again
   */
  public LocalDateTime chase(long id) {
    ContractorReport report = require(id);
    int times = report.chased() + 1;
    jdbc.sql("update contractor_report set chased = ? where id = ?").params(times, id).update();
    if (times <= REMINDERS) {
      tell(report, "reminder/" + clock.now(), "reminder", null);
      return workingDays(report.projectKey(), DAYS_BETWEEN_REMINDERS);
    }
    Project project = projects.get(report.projectKey());
    events.publishEvent(
        new Notice(
            key(report, "missing/" + clock.now()),
            project.key(),
            List.of(project.coordinator()),
            "contractorReportMissing",
            Map.of(
                "projectKey", project.key(),
                "projectName", project.name(),
                "party", report.partyName(),
                "due", Sentences.day(report.dueOn())),
            page(report)));
    return workingDays(report.projectKey(), DAYS_BETWEEN_CALLS);
  }

  // ---- reviewing

  /**
   * Keeps what the coordinator decides.
   *
   * @param accept null where nothing was chosen
   * @param takeProgress whether the progress of the tasks is reported as the contractor says it;
   *     null where nothing was chosen
   * @param onBehalfOf for whom a substitute decides, or null
   */
  public Reviewed review(
      long id, Boolean accept, String remark, Boolean takeProgress, String by, String onBehalfOf) {
    if (accept == null) {
      throw RefusedException.ofField("contractorOutcome", "communication.choose");
    }
    lock(id);
    ContractorReport report = require(id);
    if (report.status() != Status.GIVEN) {
      throw ConflictException.because("communication.contractor.over", report.partyName());
    }
    String reason = text("contractorRemark", remark, LONGEST).orElse(null);
    if (accept) {
      accept(report, reason, takeProgress, by, onBehalfOf);
      return new Reviewed(Next.DONE, null);
    }
    if (reason == null) {
      throw RefusedException.ofField("contractorRemark", "communication.contractor.returnReason");
    }
    // whoever is to look at it again is not late from the beginning
    LocalDateTime until = workingDays(report.projectKey(), DAYS_BETWEEN_REMINDERS);
    LocalDate due =
        until.toLocalDate().isAfter(report.dueOn()) ? until.toLocalDate() : report.dueOn();
    jdbc.sql(
            "update contractor_report set status = 'ASKED', given_at = null, chased = 0, return_reason = ?,"
                + " due_on = ?, decided_by = ?, decided_at = ? where id = ?")
        .params(reason, due, by, clock.now(), id)
        .update();
    history.note(
        report.projectKey(),
        by,
        Sentences.say("communication.contractor.history.returned", report.partyName(), reason));
    tell(require(id), "returned/" + clock.now(), "returned", reason);
    LocalDateTime dueAt = workingTime.of(report.projectKey()).endOf(due);
    return new Reviewed(Next.RETURNED, dueAt.isAfter(until) ? dueAt : until);
  }

  private void accept(
      ContractorReport report, String remark, Boolean takeProgress, String by, String onBehalfOf) {
    boolean saysProgress = report.tasks().stream().anyMatch(line -> line.percent() != null);
    if (takeProgress == null && saysProgress) {
      throw RefusedException.ofField("takeProgress", "communication.choose");
    }
    boolean takes = Boolean.TRUE.equals(takeProgress) && saysProgress;
    if (takes && projects.get(report.projectKey()).phase() != Phase.TRACKING) {
      throw RefusedException.ofField(
          "takeProgress", "communication.contractor.noProgressNow", report.projectKey());
    }
    jdbc.sql(
            "update contractor_report set status = 'ACCEPTED', decided_by = ?, decided_at = ? where id = ?")
        .params(by, clock.now(), report.id())
        .update();
    history.note(
        report.projectKey(),
        by,
        Sentences.say("communication.contractor.history.accepted", report.partyName()));
    if (takes) {
      takeProgress(report, by, onBehalfOf);
    }
    tell(report, "accepted", "accepted", remark);
  }

  private void takeProgress(ContractorReport report, String by, String onBehalfOf) {
    Map<Integer, ProgressReport> latest = progress.latest(report.projectKey());
    List<String> leftOut = new ArrayList<>();
    for (Line line : report.tasks()) {
      if (line.percent() != null && !take(report, line, latest.get(line.task()), by, onBehalfOf)) {
        leftOut.add(line.name());
      }
    }
    if (!leftOut.isEmpty()) {
      history.note(
          report.projectKey(),
          by,
          Sentences.say(
              "communication.contractor.history.leftOut",
              report.partyName(),
              String.join(", ", leftOut)));
    }
  }

  /**
   * What the plan has lost meanwhile or made a summary of, what is done, and what somebody has
   * reported on since, is left as it is.
   */
  private boolean take(
      ContractorReport report, Line line, ProgressReport latest, String by, String onBehalfOf) {
    WorkPlan plan = plans.current(report.projectKey());
    PlanTask task = plan.task(line.task());
    if (task == null
        || plan.isSummary(task.number())
        || task.isDone()
        || latest != null && latest.reportedAt().isAfter(report.givenAt())) {
      return false;
    }
    LocalDate finish =
        line.forecastFinish() != null && !line.forecastFinish().isBefore(clock.today())
            ? line.forecastFinish()
            : null;
    if (line.percent() == task.percentComplete() && finish == null) {
      return true;
    }
    String note =
        Sentences.say("communication.contractor.note", report.partyName())
            + (line.remark() == null ? "" : " " + line.remark());
    progress.report(
        report.projectKey(),
        new NewProgress(line.task(), line.percent(), null, null, null, finish, note),
        by,
        onBehalfOf);
    return true;
  }

  // ---- reading

  /**
   * A page of the project's, the newest first.
   *
   * @param number of the page, from 1
   */
  @Transactional(readOnly = true)
  public Page<ContractorReport> page(String projectKey, int number) {
    return Pages.read(
        number,
        part ->
            jdbc.sql(
                    SELECT
                        + "where r.project_key = :key order by r.id desc limit :most offset :skipped")
                .param("key", projectKey)
                .param("most", part.getPageSize())
                .param("skipped", part.getOffset())
                .query((row, i) -> report(row, List.of()))
                .list(),
        () ->
            jdbc.sql("select count(*) from contractor_report where project_key = ?")
                .param(projectKey)
                .query(Long.class)
                .single());
  }

  /** Those that somebody still has to do something about, the oldest first. */
  @Transactional(readOnly = true)
  public List<ContractorReport> open(String projectKey) {
    return jdbc.sql(
            SELECT + "where r.project_key = ? and r.status in ('ASKED', 'GIVEN') order by r.id")
        .param(projectKey)
        .query((row, i) -> report(row, List.of()))
        .list();
  }

  @Transactional(readOnly = true)
  public ContractorReport get(String projectKey, long id) {
    return byId(id)
        .filter(report -> report.projectKey().equals(projectKey))
        .orElseThrow(
            () -> NotFoundException.because("communication.contractor.unknown", projectKey));
  }

  @Transactional(readOnly = true)
  public Optional<ContractorReport> byId(long id) {
    return jdbc.sql(SELECT + "where r.id = ?")
        .param(id)
        .query((row, i) -> report(row, tasks(id)))
        .optional();
  }

  private ContractorReport require(long id) {
    return byId(id)
        .orElseThrow(() -> NotFoundException.because("communication.contractor.unknown", id));
  }

  private List<Line> tasks(long id) {
    return jdbc.sql(
            "select task, name, percent, forecast_finish, remark from contractor_report_task"
                + " where report_id = ? order by task")
        .param(id)
        .query(Line.class)
        .list();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Entry> acceptedAfter(String projectKey, LocalDateTime moment) {
    return jdbc
        .sql(
            SELECT
                + "where r.project_key = :key and r.status = 'ACCEPTED' and r.decided_at >= :moment"
                + " order by r.id")
        .param("key", projectKey)
        .param("moment", moment == null ? LocalDateTime.of(1970, 1, 1, 0, 0) : moment)
        .query((row, i) -> report(row, List.of()))
        .list()
        .stream()
        .map(
            one ->
                new Entry(
                    one.partyId(),
                    one.partyName(),
                    one.periodStart(),
                    one.periodEnd(),
                    one.rating().name(),
                    one.workDone(),
                    one.workNext(),
                    one.problems()))
        .toList();
  }

  /** All of a project's, with what was said of the tasks, the oldest first. */
  @Transactional(readOnly = true)
  public List<ContractorReport> all(String projectKey) {
    return jdbc.sql(SELECT + "where r.project_key = ? order by r.id")
        .param(projectKey)
        .query((row, i) -> report(row, tasks(row.getLong("id"))))
        .list();
  }

  @Override
  @Transactional(readOnly = true)
  public List<OpenPoint> of(String projectKey) {
    return open(projectKey).stream()
        .map(
            report ->
                new OpenPoint(
                    "contractorReport",
                    Sentences.say(
                        "communication.contractor.openPoint." + report.status(),
                        report.partyName(),
                        report.dueOn()),
                    page(report)))
        .toList();
  }

  // ---- telling

  private void tell(ContractorReport report, String what, String template, String words) {
    Map<String, String> values = new HashMap<>();
    Project project = projects.get(report.projectKey());
    values.put("projectName", project.name());
    values.put("coordinator", users.nameOf(project.coordinator()));
    values.put("from", Sentences.day(report.periodStart()));
    values.put("to", Sentences.day(report.periodEnd()));
    values.put("due", Sentences.day(report.dueOn()));
    values.put("words", words == null ? "" : words);
    boolean leads = !template.equals("withdrawn") && !template.equals("accepted");
    // somebody who was removed is told that nothing is needed any more, and nothing else
    parties
        .find(report.partyId())
        .filter(party -> party.removedAt() == null || template.equals("withdrawn"))
        .ifPresent(
            party ->
                events.publishEvent(
                    new OutsideNotice(
                        key(report, what),
                        report.projectKey(),
                        party,
                        "outside.status." + template,
                        values,
                        leads ? SharedAddresses.ofReport(report.id()) : null)));
  }

  private static String key(ContractorReport report, String what) {
    return "contractorReport/" + report.id() + "/" + what;
  }

  private static String page(ContractorReport report) {
    return "/projects/" + report.projectKey() + "/communication/contractors/" + report.id();
  }

  private void lock(long id) {
    jdbc.sql("select id from contractor_report where id = ? for update")
        .param(id)
        .query(Long.class)
        .optional();
  }

  private LocalDateTime workingDays(String projectKey, int days) {
    WorkingCalendar calendar = workingTime.of(projectKey);
    return calendar.addWorking(clock.now(), days * calendar.minutesPerDay());
  }

  private static ContractorReport report(ResultSet row, List<Line> tasks) throws SQLException {
    String organisation = row.getString("organisation");
    String rating = row.getString("rating");
    return new ContractorReport(
        row.getLong("id"),
        row.getString("project_key"),
        row.getLong("party_id"),
        row.getString("party_name") + (organisation.isBlank() ? "" : " (" + organisation + ")"),
        row.getObject("period_start", LocalDate.class),
        row.getObject("period_end", LocalDate.class),
        row.getObject("due_on", LocalDate.class),
        row.getString("words"),
        Status.valueOf(row.getString("status")),
        row.getString("asked_by"),
        row.getObject("asked_at", LocalDateTime.class),
        row.getInt("chased"),
        row.getObject("given_at", LocalDateTime.class),
        rating == null ? null : Rating.valueOf(rating),
        row.getString("work_done"),
        row.getString("work_next"),
        row.getString("problems"),
        row.getString("return_reason"),
        row.getString("decided_by"),
        row.getObject("decided_at", LocalDateTime.class),
        tasks);
  }
}
