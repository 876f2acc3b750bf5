package dev.fairlead.webhooks;

import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import dev.fairlead.project.Decided;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import java.net.URI;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The addresses that are told of decisions, for administrators. */
@Service
@Transactional
public class Webhooks {
  /** Each has a thread on each node while something is sent to it. */
  public static final int MOST = 50;

  static final String COLUMNS =
      "id, url, kinds, projects, active, followed_to, gone_at, created_by, created_at";
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int LONGEST_LIST = 1000;
  private static final Pattern MAIL =
      Pattern.compile("[\\w.+%-](@|%40)[\\w-]+(\\.[\\w-]+)*\\.[a-z]{2,}", Pattern.CASE_INSENSITIVE);

  /** What was tried and has not arrived; what waits for its first try leaves by itself. */
  private static final String TRIED =
      "(status = 'FAILED' or status = 'WAITING' and attempts > tries_before)";

  private final JdbcClient jdbc;
  private final WebhookHosts hosts;
  private final Deliveries deliveries;
  private final DecisionLog log;
  private final Projects projects;
  private final Users users;
  private final FairleadClock clock;

  Webhooks(
      JdbcClient jdbc,
      WebhookHosts hosts,
      Deliveries deliveries,
      DecisionLog log,
      Projects projects,
      Users users,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.hosts = hosts;
    this.deliveries = deliveries;
    this.log = log;
    this.projects = projects;
    this.users = users;
    this.clock = clock;
  }

