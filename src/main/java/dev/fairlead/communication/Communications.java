package dev.fairlead.communication;

import dev.fairlead.people.Deciders;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.CoordinatorReplaced;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Outcome;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectClosed;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.ProjectResumed;
import dev.fairlead.project.ProjectStopped;
import dev.fairlead.project.Projects;
import dev.fairlead.project.ScheduledReaders;
import dev.fairlead.project.WorkingTime;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries out the rows of the communication plan: each time of a row is drafted, approved where the
 * row says so, sent once, and confirmed by its readers.
 */
@Service
@Transactional
public class Communications implements ScheduledReaders {
  private static final int DAYS_TO_DRAFT = 2;
  private static final int DAYS_TO_CONFIRM = 3;
  private static final int DAYS_AFTER_REMINDER = 2;
  private static final String COLUMNS =
      "id, row_id, project_key, status, due_on, opened_at, responsible, drafted_by, drafted_at, words, skip_reason,"
          + " decided_by, decided_at, decision_comment, report_id, snapshot, finished_at, receipt_until, chased_at,"
          + " missing_told_at";

  /**
   * A time that has begun.
   *
   * @param waitsForReport whether an interim report has to be made for it first
   */
  public record Opened(
      long runId, String responsible, boolean waitsForReport, LocalDateTime draftUntil) {}

  /** What the draft leads to; the approver's group is null unless somebody has to approve. */
  public record Drafted(Step next, String approverGroup) {}

  /** Where a draft goes, as the diagram's gateway reads it. */
  public enum Step {
    SEND,
    APPROVE,
    /** Skipped, or a meeting that was held. */
    DONE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final JdbcClient jdbc;
  private final CommunicationPlan plan;
  private final Readers readers;
  private final SharedLinks links;
  private final OutsideParties parties;
  private final Outbox outbox;
  private final Projects projects;
  private final ProjectDocuments documents;
  private final WorkingTime workingTime;
  private final Deciders deciders;
  private final Rights rights;
  private final ObjectProvider<CommunicationFlow> flow;
  private final Users users;
  private final History history;
  private final FairleadClock clock;
  private final ApplicationEventPublisher events;

  Communications(
      JdbcClient jdbc,
      CommunicationPlan plan,
      Readers readers,
      SharedLinks links,
      OutsideParties parties,
      Outbox outbox,
      Projects projects,
      ProjectDocuments documents,
      WorkingTime workingTime,
      Deciders deciders,
      Rights rights,
      ObjectProvider<CommunicationFlow> flow,
      Users users,
      History history,
      FairleadClock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.plan = plan;
    this.readers = readers;
    this.links = links;
    this.parties = parties;
    this.outbox = outbox;
    this.projects = projects;
    this.documents = documents;
    this.workingTime = workingTime;
    this.deciders = deciders;
    this.rights = rights;
    this.flow = flow;
    this.users = users;
    this.history = history;
    this.clock = clock;
    this.events = events;
  }

  /** Begins a time of the row; its responsible, or the coordinator in their place, is asked. */
  public Opened open(long rowId) {
    CommunicationRow row =
        plan.find(rowId)
            .orElseThrow(() -> NotFoundException.because("communication.unknownRow", rowId));
    plan.lock(row.projectKey(), rowId);
    Project project = projects.get(row.projectKey());
    String responsible =
        users.find(row.responsible()).filter(User::enabled).isPresent()
            ? row.responsible()
            : project.coordinator();
    LocalDate due = row.nextDue() == null ? clock.today() : row.nextDue();
    jdbc.sql(
            "insert into communication_run (row_id, project_key, open_mark, status, due_on, opened_at, responsible)"
                + " values (?, ?, 0, ?, ?, ?, ?)")
        .params(
            rowId,
            row.projectKey(),
            row.asksForReport() ? Run.Status.REPORT.name() : Run.Status.DRAFT.name(),
            due,
            clock.now(),
            responsible)
        .update();
    plan.seen(row);
    long id =
        jdbc.sql("select id from communication_run where row_id = ? and open_mark = 0")
            .param(rowId)
            .query(Long.class)
            .single();
    return new Opened(
        id, responsible, row.asksForReport(), workingDays(row.projectKey(), DAYS_TO_DRAFT));
  }

