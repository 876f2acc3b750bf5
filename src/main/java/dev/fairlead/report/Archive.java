package dev.fairlead.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.change.Changes;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.FollowOnActions;
import dev.fairlead.closure.Handovers;
import dev.fairlead.closure.Lessons;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Correspondence;
import dev.fairlead.project.Decided;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.CsvText;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A closed project as one file, made once and kept byte by byte: its reports as they were
 * published, its plan and baselines, registers, decisions with the proof of their chain, the
 * diagrams that led it and what happened in them, with the fingerprints by which a copy is checked
 * ({@code sha256sum -c SHA256SUMS}, or the page that verifies archives).
 */
@Service
@Transactional
public class Archive {
  /** The file that names all others with their fingerprints. */
  static final String SUMS = "SHA256SUMS";

  /** The file that says of which project it is, and where the chain of decisions stood. */
  static final String LABEL = "archive.json";

  /** The chain of decisions, one entry a line. */
  static final String PROOF = "decision-log.jsonl";

  private static final int ENTRIES_AT_ONCE = 500;

  /** What is known of an archive without opening it. */
  public record Made(
      String projectKey,
      String sha256,
      String sums,
      long headNumber,
      String headHash,
      LocalDateTime madeAt) {}

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Reports reports;
  private final ReportData data;
  private final Baselines baselines;
  private final Registers registers;
  private final Issues issues;
  private final Changes changes;
  private final Postings postings;
  private final Deliverables deliverables;
  private final Handovers handovers;
  private final FollowOnActions actions;
  private final Closing closing;
  private final Lessons lessons;
  private final ProcessRecord processes;
  private final Correspondence letters;
  private final DecisionLog decisions;
  private final History history;
  private final Users users;
  private final ApplicationEventPublisher events;
  private final FairleadClock clock;
  private final ObjectMapper json;

