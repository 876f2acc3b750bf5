package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FairleadTest
class TrackingTests {
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Projects projects;
  @Autowired Baselines baselines;
  @Autowired Progress progress;
  @Autowired Costs costs;
  @Autowired Postings postings;
  @Autowired LateTasks lateTasks;
  @Autowired FollowUps followUps;
  @Autowired Tracking tracking;
  @Autowired CorrectiveActions correctiveActions;
  @Autowired Issues issues;
  @Autowired Reports reports;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aTrackedProject() {
    at(2027, 2, 1, 10);
    aProjectWithItsPlan();
  }

  private void aProjectWithItsPlan() {
    key = PlanFixture.project(jdbc);
    plans.edit(
        key,
        0,
        List.of(
            add(-1, "Analysis", "5", "tom"),
            add(-2, "Build", "10", "tina"),
            add(-3, "Manual", "2", "tom"),
            PlanEdit.of(Kind.ADD_LINK, -2, Map.of("predecessor", "-1"))),
        "clara");
    baselines.freeze(key, "mia", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
  }

  @AfterEach
  void time() {
    clock.resume();
  }

  private void at(int year, int month, int day, int hour) {
    clock.stopAt(
        LocalDateTime.of(year, month, day, hour, 0).atZone(ZoneId.systemDefault()).toInstant());
  }

  private static PlanEdit add(int number, String name, String days, String owner) {
    return PlanEdit.of(
        Kind.ADD_TASK, number, Map.of("name", name, "durationDays", days, "owner", owner));
  }

  private static NewProgress done(int task, int percent) {
    return new NewProgress(task, percent, null, null, null, null, null);
  }

  @Test
  void theOwnerReportsAndTheReportIsKept() {
    at(2027, 3, 3, 10);
    progress.report(key, done(1, 40), "tom");
    at(2027, 3, 4, 10);
    progress.report(key, done(1, 60), "clara");
    assertThat(plans.current(key).task(1).percentComplete()).isEqualTo(60);
    assertThat(progress.reportPage(key, 1, 1))
        .extracting(ProgressReport::percent)
        .containsExactly(60, 40);
    assertThat(progress.reportPage(key, 1, 1))
        .extracting(ProgressReport::reportedBy)
        .containsExactly("clara", "tom");
  }

  /** Analysis was begun yesterday, Manual was not; nobody reports today. */
  @Test
  void morningNoonAndEveningOfADayGiveTheSameForecast() {
    at(2027, 3, 1, 16);
    progress.report(key, done(1, 10), "tom");
    at(2027, 3, 2, 0);
    var morning = plans.schedule(key).tasks();
    LateTasks.Review review = lateTasks.review(key);
    List<LateTask> late = lateTasks.of(key);
    assertThat(finish(1)).as("4.5 days are left").isEqualTo("2027-03-08T12:00");
    assertThat(late).extracting(LateTask::number).contains(3);
    for (int hour : new int[] {7, 8, 12, 15, 17, 18, 23}) {
      at(2027, 3, 2, hour);
      assertThat(plans.schedule(key).tasks()).as("at " + hour).isEqualTo(morning);
      assertThat(lateTasks.review(key)).as("at " + hour).isEqualTo(review);
      assertThat(lateTasks.of(key)).as("at " + hour).isEqualTo(late);
    }
    at(2027, 3, 3, 0);
    assertThat(finish(1)).as("a day on which nobody reported").isEqualTo("2027-03-09T12:00");
  }

  /** Planned to begin on 1 March, approved on that day. */
  @Test
  void aPlanIsNotLateOnTheDayOnWhichItIsApproved() {
    at(2027, 3, 1, 15);
    aProjectWithItsPlan();
    LocalDateTime promised = baselines.current(key).orElseThrow().finish();
    LocalDate first = LocalDate.of(2027, 3, 1);
    for (int hour : new int[] {15, 17, 20}) {
      at(2027, 3, 1, hour);
      assertThat(plans.schedule(key).finish()).isEqualTo(promised);
      assertThat(lateTasks.review(key).finishSlipDays()).isZero();
      assertThat(lateTasks.of(key)).isEmpty();
      assertThat(costs.figures(key, first))
          .returns(null, EarnedValue::spi)
          .returns(null, EarnedValue::spiTime)
          .returns(null, EarnedValue::forecastFinish)
          .returns(LocalDate.of(2027, 2, 28), EarnedValue::plannedUntil)
          .satisfies(figures -> assertThat(figures.pv()).isZero())
          .satisfies(figures -> assertThat(figures.actualTime()).isZero());
      assertThat(costs.parts(key, first).tasks()).allMatch(task -> task.pv().signum() == 0);
      assertThat(costs.curve(key, first))
          .filteredOn(point -> point.day().equals(first))
          .allMatch(point -> point.planned().signum() == 0);
    }
    at(2027, 3, 2, 8);
    assertThat(lateTasks.review(key).finishSlipDays()).as("the day was missed").isEqualTo(1);
    assertThat(costs.figures(key, LocalDate.of(2027, 3, 2)).spiTime()).isZero();
  }

  /** Manual was planned to be finished on 2 March at 17:00. */
  @Test
  void aTaskIsLateFromTheDayAfterItsFinish() {
    at(2027, 3, 2, 23);
    assertThat(lateTasks.review(key).late()).isEmpty();
    assertThat(lateTasks.of(key)).noneMatch(LateTask::late);
    at(2027, 3, 3, 0);
    assertThat(lateTasks.review(key).late()).containsExactly(3);
    assertThat(lateTasks.of(key)).filteredOn(LateTask::late).hasSize(1);
    assertThat(lateTasks.find(key, 3).daysLate()).isEqualTo(2);
  }

  @Test
  void aMilestoneThatWasNotReachedIsLateByTheDayThatHasBegun() {
    PlanFixture.phase(jdbc, key, "PLANNING");
    plans.edit(
        key,
        plans.current(key).version(),
        List.of(
            PlanEdit.of(Kind.ADD_TASK, -1, Map.of("name", "Decided", "durationDays", "0")),
            PlanEdit.of(Kind.ADD_LINK, -1, Map.of("predecessor", "3"))),
        "clara");
    baselines.freeze(key, "mia", "With the milestone");
    PlanFixture.phase(jdbc, key, "TRACKING");
    at(2027, 3, 2, 16);
    progress.report(key, done(3, 100), "tom");
    assertThat(lateTasks.of(key)).noneMatch(LateTask::late);
    at(2027, 3, 3, 9);
    assertThat(lateTasks.find(key, 4)).returns(true, LateTask::late).returns(1, LateTask::daysLate);
  }

  /** Analysis, of five days, is reported on in the afternoon of the second. */
  @Test
  void whatIsReportedCountsAtOnceAndItsForecastHoldsOverNight() {
    LocalDate second = LocalDate.of(2027, 3, 2);
    at(2027, 3, 1, 16);
    progress.report(key, done(1, 20), "tom");
    at(2027, 3, 2, 16);
    EarnedValue before = costs.figures(key, second);
    progress.report(key, done(1, 40), "tom");
    assertThat(costs.figures(key, second))
        .returns(before.pv(), EarnedValue::pv)
        .satisfies(now -> assertThat(now.ev()).isGreaterThan(before.ev()));
    assertThat(finish(1)).as("as planned").isEqualTo("2027-03-05T17:00");
    at(2027, 3, 3, 8);
    assertThat(finish(1)).as("the next morning").isEqualTo("2027-03-05T17:00");
    at(2027, 3, 3, 9);
    progress.report(key, done(1, 80), "tom");
    assertThat(finish(1)).as("ahead of plan").isEqualTo("2027-03-04T17:00");
    progress.report(key, done(1, 100), "tom");
    assertThat(finish(1)).as("done").isEqualTo("2027-03-03T09:00");
    assertThat(plans.schedule(key).byNumber().get(2).start())
        .as("what waited for it can begin")
        .isEqualTo("2027-03-03T09:00");
  }

  /** 5 March is a Friday; 40 h and 16 h of the three tasks are planned until then. */
  @Test
  void aReportOfFridayEveningCountsFriday() {
    LocalDate friday = LocalDate.of(2027, 3, 5);
    at(2027, 3, 5, 15);
    progress.report(key, done(1, 100), "tom");
    EarnedValue afternoon = costs.figures(key, friday);
    assertThat(afternoon.plannedUntil()).isEqualTo("2027-03-04");
    at(2027, 3, 5, 18);
    String report = reports.freeze(key);
    EarnedValue evening = costs.figures(key, friday);
    assertThat(evening.plannedUntil()).isEqualTo(friday);
    assertThat(evening.pv()).isGreaterThan(afternoon.pv());
    assertThat(reports.interim(report).earnedValue())
        .returns(evening.pv(), figures -> figures.pv())
        .returns(evening.spiTime(), figures -> figures.spiTime());
    assertThat(reports.interim(report).head().statusDate()).isEqualTo(friday);
    at(2027, 3, 8, 10);
    assertThat(costs.figures(key, friday)).as("and so for ever").isEqualTo(evening);
    assertThat(costs.figures(key, LocalDate.of(2027, 3, 8)))
        .as("Monday is not over")
        .returns(evening.pv(), EarnedValue::pv)
        .returns(evening.actualTime(), EarnedValue::actualTime)
        .returns(LocalDate.of(2027, 3, 7), EarnedValue::plannedUntil);
  }

  @Test
  void aForecastStandsStillUntilSomebodyReportsAnew() {
    at(2027, 3, 3, 10);
    progress.report(key, forecast(1, 40, LocalDate.of(2027, 3, 10)), "tom");
    for (int day = 3; day <= 10; day++) {
      at(2027, 3, day, 10);
      assertThat(finish(1)).as("seen on " + day).isEqualTo(LocalDateTime.of(2027, 3, 10, 17, 0));
      assertThat(plans.current(key).task(1).forecastFinish()).isEqualTo("2027-03-10");
    }
    at(2027, 3, 11, 8);
    assertThat(finish(1)).as("a day that has passed binds nobody").isAfter("2027-03-11T08:00");
    progress.report(key, done(1, 90), "tom");
    assertThat(plans.current(key).task(1).forecastFinish()).isNull();
  }

  @Test
  void theForecastOfATaskThatHasNotBegunStandsStillAsWell() {
    at(2027, 3, 3, 10);
    progress.report(key, forecast(3, 0, LocalDate.of(2027, 3, 4)), "tom");
    progress.report(key, forecast(2, 0, LocalDate.of(2027, 3, 31)), "tina");
    assertThat(finish(3)).as("shorter than planned").isEqualTo("2027-03-04T17:00");
    assertThat(finish(2)).as("longer than planned").isEqualTo("2027-03-31T17:00");
    at(2027, 3, 4, 10);
    assertThat(finish(3)).isEqualTo("2027-03-04T17:00");
    assertThat(finish(2)).isEqualTo("2027-03-31T17:00");
    progress.report(key, forecast(2, 10, LocalDate.of(2027, 3, 31)), "tina");
    assertThat(finish(2))
        .as("begun before what it waits for is done")
        .isEqualTo("2027-03-31T17:00");
    progress.report(key, forecast(2, 10, LocalDate.of(2027, 3, 8)), "tina");
    assertThat(finish(2)).as("not before what it waits for").isAfter("2027-03-18T00:00");
  }

  private LocalDateTime finish(int task) {
    return plans.schedule(key).byNumber().get(task).finish();
  }

  private static NewProgress forecast(int task, int percent, LocalDate finish) {
    return new NewProgress(task, percent, null, null, null, finish, null);
  }

  @Test
  void figuresOfAPastDayStayAsTheyWere() {
    at(2027, 3, 3, 10);
    progress.report(key, done(1, 40), "tom");
    at(2027, 3, 5, 10);
    progress.report(key, done(1, 100), "tom");
    // 40 h x 80
    assertThat(costs.figures(key, LocalDate.of(2027, 3, 3)).ev()).isEqualByComparingTo("1280");
    assertThat(costs.figures(key, LocalDate.of(2027, 3, 5)).ev()).isEqualByComparingTo("3200");
    assertThat(costs.figures(key, LocalDate.of(2027, 3, 2)).ev()).isEqualByComparingTo("0");
  }

  /** On the last day, and in the report of the closed project a month later. */
  @Test
  void finishedWorkHasTheSameFiguresHoweverLateOneLooks() {
    at(2027, 3, 19, 10);
    progress.report(key, finished(1, 3, 5), "clara");
    progress.report(key, finished(3, 3, 2), "clara");
    at(2027, 3, 22, 10);
    assertThat(costs.figures(key, LocalDate.of(2027, 3, 19)).actualFinish()).as("as then").isNull();
    progress.report(key, finished(2, 3, 19), "clara");
    for (LocalDate seen : List.of(LocalDate.of(2027, 3, 22), LocalDate.of(2027, 4, 16))) {
      at(seen.getYear(), seen.getMonthValue(), seen.getDayOfMonth(), 18);
      // looked at on the day itself the plan is asked, on an earlier one the reports
      for (LocalDate day : List.of(LocalDate.of(2027, 3, 22), seen)) {
        assertThat(costs.figures(key, day))
            .as("of %s, seen on %s", day, seen)
            .returns(LocalDate.of(2027, 3, 19), EarnedValue::actualFinish)
            .returns(new BigDecimal("3.0000"), EarnedValue::actualTime)
            .returns(new BigDecimal("1.0000"), EarnedValue::spiTime);
      }
    }
  }

  private static NewProgress finished(int task, int month, int day) {
    return new NewProgress(task, 100, null, null, LocalDate.of(2027, month, day), null, null);
  }

  @Test
  void reportsThatCannotBeAreRefused() {
    at(2027, 3, 3, 10);
    assertThatThrownBy(() -> progress.report(key, done(1, 101), "tom"))
        .hasMessage("Percent complete must be a whole number between 0 and 100.");
    assertThatThrownBy(() -> progress.report(key, done(1, 50), "tina"))
        .hasMessageContaining("belongs to somebody else");
    assertThatThrownBy(
            () ->
                progress.report(
                    key,
                    new NewProgress(1, 100, null, null, LocalDate.of(2027, 3, 9), null, null),
                    "tom"))
        .hasMessage("The actual finish cannot lie in the future.");
    assertThatThrownBy(
            () ->
                progress.report(
                    key,
                    new NewProgress(1, 10, null, LocalDate.of(2027, 1, 5), null, null, null),
                    "tom"))
        .hasMessageMatching("This day lies before the project's start on \\d+ [A-Z][a-z]{2} 2027.");
    at(2027, 1, 4, 10);
    assertThatThrownBy(() -> progress.report(key, done(1, 10), "tom"))
        .as("no day was typed")
        .hasMessageStartingWith("This project starts on ")
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("percent"));
    at(2027, 3, 3, 10);
    assertThatThrownBy(
            () ->
                progress.report(
                    key,
                    new NewProgress(1, 10, new BigDecimal("-1"), null, null, null, null),
                    "tom"))
        .isInstanceOf(RefusedException.class);
    PlanFixture.phase(jdbc, key, "PLANNING");
    assertThatThrownBy(() -> progress.report(key, done(1, 10), "tom"))
        .hasMessageContaining("being tracked");
  }

