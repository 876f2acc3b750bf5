package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.LongRegisters;
import dev.fairlead.change.Changes;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Issues;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** A closed project as one file. */
@FairleadTest
class ArchiveScenarioTests {
  /** More of each register than any page shows. */
  private static final int MANY = 512;

  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired DecisionLog decisions;
  @Autowired Issues issues;
  @Autowired Changes changes;
  @Autowired JdbcTemplate template;
  @Autowired ObjectMapper json;
  @Autowired MockMvc web;

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  @Test
  void theArchiveHoldsReportsPlanDecisionsAndHistoryAndProvesItself() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    TrackedProject.begin(driver, projects, plans, "AR-1");
    assertThat(archive("AR-1").getStatus()).isEqualTo(409);

    projects.cancel("AR-1", "=Bought instead", "clara");
    driver.runWaiting();
    driver.act(
        "clara",
        "AR-1",
        "userTask_recordLessons",
        Map.of("wentWell", "Team", "wentBadly", "Market", "recommendation", "Look before"));
    driver.runWaiting();
    assertThat(projects.get("AR-1").phase()).isEqualTo(Phase.CLOSED);

    Map<String, byte[]> files = unzip(archive("AR-1").getContentAsByteArray());
    assertThat(files.keySet())
        .contains(
            "AR-1/README.txt",
            "AR-1/reports/AR-1-R1.pdf",
            "AR-1/reports/AR-1-R1.xlsx",
            "AR-1/plan/AR-1-plan.pdf",
            "AR-1/plan/baselines.json",
            "AR-1/project.json",
            "AR-1/decisions.csv",
            "AR-1/decision-log.jsonl",
            "AR-1/archive.json",
            "AR-1/registers/changes.json",
            "AR-1/registers/risks.json",
            "AR-1/registers/issues.json",
            "AR-1/registers/corrective-actions.json",
            "AR-1/mails.csv",
            "AR-1/processes/steps.csv",
            "AR-1/history.csv")
        .anyMatch(name -> name.matches("AR-1/processes/projectLifecycle-v\\d+.bpmn"))
        .anyMatch(name -> name.matches("AR-1/processes/closeProject-v\\d+.bpmn"))
        .anyMatch(name -> name.matches("AR-1/processes/approvalLevels-v\\d+.dmn"));
    assertThat(text(files, "processes/steps.csv"))
        .contains("userTask_approvePlan", "\"maria\"", "callActivity_trackProject");
    assertThat(text(files, "mails.csv")).contains("is cancelled");
    assertThat(archive("AR-1").getContentAsByteArray())
        .as("the same bytes each time")
        .isEqualTo(archive("AR-1").getContentAsByteArray());
    assertThat(decisions.page(new DecisionLog.Wanted("AR-1", "ARCHIVE", null, null, null), 0, 9))
        .singleElement()
        .satisfies(
            made ->
                assertThat(made.fingerprint())
                    .isEqualTo(sha256(archive("AR-1").getContentAsByteArray())));
    assertThat(text(files, "decisions.csv")).contains("Maria Costa", "Approved");
    assertThat(text(files, "history.csv")).contains("Bought instead").doesNotContain("\"=");
    String[] sums = text(files, "SHA256SUMS").split("\n");
    assertThat(sums).hasSize(files.size() - 1);
    for (String sum : sums) {
      byte[] content = files.get("AR-1/" + sum.substring(66));
      assertThat(sum).startsWith(sha256(content));
    }
  }

  @Test
  void nothingIsMissingOfALongProject() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    TrackedProject.begin(driver, projects, plans, "AR-2");
    LongRegisters.issues(template, "AR-2", MANY, null);
    LongRegisters.changes(template, "AR-2", MANY);
    // the twelve oldest are open, behind 500 that are not
    template.update(
        "update change_request set status = 'REJECTED', closed_at = requested_at where project_key ="
            + " 'AR-2' and number > 12");
    projects.cancel("AR-2", "Bought instead", "clara");
    assertThat(issues.open("AR-2")).as("closed with the project").isEmpty();
    assertThat(changes.open("AR-2")).as("withdrawn with it").isEmpty();
    driver.runWaiting();
    driver.act(
        "clara",
        "AR-2",
        "userTask_recordLessons",
        Map.of("wentWell", "Team", "wentBadly", "Market", "recommendation", "Look before"));
    driver.runWaiting();
    Map<String, byte[]> files = unzip(archive("AR-2").getContentAsByteArray());
    for (String register : List.of("issues", "changes")) {
      assertThat(json.readTree(files.get("AR-2/registers/" + register + ".json")))
          .as(register)
          .hasSize(MANY)
          .allMatch(entry -> !entry.get("closedAt").isNull());
    }
  }

  private MockHttpServletResponse archive(String key) throws Exception {
    return web.perform(get("/projects/" + key + "/archive").with(user("maria")))
        .andReturn()
        .getResponse();
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get("AR-1/" + name), StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private static Map<String, byte[]> unzip(byte[] archive) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }
}
