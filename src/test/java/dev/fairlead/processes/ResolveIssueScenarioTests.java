package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.OpenForm;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.IssueChange;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.LateEverywhere;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.workspace.Worklist;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** Every path of resolveIssue. */
@FairleadTest
class ResolveIssueScenarioTests extends Scenario {
  @Autowired Issues issues;
  @Autowired Worklist worklist;
  @Autowired LateEverywhere late;
  @Autowired List<PersonalDates> personal;
  @Autowired MockMvc web;

  @Test
  void anIssueIsSolvedByItsOwnerAndVerifiedByItsReporter() {
    String id = file("RI-1", "tom");
    assertThat(id).isEqualTo("RI-1-I1");
    assertWaiting(id, "userTask_triageIssue:clara");
    refused("what shall be done", "clara", id, "userTask_triageIssue");
    refused("who shall solve", "clara", id, "userTask_triageIssue", "triage", "resolve");
    refused(
        "There is no user \"nobody\"",
        "clara",
        id,
        "userTask_triageIssue",
        "triage",
        "resolve",
        "issueOwner",
        "nobody");
    refused(
        "lies in the past",
        "clara",
        id,
        "userTask_triageIssue",
        "triage",
        "resolve",
        "issueOwner",
        "tina",
        "targetDate",
        "2027-01-01");
    refused(
        "Clara Lindgren",
        "tom",
        id,
        "userTask_triageIssue",
        "triage",
        "notAnIssue",
        "triageNote",
        "Mine");

    resolvedBy(id, "Tina Okafor", "urgency", "HIGH", "impact", "LOW", "targetDate", "2027-01-08");
    assertWaiting(id, "userTask_findSolution:tina");
    assertThat(issues.get(id).urgency()).isEqualTo(Issue.Level.HIGH);
    assertThat(issues.get(id).targetDate()).isEqualTo(LocalDate.of(2027, 1, 8));
    assertThat(mailed("RI-1", "Find solution")).containsExactly("tina");

    refused("the cause", "tina", id, "userTask_findSolution", "solution", "Restart it");
    refused("the solution", "tina", id, "userTask_findSolution", "cause", "A leak");
    act(
        "tina",
        id,
        "userTask_findSolution",
        "cause",
        "A leak",
        "workaround",
        "Restart it",
        "solution",
        "Closed the leak");
    assertWaiting(id, "userTask_verifySolution:tom");
    act(
        "tom",
        id,
        "userTask_verifySolution",
        "verified",
        "yes",
        "verificationNote",
        "Runs for a day");

    Issue solved = issues.get(id);
    assertThat(solved.status()).isEqualTo(Issue.Status.RESOLVED);
    assertThat(solved.verifiedBy()).isEqualTo("tom");
    assertThat(solved.workaround()).isEqualTo("Restart it");
    assertThat(driver.isRunning(id)).isFalse();
    assertThat(told("RI-1")).contains("Verified the solution of issue RI-1-I1");
  }

