package dev.fairlead.plan.schedule;

import static dev.fairlead.plan.schedule.PlanBuilder.DAY;
import static dev.fairlead.plan.schedule.PlanBuilder.MONDAY;
import static dev.fairlead.plan.schedule.PlanBuilder.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.PersonalCalendar.Leave;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.RiskAnalysis.Driver;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** The seed is fixed, so every figure here is the same in every run of the tests. */
class ScheduleRiskTests {
  private static final int RUNS = 20_000;

  private static RiskAnalysis simulate(PlanBuilder plan, Risk... risks) {
    return simulate(plan, null, Map.of(), 7, risks);
  }

  private static RiskAnalysis simulate(
      PlanBuilder plan,
      LocalDateTime status,
      Map<String, PersonalCalendar> people,
      long seed,
      Risk... risks) {
    return ScheduleRisk.simulate(
        new RiskQuestion(
            plan.plan(), status, people, List.of(risks), Map.of(), Map.of(), null, RUNS, seed),
        done -> {});
  }

  private static Risk risk(
      int number, int likelihood, double days, Risk.Response response, Integer... tasks) {
    return risk(number, false, likelihood, days, response, tasks);
  }

  private static Risk risk(
      int number,
      boolean chance,
      int likelihood,
      double days,
      Risk.Response response,
      Integer... tasks) {
    long minutes = Math.round(days * DAY);
    return new Risk(
        number,
        chance,
        "Vendor late",
        "",
        "",
        "",
        "",
        likelihood,
        3,
        "",
        null,
        response,
        List.of(),
        null,
        null,
        new BigDecimal("1000"),
        null,
        Risk.RiskStatus.ACTIVE,
        new Risk.Delay(new ThreePointEstimate(minutes, minutes, minutes), List.of(tasks)));
  }

  /**
   * Source: D. Vose, Risk Analysis, 3rd edition, PERT distribution: mean (a + 4b + c) / 6, variance
   * (mean - a)(c - mean) / 7.
   */
  @Test
  void theDistributionHasTheMeanAndTheVarianceOfItsFormula() {
    for (long[] e :
        new long[][] {
          {480, 570, 1200}, {0, 300, 600}, {100, 100, 700}, {100, 700, 700}, {5, 500, 520}
        }) {
      BetaPert distribution = BetaPert.of(new ThreePointEstimate(e[0], e[1], e[2]), 1);
      double sum = 0;
      double squares = 0;
      int steps = 100_000;
      for (int i = 0; i < steps; i++) {
        double value = distribution.at((i + 0.5) / steps);
        sum += value;
        squares += value * value;
      }
      double mean = (e[0] + 4.0 * e[1] + e[2]) / 6;
      double variance = (mean - e[0]) * (e[2] - mean) / 7;
      double width = e[2] - e[0];
      assertThat(sum / steps).isCloseTo(mean, within(width * 0.0005));
      assertThat(squares / steps - sum / steps * (sum / steps))
          .isCloseTo(variance, within(variance * 0.005));
      assertThat(distribution.at(0)).isBetween((double) e[0], mean);
      assertThat(distribution.at(Math.nextDown(1.0))).isBetween(mean, (double) e[2]);
    }
  }

  @Test
  void oneTaskFinishesAsItsDistributionSays() {
    RiskAnalysis found = simulate(new PlanBuilder().task(1, "A", 10).estimate(5, 10, 15));

    assertThat(found.plannedHolds()).isCloseTo(0.5, within(0.01));
    assertThat(found.meanDays()).isCloseTo(10, within(0.03));
    // (10 - 5)(15 - 10) / 7
    assertThat(found.deviationDays()).isCloseTo(Math.sqrt(25 / 7.0), within(0.02));
    assertThat(found.p50().toLocalDate()).isEqualTo(MONDAY.plusDays(11));
    assertThat(found.planned()).isEqualTo(at("2027-03-12T17:00"));
    assertThat(found.p10()).isBefore(found.p50());
    assertThat(found.p50()).isBefore(found.p80());
    assertThat(found.p80()).isBefore(found.p90());
    assertThat(found.histogram().stream().mapToInt(RiskAnalysis.Bin::runs).sum()).isEqualTo(RUNS);
    assertThat(found.deadlineHolds()).isNull();
    assertThat(found.budgetHolds()).isNull();
  }

