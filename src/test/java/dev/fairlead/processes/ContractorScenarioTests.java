package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.AtOnce;
import dev.fairlead.FairleadTest;
import dev.fairlead.closure.Closing;
import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.ContractorReport.Rating;
import dev.fairlead.communication.ContractorReport.Status;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.ContractorStatus;
import dev.fairlead.communication.ContractorStatus.TaskStatus;
import dev.fairlead.communication.NewContractorReport;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.people.Users;
import dev.fairlead.project.Correspondence;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectData;
import dev.fairlead.report.FinalReportData;
import dev.fairlead.report.Light;
import dev.fairlead.report.ReportRows;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Status reports of contractors, from asked for to the interim report. */
@FairleadTest
class ContractorScenarioTests extends Scenario {
  private static final int BUILD = 1;
  private static final int TEST = 2;

  @Autowired ContractorReports contractors;
  @Autowired OutsideParties parties;
  @Autowired Reports reports;
  @Autowired Closing closing;
  @Autowired Pauses pauses;
  @Autowired Correspondence letters;
  @Autowired Users users;
  @Autowired ProjectData data;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  @Test
  void aContractorReportsWithoutALoginAndWhatIsAcceptedStandsInPlanAndReport() {
    track("CR-1");
    long id = ask("CR-1", BUILD, TEST);
    long acme = contractors.get("CR-1", id).partyId();
    assertThat(mailed("CR-1", "please report until")).containsExactly("outside:" + acme);
    assertThat(waits("CR-1")).isEmpty();

    give(
        "CR-1",
        id,
        new ContractorStatus(
            Rating.AMBER,
            "The cabling of hall 2",
            "Hall 3",
            "We need the keys by Friday",
            Map.of(
                BUILD, new TaskStatus(40, day(20), "Half of the racks"),
                TEST, new TaskStatus(null, null, null))));
    assertThat(waits("CR-1")).containsExactly("userTask_reviewContractorReport:clara");

    refused("choose", "clara", "CR-1", "userTask_reviewContractorReport");
    review("CR-1", "accept", "yes", "Thank you");
    ContractorReport report = contractors.get("CR-1", id);
    assertThat(report.status()).isEqualTo(Status.ACCEPTED);
    assertThat(plans.current("CR-1").task(BUILD).percentComplete()).isEqualTo(40);
    assertThat(plans.current("CR-1").task(BUILD).forecastFinish()).isEqualTo(day(20));
    assertThat(plans.current("CR-1").task(TEST).percentComplete()).isZero();
    assertThat(mailed("CR-1", "thank you for your status report"))
        .containsExactly("outside:" + acme);
    assertThat(waits("CR-1")).isEmpty();

    assertThat(reports.interim(reports.freeze("CR-1")).contractors())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.from()).isEqualTo("Ann Acme (Acme)");
              assertThat(row.light()).isEqualTo(Light.AMBER);
              assertThat(row.done()).isEqualTo("The cabling of hall 2");
              assertThat(row.problems()).isEqualTo("We need the keys by Friday");
            });
    FinalReportData result = reports.finalData(reports.renderFinal("CR-1"));
    assertThat(result.contractors())
        .singleElement()
        .satisfies(row -> assertThat(row.done()).isEqualTo("The cabling of hall 2"));
    assertThat(result.contractorsSaid())
        .isEqualTo(
            "One status report was accepted, from one contractor; the last of each stands here.");

    // another of the same name and house, then the first again
    long other = parties.add("CR-1", "Ann Acme", "Acme", "ann2@acme.example", "en", null, "clara");
    for (long party : List.of(other, acme)) {
      long next =
          contractors.ask(
              "CR-1",
              new NewContractorReport(party, day(-27), day(0), day(4), "Do say", List.of(BUILD)),
              "clara");
      give("CR-1", next, onCourse());
      review("CR-1", "accept", "no", "");
    }
    FinalReportData later = reports.finalData(reports.renderFinal("CR-1"));
    assertThat(later.contractors())
        .extracting(ReportRows.ContractorRow::from, ReportRows.ContractorRow::done)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Ann Acme (Acme)", "All of it"),
            org.assertj.core.groups.Tuple.tuple("Ann Acme (Acme)", "All of it"));
    assertThat(later.contractorsSaid()).startsWith("3 status reports were accepted, from 2");
  }

  @Test
  void aReportThatIsReturnedIsGivenAgainWithWhatWasWritten() {
    track("CR-2");
    long id = ask("CR-2", BUILD);
    give("CR-2", id, onCourse());
    refused(
        "should change",
        "clara",
        "CR-2",
        "userTask_reviewContractorReport",
        "contractorOutcome",
        "return",
        "takeProgress",
        "no");
    review("CR-2", "return", "no", "Which racks?");
    ContractorReport returned = contractors.get("CR-2", id);
    assertThat(returned.status()).isEqualTo(Status.ASKED);
    assertThat(returned.returnReason()).isEqualTo("Which racks?");
    assertThat(returned.workDone()).isEqualTo("All of it");
    assertThat(mailed("CR-2", "needs another look")).hasSize(1);

    give("CR-2", id, onCourse());
    review("CR-2", "accept", "no", "");
    assertThat(plans.current("CR-2").task(BUILD).percentComplete()).as("left as it is").isZero();
    assertThat(reports.interim(reports.freeze("CR-2")).contractors())
        .extracting(ReportRows.ContractorRow::light)
        .containsExactly(Light.GREEN);
  }

  @Test
  void whoDoesNotReportIsRemindedTwiceAndThenTheCoordinatorIsTold() {
    track("CR-3");
    ask("CR-3", BUILD);
    driver.moveTo(day(3).atTime(18, 0));
    assertThat(mailed("CR-3", "your status report is missing")).isEmpty();
    driver.moveTo(day(7).atTime(18, 0));
    assertThat(mailed("CR-3", "your status report is missing")).hasSize(1);
    driver.moveTo(day(8).atTime(18, 0));
    assertThat(mailed("CR-3", "your status report is missing")).hasSize(2);
    assertThat(mailed("CR-3", "has not reported")).isEmpty();
    driver.moveTo(day(10).atTime(18, 0));
    assertThat(mailed("CR-3", "your status report is missing")).hasSize(2);
    assertThat(mailed("CR-3", "has not reported")).containsExactly("clara");
    driver.moveTo(day(17).atTime(18, 0));
    assertThat(mailed("CR-3", "has not reported")).hasSize(2);
  }

  @Test
  void whatIsWrongIsSaidAtOnceAndNothingIsKept() {
    track("CR-4");
    long id = ask("CR-4", BUILD, TEST);
    assertThatThrownBy(
            () ->
                give(
                    "CR-4",
                    id,
                    new ContractorStatus(
                        Rating.RED,
                        " ",
                        null,
                        null,
                        Map.of(
                            BUILD, new TaskStatus(140, null, null),
                            TEST, new TaskStatus(20, LocalDate.of(2020, 1, 1), null)))))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.fields())
                    .containsOnlyKeys("workDone", "problems", "percent" + BUILD, "finish" + TEST));
    assertThat(contractors.get("CR-4", id).status()).isEqualTo(Status.ASKED);
    assertThatThrownBy(() -> ask("CR-4", BUILD)).hasMessageContaining("has been asked");
  }

  @Test
  void anOpenReportHindersClosingUntilItIsWithdrawnAndItsLinkIsDead() {
    track("CR-5");
    long id = ask("CR-5", BUILD);
    String token = contractors.address("CR-5", id, "clara").replace("/shared/status/", "");
    assertThat(contractors.find(token)).isPresent();
    assertThat(closing.readiness("CR-5"))
        .anySatisfy(point -> assertThat(point.text()).contains("Ann Acme (Acme)"));
    assertThatThrownBy(() -> contractors.withdraw("CR-5", id, "tom"))
        .isInstanceOf(RefusedException.class);
    contractors.withdraw("CR-5", id, "clara");
    assertThat(contractors.find(token).orElseThrow().status()).isEqualTo(Status.WITHDRAWN);
    assertThat(closing.readiness("CR-5"))
        .noneSatisfy(point -> assertThat(point.text()).contains("Ann Acme (Acme)"));
    assertThat(mailed("CR-5", "no status report is needed")).hasSize(1);
    driver.moveTo(day(20).atTime(18, 0));
    assertThat(mailed("CR-5", "your status report is missing")).as("nobody is chased").isEmpty();
  }

  @Test
  void whoIsRemovedOrWhoseProjectIsCancelledIsAskedNothingMore() {
    track("CR-6");
    long id = ask("CR-6", BUILD);
    parties.remove("CR-6", contractors.get("CR-6", id).partyId(), "clara");
    assertThat(contractors.get("CR-6", id).status()).isEqualTo(Status.WITHDRAWN);

    track("CR-7");
    long other = ask("CR-7", BUILD);
    give("CR-7", other, onCourse());
    projects.cancel("CR-7", "No money", "clara");
    driver.runWaiting();
    assertThat(contractors.get("CR-7", other).status()).isEqualTo(Status.WITHDRAWN);
    assertThat(waits("CR-7")).isEmpty();
  }

  @Test
  void whoIsRemovedWhileTheProjectIsPausedIsAskedNothingMore() {
    track("CR-9");
    long id = ask("CR-9", BUILD);
    pauses.pause("CR-9", "Waits for money", day(30), "clara");
    parties.remove("CR-9", contractors.get("CR-9", id).partyId(), "clara");
    assertThat(contractors.get("CR-9", id).status()).isEqualTo(Status.WITHDRAWN);
    assertThat(running("CR-9")).isZero();
    assertThat(mailed("CR-9", "no status report is needed")).hasSize(1);
  }

  @Test
  void whatIsReturnedAfterItWasDueIsDueLaterAndWhatWasAcceptedStays() {
    track("CR-10");
    long id = ask("CR-10", BUILD);
    give("CR-10", id, onCourse());
    driver.moveTo(day(7).atTime(9, 0));
    review("CR-10", "return", "", "Which racks?");
    assertThat(contractors.get("CR-10", id).dueOn()).isEqualTo(day(9));
    assertThat(contractors.get("CR-10", id).isOverdueOn(day(9))).isFalse();
    assertThat(body("CR-10", "needs another look")).contains("until 13 Jan 2027", "Which racks?");
    driver.moveTo(day(9).atTime(16, 0));
    assertThat(mailed("CR-10", "your status report is missing")).isEmpty();
    driver.moveTo(day(9).atTime(18, 0));
    assertThat(mailed("CR-10", "your status report is missing")).hasSize(1);

    give("CR-10", id, onCourse());
    review("CR-10", "accept", "no", "");
    parties.remove("CR-10", contractors.get("CR-10", id).partyId(), "clara");
    assertThat(contractors.get("CR-10", id).status()).isEqualTo(Status.ACCEPTED);
    assertThat(mailed("CR-10", "no status report is needed")).isEmpty();
  }

  @Test
  void oldFiguresDoNotUndoWhatWasReportedSince() {
    track("CR-11");
    long id = ask("CR-11", BUILD, TEST);
    give(
        "CR-11",
        id,
        new ContractorStatus(
            Rating.GREEN,
            "Racks",
            null,
            null,
            Map.of(
                BUILD, new TaskStatus(80, null, null),
                TEST, new TaskStatus(10, null, null))));
    driver.moveTo(day(1).atTime(9, 0));
    done("CR-11", BUILD);
    report("CR-11", TEST, 30);
    refused(
        "choose",
        "clara",
        "CR-11",
        "userTask_reviewContractorReport",
        "contractorOutcome",
        "accept");
    review("CR-11", "accept", "yes", "");
    assertThat(plans.current("CR-11").task(BUILD).percentComplete()).isEqualTo(100);
    assertThat(plans.current("CR-11").task(TEST).percentComplete()).isEqualTo(30);
    assertThat(told("CR-11")).contains("Not taken over", "Build, Test");
  }

  @Test
  void nothingIsTakenOverWhileTheProjectIsBeingClosedAndTheArchiveHoldsWhatWasSaid() {
    track("CR-12");
    long id = ask("CR-12", BUILD);
    done("CR-12", 1, 2, 3);
    act("clara", "CR-12", "userTask_confirmAllWorkDone");
    give("CR-12", id, onCourse());
    refused(
        "is being closed",
        "clara",
        "CR-12",
        "userTask_reviewContractorReport",
        "contractorOutcome",
        "accept",
        "takeProgress",
        "yes");
    review("CR-12", "accept", "no", "");
    assertThat(letters.contractors("CR-12"))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.status()).isEqualTo("ACCEPTED");
              assertThat(kept.workDone()).isEqualTo("All of it");
              assertThat(kept.tasks().get(0).percent()).isEqualTo(80);
            });
  }

  private long running(String key) {
    return runtime
        .createProcessInstanceQuery()
        .processDefinitionKey("collectContractorReport")
        .processInstanceBusinessKey(key)
        .count();
  }

  private String body(String key, String subject) {
    return mails(key).stream()
        .filter(mail -> mail.subject().contains(subject))
        .findFirst()
        .orElseThrow()
        .body();
  }

  @Test
  void nothingIsTakenWhileTheProjectIsPaused() {
    track("CR-8");
    long id = ask("CR-8", BUILD);
    pauses.pause("CR-8", "Waits for money", day(30), "clara");
    assertThatThrownBy(() -> give("CR-8", id, onCourse()))
        .hasMessageContaining("no reports at the moment");
    assertThat(contractors.get("CR-8", id).status()).isEqualTo(Status.ASKED);
  }

  @Test
  void whatIsGivenIsNotLostWhereNobodyWouldBeAskedToReviewIt() {
    track("CR-13");
    long id = ask("CR-13", BUILD);
    runtime
        .createProcessInstanceQuery()
        .processDefinitionKey("collectContractorReport")
        .processInstanceBusinessKey("CR-13")
        .list()
        .forEach(one -> runtime.deleteProcessInstance(one.getId(), "by hand"));
    assertThatThrownBy(() -> give("CR-13", id, onCourse()))
        .hasMessageContaining("no reports at the moment");
    assertThat(contractors.get("CR-13", id).status()).isEqualTo(Status.ASKED);
    contractors.withdraw("CR-13", id, "clara");
    assertThat(contractors.get("CR-13", id).status()).isEqualTo(Status.WITHDRAWN);
  }

  @Test
  void whatIsGivenAndWithdrawnInOneMomentEndsAsWithdrawn() throws Exception {
    track("CR-14");
    long first = ask("CR-14", BUILD);
    assertThat(
            atOnce(
                () -> given("CR-14", first), () -> contractors.withdraw("CR-14", first, "clara")))
        .isNull();
    assertThat(contractors.get("CR-14", first).status()).isEqualTo(Status.WITHDRAWN);
    long second = ask("CR-14", BUILD);
    ContractorReport open = contractors.get("CR-14", second);
    assertThat(
            atOnce(
                () -> contractors.withdraw("CR-14", second, "clara"),
                () -> contractors.give(open, onCourse(), new Checks())))
        .isNull();
    assertThat(contractors.get("CR-14", second).status()).isEqualTo(Status.WITHDRAWN);
    assertThat(contractors.get("CR-14", second).workDone()).isNull();
    assertThat(running("CR-14")).isZero();
    assertThat(mailed("CR-14", "no status report is needed")).hasSize(2);
  }

  @Test
  void whoGivesTwiceInOneMomentHasGivenOnceAndNobodyIsAskedTwice() throws Exception {
    track("CR-15");
    long acme = parties.add("CR-15", "Ann Acme", "Acme", "ann@acme.example", "en", null, "clara");
    assertThat(atOnce(() -> ask("CR-15", BUILD), () -> ask("CR-15", BUILD)))
        .contains("has been asked");
    long id = contractors.open("CR-15").get(0).id();
    assertThat(contractors.get("CR-15", id).partyId()).isEqualTo(acme);
    assertThat(atOnce(() -> given("CR-15", id), () -> given("CR-15", id))).isNull();
    assertThat(waits("CR-15")).containsExactly("userTask_reviewContractorReport:clara");
    assertThat(told("CR-15").split("gave a status report", -1)).hasSize(2);
  }

  @Test
  void aSubstituteReviewsInTheNameOfTheCoordinator() {
    track("CR-16");
    long id = ask("CR-16", BUILD);
    give("CR-16", id, onCourse());
    users.substitute("clara", "colin", day(0), day(1));
    try {
      act(
          "colin",
          "CR-16",
          "userTask_reviewContractorReport",
          "contractorOutcome",
          "accept",
          "takeProgress",
          "yes");
    } finally {
      users.endSubstitution("clara", users.substitutions("clara").get(0).id());
    }
    assertThat(contractors.get("CR-16", id).decidedBy()).isEqualTo("colin");
    assertThat(progress.latest("CR-16").get(BUILD).reportedBy()).isEqualTo("colin");
    assertThat(plans.current("CR-16").task(BUILD).percentComplete()).isEqualTo(80);
  }

  @Test
  void theNextCoordinatorReviewsWhatWasAskedForBefore() {
    track("CR-17");
    long id = ask("CR-17", BUILD);
    give("CR-17", id, onCourse());
    coordinatedBy("CR-17", "colin");
    assertThat(waits("CR-17")).containsExactly("userTask_reviewContractorReport:colin");
    act(
        "colin",
        "CR-17",
        "userTask_reviewContractorReport",
        "contractorOutcome",
        "return",
        "contractorRemark",
        "Which racks?");
    give("CR-17", id, onCourse());
    assertThat(waits("CR-17")).containsExactly("userTask_reviewContractorReport:colin");
  }

  private void coordinatedBy(String key, String next) {
    Project was = projects.get(key);
    data.change(
        was.version(),
        new NewProject(
            was.key(),
            was.name(),
            was.summary(),
            was.sponsor(),
            next,
            was.start(),
            was.deadline(),
            was.budget(),
            was.timeTolerance(),
            was.costTolerance(),
            was.goals(),
            was.team()),
        "admin");
  }

  private String atOnce(Runnable first, Runnable second) throws Exception {
    return new AtOnce(jdbc, transactions).refusal(first, second);
  }

  private void given(String key, long id) {
    contractors.give(contractors.get(key, id), onCourse(), new Checks());
  }

  private static LocalDate day(int after) {
    return LocalDate.of(2027, 1, 4).plusDays(after);
  }

  private long ask(String key, Integer... tasks) {
    long acme =
        parties.of(key).isEmpty()
            ? parties.add(key, "Ann Acme", "Acme", "ann@acme.example", "en", null, "clara")
            : parties.of(key).get(0).id();
    return contractors.ask(
        key,
        new NewContractorReport(acme, day(-27), day(0), day(4), "Do say", List.of(tasks)),
        "clara");
  }

  private void give(String key, long id, ContractorStatus status) {
    contractors.give(contractors.get(key, id), status, new Checks());
    driver.runWaiting();
  }

  private static ContractorStatus onCourse() {
    return new ContractorStatus(
        Rating.GREEN, "All of it", null, null, Map.of(BUILD, new TaskStatus(80, null, null)));
  }

  private void review(String key, String outcome, String take, String remark) {
    act(
        "clara",
        key,
        "userTask_reviewContractorReport",
        "contractorOutcome",
        outcome,
        "takeProgress",
        take,
        "contractorRemark",
        remark);
    driver.runWaiting();
  }

  private List<String> waits(String key) {
    return driver.waitingFor(key).stream().filter(task -> task.contains("Contractor")).toList();
  }
}
