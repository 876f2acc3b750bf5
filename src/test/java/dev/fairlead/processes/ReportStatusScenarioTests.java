package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.communication.Outbox;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Projects;
import dev.fairlead.report.Light;
import dev.fairlead.report.Report;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import java.time.LocalDateTime;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Every path of reportStatus: published, discarded, overridden, asked about. */
@FairleadTest
class ReportStatusScenarioTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Reports reports;
  @Autowired Outbox outbox;
  @Autowired MockMvc web;
  @Autowired TaskService tasks;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void onAMonday() {
    driver.setTime(MONDAY);
    SampleProject.nothingElseAsksForPeople(jdbc);
  }

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  @Test
  void aReportIsFrozenRatedReleasedRenderedAndNeverChangesAfterwards() throws Exception {
    SampleProject.tracked(driver, projects, plans, "RS-1");
    reports.request("RS-1", "clara");
    assertThat(driver.waitingFor("RS-1")).contains("userTask_releaseReport:clara");
    assertThatThrownBy(() -> reports.request("RS-1", "clara"))
        .hasMessageContaining("already waits");
    String release =
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey("RS-1")
            .taskDefinitionKey("userTask_releaseReport")
            .singleResult()
            .getId();
    web.perform(get("/reports/RS-1-R1").with(httpBasic("clara", "fairlead-demo")))
        .andExpect(
            content()
                .string(
                    stringContainsInOrder("Where it waits", "/work/tasks/" + release, "Clara")));
    web.perform(get("/reports/RS-1-R1/preview").with(httpBasic("clara", "fairlead-demo")))
        .andExpect(status().isOk())
        .andExpect(content().contentType("application/pdf"));
    assertThatThrownBy(() -> reports.preview("RS-1-R1", "tom")).hasMessageContaining("coordinator");

    Map<String, Object> words =
        Map.of("release", "publish", "summary", "All is well.", "overrideHealth", "none");
    driver.act("clara", "RS-1", "userTask_releaseReport", words);
    driver.runWaiting();

    Report report = reports.get("RS-1-R1");
    assertThatThrownBy(() -> reports.preview("RS-1-R1", "clara")).hasMessageContaining("no draft");
    assertThat(report.status()).isEqualTo(Report.Status.PUBLISHED);
    assertThat(report.health()).isEqualTo(Light.GREEN);
    byte[] pdf = reports.file("RS-1-R1", ReportFormat.PDF);
    assertThat(new String(pdf, 0, 5)).isEqualTo("%PDF-");
    assertThat(outbox.page("tom", 0, 50)).anyMatch(mail -> mail.subject().contains("RS-1-R1"));

    plans.recordProgress("RS-1", 1, 50, MONDAY.toLocalDate(), null, null, null, "tom");
    assertThat(reports.file("RS-1-R1", ReportFormat.PDF)).isEqualTo(pdf);
    web.perform(get("/api/reports/RS-1-R1.pdf").with(httpBasic("maria", "fairlead-demo")))
        .andExpect(status().isOk())
        .andExpect(content().bytes(pdf));
    for (String page :
        new String[] {
          "/projects/RS-1/reports", "/reports/RS-1-R1", "/projects/RS-1/frame/report"
        }) {
      web.perform(get(page).with(httpBasic("maria", "fairlead-demo"))).andExpect(status().isOk());
    }
    for (String page : new String[] {"/?q=RS-1", "/projects/RS-1"}) {
      web.perform(get(page).with(httpBasic("maria", "fairlead-demo")))
          .andExpect(
              content().string(stringContainsInOrder("/reports/RS-1-R1", "fl-rag green", "Green")));
    }
  }

  @Test
  void anotherHealthWantsAReasonThatStandsBesideTheRule() {
    SampleProject.tracked(driver, projects, plans, "RS-2");
    reports.request("RS-2", "clara");
    assertThatThrownBy(
            () ->
                driver.act(
                    "clara",
                    "RS-2",
                    "userTask_releaseReport",
                    Map.of("release", "publish", "summary", "Hm.", "overrideHealth", "red")))
        .hasStackTraceContaining("reason");
    driver.act(
        "clara",
        "RS-2",
        "userTask_releaseReport",
        Map.of(
            "release",
            "publish",
            "summary",
            "Hm.",
            "overrideHealth",
            "red",
            "overrideReason",
            "Supplier is shaky"));
    driver.runWaiting();
    assertThat(reports.get("RS-2-R1").health()).isEqualTo(Light.RED);
    assertThat(reports.interim("RS-2-R1").health().get(0).computed()).isEqualTo(Light.GREEN);
    assertThat(reports.interim("RS-2-R1").health().get(0).overrideReason())
        .isEqualTo("Supplier is shaky");
  }

  @Test
  void aDiscardedReportIsNotSent() {
    SampleProject.tracked(driver, projects, plans, "RS-3");
    reports.request("RS-3", "clara");
    driver.act(
        "clara",
        "RS-3",
        "userTask_releaseReport",
        Map.of("release", "discard", "overrideHealth", "none"));
    driver.runWaiting();
    assertThat(reports.get("RS-3-R1").status()).isEqualTo(Report.Status.DISCARDED);
    assertThatThrownBy(() -> reports.file("RS-3-R1", ReportFormat.PDF))
        .hasMessageContaining("not published");
    assertThat(outbox.page("tom", 0, 200)).noneMatch(mail -> mail.subject().contains("RS-3-R1"));
  }

  @Test
  void feedbackComesBackAsATaskAndItsAnswerGoesOutByMail() {
    SampleProject.tracked(driver, projects, plans, "RS-4");
    reports.request("RS-4", "clara");
    driver.act(
        "clara",
        "RS-4",
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "Fine.", "overrideHealth", "none"));
    driver.runWaiting();
    reports.giveFeedback("RS-4-R1", "Why is the test so late?", "maria");
    driver.act(
        "clara", "RS-4", "userTask_answerFeedback", Map.of("answer", "It waits for the build."));
    assertThat(reports.feedback("RS-4-R1").get(0).answer()).isEqualTo("It waits for the build.");
    assertThat(outbox.page("maria", 0, 50))
        .anyMatch(mail -> mail.body().contains("It waits for the build."));

    driver.moveTo(MONDAY.plusDays(21));
    assertThatThrownBy(() -> reports.giveFeedback("RS-4-R1", "Too late", "maria"))
        .hasMessageContaining("over");
  }

  @Test
  void onlyTheCoordinatorAsksForReportsAndOnlyWhileWorkGoesOn() {
    SampleProject.begin(projects, "RS-5", "20000");
    assertThatThrownBy(() -> reports.request("RS-5", "tom"))
        .hasMessageContaining("Only the coordinator");
    assertThatThrownBy(() -> reports.request("RS-5", "clara")).hasMessageContaining("tracking");
  }
}
