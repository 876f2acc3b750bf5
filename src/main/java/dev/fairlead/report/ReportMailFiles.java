package dev.fairlead.report;

import dev.fairlead.project.MailFiles;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The published PDF of a report for the mails to those who want files. */
@Component
class ReportMailFiles implements MailFiles {
  private final JdbcClient jdbc;

  ReportMailFiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<File> find(String reference) {
    String id = ReportMail.idOf(reference);
    return id == null
        ? Optional.empty()
        : jdbc.sql("select content from report_file where report_id = ?")
            .param(id)
            .query(byte[].class)
            .optional()
            .map(content -> new File(id + ".pdf", ReportFormat.PDF.mediaType(), content));
  }
}