  Archive(
      JdbcClient jdbc,
      Projects projects,
      Reports reports,
      ReportData data,
      Baselines baselines,
      Registers registers,
      Issues issues,
      Changes changes,
      Postings postings,
      Deliverables deliverables,
      Handovers handovers,
      FollowOnActions actions,
      Closing closing,
      Lessons lessons,
      ProcessRecord processes,
      Correspondence letters,
      DecisionLog decisions,
      History history,
      Users users,
      ApplicationEventPublisher events,
      FairleadClock clock,
      ObjectMapper json) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.reports = reports;
    this.data = data;
    this.baselines = baselines;
    this.registers = registers;
    this.issues = issues;
    this.changes = changes;
    this.postings = postings;
    this.deliverables = deliverables;
    this.handovers = handovers;
    this.actions = actions;
    this.closing = closing;
    this.lessons = lessons;
    this.processes = processes;
    this.letters = letters;
    this.decisions = decisions;
    this.history = history;
    this.users = users;
    this.events = events;
    this.clock = clock;
    this.json = json;
  }

  /**
   * The archive as a ZIP, the same bytes each time. A project that was closed before archives were
   * kept gets its archive now.
   *
   * @throws ConflictException while the project still lives, since its archive would not be whole
   */
  public byte[] of(String projectKey, String by) {
    Project project = projects.get(projectKey);
    if (!project.phase().isOver()) {
      throw ConflictException.because("report.archive.open", projectKey);
    }
    make(projectKey, by);
    return jdbc.sql("select content from archive_file where project_key = ?")
        .param(projectKey)
        .query(byte[].class)
        .single();
  }

  /** What is known of the archive, where it has been made. */
  @Transactional(readOnly = true)
  public Optional<Made> made(String projectKey) {
    return jdbc.sql(
            "select project_key, sha256, sums, head_number, head_hash, made_at from archive_file"
                + " where project_key = ?")
        .param(projectKey)
        .query(Made.class)
        .optional();
  }

  /**
   * Makes the archive of a closed project. Safe to run twice: what was made stays as it is.
   *
   * @param by who accepted the result, or asks for the archive; null where Fairlead does it
   */
  public void make(String projectKey, String by) {
    jdbc.sql("select project_key from project where project_key = ? for update")
        .param(projectKey)
        .query(String.class)
        .single();
    if (made(projectKey).isPresent()) {
      return;
    }
    Project project = projects.get(projectKey);
    if (!project.phase().isOver()) {
      throw ConflictException.because("report.archive.open", projectKey);
    }
    LocalDateTime now = clock.now();
    DecisionLog.Head head = decisions.head();
    Map<String, byte[]> files = files(project, by, now, head);
    byte[] sums = sums(files);
    files.put(SUMS, sums);
    byte[] zip = zip(projectKey, files);
    String sha256 = Fingerprint.of(zip);
    jdbc.sql(
            "insert into archive_file (project_key, content, sha256, sums, head_number, head_hash,"
                + " made_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            zip,
            sha256,
            new String(sums, StandardCharsets.UTF_8),
            head.number(),
            head.hash(),
            now)
        .update();
    history.note(projectKey, null, Sentences.say("report.history.archive", sha256));
    history.decided(
        Decided.on(projectKey, Decided.Kind.ARCHIVE, "archive", "MAKE", by)
            .named(project.name())
            .ofVersion(files.size() + " files, " + zip.length + " bytes", sha256));
    tell(project, sha256, head);
  }

  /** The mail keeps fingerprint and newest entry in a place that nobody reaches from here. */
  private void tell(Project project, String sha256, DecisionLog.Head head) {
    events.publishEvent(
        new Notice(
            "archive/" + project.key(),
            project.key(),
            List.of(project.coordinator(), project.sponsor()),
            "archived",
            Map.of(
                "projectKey", project.key(),
                "projectName", project.name(),
                "sha256", sha256,
                "headNumber", String.valueOf(head.number()),
                "headHash", head.hash()),
            "/projects/" + project.key() + "/closing"));
  }

  private Map<String, byte[]> files(
      Project project, String by, LocalDateTime now, DecisionLog.Head head) {
    String key = project.key();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("README.txt", utf8(Sentences.say("report.archive.readme", key, project.name())));
    Map<String, Object> label = new LinkedHashMap<>();
    label.put("project", key);
    label.put("name", project.name());
    label.put("madeAt", now.toString());
    label.put("headNumber", head.number());
    label.put("headHash", head.hash());
    files.put(LABEL, json(label));
    for (Report report : reports.all(key)) {
      if (report.status() == Report.Status.PUBLISHED) {
        String name = "reports/" + report.id();
        files.put(name + ".pdf", reports.file(report.id(), ReportFormat.PDF));
        files.put(name + ".xlsx", reports.file(report.id(), ReportFormat.XLSX));
      }
    }
    String reader = by == null ? project.coordinator() : by;
    String plan = "plan/" + key + "-plan";
    files.put(plan + ".pdf", reports.plan(key, ReportFormat.PDF, reader));
    files.put(plan + ".xlsx", reports.plan(key, ReportFormat.XLSX, reader));
    files.put("plan/baselines.json", json(baselines.all(key)));
    files.put("project.json", json(project));
    files.put("registers/systems.json", json(registers.systems(key)));
    files.put("registers/risks.json", json(registers.risks(key)));
    files.put("registers/issues.json", json(issues.all(key)));
    files.put("registers/changes.json", json(changes.all(key)));
    files.put("registers/budget.json", json(registers.budgetLines(key)));
    files.put("registers/postings.json", json(allPostings(key)));
    files.put("closing/deliverables.json", json(deliverables.of(key)));
    files.put("closing/handovers.json", json(handovers.of(key)));
    files.put("closing/follow-on-actions.json", json(actions.of(key)));
    files.put("closing/evaluations.json", json(closing.summary(key)));
    files.put("closing/lessons.json", json(lessons.of(key)));
    files.put("decisions.csv", decisionsTable(key));
    files.put(PROOF, proof(key, head));
    files.put("history.csv", history(key));
    files.put("mails.csv", mails(key));
    processes
        .sources(key)
        .forEach(source -> files.put("processes/" + source.name(), source.content()));
    files.put("processes/steps.csv", steps(key));
    return files;
  }

  private List<Posting> allPostings(String key) {
    List<Posting> all = new ArrayList<>();
    Long before = null;
    List<Posting> some = postings.page(key, before, ENTRIES_AT_ONCE);
    while (!some.isEmpty()) {
      all.addAll(some);
      before = some.get(some.size() - 1).id();
      some = postings.page(key, before, ENTRIES_AT_ONCE);
    }
    return all;
  }

  private byte[] decisionsTable(String projectKey) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of("date", "asked", "decided by", "decision", "comment", "why"));
    for (ApprovalRow row : data.decisions(projectKey)) {
      rows.add(
          row(
              row.date(),
              row.group(),
              row.approver(),
              row.decision(),
              row.comment(),
              row.reason()));
    }
    return utf8(CsvText.of(rows));
  }

  private byte[] proof(String projectKey, DecisionLog.Head head) {
    StringBuilder lines = new StringBuilder();
    decisions.proof(projectKey, head.number(), line -> lines.append(line).append('\n'));
    return utf8(lines.toString());
  }

  private byte[] history(String projectKey) {
    List<List<Object>> rows = new ArrayList<>();
    long before = 0;
    List<History.Entry> page;
    do {
      page = history.page(projectKey, before, ENTRIES_AT_ONCE);
      for (History.Entry entry : page) {
        rows.add(row(entry.at(), person(entry.by()), entry.sentence()));
        before = entry.id();
      }
    } while (page.size() == ENTRIES_AT_ONCE);
    rows.add(List.of("at", "by", "what"));
    Collections.reverse(rows);
    return utf8(CsvText.of(rows));
  }

  private String person(String username) {
    return username == null ? "Fairlead" : users.nameOf(username);
  }

  private byte[] mails(String projectKey) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of("written", "to", "subject", "state", "sent"));
    letters
        .of(projectKey)
        .forEach(
            letter ->
                rows.add(
                    row(
                        letter.writtenAt(),
                        letter.recipient(),
                        letter.subject(),
                        letter.status(),
                        letter.sentAt())));
    return utf8(CsvText.of(rows));
  }

  private byte[] steps(String projectKey) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "process", "version", "about", "step", "name", "type", "began", "ended", "by",
            "state"));
    processes
        .steps(projectKey)
        .forEach(
            step ->
                rows.add(
                    row(
                        step.process(),
                        step.version(),
                        step.about(),
                        step.element(),
                        step.name(),
                        step.type(),
                        step.start(),
                        step.end(),
                        step.by(),
                        step.cancelled() ? "cancelled" : step.end() == null ? "open" : "done")));
    return utf8(CsvText.of(rows));
  }

  private static List<Object> row(Object... cells) {
    return Stream.of(cells).map(cell -> cell == null ? "" : cell).toList();
  }

  private static byte[] sums(Map<String, byte[]> files) {
    return utf8(
        files.entrySet().stream()
            .map(file -> Fingerprint.of(file.getValue()) + "  " + file.getKey() + "\n")
            .collect(Collectors.joining()));
  }

  private static byte[] zip(String projectKey, Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(projectKey + "/" + file.getKey()));
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private byte[] json(Object value) {
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
