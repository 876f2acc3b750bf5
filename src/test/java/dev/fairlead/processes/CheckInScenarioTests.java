package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.people.Absences;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.project.Pauses;
import dev.fairlead.tracking.CheckIn;
import dev.fairlead.tracking.CheckIns;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.ProgressReport;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The weekly check-in: who is asked, what an answer does, and what becomes of a missing one. */
@FairleadTest
class CheckInScenarioTests extends Scenario {
  private static final String TASK = "userTask_reportWeeklyProgress";
  private static final String TOM = TASK + ":tom";
  private static final String TINA = TASK + ":tina";

  @Autowired CheckIns checkIns;
  @Autowired Issues issues;
  @Autowired Absences absences;
  @Autowired Users users;
  @Autowired Pauses pauses;
  @Autowired JdbcClient jdbc;
  @Autowired MockMvc mvc;

  @AfterEach
  void everybodyIsThereAgain() {
    jdbc.sql("delete from absence where username in ('tom', 'tina')").update();
    jdbc.sql("delete from working_hours where username = 'tom'").update();
    jdbc.sql("delete from substitution where username = 'tom'").update();
  }

  @Test
  void everyMemberWithWorkIsAskedOnFridayAndNeverTwice() {
    track("CI-1");
    driver.moveTo(day(4, 7));
    assertThat(driver.waitingFor("CI-1")).doesNotContain(TOM, TINA);
    driver.moveTo(day(4, 8));
    assertThat(driver.waitingFor("CI-1")).containsOnlyOnce(TOM, TINA);
    assertThat(mailed("CI-1", "Report weekly progress")).containsExactly("tina", "tom");

    driver.moveTo(day(11, 8));
    assertThat(driver.waitingFor("CI-1")).containsOnlyOnce(TOM, TINA);
    assertThat(checkIns.all("CI-1")).hasSize(2);

    act("tom", "CI-1", TASK);
    driver.moveTo(day(18, 8));
    assertThat(checkIns.all("CI-1")).as("Tom has answered, so he is asked again").hasSize(3);
  }

  @Test
  void nobodyIsAskedWhoIsAwayOrHasNothingToReportOrOnAHoliday() {
    track("CI-2");
    absences.add("tina", LocalDate.of(2027, 1, 7), LocalDate.of(2027, 1, 8), "Skiing");
    driver.setTime(day(1, 12));
    done("CI-2", BUILD);
    driver.moveTo(day(4, 8));
    assertThat(driver.waitingFor("CI-2")).doesNotContain(TOM, TINA);
    driver.moveTo(day(11, 8));
    assertThat(driver.waitingFor("CI-2")).doesNotContain(TOM).contains(TINA);
    assertThat(checkIns.toAsk("CI-2")).isEmpty();
    driver.setTime(day(12, 8));
    assertThat(checkIns.toAsk("CI-2")).as("a Saturday is nobody's working day").isEmpty();
  }

  @Test
  void whoStandsInForSomebodyAwayIsAskedInstead() {
    users.substitute("tina", "tarek", LocalDate.of(2027, 1, 4), LocalDate.of(2027, 1, 31));
    absences.add("tina", LocalDate.of(2027, 1, 7), LocalDate.of(2027, 1, 15), "Skiing");
    try {
      track("CI-20");
      driver.setTime(day(1, 12));
      done("CI-20", BUILD);
      driver.moveTo(day(4, 8));
      assertThat(driver.waitingFor("CI-20")).contains(TINA);
      assertThat(mailed("CI-20", "you report for Tina Okafor")).containsExactly("tarek");
      assertThat(checkIns.findOpen("CI-20", "tina").orElseThrow().answerUntil())
          .as("the deputy is at work")
          .isBefore("2027-01-13T00:00");
      // nobody answers: both are told, once
      driver.moveTo(day(9, 12));
      assertThat(mailed("CI-20", "the weekly progress of Tina Okafor is missing"))
          .containsExactly("tarek", "tina");
      act("tarek", "CI-20", TASK);
      assertThat(checkIns.findOpen("CI-20", "tina")).isEmpty();
    } finally {
      absences.of("tina").leaves().forEach(leave -> absences.remove("tina", leave.id()));
      users.substitutions("tina").forEach(given -> users.endSubstitution("tina", given.id()));
    }
  }

