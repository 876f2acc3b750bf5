package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.fairlead.FairleadTest;
import dev.fairlead.shared.NewerTables;
import dev.fairlead.shared.RefusedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * Who is taken for dead, and what becomes of their jobs; {@code NodeKillFaults} kills real ones.
 */
@FairleadTest
class NodeHeartbeatTests {
  private static final Duration DEAD_AFTER = Duration.ofMillis(600);

  @Autowired JdbcClient jdbc;
  @Autowired ProcessEngine engine;
  @Autowired HistoryService history;
  @Autowired ManagementService management;
  @Autowired NewerTables tables;

  private final JobExecutor executor = new DefaultJobExecutor();
  private NodeHeartbeat node;
  private String job;

  @BeforeEach
  void aJob() {
    job = history.cleanUpHistoryAsync(true).getId();
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("jobExecutor", executor);
    node =
        new NodeHeartbeat(
            jdbc,
            beans.getBeanProvider(JobExecutor.class),
            engine,
            tables,
            Duration.ofMillis(50),
            DEAD_AFTER);
  }

  @AfterEach
  void nobody() {
    node.stop();
    jdbc.sql("delete from node").update();
    lockedBy(null);
  }

  @Test
  void aNodeThatIsTakenForDeadBetweenTwoBeatsDoesNotStart() {
    assertThatThrownBy(
            () ->
                new NodeHeartbeat(
                    jdbc, null, engine, tables, Duration.ofSeconds(4), Duration.ofSeconds(10)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll("after 10,000 ms (fairlead.nodes.dead-after)", "every 4,000 ms");
  }

  private void lockedBy(String owner) {
    jdbc.sql(
            "update ACT_RU_JOB set LOCK_OWNER_ = ?,"
                + " LOCK_EXP_TIME_ = current_timestamp + interval '2' minute where ID_ = ?")
        .param(owner)
        .param(job)
        .update();
  }

  private String owner() {
    return jdbc.sql("select LOCK_OWNER_ from ACT_RU_JOB where ID_ = ?")
        .param(job)
        .query((row, i) -> "" + row.getString(1))
        .single();
  }

  private void seen(String id, int secondsAgo) {
    jdbc.sql("delete from node where id = ?").param(id).update();
    jdbc.sql(
            "insert into node (id, name, seen) values (?, 'another',"
                + " current_timestamp - interval '1' second * cast(? as integer))")
        .param(id)
        .param(secondsAgo)
        .update();
  }

  private boolean isKnown(String id) {
    return jdbc.sql("select count(*) from node where id = ?")
            .param(id)
            .query(Integer.class)
            .single()
        == 1;
  }

  @Test
  void theJobsOfASilentNodeAreFree() {
    seen("dead", 60);
    lockedBy("dead");
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              node.beat();
              return owner().equals("null");
            });
    assertThat(isKnown("dead")).isFalse();
    assertThat(isKnown(executor.getLockOwner())).isTrue();
    management.setJobRetries(job, 3); // it is as any other again
  }

  @Test
  void whoeverBeatsKeepsTheirs() throws Exception {
    lockedBy("alive");
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < DEAD_AFTER.multipliedBy(2).toNanos()) {
      seen("alive", 0);
      node.beat();
      Thread.sleep(20);
    }
    assertThat(owner()).isEqualTo("alive");
    assertThat(isKnown("alive")).isTrue();
  }

  /** After the database was away, all look dead to the one who comes first. */
  @Test
  void whoeverWasAwayThemselvesGivesTheOthersTime() throws Exception {
    node.beat();
    seen("slower", 60);
    lockedBy("slower");
    Thread.sleep(DEAD_AFTER.toMillis());
    node.beat();
    assertThat(owner()).isEqualTo("slower");
  }

  @Test
  void whoEndsInOrderLeavesNothingLocked() {
    node.beat();
    lockedBy(executor.getLockOwner());
    node.stop();
    assertThat(owner()).isEqualTo("null");
    assertThat(isKnown(executor.getLockOwner())).isFalse();
  }

  @Test
  void whatIsUnderWayIsFinishedBeforeItsJobIsFree() throws Exception {
    AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
    application.registerBean(ThreadPoolTaskExecutor.class);
    application.registerBean(NodeHeartbeat.class, () -> node);
    application.refresh();
    node.begin();
    lockedBy(executor.getLockOwner());
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch ending = new CountDownLatch(1);
    application.addApplicationListener(
        event -> {
          if (event instanceof ContextClosedEvent) {
            ending.countDown();
          }
        });
    Future<String> ownerAtItsEnd =
        application
            .getBean(ThreadPoolTaskExecutor.class)
            .submit(
                () -> {
                  underWay.countDown();
                  ending.await();
                  Thread.sleep(300); // in which whatever ends too early has time to
                  return owner();
                });
    underWay.await();
    application.close();
    assertThat(ownerAtItsEnd.get()).isEqualTo(executor.getLockOwner());
    assertThat(owner()).isEqualTo("null");
  }

  /** Nobody else is there on the embedded database, so nobody needs to hear a heart beat. */
  @Test
  void aStartOnTheEmbeddedDatabaseFreesWhatTheLastOneLeft() {
    lockedBy("killed");
    node.begin();
    if ("h2"
        .equals(
            ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getDatabaseType())) {
      assertThat(owner()).isEqualTo("null");
    } else {
      await().until(() -> isKnown(executor.getLockOwner()));
      assertThat(owner())
          .as("a node that was never heard of may be of an older release")
          .isEqualTo("killed");
    }
  }
}