  /**
   * What the coordinator prepares in the place of somebody who has left is the next one's.
   *
   * @return ids of the runs
   */
  public List<Long> handOver(CoordinatorReplaced replaced) {
    List<Long> runs =
        jdbc.sql(
                "select u.id from communication_run u join communication_row r on r.id = u.row_id"
                    + " where u.project_key = ? and u.open_mark = 0 and u.responsible = ? and"
                    + " r.responsible <> u.responsible order by u.id")
            .params(replaced.projectKey(), replaced.former())
            .query(Long.class)
            .list();
    for (long run : runs) {
      jdbc.sql("update communication_run set responsible = ? where id = ?")
          .params(replaced.next(), run)
          .update();
    }
    return runs;
  }

  /** Whether an interim report has to be asked for; one that is on its way serves as well. */
  @Transactional(readOnly = true)
  public boolean needsReport(long runId) {
    return !documents.isReportOnItsWay(get(runId).projectKey());
  }

  /**
   * Keeps what the responsible decided: what is sent is frozen now, so that the approver sees what
   * readers will get.
   *
   * @param send false to skip this time, for a reason
   */
  public Drafted draft(
      long runId, Boolean send, String typed, String skipReason, String by, String onBehalfOf) {
    Run run = mustBe(get(runId), Run.Status.DRAFT);
    CommunicationRow row = row(run);
    // what was sent back comes with its words; leaving them out leaves them as they are
    String words = typed == null || typed.isBlank() ? run.words() : typed;
    if (send == null) {
      throw RefusedException.ofField("draftDecision", "communication.choose");
    }
    if (!send) {
      if (skipReason == null || skipReason.isBlank()) {
        throw RefusedException.ofField("skipReason", "communication.skipReason");
      }
      if (skipReason.strip().length() > 1000) {
        throw RefusedException.ofField("skipReason", "communication.tooLong", 1000);
      }
      kept(run, by, words);
      jdbc.sql("update communication_run set skip_reason = ? where id = ?")
          .params(skipReason.strip(), runId)
          .update();
      finish(run, row, Run.Status.SKIPPED);
      history.note(
          row.projectKey(),
          by,
          Sentences.say("communication.history.skipped", row.title(), skipReason.strip()));
      return new Drafted(Step.DONE, null);
    }
    if (words != null && words.strip().length() > 2000) {
      throw RefusedException.ofField("words", "communication.tooLong", 2000);
    }
    boolean blank = words == null || words.isBlank();
    if (row.channel() == CommunicationRow.Channel.MEETING) {
      if (blank) {
        throw RefusedException.ofField("words", "communication.minutesMissing");
      }
      kept(run, by, words);
      finish(run, row, Run.Status.HELD);
      history.note(row.projectKey(), by, Sentences.say("communication.history.held", row.title()));
      return new Drafted(Step.DONE, null);
    }
    if (row.content() == ProjectDocuments.Kind.FREE_TEXT && row.freeText() == null && blank) {
      throw RefusedException.ofField("words", "communication.wordsMissing");
    }
    kept(run, by, words);
    if (run.snapshot() == null || !row.content().isReport()) {
      freeze(run.id(), row, reportFor(row), by);
    }
    return towards(run.id(), row, by, onBehalfOf);
  }

  /** The newest published report of the row's kind, which a final report is. */
  private String reportFor(CommunicationRow row) {
    if (!row.content().isReport()) {
      return null;
    }
    return newest(row)
        .orElseThrow(() -> RefusedException.because("communication.noReport", row.projectKey()))
        .id();
  }

