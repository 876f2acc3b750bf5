package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The restore drill of docs/operations.md, step by step with the statements that stand there: what
 * had left between the backup and the restore does not leave again, and work goes on. The backup
 * holds mails that wait and timers that are due, which both leave afterwards.
 */
class RestoreFaults {
  private static final Pattern STATEMENT = Pattern.compile("`((?:update|select) [^`]+?);?`");

  @TempDir Path folder;

  @Test
  void aRestoreRepeatsNoMail() throws Exception {
    List<String> runbook = new ArrayList<>();
    String chapter =
        Files.readString(Path.of("docs", "operations.md")).split("## Backup and restore")[1];
    for (Matcher found = STATEMENT.matcher(chapter.split("\n## ")[0]); found.find(); ) {
      runbook.add(found.group(1));
    }
    assertThat(runbook).hasSize(2);
    GreenMail mails = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      JdbcClient server = JdbcClient.create(postgres.getDatabase("postgres", "template1"));
      JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());
      Map<String, String> environment = Jar.demoNode(postgres, mails.getSmtp().getPort());
      Map<String, String> withoutMail = new HashMap<>(environment);
      withoutMail.put("FAIRLEAD_MAIL_HOST", "");

      Jar first = Jar.start(folder, withoutMail).awaitReady();
      RestPeople people = new RestPeople(first::url);
      people.create("DRILL");
      people.importPlan("DRILL");
      people.complete("clara", "DRILL", Map.of());
      first.end();
      int timers =
          jdbc.sql(
                  "update act_ru_job set duedate_ = localtimestamp - interval '1 minute' where type_ = 'timer'"
                      + " and process_instance_id_ is not null")
              .update();
      assertThat(timers).as("timers that are due").isPositive();
      assertThat(waiting(jdbc)).as("mails that wait").isPositive();
      server.sql("create database backup template postgres").update();

      Jar second = Jar.start(folder, environment).awaitReady();
      await("what waits and what is due leaves")
          .atMost(Duration.ofMinutes(2))
          .until(() -> waiting(jdbc) == 0 && due(jdbc, runbook) == 0);
      second.end();
      Set<String> left = new HashSet<>(subjects(mails).keySet());
      assertThat(left).isNotEmpty();

      // the steps of the runbook
      server.sql("drop database postgres with (force)").update();
      server.sql("create database postgres template backup").update();
      JdbcClient restored = JdbcClient.create(postgres.getPostgresDatabase());
      assertThat(waiting(restored)).isPositive();
      restored.sql(runbook.get(0)).update();
      Jar alone = Jar.start(folder, withoutMail).awaitReady();
      await("what is due is done")
          .atMost(Duration.ofMinutes(2))
          .until(() -> due(restored, runbook) == 0);
      assertThat(waiting(restored)).as("written once more by timers").isPositive();
      restored.sql(runbook.get(0)).update();
      alone.end();
      Jar last = Jar.start(folder, environment).awaitReady();
      new RestPeople(last::url).create("AFTER");
      await("the mail of new work leaves")
          .atMost(Duration.ofMinutes(1))
          .until(() -> mails.getReceivedMessages().length > left.size());
      last.end();
      Map<String, String> all = subjects(mails);
      assertThat(all).as("each mail left once").hasSize(mails.getReceivedMessages().length);
      all.keySet().removeAll(left);
      assertThat(all.values()).isNotEmpty().allMatch(subject -> subject.startsWith("AFTER"));
      System.out.printf(
          "DRILL %d mails left before the restore, %d after it, none of them twice%n",
          left.size(), all.size());
    } finally {
      mails.stop();
    }
  }

  /** By Message-ID. */
  private static Map<String, String> subjects(GreenMail mails) throws MessagingException {
    Map<String, String> subjects = new HashMap<>();
    for (MimeMessage mail : mails.getReceivedMessages()) {
      subjects.put(mail.getMessageID(), mail.getSubject());
    }
    return subjects;
  }

  private static long waiting(JdbcClient jdbc) {
    return jdbc.sql("select count(*) from outbox_mail where status = 'WAITING'")
        .query(Long.class)
        .single();
  }

  private static long due(JdbcClient jdbc, List<String> runbook) {
    return jdbc.sql(runbook.get(1)).query(Long.class).single();
  }
}
