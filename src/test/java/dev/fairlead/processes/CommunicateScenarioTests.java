package dev.fairlead.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow.Channel;
import dev.fairlead.communication.CommunicationRow.Form;
import dev.fairlead.communication.CommunicationRow.Frequency;
import dev.fairlead.communication.Communications;
import dev.fairlead.communication.Mail;
import dev.fairlead.communication.NewRow;
import dev.fairlead.communication.OutsideFeedbacks;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.Receipt;
import dev.fairlead.communication.Run;
import dev.fairlead.communication.SharedLink;
import dev.fairlead.communication.SharedLinks;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Phase;
import dev.fairlead.project.ProjectDocuments.Kind;
import dev.fairlead.report.Archive;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of the communication plan from due to received, and what people outside say. */
@FairleadTest
class CommunicateScenarioTests extends Scenario {
  private static final LocalDate TUESDAY = LocalDate.of(2027, 1, 5);

  @Autowired CommunicationPlan plan;
  @Autowired Communications communications;
  @Autowired OutsideParties parties;
  @Autowired SharedLinks links;
  @Autowired OutsideFeedbacks feedbacks;
  @Autowired Reports reports;
  @Autowired Archive archive;
  @Autowired Pauses pauses;
  @Autowired Deliverables deliverables;
  @Autowired JdbcClient jdbc;

  @Test
  void aRowIsDraftedApprovedSentOnceConfirmedAndChased() {
    track("CM-1");
    long acme = parties.add("CM-1", "Ann Acme", "Acme", "ann@acme.example", "de", null, "clara");
    long row =
        plan.add(
            "CM-1",
            row(
                "Next milestones",
                Kind.MILESTONES,
                Form.HTML,
                Channel.MAIL,
                Frequency.WEEKLY,
                "managers",
                true,
                new Audience(Set.of(Audience.Role.TEAM), List.of(), List.of(acme))),
            "clara");
    assertThat(waits("CM-1")).as("not before its day").isEmpty();
    driver.moveTo(day(1, 9));
    assertThat(waits("CM-1")).containsExactly("userTask_draftCommunication:clara");
    driver.moveTo(day(2, 9));
    assertThat(waits("CM-1")).as("one at a time").hasSize(1);

    refused("reason", "clara", "CM-1", "userTask_draftCommunication", "draftDecision", "skip");
    act(
        "clara",
        "CM-1",
        "userTask_draftCommunication",
        "draftDecision",
        "send",
        "words",
        "On course");
    assertThat(waits("CM-1")).containsExactly("userTask_approveCommunication");
    assertThatThrownBy(() -> plan.change("CM-1", row, weekly(), "clara"))
        .hasMessageContaining("being prepared");
    refused(
        "should be different",
        "maria",
        "CM-1",
        "userTask_approveCommunication",
        "decision",
        "rework");
    act(
        "maria",
        "CM-1",
        "userTask_approveCommunication",
        "decision",
        "rework",
        "comment",
        "Name the risk");
    act("clara", "CM-1", "userTask_draftCommunication", "draftDecision", "send");
    act("maria", "CM-1", "userTask_approveCommunication", "decision", "approve");
    driver.runWaiting();
    driver.runWaiting();

    Run sent = communications.page("CM-1", 0, 10).get(0);
    assertThat(sent.status()).isEqualTo(Run.Status.SENT);
    assertThat(sent.words()).as("kept when it was sent back").isEqualTo("On course");
    assertThat(mailed("CM-1", "CM-1: Next milestones"))
        .containsExactly("outside:" + acme, "tina", "tom");
    Mail inside = mail("CM-1", "tom");
    assertThat(inside.body()).contains("On course", "Go-live", "Please confirm");
    Mail outside = mail("CM-1", "outside:" + acme);
    assertThat(outside.address()).isEqualTo("ann@acme.example");
    assertThat(outside.body()).contains("Guten Tag Ann Acme").doesNotContain("Go-live");
    assertThat(plan.get("CM-1", row).nextDue()).isEqualTo(TUESDAY.plusWeeks(1));

    communications.confirm(sent.id(), "tom");
    assertThatThrownBy(() -> communications.confirm(sent.id(), "maria"))
        .hasMessageContaining("not sent to you");
    driver.moveTo(day(7, 12));
    assertThat(mailed("CM-1", "please confirm")).containsExactly("tina");
    assertThat(mailed("CM-1", "Haben Sie")).containsExactly("outside:" + acme);
    driver.moveTo(day(10, 12));
    assertThat(mail("CM-1", "clara", "who has not confirmed").body())
        .contains("Tina Okafor", "Ann Acme (Acme)")
        .doesNotContain("Tom Eriksen");
    assertThat(communications.receipts(sent.id()))
        .filteredOn(one -> one.chasedAt() != null)
        .extracting(Receipt::readerName)
        .containsExactlyInAnyOrder("Tina Okafor", "Ann Acme (Acme)");
    communications.confirm(sent.id(), "tina");
    assertThat(communications.receipts(sent.id()))
        .as("late, and kept all the same")
        .filteredOn(one -> one.confirmedAt() != null)
        .hasSize(2);
    assertThat(waits("CM-1")).as("the next week").hasSize(1);
  }