  @Test
  void timeIsPostedAtThePersonsRateAndTakenBackOnce() {
    at(2027, 3, 3, 10);
    LocalDate day = LocalDate.of(2027, 3, 2);
    long id =
        postings.post(
            key,
            new NewPosting(
                day, Posting.Kind.TIME, null, new BigDecimal("8"), "tom", 1, null, "Interviews"),
            "tom");
    assertThat(postings.get(key, id).amount()).isEqualByComparingTo("640");
    assertThat(costs.figures(key, day).ac()).as("waits").isEqualByComparingTo("0");
    postings.approve(key, List.of(id), "clara");
    assertThat(costs.figures(key, day).ac()).isEqualByComparingTo("640");
    postings.takeBack(key, id, "Wrong project", "clara");
    assertThat(costs.figures(key, day).ac()).isEqualByComparingTo("0");
    assertThatThrownBy(() -> postings.takeBack(key, id, "Again", "clara"))
        .isInstanceOf(ConflictException.class);
    assertThat(postings.page(key, null, 10)).hasSize(2);
  }

  @Test
  void negativeAmountsAndOthersTimeAreRefused() {
    at(2027, 3, 3, 10);
    LocalDate day = LocalDate.of(2027, 3, 2);
    assertThatThrownBy(
            () ->
                postings.post(
                    key,
                    new NewPosting(
                        day,
                        Posting.Kind.EXPENSE,
                        new BigDecimal("-5"),
                        null,
                        null,
                        null,
                        null,
                        "x"),
                    "clara"))
        .hasMessageContaining("must be 0 or more");
    assertThatThrownBy(
            () ->
                postings.post(
                    key,
                    new NewPosting(
                        day, Posting.Kind.TIME, null, BigDecimal.ONE, "tina", null, null, "x"),
                    "tom"))
        .hasMessageContaining("their own time");
  }