  private Optional<ProjectDocuments.Published> newest(CommunicationRow row) {
    return documents.published(row.projectKey()).stream()
        .filter(report -> report.kind() == row.content())
        .findFirst();
  }

  private void kept(Run run, String by, String words) {
    jdbc.sql("update communication_run set drafted_by = ?, drafted_at = ?, words = ? where id = ?")
        .param(1, by)
        .param(2, clock.now())
        .param(3, words == null || words.isBlank() ? null : words.strip(), Types.VARCHAR)
        .param(4, run.id())
        .update();
  }

  private void freeze(long runId, CommunicationRow row, String reportId, String by) {
    String snapshot =
        documents.freeze(row.content(), row.projectKey(), reportId, row.freeText(), by);
    jdbc.sql("update communication_run set snapshot = ?, report_id = ? where id = ?")
        .param(1, snapshot)
        .param(2, reportId, Types.VARCHAR)
        .param(3, runId)
        .update();
  }

  /** To somebody else who approves it, or straight to its readers. */
  private Drafted towards(long runId, CommunicationRow row, String by, String onBehalfOf) {
    String group = null;
    if (row.approverGroup() != null) {
      Set<String> askedBy = new LinkedHashSet<>(List.of(by));
      if (onBehalfOf != null) {
        askedBy.add(onBehalfOf);
      }
      group = deciders.choose(row.approverGroup(), null, askedBy).group();
    }
    status(runId, group == null ? Run.Status.SENDING : Run.Status.APPROVAL);
    return new Drafted(group == null ? Step.SEND : Step.APPROVE, group);
  }

  /**
   * Keeps the decision of the approver.
   *
   * @param approved false to send the draft back; a reason is needed
   * @param onBehalfOf for whom a deputy decided, or null
   */
  public void decide(long runId, Boolean approved, String comment, String by, String onBehalfOf) {
    Run run = mustBe(get(runId), Run.Status.APPROVAL);
    CommunicationRow row = row(run);
    if (approved == null) {
      throw RefusedException.ofField("decision", "communication.choose");
    }
    if (!approved && (comment == null || comment.isBlank())) {
      throw RefusedException.ofField("comment", "communication.reworkReason");
    }
    if (comment != null && comment.strip().length() > 2000) {
      throw RefusedException.ofField("comment", "communication.tooLong", 2000);
    }
    jdbc.sql(
            "update communication_run set decided_by = ?, decided_at = ?, decision_comment = ? where id = ?")
        .param(1, by)
        .param(2, clock.now())
        .param(3, comment == null || comment.isBlank() ? null : comment.strip(), Types.VARCHAR)
        .param(4, runId)
        .update();
    status(runId, approved ? Run.Status.SENDING : Run.Status.DRAFT);
    history.decided(
        Decided.on(
                row.projectKey(),
                Decided.Kind.COMMUNICATION,
                "communication " + runId,
                approved ? "APPROVE" : "REWORK",
                by)
            .named(row.title())
            .ofVersion(
                "document of " + run.draftedAt().toLocalDate(), Fingerprint.of(run.snapshot()))
            .insteadOf(onBehalfOf)
            .saying(comment));
    history.note(
        row.projectKey(),
        by,
        Sentences.say(
            approved ? "communication.history.approved" : "communication.history.sentBack",
            row.title()));
  }

  /**
   * Puts the mails to all readers into the outbox and shares the document with those outside. Safe
   * to run twice: what was sent stays sent.
   *
   * @return until when receipts are waited for, or empty where none are asked for
   */
  public Optional<LocalDateTime> distribute(long runId) {
    Run run = get(runId);
    CommunicationRow row = row(run);
    if (run.status() == Run.Status.SENDING) {
      send(run, row);
      finish(run, row, Run.Status.SENT);
      history.note(
          row.projectKey(), null, Sentences.say("communication.history.sent", row.title()));
    }
    if (!row.receipt() || receipts(runId).stream().allMatch(one -> one.confirmedAt() != null)) {
      return Optional.empty();
    }
    LocalDateTime until = workingDays(row.projectKey(), DAYS_TO_CONFIRM);
    jdbc.sql("update communication_run set receipt_until = ? where id = ?")
        .params(until, runId)
        .update();
    return Optional.of(until);
  }

