package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What the gates of statements and commits count is what was done, and not what ran beside it. */
@FairleadTest
class SqlStatementsTests {
  @Autowired JdbcTemplate jdbc;
  @Autowired TransactionTemplate transactions;

  @Test
  void whatAnotherThreadDoesMeanwhileIsNotCounted() throws Exception {
    assertThat(SqlStatements.count(this::beside)).isEqualTo(1);
    assertThat(SqlStatements.commits(this::beside)).isEqualTo(1);
  }

  private Object beside() throws InterruptedException {
    Thread other = new Thread(this::ask, "another");
    other.start();
    other.join();
    ask();
    return null;
  }

  private void ask() {
    transactions.executeWithoutResult(
        status -> jdbc.queryForObject("select count(*) from project", Long.class));
  }
}
