package dev.fairlead.tracking;

import dev.fairlead.project.History;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the coordinator decided when the forecast left the tolerance. */
@Service
@Transactional
public class CorrectiveActions {
  /** The three ways out. */
  public enum Decision {
    ACCEPT,
    CHANGE,
    STOP
  }

  /** A decision with the forecast that it was made upon. */
  public record CorrectiveAction(
      long id,
      String projectKey,
      Decision decision,
      String reason,
      String decidedBy,
      LocalDateTime decidedAt,
      LocalDate forecastFinish,
      BigDecimal forecastCost) {}

  private final JdbcClient jdbc;
  private final LateTasks lateTasks;
  private final History history;
  private final FairleadClock clock;

  CorrectiveActions(JdbcClient jdbc, LateTasks lateTasks, History history, FairleadClock clock) {
    this.jdbc = jdbc;
    this.lateTasks = lateTasks;
    this.history = history;
    this.clock = clock;
  }

  public void record(String projectKey, Decision decision, String reason, String by) {
    if (decision == null) {
      throw RefusedException.ofField("correctiveDecision", "tracking.correctiveMissing");
    }
    String why = Texts.needed("correctiveReason", "the reason", reason, 2000);
    LateTasks.Review review = lateTasks.review(projectKey);
    jdbc.sql(
            "insert into corrective_action (project_key, decision, reason, decided_by, decided_at, forecast_finish,"
                + " forecast_cost) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            decision.name(),
            why,
            by,
            clock.now(),
            review.forecastFinish() == null ? null : review.forecastFinish().toLocalDate(),
            review.forecastCost())
        .update();
    history.note(projectKey, by, Sentences.say("tracking.history.corrective." + decision, why));
  }

  /**
   * Whether a decision covers the forecast as it is now: the last one accepted it, and neither finish nor cost has grown
   * since. Then nobody is asked again every day.
   */
  @Transactional(readOnly = true)
  public boolean covers(String projectKey, LateTasks.Review review) {
    List<CorrectiveAction> all = all(projectKey);
    if (all.isEmpty()) {
      return false;
    }
    CorrectiveAction last = all.get(0);
    boolean laterFinish =
        review.forecastFinish() != null
            && (last.forecastFinish() == null
                || review.forecastFinish().toLocalDate().isAfter(last.forecastFinish()));
    boolean dearer =
        review.forecastCost() != null
            && (last.forecastCost() == null || review.forecastCost().compareTo(last.forecastCost()) > 0);
    return !laterFinish && !dearer;
  }

  /** The newest first. */
  @Transactional(readOnly = true)
  public List<CorrectiveAction> all(String projectKey) {
    return jdbc.sql("select * from corrective_action where project_key = ? order by id desc limit 100")
        .param(projectKey)
        .query(CorrectiveAction.class)
        .list();
  }
}