  /**
   * The variance of a sum of independent durations is the sum of their variances (the reasoning of
   * Malcolm, Roseboom, Clark and Fazar, 1959).
   */
  @Test
  void theVariancesOfAChainAddUp() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "A", 4)
            .estimate(2, 4, 12)
            .task(2, "B", 6)
            .estimate(5, 6, 10)
            .task(3, "C", 9)
            .estimate(3, 9, 9)
            .link(1, 2)
            .link(2, 3);

    RiskAnalysis found = simulate(plan);

    // means 5, 6.5 and 8
    double variance = (5 - 2) * (12 - 5) / 7.0 + 1.5 * 3.5 / 7.0 + (8 - 3) * (9 - 8) / 7.0;
    assertThat(found.meanDays()).isCloseTo(19.5, within(0.05));
    assertThat(found.deviationDays()).isCloseTo(Math.sqrt(variance), within(0.03));
    assertThat(found.drivers()).extracting(Driver::criticality).containsOnly(1.0);
    // with everything on one path the sensitivity is the share of the spread: 3 of 4.46 is most
    assertThat(found.drivers()).extracting(Driver::number).containsExactly(1, 2, 3);
    assertThat(found.drivers().get(0).sensitivity())
        .isCloseTo(Math.sqrt(3 / variance), within(0.02));
    assertThat(found.drivers().get(0).cruciality())
        .isCloseTo(Math.sqrt(3 / variance), within(0.02));
  }

  /**
   * Merge bias: two equal paths of beta(3, 3) from 5 to 15 days. The distribution function is 10x^3
   * - 15x^4 + 6x^5, so the mean of the later one is 1 - (100/7 - 300/8 + 345/9 - 180/10 + 36/11) =
   * 0.608225 of the width. Both hold the planned date with one half, together with one quarter.
   */
  @Test
  void twoParallelPathsFinishLaterThanEither() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "A", 10)
            .estimate(5, 10, 15)
            .task(2, "B", 10)
            .estimate(5, 10, 15)
            .task(3, "Live", 0)
            .link(1, 3)
            .link(2, 3);

    RiskAnalysis found = simulate(plan);

    assertThat(found.meanDays()).isCloseTo(5 + 6.08225, within(0.03));
    assertThat(found.plannedHolds()).isCloseTo(0.25, within(0.01));
    assertThat(found.drivers())
        .allSatisfy(d -> assertThat(d.criticality()).isCloseTo(0.5, within(0.01)));
  }

  /** A task of 10 days and a risk of 30 percent that costs 5 days: 70 percent keep the date. */
  @Test
  void aRiskOccursAsOftenAsItsLikelihoodSays() {
    PlanBuilder plan = new PlanBuilder().task(1, "A", 10);

    RiskAnalysis found = simulate(plan, risk(1, 2, 5, Risk.Response.REDUCE, 1));

    assertThat(found.plannedHolds()).isCloseTo(0.7, within(0.01));
    assertThat(found.p50()).isEqualTo(at("2027-03-12T17:00"));
    assertThat(found.p80()).isEqualTo(at("2027-03-19T17:00"));
    assertThat(found.meanDays()).isCloseTo(11.5, within(0.05));
    assertThat(found.drivers()).hasSize(1);
    Driver driver = found.drivers().get(0);
    assertThat(driver.risk()).isTrue();
    assertThat(driver.criticality()).isCloseTo(0.3, within(0.01));
    assertThat(driver.meanDays()).isEqualTo(5);
    assertThat(driver.sensitivity()).isCloseTo(1, within(0.001));
  }

  @Test
  void aRiskOffTheLongestPathMovesNothingUntilItUsesUpTheSlack() {
    PlanBuilder plan = new PlanBuilder().task(1, "A", 10).task(2, "B", 2);

    assertThat(simulate(plan, risk(1, 5, 7, null, 2)).plannedHolds()).isEqualTo(1);
    assertThat(simulate(plan, risk(1, 5, 9, null, 2)).plannedHolds()).isCloseTo(0.1, within(0.01));
  }

  @Test
  void aRiskWithoutTasksMovesTheEndAndAChanceBringsItForward() {
    PlanBuilder plan = new PlanBuilder().task(1, "A", 10);

    assertThat(simulate(plan, risk(1, 5, 2, null)).p80()).isEqualTo(at("2027-03-16T17:00"));
    for (Risk.Response response :
        new Risk.Response[] {Risk.Response.EXPLOIT, Risk.Response.ACCEPT, null}) {
      assertThat(simulate(plan, risk(1, true, 5, 2, response, 1)).p80())
          .as("answered by " + response)
          .isEqualTo(at("2027-03-10T17:00"));
    }
    assertThat(simulate(plan, risk(1, true, 5, 20, Risk.Response.EXPLOIT, 1)).p80().toLocalDate())
        .isEqualTo(MONDAY);
  }

  @Test
  void whatIsDoneIsCertainAndOfWorkUnderWayOnlyTheRestIsNot() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "A", 10)
            .progress(100, at("2027-03-01T08:00"), at("2027-03-12T17:00"), null)
            .estimate(5, 10, 15)
            .task(2, "B", 10)
            .progress(60, at("2027-03-15T08:00"), null, null)
            .estimate(5, 10, 15)
            .link(1, 2);

    RiskAnalysis found = simulate(plan, at("2027-03-18T17:00"), Map.of(), 7);

    assertThat(found.open()).isEqualTo(1);
    assertThat(found.estimated()).isEqualTo(1);
    assertThat(found.drivers()).extracting(Driver::number).containsExactly(2);
    // four of ten days are left: the spread is four tenths
    assertThat(found.deviationDays()).isCloseTo(0.4 * Math.sqrt(25 / 7.0), within(0.01));
    assertThat(found.planned()).isEqualTo(at("2027-03-24T17:00"));
  }

  @Test
  void deadlineAndBudgetHoldAsOftenAsTheRunsKeepThem() {
    PlanBuilder plan = new PlanBuilder().task(1, "A", 10).estimate(5, 10, 15);
    plan.deadline = MONDAY.plusDays(11);

    RiskAnalysis found =
        ScheduleRisk.simulate(
            new RiskQuestion(
                plan.plan(),
                null,
                Map.of(),
                List.of(risk(1, 1, 0, null)),
                Map.of(1, new BigDecimal("9000")),
                Map.of(1, new BigDecimal("8000")),
                new BigDecimal("9000"),
                RUNS,
                1),
            done -> {});

    assertThat(found.deadlineHolds()).isCloseTo(0.5, within(0.01));
    // the labour of 800 a day shrinks with the duration; one run in ten costs 1000 more
    assertThat(found.plannedCost()).isEqualByComparingTo("9000");
    assertThat(found.costP50().doubleValue()).isBetween(9000.0, 9400.0);
    double below = 0;
    BetaPert days = BetaPert.of(new ThreePointEstimate(50_000, 100_000, 150_000), 1);
    for (int i = 0; i < 10_000; i++) {
      below += days.at((i + 0.5) / 10_000) <= 87_500 ? 1 : 0;
    }
    // with the risk only runs of at most 8.75 days are within the budget
    assertThat(found.budgetHolds()).isCloseTo(0.9 * 0.5 + 0.1 * below / 10_000, within(0.01));
  }

  @Test
  void theOwnersLeaveStandsBehindTheLongestPath() {
    PlanBuilder plan =
        new PlanBuilder()
            .task(1, "A", 2)
            .estimate(1, 2, 3)
            .task(2, "B", 1)
            .owner("tom")
            .estimate(1, 1, 1)
            .link(1, 2);
    Map<String, PersonalCalendar> away =
        Map.of(
            "tom",
            new PersonalCalendar(
                "Tom", Map.of(), List.of(new Leave(1, MONDAY, MONDAY.plusDays(6), ""))));

    RiskAnalysis found = simulate(plan, null, away, 7);

    assertThat(found.plannedHolds()).isEqualTo(1);
    assertThat(found.drivers())
        .filteredOn(d -> d.number() == 1)
        .extracting(Driver::criticality)
        .containsExactly(0.0);
  }

  @Test
  void theSameSeedGivesTheSameAnswer() {
    PlanBuilder plan =
        new PlanBuilder().task(1, "A", 4).estimate(2, 4, 12).task(2, "B", 4).estimate(2, 4, 13);
    Risk risk = risk(1, 3, 2, null, 2);

    RiskAnalysis first = simulate(plan, null, Map.of(), 42, risk);

    assertThat(simulate(plan, null, Map.of(), 42, risk)).isEqualTo(first);
    assertThat(simulate(plan, null, Map.of(), 43, risk)).isNotEqualTo(first);
  }

  /** Where nothing is uncertain, the longest path is the critical path. */
  @Test
  void theLongestPathIsTheCriticalPath() {
    int critical = 0;
    for (long seed = 1; seed <= 300; seed++) {
      WorkPlan plan = RandomPlans.plan(seed, false, seed % 2 == 0);
      List<PlanTask> tasks = new ArrayList<>();
      for (PlanTask task : plan.tasks()) {
        long minutes = task.durationMinutes();
        tasks.add(
            minutes == 0
                ? task
                : task.withEstimate(new ThreePointEstimate(minutes, minutes, minutes)));
      }
      WorkPlan certain =
          new WorkPlan("T", 1, plan.start(), null, plan.calendar(), tasks, plan.links());
      Schedule schedule = new CriticalPathScheduler().schedule(certain, null);
      RiskAnalysis found =
          ScheduleRisk.simulate(
              new RiskQuestion(certain, null, Map.of(), List.of(), Map.of(), Map.of(), null, 1, 1),
              done -> {});
      assertThat(found.planned()).isEqualTo(schedule.finish());
      for (Driver driver : found.drivers()) {
        ScheduledTask task = schedule.byNumber().get(driver.number());
        assertThat(driver.criticality() > 0)
            .as("seed %d task %d", seed, driver.number())
            .isEqualTo(task.critical());
        critical += task.critical() ? 1 : 0;
      }
    }
    assertThat(critical).isGreaterThan(500);
  }

  @Test
  void whoeverInterruptsTheThreadEndsTheSimulation() {
    PlanBuilder plan = new PlanBuilder().task(1, "A", 4).estimate(2, 4, 12);
    List<Integer> told = new ArrayList<>();

    assertThatThrownBy(
            () ->
                ScheduleRisk.simulate(
                    new RiskQuestion(
                        plan.plan(), null, Map.of(), List.of(), Map.of(), Map.of(), null, RUNS, 1),
                    done -> {
                      told.add(done);
                      if (done == 500) {
                        Thread.currentThread().interrupt();
                      }
                    }))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).endsWith(500);
  }

  @Test
  void aPlanWithoutOpenTasksIsCertain() {
    RiskAnalysis found = simulate(new PlanBuilder());

    assertThat(found.plannedHolds()).isEqualTo(1);
    assertThat(found.drivers()).isEmpty();
    assertThat(found.histogram()).hasSize(1);
  }
}
