package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.RiskAnalyses.Kept;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matchers;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** From the team's estimates over the simulation to the odds that managers read. */
@FairleadTest
class RiskAnalysisPagesTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Planning planning;
  @Autowired Registers registers;
  @Autowired TeamFeedback feedback;
  @Autowired RiskAnalyses analyses;

  private String key;

  @BeforeEach
  void aPlan() {
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    key = PlanFixture.project(jdbc);
    plans.edit(
        key,
        0,
        List.of(
            edit(
                Kind.ADD_TASK,
                -1,
                "name",
                "<i>Build</i>",
                "durationDays",
                "10",
                "owner",
                "tom",
                "optimisticDays",
                "5",
                "mostLikelyDays",
                "10",
                "pessimisticDays",
                "15"),
            edit(Kind.ADD_TASK, -2, "name", "Test", "durationDays", "5", "owner", "tina"),
            edit(Kind.ADD_LINK, -2, "predecessor", "-1")),
        "clara");
  }

  private Risk risk(Risk.Delay delay) {
    return new Risk(
        0,
        false,
        "Vendor late",
        "",
        "",
        "",
        "",
        2,
        3,
        "",
        null,
        Risk.Response.REDUCE,
        List.of(new RiskMeasure("Ask weekly", null, null)),
        null,
        null,
        new BigDecimal("500"),
        null,
        Risk.RiskStatus.ACTIVE,
        delay);
  }

  private Kept simulated() {
    analyses.start(key, "clara");
    await().atMost(Duration.ofSeconds(30)).until(() -> analyses.progress(key).isEmpty());
    return analyses.latest(key).orElseThrow();
  }

  private String page(String path, String who) throws Exception {
    return mvc.perform(get("/projects/" + key + path).with(user(who)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void theSimulationRunsOnDemandAndIsToldInWords() throws Exception {
    assertThat(page("/plan/risk-analysis", "clara")).contains("Run the simulation", "not been");
    mvc.perform(post("/projects/" + key + "/plan/risk-analysis").with(user("clara")).with(csrf()))
        .andExpect(redirectedUrl("/projects/" + key + "/plan/risk-analysis"));
    await().atMost(Duration.ofSeconds(30)).until(() -> analyses.latest(key).isPresent());
    await().atMost(Duration.ofSeconds(30)).until(() -> analyses.progress(key).isEmpty());
    mvc.perform(get("/projects/" + key + "/plan/risk-analysis/progress").with(user("clara")))
        .andExpect(status().isOk())
        .andExpect(header().string("HX-Refresh", "true"));

    String html = page("/plan/risk-analysis", "tom");

    assertThat(html)
        .contains("The planned finish, 19 Mar 2027, holds with 50 percent.")
        .contains("1 of the 2 open tasks has a three-point estimate")
        .contains("The deadline 30 Jun 2027 holds with 100 percent.")
        .contains("<svg", "<polyline", "&lt;i&gt;Build")
        .doesNotContain("<i>Build", "??", "style=\"", "Run it again", "have changed since")
        .doesNotContain("Take the odds with care");
  }

  @Test
  void oddsWithoutEstimatesAreToBeTakenWithCare() throws Exception {
    plans.edit(
        key,
        plans.current(key).version(),
        List.of(edit(Kind.ADD_TASK, -1, "name", "Nobody has estimated this", "durationDays", "3")),
        "clara");
    simulated();
    assertThat(page("/plan/risk-analysis", "tom"))
        .contains("1 of the 3 open tasks", "Take the odds with care");
  }

  @Test
  void theSamePlanGivesTheSameResultAndAChangeMakesItOutdated() {
    Kept first = simulated();
    assertThat(first.outdated()).isFalse();
    assertThat(simulated().analysis()).isEqualTo(first.analysis());

    registers.saveRisk(key, risk(null), "clara");
    assertThat(analyses.latest(key).orElseThrow().outdated()).isTrue();
    assertThat(simulated().outdated()).isFalse();

    int version = plans.current(key).version();
    plans.edit(key, version, List.of(edit(Kind.SET, 2, "durationDays", "6")), "clara");
    Kept old = analyses.latest(key).orElseThrow();
    assertThat(old.outdated()).isTrue();
    assertThat(old.planVersion()).isEqualTo(version);
  }

  @Test
  void onlyTheCoordinatorStartsItAndAnImpossiblePlanIsRefused() throws Exception {
    mvc.perform(post("/projects/" + key + "/plan/risk-analysis").with(user("tom")).with(csrf()))
        .andExpect(status().isForbidden())
        .andExpect(content().string(Matchers.containsString("Clara Lindgren")));
    key = PlanFixture.project(jdbc);
    assertThatThrownBy(() -> analyses.start(key, "clara"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no tasks");
    assertThat(analyses.latest(key)).isEmpty();
  }

  @Test
  void aSimulationCanBeStopped() {
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= 1_900; i++) {
      edits.add(
          edit(
              Kind.ADD_TASK,
              null,
              "name",
              "Task " + i,
              "optimisticDays",
              "1",
              "mostLikelyDays",
              "2",
              "pessimisticDays",
              "5"));
    }
    plans.edit(key, 1, edits, "clara");
    analyses.start(key, "clara");
    assertThat(analyses.progress(key)).isPresent();
    analyses.cancel(key, "clara");
    await().atMost(Duration.ofSeconds(30)).until(() -> analyses.progress(key).isEmpty());
    assertThat(analyses.latest(key)).isEmpty();
  }

  @Test
  void aSimulationOnAnotherNodeIsSeenAndStoppedFromHere() {
    RiskRuns elsewhere = new RiskRuns(jdbc);
    assertThat(elsewhere.begin(key)).isTrue();
    assertThat(elsewhere.beat(key, 40)).isFalse();
    analyses.start(key, "clara");
    assertThat(analyses.progress(key)).as("one per project").contains(40);
    analyses.cancel(key, "clara");
    assertThat(elsewhere.beat(key, 41)).as("it is to stop").isTrue();

    jdbc.sql(
            "update risk_run set beat_at = localtimestamp - interval '31' second where project_key = ?")
        .param(key)
        .update();
    assertThat(analyses.progress(key)).as("its node is dead").isEmpty();
    assertThat(simulated()).isNotNull();
    assertThat(elsewhere.beat(key, 42)).as("a dead node that comes back has no turn").isTrue();
  }

  @Test
  void managersReadTheOddsThatWereFrozenWithTheSubmission() throws Exception {
    registers.saveRisk(
        key, risk(new Risk.Delay(new ThreePointEstimate(960, 960, 960), List.of(2))), "clara");
    planning.submit(key, "clara", null);

    String html = page("/frame/approval", "maria");
    // 0.5 where the risk does not occur (0.7), 0.16 where it takes two days (0.3): 0.40
    assertThat(html)
        .contains("The submitted finish 19 Mar 2027 holds with 40 percent; P80 is 24 Mar 2027.")
        .contains("The budget of 100,000.00 holds with 100 percent", "10,000 runs");

    registers.saveRisk(key, risk(null), "clara");
    assertThat(page("/frame/approval", "maria"))
        .contains(html.split("The submitted")[1].split("</li>")[0]);
  }

  @Test
  void whereNobodyEstimatedAnythingNoOddsAreClaimed() throws Exception {
    plans.edit(
        key,
        1,
        List.of(
            edit(Kind.SET, 1, "optimisticDays", "", "mostLikelyDays", "", "pessimisticDays", "")),
        "clara");
    planning.submit(key, "clara", null);

    assertThat(page("/frame/approval", "maria"))
        .contains("nothing can be said about how likely")
        .doesNotContain("100 percent");
  }

  @Test
  void membersEstimateTheirOwnTasksAndTheCoordinatorTakesThemOver() throws Exception {
    assertThatThrownBy(() -> feedback.estimate(key, Map.of(2, List.of("1", "2", "3")), "tina"))
        .hasMessageContaining("while the plan is before the team");
    planning.askTeam(key);
    assertThat(page("/frame/plan", "tina"))
        .contains("likely-2", "Your tasks")
        .doesNotContain("likely-1\"");
    assertThat(
            Jsoup.parse(page("/frame/plan", "tina"))
                .select("table.fl-stack td[data-label]")
                .eachAttr("data-label"))
        .as("a phone names each field, and scrolls none of them out of sight")
        .containsExactly("Planned", "Optimistic, days", "Most likely, days", "Pessimistic, days");
    assertThat(page("/frame/plan", "clara")).doesNotContain("Your tasks");
    mvc.perform(
            post("/projects/" + key + "/feedback/estimates")
                .with(user("tina"))
                .with(csrf())
                .param("optimistic-2", "4")
                .param("likely-2", "3")
                .param("pessimistic-2", "12"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(Matchers.containsString("must rise")))
        .andExpect(content().string(Matchers.containsString("value=\"12\"")));
    mvc.perform(
            post("/projects/" + key + "/feedback/estimates")
                .with(user("tina"))
                .with(csrf())
                .param("optimistic-2", "4")
                .param("likely-2", "6")
                .param("pessimistic-2", "2w"))
        .andExpect(redirectedUrl("/projects/" + key + "/frame/plan"));
    assertThatThrownBy(() -> feedback.estimate(key, Map.of(1, List.of("1", "2", "3")), "tina"))
        .hasMessageContaining("not yours");

    assertThat(page("/feedback", "clara")).contains("Tina Okafor", "4 / 6 / 10", "Take over");
    mvc.perform(
            post("/projects/" + key + "/feedback/estimates/2/take")
                .with(user("clara"))
                .with(csrf())
                .param("version", "1")
                .param("member", "tina")
                .param("framed", "yes"))
        .andExpect(redirectedUrl("/projects/" + key + "/frame/objections"));
    assertThat(plans.current(key).task(2).estimate())
        .isEqualTo(new ThreePointEstimate(4 * 480, 6 * 480, 10 * 480));
    assertThat(page("/frame/objections", "clara"))
        .contains("Taken over")
        .doesNotContain("name=\"member\"");
  }

  @Test
  void aRiskSaysWhatItDoesToTheDates() throws Exception {
    mvc.perform(
            post("/projects/" + key + "/risks")
                .with(user("clara"))
                .with(csrf())
                .param("title", "Vendor late")
                .param("likelihood", "2")
                .param("impact", "3")
                .param("status", "ACTIVE")
                .param("delayLow", "1")
                .param("delayLikely", "2.5")
                .param("delayHigh", "8")
                .param("delayTasks", "#1, 2"))
        .andExpect(redirectedUrl("/projects/" + key + "/risks"));
    assertThat(registers.risks(key).get(0).delay())
        .isEqualTo(new Risk.Delay(new ThreePointEstimate(480, 1200, 3840), List.of(1, 2)));
    assertThat(page("/risks", "clara"))
        .contains("30 percent likely", "delays by 1 to 8 days, most likely 2.5, on 1, 2");
    assertThat(page("/risks?edit=1", "clara")).contains("value=\"2.5\"", "value=\"1, 2\"");
    for (String[] wrong :
        new String[][] {
          {"delayLikely", "x"}, {"delayTasks", "99"}, {"delayLow", "9"}, {"delayHigh", ""}
        }) {
      Map<String, String> values =
          new java.util.HashMap<>(
              Map.of("delayLow", "1", "delayLikely", "2", "delayHigh", "3", "delayTasks", "1"));
      values.put(wrong[0], wrong[1]);
      var request =
          post("/projects/" + key + "/risks")
              .with(user("clara"))
              .with(csrf())
              .param("title", "Vendor late")
              .param("likelihood", "2")
              .param("impact", "3")
              .param("status", "ACTIVE");
      values.forEach(request::param);
      mvc.perform(request).andExpect(status().isUnprocessableEntity());
    }
    assertThat(registers.risks(key)).hasSize(1);
  }

  @Test
  void thePublicHolidaysOfACountryBecomeDaysOff() throws Exception {
    mvc.perform(
            post("/projects/" + key + "/plan/holidays")
                .with(user("clara"))
                .with(csrf())
                .param("version", "1")
                .param("country", "fr")
                .param("year", "2027"))
        .andExpect(redirectedUrl("/projects/" + key + "/plan"))
        .andExpect(flash().attribute("message", Matchers.containsString("14 Jul 2027")));
    // 14 July is a Wednesday; 1 May is a Saturday and free anyway
    assertThat(plans.current(key).calendar().exceptions())
        .containsKey(LocalDate.of(2027, 7, 14))
        .doesNotContainKey(LocalDate.of(2027, 5, 1));
    mvc.perform(
            post("/projects/" + key + "/plan/holidays")
                .with(user("clara"))
                .with(csrf())
                .param("version", "2")
                .param("country", "atlantis")
                .param("year", "2027"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(Matchers.containsString("no public holidays known")));
  }
}