  @Test
  void aLateTaskSaysWhatItDoesToTheFinish() {
    at(2027, 3, 10, 10);
    List<LateTask> late = lateTasks.of(key);
    assertThat(late).extracting(LateTask::number).contains(1, 3);
    LateTask analysis = late.stream().filter(t -> t.number() == 1).findFirst().orElseThrow();
    assertThat(analysis.late()).isTrue();
    assertThat(analysis.finishSlipDays()).isGreaterThan(0).isEqualTo(analysis.daysLate());
    LateTask manual = late.stream().filter(t -> t.number() == 3).findFirst().orElseThrow();
    assertThat(manual.finishSlipDays()).isZero();
  }

  @Test
  void aFollowUpIsOpenedOnceAndNotAgainWhileItsForecastHolds() {
    at(2027, 3, 10, 10);
    assertThat(tracking.review(key).toFollowUp()).containsExactlyInAnyOrder(1, 3);
    followUps.open(key, 1);
    assertThatThrownBy(() -> followUps.open(key, 1)).isInstanceOf(ConflictException.class);
    assertThat(tracking.review(key).toFollowUp()).containsExactly(3);
    followUps.reply(
        key,
        1,
        FollowUp.Reply.NEW_FORECAST,
        "Waiting for data",
        LocalDate.of(2027, 3, 12),
        "tom",
        null);
    followUps.close(key, 1);
    assertThat(tracking.review(key).toFollowUp()).containsExactly(3);
    at(2027, 3, 15, 10);
    assertThat(tracking.review(key).toFollowUp()).contains(1);
    followUps.open(key, 1);
    followUps.reply(key, 1, FollowUp.Reply.DONE, null, null, "tom", null);
    followUps.close(key, 1);
    assertThat(tracking.review(key).toFollowUp()).doesNotContain(1);
    assertThat(followUps.all(key)).hasSize(2);
  }