  /**
   * A webhook that was just made.
   *
   * @param secret signs what is sent; told this once
   */
  public record Made(long id, String host, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "webhook " + id;
    }
  }

  /**
   * Tells an address of what is decided from now on.
   *
   * @param kinds names of kinds of decisions; none for all
   * @param projectKeys keys with commas or spaces between them; blank for all
   * @throws RefusedException naming the fields {@code url}, {@code kinds} and {@code projects}
   */
  public Made add(String url, Collection<String> kinds, String projectKeys, String by) {
    mustBeAdministrator(by);
    Checks checks = new Checks();
    URI address = checks.value(() -> checked(url));
    String wantedKinds = checks.value(() -> kinds(kinds));
    String wantedProjects = checks.value(() -> projects(projectKeys));
    checks.done();
    // so that two who add at once are counted one after the other
    DecisionLog.Head head =
        jdbc.sql("select number, hash from decision_head where id = 1 for update")
            .query(DecisionLog.Head.class)
            .single();
    if (jdbc.sql("select count(*) from webhook").query(Integer.class).single() >= MOST) {
      throw RefusedException.because("webhooks.tooMany", MOST);
    }
    String secret = Signature.secret();
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into webhook (url, secret, kinds, projects, active, followed_to, created_by,"
                + " created_at) values (?, ?, ?, ?, true, ?, ?, ?)")
        .param(1, address.toString())
        .param(2, secret)
        .param(3, wantedKinds, Types.VARCHAR)
        .param(4, wantedProjects, Types.VARCHAR)
        .param(5, head.number())
        .param(6, by)
        .param(7, clock.now())
        .update(key, "id");
    Made made =
        new Made(
            Objects.requireNonNull(key.getKey()).longValue(), address.getRawAuthority(), secret);
    LOG.info("{} added webhook {} at {}", by, made.id(), made.host());
    return made;
  }

  /** With a person in it, an address could not outlive them, nor lead anywhere without them. */
  private URI checked(String url) {
    URI address = hosts.check(url);
    if (MAIL.matcher(address.toString()).find()) {
      throw RefusedException.ofField("url", "webhooks.urlMail");
    }
    return address;
  }

  private static String kinds(Collection<String> named) {
    Set<String> known =
        Arrays.stream(Decided.Kind.values()).map(Enum::name).collect(Collectors.toSet());
    for (String one : named) {
      if (!known.contains(one)) {
        throw RefusedException.ofField("kinds", "webhooks.kindUnknown", one);
      }
    }
    return named.isEmpty() || named.size() == known.size()
        ? null
        : named.stream().distinct().sorted().collect(Collectors.joining(","));
  }

  private String projects(String typed) {
    Set<String> keys = new LinkedHashSet<>();
    for (String one : (typed == null ? "" : typed).split("[,;\\s]+")) {
      if (!one.isEmpty()) {
        keys.add(
            projects
                .find(one.toUpperCase(Locale.ROOT))
                .map(Project::key)
                .orElseThrow(
                    () -> RefusedException.ofField("projects", "webhooks.projectUnknown", one)));
      }
    }
    String list = String.join(",", keys);
    if (list.length() > LONGEST_LIST) {
      throw RefusedException.ofField("projects", "webhooks.projectsLong", LONGEST_LIST);
    }
    return list.isEmpty() ? null : list;
  }

  /** All of them, the oldest first. */
  @Transactional(readOnly = true)
  public List<Webhook> all() {
    return jdbc.sql("select " + COLUMNS + " from webhook order by id").query(Webhook.class).list();
  }

  /** Sends nothing more, or goes on with all that has been decided meanwhile. */
  public Webhook setActive(long id, boolean active, String by) {
    mustBeAdministrator(by);
    Webhook webhook = locked(id);
    jdbc.sql("update webhook set active = ?, gone_at = null where id = ?")
        .params(active, id)
        .update();
    LOG.info("{} switched webhook {} at {} {}", by, id, webhook.host(), active ? "on" : "off");
    return webhook;
  }

  /** Takes it away with what it was told, and with what it was to be told. */
  public Webhook remove(long id, String by) {
    mustBeAdministrator(by);
    Webhook webhook = locked(id);
    jdbc.sql("delete from webhook where id = ?").param(id).update();
    LOG.info("{} removed webhook {} at {}", by, id, webhook.host());
    return webhook;
  }

  /** Sends an event that tells of nothing. */
  public Webhook test(long id, String by) {
    mustBeAdministrator(by);
    Webhook webhook = toBeSentTo(id);
    deliveries.addTest(id);
    LOG.info("{} tests webhook {} at {}", by, id, webhook.host());
    return webhook;
  }

  /** Sends it now, under the same id and with all tries before it. */
  public void sendAgain(long id, String by) {
    mustBeAdministrator(by);
    // the webhook before its delivery, as whoever removes it does
    Long webhook =
        jdbc.sql("select webhook_id from webhook_delivery where id = ?")
            .param(id)
            .query(Long.class)
            .optional()
            .orElseThrow(() -> NotFoundException.because("webhooks.unknownDelivery"));
    toBeSentTo(webhook);
    toDecide(id);
    again("id = ?", id, by);
    LOG.info("{} sends delivery {} of a webhook again", by, id);
  }

  /** What became of all that was tried and has not arrived. */
  public record All(String host, int count) {}

  /** The same with all that were tried and have not arrived. */
  public All sendAllAgain(long id, String by) {
    mustBeAdministrator(by);
    Webhook webhook = toBeSentTo(id);
    int count = again("webhook_id = ? and " + TRIED, id, by);
    LOG.info("{} sends {} deliveries to webhook {} at {} again", by, count, id, webhook.host());
    return new All(webhook.host(), count);
  }

  private int again(String which, long id, String by) {
    return jdbc.sql(
            "update webhook_delivery set status = 'WAITING', next_attempt_at = ?, tries_before ="
                + " attempts, done_at = null, decided_by = ?, decided_at = ? where "
                + which)
        .params(clock.now(), by, clock.now(), id)
        .update();
  }

  /** Notes that it need not arrive. */
  public void giveUp(long id, String by) {
    mustBeAdministrator(by);
    Delivery delivery = toDecide(id);
    if (!delivery.isWaiting() && !delivery.isFailed()) {
      throw ConflictException.because("webhooks.isOver");
    }
    gaveUp("id = ?", id, by);
    LOG.info("{} gives up delivery {} of a webhook", by, id);
  }

  /** The same with all that were tried and have not arrived. */
  public All giveUpAll(long id, String by) {
    mustBeAdministrator(by);
    Webhook webhook = locked(id);
    int count = gaveUp("webhook_id = ? and " + TRIED, id, by);
    LOG.info("{} gives up {} deliveries to webhook {} at {}", by, count, id, webhook.host());
    return new All(webhook.host(), count);
  }

  private int gaveUp(String which, long id, String by) {
    return jdbc.sql(
            "update webhook_delivery set status = 'GIVEN_UP', decided_by = ?, decided_at = ?"
                + " where "
                + which)
        .params(by, clock.now(), id)
        .update();
  }

  /**
   * The newest deliveries before the given id (0 for the newest of all).
   *
   * @param webhook of this one only, or null for all
   * @param state in this state only, or null for all
   */
  @Transactional(readOnly = true)
  public List<Delivery> page(Long webhook, Delivery.State state, long before, int size) {
    return jdbc.sql(
            "select "
                + Deliveries.COLUMNS
                + " from webhook_delivery where id < :before"
                + (webhook == null ? "" : " and webhook_id = :webhook")
                + (state == null ? "" : " and status = :state")
                + " order by id desc limit "
                + Math.min(Math.max(size, 1), 200))
        .param("before", before <= 0 ? Long.MAX_VALUE : before)
        .param("webhook", webhook)
        .param("state", state == null ? null : state.name())
        .query(Delivery.class)
        .list();
  }

  /** How many wait and have failed, by webhook. */
  @Transactional(readOnly = true)
  public Map<Long, Open> open() {
    return jdbc
        .sql(
            "select webhook_id, count(case when status = 'WAITING' then 1 end) as waiting,"
                + " count(case when status = 'FAILED' then 1 end) as failed,"
                + " count(case when "
                + TRIED
                + " then 1 end) as tried from webhook_delivery"
                + " where status in ('WAITING', 'FAILED') group by webhook_id")
        .query(Open.class)
        .list()
        .stream()
        .collect(Collectors.toMap(Open::webhookId, open -> open));
  }

  /**
   * What has not arrived at a webhook.
   *
   * @param tried of both those that were tried
   */
  public record Open(long webhookId, int waiting, int failed, int tried) {}

  /** The entries that these deliveries tell of, by their numbers. */
  @Transactional(readOnly = true)
  public Map<Long, DecisionEntry> entriesOf(List<Delivery> told) {
    return log.withNumbers(
        told.stream()
            .map(Delivery::logNumber)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  /** Locked; whoever waits for what cannot leave would wait in vain. */
  private Webhook toBeSentTo(long id) {
    Webhook webhook = locked(id);
    if (!webhook.active()) {
      throw ConflictException.because("webhooks.testOff", webhook.host());
    }
    try {
      hosts.check(webhook.url());
    } catch (RefusedException unlisted) {
      throw ConflictException.because("webhooks.unlisted", webhook.host());
    }
    return webhook;
  }

  private Webhook locked(long id) {
    return jdbc.sql("select " + COLUMNS + " from webhook where id = ? for update")
        .param(id)
        .query(Webhook.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("webhooks.unknown"));
  }

  private Delivery toDecide(long id) {
    return jdbc.sql(
            "select " + Deliveries.COLUMNS + " from webhook_delivery where id = ? for update")
        .param(id)
        .query(Delivery.class)
        .optional()
        .orElseThrow(() -> NotFoundException.because("webhooks.unknownDelivery"));
  }

  private void mustBeAdministrator(String by) {
    if (!users.get(by).isIn(Groups.ADMINISTRATORS)) {
      throw RefusedException.forbidden("webhooks.onlyAdministrators");
    }
  }
}