  private void send(Run run, CommunicationRow row) {
    Project project = projects.get(row.projectKey());
    Map<String, String> values = values(run, row, project);
    String notice = notice(run);
    List<String> inside = readers.inside(row);
    inside.forEach(reader -> receipt(run, reader, users.nameOf(reader)));
    if (!inside.isEmpty()) {
      if (isAttached(row)) {
        outbox.attach(
            notice,
            documents.file(
                row.content(), run.snapshot(), ProjectDocuments.Format.valueOf(row.form().name())));
      }
      events.publishEvent(
          new Notice(notice, project.key(), inside, "communication", values, page(run)));
    }
    LocalDateTime until = clock.now().plusDays(SharedLinks.USUAL_DAYS);
    for (OutsideParty party : readers.outside(row)) {
      receipt(run, Outbox.OUTSIDE + party.id(), party.called());
      long link =
          links.make(
              party,
              run.reportId(),
              run.id(),
              row.title(),
              row.content(),
              run.snapshot(),
              run.words(),
              until,
              null);
      Map<String, String> forOutside = new HashMap<>(values);
      forOutside.put("until", Sentences.day(until.toLocalDate()));
      events.publishEvent(
          new OutsideNotice(
              notice,
              project.key(),
              party,
              "outside.communication",
              forOutside,
              SharedAddresses.ofLink(link)));
    }
  }

  private Map<String, String> values(Run run, CommunicationRow row, Project project) {
    Map<String, String> values = new HashMap<>();
    values.put("projectKey", project.key());
    values.put("projectName", project.name());
    values.put("title", row.title());
    values.put("purpose", row.purpose());
    values.put("words", run.words() == null ? "" : run.words());
    values.put(
        "content",
        row.form() == CommunicationRow.Form.HTML && row.channel() == CommunicationRow.Channel.MAIL
            ? inWords(documents.view(row.content(), run.snapshot()))
            : "");
    values.put(
        "attached",
        isAttached(row) ? Sentences.say("communication.attached", row.form().name()) : "");
    values.put("confirm", row.receipt() ? Sentences.say("communication.pleaseConfirm") : "");
    return values;
  }

  private static boolean isAttached(CommunicationRow row) {
    return row.channel() == CommunicationRow.Channel.MAIL
        && row.form() != CommunicationRow.Form.HTML;
  }

  /** A document as the paragraphs of a mail: a heading, its text, a line per row of a table. */
  static String inWords(ProjectDocuments.View view) {
    StringBuilder text = new StringBuilder();
    for (ProjectDocuments.Section section : view.sections()) {
      text.append(section.heading()).append('\n');
      if (section.text() != null && !section.text().isBlank()) {
        text.append(section.text()).append('\n');
      }
      for (List<String> row : section.rows()) {
        text.append("• ")
            .append(
                row.stream()
                    .filter(cell -> cell != null && !cell.isBlank() && !cell.equals("-"))
                    .collect(Collectors.joining(" · ")))
            .append('\n');
      }
    }
    return text.toString().strip();
  }

  private static String notice(Run run) {
    return "communication/" + run.id();
  }

  private static String page(Run run) {
    return "/projects/" + run.projectKey() + "/communication/sent/" + run.id();
  }

  private void receipt(Run run, String reader, String name) {
    jdbc.sql("insert into communication_receipt (run_id, reader, reader_name) values (?, ?, ?)")
        .params(run.id(), reader, name.length() > 200 ? name.substring(0, 200) : name)
        .update();
  }

  /** Notes that the reader has opened it; whoever is no reader of it leaves no trace. */
  public void opened(long runId, String reader) {
    jdbc.sql(
            "update communication_receipt set opened_at = ? where run_id = ? and reader = ? and opened_at is null")
        .params(clock.now(), runId, reader)
        .update();
  }