  @Test
  void theForecastOutOfToleranceIsAskedAboutOnce() {
    at(2027, 3, 22, 10);
    assertThat(tracking.review(key).withinTolerance()).isFalse();
    assertThat(tracking.review(key).withinTolerance()).as("asked already").isTrue();
    correctiveActions.record(
        key, CorrectiveActions.Decision.ACCEPT, "We know", "clara", null, true);
    assertThat(tracking.review(key).withinTolerance()).as("accepted").isTrue();
    at(2027, 4, 1, 10);
    assertThat(tracking.review(key).withinTolerance()).as("worse than accepted").isFalse();
    correctiveActions.record(
        key, CorrectiveActions.Decision.CHANGE, "Less scope", "clara", null, true);
    assertThat(tracking.review(key).withinTolerance()).as("decided").isTrue();
    at(2027, 4, 2, 10);
    jdbc.sql("update plan_snapshot set frozen_at = ? where project_key = ? and kind = 'BASELINE'")
        .params(LocalDateTime.of(2027, 4, 2, 9, 0), key)
        .update();
    assertThat(tracking.review(key).withinTolerance()).as("a new baseline since").isFalse();
  }

  @Test
  void anotherLimitThatIsLeftIsAskedAboutThoughNeitherFinishNorCostHasGrown() {
    at(2027, 3, 2, 10);
    LocalDateTime finish = LocalDateTime.of(2027, 3, 30, 17, 0);
    assertThat(ask(finish, "5000", LateTasks.Breach.FINISH)).isTrue();
    correctiveActions.record(
        key, CorrectiveActions.Decision.ACCEPT, "We know", "clara", null, true);
    assertThat(ask(finish, "5000", LateTasks.Breach.FINISH)).as("decided").isFalse();
    assertThat(ask(finish, "4000")).as("better").isFalse();
    assertThat(ask(finish, "5000", LateTasks.Breach.FINISH, LateTasks.Breach.PERFORMANCE))
        .as("the same finish and cost, but the rest cannot be done for what is left")
        .isTrue();
    correctiveActions.record(
        key, CorrectiveActions.Decision.ACCEPT, "We know", "clara", null, true);
    assertThat(ask(finish, "5000", LateTasks.Breach.PERFORMANCE)).as("one of both").isFalse();
  }