  @Test
  void nothingNewIsOneButtonAndLeavesEverythingAsItWas() {
    track("CI-3");
    driver.moveTo(day(4, 8));
    int version = plans.current("CI-3").version();
    act("tom", "CI-3", TASK);
    assertThat(driver.waitingFor("CI-3")).doesNotContain(TOM).contains(TINA);
    assertThat(progress.reportPage("CI-3", BUILD, 1)).isEmpty();
    assertThat(plans.current("CI-3").version()).isEqualTo(version);
    assertThat(checkIns.findOpen("CI-3", "tom")).isEmpty();
    assertThat(told("CI-3"))
        .contains("Said in the weekly check-in of Tom Eriksen that nothing is new");
  }

  @Test
  void theTableReportsWhatWasChangedAndEndsTheTask() throws Exception {
    track("CI-4");
    driver.moveTo(day(4, 8));
    CheckIn asked = checkIns.findOpen("CI-4", "tina").orElseThrow();
    assertThat(frame(asked, "tina")).contains("percent-" + TEST, "percent-" + GO_LIVE, "Test");
    MockHttpServletResponse done =
        send(
            asked,
            "tina",
            "percent-" + TEST,
            "10",
            "was-percent-" + TEST,
            "0",
            "forecastFinish-" + TEST,
            "2027-01-21",
            "was-forecastFinish-" + TEST,
            "",
            "percent-" + GO_LIVE,
            "0",
            "was-percent-" + GO_LIVE,
            "0");
    assertThat(done.getStatus()).isEqualTo(302);
    assertThat(driver.waitingFor("CI-4")).contains(TOM).doesNotContain(TINA);
    PlanTask test = plans.current("CI-4").task(TEST);
    assertThat(test.percentComplete()).isEqualTo(10);
    assertThat(test.forecastFinish()).isEqualTo("2027-01-21");
    assertThat(progress.reportPage("CI-4", TEST, 1))
        .singleElement()
        .extracting(ProgressReport::reportedBy)
        .isEqualTo("tina");
    assertThat(progress.reportPage("CI-4", GO_LIVE, 1)).as("unchanged").isEmpty();
    assertThat(frame(asked, "tina")).contains("one task is reported").doesNotContain("<form");
    assertThat(send(asked, "tina", "percent-" + TEST, "20").getStatus()).isEqualTo(409);
    assertThat(told("CI-4")).contains("Reported in the weekly check-in of Tina Okafor on one task");
    assertThat(page("/projects/CI-4/progress?task=" + TEST, "clara"))
        .contains("reported: 21 Jan 2027", "10 %", "forecast 21 Jan 2027");
  }

  @Test
  void aTableThatWasOpenedBeforeTakesNothingBack() throws Exception {
    track("CI-21");
    driver.moveTo(day(4, 8));
    CheckIn asked = checkIns.findOpen("CI-21", "tina").orElseThrow();
    // opened at 0 % and without a forecast; then the coordinator reports on both tasks
    progress.report(
        "CI-21",
        new NewProgress(TEST, 30, null, null, null, LocalDate.of(2027, 1, 20), null),
        "clara");
    progress.report(
        "CI-21",
        new NewProgress(GO_LIVE, 20, null, null, null, LocalDate.of(2027, 1, 22), null),
        "clara");
    assertThat(
            send(
                    asked,
                    "tina",
                    "percent-" + TEST,
                    "0",
                    "was-percent-" + TEST,
                    "0",
                    "forecastFinish-" + TEST,
                    "2027-01-21",
                    "was-forecastFinish-" + TEST,
                    "",
                    "percent-" + GO_LIVE,
                    "40",
                    "was-percent-" + GO_LIVE,
                    "0",
                    "forecastFinish-" + GO_LIVE,
                    "",
                    "was-forecastFinish-" + GO_LIVE,
                    "")
                .getStatus())
        .isEqualTo(302);
    PlanTask test = plans.current("CI-21").task(TEST);
    assertThat(test.percentComplete()).isEqualTo(30);
    assertThat(test.forecastFinish()).isEqualTo("2027-01-21");
    PlanTask goLive = plans.current("CI-21").task(GO_LIVE);
    assertThat(goLive.percentComplete()).isEqualTo(40);
    assertThat(goLive.forecastFinish()).isEqualTo("2027-01-22");
  }