  @Test
  void anIssueIsDueOnItsTargetWhereverSomebodyLooksAndItsCoordinatorChangesIt() throws Exception {
    String id = file("RI-18", "tom");
    assertThat(due(id)).as("urgency and impact say how soon").isNotNull();
    resolvedBy(id, "tina", "urgency", "LOW", "impact", "LOW", "targetDate", "2027-01-06");
    assertThat(due(id)).isEqualTo(LocalDate.of(2027, 1, 6).atTime(17, 0));
    assertThat(dates("tina")).as("once").filteredOn(one -> one.contains("Server runs")).hasSize(1);
    assertThat(late("tina")).isEmpty();

    driver.moveTo(day(2, 9));
    assertThat(mailed("RI-18", "should be solved by")).containsExactly("tina");
    assertThat(mailed("RI-18", "is past its target")).isEmpty();
    driver.moveTo(day(4, 9));
    assertThat(mailed("RI-18", "should be solved by")).as("once").containsExactly("tina");
    assertThat(mailed("RI-18", "is past its target")).as("once").containsExactly("clara");
    assertThat(late("tina")).containsExactly("RI-18-I1");
    assertThat(late("clara")).contains("RI-18-I1");
    assertThat(late("tarek")).isEmpty();
    web.perform(get("/late").with(user("tina")))
        .andExpect(content().string(containsString("href=\"/issues/RI-18-I1\"")));

    IssueChange wanted =
        new IssueChange("tarek", Issue.Level.HIGH, Issue.Level.LOW, LocalDate.of(2027, 1, 14));
    assertThatThrownBy(() -> issues.change(id, now -> wanted, "tina"))
        .hasMessageContaining("Clara Lindgren");
    web.perform(
            OpenForm.in(
                    web.perform(get("/issues/" + id).with(user("clara")))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(),
                    "form:has([name=targetDate])")
                .with("owner", "tarek")
                .with("urgency", "HIGH")
                .with("targetDate", "2027-01-14")
                .send()
                .with(user("clara")))
        .andExpect(status().is3xxRedirection());
    assertThat(issues.get(id))
        .returns("tarek", Issue::owner)
        .returns(Issue.Level.HIGH, Issue::urgency)
        .returns(Issue.Level.LOW, Issue::impact)
        .returns(LocalDate.of(2027, 1, 14), Issue::targetDate);
    assertWaiting(id, "userTask_findSolution:tarek");
    assertThat(due(id)).isEqualTo(LocalDate.of(2027, 1, 14).atTime(17, 0));
    assertThat(told("RI-18"))
        .contains(
            "Changed issue RI-18-I1: owner from Tina Okafor to Tarek Haddad; urgency from Low to"
                + " High; target from 6 Jan 2027 to 14 Jan 2027");
    assertThat(late("tina")).isEmpty();
    assertThatThrownBy(
            () ->
                issues.change(
                    id,
                    now ->
                        new IssueChange(
                            "tarek", Issue.Level.LOW, Issue.Level.LOW, day(1, 9).toLocalDate()),
                    "clara"))
        .hasMessageContaining("lies in the past");
  }

  private LocalDateTime due(String id) {
    return worklist.ofProjects(List.of(issues.get(id).projectKey())).values().stream()
        .flatMap(List::stream)
        .filter(task -> id.equals(task.businessKey()))
        .findFirst()
        .orElseThrow()
        .due();
  }