  @Test
  void whenAllHaveConfirmedNobodyIsRemindedAndAfterTheReminderNobodyIsListed() {
    track("CM-2");
    long acme = parties.add("CM-2", "Ann", "", "ann@acme.example", "en", null, "clara");
    Audience both = new Audience(Set.of(), List.of("tom"), List.of(acme));
    long row =
        plan.add(
            "CM-2",
            row("News", Kind.FREE_TEXT, Form.PDF, Channel.MAIL, Frequency.ONCE, null, true, both),
            "clara");
    plan.beginNow("CM-2", row, "clara");
    refused("write what", "clara", "CM-2", "userTask_draftCommunication", "draftDecision", "send");
    send("CM-2", "We have moved");
    Run first = communications.page("CM-2", 0, 1).get(0);
    assertThat(outbox.attachment(mail("CM-2", "tom")).orElseThrow().name()).endsWith(".pdf");
    assertThat(outbox.attachment(mail("CM-2", "outside:" + acme)))
        .as("what is attached could not be revoked")
        .isEmpty();
    communications.confirm(first.id(), "tom");
    communications.confirm(first.id(), "tom");
    open("CM-2");
    driver.moveTo(day(8, 9));
    assertThat(mailed("CM-2", "please confirm")).isEmpty();

    plan.beginNow("CM-2", row, "clara");
    send("CM-2", "And back");
    Run second = communications.page("CM-2", 0, 1).get(0);
    driver.moveTo(day(14, 9));
    assertThat(mailed("CM-2", "please confirm")).containsExactly("tom");
    open("CM-2");
    communications.confirm(second.id(), "tom");
    driver.moveTo(day(20, 9));
    assertThat(mailed("CM-2", "who has not confirmed")).isEmpty();
    assertThat(plan.get("CM-2", row).nextDue()).as("once is once").isNull();
  }

  @Test
  void anInterimReportIsMadeReleasedAndTakenToTheAudienceOfItsRow() {
    track("CM-3");
    plan.add("CM-3", report("managers"), "clara");
    driver.moveTo(day(1, 9));
    assertThat(waits("CM-3")).containsExactly("userTask_releaseReport:clara");
    release("CM-3", "publish");
    assertThat(waits("CM-3"))
        .as("whoever released it does not approve it")
        .containsExactly("userTask_approveCommunication");
    act("maria", "CM-3", "userTask_approveCommunication", "decision", "approve");
    driver.runWaiting();
    assertThat(mailed("CM-3", "CM-3: Report for managers")).containsExactly("maria", "martin");
    assertThat(mailed("CM-3", "CM-3: report CM-3-R1")).as("not by default as well").isEmpty();
    assertThat(
            outbox.attachment(mail("CM-3", "maria", "Report for managers")).orElseThrow().content())
        .isEqualTo(reports.file("CM-3-R1", ReportFormat.PDF));

    reports.request("CM-3", "clara");
    release("CM-3", "publish");
    assertThat(mailed("CM-3", "CM-3: report CM-3-R2"))
        .as("asked for by hand it goes where it always went")
        .contains("sofia", "tom");
  }