  @Test
  void oneWrongRowRefusesAllAndIsNamedAtItsField() throws Exception {
    track("CI-5");
    driver.moveTo(day(4, 8));
    CheckIn asked = checkIns.findOpen("CI-5", "tina").orElseThrow();
    MockHttpServletResponse refused =
        send(
            asked,
            "tina",
            "percent-" + TEST,
            "50",
            "was-percent-" + TEST,
            "0",
            "percent-" + GO_LIVE,
            "130",
            "was-percent-" + GO_LIVE,
            "0",
            "problem-" + TEST,
            "No machine");
    assertThat(refused.getStatus()).isEqualTo(422);
    assertThat(refused.getContentAsString())
        .contains("between 0 and 100", "value=\"130\"", "No machine")
        .containsOnlyOnce("invalid-feedback")
        .containsOnlyOnce("is-invalid");
    assertThat(plans.current("CI-5").task(TEST).percentComplete()).isZero();
    assertThat(issues.all("CI-5")).isEmpty();
    assertThat(progress.reportPage("CI-5", TEST, 1)).isEmpty();
    assertThat(driver.waitingFor("CI-5")).contains(TINA);
    assertThat(send(asked, "tom", "percent-" + TEST, "50").getStatus()).isEqualTo(403);
    assertThat(send(asked, "tina").getStatus()).as("no table at all").isEqualTo(422);
  }

  @Test
  void aProblemBecomesAnIssueThatIsTiedToTheTask() throws Exception {
    track("CI-6");
    driver.moveTo(day(4, 8));
    CheckIn asked = checkIns.findOpen("CI-6", "tom").orElseThrow();
    send(
        asked,
        "tom",
        "percent-" + BUILD,
        "0",
        "was-percent-" + BUILD,
        "0",
        "problem-" + BUILD,
        "The compiler is missing");
    Issue issue = issues.all("CI-6").get(0);
    assertThat(issue.task()).isEqualTo(BUILD);
    assertThat(issue.reporter()).isEqualTo("tom");
    assertThat(issue.description()).isEqualTo("The compiler is missing");
    assertWaiting(issue.id(), "userTask_triageIssue:clara");
    assertThat(progress.reportPage("CI-6", BUILD, 1)).as("a problem is no progress").isEmpty();
    assertThat(driver.waitingFor("CI-6")).doesNotContain(TOM);
  }

  @Test
  void aMissingAnswerIsStaleAndChasedOnceInTheMembersOwnTime() throws Exception {
    track("CI-7");
    report("CI-7", BUILD, 80);
    absences.setHours(
        "tom", Map.of(DayOfWeek.FRIDAY, "8:00-12:00", DayOfWeek.WEDNESDAY, "8:00-12:00"));
    driver.moveTo(day(4, 8));
    driver.moveTo(day(7, 18));
    assertThat(checkIns.findOpen("CI-7", "tina").orElseThrow().isStale()).isTrue();
    assertThat(checkIns.findOpen("CI-7", "tom").orElseThrow().isStale())
        .as("Tom works on Fridays and Wednesdays")
        .isFalse();
    assertThat(mailed("CI-7", "the weekly progress of")).containsExactly("tina");
    driver.moveTo(day(9, 13));
    assertThat(page("/projects/CI-7/progress", "clara"))
        .contains("Weekly check-ins without an answer", "stale since 13 Jan 2027")
        .contains("stale since 11 Jan 2027");
    driver.moveTo(day(25, 9));
    assertThat(mailed("CI-7", "the weekly progress of")).containsExactly("tina", "tom");
    assertThat(told("CI-7")).contains("Chased the weekly check-in of Tom Eriksen");
    act("tom", "CI-7", TASK);
    act("tina", "CI-7", TASK);
    assertThat(page("/projects/CI-7/progress", "clara"))
        .doesNotContain("Weekly check-ins without an answer");
  }

  @Test
  void aDeputyAnswersInTheMembersPlace() throws Exception {
    track("CI-8");
    users.substitute("tom", "tarek", LocalDate.of(2027, 1, 4), LocalDate.of(2027, 1, 31));
    driver.moveTo(day(4, 8));
    CheckIn asked = checkIns.findOpen("CI-8", "tom").orElseThrow();
    send(asked, "tarek", "percent-" + BUILD, "80", "was-percent-" + BUILD, "0");
    assertThat(plans.current("CI-8").task(BUILD).percentComplete()).isEqualTo(80);
    assertThat(checkIns.all("CI-8"))
        .filteredOn(c -> c.member().equals("tom"))
        .singleElement()
        .extracting(CheckIn::answeredBy)
        .isEqualTo("tarek");
  }

