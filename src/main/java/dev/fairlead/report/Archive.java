package dev.fairlead.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.change.Changes;
import dev.fairlead.closure.ArchiveSupplement;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.FollowOnActions;
import dev.fairlead.closure.Handovers;
import dev.fairlead.closure.Lessons;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.ArchivedRecords;
import dev.fairlead.project.Correspondence;
import dev.fairlead.project.Decided;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.History;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.CsvText;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A closed project as one file, made once and kept byte by byte: its reports as they were
 * published, its plan and baselines, registers, decisions with the proof of their chain, what was
 * told to whom, the diagrams that led it and what happened in them, with the fingerprints by which
 * a copy is checked ({@code sha256sum -c SHA256SUMS}, or the page that verifies archives). What
 * happened after the closing is a second file, the supplement, made once when the early support has
 * ended or, where none was agreed, when it is asked for after the final result was told; it names
 * the fingerprint of the first.
 */
@Service
@Transactional
public class Archive implements ArchiveSupplement {
  /** The file that names all others with their fingerprints. */
  static final String SUMS = "SHA256SUMS";

  /** The file that says of which project it is, and where the chain of decisions stood. */
  static final String LABEL = "archive.json";

  /** Where the label of a supplement names the fingerprint of the archive that it follows on. */
  static final String FOLLOWS = "follows";

  /** The chain of decisions, one entry a line. */
  static final String PROOF = "decision-log.jsonl";

  /** What the folder of a supplement is called after its project's key. */
  static final String SUPPLEMENT = "-supplement";

  private static final int ENTRIES_AT_ONCE = 500;

  /** The two files of a project, and where they are kept. */
  public enum Part {
    CLOSING("archive_file", ""),
    SUPPORT("archive_supplement", SUPPLEMENT);

    private final String table;
    private final String suffix;

