package dev.fairlead.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.people.Users;
import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.OutsideAnswers;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectLife;
import dev.fairlead.project.ProjectStopped;
import dev.fairlead.project.Projects;
import dev.fairlead.project.ScheduledReaders;
import dev.fairlead.project.TeamMember;
import dev.fairlead.report.ReportRows.FeedbackRow;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.TrendRow;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The reports of a project: figures frozen at one moment, rated, released with the coordinator's
 * words, rendered once, and never changed afterwards.
 */
@Service
@Transactional
public class Reports {
  private static final int FEEDBACK_DAYS = 5;
  private static final int TREND = 9;

  /** The rows of health behind the overall one, in their order. */
  public static final List<String> DIMENSIONS =
      List.of("schedule", "cost", "scope", "resources", "risk");

  private static final String COLUMNS =
      "id, project_key, number, kind, status, status_date, created_at, created_by, health, summary,"
          + " published_at";

  private final JdbcClient jdbc;
  private final Projects projects;
  private final ProjectLife life;
  private final Users users;
  private final ReportData data;
  private final ReportRenderer renderer;
  private final ReportFlow flow;
  private final ObjectProvider<ScheduledReaders> scheduled;
  private final ObjectProvider<OutsideAnswers> outside;
  private final DecisionRequests requests;
  private final History history;
  private final ApplicationEventPublisher events;
  private final FairleadClock clock;
  private final ObjectMapper json;

