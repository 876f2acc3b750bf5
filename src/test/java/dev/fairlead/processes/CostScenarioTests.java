package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.project.Phase;
import dev.fairlead.report.Reports;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@FairleadTest
@DisplayName(
    "Costs: what is posted counts once it is approved, and what is owed is settled before the end")
class CostScenarioTests extends Scenario {
  @Autowired Postings postings;
  @Autowired Commitments commitments;
  @Autowired Costs costs;
  @Autowired Reports reports;

  private long posts(String key, int days, String hours) {
    return postings.post(
        key,
        new NewPosting(
            MONDAY.toLocalDate().plusDays(days),
            Posting.Kind.TIME,
            null,
            new BigDecimal(hours),
            "tom",
            BUILD,
            null,
            "Build"),
        "tom");
  }

  private long order(String key) {
    return commitments
        .enter(
            key,
            new NewCommitment(
                null,
                "Acme",
                "Server",
                new BigDecimal("900"),
                MONDAY.toLocalDate(),
                MONDAY.toLocalDate().plusDays(20)),
            "clara")
        .id();
  }

  @Test
  @DisplayName("actual cost, forecast and report change with approval, not with submission")
  void actualCostChangesOnlyWithApproval() {
    track("CS-1");
    driver.setTime(day(3, 16));
    LocalDate today = driver.today();
    report("CS-1", BUILD, 50);
    long monday = posts("CS-1", 0, "8");
    long tuesday = posts("CS-1", 1, "9");
    long wednesday = posts("CS-1", 2, "6");
    assertThat(costs.figures("CS-1", today).ac()).isEqualByComparingTo("0");
    assertThat(costs.figures("CS-1", today).cpi()).isNull();
    assertThat(costs.waiting("CS-1", today)).isEqualByComparingTo("1840");

    postings.approve("CS-1", List.of(monday, tuesday), "clara");
    postings.sendBack("CS-1", List.of(wednesday), "It was Tuesday", "clara");
    assertThat(costs.figures("CS-1", today).ac()).isEqualByComparingTo("1360");
    assertThat(costs.figures("CS-1", today).cpi()).isNotNull();
    assertThat(costs.figures("CS-1", MONDAY.toLocalDate()).ac())
        .as("by the day of the work, not of the approval")
        .isEqualByComparingTo("640");
    assertThat(costs.waiting("CS-1", today)).isEqualByComparingTo("0");
    assertThat(mailed("CS-1", "is returned")).containsExactly("tom");

    reports.request("CS-1", "clara");
    assertThat(reports.interim("CS-1-R1").earnedValue().ac()).isEqualByComparingTo("1360");
    postings.correct(
        "CS-1",
        wednesday,
        new NewPosting(
            MONDAY.toLocalDate().plusDays(1),
            Posting.Kind.TIME,
            null,
            new BigDecimal("6"),
            "tom",
            BUILD,
            null,
            "Build"),
        null,
        "tom");
    assertThat(costs.figures("CS-1", today).ac()).isEqualByComparingTo("1360");
    postings.approve("CS-1", List.of(postings.waiting("CS-1").get(0).id()), "clara");
    assertThat(costs.figures("CS-1", today).ac()).isEqualByComparingTo("1840");
    assertThat(reports.interim("CS-1-R1").earnedValue().ac())
        .as("the report is frozen")
        .isEqualByComparingTo("1360");
  }

  @Test
  @DisplayName("an order that is not invoiced and a posting that waits hold up closing")
  void whatIsOwedIsSettledBeforeClosing() {
    track("CS-2");
    long order = order("CS-2");
    driver.setTime(day(10, 9));
    done("CS-2", BUILD, TEST, GO_LIVE);
    long waits = posts("CS-2", 9, "4");
    act("clara", "CS-2", "userTask_confirmAllWorkDone");
    assertThat(projects.get("CS-2").phase()).isEqualTo(Phase.CLOSING);
    assertWaiting("CS-2", "userTask_settleOpenPoints:clara");

    postings.approve("CS-2", List.of(waits), "clara");
    act("clara", "CS-2", "userTask_settleOpenPoints");
    assertWaiting("CS-2", "userTask_settleOpenPoints:clara");
    commitments.close("CS-2", order, "Not needed any more", "clara");
    act("clara", "CS-2", "userTask_settleOpenPoints");
    assertThat(driver.waitingFor("CS-2")).contains("userTask_rateGoals:clara");
  }

  @Test
  @DisplayName("a project that was stopped ends when its orders are closed")
  void whatIsOwedIsSettledAlsoWhenTheProjectIsStopped() {
    track("CS-3");
    long order = order("CS-3");
    driver.setTime(day(5, 9));
    projects.cancel("CS-3", "No money", "clara");
    assertWaiting("CS-3", "userTask_recordLessons:clara");
    assertThatThrownBy(
            () ->
                act(
                    "clara",
                    "CS-3",
                    "userTask_recordLessons",
                    "wentBadly",
                    "Money",
                    "recommendation",
                    "Ask first"))
        .hasStackTraceContaining("These costs are not settled: Acme, Server: 900.00 not invoiced");
    commitments.close("CS-3", order, "Cancelled", "clara");
    act(
        "clara",
        "CS-3",
        "userTask_recordLessons",
        "wentBadly",
        "Money",
        "recommendation",
        "Ask first");
    driver.runWaiting();
    assertThat(projects.get("CS-3").phase()).isEqualTo(Phase.CLOSED);
    assertThatThrownBy(() -> posts("CS-3", 4, "1"))
        .hasMessageContaining("Costs can be posted on CS-3");
  }
}
