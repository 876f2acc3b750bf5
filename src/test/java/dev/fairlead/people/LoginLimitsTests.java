package dev.fairlead.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.people.LoginLimits.Failures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What administrators see of logins that failed. */
@FairleadTest
class LoginLimitsTests {
  @Autowired JdbcClient jdbc;

  @BeforeEach
  @AfterEach
  void nobodyFailed() {
    jdbc.sql("delete from login_failure").update();
  }

  @Test
  void saysWhoFailedWhereHowOftenAndWhoIsRefused() {
    LoginLimits limits = new LoginLimits(jdbc, 3, 4, Duration.ofMinutes(15));
    limits.failed("tom", "192.0.2.1");
    limits.failed("tom", "192.0.2.2");
    limits.failed("tom", "192.0.2.2");
    limits.failed("tina", "192.0.2.3");
    limits.failed("nobody", "192.0.2.4");
    for (String guessed : List.of("maria", "sofia", "secret", "secret")) {
      limits.failed(guessed, "192.0.2.5");
    }
    assertThat(limits.recent())
        .extracting(Failures::username, Failures::address, Failures::count, Failures::refused)
        .containsExactlyInAnyOrder(
            tuple("tom", "192.0.2.1", 1L, true),
            tuple("tom", "192.0.2.2", 2L, true),
            tuple("tina", "192.0.2.3", 1L, false),
            tuple(null, "192.0.2.4", 1L, false),
            tuple("maria", "192.0.2.5", 1L, true),
            tuple("sofia", "192.0.2.5", 1L, true),
            tuple(null, "192.0.2.5", 2L, true));
  }

  @Test
  void asksAsOftenHoweverManyFailedAndForNoAccountWhereNobodyDid() throws Exception {
    LoginLimits limits = new LoginLimits(jdbc, 3, 4, Duration.ofMinutes(15));
    assertThat(SqlStatements.of(limits::recent))
        .hasSize(1)
        .noneMatch(statement -> statement.contains("app_user"));
    for (int i = 0; i < 9; i++) {
      limits.failed("tom-" + i, "192.0.2." + i);
    }
    assertThat(SqlStatements.count(limits::recent)).isEqualTo(2);
  }
}
