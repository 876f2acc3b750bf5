package dev.fairlead.privacy;

import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.OwnAccord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets go of what is no longer needed, every night, on whichever node: twice does no harm. The
 * decision log, archives, published reports and what a closed project was stay. The engine cleans
 * its own history by the time to live in each diagram.
 */
@Service
public class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** Of projects that closed before {@code :cutoff}, have their archive, and need no support. */
  private static final String LONG_CLOSED =
      " project_key in (select p.project_key from project p"
          + " join archive_file a on a.project_key = p.project_key"
          + " left join early_support s on s.project_key = p.project_key"
          + " where p.phase = 'CLOSED' and p.closed_on < :cutoff"
          + " and (s.begun_on is null or s.wrapped_up_at is not null))";

  private final JdbcClient jdbc;
  private final FairleadClock clock;
  private final OwnAccord ownAccord;
  private final Duration mails;
  private final Duration progress;
  private final Duration stakeholders;
  private final Duration links;
  private final Duration failures;
  private final Duration webhooks;

  Retention(
      JdbcClient jdbc,
      FairleadClock clock,
      OwnAccord ownAccord,
      @Value("${fairlead.retention.mails:P365D}") Duration mails,
      @Value("${fairlead.retention.progress:P1825D}") Duration progress,
      @Value("${fairlead.retention.stakeholders:P365D}") Duration stakeholders,
      @Value("${fairlead.retention.links:P90D}") Duration links,
      @Value("${fairlead.retention.login-failures:P1D}") Duration failures,
      @Value("${fairlead.retention.webhooks:P90D}") Duration webhooks) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.ownAccord = ownAccord;
    this.mails = mails;
    this.progress = progress;
    this.stakeholders = stakeholders;
    this.links = links;
    this.failures = failures;
    this.webhooks = webhooks;
  }

  /**
   * Deletes what is older than its time.
   *
   * @return rows that are gone, by table
   */
  @Scheduled(cron = "${fairlead.retention.cron:0 30 1 * * *}")
  @Transactional
  public Map<String, Integer> clean() {
    Map<String, Integer> gone = new LinkedHashMap<>();
    if (!ownAccord.isGiven()) {
      return gone; // a clock that is a year ahead would delete a year too much
    }
    // of a project only when its archive or the supplement tells what was told to whom
    delete(
        gone,
        "outbox_mail",
        mails,
        "status in ('SENT', 'BUNDLED', 'GIVEN_UP') and created_at < :cutoff"
            + " and (project_key is null or"
            + LONG_CLOSED
            + " and (exists (select 1 from archive_supplement t where t.project_key = outbox_mail.project_key)"
            + " or created_at <= (select a.made_at from archive_file a where a.project_key = outbox_mail.project_key)))"
            + " and id not in (select mail_id from troubled_address)");
    delete(
        gone,
        "mail_attachment",
        mails,
        "not exists (select 1 from outbox_mail m where m.notice_key = mail_attachment.notice_key)");
    for (String table : new String[] {"progress_report", "check_in", "task_warning", "plan_edit"}) {
      delete(gone, table, progress, LONG_CLOSED.strip());
    }
    delete(gone, "stakeholder", stakeholders, LONG_CLOSED.strip());
    delete(gone, "project_history", stakeholders, "subject_type = 'STAKEHOLDER' and" + LONG_CLOSED);
    delete(
        gone,
        "shared_token",
        links,
        "link_id in (select id from shared_link where expires_at < :cutoff or revoked_at <"
            + " :cutoff)");
    delete(
        gone,
        "contractor_token",
        links,
        "report_id in (select id from contractor_report where status in ('ACCEPTED', 'WITHDRAWN')"
            + " and decided_at < :cutoff)");
    gone.put(
        "shared_link",
        jdbc.sql(
                "update shared_link set content = :empty, snapshot = '{}', words = null where"
                    + " (expires_at < :cutoff or revoked_at < :cutoff) and snapshot <> '{}'")
            .param("empty", new byte[0])
            .param("cutoff", clock.now().minus(links))
            .update());
    delete(gone, "mail_decision", links, "expires_at < :cutoff");
    delete(
        gone,
        "webhook_delivery",
        webhooks,
        "status in ('DONE', 'GIVEN_UP') and coalesce(done_at, decided_at, created_at) < :cutoff");
    delete(gone, "login_failure", failures, "failed_at < :cutoff");
    gone.values().removeIf(rows -> rows == 0);
    if (!gone.isEmpty()) {
      LOG.info("Retention: {}", gone);
    }
    return gone;
  }

  private void delete(Map<String, Integer> gone, String table, Duration kept, String condition) {
    gone.put(
        table,
        jdbc.sql("delete from " + table + " where " + condition)
            .param("cutoff", clock.now().minus(kept))
            .update());
  }
}
