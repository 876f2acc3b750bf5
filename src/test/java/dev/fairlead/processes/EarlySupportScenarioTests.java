package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import dev.fairlead.FairleadTest;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.FollowOnActions;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.closure.Lessons;
import dev.fairlead.communication.DeadLetters;
import dev.fairlead.communication.Mail;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskReviews;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Phase;
import dev.fairlead.project.TeamMember;
import dev.fairlead.report.Archive;
import dev.fairlead.report.ArchiveCheck;
import dev.fairlead.report.ReportRows.EvaluationRow;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.OpenPoint;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

/**
 * What is refused or rejected while a project closes comes back; what is left to do is done in the
 * early support.
 */
@FairleadTest
class EarlySupportScenarioTests extends Scenario {
  @Autowired Closing closing;
  @Autowired Deliverables deliverables;
  @Autowired Handovers handovers;
  @Autowired FollowOnActions actions;
  @Autowired EarlySupport support;
  @Autowired Lessons lessons;
  @Autowired Registers registers;
  @Autowired RiskReviews riskReviews;
  @Autowired Issues issues;
  @Autowired Reports reports;
  @Autowired Archive archive;
  @Autowired ArchiveCheck check;
  @Autowired DeadLetters dead;
  @Autowired JdbcClient jdbc;
  @Autowired MockMvc web;

  @Test
  void aRejectedDeliverableGoesToTheCoordinatorAndComesBack() {
    toClosing("ES-1");
    deliverables.change("ES-1", 1, "Go-live", "Shop is open\nManual is written", "tarek", "clara");
    deliverables.add("ES-1", "Training", "Twelve people trained", null, "clara");
    assertThatThrownBy(() -> deliverables.add("ES-1", "X", "Y", "clara", "clara"))
        .hasMessageContaining("nobody accepts what they deliver themselves");
    assertThatThrownBy(
            () -> deliverables.accept("ES-1", 1, Deliverable.Acceptance.ACCEPTED, null, "sofia"))
        .hasMessageContaining("Only Tarek");
    // the task went to the sponsor, whose deliverables are looked at there; Tarek's are asked for
    // once the result is about to be accepted
    assertThatThrownBy(
            () ->
                deliverables.accept(
                    "ES-1", 1, Deliverable.Acceptance.ACCEPTED, Set.of(1), null, "tarek"))
        .hasMessageContaining("Manual is written");
    assertThatThrownBy(
            () -> deliverables.accept("ES-1", 2, Deliverable.Acceptance.REJECTED, " ", "sofia"))
        .hasMessageContaining("the reason");
    refused("Training", "sofia", "ES-1", "userTask_acceptDeliverables");
    deliverables.accept(
        "ES-1", 2, Deliverable.Acceptance.REJECTED, Set.of(), "Only ten came", "sofia");
    act("sofia", "ES-1", "userTask_acceptDeliverables");
    assertThat(driver.waitingFor("ES-1"))
        .contains("userTask_reworkDeliverables:clara")
        .doesNotContain("userTask_acceptDeliverables:sofia");
    refused("what was done", "clara", "ES-1", "userTask_reworkDeliverables");
    act("clara", "ES-1", "userTask_reworkDeliverables", "reworkDone", "Two more were trained");
    assertThat(driver.waitingFor("ES-1")).contains("userTask_acceptDeliverables:sofia");
    assertThat(deliverables.of("ES-1").get(1))
        .satisfies(
            again -> {
              assertThat(again.acceptance()).isNull();
              assertThat(again.rework()).isEqualTo("Two more were trained");
            });
    deliverables.accept("ES-1", 2, Deliverable.Acceptance.ACCEPTED, null, "sofia");
    act("sofia", "ES-1", "userTask_acceptDeliverables");
    assertThat(driver.waitingFor("ES-1"))
        .doesNotContain("userTask_acceptDeliverables:sofia", "userTask_reworkDeliverables:clara");
    assertThat(closing.unfinished("ES-1"))
        .extracting(OpenPoint::text)
        .contains("Go-live")
        .doesNotContain("Training");
  }