    Part(String table, String suffix) {
      this.table = table;
      this.suffix = suffix;
    }
  }

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
  private final EarlySupport support;
  private final ProcessRecord processes;
  private final Correspondence letters;
  private final DecisionLog decisions;
  private final Actions actionItems;
  private final RecordedDecisions recorded;
  private final List<ArchivedRecords> rooms;
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
      EarlySupport support,
      ProcessRecord processes,
      Correspondence letters,
      DecisionLog decisions,
      Actions actionItems,
      RecordedDecisions recorded,
      List<ArchivedRecords> rooms,
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
    this.support = support;
    this.processes = processes;
    this.letters = letters;
    this.decisions = decisions;
    this.actionItems = actionItems;
    this.recorded = recorded;
    this.rooms = rooms;
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
    make(projectKey, by);
    return content(projectKey, Part.CLOSING);
  }

  /**
   * What happened after the closing, as a ZIP, the same bytes each time.
   *
   * @throws ConflictException where nothing happened, or something of it still goes on
   */
  public byte[] supplementOf(String projectKey, String by) {
    supplement(projectKey, by);
    return content(projectKey, Part.SUPPORT);
  }

  private byte[] content(String projectKey, Part part) {
    return jdbc.sql("select content from " + part.table + " where project_key = ?")
        .param(projectKey)
        .query(byte[].class)
        .single();
  }

  /** What is known of the archive, where it has been made. */
  @Transactional(readOnly = true)
  public Optional<Made> made(String projectKey) {
    return made(projectKey, Part.CLOSING);
  }

  /** What is known of one of the two files, where it has been made. */
  @Transactional(readOnly = true)
  public Optional<Made> made(String projectKey, Part part) {
    return jdbc.sql(
            "select project_key, sha256, sums, head_number, head_hash, made_at from "
                + part.table
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
    Project project = projects.locked(projectKey);
    if (!project.phase().isOver()) {
      throw ConflictException.because("report.archive.open", projectKey);
    }
    if (made(projectKey).isPresent()) {
      return;
    }
    LocalDateTime now = clock.now();
    DecisionLog.Head head = decisions.head();
    String sha256 = keep(project, Part.CLOSING, files(project, by, now, head), now, head, by);
    history.note(projectKey, null, Sentences.say("report.history.archive", sha256));
    tell(project, sha256, head);
  }

  /**
   * Makes the supplement of a project whose early support has ended, or whose final result has been
   * told without one. Safe to run twice: what was made stays as it is.
   *
   * @param by who wrapped the support up, or asks for the supplement
   */
  public void supplement(String projectKey, String by) {
    make(projectKey, by);
    if (made(projectKey, Part.SUPPORT).isPresent()) {
      return;
    }
    if (!isComplete(projectKey)) {
      throw ConflictException.because("report.archive.supportOpen", projectKey);
    }
    Project project = projects.get(projectKey);
    LocalDateTime now = clock.now();
    DecisionLog.Head head = decisions.head();
    String sha256 = keep(project, Part.SUPPORT, supplement(project, now, head), now, head, by);
    history.note(projectKey, null, Sentences.say("report.history.supplement", sha256));
  }

  @Override
  @Transactional(readOnly = true)
  public boolean isComplete(String projectKey) {
    Made archive = made(projectKey).orElse(null);
    if (archive == null) {
      return false;
    }
    EarlySupport.Agreement agreed = support.of(projectKey);
    if (made(projectKey, Part.SUPPORT).isPresent() || agreed.wrappedUpAt() != null) {
      return true;
    }
    // what is told must be whole: sent, and its receipts collected
    return !support.isAgreed(projectKey)
        && letters.communications(projectKey).stream()
            .anyMatch(told -> !archive.sums().contains("  " + file(told) + "\n"))
        && processes.of(projectKey).steps().stream().noneMatch(step -> step.end() == null);
  }

  private static String file(Correspondence.Communication told) {
    return "communications/" + told.id() + ".json";
  }

  /** Keeps the files as one ZIP and answers with its fingerprint. */
  private String keep(
      Project project,
      Part part,
      Map<String, byte[]> files,
      LocalDateTime now,
      DecisionLog.Head head,
      String by) {
    byte[] sums = sums(files);
    files.put(SUMS, sums);
    byte[] zip = zip(project.key() + part.suffix, files);
    String sha256 = Fingerprint.of(zip);
    jdbc.sql(
            "insert into "
                + part.table
                + " (project_key, content, sha256, sums, head_number, head_hash, made_at) values"
                + " (?, ?, ?, ?, ?, ?, ?)")
        .params(
            project.key(),
            zip,
            sha256,
            new String(sums, StandardCharsets.UTF_8),
            head.number(),
            head.hash(),
            now)
        .update();
    history.decided(
        Decided.on(project.key(), Decided.Kind.ARCHIVE, "archive" + part.suffix, "MAKE", by)
            .named(project.name())
            .ofVersion(files.size() + " files, " + zip.length + " bytes", sha256));
    return sha256;
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
    files.put(LABEL, json(label(project, now, head)));
    for (Report report : reports.all(key)) {
      if (report.status() == Report.Status.PUBLISHED) {
        String name = "reports/" + report.id();
        files.put(name + ".pdf", reports.pdf(report.id()));
        files.put(name + ".xlsx", reports.file(report.id(), ReportFormat.XLSX));
      }
    }
    String reader = by == null ? project.coordinator() : by;
    String plan = "plan/" + key + "-plan";
    Map<ReportFormat, byte[]> told =
        reports.plan(key, List.of(ReportFormat.PDF, ReportFormat.XLSX), reader);
    files.put(plan + ".pdf", told.get(ReportFormat.PDF));
    files.put(plan + ".xlsx", told.get(ReportFormat.XLSX));
    files.put("plan/baselines.json", json(baselines.all(key)));
    files.put("project.json", json(project));
    files.put("registers/systems.json", json(registers.systems(key)));
    files.put("registers/risks.json", json(registers.risks(key)));
    files.put("registers/issues.json", json(issues.all(key)));
    files.put("registers/changes.json", json(changes.all(key)));
    files.put("registers/actions.json", json(actionItems.all(key)));
    files.put("registers/decisions.json", json(recorded.of(key)));
    files.put("registers/budget.json", json(registers.budgetLines(key)));
    files.put("registers/postings.json", json(allPostings(key)));
    files.put("closing/deliverables.json", json(deliverables.of(key)));
    files.put("closing/handovers.json", json(handovers.of(key)));
    files.put("closing/evaluations.json", json(closing.summary(key)));
    rooms.stream()
        .flatMap(room -> room.of(key).entrySet().stream())
        .sorted(Map.Entry.comparingByKey())
        .forEach(file -> files.put(file.getKey() + ".json", json(file.getValue())));
    files.put("decisions.csv", decisionsTable(key));
    putWhatGrows(files, key, head);
    return files;
  }

  /** What is told about the project after it was archived. */
  private Map<String, byte[]> supplement(
      Project project, LocalDateTime now, DecisionLog.Head head) {
    String key = project.key();
    Made archive = made(key).orElseThrow();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "README.txt",
        utf8(
            Sentences.say(
                "report.archive.supplementReadme", key, project.name(), archive.sha256())));
    Map<String, Object> label = label(project, now, head);
    label.put(FOLLOWS, archive.sha256());
    files.put(LABEL, json(label));
    if (support.of(key).begunOn() != null) {
      files.put("support/agreement.json", json(support.of(key)));
      files.put("support/problems.json", json(support.problems(key)));
    }
    putWhatGrows(files, key, head);
    return files;
  }

  private static Map<String, Object> label(
      Project project, LocalDateTime now, DecisionLog.Head head) {
    Map<String, Object> label = new LinkedHashMap<>();
    label.put("project", project.key());
    label.put("name", project.name());
    label.put("madeAt", now.toString());
    label.put("headNumber", head.number());
    label.put("headHash", head.hash());
    return label;
  }

  /** What also changes while problems are solved after the closing. */
  private void putWhatGrows(Map<String, byte[]> files, String key, DecisionLog.Head head) {
    files.put("closing/follow-on-actions.json", json(actions.of(key)));
    files.put("closing/lessons.json", json(lessons.of(key)));
    List<Correspondence.Communication> told = letters.communications(key);
    told.forEach(one -> files.put(file(one), json(one)));
    files.put("communications/readers.csv", readers(told));
    List<Correspondence.ContractorStatement> contractors = letters.contractors(key);
    if (!contractors.isEmpty()) {
      files.put("communications/contractors.json", json(contractors));
    }
    files.put(PROOF, proof(key, head));
    files.put("history.csv", history(key));
    files.put("mails.csv", mails(key));
    ProcessRecord.Kept kept = processes.of(key);
    kept.sources().forEach(source -> files.put("processes/" + source.name(), source.content()));
    files.put("processes/steps.csv", steps(kept.steps()));
  }

  private static byte[] readers(List<Correspondence.Communication> told) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        List.of("communication", "title", "ended", "reader", "opened", "confirmed", "reminded"));
    told.forEach(
        one ->
            one.readers()
                .forEach(
                    reader ->
                        rows.add(
                            row(
                                one.id(),
                                one.title(),
                                one.endedAt(),
                                reader.name(),
                                reader.openedAt(),
                                reader.confirmedAt(),
                                reader.remindedAt()))));
    return utf8(CsvText.of(rows));
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
    Map<String, String> names = new HashMap<>();
    long before = 0;
    List<History.Entry> page;
    do {
      page = history.page(projectKey, before, ENTRIES_AT_ONCE);
      for (History.Entry entry : page) {
        rows.add(
            row(
                entry.at(),
                entry.by() == null ? "Fairlead" : names.computeIfAbsent(entry.by(), users::nameOf),
                entry.sentence(),
                entry.about() == null ? null : entry.about().change()));
        before = entry.id();
      }
    } while (page.size() == ENTRIES_AT_ONCE);
    rows.add(List.of("at", "by", "what", "change"));
    Collections.reverse(rows);
    return utf8(CsvText.of(rows));
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

  private static byte[] steps(List<ProcessRecord.Step> steps) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "process", "version", "about", "step", "name", "type", "began", "ended", "by",
            "state"));
    steps.forEach(
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

  private static byte[] zip(String folder, Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (var file : files.entrySet()) {
        // documents and workbooks are packed already
        boolean packed = file.getKey().matches(".*\\.(pdf|xlsx)");
        zip.setLevel(packed ? Deflater.NO_COMPRESSION : Deflater.DEFAULT_COMPRESSION);
        zip.putNextEntry(new ZipEntry(folder + "/" + file.getKey()));
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