  /** The reader confirms that they have read it. Confirming twice changes nothing. */
  public void confirm(long runId, String reader) {
    Run run = get(runId);
    opened(runId, reader);
    int mine =
        jdbc.sql(
                "update communication_receipt set confirmed_at = ? where run_id = ? and reader = ?"
                    + " and confirmed_at is null")
            .params(clock.now(), runId, reader)
            .update();
    if (mine == 0) {
      if (receipts(runId).stream().noneMatch(one -> one.reader().equals(reader))) {
        throw RefusedException.forbidden("communication.notAReader");
      }
      return;
    }
    if (run.status() == Run.Status.SENT
        && missing(runId).isEmpty()
        && !standsStill(run.projectKey())) {
      flow.getObject().allConfirmed(run);
    }
  }

  /**
   * Whether the project is paused, so that its processes hear nothing: they are told when it goes
   * on, which it does not before the end of the transaction.
   */
  private boolean standsStill(String projectKey) {
    if (!projects.get(projectKey).isPaused()) {
      return false;
    }
    return projects.locked(projectKey).isPaused();
  }

  /** What was confirmed by all during the pause is waited for no longer. */
  @EventListener
  public void on(ProjectResumed resumed) {
    jdbc.sql(
            "select "
                + COLUMNS
                + " from communication_run where project_key = ? and status = 'SENT' and exists"
                + " (select 1 from communication_receipt c where c.run_id = communication_run.id"
                + " and c.confirmed_at >= ?) and not exists (select 1 from communication_receipt c"
                + " where c.run_id = communication_run.id and c.confirmed_at is null) order by id")
        .params(resumed.projectKey(), resumed.pause().since())
        .query(Run.class)
        .list()
        .forEach(flow.getObject()::allConfirmed);
  }

  /** Somebody outside has opened a link: that counts as their receipt. */
  public void opened(SharedLink link) {
    links.opened(link);
    if (link.runId() != null) {
      confirm(link.runId(), Outbox.OUTSIDE + link.partyId());
    }
  }

  /**
   * Reminds the readers who have not confirmed, each once.
   *
   * @return until when their receipts are waited for now
   */
  public LocalDateTime remind(long runId) {
    Run run = get(runId);
    CommunicationRow row = row(run);
    Project project = projects.get(row.projectKey());
    String notice = notice(run) + "/reminder";
    Map<String, String> values = values(run, row, project);
    List<Receipt> missing = missing(runId);
    events.publishEvent(
        new Notice(
            notice,
            project.key(),
            missing.stream()
                .map(Receipt::reader)
                .filter(reader -> !reader.startsWith(Outbox.OUTSIDE))
                .toList(),
            "communicationReminder",
            values,
            page(run)));
    for (SharedLink link : links.ofRun(runId)) {
      boolean waits =
          missing.stream().anyMatch(one -> one.reader().equals(Outbox.OUTSIDE + link.partyId()));
      if (waits && link.isOpenAt(clock.now())) {
        Map<String, String> forOutside = new HashMap<>(values);
        forOutside.put("until", Sentences.day(link.expiresAt().toLocalDate()));
        parties
            .find(link.partyId())
            .filter(party -> party.removedAt() == null)
            .ifPresent(
                party ->
                    events.publishEvent(
                        new OutsideNotice(
                            notice,
                            project.key(),
                            party,
                            "outside.reminder",
                            forOutside,
                            SharedAddresses.ofLink(link.id()))));
      }
    }
    missing.forEach(
        one ->
            jdbc.sql(
                    "update communication_receipt set chased_at = ? where run_id = ? and reader = ?")
                .params(clock.now(), runId, one.reader())
                .update());
    jdbc.sql("update communication_run set chased_at = ? where id = ?")
        .params(clock.now(), runId)
        .update();
    return workingDays(row.projectKey(), DAYS_AFTER_REMINDER);
  }

