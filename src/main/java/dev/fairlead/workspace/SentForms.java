package dev.fairlead.workspace;

import java.util.concurrent.TimeUnit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The forms of the last day by their fingerprints, the same for all nodes. */
@Component
public class SentForms {
  private final JdbcClient jdbc;

  SentForms(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether this form comes for the first time; from now on it does not. */
  public boolean add(String form) {
    try {
      jdbc.sql("insert into sent_form (form, sent_at) values (?, localtimestamp)")
          .param(form)
          .update();
      return true;
    } catch (DuplicateKeyException twice) {
      return false;
    }
  }

  /** It did nothing and may come again. */
  public void remove(String form) {
    jdbc.sql("delete from sent_form where form = ?").param(form).update();
  }

  @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
  void forget() {
    jdbc.sql("delete from sent_form where sent_at < localtimestamp - interval '1' day").update();
  }
}