  private boolean ask(LocalDateTime finish, String cost, LateTasks.Breach... breaches) {
    return correctiveActions.ask(
        key,
        new LateTasks.Review(
            List.of(),
            List.of(),
            List.of(),
            finish,
            finish,
            9,
            new BigDecimal(cost),
            null,
            List.of(breaches)));
  }

  @Test
  void theForecastIsMeasuredByFinishCostAndPerformance() {
    Project project = projects.get(key);
    CostForecast dear = earned("100000", 50, "60000");
    assertThat(LateTasks.breaches(project, project.timeTolerance(), dear))
        .as("half of 100,000 is done for 60,000: TCPI 1.25, EAC 120,000")
        .containsExactly(LateTasks.Breach.COST, LateTasks.Breach.PERFORMANCE);
    assertThat(LateTasks.breaches(project, project.timeTolerance() + 1, earned("1000", 50, "520")))
        .as("TCPI 1.04 and EAC 1,040 are within 10 percent")
        .containsExactly(LateTasks.Breach.FINISH);
    assertThat(LateTasks.breaches(project, 0, earned("1000", 50, "600")))
        .containsExactly(LateTasks.Breach.PERFORMANCE);
    assertThat(LateTasks.breaches(project, 0, earned("1000", 50, "1200")))
        .as("all is spent and half is left")
        .containsExactly(LateTasks.Breach.PERFORMANCE);
    assertThat(LateTasks.breaches(project, 0, earned("1000", 0, "0"))).isEmpty();
  }