  @Test
  void aReportThatIsDiscardedLeavesItsRowWithoutOneThisTime() {
    track("CM-4");
    long row = plan.add("CM-4", report(null), "clara");
    driver.moveTo(day(1, 9));
    release("CM-4", "discard");
    Run run = communications.page("CM-4", 0, 1).get(0);
    assertThat(run.status()).isEqualTo(Run.Status.SKIPPED);
    assertThat(run.skipReason()).contains("CM-4-R1");
    assertThat(plan.get("CM-4", row).nextDue()).isEqualTo(LocalDate.of(2027, 2, 5));
    reports.request("CM-4", "clara");
    plan.beginNow("CM-4", row, "clara");
    driver.runWaiting();
    assertThat(waits("CM-4")).as("one draft serves both").hasSize(1);
    release("CM-4", "publish");
    assertThat(mailed("CM-4", "CM-4: Report for managers")).containsExactly("maria", "martin");
  }

  @Test
  void aTimeIsSkippedWithAReasonAndAMeetingKeepsItsMinutes() {
    track("CM-5");
    long weekly = plan.add("CM-5", weekly(), "clara");
    NewRow steering =
        row(
            "Steering",
            Kind.ISSUES_AND_RISKS,
            Form.PDF,
            Channel.MEETING,
            Frequency.FORTNIGHTLY,
            "managers",
            true,
            new Audience(Set.of(Audience.Role.SPONSOR), List.of(), List.of()));
    long meeting = plan.add("CM-5", by("sofia", steering, "managers"), "clara");
    assertThat(plan.get("CM-5", meeting).approverGroup()).as("nothing is sent").isNull();
    driver.moveTo(day(1, 9));
    assertThat(waits("CM-5")).hasSize(2);
    act(
        "clara",
        "CM-5",
        "userTask_draftCommunication",
        "draftDecision",
        "skip",
        "skipReason",
        "Nothing new",
        "words",
        "x");
    refused(
        "came of the meeting",
        "sofia",
        "CM-5",
        "userTask_draftCommunication",
        "draftDecision",
        "send");
    act("sofia", "CM-5", "userTask_draftCommunication", "draftDecision", "send", "words", "Agreed");
    assertThat(communications.page("CM-5", 0, 10))
        .extracting(Run::status)
        .containsExactlyInAnyOrder(Run.Status.SKIPPED, Run.Status.HELD);
    assertThat(plan.get("CM-5", weekly).nextDue()).isEqualTo(TUESDAY.plusWeeks(1));
    assertThat(plan.get("CM-5", meeting).nextDue()).isEqualTo(TUESDAY.plusWeeks(2));
    assertThat(told("CM-5")).contains("Nothing new", "Kept the minutes");
    driver.runWaiting();
    assertThat(mailed("CM-5", "CM-5: Steering")).isEmpty();
  }

