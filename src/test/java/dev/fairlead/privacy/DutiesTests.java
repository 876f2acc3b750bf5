package dev.fairlead.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanFixture;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What keeps a person from being forgotten. */
@FairleadTest
class DutiesTests {
  @Autowired Duties duties;
  @Autowired JdbcClient jdbc;

  @Test
  void whatSomebodyRejectedIsTheirsUntilTheyAcceptIt() {
    String key = PlanFixture.project(jdbc);
    PlanFixture.phase(jdbc, key, "CLOSING");
    deliverable(key, 1, "Undecided", null);
    deliverable(key, 2, "Rejected", "REJECTED");
    deliverable(key, 3, "Accepted", "ACCEPTED");
    deliverable(key, 4, "Remarked", "ON_CONDITION");
    assertThat(theirs(key))
        .satisfiesExactly(
            rejected -> assertThat(rejected).contains("\"Rejected\""),
            undecided -> assertThat(undecided).contains("\"Undecided\""));

    jdbc.sql("update deliverable set acceptance = null where project_key = ? and number = 2")
        .param(key)
        .update();
    assertThat(theirs(key)).as("reworked, and to be decided on again").hasSize(2);
    jdbc.sql("update deliverable set acceptance = 'ACCEPTED' where project_key = ?")
        .param(key)
        .update();
    assertThat(theirs(key)).isEmpty();
  }

  private List<String> theirs(String key) {
    return duties.of("petra").stream().filter(duty -> duty.startsWith(key + ":")).toList();
  }

  private void deliverable(String key, int number, String name, String acceptance) {
    jdbc.sql(
            "insert into deliverable (project_key, number, name, criteria, acceptor, acceptance,"
                + " accepted_by, accepted_at) values (?, ?, ?, 'Works', 'petra', ?, ?, ?)")
        .params(
            key,
            number,
            name,
            acceptance,
            acceptance == null ? null : "petra",
            acceptance == null ? null : LocalDateTime.of(2027, 3, 2, 9, 0))
        .update();
  }
}