  /** Tells the responsible who has still not confirmed. */
  public void listMissing(long runId) {
    Run run = get(runId);
    CommunicationRow row = row(run);
    List<Receipt> missing = missing(runId);
    jdbc.sql("update communication_run set missing_told_at = ? where id = ?")
        .params(clock.now(), runId)
        .update();
    String names = missing.stream().map(Receipt::readerName).collect(Collectors.joining(", "));
    history.note(
        row.projectKey(),
        null,
        Sentences.say("communication.history.missing", row.title(), missing.size()));
    events.publishEvent(
        new Notice(
            notice(run) + "/missing",
            row.projectKey(),
            List.of(run.responsible()),
            "communicationMissing",
            Map.of("projectKey", row.projectKey(), "title", row.title(), "names", names),
            page(run)));
  }

  @Override
  public boolean takeOver(String projectKey, String reportId, String releasedBy) {
    boolean taken = false;
    for (Run run : waitingForReport(projectKey)) {
      CommunicationRow row = row(run);
      String by = releasedBy == null ? projects.get(projectKey).coordinator() : releasedBy;
      kept(run, by, null);
      freeze(run.id(), row, reportId, by);
      Drafted next = towards(run.id(), row, by, null);
      if (flow.getObject().reportPublished(run, next.next().word(), next.approverGroup(), by)) {
        taken = true;
      } else {
        // its process has not come to wait yet, and will ask for a report of its own
        jdbc.sql(
                "update communication_run set status = 'REPORT', snapshot = null, report_id = null,"
                    + " drafted_by = null, drafted_at = null where id = ?")
            .param(run.id())
            .update();
      }
    }
    return taken;
  }

  @Override
  public void discarded(String projectKey, String reportId) {
    for (Run run : waitingForReport(projectKey)) {
      String reason = Sentences.say("communication.reportDiscarded", reportId);
      jdbc.sql("update communication_run set skip_reason = ? where id = ?")
          .params(reason, run.id())
          .update();
      finish(run, row(run), Run.Status.SKIPPED);
      flow.getObject().reportDiscarded(run);
    }
  }

  private List<Run> waitingForReport(String projectKey) {
    return open(projectKey).stream().filter(run -> run.status() == Run.Status.REPORT).toList();
  }

  /** Ends a row of the plan; what is being prepared for it is not sent any more. */
  public void endRow(String projectKey, long rowId, String by) {
    rights.mustCoordinate(projectKey, by).mustRun();
    plan.lock(projectKey, rowId);
    CommunicationRow row = plan.running(projectKey, rowId);
    plan.end(rowId);
    open(projectKey).stream().filter(run -> run.rowId() == rowId).forEach(this::stop);
    history.note(projectKey, by, Sentences.say("communication.history.rowEnded", row.title()));
  }

  /**
   * A project that is stopped is told about no more. Cancelling has ended what its life called
   * already, so that only what was begun by hand is left to end.
   */
  @EventListener
  public void on(ProjectStopped stopped) {
    String key = stopped.projectKey();
    if (projects.get(key).outcome() == Outcome.CANCELLED) {
      open(key).forEach(run -> close(run, Run.Status.STOPPED));
      flow.getObject().stopBesideTheLife(key);
    }
    endAll(key);
  }

  /** The rows end with the project; its final result is told once more. */
  @EventListener
  public void on(ProjectClosed closed) {
    Project project = projects.get(closed.projectKey());
    List<CommunicationRow> results =
        project.outcome() != Outcome.COMPLETED
            ? List.of()
            : plan.rows(project.key()).stream()
                .filter(row -> row.content() == ProjectDocuments.Kind.FINAL_REPORT)
                .filter(row -> newest(row).isPresent())
                .toList();
    endAll(project.key());
    results.forEach(row -> flow.getObject().begin(row));
  }

  private void endAll(String projectKey) {
    open(projectKey).forEach(this::stop);
    plan.rows(projectKey).forEach(row -> plan.end(row.id()));
  }