  Reports(
      JdbcClient jdbc,
      Projects projects,
      ProjectLife life,
      Users users,
      ReportData data,
      ReportRenderer renderer,
      ReportFlow flow,
      ObjectProvider<ScheduledReaders> scheduled,
      ObjectProvider<OutsideAnswers> outside,
      DecisionRequests requests,
      History history,
      ApplicationEventPublisher events,
      FairleadClock clock,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.life = life;
    this.users = users;
    this.data = data;
    this.renderer = renderer;
    this.flow = flow;
    this.scheduled = scheduled;
    this.outside = outside;
    this.requests = requests;
    this.history = history;
    this.events = events;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Asks for an interim report now; its figures are frozen at once and wait for the coordinator's
   * words.
   */
  public void request(String projectKey, String by) {
    Project project = projects.get(projectKey);
    if (!by.equals(project.coordinator())) {
      throw RefusedException.forbidden("report.onlyCoordinator", projectKey);
    }
    if (project.phase() != Phase.TRACKING) {
      throw ConflictException.because("report.onlyTracking", projectKey);
    }
    projects.running(projectKey);
    if (all(projectKey).stream()
        .anyMatch(r -> r.kind() == Report.Kind.INTERIM && r.status() == Report.Status.DRAFT)) {
      throw ConflictException.because("report.draftWaits", projectKey);
    }
    life.requestReport(projectKey);
  }

  /** Freezes the figures of today as a draft, and answers with its id. */
  public String freeze(String projectKey) {
    Project project = projects.get(projectKey);
    int number = nextNumber(projectKey);
    String id = projectKey + "-R" + number;
    List<Report> published = published(projectKey);
    LocalDate since =
        published.isEmpty()
            ? project.start()
            : published.get(published.size() - 1).statusDate().plusDays(1);
    InterimReportData frozen =
        data.interim(
            projectKey,
            id,
            number,
            since,
            trend(published),
            readersFeedback(
                project,
                published.isEmpty()
                    ? project.start().atStartOfDay()
                    : published.get(published.size() - 1).createdAt()),
            published.isEmpty() ? null : published.get(published.size() - 1).createdAt(),
            project.coordinator());
    insert(id, projectKey, number, Report.Kind.INTERIM, project.coordinator(), write(frozen));
    return id;
  }

  /** Rates the frozen figures by the process owners' decision table. */
  public void rate(String id) {
    InterimReportData rated = compared(get(id), data.rate(interim(id)));
    save(id, Report.Status.DRAFT, rated.overall(), null, rated);
  }

  private InterimReportData compared(Report report, InterimReportData now) {
    List<Report> published = published(report.projectKey());
    if (published.isEmpty()) {
      return now;
    }
    String last = published.get(published.size() - 1).id();
    return now.compared(last, SinceLast.between(interim(last), now));
  }

  /**
   * Sets one dimension of a draft's health to another colour, with a reason that stands beside the
   * rule; the whole follows by its own rule.
   *
   * @param dimension schedule, cost, scope, resources or risk
   * @param light null to take the rule's colour again
   */
  public void override(String id, String dimension, Light light, String reason, String by) {
    Report report = draftOf(id, by);
    int row = DIMENSIONS.indexOf(dimension == null ? "" : dimension) + 1;
    InterimReportData frozen = interim(id);
    if (row == 0 || row >= frozen.health().size()) {
      throw RefusedException.ofField("dimension", "report.dimensionUnknown");
    }
    if (light != null && (reason == null || reason.isBlank())) {
      throw RefusedException.ofField("reason", "report.overrideReason");
    }
    if (light != null && reason.length() > 1000) {
      throw RefusedException.ofField("reason", "report.tooLong", 1000);
    }
    InterimReportData changed =
        compared(
            report, data.overridden(frozen, row, light, reason == null ? null : reason.strip()));
    save(id, Report.Status.DRAFT, changed.overall(), null, changed);
  }

  /** Writes down a decision that the draft asks for. */
  public void askFor(
      String id, String question, String group, LocalDate neededBy, String consequence, String by) {
    requests.add(draftOf(id, by), question, group, neededBy, consequence, by);
  }

  /** Takes such a decision out of the draft again. */
  public void doNotAskFor(String id, long request, String by) {
    requests.remove(draftOf(id, by), request);
  }

  /** The decisions that become tasks now. */
  @Transactional(readOnly = true)
  public List<Long> decisionsToAsk(String id) {
    return requests.of(id).stream()
        .filter(DecisionRequest::isOpen)
        .map(DecisionRequest::id)
        .toList();
  }

  private Report draftOf(String id, String by) {
    Report report = get(id);
    Project project = projects.get(report.projectKey());
    if (!by.equals(project.coordinator())) {
      throw RefusedException.forbidden("report.onlyCoordinator", report.projectKey());
    }
    mustBe(report, Report.Status.DRAFT);
    project.mustRun();
    return report;
  }

  /**
   * Takes the coordinator's words.
   *
   * @param override null to keep the computed overall health; otherwise a reason is needed
   */
  public void release(String id, String summary, Light override, String reason, String by) {
    mustBe(get(id), Report.Status.DRAFT);
    if (summary == null || summary.isBlank()) {
      throw RefusedException.ofField("summary", "report.summaryMissing");
    }
    if (summary.length() > 2000) {
      throw RefusedException.ofField("summary", "report.tooLong", 2000);
    }
    if (override != null && (reason == null || reason.isBlank())) {
      throw RefusedException.ofField("overrideReason", "report.overrideReason");
    }
    if (override != null && reason.length() > 2000) {
      throw RefusedException.ofField("overrideReason", "report.tooLong", 2000);
    }
    InterimReportData frozen = interim(id);
    List<HealthRow> health = new ArrayList<>(frozen.health());
    Light overall = override == null ? frozen.overall() : override;
    if (override != null && !health.isEmpty()) {
      HealthRow first = health.get(0);
      health.set(
          0,
          new HealthRow(
              first.dimension(),
              override,
              first.computed(),
              first.value(),
              first.rule(),
              reason.strip()));
    }
    List<TrendRow> trend = new ArrayList<>(frozen.trend());
    trend.add(point(id, frozen.head().statusDate(), frozen, overall));
    ReportHead head =
        frozen.head().withStatus(Words.in(frozen.head().language()).get("said.status.published"));
    InterimReportData released =
        data.asking(
            compared(get(id), frozen.released(overall, health, summary.strip(), last(trend), head)),
            requests.of(id));
    save(id, Report.Status.RELEASED, overall, summary.strip(), released);
    Report report = get(id);
    history.note(report.projectKey(), by, Sentences.say("report.history.released", id));
    history.decided(
        decided(report, Decided.Kind.REPORT, "RELEASE", write(released), by)
            .saying(summary.strip()));
    if (override != null) {
      history.decided(
          decided(report, Decided.Kind.HEALTH_OVERRIDE, override.name(), write(released), by)
              .saying(reason.strip()));
    }
  }

  /** Throws the draft away; its figures stay for the record. */
  public void discard(String id, String by) {
    Report report = get(id);
    mustBe(report, Report.Status.DRAFT);
    jdbc.sql("update report set status = 'DISCARDED' where id = ?").param(id).update();
    history.note(report.projectKey(), by, Sentences.say("report.history.discarded", id));
    scheduled.getObject().discarded(report.projectKey(), id);
    history.decided(decided(report, Decided.Kind.REPORT, "DISCARD", write(interim(id)), by));
  }

  /** On the figures as they are frozen. */
  private static Decided decided(
      Report report, Decided.Kind kind, String decision, String figures, String by) {
    return Decided.on(report.projectKey(), kind, report.id(), decision, by)
        .ofVersion("figures of " + report.statusDate(), Fingerprint.of(figures));
  }

  /** A report that is not published yet never will be once its project is stopped. */
  @EventListener
  public void on(ProjectStopped stopped) {
    for (Report report : all(stopped.projectKey())) {
      if (report.status() == Report.Status.DRAFT || report.status() == Report.Status.RELEASED) {
        jdbc.sql("update report set status = 'DISCARDED' where id = ?").param(report.id()).update();
        history.note(
            report.projectKey(), null, Sentences.say("report.history.discarded", report.id()));
      }
    }
  }

  /** Renders a released report. Safe to run twice: what was published stays as it is. */
  public void render(String id) {
    Report report = get(id);
    if (report.status() != Report.Status.RELEASED) {
      return;
    }
    publish(report, renderer.render(interim(id), ReportFormat.PDF));
  }

  /**
   * Tells the readers, each once, and answers until when feedback is asked for. A report that the
   * communication plan asked for goes to the readers whom the plan names.
   */
  public LocalDateTime distribute(String id, String releasedBy) {
    Report report = get(id);
    Project project = projects.get(report.projectKey());
    WorkingCalendar calendar = WorkingCalendar.standard();
    LocalDateTime until =
        calendar.addWorking(clock.now(), FEEDBACK_DAYS * calendar.minutesPerDay());
    if (!scheduled.getObject().takeOver(project.key(), id, releasedBy)) {
      events.publishEvent(
          new Notice(
                  "report/" + id,
                  project.key(),
                  readers(project),
                  "report",
                  Map.of(
                      "projectKey", project.key(),
                      "projectName", project.name(),
                      "reportId", id,
                      "health", Words.in(null).get("light." + report.health()),
                      "until", Sentences.day(until.toLocalDate()),
                      "summary", report.summary() == null ? "" : report.summary()),
                  "/reports/" + id)
              .with(
                  CalendarEntry.due(
                      "report-" + id + "-feedback@fairlead",
                      Sentences.say("report.mail.feedbackUntil", id),
                      project.name(),
                      until,
                      "/reports/" + id))
              .with(ReportMail.tables(interim(id)), ReportMail.reference(id)));
    }
    return until;
  }

  /** Builds and renders the final report, and answers with its id. */
  public String renderFinal(String projectKey) {
    int number = nextNumber(projectKey);
    String id = projectKey + "-R" + number;
    Project project = projects.get(projectKey);
    FinalReportData result =
        data.finalReport(
            projectKey, id, number, published(projectKey).size(), project.coordinator());
    insert(id, projectKey, number, Report.Kind.FINAL, project.coordinator(), write(result));
    publish(get(id), renderer.render(result, ReportFormat.PDF));
    return id;
  }

  /**
   * The file of a published report. The PDF is the one that was published; other formats come from
   * the same figures, made without holding a connection meanwhile.
   */
  @Transactional(propagation = Propagation.SUPPORTS)
  public byte[] file(String id, ReportFormat format) {
    Report report = get(id);
    if (report.status() != Report.Status.PUBLISHED) {
      throw ConflictException.because("report.notPublished", id);
    }
    if (format == ReportFormat.PDF) {
      return pdf(id);
    }
    return report.kind() == Report.Kind.FINAL
        ? renderer.render(finalData(id), format)
        : renderer.render(interim(id), format);
  }

  /** The PDF of a report that whoever asks has read as published. */
  @Transactional(propagation = Propagation.SUPPORTS)
  byte[] pdf(String id) {
    return jdbc.sql("select content from report_file where report_id = ?")
        .param(id)
        .query(byte[].class)
        .single();
  }

  /**
   * The draft as its PDF would look without the coordinator's words; for the coordinator's eyes.
   */
  @Transactional(propagation = Propagation.SUPPORTS)
  public byte[] preview(String id, String by) {
    Report report = get(id);
    if (!by.equals(projects.get(report.projectKey()).coordinator())) {
      throw RefusedException.because("report.onlyCoordinator", report.projectKey());
    }
    if (report.status() != Report.Status.DRAFT) {
      throw ConflictException.because("report.previewOnlyDraft", id);
    }
    return renderer.render(data.asking(interim(id), requests.of(id)), ReportFormat.PDF);
  }

  /** The plan as it stands, as a file. */
  @Transactional(propagation = Propagation.SUPPORTS)
  public byte[] plan(String projectKey, ReportFormat format, String by) {
    return renderer.render(data.plan(projectKey, by), format);
  }

  /** The same as several files, which tell the same plan. */
  @Transactional(propagation = Propagation.SUPPORTS)
  public Map<ReportFormat, byte[]> plan(String projectKey, List<ReportFormat> formats, String by) {
    PlanReportData plan = data.plan(projectKey, by);
    return formats.stream()
        .collect(Collectors.toMap(Function.identity(), format -> renderer.render(plan, format)));
  }

  /** Fingerprint of the published PDF. */
  @Transactional(readOnly = true)
  public Optional<String> fingerprint(String id) {
    return jdbc.sql("select sha256 from report_file where report_id = ?")
        .param(id)
        .query(String.class)
        .optional();
  }

  @Transactional(readOnly = true)
  public Report get(String id) {
    return jdbc.sql("select " + COLUMNS + " from report where id = ?")
        .param(id)
        .query(Report.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("report.unknown", id));
  }

  /** All reports of a project, newest first. */
  @Transactional(readOnly = true)
  public List<Report> all(String projectKey) {
    return jdbc.sql("select " + COLUMNS + " from report where project_key = ? order by number desc")
        .param(projectKey)
        .query(Report.class)
        .list();
  }

  /** The interim report that each of these projects published last, by project key. */
  @Transactional(readOnly = true)
  public Map<String, Report> latest(Collection<String> projectKeys) {
    if (projectKeys.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql(
            "select "
                + COLUMNS
                + " from report r where project_key in (:keys) and kind = 'INTERIM'"
                + " and status = 'PUBLISHED' and number = (select max(number) from report l"
                + " where l.project_key = r.project_key and l.kind = 'INTERIM'"
                + " and l.status = 'PUBLISHED')")
        .param("keys", projectKeys)
        .query(Report.class)
        .list()
        .stream()
        .collect(Collectors.toMap(Report::projectKey, report -> report));
  }

  @Transactional(readOnly = true)
  public InterimReportData interim(String id) {
    return read(id, InterimReportData.class);
  }

  @Transactional(readOnly = true)
  public FinalReportData finalData(String id) {
    return read(id, FinalReportData.class);
  }

  /**
   * Takes what a reader says about a published interim report, and puts it before the coordinator.
   */
  public void giveFeedback(String id, String text, String by) {
    Report report = get(id);
    if (report.status() != Report.Status.PUBLISHED || report.kind() != Report.Kind.INTERIM) {
      throw ConflictException.because("report.notPublished", id);
    }
    if (text == null || text.isBlank()) {
      throw RefusedException.ofField("text", "report.feedbackMissing");
    }
    if (text.length() > 2000) {
      throw RefusedException.ofField("text", "report.tooLong", 2000);
    }
    projects.get(report.projectKey()).mustRun();
    var keys = new GeneratedKeyHolder();
    jdbc.sql("insert into report_feedback (report_id, by_user, given_at, text) values (?, ?, ?, ?)")
        .params(id, by, clock.now(), text.strip())
        .update(keys, "id");
    if (!flow.feedbackGiven(report, keys.getKey().longValue())) {
      throw ConflictException.because("report.feedbackOver", id);
    }
    history.note(report.projectKey(), by, Sentences.say("report.history.feedback", id));
  }

  /** Answers a reader, by mail and beside the report. */
  public void answer(long feedbackId, String answer, String by) {
    if (answer == null || answer.isBlank()) {
      throw RefusedException.ofField("answer", "report.answerMissing");
    }
    ReportFeedback feedback =
        jdbc.sql("select * from report_feedback where id = ?")
            .param(feedbackId)
            .query(ReportFeedback.class)
            .optional()
            .orElseThrow(() -> NotFoundException.because("report.feedbackUnknown", feedbackId));
    jdbc.sql("update report_feedback set answer = ?, answered_by = ?, answered_at = ? where id = ?")
        .params(answer.strip(), by, clock.now(), feedbackId)
        .update();
    Report report = get(feedback.reportId());
    events.publishEvent(
        new Notice(
            "reportFeedback/" + feedbackId,
            report.projectKey(),
            List.of(feedback.byUser()),
            "reportAnswer",
            Map.of(
                "projectKey", report.projectKey(),
                "reportId", report.id(),
                "answer", answer.strip(),
                "person", users.nameOf(by)),
            "/reports/" + report.id()));
  }

  @Transactional(readOnly = true)
  public List<ReportFeedback> feedback(String id) {
    return jdbc.sql("select * from report_feedback where report_id = ? order by id")
        .param(id)
        .query(ReportFeedback.class)
        .list();
  }

  /** What readers said since then, those of the house and those outside, the oldest first. */
  private List<FeedbackRow> readersFeedback(Project project, LocalDateTime since) {
    List<FeedbackRow> rows = new ArrayList<>();
    jdbc.sql(
            "select f.* from report_feedback f join report r on r.id = f.report_id"
                + " where r.project_key = ? and (f.given_at >= ? or f.answered_at >= ?) order by f.id")
        .params(project.key(), since, since)
        .query(ReportFeedback.class)
        .list()
        .forEach(
            one ->
                rows.add(
                    new FeedbackRow(
                        users.nameOf(one.byUser()),
                        one.reportId(),
                        one.givenAt().toLocalDate(),
                        one.text(),
                        one.answer())));
    outside
        .getObject()
        .since(project.key(), since)
        .forEach(
            one ->
                rows.add(
                    new FeedbackRow(one.from(), one.about(), one.day(), one.text(), one.answer())));
    rows.sort(java.util.Comparator.comparing(FeedbackRow::day));
    return rows;
  }

  private List<Report> published(String projectKey) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from report where project_key = ? and kind = 'INTERIM' and status = 'PUBLISHED'"
                + " order by number")
        .param(projectKey)
        .query(Report.class)
        .list();
  }

