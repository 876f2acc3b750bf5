package dev.fairlead.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Sentences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A closed project as one file: its reports as they were published and as workbooks, its plan and
 * baselines, its decisions and its history, with the fingerprints by which a copy is checked
 * ({@code sha256sum -c SHA256SUMS}).
 */
@Service
@Transactional(readOnly = true)
public class Archive {
  private static final int ENTRIES_AT_ONCE = 500;

  private final Projects projects;
  private final Reports reports;
  private final ReportData data;
  private final Baselines baselines;
  private final History history;
  private final Users users;
  private final ObjectMapper json;

  Archive(
      Projects projects,
      Reports reports,
      ReportData data,
      Baselines baselines,
      History history,
      Users users,
      ObjectMapper json) {
    this.projects = projects;
    this.reports = reports;
    this.data = data;
    this.baselines = baselines;
    this.history = history;
    this.users = users;
    this.json = json;
  }

  /**
   * The archive as a ZIP.
   *
   * @throws ConflictException while the project still lives, since its archive would not be whole
   */
  public byte[] of(String projectKey, String by) {
    Project project = projects.get(projectKey);
    if (!project.phase().isOver()) {
      throw ConflictException.because("report.archive.open", projectKey);
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "README.txt", utf8(Sentences.say("report.archive.readme", project.key(), project.name())));
    for (Report report : reports.all(projectKey)) {
      if (report.status() == Report.Status.PUBLISHED) {
        String name = "reports/" + report.id();
        files.put(name + ".pdf", reports.file(report.id(), ReportFormat.PDF));
        files.put(name + ".xlsx", reports.file(report.id(), ReportFormat.XLSX));
      }
    }
    String plan = "plan/" + project.key() + "-plan";
    files.put(plan + ".pdf", reports.plan(projectKey, ReportFormat.PDF, by));
    files.put(plan + ".xlsx", reports.plan(projectKey, ReportFormat.XLSX, by));
    files.put("plan/baselines.json", json(baselines.all(projectKey)));
    files.put("project.json", json(project));
    files.put("decisions.csv", decisions(projectKey));
    files.put("history.csv", history(projectKey));
    files.put("SHA256SUMS", sums(files));
    return zip(projectKey, files);
  }

  private byte[] decisions(String projectKey) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("date", "asked", "decided by", "decision", "comment", "why"));
    for (ApprovalRow row : data.decisions(projectKey)) {
      rows.add(
          Stream.of(
                  row.date(),
                  row.group(),
                  row.approver(),
                  row.decision(),
                  row.comment(),
                  row.reason())
              .map(value -> value == null ? "" : value.toString())
              .toList());
    }
    return csv(rows);
  }

  private byte[] history(String projectKey) {
    List<List<String>> rows = new ArrayList<>();
    long before = 0;
    List<History.Entry> page;
    do {
      page = history.page(projectKey, before, ENTRIES_AT_ONCE);
      for (History.Entry entry : page) {
        rows.add(
            List.of(
                entry.at().toString(),
                entry.by() == null ? "Fairlead" : users.nameOf(entry.by()),
                entry.sentence()));
        before = entry.id();
      }
    } while (page.size() == ENTRIES_AT_ONCE);
    rows.add(List.of("at", "by", "what"));
    java.util.Collections.reverse(rows);
    return csv(rows);
  }

  private static byte[] csv(List<List<String>> rows) {
    return utf8(
        rows.stream()
            .map(row -> row.stream().map(Archive::cell).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n", "", "\r\n")));
  }

  /** Quoted, and never a formula in a spreadsheet. */
  private static String cell(String text) {
    String harmless = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return '"' + harmless.replace("\"", "\"\"") + '"';
  }

  private static byte[] sums(Map<String, byte[]> files) {
    return utf8(
        files.entrySet().stream()
            .map(file -> Reports.sha256(file.getValue()) + "  " + file.getKey() + "\n")
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
