package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Goal;
import dev.fairlead.report.ReportRows;
import dev.fairlead.report.Reports;
import dev.fairlead.studio.Rehearsal;
import dev.fairlead.workspace.OpenTask;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;

/** Several people of a group approve a change where the process owner asks for it. */
@FairleadTest
class ChangeQuorumScenarioTests extends QuorumScenario {
  private static final String DECIDE = "userTask_decideChange";

  @Autowired Changes changes;
  @Autowired Reports interim;

  ChangeQuorumScenarioTests() {
    super(DECIDE);
  }

  @Test
  void twoManagersApproveAndOnlyThenIsItApplied() throws Exception {
    managers(2);
    String id = requested("QC-1");
    assertThat(page("martin", "/changes/" + id).text())
        .contains("0 of 2 approvals given", "Decide on change on managers since 4 Jan 2027, due ");
    act("maria", id, DECIDE, "decision", "approve", "comment", "Needed");

    ChangeRequest between = changes.get(id);
    assertThat(between.status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
    assertThat(between.decision()).isNull();
    assertThat(page("martin", "/changes/" + id).text())
        .contains(
            "1 of 2 approvals given: Maria Costa, 4 Jan 2027",
            "on managers, approved already by Maria Costa since 4 Jan 2027, due ");
    assertThat(page("clara", "/projects/QC-1").text())
        .contains("managers, approved already by Maria Costa");
    assertThat(mailed("QC-1", "Decide on change")).containsExactly("maria", "martin", "martin");

    act("martin", id, DECIDE, "decision", "approve");
    ChangeRequest after = changes.get(id);
    assertThat(after.status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(page("martin", "/changes/" + id).select("#waits")).isEmpty();
    assertThat(after.approvals())
        .extracting(ChangeRequest.Approval::by)
        .containsExactly("maria", "martin");
    assertThat(log.page(new DecisionLog.Wanted("QC-1", "CHANGE", null, null, null), 0, 10))
        .extracting(DecisionEntry::decidedBy, DecisionEntry::decision, DecisionEntry::comment)
        .containsExactlyInAnyOrder(
            tuple("maria", "APPROVE", "Needed"), tuple("martin", "APPROVE", null));
    assertThat(versions("QC-1"))
        .containsExactly(
            "impact on plan version 1, approval 1 of 2",
            "impact on plan version 1, approval 2 of 2");
    assertThat(told("QC-1"))
        .contains(
            "Approved change QC-1-C1 (approval 1 of 2). Needed",
            "Approved change QC-1-C1 (approval 2 of 2)");
    assertThat(page("martin", "/changes/" + id).text()).contains("Maria Costa", "Martin Keller");
    assertThat(decided("QC-1")).contains("Maria Costa", "Martin Keller");
  }

  @Test
  void aReportSaysWhoHasApprovedAndHowManyApprovalsAreMissing() {
    managers(2);
    String id = requested("QC-20");
    interim.request("QC-20", "clara");
    assertThat(answers("QC-20-R1")).containsExactly("Open. 2 approvals are needed");
    act("clara", "QC-20", "userTask_releaseReport", "release", "discard");
    act("maria", id, DECIDE, "decision", "approve");
    interim.request("QC-20", "clara");
    assertThat(answers("QC-20-R2"))
        .containsExactly("Open. Approved by Maria Costa; 1 of 2 approvals missing");
  }

  private List<String> answers(String report) {
    return interim.interim(report).decisionsNeeded().stream()
        .map(ReportRows.DecisionRow::answer)
        .toList();
  }

  @Test
  void nobodyApprovesTwice() {
    managers(2);
    String id = requested("QC-2");
    act("maria", id, DECIDE, "decision", "approve");
    Task task = waiting(id);
    assertThat(worklist.of("maria")).extracting(OpenTask::id).doesNotContain(task.getId());
    assertThat(worklist.of("martin")).extracting(OpenTask::id).contains(task.getId());
    assertThatThrownBy(() -> driver.as("maria", () -> tasks.claim(task.getId(), "maria")))
        .hasStackTraceContaining("Maria Costa has approved it already");
    assertThat(
            desk.complete(task.getId(), "maria", Map.of("decision", "approve"), "/work").sentence())
        .contains("has approved it already");
    away("martin", "maria");
    driver.as("martin", () -> tasks.claim(task.getId(), "martin"));
    assertThatThrownBy(
            () ->
                driver.as(
                    "maria", () -> tasks.complete(task.getId(), Map.of("decision", "approve"))))
        .hasStackTraceContaining("You have approved this already");
    assertThatThrownBy(
            () ->
                changes.decide(
                    id, "managers", ChangeRequest.Decision.APPROVE, null, null, "maria", null))
        .hasMessageContaining("approves only once");
    assertThat(changes.get(id).approvals()).hasSize(1);
  }

  @Test
  void oneRejectionEndsItAtOnce() {
    managers(2);
    String id = requested("QC-3");
    act("maria", id, DECIDE, "decision", "approve");
    act("martin", id, DECIDE, "decision", "reject", "comment", "Too dear");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.REJECTED);
    assertThat(changes.get(id).decidedBy()).isEqualTo("martin");
    assertThat(decided("QC-3")).contains("Martin Keller");
  }

  @Test
  void afterAPostponementItBeginsAtNone() {
    managers(2);
    String id = requested("QC-4");
    act("maria", id, DECIDE, "decision", "approve");
    act(
        "martin",
        id,
        DECIDE,
        "decision",
        "postpone",
        "comment",
        "Later",
        "postponedUntil",
        "2027-01-06");
    driver.moveTo(day(2, 8));
    assertThat(changes.get(id).approvals()).isEmpty();
    assertThat(changes.get(id).approvalsNeeded()).isEqualTo(2);
    act("maria", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
    act("martin", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
  }

  @Test
  void aSubstituteHasOneVoteAndSoHasWhoTheyStandInFor() throws Exception {
    managers(2);
    String id = requested("QC-5");
    away("maria", "tarek");
    act("tarek", id, DECIDE, "decision", "approve");
    assertThat(page("martin", "/changes/" + id).text())
        .contains("1 of 2 approvals given: Tarek Haddad for Maria Costa, 4 Jan 2027");
    for (String person : List.of("tarek", "maria")) {
      refused("has approved it already", person, id, DECIDE, "decision", "approve");
    }
    act("martin", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
  }

  @Test
  void whereThereAreTooFewOthersGiveTheRestAndAtTheEndThoseWhoDidAreEnough() {
    managers(5);
    String id = requested("QC-6");
    act("maria", id, DECIDE, "decision", "approve");
    assertThat(mailed("QC-6", "who decides on your change")).isEmpty();
    act("martin", id, DECIDE, "decision", "approve");
    assertThat(mailed("QC-6", "who decides on your change")).containsExactly("tom");
    act("sofia", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
    act("stefan", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(told("QC-6"))
        .contains("so the sponsors give the rest of the approvals")
        .contains("Nobody is left who could approve change QC-6-C1 as well, so 4 of 5");
  }

  @Test
  void theSecondIsRemindedAfterTwoDaysOfTheirOwnAndTheFirstIsNot() {
    managers(2);
    String id = requested("QC-7");
    driver.moveTo(day(1, 9));
    act("maria", id, DECIDE, "decision", "approve");
    driver.moveTo(day(2, 12));
    assertThat(mailed("QC-7", "waits for a decision")).isEmpty();
    driver.moveTo(day(3, 12));
    assertThat(mailed("QC-7", "waits for a decision")).containsExactly("martin");
  }

  @Test
  void noTableLetsAGoalOrAToleranceMoveWithoutTheSponsors() throws Exception {
    String anything = "Ours go without a decision.";
    quorum.deploy("handleChange", "changeRoute", passing("\"standard\"", "null", anything));
    track("QC-21");
    String id =
        wish(
            "QC-21",
            PlanEdit.of(PlanEdit.Kind.SET_GOAL, null, Map.of("goal", "1", "target", "30 s")));
    String why =
        "The change sets a goal or a tolerance anew, so the sponsors decide, whatever the table"
            + " changeRoute says (\"Ours go without a decision.\").";
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.AWAITING_APPROVAL);
    assertThat(page("sofia", "/changes/" + id).text())
        .contains(why, "Decide on change on sponsors");
    assertThat(told("QC-21")).contains("Others decide on change QC-21-C1: " + why);
    assertThat(mailed("QC-21", "who decides on your change QC-21-C1")).containsExactly("tom");
    assertThatThrownBy(() -> act("maria", id, DECIDE, "decision", "approve"))
        .isInstanceOf(Exception.class);
    act("sofia", id, DECIDE, "decision", "approve", "comment", "Fast enough");
    assertThat(changes.get(id))
        .returns(ChangeRequest.Status.IMPLEMENTED, ChangeRequest::status)
        .returns("normal", ChangeRequest::route)
        .returns(why, ChangeRequest::routeReason);
    assertThat(projects.get("QC-21").goals()).singleElement().returns("30 s", Goal::target);
    assertThat(log.page(new DecisionLog.Wanted("QC-21", "CHANGE", null, null, null), 0, 10))
        .extracting(DecisionEntry::decidedBy, DecisionEntry::comment)
        .containsExactly(tuple("sofia", "Fast enough (Route: " + why + ")"));

    assertThat(
            changes
                .get(
                    wish("QC-21", PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of("fixedCost", "20"))))
                .status())
        .as("what was not agreed goes as the table says")
        .isEqualTo(ChangeRequest.Status.IMPLEMENTED);

    quorum.deploy("handleChange", "changeRoute", passing("\"emergency\"", "\"managers\"", ""));
    track("QC-22");
    String tolerance =
        wish(
            "QC-22",
            PlanEdit.of(PlanEdit.Kind.SET_TIME_TOLERANCE, null, Map.of("timeTolerance", "40")));
    assertThat(page("sofia", "/changes/" + tolerance).text())
        .contains("whatever the table changeRoute says.", "Decide on change on sponsors");
    act(
        "sofia",
        tolerance,
        DECIDE,
        "decision",
        "postpone",
        "comment",
        "Later",
        "postponedUntil",
        "2027-01-11");
    assertThat(projects.get("QC-22").timeTolerance()).isNotEqualTo(40);
  }

  @Test
  void theRehearsalOfATableTellsOfGoalsAsItWouldReallyBe() {
    track("QC-23");
    String id =
        wish(
            "QC-23",
            PlanEdit.of(PlanEdit.Kind.SET_GOAL, null, Map.of("goal", "1", "target", "30 s")));
    String table = passing("\"standard\"", "null", "Ours go without a decision.");
    assertThat(answersOf(id, table))
        .containsExactly(
            "normal",
            "sponsors",
            "The change sets a goal or a tolerance anew, so the sponsors decide, whatever the table"
                + " changeRoute says (\"Ours go without a decision.\").");

    quorum.deploy("handleChange", "changeRoute", withoutColumn(table, "changesGoals"));
    track("QC-24");
    String other =
        wish(
            "QC-24",
            PlanEdit.of(PlanEdit.Kind.SET_GOAL, null, Map.of("goal", "1", "target", "30 s")));
    assertThat(rehearsals.rehearse("changeRoute", table).different())
        .as("neither then nor now without a decision")
        .extracting(Rehearsal.Case::about)
        .doesNotContain(other);
    assertThat(answersOf(other, ProcessFiles.text(Quorum.table("changeRoute"))))
        .containsExactly("normal", "sponsors", "The change is about the goals of the project.");
  }

  private List<String> answersOf(String id, String table) {
    return rehearsals.rehearse("changeRoute", table).different().stream()
        .filter(one -> id.equals(one.about()))
        .flatMap(one -> one.now().stream())
        .flatMap(row -> row.results().stream())
        .map(Rehearsal.Value::value)
        .toList();
  }

  /** The table with a first row that takes everything. */
  private static String passing(String route, String group, String reason) {
    String table = ProcessFiles.text(Quorum.table("changeRoute"));
    int first = table.indexOf("<rule id=\"rule_changeRoute_1\"");
    String row =
        table
            .substring(first, table.indexOf("</rule>", first) + 7)
            .replace("changeRoute_1", "changeRoute_0")
            .replaceAll("(<inputEntry[^>]*>\\s*)<text>[^<]*</text>", "$1<text></text>")
            .replaceFirst("(0_route\">\\s*)<text>[^<]*", "$1<text>" + route)
            .replaceFirst("(0_approverGroup\">\\s*)<text>[^<]*", "$1<text>" + group)
            .replaceFirst("(0_reason\">\\s*)<text>[^<]*", "$1<text>\"" + reason + "\"");
    return table.substring(0, first) + row + table.substring(first);
  }

  private static String withoutColumn(String table, String name) {
    return table
        .replaceFirst("(?s)<input id=\"input_changeRoute_" + name + "\".*?</input>", "")
        .replaceAll("(?s)<inputEntry id=\"in_changeRoute_\\d+_" + name + "\">.*?</inputEntry>", "");
  }

  @Test
  void oneWrittenOutIsOne() {
    managers(1);
    String id = requested("QC-8");
    act("maria", id, DECIDE, "decision", "approve");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(changes.get(id).approvals()).isEmpty();
  }

  @Test
  void anEmergencyIsReviewedByOneAndATableThatWantsMoreIsNotDeployed() {
    String table =
        ProcessFiles.text(Quorum.table("changeRoute"))
            .replaceFirst(
                "(id=\"out_changeRoute_1_approvals\">\\s*)<text></text>", "$1<text>2</text>");
    assertThatThrownBy(() -> quorum.deploy("handleChange", "changeRoute", table))
        .hasStackTraceContaining("An emergency change is reviewed by one person");
  }

  private void managers(int approvals) {
    String table = ProcessFiles.text(Quorum.table("changeRoute"));
    // the second row is the review of an emergency
    int normal = table.indexOf("<rule id=\"rule_changeRoute_3\"");
    quorum.deploy(
        "handleChange",
        "changeRoute",
        table.substring(0, normal)
            + Quorum.asking(table.substring(normal), "managers", "" + approvals));
  }

  private String requested(String key) {
    track(key);
    return wish(key, PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of("fixedCost", "20")));
  }

  private String wish(String key, PlanEdit edit) {
    return changes
        .submit(
            key,
            new NewChange(
                ChangeRequest.Type.NORMAL,
                ChangeRequest.Category.SCHEDULE,
                "More time",
                "The work takes longer",
                "New facts",
                "The work stops",
                "Plan it anew",
                "Take the old plan back",
                List.of(edit)),
            "tom")
        .id();
  }

  /** What reports and archive list as decided. */
  private String decided(String key) {
    return String.valueOf(
        ReflectionTestUtils.<Object>invokeMethod(
            AopTestUtils.<Object>getTargetObject(reports), "decisions", key));
  }

  private List<String> versions(String key) {
    return log.page(new DecisionLog.Wanted(key, "CHANGE", null, null, null), 0, 10).stream()
        .sorted(Comparator.comparing(DecisionEntry::number))
        .map(DecisionEntry::version)
        .toList();
  }
}
