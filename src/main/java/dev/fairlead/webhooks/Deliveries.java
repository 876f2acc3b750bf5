package dev.fairlead.webhooks;

import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.shared.FairleadClock;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is owed to webhooks. Nothing is written when something is decided: entries of the log are
 * committed in the order of their numbers, so whoever remembers how far they have read misses none
 * and reads none twice.
 */
@Component
@Transactional
class Deliveries {
  static final String COLUMNS =
      "id, webhook_id, event_id, log_number, status, attempts, tries_before, next_attempt_at,"
          + " created_at, done_at, answer_status, answer, decided_by, decided_at";
  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final DecisionLog log;
  private final FairleadClock clock;

  Deliveries(JdbcClient jdbc, JdbcTemplate template, DecisionLog log, FairleadClock clock) {
    this.jdbc = jdbc;
    this.template = template;
    this.log = log;
    this.clock = clock;
  }

  /** Those that have not been told of the newest entries. */
  @Transactional(readOnly = true)
  public List<Long> behind() {
    return jdbc.sql(
            "select id from webhook where active = true and followed_to <"
                + " (select number from decision_head where id = 1) order by id")
        .query(Long.class)
        .list();
  }

  /** Owes it the next entries, unless another node does so right now. */
  public void follow(long webhook) {
    List<Webhook> free =
        jdbc.sql(
                "select "
                    + Webhooks.COLUMNS
                    + " from webhook where id = ? and active = true for update skip locked")
            .param(webhook)
            .query(Webhook.class)
            .list();
    if (free.isEmpty()) {
      return;
    }
    List<DecisionEntry> next = log.after(free.get(0).followedTo(), AT_ONCE);
    if (next.isEmpty()) {
      return;
    }
    add(
        webhook,
        next.stream().filter(free.get(0)::wants).toList().stream()
            .map(entry -> new Object[] {Event.idOf(entry), entry.number()})
            .toList());
    jdbc.sql("update webhook set followed_to = ? where id = ?")
        .params(next.get(next.size() - 1).number(), webhook)
        .update();
  }

  void addTest(long webhook) {
    add(webhook, List.<Object[]>of(new Object[] {Event.newTestId(), null}));
  }

  /** Each with its id and its number in the log. */
  private void add(long webhook, List<Object[]> events) {
    LocalDateTime now = clock.now();
    template.batchUpdate(
        "insert into webhook_delivery (webhook_id, event_id, log_number, status, attempts,"
            + " tries_before, next_attempt_at, created_at) values (?, ?, ?, 'WAITING', 0, 0, ?, ?)",
        events.stream().map(event -> new Object[] {webhook, event[0], event[1], now, now}).toList(),
        new int[] {Types.BIGINT, Types.VARCHAR, Types.BIGINT, Types.TIMESTAMP, Types.TIMESTAMP});
  }

  /** Webhooks for which something is due. */
  @Transactional(readOnly = true)
  public List<Long> due() {
    return jdbc.sql(
            "select distinct d.webhook_id from webhook_delivery d join webhook w on w.id ="
                + " d.webhook_id where d.status = 'WAITING' and d.next_attempt_at <= ? and w.active"
                + " = true")
        .param(clock.now())
        .query(Long.class)
        .list();
  }

  /**
   * @param url where to
   * @param secret what it is signed with
   */
  record Ready(Delivery delivery, String url, String secret, Event event) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "delivery " + delivery.id();
    }
  }

  /** What to send; empty where the webhook is gone or was switched off since. */
  @Transactional(readOnly = true)
  public Optional<Ready> ready(long id) {
    return jdbc.sql("select " + COLUMNS + " from webhook_delivery where id = ?")
        .param(id)
        .query(Delivery.class)
        .optional()
        .flatMap(
            delivery ->
                jdbc.sql("select url, secret from webhook where id = ? and active = true")
                    .param(delivery.webhookId())
                    .query(
                        (row, i) ->
                            new Ready(
                                delivery,
                                row.getString("url"),
                                row.getString("secret"),
                                event(delivery)))
                    .optional());
  }

  private Event event(Delivery delivery) {
    Long number = delivery.logNumber();
    return number == null
        ? Event.test(delivery.eventId(), delivery.createdAt(), clock.getZone())
        : Event.of(log.withNumbers(List.of(number)).get(number), clock.getZone());
  }

  /** Notes what became of a try, unless somebody has decided about it meanwhile. */
  public void record(
      Delivery tried, Answer answer, Delivery.State state, LocalDateTime nextAttemptAt) {
    if (answer.isGone()) {
      // before the delivery, as whoever removes it does
      jdbc.sql("update webhook set active = false, gone_at = ? where id = ?")
          .params(clock.now(), tried.webhookId())
          .update();
    }
    jdbc.sql(
            "update webhook_delivery set status = :status, attempts = :attempts, next_attempt_at ="
                + " :next, done_at = :done, answer_status = :code, answer = :answer where id = :id"
                + " and status = 'WAITING' and attempts = :before and tries_before = :triesBefore"
                + " and decided_at is not distinct from cast(:decidedAt as timestamp)")
        .param("status", state.name())
        .param("attempts", tried.attempts() + 1)
        .param("next", nextAttemptAt)
        .param("done", answer.isTaken() ? clock.now() : null, Types.TIMESTAMP)
        .param("code", answer.status(), Types.INTEGER)
        .param("answer", answer.problem(), Types.VARCHAR)
        .param("id", tried.id())
        .param("before", tried.attempts())
        .param("triesBefore", tried.triesBefore())
        .param("decidedAt", tried.decidedAt(), Types.TIMESTAMP)
        .update();
  }

  /** How many are in a state, of all webhooks. */
  @Transactional(readOnly = true)
  public int count(Delivery.State state) {
    return jdbc.sql("select count(*) from webhook_delivery where status = ?")
        .param(state.name())
        .query(Integer.class)
        .single();
  }
}
