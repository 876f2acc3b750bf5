package dev.fairlead.engine;

import dev.fairlead.shared.NewerTables;
import dev.fairlead.shared.RefusedException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Nodes tell each other through the database that they live. The jobs of one that has been silent
 * for a while are given to the others, who would otherwise wait until its locks lapse. All moments
 * are the database's. A node that was only slow loses nothing by it: what it still does of such a
 * job is rolled back when it commits, as after a lock that lapsed.
 *
 * <p>The embedded database belongs to one process, so whatever is locked when it starts is left
 * from one that is gone.
 */
@Component
class NodeHeartbeat implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(NodeHeartbeat.class);

  /** A node that misses fewer beats than this is not dead. */
  private static final int MISSED = 3;

  private final JdbcClient jdbc;
  private final JobExecutor jobs;
  private final ProcessEngineConfigurationImpl engine;
  private final NewerTables tables;
  private final Duration interval;
  private final Duration longestSilence;
  private final ScheduledExecutorService heart;
  private volatile boolean begun;
  private Instant last = Instant.MIN;
  private Instant unbrokenSince = Instant.MIN;

  NodeHeartbeat(
      JdbcClient jdbc,
      ObjectProvider<JobExecutor> jobs,
      ProcessEngine engine,
      NewerTables tables,
      @Value("${fairlead.nodes.heartbeat:PT2S}") Duration interval,
      @Value("${fairlead.nodes.dead-after:PT10S}") Duration longestSilence) {
    if (interval.multipliedBy(MISSED).compareTo(longestSilence) > 0) {
      throw RefusedException.because(
          "engine.heartbeat", longestSilence.toMillis(), interval.toMillis(), MISSED);
    }
    this.jdbc = jdbc;
    this.jobs = jobs.getIfAvailable();
    this.engine = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    this.tables = tables;
    this.interval = interval;
    this.longestSilence = longestSilence;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread thread = new Thread(run, "heartbeat");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** A node as the database knows it, at the database's moment {@code now}. */
  private record Node(String id, String name, OffsetDateTime seen, OffsetDateTime now) {
    Duration silence() {
      return Duration.between(seen, now);
    }
  }

  @EventListener(ApplicationStartedEvent.class)
  void begin() {
    if (jobs == null) {
      return;
    }
    begun = true;
    if ("h2".equals(engine.getDatabaseType())) {
      freeAllOfOthers();
    } else {
      heart.scheduleWithFixedDelay(
          this::beatWhateverHappens, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Begins with {@link #begin} instead, when the application takes requests. */
  @Override
  public boolean isAutoStartup() {
    return false;
  }

  @Override
  public void start() {
    begin();
  }

  @Override
  public boolean isRunning() {
    return begun;
  }

  /** Ends after the threads that do jobs, which are waited for, and before the database. */
  @Override
  public int getPhase() {
    return 0;
  }

  /**
   * Frees what was taken and not begun. The heart beats until here, so that nobody takes over what
   * was still being finished.
   */
  @Override
  public void stop() {
    begun = false;
    heart.shutdownNow();
    try {
      free(jobs.getLockOwner());
      jdbc.sql("delete from node where id = ?").param(jobs.getLockOwner()).update();
    } catch (RuntimeException e) {
      LOG.info("The end of this node could not be told to the others: {}", e.getMessage());
    }
  }

  private void beatWhateverHappens() {
    try {
      beat();
    } catch (RuntimeException | Error e) {
      // whatever leaves here would end the beating for good
      LOG.warn("No heartbeat of this node: {}", e.toString());
    }
  }

  /** Says that this node lives, and looks which others do not and whether its tables do. */
  void beat() {
    tables.look();
    String me = jobs.getLockOwner();
    if (jdbc.sql("update node set seen = current_timestamp where id = ?").param(me).update() == 0) {
      jdbc.sql("insert into node (id, name, seen) values (?, ?, current_timestamp)")
          .param(me)
          .param(ManagementFactory.getRuntimeMXBean().getName())
          .update();
    }
    List<Node> nodes =
        jdbc.sql("select id, name, seen, current_timestamp as now from node")
            .query(Node.class)
            .list();
    if (mayJudge(nodes.get(0).now().toInstant())) {
      nodes.stream()
          .filter(node -> !node.id().equals(me) && node.silence().compareTo(longestSilence) > 0)
          .forEach(this::takeOver);
    }
  }

  /**
   * Whoever was away for a while themselves, or had no database, cannot tell who is dead from who
   * had none either, and gives them time to beat again.
   */
  private boolean mayJudge(Instant now) {
    if (last.plus(longestSilence.dividedBy(2)).isBefore(now)) {
      unbrokenSince = now;
    }
    last = now;
    return !unbrokenSince.plus(longestSilence).isAfter(now);
  }

  private void takeOver(Node dead) {
    int freed = free(dead.id());
    jdbc.sql("delete from node where id = ? and seen = ?")
        .param(dead.id())
        .param(dead.seen())
        .update();
    LOG.warn(
        "Node {} has been silent for {} s; its {} jobs go to the others",
        dead.name(),
        dead.silence().toSeconds(),
        freed);
  }

  private void freeAllOfOthers() {
    jdbc.sql("select distinct LOCK_OWNER_ from ACT_RU_JOB where LOCK_OWNER_ <> ?")
        .param(jobs.getLockOwner())
        .query(String.class)
        .list()
        .forEach(this::free);
  }

  private int free(String owner) {
    int freed = 0;
    for (String job :
        jdbc.sql("select ID_ from ACT_RU_JOB where LOCK_OWNER_ = ?")
            .param(owner)
            .query(String.class)
            .list()) {
      try {
        freed += engine.getCommandExecutorTxRequired().execute(unlock(job, owner)) ? 1 : 0;
      } catch (OptimisticLockingException e) {
        LOG.debug("Job {} was freed or done by another node meanwhile", job);
      }
    }
    if (freed > 0) {
      jobs.jobWasAdded();
    }
    return freed;
  }

  private static Command<Boolean> unlock(String id, String owner) {
    return context -> {
      JobEntity job = context.getJobManager().findJobById(id);
      if (job == null || !owner.equals(job.getLockOwner())) {
        return false;
      }
      job.unlock();
      return true;
    };
  }
}
