package dev.fairlead.tracking;

import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
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

  /**
   * A decision with the forecast that it was made upon; without a decision while the coordinator is
   * being asked.
   */
  public record CorrectiveAction(
      long id,
      String projectKey,
      LocalDateTime askedAt,
      Decision decision,
      String reason,
      String decidedBy,
      LocalDateTime decidedAt,
      LocalDate forecastFinish,
      BigDecimal forecastCost,
      String breaches) {}

  private final JdbcClient jdbc;
  private final History history;
  private final FairleadClock clock;

  CorrectiveActions(JdbcClient jdbc, History history, FairleadClock clock) {
    this.jdbc = jdbc;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Notes that the coordinator is being asked about this forecast.
   *
   * @return false when nobody needs to be asked: they are being asked already, or decided on a
   *     forecast that was not better
   */
  public boolean ask(String projectKey, LateTasks.Review review) {
    CorrectiveAction last = all(projectKey).stream().findFirst().orElse(null);
    if (last != null && (last.decision() == null || covers(last, review))) {
      return false;
    }
    jdbc.sql(
            "insert into corrective_action (project_key, asked_at, forecast_finish, forecast_cost,"
                + " breaches) values (?, ?, ?, ?, ?)")
        .params(
            projectKey,
            clock.now(),
            review.forecastFinish() == null ? null : review.forecastFinish().toLocalDate(),
            review.forecastCost(),
            review.breaches().stream().map(Enum::name).collect(Collectors.joining(",")))
        .update();
    history.note(
        projectKey,
        null,
        Sentences.say(
            "tracking.history.outOfTolerance",
            review.breaches().stream()
                .map(breach -> Sentences.say("tracking.breach." + breach, review.finishSlipDays()))
                .collect(Collectors.joining("; "))));
    return true;
  }

  /** Keeps the coordinator's decision on the forecast that they were asked about. */
  public void record(String projectKey, Decision decision, String reason, String by) {
    if (decision == null) {
      throw RefusedException.ofField("correctiveDecision", "tracking.correctiveMissing");
    }
    String why = Texts.needed("correctiveReason", "the reason", reason, 2000);
    jdbc.sql(
            "update corrective_action set decision = ?, reason = ?, decided_by = ?, decided_at = ?"
                + " where project_key = ? and decision is null")
        .params(decision.name(), why, by, clock.now(), projectKey)
        .update();
    history.note(projectKey, by, Sentences.say("tracking.history.corrective." + decision, why));
    CorrectiveAction kept = all(projectKey).stream().findFirst().orElseThrow();
    history.decided(
        Decided.on(
                projectKey,
                Decided.Kind.CORRECTIVE_ACTION,
                "corrective action " + kept.id(),
                decision,
                by)
            .named(kept.breaches())
            .ofVersion(
                "forecast "
                    + (kept.forecastFinish() == null ? "-" : kept.forecastFinish())
                    + ", "
                    + Amounts.plain(kept.forecastCost()),
                null)
            .saying(why));
  }

  /**
   * Neither finish nor cost has grown since that decision, and no other limit was left, so nobody
   * is asked again every day.
   */
  private static boolean covers(CorrectiveAction last, LateTasks.Review review) {
    boolean later =
        review.forecastFinish() != null
            && (last.forecastFinish() == null
                || review.forecastFinish().toLocalDate().isAfter(last.forecastFinish()));
    boolean dearer =
        review.forecastCost() != null
            && (last.forecastCost() == null
                || review.forecastCost().compareTo(last.forecastCost()) > 0);
    boolean other =
        review.breaches().stream()
            .anyMatch(breach -> !List.of(last.breaches().split(",")).contains(breach.name()));
    return !later && !dearer && !other;
  }

  /** The newest first. */
  @Transactional(readOnly = true)
  public List<CorrectiveAction> all(String projectKey) {
    return jdbc.sql("select * from corrective_action where project_key = ? order by id desc")
        .param(projectKey)
        .query(CorrectiveAction.class)
        .list();
  }
}