  private static CostForecast earned(String bac, int percent, String actualCost) {
    return EarnedValue.of(
            LocalDate.of(2027, 3, 5),
            WorkingCalendar.standard(),
            List.of(
                new EarnedValue.Work(
                    LocalDateTime.of(2027, 3, 1, 8, 0),
                    LocalDateTime.of(2027, 3, 12, 17, 0),
                    new BigDecimal(bac),
                    percent,
                    null)),
            new BigDecimal(actualCost),
            2400,
            List.of())
        .costForecast();
  }

  @Test
  void issuesAreNumberedSolvedAndFoundAgain() {
    at(2027, 3, 10, 10);
    Issue issue =
        issues.file(
            key,
            new NewIssue(
                Issue.Kind.PROBLEM,
                "Nightly import of customers breaks",
                "The nightly import of customer master data stops with a timeout",
                null,
                1,
                Issue.Level.HIGH,
                Issue.Level.MEDIUM,
                null),
            "tom");
    assertThat(issue.id()).isEqualTo(key + "-I1");
    issues.triage(issue.id(), Issue.Triage.RESOLVE, "tina", null, null, null, null, null, "clara");
    issues.solve(issue.id(), "Index missing", null, "Index added", "tina");
    assertThat(issues.verifier(issue.id(), "clara")).isEqualTo("tom");
    assertThat(issues.verify(issue.id(), true, null, "tom").status())
        .isEqualTo(Issue.Status.RESOLVED);
    assertThat(issues.similar("customer import hangs", null, 5))
        .extracting(Issue::id)
        .contains(issue.id());
    assertThatThrownBy(() -> issues.verify(issue.id(), true, null, "tom"))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void nobodyFromOutsideFilesIssuesOrPosts() {
    at(2027, 3, 10, 10);
    assertThatThrownBy(
            () ->
                issues.file(
                    key,
                    new NewIssue(
                        Issue.Kind.QUESTION,
                        "a",
                        "b",
                        null,
                        null,
                        Issue.Level.LOW,
                        Issue.Level.LOW,
                        null),
                    "mia"))
        .hasMessageContaining("Only people of the project");
  }
}
