package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.change.Changes;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What tracking asks of the database for a project does not grow with its tasks. */
@FairleadTest
class TrackingStatementsTests {
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired Tracking tracking;
  @Autowired Changes changes;
  @Autowired Costs costs;
  @Autowired PostedHours hours;
  @Autowired TransactionTemplate transaction;
  @Autowired FairleadClock clock;

  @AfterEach
  void time() {
    clock.resume();
  }

  private String tracked(int tasks) {
    String key = PlanFixture.project(jdbc);
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= tasks; i++) {
      String owner = i % 2 == 0 ? "tom" : "tina";
      edits.add(
          PlanEdit.of(
              Kind.ADD_TASK, -i, Map.of("name", "Task " + i, "durationDays", "2", "owner", owner)));
      if (i > 1) {
        edits.add(PlanEdit.of(Kind.ADD_LINK, -i, Map.of("predecessor", "-" + (i - 1))));
      }
    }
    edits.add(
        PlanEdit.of(
            Kind.ADD_TASK, -1_000, Map.of("name", "Long", "durationDays", "67", "owner", "tom")));
    plans.edit(key, 0, edits, "clara");
    baselines.freeze(key, "maria", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
    return key;
  }

  /** Looks twice, since the first look may read what is remembered from then; changes nothing. */
  private List<String> statements(Callable<?> work) throws Exception {
    Callable<Object> undone =
        () ->
            transaction.execute(
                status -> {
                  status.setRollbackOnly();
                  try {
                    return work.call();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
    undone.call();
    return SqlStatements.of(undone);
  }

  @Test
  void theDailyReviewTheFiguresAndTheImpactOfAChange() throws Exception {
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    String small = tracked(5);
    String large = tracked(200);
    jdbc.sql("update project set budget = 9000000 where project_key in (?, ?)")
        .params(small, large)
        .update();
    List<PlanEdit> edits = List.of(PlanEdit.of(Kind.SET, 3, Map.of("durationDays", "4")));

    assertThat(statements(() -> tracking.review(large)))
        .as("a day on which nothing is found")
        .hasSameSizeAs(statements(() -> tracking.review(small)))
        .hasSizeLessThanOrEqualTo(8);
    clock.stopAt(LocalDateTime.of(2027, 6, 1, 7, 0).atZone(ZoneId.systemDefault()).toInstant());
    assertThat(tracking.review(large).toFollowUp()).hasSizeGreaterThan(20);
    assertThat(tracking.review(small).toFollowUp()).as("late and stale").hasSize(6);
    assertThat(statements(() -> tracking.review(large)))
        .as("late, stale, soon late, and out of tolerance")
        .hasSameSizeAs(statements(() -> tracking.review(small)))
        .hasSizeLessThanOrEqualTo(14);
    clock.resume();
    assertThat(statements(() -> costs.parts(large, LocalDate.of(2027, 3, 10))))
        .hasSameSizeAs(statements(() -> costs.parts(small, LocalDate.of(2027, 3, 10))));
    assertThat(statements(() -> hours.of(large)))
        .hasSameSizeAs(statements(() -> hours.of(small)))
        .hasSizeLessThanOrEqualTo(8);
    assertThat(statements(() -> changes.preview(large, edits)))
        .hasSameSizeAs(statements(() -> changes.preview(small, edits)))
        .isNotEmpty();
  }
}