  private List<String> dates(String person) {
    return personal.stream()
        .flatMap(
            register ->
                register.of(person, LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 31)).stream())
        .map(Object::toString)
        .toList();
  }

  private List<String> late(String person) {
    return late.issues(LateEverywhere.Whose.MINE, person, 1).stream()
        .map(LateEverywhere.OverduePromise::about)
        .toList();
  }

  @Test
  void aSolutionThatDoesNotWorkGoesBackWithTheReason() {
    String id = file("RI-2", "tom");
    resolvedBy(id, "tina", "targetDate", "2027-01-06");
    act("tina", id, "userTask_findSolution", "cause", "A leak", "solution", "Closed the leak");
    driver.moveTo(day(3, 9));
    assertThat(late("tina")).as("solved, and waits for verification").doesNotContain(id);
    assertThat(mailed("RI-2", "RI-2-I1")).isEmpty();
    refused("what still fails", "tom", id, "userTask_verifySolution", "verified", "no");
    act(
        "tom",
        id,
        "userTask_verifySolution",
        "verified",
        "no",
        "verificationNote",
        "It leaks elsewhere");
    assertWaiting(id, "userTask_findSolution:tina");
    assertThat(issues.get(id).status()).isEqualTo(Issue.Status.OPEN);
    assertThat(issues.get(id).verificationNote()).isEqualTo("It leaks elsewhere");

    act("tina", id, "userTask_findSolution", "cause", "Two leaks", "solution", "Closed both");
    act("tom", id, "userTask_verifySolution", "verified", "yes");
    assertThat(issues.get(id).solution()).isEqualTo("Closed both");
    assertThat(driver.isRunning(id)).isFalse();
  }

  @Test
  void whatItsReporterSolvedIsVerifiedByTheCoordinator() {
    String id = file("RI-3", "tom");
    resolvedBy(id, "tom");
    act("tom", id, "userTask_findSolution", "cause", "A typo", "solution", "Corrected it");
    assertWaiting(id, "userTask_verifySolution:clara");
    refused("Clara Lindgren", "tom", id, "userTask_verifySolution", "verified", "yes");
  }

  @Test
  void whatTheCoordinatorReportedAndSolvedIsNotVerifiedByThemselves() {
    String id = file("RI-4", "clara");
    resolvedBy(id, "clara");
    act("clara", id, "userTask_findSolution", "cause", "A typo", "solution", "Corrected it");
    assertWaiting(id, "userTask_verifySolution:sofia");
  }

  @Test
  void aPostponedIssueComesBackOnItsDay() {
    String id = file("RI-5", "tom");
    refused("after today", "clara", id, "userTask_triageIssue", "triage", "postpone");
    refused(
        "after today",
        "clara",
        id,
        "userTask_triageIssue",
        "triage",
        "postpone",
        "postponedUntil",
        "2027-01-04");
    refused(
        "as a date",
        "clara",
        id,
        "userTask_triageIssue",
        "triage",
        "postpone",
        "postponedUntil",
        "2027-02-30");
    act("clara", id, "userTask_triageIssue", "triage", "postpone", "postponedUntil", "2027-01-07");
    assertWaiting(id);
    assertThat(issues.get(id).status()).isEqualTo(Issue.Status.POSTPONED);
    driver.moveTo(day(3, 6));
    assertWaiting(id);
    driver.moveTo(day(3, 8));
    assertWaiting(id, "userTask_triageIssue:clara");
    resolvedBy(id, "tina");
    assertWaiting(id, "userTask_findSolution:tina");
    assertThat(issues.get(id).status()).isEqualTo(Issue.Status.OPEN);
    assertThat(issues.get(id).postponedUntil()).isNull();
  }

  @Test
  void whatIsNotAnIssueIsClosedWithTheReason() {
    String id = file("RI-6", "tom");
    refused(
        "why this is not an issue", "clara", id, "userTask_triageIssue", "triage", "notAnIssue");
    act(
        "clara",
        id,
        "userTask_triageIssue",
        "triage",
        "notAnIssue",
        "triageNote",
        "Works as ordered");
    assertThat(issues.get(id).status()).isEqualTo(Issue.Status.CLOSED);
    assertThat(issues.get(id).triageNote()).isEqualTo("Works as ordered");
    assertThat(driver.isRunning(id)).isFalse();
    assertThat(told("RI-6")).contains("Judged that RI-6-I1 is not an issue");
  }

  @Test
  void strangersFileNothingAndNothingIsFiledBeforeTracking() {
    track("RI-7");
    assertThatThrownBy(() -> issues.file("RI-7", issue(), "tarek"))
        .hasMessageContaining("Only people of the project");
    SampleProject.begin(projects, "RI-8", "20000");
    assertThatThrownBy(() -> issues.file("RI-8", issue(), "tom"))
        .hasMessageContaining("while RI-8 is being tracked");
    assertThat(issues.all("RI-8")).isEmpty();
  }

  /** The coordinator has an issue solved; answers beside the owner by name and value in turn. */
  private void resolvedBy(String id, String owner, String... more) {
    act(
        "clara",
        id,
        "userTask_triageIssue",
        Stream.concat(Stream.of("triage", "resolve", "issueOwner", owner), Stream.of(more))
            .toArray(String[]::new));
  }

  private String file(String key, String by) {
    track(key);
    return issues.file(key, issue(), by).id();
  }

  private static NewIssue issue() {
    return new NewIssue(
        Issue.Kind.PROBLEM,
        "Server runs out of memory",
        "Every night at two",
        null,
        BUILD,
        Issue.Level.MEDIUM,
        Issue.Level.HIGH,
        null);
  }
}
