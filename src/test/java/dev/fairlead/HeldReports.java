package dev.fairlead;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Keeps jobs that render reports from their last step, so that nodes are in the middle of them. */
final class HeldReports implements AutoCloseable {
  private final NodesUnderLoad nodes;
  private final Connection lock;

  HeldReports(NodesUnderLoad nodes) throws SQLException {
    this.nodes = nodes;
    lock = nodes.connect();
    lock.setAutoCommit(false);
    try (Statement statement = lock.createStatement()) {
      statement.execute("lock table report_file in exclusive mode");
    }
  }

  /** Waits until a node is in the middle of a job, and answers which. */
  int awaitJob() {
    await("a node is in the middle of a job")
        .atMost(Duration.ofMinutes(2))
        .until(() -> !nodes.nodesInJobs().isEmpty());
    return nodes.nodesInJobs().get(0);
  }

  @Override
  public void close() throws SQLException {
    lock.rollback();
    lock.close();
  }
}