  @Test
  void whatEndsIsNotSentAndAPauseHoldsEverythingBack() {
    track("CM-6");
    long ended = plan.add("CM-6", weekly(), "clara");
    driver.moveTo(day(1, 9));
    communications.endRow("CM-6", ended, "clara");
    assertThat(waits("CM-6")).isEmpty();
    assertThat(communications.page("CM-6", 0, 1).get(0).status()).isEqualTo(Run.Status.STOPPED);

    long moved = plan.add("CM-6", weekly(day(2, 9).toLocalDate()), "clara");
    pauses.pause("CM-6", "Money", null, "clara");
    assertThatThrownBy(() -> plan.beginNow("CM-6", moved, "clara")).hasMessageContaining("paused");
    assertThatThrownBy(() -> communications.endRow("CM-6", moved, "clara"))
        .hasMessageContaining("Project CM-6 is paused since");
    driver.moveTo(day(4, 9));
    assertThat(waits("CM-6")).isEmpty();
    pauses.resume("CM-6", "clara");
    driver.moveTo(day(7, 9));
    assertThat(waits("CM-6")).as("on the next working day").hasSize(1);

    plan.beginNow("CM-6", plan.add("CM-6", weekly(LocalDate.of(2027, 3, 1)), "clara"), "clara");
    assertThat(waits("CM-6")).as("one called by the life, one beside it").hasSize(2);

    projects.cancel("CM-6", "No money", "clara");
    assertThat(waits("CM-6")).isEmpty();
    assertThat(communications.page("CM-6", 0, 10))
        .allMatch(run -> run.status() == Run.Status.STOPPED);
    assertThat(plan.rows("CM-6")).isEmpty();
  }

  @Test
  void aMilestoneAndTheEndOfAPhaseMakeARowDue() {
    track("CM-7");
    Audience team = new Audience(Set.of(Audience.Role.TEAM), List.of(), List.of());
    plan.add(
        "CM-7",
        row("Reached", Kind.PLAN, Form.XLSX, Channel.LINK, Frequency.MILESTONE, null, false, team),
        "clara");
    driver.moveTo(day(1, 9));
    assertThat(waits("CM-7")).isEmpty();
    done("CM-7", BUILD, TEST, GO_LIVE);
    driver.moveTo(day(2, 9));
    assertThat(waits("CM-7")).hasSize(1);
    send("CM-7", null);
    assertThat(mailed("CM-7", "CM-7: Reached")).containsExactly("tina", "tom");
    assertThat(outbox.attachment(mail("CM-7", "tom", "Reached"))).as("a link only").isEmpty();
    driver.moveTo(day(3, 9));
    assertThat(waits("CM-7")).as("told once").isEmpty();

    plan.add(
        "CM-7",
        row(
            "Phase",
            Kind.FREE_TEXT,
            Form.HTML,
            Channel.MAIL,
            Frequency.PHASE_END,
            null,
            false,
            team),
        "clara");
    act("clara", "CM-7", "userTask_confirmAllWorkDone");
    assertThat(projects.get("CM-7").phase()).isEqualTo(Phase.CLOSING);
    driver.moveTo(day(4, 9));
    assertThat(driver.waitingFor("CM-7")).contains("userTask_draftCommunication:clara");
  }