  private List<TrendRow> trend(List<Report> published) {
    List<TrendRow> rows = new ArrayList<>();
    for (Report report : last(published)) {
      InterimReportData past = interim(report.id());
      rows.add(point(report.id(), report.statusDate(), past, past.overall()));
    }
    return rows;
  }

  private static TrendRow point(String id, LocalDate date, InterimReportData past, Light overall) {
    List<HealthRow> health = past.health();
    return new TrendRow(
        id,
        date,
        overall,
        light(health, 1),
        light(health, 2),
        light(health, 3),
        light(health, 4),
        light(health, 5),
        past.earnedValue().spi(),
        past.earnedValue().cpi(),
        past.earnedValue().forecastFinish());
  }

  private static Light light(List<HealthRow> health, int row) {
    return row < health.size() ? health.get(row).light() : Light.NONE;
  }

  static <T> List<T> last(List<T> all) {
    return all.size() <= TREND ? all : all.subList(all.size() - TREND, all.size());
  }

  private List<String> readers(Project project) {
    Set<String> readers = new LinkedHashSet<>(List.of(project.sponsor(), project.coordinator()));
    project.team().stream().map(TeamMember::username).forEach(readers::add);
    return List.copyOf(readers);
  }

  private int nextNumber(String projectKey) {
    return jdbc.sql("select coalesce(max(number), 0) + 1 from report where project_key = ?")
        .param(projectKey)
        .query(Integer.class)
        .single();
  }

