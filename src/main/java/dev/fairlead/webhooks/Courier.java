package dev.fairlead.webhooks;

import dev.fairlead.shared.Claims;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.OwnAccord;
import dev.fairlead.webhooks.Deliveries.Ready;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries what was decided to the webhooks, each event at least once. A node claims a delivery
 * before it sends it; a node that is killed meanwhile leaves it to be sent again by another one,
 * with the same id. Each webhook has a thread of its own, so a slow one holds up no other; their
 * number is bounded ({@link Webhooks#MOST}).
 */
@Component
class Courier implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  /** To one webhook, before others of its node are looked for again. */
  private static final int AT_ONCE = 50;

  private final Deliveries deliveries;
  private final WebhookHosts hosts;
  private final Receiver receiver;
  private final TransactionTemplate transactions;
  private final FairleadClock clock;
  private final OwnAccord ownAccord;
  private final Claims claims;

  private final Set<Long> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(new CustomizableThreadFactory("webhook-"));
  private volatile boolean ending;

  Courier(
      JdbcClient jdbc,
      Deliveries deliveries,
      WebhookHosts hosts,
      Receiver receiver,
      TransactionTemplate transactions,
      FairleadClock clock,
      OwnAccord ownAccord,
      @Value("${fairlead.webhooks.claim:PT2M}") Duration claim) {
    this.deliveries = deliveries;
    this.hosts = hosts;
    this.receiver = receiver;
    this.transactions = transactions;
    this.clock = clock;
    this.ownAccord = ownAccord;
    this.claims = new Claims(jdbc, clock, "webhook_delivery", claim);
  }

  /**
   * Without hosts nothing is sent, but what was decided is still noted, so that it waits.
   *
   * @return what is being sent
   */
  @Scheduled(
      fixedDelayString = "${fairlead.webhooks.interval:PT5S}",
      initialDelayString = "${fairlead.webhooks.interval:PT5S}")
  synchronized List<Future<?>> carry() {
    List<Future<?>> begun = new ArrayList<>();
    List<Long> behind = deliveries.behind();
    List<Long> due = hosts.isOn() ? deliveries.due() : List.of();
    if (behind.isEmpty() && due.isEmpty() || !ownAccord.isGiven()) {
      return begun;
    }
    behind.forEach(deliveries::follow);
    for (long webhook : hosts.isOn() ? deliveries.due() : List.<Long>of()) {
      if (!ending && busy.add(webhook)) {
        begun.add(threads.submit(() -> sendSome(webhook)));
      }
    }
    return begun;
  }

  private void sendSome(long webhook) {
    try {
      for (int i = 0; i < AT_ONCE && !ending; i++) {
        Long next = transactions.execute(status -> claims.next("and webhook_id = ?", webhook));
        if (next == null || !send(next)) {
          return;
        }
      }
    } catch (RuntimeException e) {
      // what was claimed is tried again when its claim lapses
      LOG.error("Webhook {}: deliveries are tried again", webhook, e);
    } finally {
      busy.remove(webhook);
    }
  }

  /** Whether another one may be tried right now. */
  private boolean send(long id) {
    Optional<Ready> found = deliveries.ready(id);
    if (found.isEmpty()) {
      return false;
    }
    Ready ready = found.get();
    Delivery delivery = ready.delivery();
    Answer answer = receiver.post(ready.url(), ready.secret(), ready.event(), clock.instant());
    int tries = delivery.attempts() - delivery.triesBefore();
    boolean last = answer.isGone() || Claims.isLast(tries);
    Delivery.State state =
        answer.isTaken()
            ? Delivery.State.DONE
            : last ? Delivery.State.FAILED : Delivery.State.WAITING;
    if (!answer.isTaken()) {
      // what it said stands on the page only: it may repeat the address, which may hold a key
      LOG.warn(
          "Event {} was not taken by webhook {} at {}: {}",
          delivery.eventId(),
          delivery.webhookId(),
          Webhook.host(ready.url()),
          answer.status() == null ? "no answer" : answer.status());
    }
    deliveries.record(delivery, answer, state, clock.now().plus(Claims.pause(tries)));
    return answer.isTaken();
  }

  /** What is under way is finished; the rest waits for the next start or for other nodes. */
  @Override
  public void destroy() throws InterruptedException {
    ending = true;
    threads.shutdown();
    threads.awaitTermination(30, TimeUnit.SECONDS);
  }
}
