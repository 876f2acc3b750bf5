package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.LongRegisters;
import dev.fairlead.change.Changes;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Commitment;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private static final Map<String, String> KEPT = new TreeMap<>();
  private static final Map<String, String> LEFT_OUT = new TreeMap<>();

  static {
    keep("project.json", "project", "goal", "team_member");
    keep("plan/AR-3-plan.xlsx", "work_plan", "plan_task", "plan_link");
    keep(
        "plan/baselines.json",
        "plan_snapshot",
        "plan_snapshot_task",
        "plan_snapshot_line",
        "plan_snapshot_system");
    keep("plan/approvals.json", "plan_approval");
    keep("plan/feedback.json", "plan_feedback");
    keep("plan/estimates.json", "plan_estimate");
    keep("plan/rework.json", "plan_rework_point");
    keep("plan/rates.json", "member_rate");
    keep("plan/imports.json", "plan_import");
    keep("registers/systems.json", "plan_system");
    keep("registers/risks.json", "risk", "risk_measure");
    keep("registers/issues.json", "issue");
    keep("registers/changes.json", "change_request");
    keep("registers/actions.json", "action_item");
    keep("registers/decisions.json", "recorded_decision");
    keep("registers/stakeholders.json", "stakeholder");
    keep("registers/budget.json", "budget_line");
    keep("registers/postings.json", "posting");
    keep("tracking/progress.json", "progress_report");
    keep("tracking/check-ins.json", "check_in");
    keep("tracking/follow-ups.json", "follow_up");
    keep("tracking/commitments.json", "commitment");
    keep("closing/deliverables.json", "deliverable");
    keep("closing/handovers.json", "handover", "handover_point", "handover_refusal");
    keep("closing/evaluations.json", "evaluation");
    keep("closing/follow-on-actions.json", "follow_on_action");
    keep("closing/lessons.json", "lesson");
    keep("communications/plan.json", "communication_row");
    keep("communications/feedback.json", "outside_feedback");
    keep("reports/AR-3-R1.pdf", "report");
    keep("decision-log.jsonl", "decision_log");
    keep("registers/corrective-actions.json", "corrective_action");
    keep("decisions.csv", "result_decision");
    keep("history.csv", "project_history", "closed_period", "closed_budget_line");
    keep("mails.csv", "outbox_mail");
    leave("the archives themselves", "archive_file", "archive_mark", "archive_supplement");
    leave("one file each, where there are any", "communication_run", "contractor_report");
    leave("in plan/odds.json, where something was simulated", "submission_odds");
    leave("in the supplement, since it comes later", "early_support", "support_problem");
    leave("each in the history, in words", "project_pause", "lesson_use");
    leave("each step of typing; baselines hold what came of it", "plan_edit", "plan_copy");
    leave("numbers of rounds only", "plan_feedback_round");
    leave("work of the moment", "plan_import_waiting", "posting_import_waiting", "risk_run");
    leave("drawn again at any time", "risk_analysis", "project_ending", "report_language");
    leave("what was imported stands with the postings", "posting_import");
    leave("so that nobody is warned twice", "task_warning");
    leave("keys and addresses of people", "mail_decision", "outside_party", "shared_link");
  }

  private static void keep(String file, String... tables) {
    List.of(tables).forEach(table -> KEPT.put(table, file));
  }

  private static void leave(String reason, String... tables) {
    List.of(tables).forEach(table -> LEFT_OUT.put(table, reason));
  }

  @Autowired Commitments commitments;
  @Autowired Progress progress;
  @Autowired Registers registers;
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

  /** Each table that belongs to projects is in the archive, or there is a reason why not. */
  @Test
  void everyTableOfAProjectIsInTheArchiveOrLeftOutForAReason() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.begin(projects, "AR-3", "20000");
    SampleProject.plan(plans, "AR-3");
    registers.saveBudgetLine(
        "AR-3", new BudgetLine(0, "Racks", "Expense", new BigDecimal("4000")), "clara");
    TrackedProject.approve(driver, "AR-3");
    Commitment order =
        commitments.enter(
            "AR-3",
            new NewCommitment(
                1, "PO-77 Ltd", "Racks", new BigDecimal("4000"), LocalDate.of(2027, 1, 4), null),
            "clara");
    commitments.close("AR-3", order.id(), "Not needed", "clara");
    progress.report(
        "AR-3", new NewProgress(1, 20, null, null, null, null, "Racks are up"), "clara");
    projects.cancel("AR-3", "Bought instead", "clara");
    driver.runWaiting();
    driver.act(
        "clara",
        "AR-3",
        "userTask_recordLessons",
        Map.of("wentWell", "Team", "wentBadly", "Market", "recommendation", "Look before"));
    driver.runWaiting();
    Map<String, byte[]> files = unzip(archive("AR-3").getContentAsByteArray());
    assertThat(KEPT.values().stream().map(file -> "AR-3/" + file)).allMatch(files::containsKey);
    assertThat(
            template.queryForList(
                "select distinct lower(table_name) from information_schema.columns"
                    + " where lower(column_name) = 'project_key' and lower(table_schema) = 'public'",
                String.class))
        .allMatch(table -> KEPT.containsKey(table) || LEFT_OUT.containsKey(table));
    assertThat(json.readTree(files.get("AR-3/tracking/commitments.json")))
        .singleElement()
        .satisfies(kept -> assertThat(kept.toString()).contains("PO-77"));
    assertThat(json.readTree(files.get("AR-3/tracking/progress.json")))
        .singleElement()
        .satisfies(report -> assertThat(report.toString()).contains("Racks are up"));
    assertThat(json.readTree(files.get("AR-3/plan/approvals.json")))
        .anyMatch(approval -> approval.toString().contains("maria"));
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
