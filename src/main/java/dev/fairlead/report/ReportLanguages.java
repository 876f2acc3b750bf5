package dev.fairlead.report;

import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The language that each project's reports are written in. It is asked when figures are frozen, so
 * a change tells from the next report on.
 */
@Service
@Transactional
public class ReportLanguages {
  private static final String USUAL = "en";

  private final JdbcClient jdbc;
  private final Projects projects;
  private final History history;

  ReportLanguages(JdbcClient jdbc, Projects projects, History history) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.history = history;
  }

  @Transactional(readOnly = true)
  public String of(String projectKey) {
    return jdbc.sql("select language from report_language where project_key = ?")
        .param(projectKey)
        .query(String.class)
        .optional()
        .orElse(USUAL);
  }

  /** Chooses the language of the reports that come. */
  public void choose(String projectKey, String language, String by) {
    Project project = projects.get(projectKey);
    if (!by.equals(project.coordinator())) {
      throw RefusedException.forbidden("report.onlyCoordinator", projectKey);
    }
    if (project.phase().isOver()) {
      throw ConflictException.because("report.languageOver", projectKey);
    }
    if (language == null || !Words.LANGUAGES.contains(language)) {
      throw RefusedException.ofField("language", "report.language", language);
    }
    if (language.equals(of(projectKey))) {
      return;
    }
    int changed =
        jdbc.sql("update report_language set language = ? where project_key = ?")
            .params(language, projectKey)
            .update();
    if (changed == 0) {
      jdbc.sql("insert into report_language (project_key, language) values (?, ?)")
          .params(projectKey, language)
          .update();
    }
    history.note(
        projectKey,
        by,
        Sentences.say("report.history.language", Sentences.say("report.language." + language)));
  }
}