  @Test
  void theEndOfTheWorkEndsTheCheckIns() {
    track("CI-9");
    driver.moveTo(day(4, 8));
    done("CI-9", BUILD, TEST, GO_LIVE);
    act("clara", "CI-9", "userTask_confirmAllWorkDone");
    assertThat(checkIns.open("CI-9")).isEmpty();
    assertThat(driver.waitingFor("CI-9")).doesNotContain(TOM, TINA);
  }

  @Test
  void whoReportedElsewhereMeanwhileIsNotOverwritten() throws Exception {
    track("CI-10");
    driver.moveTo(day(4, 8));
    CheckIn asked = checkIns.findOpen("CI-10", "tom").orElseThrow();
    progress.report("CI-10", new NewProgress(BUILD, 70, null, null, null, null, null), "clara");
    send(asked, "tom", "percent-" + BUILD, "0", "was-percent-" + BUILD, "0");
    assertThat(plans.current("CI-10").task(BUILD).percentComplete()).isEqualTo(70);
  }

  @Test
  void whileTheProjectIsPausedTheTableNamesThePauseAndTheTimeToAnswerWaits() throws Exception {
    track("CI-11");
    driver.moveTo(day(4, 8));
    CheckIn asked = checkIns.findOpen("CI-11", "tina").orElseThrow();
    assertThat(asked.answerUntil()).isEqualTo(day(7, 17));
    pauses.pause("CI-11", "The vendor is insolvent", null, "clara");
    String paused =
        "Project CI-11 is paused since 8 Jan 2027 by Clara Lindgren: The vendor is insolvent";
    assertThat(frame(asked, "tina")).containsOnlyOnce(paused).doesNotContain("<form", "percent-");

    MockHttpServletResponse nothingNew =
        send(asked, "tina", "percent-" + TEST, "0", "was-percent-" + TEST, "0");
    assertThat(nothingNew.getStatus()).isEqualTo(422);
    MockHttpServletResponse refused =
        send(
            asked,
            "tina",
            "percent-" + TEST,
            "35",
            "was-percent-" + TEST,
            "0",
            "problem-" + TEST,
            "No machine");
    assertThat(refused.getStatus()).isEqualTo(422);
    assertThat(refused.getContentAsString())
        .containsOnlyOnce(paused)
        .contains("value=\"35\"", "No machine", "send it from here once the project is resumed");
    assertThat(checkIns.findOpen("CI-11", "tina").orElseThrow().isOpen()).isTrue();
    assertThat(plans.current("CI-11").task(TEST).percentComplete()).isZero();
    assertThat(issues.all("CI-11")).isEmpty();

    driver.moveTo(day(18, 8));
    pauses.resume("CI-11", "clara");
    assertThat(checkIns.findOpen("CI-11", "tina").orElseThrow().answerUntil())
        .as("two working days were left")
        .isEqualTo(day(21, 17));
    assertThat(mailed("CI-11", "the weekly progress of")).isEmpty();
    assertThat(send(asked, "tina", "percent-" + TEST, "0", "was-percent-" + TEST, "0").getStatus())
        .isEqualTo(302);
    assertThat(checkIns.findOpen("CI-11", "tina")).isEmpty();
  }

  private String frame(CheckIn asked, String who) throws Exception {
    return page("/projects/" + asked.projectKey() + "/frame/checkIn?checkInId=" + asked.id(), who);
  }

  private String page(String path, String who) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(path).with(user(who))).andReturn().getResponse();
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(200);
    return response.getContentAsString();
  }

  private MockHttpServletResponse send(CheckIn asked, String who, String... fields)
      throws Exception {
    MockHttpServletRequestBuilder request =
        post("/projects/" + asked.projectKey() + "/check-ins/" + asked.id());
    for (int i = 0; i < fields.length; i += 2) {
      request.param(fields[i], fields[i + 1]);
    }
    return mvc.perform(request.with(user(who)).with(csrf())).andReturn().getResponse();
  }
}
