package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.OpenApproval;
import dev.fairlead.plan.PlanApproval;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.ReworkPoints;
import dev.fairlead.project.DecideByMail;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Phase;
import dev.fairlead.studio.Rehearsal;
import dev.fairlead.workspace.MailDecisions;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.util.ReflectionTestUtils;

/** Several people of a group approve a plan where the process owner asks for it. */
@FairleadTest
class PlanQuorumScenarioTests extends QuorumScenario {
  private static final String APPROVE = "userTask_approvePlan";
  private static final String TABLE = "approvalLevels";

  @Autowired PlanApprovals approvals;
  @Autowired OpenApproval openApproval;
  @Autowired ReworkPoints reworkPoints;
  @Autowired MailDecisions fromMail;

  PlanQuorumScenarioTests() {
    super(APPROVE);
  }

  @Test
  void twoManagersApproveAndEachVoteIsKeptWithItsName() throws Exception {
    managers(2);
    submitted("QU-1", "20000");
    Task first = waiting("QU-1");
    assertThat(frame("QU-1")).contains("0 of 2 approvals given");
    act("maria", "QU-1", APPROVE, "decision", "approve", "comment", "Well planned");

    Task second = waiting("QU-1");
    assertThat(second.getId()).isNotEqualTo(first.getId());
    assertThat(openApproval.of("QU-1"))
        .contains(
            new OpenApproval.Asked(
                1, "managers", 2, "Every plan needs the approval of a manager."));
    assertThat(projects.get("QU-1").phase()).isEqualTo(Phase.APPROVAL);
    assertThat(frame("QU-1")).contains("1 of 2 approvals given: Maria Costa, 4 Jan 2027");
    assertThat(page("clara", "/projects/QU-1").text())
        .contains("managers, approved already by Maria Costa");
    assertThat(page("martin", "/work/tasks/" + second.getId()).text())
        .contains("managers, approved already by Maria Costa");
    assertThat(mailed("QU-1", "Approve plan")).containsExactly("maria", "martin", "martin");

    act("martin", "QU-1", APPROVE, "decision", "approve");
    assertThat(projects.get("QU-1").phase()).isEqualTo(Phase.TRACKING);
    assertThat(approvals.list("QU-1"))
        .extracting(PlanApproval::decidedBy, PlanApproval::level, PlanApproval::submission)
        .containsExactly(tuple("maria", 1, 1), tuple("martin", 1, 1));
    assertThat(logged("QU-1"))
        .containsExactly(
            "maria plan version 1, level 1, approval 1 of 2",
            "martin plan version 1, level 1, approval 2 of 2");
    assertThat(baselines.current("QU-1").orElseThrow().reason())
        .isEqualTo("Plan approved by Maria Costa, Martin Keller");
    assertThat(reports.plan("QU-1", "clara").toString()).contains("Maria Costa", "Martin Keller");
    assertThat(told("QU-1")).contains("approved by Maria Costa: Well planned");
  }

  /** The table is asked anew after each approval, about the same level until it has enough. */
  @Test
  void aRehearsalCountsADecisionOnceHoweverManyHadToApprove() {
    managers(2);
    submitted("QU-20", "20000");
    Rehearsal before = rehearsals.rehearse(TABLE, ProcessFiles.text(Quorum.table(TABLE)));
    act("maria", "QU-20", APPROVE, "decision", "approve");
    Rehearsal between = rehearsals.rehearse(TABLE, ProcessFiles.text(Quorum.table(TABLE)));
    assertThat(between.cases()).isEqualTo(before.cases());
    assertThat(between.all()).isEqualTo(before.all());
    act("martin", "QU-20", APPROVE, "decision", "approve");
    Rehearsal after = rehearsals.rehearse(TABLE, ProcessFiles.text(Quorum.table(TABLE)));
    assertThat(after.cases()).as("whether a second level is needed").isEqualTo(before.cases() + 1);
  }

