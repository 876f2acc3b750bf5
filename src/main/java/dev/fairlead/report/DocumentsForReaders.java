package dev.fairlead.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.shared.NotFoundException;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Freezes what is told about a project, and shows and renders it again from the frozen text. */
@Service
@Transactional
class DocumentsForReaders implements ProjectDocuments {
  /** What stands in a frozen text: a published report by its id, or data. */
  record Frozen(Type type, String reportId, JsonNode data) {}

  enum Type {
    REPORT,
    PLAN,
    DIGEST
  }

  private final Reports reports;
  private final ReportData data;
  private final ReportRenderer renderer;
  private final Redaction redaction;
  private final Plans plans;
  private final ReportLanguages languages;
  private final ObjectMapper json;

  DocumentsForReaders(
      Reports reports,
      ReportData data,
      ReportRenderer renderer,
      Redaction redaction,
      Plans plans,
      ReportLanguages languages,
      ObjectMapper json) {
    this.reports = reports;
    this.data = data;
    this.renderer = renderer;
    this.redaction = redaction;
    this.plans = plans;
    this.languages = languages;
    this.json = json;
  }

  @Override
  public String freeze(Kind kind, String projectKey, String reportId, String text, String by) {
    return switch (kind) {
      case INTERIM_REPORT, FINAL_REPORT -> {
        Report report = reports.get(reportId);
        if (!report.projectKey().equals(projectKey) || kindOf(report) != kind) {
          throw NotFoundException.because("report.unknown", reportId);
        }
        yield write(new Frozen(Type.REPORT, reportId, null));
      }
      case PLAN -> write(new Frozen(Type.PLAN, null, json.valueToTree(data.plan(projectKey, by))));
      case MILESTONES, ISSUES_AND_RISKS, FREE_TEXT ->
          write(
              new Frozen(
                  Type.DIGEST,
                  null,
                  json.valueToTree(
                      data.digest(
                          kind, projectKey, title(kind, languages.of(projectKey)), text, by))));
    };
  }

  @Override
  @Transactional(readOnly = true)
  public String redact(Kind kind, String snapshot) {
    Frozen frozen = read(snapshot);
    DigestData open =
        switch (frozen.type()) {
          case REPORT -> {
            if (kind == Kind.FINAL_REPORT) {
              FinalReportData report = reports.finalData(frozen.reportId());
              yield redaction.of(report, title(kind, report.head()));
            }
            InterimReportData report = reports.interim(frozen.reportId());
            yield redaction.of(report, title(kind, report.head()));
          }
          case PLAN -> {
            PlanReportData plan = as(frozen, PlanReportData.class);
            yield redaction.of(plan, title(kind, plan.head()));
          }
          case DIGEST -> redaction.of(as(frozen, DigestData.class));
        };
    return write(new Frozen(Type.DIGEST, null, json.valueToTree(open)));
  }

  @Override
  @Transactional(readOnly = true)
  public View view(Kind kind, String snapshot) {
    Frozen frozen = read(snapshot);
    DigestData digest =
        switch (frozen.type()) {
          case REPORT -> {
            if (kind == Kind.FINAL_REPORT) {
              FinalReportData report = reports.finalData(frozen.reportId());
              yield DigestData.of(report, title(kind, report.head()));
            }
            InterimReportData report = reports.interim(frozen.reportId());
            yield DigestData.of(report, title(kind, report.head()));
          }
          case PLAN -> {
            PlanReportData plan = as(frozen, PlanReportData.class);
            yield DigestData.of(plan, title(kind, plan.head()));
          }
          case DIGEST -> as(frozen, DigestData.class);
        };
    return new View(
        digest.title(), Words.in(digest.head().language()).language(), DigestSections.of(digest));
  }

  @Override
  @Transactional(readOnly = true)
  public File file(Kind kind, String snapshot, Format format) {
    Frozen frozen = read(snapshot);
    ReportFormat wanted = ReportFormat.valueOf(format.name());
    return switch (frozen.type()) {
      case REPORT -> file(frozen.reportId(), wanted, reports.file(frozen.reportId(), wanted));
      case PLAN -> {
        PlanReportData plan = as(frozen, PlanReportData.class);
        yield file(plan.head().projectKey() + "-plan", wanted, renderer.render(plan, wanted));
      }
      case DIGEST -> {
        DigestData digest = as(frozen, DigestData.class);
        yield file(
            digest.head().projectKey() + "-" + digest.head().statusDate(),
            wanted,
            renderer.render(digest, wanted));
      }
    };
  }

  @Override
  @Transactional(readOnly = true)
  public List<Published> published(String projectKey) {
    return reports.all(projectKey).stream()
        .filter(report -> report.status() == Report.Status.PUBLISHED)
        .map(
            report ->
                new Published(
                    report.id(), kindOf(report), title(kindOf(report), null, report.id())))
        .toList();
  }

  @Override
  @Transactional(readOnly = true)
  public boolean isReportOnItsWay(String projectKey) {
    return reports.all(projectKey).stream()
        .anyMatch(
            report ->
                report.kind() == Report.Kind.INTERIM
                    && (report.status() == Report.Status.DRAFT
                        || report.status() == Report.Status.RELEASED));
  }

  @Override
  @Transactional(readOnly = true)
  public int milestonesReached(String projectKey) {
    return (int)
        plans.current(projectKey).tasks().stream()
            .filter(PlanTask::milestone)
            .filter(PlanTask::isDone)
            .count();
  }

  private static Kind kindOf(Report report) {
    return report.kind() == Report.Kind.FINAL ? Kind.FINAL_REPORT : Kind.INTERIM_REPORT;
  }

  /** The title in the language in which the document was frozen. */
  private static String title(Kind kind, ReportHead head) {
    return title(kind, head.language(), head.reportId());
  }

  private static String title(Kind kind, String language, Object... arguments) {
    return Words.in(language).say("said.digest.kind." + kind, arguments);
  }

  private static File file(String name, ReportFormat format, byte[] content) {
    return new File(name + format.suffix(), format.mediaType(), content);
  }

  private <T> T as(Frozen frozen, Class<T> type) {
    return json.convertValue(frozen.data(), type);
  }

  private Frozen read(String snapshot) {
    try {
      return json.readValue(snapshot, Frozen.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A frozen document cannot be read", e);
    }
  }

  private String write(Frozen frozen) {
    try {
      return json.writeValueAsString(frozen);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