  private void insert(
      String id, String projectKey, int number, Report.Kind kind, String by, String snapshot) {
    jdbc.sql(
            "insert into report (id, project_key, number, kind, status, status_date, created_at,"
                + " created_by, health, snapshot) values (?, ?, ?, ?, ?, ?, ?, ?, 'NONE', ?)")
        .params(
            id,
            projectKey,
            number,
            kind.name(),
            kind == Report.Kind.FINAL ? "RELEASED" : "DRAFT",
            clock.today(),
            clock.now(),
            by,
            snapshot)
        .update();
  }

  private void save(
      String id, Report.Status status, Light health, String summary, InterimReportData snapshot) {
    jdbc.sql(
            "update report set status = ?, health = ?, summary = ?, snapshot = ? where id = ? and"
                + " status = 'DRAFT'")
        .param(1, status.name())
        .param(2, health.name())
        .param(3, summary, java.sql.Types.VARCHAR)
        .param(4, write(snapshot))
        .param(5, id)
        .update();
  }

  private void publish(Report report, byte[] pdf) {
    jdbc.sql(
            "insert into report_file (report_id, content, sha256, rendered_at) values (?, ?, ?, ?)")
        .params(report.id(), pdf, sha256(pdf), clock.now())
        .update();
    jdbc.sql("update report set status = 'PUBLISHED', published_at = ? where id = ?")
        .params(clock.now(), report.id())
        .update();
    history.note(report.projectKey(), null, Sentences.say("report.history.published", report.id()));
  }

  private static void mustBe(Report report, Report.Status status) {
    if (report.status() != status) {
      throw ConflictException.because("report.notDraft", report.id());
    }
  }

  private String write(Object snapshot) {
    try {
      return json.writeValueAsString(snapshot);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T read(String id, Class<T> type) {
    String snapshot =
        jdbc.sql("select snapshot from report where id = ?")
            .param(id)
            .query(String.class)
            .optional()
            .orElseThrow(() -> NotFoundException.because("report.unknown", id));
    try {
      return json.readValue(snapshot, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The snapshot of " + id + " cannot be read", e);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