  @Test
  void nobodyApprovesTwiceOnAnyWay() throws Exception {
    managers(2);
    submitted("QU-2", "20000");
    act("maria", "QU-2", APPROVE, "decision", "approve");
    Task task = waiting("QU-2");
    assertThat(worklist.of("maria")).extracting(OpenTask::id).doesNotContain(task.getId());
    assertThat(worklist.of("martin")).extracting(OpenTask::id).contains(task.getId());
    assertThat(desk.standing(desk.open(task.getId()), "maria")).isEqualTo(TaskDesk.Standing.OTHERS);
    for (ThrowingCallable way : waysToGive(task, "maria")) {
      assertThatThrownBy(way)
          .hasStackTraceContaining("Maria Costa has approved it already, or somebody did for them");
    }
    assertThat(
            mvc.perform(
                    post("/work/tasks/" + task.getId() + "/complete")
                        .with(user("maria").authorities(new SimpleGrantedAuthority("managers")))
                        .with(csrf())
                        .param("decision", "approve"))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains("has approved it already");
    // claimed by another, completed in their stead
    away("martin", "maria");
    driver.as("martin", () -> tasks.claim(task.getId(), "martin"));
    assertThatThrownBy(
            () ->
                driver.as(
                    "maria", () -> tasks.complete(task.getId(), Map.of("decision", "approve"))))
        .hasStackTraceContaining("You have approved this already");
    assertThat(waiting("QU-2").getId()).isEqualTo(task.getId());
    driver.as("martin", () -> tasks.complete(task.getId(), Map.of("decision", "approve")));
    assertThat(projects.get("QU-2").phase()).isEqualTo(Phase.TRACKING);
  }

  @Test
  void reworkEndsItAtOnceAndTheNextSubmissionBeginsAtNone() {
    managers(2);
    submitted("QU-3", "20000");
    act("maria", "QU-3", APPROVE, "decision", "approve");
    act("martin", "QU-3", APPROVE, "decision", "rework", "comment", "Too short");
    assertThat(projects.get("QU-3").phase()).isEqualTo(Phase.PLANNING);
    reworkPoints
        .all("QU-3")
        .forEach(point -> reworkPoints.answer("QU-3", point.id(), "Longer now", "clara"));
    again("QU-3");

    assertThat(approvals.given("QU-3", 1)).isEmpty();
    act("maria", "QU-3", APPROVE, "decision", "approve");
    assertThat(approvals.given("QU-3", 1))
        .extracting(PlanApproval::decidedBy)
        .containsExactly("maria");
    assertThat(projects.get("QU-3").phase()).isEqualTo(Phase.APPROVAL);
    act("martin", "QU-3", APPROVE, "decision", "approve");
    assertThat(projects.get("QU-3").phase()).isEqualTo(Phase.TRACKING);
    assertThat(approvals.list("QU-3")).hasSize(4);
  }

  @Test
  void aSubstituteHasOneVoteAndSoHasWhoTheyStandInFor() throws Exception {
    managers(2);
    submitted("QU-4", "20000");
    away("maria", "tarek");
    away("martin", "tarek");
    act("tarek", "QU-4", APPROVE, "decision", "approve");
    PlanApproval first = approvals.list("QU-4").get(0);
    assertThat(first.onBehalfOf()).isIn("maria", "martin");
    String other = first.onBehalfOf().equals("maria") ? "martin" : "maria";
    assertThat(frame("QU-4"))
        .contains(
            "1 of 2 approvals given: Tarek Haddad for " + users.nameOf(first.onBehalfOf()) + ",");
    Task task = waiting("QU-4");
    assertThat(worklist.of("tarek")).extracting(OpenTask::id).doesNotContain(task.getId());
    assertThat(worklist.of(first.onBehalfOf()))
        .extracting(OpenTask::id)
        .doesNotContain(task.getId());
    assertThat(worklist.of(other)).extracting(OpenTask::id).contains(task.getId());
    refused(
        "Tarek Haddad has approved it already", "tarek", "QU-4", APPROVE, "decision", "approve");
    refused(
        users.nameOf(first.onBehalfOf()) + " has approved it already",
        first.onBehalfOf(),
        "QU-4",
        APPROVE,
        "decision",
        "approve");
    act(other, "QU-4", APPROVE, "decision", "approve");
    assertThat(projects.get("QU-4").phase()).isEqualTo(Phase.TRACKING);
  }

  @Test
  void whereAGroupHasTooFewTheNextOneGivesTheRestAndTheCoordinatorHears() {
    quorum.of("approvePlan", "approvalLevels", "sponsors", "2");
    submitted("QU-5", "80000");
    act("maria", "QU-5", APPROVE, "decision", "approve");
    assertThat(mailed("QU-5", "who approves your plan")).isEmpty();
    act("sofia", "QU-5", APPROVE, "decision", "approve");
    assertThat(mailed("QU-5", "who approves your plan")).containsExactly("clara");
    assertThat(told("QU-5"))
        .contains(
            "Nobody else of the sponsors can approve (Clara Lindgren, Sofia Brandt asked for it or"
                + " have approved already), so the steering board give the rest");
    assertThat(openApproval.of("QU-5").orElseThrow().group()).isEqualTo("steering-board");
    act("stefan", "QU-5", APPROVE, "decision", "approve");
    assertThat(projects.get("QU-5").phase()).isEqualTo(Phase.TRACKING);
    assertThat(approvals.list("QU-5"))
        .extracting(approval -> approval.level() + " " + approval.decidedBy())
        .containsExactly("1 maria", "2 sofia", "2 stefan");
  }

  @Test
  void whereNobodyIsLeftAtAllThoseWhoApprovedAreEnough() {
    managers(9);
    submitted("QU-6", "20000");
    for (String person : List.of("maria", "martin", "sofia", "stefan")) {
      assertThat(projects.get("QU-6").phase()).isEqualTo(Phase.APPROVAL);
      act(person, "QU-6", APPROVE, "decision", "approve");
    }
    assertThat(projects.get("QU-6").phase()).isEqualTo(Phase.TRACKING);
    assertThat(told("QU-6"))
        .contains("Nobody is left who could approve the plan at level 1 as well, so 4 of 9");
    assertThat(mails("QU-6"))
        .filteredOn(mail -> mail.subject().contains("who approves your plan"))
        .anySatisfy(mail -> assertThat(mail.body()).contains("4 of 9 approvals are enough"));
  }

  @Test
  void whoHasApprovedIsNeitherRemindedNorAskedThroughADeputy() {
    managers(2);
    away("maria", "tina");
    away("martin", "tarek");
    submitted("QU-7", "20000");
    act("maria", "QU-7", APPROVE, "decision", "approve");
    driver.moveTo(day(10, 9));
    assertThat(mailed("QU-7", "the plan waits for approval")).isNotEmpty().doesNotContain("maria");
    assertThat(
            mails("QU-7").stream().filter(m -> m.recipient().equals("tina")).map(m -> m.subject()))
        .noneMatch(subject -> subject.contains("decide"));
  }

  @Test
  void nobodyWhoHasApprovedGetsAKeyToDecideFromTheMail() {
    managers(2);
    submitted("QU-8", "5000");
    ReflectionTestUtils.setField(fromMail, "enabled", true);
    try {
      String before = waiting("QU-8").getId();
      String key =
          key(before, "martin").orElseThrow().path().substring(MailDecisions.PATH.length());
      act("maria", "QU-8", APPROVE, "decision", "approve");
      String task = waiting("QU-8").getId();
      assertThat(key(task, "maria")).isEmpty();
      assertThat(key(task, "martin")).isPresent();
      assertThat(fromMail.look(fromMail.find(key).orElseThrow()).sentence())
          .as("of the task that Maria has done")
          .contains("Maria Costa");
    } finally {
      ReflectionTestUtils.setField(fromMail, "enabled", false);
    }
  }

  @Test
  void aTableWithoutTheColumnAsksForOneApproval() {
    String table = ProcessFiles.text(Quorum.table("approvalLevels"));
    String older =
        table
            .replaceAll("\\s*<output id=\"\\w+_approvals\"[^>]*/>", "")
            .replaceAll("(?s)\\s*<outputEntry id=\"\\w+_approvals\">.*?</outputEntry>", "");
    assertThat(older).doesNotContain("approvals\"");
    quorum.deploy("approvePlan", "approvalLevels", older);
    submitted("QU-9", "20000");
    assertThat(openApproval.of("QU-9").orElseThrow().approvals()).isEqualTo(1);
    act("maria", "QU-9", APPROVE, "decision", "approve");
    assertThat(projects.get("QU-9").phase()).isEqualTo(Phase.TRACKING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "\"two\"", "1.5", "100", "budget"})
  void whatIsNoNumberOfApprovalsIsNotDeployed(String approvals) {
    assertThatThrownBy(() -> quorum.of("approvePlan", "approvalLevels", "managers", approvals))
        .hasStackTraceContaining("is no number of approvals. Write a whole number from 1 to 99");
  }

  private void managers(int approvals) {
    quorum.of("approvePlan", "approvalLevels", "managers", "" + approvals);
  }

  private void submitted(String key, String budget) {
    SampleProject.begin(projects, key, budget);
    SampleProject.plan(plans, key);
    again(key);
  }

  private void again(String key) {
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
  }

  private Optional<DecideByMail.Key> key(String task, String person) {
    return fromMail.key(task, person, users.get(person).email());
  }

  private List<String> logged(String key) {
    return log.page(new DecisionLog.Wanted(key, "PLAN", null, null, null), 0, 10).stream()
        .sorted(Comparator.comparing(DecisionEntry::number))
        .map(entry -> entry.decidedBy() + " " + entry.version())
        .toList();
  }

  private List<ThrowingCallable> waysToGive(Task task, String person) {
    return List.of(
        () -> driver.as(person, () -> tasks.claim(task.getId(), person)),
        () -> desk.claim(task.getId(), person),
        () -> tasks.setAssignee(task.getId(), person),
        () -> tasks.addUserIdentityLink(task.getId(), person, IdentityLinkType.ASSIGNEE));
  }

  private String frame(String key) throws Exception {
    return page("martin", "/projects/" + key + "/frame/approval").text();
  }
}
