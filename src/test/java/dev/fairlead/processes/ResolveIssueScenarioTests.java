package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of resolveIssue. */
@FairleadTest
class ResolveIssueScenarioTests extends Scenario {
  @Autowired Issues issues;

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

    act(
        "clara",
        id,
        "userTask_triageIssue",
        "triage",
        "resolve",
        "issueOwner",
        "Tina Okafor",
        "urgency",
        "HIGH",
        "impact",
        "LOW",
        "targetDate",
        "2027-01-08");
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
  void aSolutionThatDoesNotWorkGoesBackWithTheReason() {
    String id = file("RI-2", "tom");
    act("clara", id, "userTask_triageIssue", "triage", "resolve", "issueOwner", "tina");
    act("tina", id, "userTask_findSolution", "cause", "A leak", "solution", "Closed the leak");
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
    act("clara", id, "userTask_triageIssue", "triage", "resolve", "issueOwner", "tom");
    act("tom", id, "userTask_findSolution", "cause", "A typo", "solution", "Corrected it");
    assertWaiting(id, "userTask_verifySolution:clara");
    refused("Clara Lindgren", "tom", id, "userTask_verifySolution", "verified", "yes");
  }

  @Test
  void whatTheCoordinatorReportedAndSolvedIsNotVerifiedByThemselves() {
    String id = file("RI-4", "clara");
    act("clara", id, "userTask_triageIssue", "triage", "resolve", "issueOwner", "clara");
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
    act("clara", id, "userTask_triageIssue", "triage", "resolve", "issueOwner", "tina");
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