  @Test
  void theFinalResultIsToldWhenTheProjectIsClosedAndStandsInTheSupplement() throws Exception {
    track("CM-8");
    plan.add(
        "CM-8",
        row(
            "Result",
            Kind.FINAL_REPORT,
            Form.PDF,
            Channel.MAIL,
            Frequency.PHASE_END,
            null,
            false,
            new Audience(Set.of(Audience.Role.SPONSOR), List.of("tarek"), List.of())),
        "clara");
    plan.add("CM-8", weekly(), "clara");
    driver.moveTo(day(1, 9));
    assertThat(waits("CM-8")).hasSize(1);
    done("CM-8", BUILD, TEST, GO_LIVE);
    act("clara", "CM-8", "userTask_confirmAllWorkDone");
    projects.rateGoal("CM-8", 1, dev.fairlead.project.GoalRating.REACHED, "45 s");
    act("clara", "CM-8", "userTask_rateGoals");
    deliverables.accept("CM-8", 1, Deliverable.Acceptance.ACCEPTED, null, "sofia");
    act("sofia", "CM-8", "userTask_acceptDeliverables");
    act(
        "tom",
        "CM-8",
        "userTask_evaluateProject",
        "score",
        "4",
        "wentWell",
        "Tests",
        "wentBadly",
        "Nothing",
        "recommendation",
        "More tests");
    act(
        "tina",
        "CM-8",
        "userTask_evaluateProject",
        "score",
        "5",
        "wentWell",
        "Tests",
        "wentBadly",
        "Nothing",
        "recommendation",
        "More tests");
    driver.runWaiting();
    act("maria", "CM-8", "userTask_acceptResult", "decision", "accept");
    driver.runWaiting();
    assertThat(projects.get("CM-8").phase()).isEqualTo(Phase.CLOSED);
    assertThat(waits("CM-8"))
        .as("what was still being drafted ends, the result begins")
        .containsExactly("userTask_draftCommunication:clara");
    assertThat(communications.page("CM-8", 0, 10))
        .extracting(Run::status)
        .containsExactly(Run.Status.DRAFT, Run.Status.STOPPED);
    assertThatThrownBy(() -> archive.supplementOf("CM-8", "maria"))
        .hasMessageContaining("has no supplement yet");
    long told = communications.page("CM-8", 0, 1).get(0).id();
    send("CM-8", "Thank you all");
    assertThat(mailed("CM-8", "CM-8: Result")).containsExactly("sofia", "tarek");
    assertThat(archive.isComplete("CM-8")).isTrue();
    byte[] supplement = archive.supplementOf("CM-8", "maria");
    assertThat(archive.supplementOf("CM-8", "clara")).as("made once").isEqualTo(supplement);
    var files = ArchiveCheckScenarioTests.unzip(supplement);
    String folder = "CM-8-supplement/";
    assertThat(files).doesNotContainKey(folder + "support/agreement.json");
    assertThat(new String(files.get(folder + "communications/" + told + ".json"), UTF_8))
        .contains("Thank you all", "SENT", "Sofia Brandt", "Tarek Haddad");
    assertThat(new String(files.get(folder + "mails.csv"), UTF_8)).contains("CM-8: Result");
    assertThat(ArchiveCheckScenarioTests.unzip(archive.of("CM-8", "maria")))
        .as("the archive itself was made before")
        .doesNotContainKey("CM-8/communications/" + told + ".json");
    assertThat(plan.rows("CM-8")).isEmpty();
    assertThat(driver.isRunning("CM-8")).isFalse();
  }

  @Test
  void feedbackFromOutsideComesBackAsATaskAndStandsInTheNextReport() {
    track("CM-9");
    long acme = parties.add("CM-9", "Ann Acme", "Acme", "ann@acme.example", "en", null, "clara");
    reports.request("CM-9", "clara");
    release("CM-9", "publish");
    long link = links.share("CM-9", acme, "CM-9-R1", 30, "clara");
    SharedLink opened = links.find(token("CM-9", link)).orElseThrow();
    feedbacks.give(opened, "Will the shop be closed?");
    act("clara", "CM-9", "userTask_answerOutsideFeedback", "answer", "Only on Sunday.");
    assertThat(mail("CM-9", "outside:" + acme, "answer to your feedback").body())
        .contains("Will the shop be closed?", "Only on Sunday.");
    for (int i = 0; i < 4; i++) {
      feedbacks.give(opened, "More " + i);
    }
    assertThatThrownBy(() -> feedbacks.give(opened, "Too much"))
        .hasMessageContaining("a lot today");
    driver.setTime(day(1, 9));
    reports.request("CM-9", "clara");
    assertThat(reports.interim("CM-9-R2").readersFeedback())
        .extracting(row -> row.from() + ", " + row.about() + ": " + row.text() + " " + row.answer())
        .contains(
            "Ann Acme (Acme), Interim report CM-9-R1: Will the shop be closed? Only on Sunday.")
        .hasSize(5);
    release("CM-9", "publish");
    driver.setTime(day(2, 9));
    reports.request("CM-9", "clara");
    assertThat(reports.interim("CM-9-R3").readersFeedback()).as("told once").isEmpty();
  }

