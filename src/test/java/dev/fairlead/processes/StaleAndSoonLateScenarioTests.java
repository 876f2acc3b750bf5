package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;

import dev.fairlead.FairleadTest;
import dev.fairlead.communication.Mail;
import dev.fairlead.people.Absences;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.util.MultiValueMap;

/** The daily review warns before a task is late, and asks where nobody says anything. */
@FairleadTest
class StaleAndSoonLateScenarioTests extends Scenario {
  private static final String ASK_TOM = "userTask_reportOnLateTask:tom";
  private static final int LONG = 1;

  @Autowired FollowUps followUps;
  @Autowired Users users;
  @Autowired Absences absences;
  @Autowired JdbcClient jdbc;
  @Autowired MockMvc mvc;

  /** One task of thirty days, so that it is stale long before it is late. */
  private void trackLong(String key) {
    SampleProject.begin(projects, key, "20000");
    plans.edit(
        key,
        plans.current(key).version(),
        List.of(
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK,
                -1,
                Map.of("name", "Migration", "durationDays", "30", "owner", "tom")),
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK,
                -2,
                Map.of("name", "Go-live", "milestone", "true", "owner", "tina")),
            PlanEdit.of(PlanEdit.Kind.ADD_LINK, -2, Map.of("predecessor", "-1"))),
        "clara");
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
    act("maria", key, "userTask_approvePlan", "decision", "approve");
  }

  @Test
  void anOwnerIsWarnedOnceBeforeTheTaskIsLateAndReportsByTheLinkOfTheMail() throws Exception {
    track("SL-1");
    driver.setTime(day(1, 12));
    report("SL-1", BUILD, 20);
    driver.moveTo(day(2, 6));
    assertThat(mailed("SL-1", "will be late")).as("due in more than two days").isEmpty();
    // on Thursday at seven it is due within two working days, and three days of work are left
    driver.moveTo(day(3, 8));
    assertThat(mailed("SL-1", "\"Build\" will be late")).containsExactly("tom");
    assertThat(mails("SL-1"))
        .filteredOn(mail -> mail.subject().contains("will be late"))
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail.body())
                    .contains("is due on 8 Jan 2027", "It moves the finish of the project by"));
    assertThat(told("SL-1"))
        .contains("Told Tom Eriksen that \"Build\", due on 8 Jan 2027, will be late");
    assertThat(followUps.all("SL-1")).as("nobody is asked yet").isEmpty();
    String link =
        mails("SL-1").stream()
            .filter(mail -> mail.subject().contains("will be late"))
            .map(Mail::link)
            .findFirst()
            .orElseThrow();
    assertThat(
            mvc.perform(get(link).with(user("tom"))).andReturn().getResponse().getContentAsString())
        .as("the form knows the task and what was said of it")
        .containsPattern("<option value=\"1\"\\s+selected=\"selected\">Build \\(20 %\\)");
    mvc.perform(
            post("/projects/SL-1/progress")
                .with(user("tom"))
                .with(csrf())
                .params(
                    MultiValueMap.fromSingleValue(
                        Map.of("task", "1", "percent", "25", "note", "Parts are missing"))))
        .andExpect(redirectedUrlPattern("/projects/SL-1/progress*"));
    assertThat(progress.reportPage("SL-1", BUILD, 1).getContent().get(0).percent()).isEqualTo(25);
    driver.moveTo(day(4, 12));
    assertThat(mailed("SL-1", "\"Build\" will be late")).as("once").containsExactly("tom");
    // once it is late its owner is asked
    driver.moveTo(day(7, 8));
    assertThat(driver.waitingFor("SL-1")).contains(ASK_TOM);
  }

  @Test
  void whoeverStandsInForAnAbsentOwnerIsWarnedAsWell() {
    users.substitute("tom", "tarek", LocalDate.of(2027, 1, 4), LocalDate.of(2027, 1, 31));
    try {
      track("SL-2");
      // after the promise was made
      absences.add("tom", LocalDate.of(2027, 1, 6), LocalDate.of(2027, 1, 8), "Ill");
      driver.moveTo(day(3, 8));
      assertThat(mailed("SL-2", "\"Build\" will be late")).containsExactly("tarek", "tom");
    } finally {
      absences.of("tom").leaves().forEach(leave -> absences.remove("tom", leave.id()));
      jdbc.sql("delete from substitution where username = 'tom' and deputy = 'tarek'").update();
    }
  }

  @Test
  void aTaskOfWhichNobodySpeaksForTwoWeeksIsAskedAboutOnceAndAgainOnlyAfterTwoMore() {
    trackLong("SL-3");
    driver.setTime(day(1, 12));
    report("SL-3", LONG, 5);
    driver.moveTo(day(15, 6));
    assertThat(followUps.all("SL-3")).as("nine working days").isEmpty();
    // reported on Tuesday the 5th; ten working days lie between that and Wednesday the 20th
    driver.moveTo(day(16, 8));
    assertThat(driver.waitingFor("SL-3")).containsOnlyOnce(ASK_TOM);
    assertThat(followUps.all("SL-3"))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.isStale()).isTrue();
              assertThat(f.silentSince()).isEqualTo("2027-01-05");
              assertThat(f.daysLate()).isZero();
            });
    assertThat(told("SL-3"))
        .contains(
            "Started to follow up \"Migration\", of which nobody has spoken since 5 Jan 2027");
    assertThat(page("/projects/SL-3/progress"))
        .contains(
            "Tasks that owners are asked about", "Nobody has reported on it since 5 Jan 2027");
    assertThat(page("/projects/SL-3/frame/lateTask?taskNumber=" + LONG))
        .contains("Nobody has reported on it since 5 Jan 2027")
        .doesNotContain("not late");
    // the ladder speaks of silence, not of lateness
    driver.moveTo(day(21, 12));
    assertThat(mailed("SL-3", "how does \"Migration\" stand?")).containsExactly("tom");
    assertThat(mailed("SL-3", "nobody reports on \"Migration\"")).contains("clara");
    assertThat(mailed("SL-3", "is late")).isEmpty();
    assertThat(driver.waitingFor("SL-3")).containsOnlyOnce(ASK_TOM);

    act(
        "tom",
        "SL-3",
        "userTask_reportOnLateTask",
        "reply",
        "newForecast",
        "reason",
        "All goes well",
        "forecastFinish",
        "2027-02-12");
    driver.moveTo(day(30, 12));
    assertThat(driver.waitingFor("SL-3")).as("heard of").doesNotContain(ASK_TOM);
    assertThat(followUps.all("SL-3")).hasSize(1);
  }

  private String page(String path) {
    try {
      return mvc.perform(get(path).with(user("clara")))
          .andReturn()
          .getResponse()
          .getContentAsString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whoeverReportsInTimeIsNotAskedAndLeaveCountsAsNoSilence() {
    trackLong("SL-4");
    driver.setTime(day(1, 12));
    report("SL-4", LONG, 5);
    driver.moveTo(day(11, 12));
    report("SL-4", LONG, 30);
    driver.moveTo(day(22, 12));
    assertThat(followUps.all("SL-4")).isEmpty();

    absences.add("tom", LocalDate.of(2027, 1, 18), LocalDate.of(2027, 1, 22), "Away");
    try {
      driver.moveTo(day(30, 12));
      assertThat(followUps.all("SL-4")).as("a week away").isEmpty();
      driver.moveTo(day(37, 12));
      assertThat(followUps.all("SL-4")).extracting(FollowUp::task).containsExactly(LONG);
    } finally {
      absences.of("tom").leaves().forEach(leave -> absences.remove("tom", leave.id()));
    }
  }
}
