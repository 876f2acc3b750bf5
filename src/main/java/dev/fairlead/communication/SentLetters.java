package dev.fairlead.communication;

import dev.fairlead.project.Correspondence;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What was mailed about a project, read from the outbox. */
@Component
class SentLetters implements Correspondence {
  private final JdbcClient jdbc;

  SentLetters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Letter> of(String projectKey) {
    return jdbc.sql(
            "select created_at as written_at, recipient, subject, status, sent_at from outbox_mail"
                + " where project_key = ? order by id limit 20000")
        .param(projectKey)
        .query(Letter.class)
        .list();
  }
}
