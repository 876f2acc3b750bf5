package dev.fairlead;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two people who do something at the same time. */
public record AtOnce(JdbcClient jdbc, PlatformTransactionManager transactions) {
  /**
   * What the second is told, who begins when the first has written and before that is committed;
   * null where nothing refuses it.
   */
  public String refusal(Runnable first, Runnable second) throws Exception {
    CompletableFuture<Void> other =
        new TransactionTemplate(transactions)
            .execute(
                status -> {
                  first.run();
                  CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(second);
                  awaitWaiting(meanwhile);
                  return meanwhile;
                });
    try {
      other.get(30, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException refused) {
      return refused.getCause().getMessage();
    }
  }

  /** Until it waits for a row that another transaction has, or is done since it waits for none. */
  public void awaitWaiting(CompletableFuture<Void> meanwhile) {
    String waiting =
        TestDatabase.isPostgres()
            ? "select count(*) from pg_locks where not granted"
            : "select count(*) from information_schema.sessions where blocker_id is not null";
    while (!meanwhile.isDone() && jdbc.sql(waiting).query(Long.class).single() == 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
