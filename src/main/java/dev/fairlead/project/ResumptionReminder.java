package dev.fairlead.project;

import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.OwnAccord;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the coordinator once when the day has come on which a paused project should go on. The
 * engine cannot: all timers of the project stand still.
 */
@Component
public class ResumptionReminder {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private record Due(long id, String projectKey, LocalDate expectedOn) {}

  private final JdbcClient jdbc;
  private final Projects projects;
  private final History history;
  private final FairleadClock clock;
  private final OwnAccord ownAccord;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transactions;

  ResumptionReminder(
      JdbcClient jdbc,
      Projects projects,
      History history,
      FairleadClock clock,
      OwnAccord ownAccord,
      ApplicationEventPublisher events,
      TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.history = history;
    this.clock = clock;
    this.ownAccord = ownAccord;
    this.events = events;
    this.transactions = transactions;
  }

  /** Looks which pauses should be over. Asking twice tells once. */
  @Scheduled(
      fixedDelayString = "${fairlead.pause.interval:PT10M}",
      initialDelayString = "${fairlead.pause.interval:PT10M}")
  public void remind() {
    if (!ownAccord.isGiven()) {
      return;
    }
    List<Due> due =
        jdbc.sql(
                "select id, project_key, expected_on from project_pause where open_mark = 0"
                    + " and reminded_at is null and expected_on <= ? order by id")
            .param(clock.today())
            .query(Due.class)
            .list();
    due.forEach(one -> transactions.executeWithoutResult(status -> tell(one)));
  }

  private void tell(Due due) {
    int mine =
        jdbc.sql(
                "update project_pause set reminded_at = ? where id = ? and open_mark = 0 and reminded_at is null")
            .params(clock.now(), due.id())
            .update();
    if (mine == 0) {
      return;
    }
    Project project = projects.get(due.projectKey());
    String day = DAY.format(due.expectedOn());
    history.note(project.key(), null, Sentences.say("project.history.resumptionDue", day));
    events.publishEvent(
        new Notice(
            "resumptionDue/" + due.id() + "/" + due.expectedOn(),
            project.key(),
            List.of(project.coordinator()),
            "resumptionDue",
            Map.of("projectKey", project.key(), "projectName", project.name(), "day", day),
            "/projects/" + project.key() + "/resume"));
  }
}