  @Test
  void anAcceptorWhoWasNamedLateIsAskedBeforeTheResultIsAccepted() {
    toResult("ES-2", () -> {});
    // named after the acceptances were asked for
    deliverables.add("ES-2", "Manual", "Readable", "tarek", "clara");
    refused("Manual", "maria", "ES-2", "userTask_acceptResult", "decision", "accept");
    act("maria", "ES-2", "userTask_acceptResult", "decision", "rework", "comment", "Manual");
    act("clara", "ES-2", "userTask_settleOpenPoints");
    assertThat(driver.waitingFor("ES-2"))
        .containsExactly("userTask_acceptDeliverables:tarek", "userTask_rateGoals:clara");
  }

  @Test
  void aRefusedSignatureGoesToTheCoordinatorAndComesBack() {
    toClosing("ES-3");
    assertThat(checklist("ES-3").points())
        .filteredOn(line -> line.point().equals("OWNER"))
        .singleElement()
        .satisfies(line -> assertThat(line.note()).isEqualTo("Tarek Haddad takes it over"));
    refused("not signed yet", "tarek", "ES-3", "userTask_handOverSystems");
    assertThatThrownBy(() -> handovers.refuse("ES-3", 1, "Nothing works", "clara"))
        .hasMessageContaining("Only Tarek");
    assertThatThrownBy(() -> handovers.refuse("ES-3", 1, " ", "tarek"))
        .hasMessageContaining("the reason");
    handovers.refuse("ES-3", 1, "The backup was never tried", "tarek");
    act("tarek", "ES-3", "userTask_handOverSystems");
    assertThat(driver.waitingFor("ES-3")).contains("userTask_reworkHandover:clara");
    handovers.answer("ES-3", 1, HandoverAnswers.allYes(handovers, "ES-3", 1), "clara");
    assertThatThrownBy(() -> handovers.sign("ES-3", 1, "tarek"))
        .hasMessageContaining("has not settled it yet");
    act("clara", "ES-3", "userTask_reworkHandover", "reworkDone", "Restored on Tuesday");
    assertThat(checklist("ES-3").refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.answer()).isEqualTo("Restored on Tuesday"));
    handovers.sign("ES-3", 1, "tarek");
    act("tarek", "ES-3", "userTask_handOverSystems");
    assertThat(driver.waitingFor("ES-3"))
        .doesNotContain("userTask_handOverSystems:tarek", "userTask_reworkHandover:clara");
  }

  @Test
  void theChecklistFollowsTheSystemAndNamesWhatIsKnown() {
    track("ES-4");
    system("ES-4", "Old ES-4", SystemAction.RETIRE, Criticality.HIGH, "");
    system("ES-4", "Desk ES-4", SystemAction.USE, Criticality.LOW, "");
    system("ES-4", "Core ES-4", SystemAction.CHANGE, Criticality.HIGH, "Sundays");
    issues.file(
        "ES-4",
        new NewIssue(
            Issue.Kind.PROBLEM, "Slow", "Slow", 3, null, Issue.Level.LOW, Issue.Level.LOW, null),
        "tom");
    List<HandoverChecklist> lists = handovers.of("ES-4");
    assertThat(lists)
        .extracting(list -> list.system().name())
        .containsExactly("Old ES-4", "Core ES-4");
    assertThat(lists.get(0).points())
        .extracting(HandoverChecklist.Line::point)
        .contains("DATA_ARCHIVED", "ACCESS_WITHDRAWN")
        .doesNotContain("BACKUP");
    assertThat(lists.get(1).points())
        .extracting(HandoverChecklist.Line::note)
        .contains("Maintenance window: Sundays", "Open: ES-4-I1 Slow");
  }

  @Test
  void risksReportsAndFeedbackHoldUpTheClosing() {
    track("ES-5");
    registers.saveRisk("ES-5", risk(), "clara");
    done("ES-5", BUILD, TEST, GO_LIVE);
    act("clara", "ES-5", "userTask_confirmAllWorkDone");
    assertWaiting("ES-5", "userTask_settleOpenPoints:clara");
    assertThat(closing.readiness("ES-5"))
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.kind()).isEqualTo("risk");
              assertThat(point.link()).isEqualTo("/projects/ES-5/risks");
            });
    riskReviews.record(
        "ES-5", 1, RiskReviews.Result.CLOSED, null, null, null, "It did not come", "tom");
    act("clara", "ES-5", "userTask_settleOpenPoints");
    assertThat(driver.waitingFor("ES-5")).contains("userTask_rateGoals:clara");
  }

  @Test
  void mailsThatDidNotArriveHoldUpTheClosingUntilTheyAreSentAgainOrGivenUp() throws Exception {
    track("ES-10");
    List<Mail> lost = mails("ES-10").stream().limit(2).toList();
    lost.forEach(
        mail ->
            jdbc.sql("update outbox_mail set status = 'BOUNCED' where id = ?")
                .param(mail.id())
                .update());
    done("ES-10", BUILD, TEST, GO_LIVE);
    act("clara", "ES-10", "userTask_confirmAllWorkDone");
    assertWaiting("ES-10", "userTask_settleOpenPoints:clara");
    assertThat(closing.readiness("ES-10"))
        .extracting(OpenPoint::kind, OpenPoint::link)
        .containsExactlyInAnyOrder(
            tuple("mail", "/outbox/" + lost.get(0).id()),
            tuple("mail", "/outbox/" + lost.get(1).id()));
    assertThat(page("/projects/ES-10/closing"))
        .contains("Mail that did not arrive", "Send it again, or give it up");
    assertThat(page("/outbox/" + lost.get(0).id(), "clara")).contains("Give up");
    assertThatThrownBy(() -> dead.giveUp(lost.get(0).id(), "I say so", "tom"))
        .hasMessageContaining("administrators");
    dead.giveUp(lost.get(0).id(), "Left the house", "clara");
    dead.sendAgain(lost.get(1).id(), "clara");
    assertThat(page("/outbox/" + lost.get(1).id(), "clara")).contains(lost.get(1).subject());
    assertThat(closing.readiness("ES-10")).isEmpty();
    act("clara", "ES-10", "userTask_settleOpenPoints");
    assertThat(driver.waitingFor("ES-10")).contains("userTask_rateGoals:clara");
  }

  @Test
  void noDiagramClosesAProjectWhoseResultWasNotAccepted() {
    toClosing("ES-6");
    assertThatThrownBy(() -> closing.archive("ES-6", "clara"))
        .hasMessageContaining("was not accepted");
    assertThat(projects.get("ES-6").phase()).isEqualTo(Phase.CLOSING);
  }

  @Test
  void problemsAreSolvedUntilTheLastDayAndTheSupportIsWrappedUp() throws Exception {
    toClosing("ES-7");
    assertThat(support.of("ES-7").days()).isEqualTo(30);
    assertThatThrownBy(() -> support.choose("ES-7", 14, "tom")).hasMessageContaining("Clara");
    assertThatThrownBy(() -> support.choose("ES-7", 400, "clara")).hasMessageContaining("0 to 365");
    support.choose("ES-7", 14, "clara");
    assertThatThrownBy(() -> support.report("ES-7", 1, "Slow", "Slow", "tina"))
        .isInstanceOf(ConflictException.class);
    settle(
        "ES-7",
        () ->
            deliverables.accept(
                "ES-7", 1, Deliverable.Acceptance.ON_CONDITION, "Manual by May", "sofia"));
    assertThatThrownBy(() -> support.choose("ES-7", 0, "clara"))
        .hasMessageContaining("at least one day");
    act("maria", "ES-7", "userTask_acceptResult", "decision", "accept");
    driver.runWaiting();
    assertThat(projects.get("ES-7").phase()).isEqualTo(Phase.CLOSED);
    assertThat(support.of("ES-7").lastDay()).isEqualTo(MONDAY.toLocalDate().plusDays(14));
    assertThat(mailed("ES-7", "early support until 18 Jan 2027"))
        .containsExactly("clara", "sofia", "tarek", "tina", "tom");
    assertThat(mailed("ES-7", "closed and archived")).containsExactly("clara", "sofia");
    assertThatThrownBy(() -> projects.cancel("ES-7", "Too late", "clara"))
        .isInstanceOf(ConflictException.class);

    driver.moveTo(day(3, 10));
    assertThatThrownBy(() -> support.report("ES-7", 99, "Slow", "Slow", "maria"))
        .hasMessageContaining("choose a system");
    support.report("ES-7", 1, "Shop is slow", "Since Monday", "maria");
    support.report("ES-7", null, "Manual is missing", "Where is it?", "tarek");
    assertWaiting(
        "ES-7", "userTask_solveSupportProblem:clara", "userTask_solveSupportProblem:clara");
    refused("the solution", "clara", "ES-7", "userTask_solveSupportProblem", "cause", "Cache");
    act(
        "clara",
        "ES-7",
        "userTask_solveSupportProblem",
        "cause",
        "Cache",
        "solution",
        "Cache made larger");
    assertThat(mailed("ES-7", "your problem is solved")).hasSize(1);

    driver.moveTo(day(14, 19));
    assertWaiting("ES-7", "userTask_solveSupportProblem:clara", "userTask_wrapUpSupport:clara");
    refused("Manual", "clara", "ES-7", "userTask_wrapUpSupport", "supportSummary", "Two problems");
    act("clara", "ES-7", "userTask_solveSupportProblem", "solution", "Sent to Tarek");
    refused("Manual by May", "clara", "ES-7", "userTask_wrapUpSupport", "supportSummary", "Two");
    assertThatThrownBy(() -> actions.done("ES-7", 1, "Written", "tarek"))
        .hasMessageContaining("coordinator");
    actions.done("ES-7", 1, "Written", "clara");
    act(
        "clara",
        "ES-7",
        "userTask_wrapUpSupport",
        "supportSummary",
        "Two problems in the first week",
        "recommendation",
        "Measure the cache before go-live");
    driver.runWaiting();
    assertThat(driver.isRunning("ES-7")).isFalse();
    assertThat(lessons.of("ES-7"))
        .singleElement()
        .satisfies(
            lesson ->
                assertThat(lesson.recommendation()).isEqualTo("Measure the cache before go-live"));
    assertThatThrownBy(() -> support.report("ES-7", 1, "Slow", "Again", "maria"))
        .hasMessageContaining("is over");
    assertThat(page("/projects/ES-7/closing"))
        .contains("Two problems in the first week", "Cache made larger", "Written")
        .contains("/projects/ES-7/archive/supplement");
    assertThat(page("/systems?name=Shop ES-7")).contains("Shop is slow", "Cache made larger");
  }

  @Test
  void theSupportIsArchivedInASupplementThatFollowsOnTheArchive() throws Exception {
    toResult("ES-9", () -> {});
    act("maria", "ES-9", "userTask_acceptResult", "decision", "accept");
    driver.runWaiting();
    support.report("ES-9", 1, "Shop is slow", "Since Monday", "maria");
    assertThatThrownBy(() -> archive.supplementOf("ES-9", "maria"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("has no supplement yet");
    act("clara", "ES-9", "userTask_solveSupportProblem", "solution", "Cache made larger");
    driver.moveTo(day(31, 9));
    act("clara", "ES-9", "userTask_wrapUpSupport", "supportSummary", "One problem");
    driver.runWaiting();

    Archive.Made made = archive.made("ES-9", Archive.Part.SUPPORT).orElseThrow();
    byte[] supplement = archive.supplementOf("ES-9", "maria");
    assertThat(Fingerprint.of(supplement)).as("made once").isEqualTo(made.sha256());
    ArchiveCheck.Result result = check.check(new ByteArrayInputStream(supplement));
    assertThat(result.isIntact()).isTrue();
    assertThat(result.same()).isTrue();
    assertThat(result.isSupplement()).isTrue();
    assertThat(result.follows()).isEqualTo(archive.made("ES-9").orElseThrow().sha256());
    assertThat(result.followsHere()).isTrue();
    assertThat(verified(supplement))
        .contains("Supplement of ES-9: after the closing")
        .contains("the supplement follows on the archive that is kept here")
        .contains("Intact: byte for byte");
    Map<String, byte[]> files = ArchiveCheckScenarioTests.unzip(supplement);
    assertThat(text(files, "ES-9-supplement/support/problems.json"))
        .contains("Shop is slow", "Cache made larger");
    assertThat(text(files, "ES-9-supplement/decision-log.jsonl"))
        .as("the decision to end it is proven with it")
        .contains("One problem");

    String label = text(files, "ES-9-supplement/archive.json");
    files.put(
        "ES-9-supplement/archive.json",
        label
            .replace(result.follows(), Fingerprint.of("another archive"))
            .getBytes(StandardCharsets.UTF_8));
    ArchiveCheck.Result forged =
        check.check(new ByteArrayInputStream(ArchiveCheckScenarioTests.zip(files)));
    assertThat(verified(ArchiveCheckScenarioTests.zip(files)))
        .contains("follows on an archive that is not kept here", "Not intact");
    assertThat(forged.followsHere()).isFalse();
    assertThat(forged.findings())
        .containsExactly(new ArchiveCheck.Finding(ArchiveCheck.Fault.DIFFERS, "archive.json"));
  }

  private String verified(byte[] archive) throws Exception {
    return web.perform(
            multipart("/archive/verify")
                .file(new MockMultipartFile("file", "a.zip", "application/zip", archive))
                .with(user("tina"))
                .with(csrf()))
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  @Test
  void whatTheTeamThinksIsShownWithoutNames() throws Exception {
    toResult("ES-8", () -> {});
    assertThat(closing.summary("ES-8"))
        .satisfies(
            summary -> {
              assertThat(summary.answers()).isEqualTo(2);
              assertThat(summary.average())
                  .as("of two each could reckon what the other gave")
                  .isNull();
              assertThat(summary.scores()).as("two scores would tell who gave them").isEmpty();
            });
    assertThat(evaluations("ES-8"))
        .contains("2 of 2 answered. The average and the scores are shown from 3 answers on")
        .contains("well of tom")
        .doesNotContain("Tom Eriksen", "Tina Okafor", "of 5 on average", "4.0");
    String report = reports.all("ES-8").get(0).id();
    assertThat(reports.finalData(report).evaluation())
        .as("in the order of the words, not of the answers")
        .extracting(EvaluationRow::wentWell, EvaluationRow::score)
        .containsExactly(tuple("well of tina", null), tuple("well of tom", null));
    assertThat(told("ES-8")).contains("Evaluated the project").doesNotContain("of 5");

    projects.saveMember("ES-8", new TeamMember("tarek", "Operator", 100, new BigDecimal("60")));
    closing.evaluate("ES-8", "tarek", 1, "well of tarek", "b", "c");
    assertThat(closing.summary("ES-8").average()).isEqualTo(3.0);
    assertThat(closing.summary("ES-8").scores()).containsEntry(4, 2L).containsEntry(1, 1L);
    assertThat(evaluations("ES-8"))
        .contains("3.0 of 5 on average; 3 of 3 answered", "1 gave 1", "2 gave 4")
        .doesNotContain("are shown from 3 answers on");
  }

  private String evaluations(String key) throws Exception {
    String page = page("/projects/" + key + "/closing");
    String evaluations = page.substring(page.indexOf("Evaluations of the team"));
    return evaluations.substring(0, evaluations.indexOf("Lessons learned"));
  }

  private String page(String address) throws Exception {
    return page(address, "maria");
  }

  private String page(String address, String who) throws Exception {
    return web.perform(get(address).with(user(who)))
        .andReturn()
        .getResponse()
        .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
  }

  private HandoverChecklist checklist(String key) {
    return handovers.of(key).get(0);
  }

  private void toClosing(String key) {
    track(key);
    system(key, "Shop " + key, SystemAction.IMPLEMENT, Criticality.MEDIUM, "");
    done(key, BUILD, TEST, GO_LIVE);
    act("clara", key, "userTask_confirmAllWorkDone");
  }

  private void toResult(String key, Runnable before) {
    toClosing(key);
    before.run();
    settle(key, () -> deliverables.accept(key, 1, Deliverable.Acceptance.ACCEPTED, null, "sofia"));
  }

  private void settle(String key, Runnable acceptance) {
    closing.rateGoal(key, 1, GoalRating.REACHED, "45 s", "clara");
    act("clara", key, "userTask_rateGoals");
    acceptance.run();
    act("sofia", key, "userTask_acceptDeliverables");
    handovers.answer(key, 1, HandoverAnswers.allYes(handovers, key, 1), "clara");
    handovers.sign(key, 1, "tarek");
    act("tarek", key, "userTask_handOverSystems");
    for (String member : List.of("tom", "tina")) {
      act(
          member,
          key,
          "userTask_evaluateProject",
          "score",
          "4",
          "wentWell",
          "well of " + member,
          "wentBadly",
          "b",
          "recommendation",
          "c");
    }
    driver.runWaiting();
    assertWaiting(key, "userTask_acceptResult");
  }

  private void system(
      String key, String name, SystemAction action, Criticality criticality, String window) {
    registers.saveSystem(
        key,
        new PlanSystem(0, name, action, "tarek", "production", criticality, window, null, null),
        "clara");
  }

  private static Risk risk() {
    return new Risk(
        0,
        false,
        "Late vendor",
        "a",
        "b",
        "c",
        "d",
        2,
        2,
        "soon",
        "tom",
        null,
        List.of(),
        null,
        null,
        null,
        null,
        Risk.RiskStatus.ACTIVE,
        null);
  }
}
