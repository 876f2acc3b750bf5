package dev.fairlead.project;

import java.util.List;

/**
 * What can be told about a project, for whoever sends it to people. A document is frozen once as
 * text that only the filling room understands; what people outside may not read is taken out of
 * that text before anything of it leaves. The room that writes reports fills this port.
 */
public interface ProjectDocuments {
  /** What a document tells. */
  enum Kind {
    INTERIM_REPORT,
    FINAL_REPORT,
    /** The plan with its Gantt chart. */
    PLAN,
    /** What is reached and what comes within the next weeks. */
    MILESTONES,
    /** Open issues and the highest risks. */
    ISSUES_AND_RISKS,
    FREE_TEXT;

    /** Whether it is a report that was published and never changes. */
    public boolean isReport() {
      return this == INTERIM_REPORT || this == FINAL_REPORT;
    }
  }

  /** The file formats. */
  enum Format {
    PDF,
    XLSX,
    DOCX
  }

  /**
   * One part of a document for the screen: a text, or a table, or both.
   *
   * @param columns empty where there is no table
   */
  record Section(String heading, String text, List<String> columns, List<List<String>> rows) {}

  /**
   * A document for the screen.
   *
   * @param language in which it was frozen, such as "de"
   */
  record View(String title, String language, List<Section> sections) {}

  /** A finished file. */
  record File(String name, String mediaType, byte[] content) {}

  /** A report that can be handed on. */
  record Published(String id, Kind kind, String title) {}

  /**
   * @param reportId the report, for kinds that are reports
   * @param text for {@link Kind#FREE_TEXT}, otherwise null
   * @param by login name of the author
   */
  String freeze(Kind kind, String projectKey, String reportId, String text, String by);

  /** The frozen text without what people outside may not read. */
  String redact(Kind kind, String snapshot);

  View view(Kind kind, String snapshot);

  File file(Kind kind, String snapshot, Format format);

  /** The published reports of the project, the newest first. */
  List<Published> published(String projectKey);

  /** Whether an interim report is frozen and not yet published or discarded. */
  boolean isReportOnItsWay(String projectKey);

  /** How many milestones of the plan are reached. */
  int milestonesReached(String projectKey);
}
