package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.closure.Handovers;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.processes.HandoverAnswers;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** One system in two projects that write its name differently. */
@FairleadTest
class SystemPagesTests {
  @Autowired MockMvc mvc;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired Issues issues;
  @Autowired Changes changes;
  @Autowired Progress progress;
  @Autowired Handovers handovers;

  @BeforeEach
  void onAMonday() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
  }

  @AfterEach
  void letTimeRun() {
    driver.resumeTime();
  }

  @Test
  void aSystemTellsWhatAllProjectsDidToIt() throws Exception {
    int first = project("SY-1", "Ledger 7/A", SystemAction.CHANGE);
    int second = project("SY-2", " ledger  7/A ", SystemAction.IMPLEMENT);
    String issue = issues.file("SY-1", issue(first, "Postings are lost"), "tom").id();
    driver.act(
        "clara",
        issue,
        "userTask_triageIssue",
        Map.of("triage", "resolve", "issueOwner", "tina", "targetDate", "2027-01-20"));
    driver.act(
        "tina",
        issue,
        "userTask_findSolution",
        Map.of("cause", "A full disk", "solution", "Watch the disk"));
    driver.act(
        "tom",
        issue,
        "userTask_verifySolution",
        Map.of("verified", "yes", "verificationNote", "Runs for a day"));
    issues.file("SY-2", issue(second, "Slow at month end"), "tom");
    String change = changes.submit("SY-2", change(), "tom").id();
    signed("SY-1", first);

    String name = "LEDGER 7/a";
    Document page = page("tom", name);
    assertThat(page.select("h1").text()).isEqualTo("Ledger 7/A");
    assertThat(page.text())
        .contains(
            "Sample SY-1 SY-1 · Closing Change 4 Jan 2027 its tasks",
            "signed by Tarek Haddad on 4 Jan 2027",
            "Sample SY-2 SY-2 · Tracking Implement",
            "not signed",
            "Cause A full disk",
            "Solution Watch the disk");
    assertThat(page.select(".fl-title").eachText())
        .containsExactly("Slow at month end", "Postings are lost", "Longer");
    assertThat(page.select("a").eachAttr("href"))
        .contains("/issues/" + issue, "/changes/" + change, "/projects/SY-1/systems");

    String link = "/systems?name=Ledger%207/A";
    assertThat(Jsoup.parse(body("maria", "/projects/SY-1/systems")).select("a").eachAttr("href"))
        .contains(link);
    assertThat(Jsoup.parse(body("maria", "/issues/" + issue)).select("a").eachAttr("href"))
        .contains(link);
    assertThat(Jsoup.parse(body("maria", "/systems")).text()).contains("Ledger 7/A 2 projects");
  }

  @Test
  void aSystemThatNobodyNamesIsNotFound() throws Exception {
    String answer =
        mvc.perform(get("/systems").param("name", "No such thing").with(user("tom")))
            .andExpect(status().isNotFound())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(answer).contains("No project names a system &quot;No such thing&quot;");
  }

  private int project(String key, String system, SystemAction action) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    int number =
        registers.saveSystem(
            key,
            new PlanSystem(0, system, action, "tarek", "live", Criticality.LOW, "", null, null),
            "clara");
    plans.edit(
        key,
        plans.current(key).version(),
        List.of(PlanEdit.of(PlanEdit.Kind.SET, 1, Map.of("system", "" + number))),
        "clara");
    driver.act("clara", key, "userTask_draftPlan", Map.of());
    driver.act("tom", key, "userTask_giveFeedback", Map.of());
    driver.act("tina", key, "userTask_giveFeedback", Map.of());
    driver.act("clara", key, "userTask_submitPlan", Map.of("nextStep", "submit"));
    driver.act("maria", key, "userTask_approvePlan", Map.of("decision", "approve"));
    return number;
  }

  private void signed(String key, int system) {
    for (int task = 1; task <= 3; task++) {
      progress.report(key, new NewProgress(task, 100, null, null, null, null, null), "clara");
    }
    driver.act("clara", key, "userTask_confirmAllWorkDone", Map.of());
    handovers.answer(key, system, HandoverAnswers.allYes(handovers, key, system), "clara");
    handovers.sign(key, system, "tarek");
  }

  private static NewIssue issue(int system, String title) {
    return new NewIssue(
        Issue.Kind.PROBLEM, title, title, system, 1, Issue.Level.LOW, Issue.Level.LOW, null);
  }

  private static NewChange change() {
    return new NewChange(
        ChangeRequest.Type.NORMAL,
        ChangeRequest.Category.SCHEDULE,
        "Longer",
        "Build longer",
        "More cases",
        "Errors stay",
        "Build",
        "Stop",
        List.of(PlanEdit.of(PlanEdit.Kind.SET, 1, Map.of("durationDays", "9"))));
  }

  private Document page(String who, String name) throws Exception {
    return Jsoup.parse(
        mvc.perform(get("/systems").param("name", name).with(user(who)))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString());
  }

  private String body(String who, String path) throws Exception {
    return mvc.perform(get(path).with(user(who)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