  @Test
  void onlyTheHashOfAnAddressIsKeptAndARevokedOrExpiredLinkIsClosed() {
    track("CM-10");
    long acme = parties.add("CM-10", "Ann Acme", "Acme", "ann@acme.example", "en", null, "clara");
    reports.request("CM-10", "clara");
    release("CM-10", "publish");
    assertThatThrownBy(() -> links.share("CM-10", acme, "CM-10-R1", 30, "tom"))
        .hasMessageContaining("Only Clara Lindgren");
    assertThatThrownBy(() -> links.share("CM-10", acme, "CM-9-R1", 30, "clara"))
        .hasMessageContaining("no such published report");
    long link = links.share("CM-10", acme, "CM-10-R1", 30, "clara");
    String token = token("CM-10", link);
    assertThat(token).hasSize(43);
    assertThat(
            jdbc.sql("select count(*) from shared_token where token_hash = ?")
                .param(token)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(mail("CM-10", "outside:" + acme).link()).isEqualTo("link:" + link);
    assertThat(links.find(token).orElseThrow().isOpenAt(day(29, 9))).isTrue();
    assertThat(links.find(token).orElseThrow().isOpenAt(day(30, 9))).as("expired").isFalse();
    assertThat(links.find("A".repeat(43))).isEmpty();
    links.revoke("CM-10", link, "clara");
    assertThat(links.find(token).orElseThrow().isOpenAt(day(1, 9))).isFalse();
    assertThatThrownBy(() -> links.address("CM-10", link, "clara"))
        .hasMessageContaining("was revoked");
    long again = links.share("CM-10", acme, "CM-10-R1", 30, "clara");
    parties.remove("CM-10", acme, "clara");
    assertThat(links.of("CM-10"))
        .filteredOn(one -> one.id() == again)
        .allMatch(one -> one.revokedAt() != null);
  }

  @Test
  void theNextGroupUpApprovesWhereNobodyElseIsInTheGroup() {
    track("CM-11");
    plan.add("CM-11", by("sofia", weekly(), "sponsors"), "clara");
    driver.moveTo(day(1, 9));
    act("sofia", "CM-11", "userTask_draftCommunication", "draftDecision", "send");
    refused(
        "Somebody else must",
        "sofia",
        "CM-11",
        "userTask_approveCommunication",
        "decision",
        "approve");
    act("stefan", "CM-11", "userTask_approveCommunication", "decision", "approve");
    driver.runWaiting();
    assertThat(communications.page("CM-11", 0, 1).get(0).status()).isEqualTo(Run.Status.SENT);
  }

  @Test
  void whoConfirmsDuringAPauseCountsAndIsNotWaitedForAfterIt() {
    track("CM-12");
    long acme = parties.add("CM-12", "Ann", "", "ann@acme.example", "en", null, "clara");
    Audience both = new Audience(Set.of(), List.of("tom"), List.of(acme));
    long row =
        plan.add(
            "CM-12",
            row("News", Kind.FREE_TEXT, Form.PDF, Channel.MAIL, Frequency.ONCE, null, true, both),
            "clara");
    plan.beginNow("CM-12", row, "clara");
    send("CM-12", "We have moved");
    Run insideLast = communications.page("CM-12", 0, 1).get(0);
    plan.beginNow("CM-12", row, "clara");
    send("CM-12", "And back");
    Run outsideLast = communications.page("CM-12", 0, 1).get(0);
    plan.beginNow("CM-12", row, "clara");
    send("CM-12", "And on");
    Run oneMissing = communications.page("CM-12", 0, 1).get(0);

    communications.opened(link(insideLast));
    communications.confirm(outsideLast.id(), "tom");
    pauses.pause("CM-12", "Money", null, "clara");
    communications.confirm(insideLast.id(), "tom");
    communications.opened(link(outsideLast));
    communications.opened(link(oneMissing));
    for (Run run : List.of(insideLast, outsideLast)) {
      assertThat(communications.receipts(run.id()))
          .hasSize(2)
          .allMatch(one -> one.confirmedAt() != null);
    }
    assertThat(collecting(insideLast, outsideLast, oneMissing)).isEqualTo(3);

    driver.moveTo(day(14, 9));
    pauses.resume("CM-12", "clara");
    assertThat(collecting(insideLast, outsideLast)).isZero();
    assertThat(collecting(oneMissing)).isEqualTo(1);
    driver.moveTo(day(30, 9));
    assertThat(mailed("CM-12", "please confirm")).as("of the third").containsExactly("tom");
  }

  private SharedLink link(Run run) {
    return links.ofRun(run.id()).get(0);
  }

  /** How many of these still wait for receipts. */
  private long collecting(Run... runs) {
    return List.of(runs).stream()
        .mapToLong(
            run ->
                runtime
                    .createProcessInstanceQuery()
                    .processDefinitionKey("collectReceipts")
                    .variableValueEquals("runId", run.id())
                    .count())
        .sum();
  }

  private static NewRow weekly() {
    return weekly(TUESDAY);
  }

  private static NewRow weekly(LocalDate first) {
    NewRow row =
        row(
            "Weekly",
            Kind.MILESTONES,
            Form.HTML,
            Channel.MAIL,
            Frequency.WEEKLY,
            null,
            false,
            new Audience(Set.of(Audience.Role.TEAM), List.of(), List.of()));
    return new NewRow(
        row.title(),
        row.purpose(),
        row.content(),
        row.form(),
        row.channel(),
        row.frequency(),
        first,
        row.responsible(),
        null,
        false,
        null,
        row.audience());
  }

  /** The same, prepared by somebody else. */
  private static NewRow by(String responsible, NewRow row, String approvers) {
    return new NewRow(
        row.title(),
        row.purpose(),
        row.content(),
        row.form(),
        row.channel(),
        row.frequency(),
        row.firstDue(),
        responsible,
        approvers,
        row.receipt(),
        row.freeText(),
        row.audience());
  }

  private static NewRow report(String approvers) {
    return row(
        "Report for managers",
        Kind.INTERIM_REPORT,
        Form.PDF,
        Channel.MAIL,
        Frequency.MONTHLY,
        approvers,
        false,
        new Audience(Set.of(Audience.Role.MANAGERS), List.of(), List.of()));
  }

  private static NewRow row(
      String title,
      Kind content,
      Form form,
      Channel channel,
      Frequency frequency,
      String approvers,
      boolean receipt,
      Audience audience) {
    return new NewRow(
        title,
        "So that everybody knows",
        content,
        form,
        channel,
        frequency,
        frequency.isByEvent() ? null : TUESDAY,
        "clara",
        approvers,
        receipt,
        null,
        audience);
  }

  private void send(String key, String words) {
    act(
        "clara",
        key,
        "userTask_draftCommunication",
        "draftDecision",
        "send",
        "words",
        words == null ? "" : words);
    driver.runWaiting();
  }

  private void release(String key, String what) {
    driver.runWaiting();
    driver.act(
        "clara",
        key,
        "userTask_releaseReport",
        Map.of("release", what, "summary", "Well", "overrideHealth", "none"));
    driver.runWaiting();
  }

  /** Somebody outside opens the newest link. */
  private void open(String key) {
    communications.opened(links.of(key).get(0));
  }

  private String token(String key, long link) {
    return links.address(key, link, "clara").replace("/shared/", "");
  }

  /** What waits of the plan's own tasks and of reports. */
  private List<String> waits(String key) {
    return driver.waitingFor(key).stream()
        .filter(task -> task.matches("userTask_(draftComm|approveComm|releaseReport).*"))
        .toList();
  }

  private Mail mail(String key, String recipient) {
    return mail(key, recipient, "");
  }

  private Mail mail(String key, String recipient, String subject) {
    return mails(key).stream()
        .filter(mail -> mail.recipient().equals(recipient) && mail.subject().contains(subject))
        .filter(mail -> mail.noticeKey().matches("(communication|share|outsideFeedback)/.*"))
        .findFirst()
        .orElseThrow();
  }
}