  private void stop(Run run) {
    close(run, Run.Status.STOPPED);
    flow.getObject().stop(run);
  }

  private void finish(Run run, CommunicationRow row, Run.Status status) {
    close(run, status);
    if (row.isRunning()) {
      plan.goOn(row, run.dueOn());
    }
  }

  private void close(Run run, Run.Status status) {
    jdbc.sql(
            "update communication_run set status = ?, finished_at = ?, open_mark = id where id = ?")
        .params(status.name(), clock.now(), run.id())
        .update();
  }

  private void status(long runId, Run.Status status) {
    jdbc.sql("update communication_run set status = ? where id = ?")
        .params(status.name(), runId)
        .update();
  }

  private static Run mustBe(Run run, Run.Status status) {
    if (run.status() != status) {
      throw ConflictException.because("communication.runMovedOn");
    }
    return run;
  }

  private LocalDateTime workingDays(String projectKey, int days) {
    WorkingCalendar calendar = workingTime.of(projectKey);
    return calendar.addWorking(clock.now(), days * calendar.minutesPerDay());
  }

  /**
   * The document as it would go out now, or as it was frozen; empty where a report is still to
   * come.
   */
  public Optional<ProjectDocuments.View> look(Run run) {
    CommunicationRow row = row(run);
    if (run.snapshot() != null) {
      return Optional.of(documents.view(row.content(), run.snapshot()));
    }
    if (!run.status().isOpen()) {
      return Optional.empty();
    }
    String report = newest(row).map(ProjectDocuments.Published::id).orElse(null);
    if (row.content().isReport() && report == null) {
      return Optional.empty();
    }
    return Optional.of(
        documents.view(
            row.content(),
            documents.freeze(
                row.content(), row.projectKey(), report, row.freeText(), run.responsible())));
  }

  /** The file that was sent, as it was frozen. */
  @Transactional
  public ProjectDocuments.File file(Run run, ProjectDocuments.Format format) {
    if (run.snapshot() == null) {
      throw NotFoundException.because("communication.nothingSent");
    }
    return documents.file(row(run).content(), run.snapshot(), format);
  }

  @Transactional(readOnly = true)
  public Run get(long runId) {
    return jdbc.sql("select " + COLUMNS + " from communication_run where id = ?")
        .param(runId)
        .query(Run.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("communication.unknownRun"));
  }

  @Transactional(readOnly = true)
  public Run get(String projectKey, long runId) {
    Run run = get(runId);
    if (!Objects.equals(run.projectKey(), projectKey)) {
      throw NotFoundException.because("communication.unknownRun");
    }
    return run;
  }

  /** The times of all rows of the project, the newest first. */
  @Transactional(readOnly = true)
  public List<Run> page(String projectKey, long beforeId, int size) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from communication_run where project_key = ? and id < ? order by id desc limit "
                + Math.min(Math.max(size, 1), 200))
        .params(projectKey, beforeId <= 0 ? Long.MAX_VALUE : beforeId)
        .query(Run.class)
        .list();
  }

  /** Those that have not ended, the oldest first. */
  @Transactional(readOnly = true)
  public List<Run> open(String projectKey) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from communication_run where project_key = ? and open_mark = 0 order by id")
        .param(projectKey)
        .query(Run.class)
        .list();
  }

  @Transactional(readOnly = true)
  public List<Receipt> receipts(long runId) {
    return jdbc.sql(
            "select run_id, reader, reader_name, opened_at, confirmed_at, chased_at from communication_receipt"
                + " where run_id = ? order by reader_name, reader")
        .param(runId)
        .query(Receipt.class)
        .list();
  }

  private List<Receipt> missing(long runId) {
    return receipts(runId).stream().filter(one -> one.confirmedAt() == null).toList();
  }

  /** The row that the run carries out, also one that has ended. */
  @Transactional(readOnly = true)
  public CommunicationRow row(Run run) {
    return plan.get(run.projectKey(), run.rowId());
  }
}
