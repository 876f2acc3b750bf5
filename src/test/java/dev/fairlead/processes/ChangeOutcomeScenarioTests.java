package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.AtOnce;
import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeOutcomes;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.ChangeRequest.OutcomeCode;
import dev.fairlead.change.ChangeRequest.Status;
import dev.fairlead.change.ChangeRequest.Type;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.closure.Closing;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.History;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.OpenPoint;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** What a change brought is said once it was carried out, and who asked and who decides see it. */
@FairleadTest
class ChangeOutcomeScenarioTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  @Autowired MockMvc mvc;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Pauses pauses;
  @Autowired Plans plans;
  @Autowired Progress progress;
  @Autowired Changes changes;
  @Autowired ChangeOutcomes outcomes;
  @Autowired StandardChanges standards;
  @Autowired Closing closing;
  @Autowired Reports reports;
  @Autowired History history;
  @Autowired DecisionLog decisions;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  @BeforeEach
  void onAMonday() {
    driver.setTime(MONDAY);
  }

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  private static PlanEdit longer(int task, int days) {
    return PlanEdit.of(PlanEdit.Kind.SET, task, Map.of("durationDays", "" + days));
  }

  private ChangeRequest submit(String key, Type type, PlanEdit... edits) {
    return changes.submit(
        key,
        new NewChange(
            type,
            ChangeRequest.Category.SCHEDULE,
            "More time",
            "The interface grew",
            "The vendor changed it",
            "The test starts without it",
            "Plan two days more",
            "Take the days out again",
            List.of(edits),
            type == Type.STANDARD
                ? standards.add(
                    "In " + key, ChangeRequest.Category.SCHEDULE, "d", "i", "b", "maria")
                : null),
        "tom");
  }

  /** A normal change of Tom's that Stefan approved, on a tracked project. */
  private String applied(String key, PlanEdit... edits) {
    TrackedProject.begin(driver, projects, plans, key);
    return approved("stefan", key, edits);
  }

  private String approved(String decider, String key, PlanEdit... edits) {
    String id = submit(key, Type.NORMAL, edits).id();
    driver.act(decider, id, "userTask_decideChange", Map.of("decision", "approve"));
    return id;
  }

  private void report(String key, int task, int percent) {
    progress.report(key, new NewProgress(task, percent, null, null, null, null, null), "clara");
  }

  private List<String> waiting(String by, String key) {
    return outcomes.waitingFor(by).stream()
        .filter(one -> one.projectKey().equals(key))
        .map(ChangeOutcomes.Waiting::id)
        .toList();
  }

  private List<String> told(String id) {
    return jdbc.sql(
            "select recipient || ' ' || subject from outbox_mail where notice_key like ? order by"
                + " recipient")
        .param("change-" + id + "-outcome%")
        .query(String.class)
        .list();
  }

  private MockHttpServletResponse ask(MockHttpServletRequestBuilder request, String who)
      throws Exception {
    return mvc.perform(request.with(user(who)).with(csrf())).andReturn().getResponse();
  }

  private Document page(String path, String who) throws Exception {
    MockHttpServletResponse response = ask(get(path), who);
    assertThat(response.getStatus()).as(path).isEqualTo(200);
    assertThat(response.getContentAsString()).doesNotContain("??");
    return Jsoup.parse(response.getContentAsString());
  }

  @Test
  void aChangeThatWasCarriedOutIsClosedWithItsOutcome() throws Exception {
    String id = applied("CO-1", longer(1, 7));
    assertThat(changes.get(id).status()).isEqualTo(Status.IMPLEMENTED);
    Document open = page("/changes/" + id, "clara");
    assertThat(open.select("#undone").text())
        .isEqualTo("One task that it touched or added is not done yet.");
    assertThat(open.select("#outcomeCode option").eachAttr("value"))
        .containsExactly("", "SUCCESSFUL", "SUCCESSFUL_WITH_ISSUES", "UNSUCCESSFUL");
    assertThat(page("/changes/" + id, "tom").select("#close")).isEmpty();

    assertThat(
            ask(
                    post("/changes/" + id + "/close")
                        .param("outcomeCode", "SUCCESSFUL_WITH_ISSUES")
                        .param("notes", "Three days, not two <b>"),
                    "clara")
                .getRedirectedUrl())
        .isEqualTo("/changes/" + id);
    assertThat(changes.get(id))
        .returns(Status.CLOSED, ChangeRequest::status)
        .returns(OutcomeCode.SUCCESSFUL_WITH_ISSUES, ChangeRequest::outcomeCode)
        .returns("Three days, not two <b>", ChangeRequest::outcome)
        .returns("clara", ChangeRequest::outcomeBy)
        .returns(true, ChangeRequest::isInPlan)
        .returns(false, ChangeRequest::isOpen)
        .satisfies(
            change -> assertThat(change.outcomeAt().toLocalDate()).isEqualTo(driver.today()));
    Document closed = page("/changes/" + id, "tom");
    assertThat(closed.select("#outcome").text())
        .startsWith(
            "Outcome Successful with issues: it deviated from what was planned Clara Lindgren, 4 Jan 2027")
        .endsWith("Three days, not two <b>");
    assertThat(closed.text()).contains("Closed, successful with issues");
    assertThat(page("/changes/" + id, "clara").select("#close")).isEmpty();
    assertThat(page("/projects/CO-1/changes", "maria").select("tbody tr").text())
        .contains("Closed successful with issues");
    assertThat(ask(get("/api/changes/" + id), "tom").getContentAsString())
        .contains("\"outcomeCode\":\"SUCCESSFUL_WITH_ISSUES\"", "\"outcomeBy\":\"clara\"");

    assertThat(told(id))
        .containsExactly("tom CO-1: change CO-1-C1 is closed, successful with issues");
    assertThat(history.page("CO-1", Long.MAX_VALUE, 50))
        .anySatisfy(
            note ->
                assertThat(note.sentence())
                    .isEqualTo(
                        "Closed change CO-1-C1 as successful with issues: Three days, not two <b>"));
    assertThat(
            decisions.page(
                new DecisionLog.Wanted("CO-1", "CHANGE_OUTCOME", null, null, null), 0, 9))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.decision()).isEqualTo("SUCCESSFUL_WITH_ISSUES");
              assertThat(entry.subject()).isEqualTo(id);
              assertThat(entry.comment()).isEqualTo("Three days, not two <b>");
            });
    assertThat(page("/projects/CO-1/decisions", "maria").text())
        .contains("Outcome of a change", "Successful with issues");
  }

  @Test
  void whatIsRefusedKeepsWhatWasTypedAndChangesNothing() throws Exception {
    String id = applied("CO-2", longer(1, 7));
    MockHttpServletResponse answer =
        ask(
            post("/changes/" + id + "/close").param("outcomeCode", "").param("notes", "It failed"),
            "clara");
    assertThat(answer.getStatus()).isEqualTo(422);
    Document again = Jsoup.parse(answer.getContentAsString());
    assertThat(again.select("#outcomeCode-error").text())
        .isEqualTo("Please choose what the change brought.");
    assertThat(again.select("#notes").text()).isEqualTo("It failed");

    answer =
        ask(
            post("/changes/" + id + "/close")
                .param("outcomeCode", "UNSUCCESSFUL")
                .param("notes", " "),
            "clara");
    assertThat(answer.getStatus()).isEqualTo(422);
    again = Jsoup.parse(answer.getContentAsString());
    assertThat(again.select("#notes-error").text()).isEqualTo("Please fill in the notes.");
    assertThat(again.select("#outcomeCode option[selected]").eachAttr("value"))
        .containsExactly("UNSUCCESSFUL");
    assertThatThrownBy(
            () -> outcomes.close(id, OutcomeCode.UNSUCCESSFUL, "x".repeat(2_001), "clara"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("2,000");
    assertThatThrownBy(() -> outcomes.close(id, OutcomeCode.SUCCESSFUL, null, "tom"))
        .hasMessageContaining("Clara Lindgren");

    pauses.pause("CO-2", "The vendor is late", null, "clara");
    answer =
        ask(
            post("/changes/" + id + "/close")
                .param("outcomeCode", "UNSUCCESSFUL")
                .param("notes", "No use"),
            "clara");
    assertThat(answer.getStatus()).isEqualTo(422);
    again = Jsoup.parse(answer.getContentAsString());
    assertThat(again.text()).contains("The vendor is late");
    assertThat(again.select("#notes").text()).isEqualTo("No use");
    pauses.resume("CO-2", "clara");

    String rejected = submit("CO-2", Type.NORMAL, longer(1, 20)).id();
    assertThatThrownBy(() -> outcomes.close(rejected, OutcomeCode.SUCCESSFUL, null, "clara"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("is not in the plan (Awaiting approval)");
    driver.act(
        "stefan",
        rejected,
        "userTask_decideChange",
        Map.of("decision", "reject", "comment", "Too late"));
    assertThatThrownBy(() -> outcomes.close(rejected, OutcomeCode.SUCCESSFUL, null, "clara"))
        .hasMessageContaining("is not in the plan (Rejected)");
    assertThat(changes.get(id).status()).isEqualTo(Status.IMPLEMENTED);
    assertThat(changes.get(id).outcomeCode()).isNull();
    assertThat(told(id)).isEmpty();
  }

  @Test
  void ofTwoWhoCloseItAtOnceTheSecondIsToldWhatTheFirstSaid() throws Exception {
    String id = applied("CO-3", longer(1, 7));
    assertThat(
            new AtOnce(jdbc, transactions)
                .refusal(
                    () -> outcomes.close(id, OutcomeCode.UNSUCCESSFUL, "No use", "clara"),
                    () -> outcomes.close(id, OutcomeCode.SUCCESSFUL, null, "clara")))
        .isEqualTo(
            "Clara Lindgren has closed change CO-3-C1 already (unsuccessful). Nothing was changed.");
    assertThat(changes.get(id).outcome()).isEqualTo("No use");
    MockHttpServletResponse late =
        ask(
            post("/changes/" + id + "/close")
                .param("outcomeCode", "SUCCESSFUL")
                .param("notes", "All well"),
            "clara");
    assertThat(late.getStatus()).isEqualTo(409);
    assertThat(Jsoup.parse(late.getContentAsString()).select("#notes").text())
        .isEqualTo("All well");
    assertThat(told(id)).hasSize(1);
  }

  @Test
  void anEmergencyIsClosedAfterItsReviewAndOneThatWasTakenOutNever() {
    TrackedProject.begin(driver, projects, plans, "CO-4");
    String kept = submit("CO-4", Type.EMERGENCY, longer(1, 6)).id();
    assertThatThrownBy(() -> outcomes.close(kept, OutcomeCode.SUCCESSFUL, null, "clara"))
        .hasMessageContaining("waits for its review");
    review(kept, "yes");
    assertThat(changes.get(kept).status()).isEqualTo(Status.CLOSED);
    LocalDateTime reviewed = changes.get(kept).closedAt();
    driver.moveTo(MONDAY.plusDays(3));
    outcomes.close(kept, OutcomeCode.SUCCESSFUL, null, "clara");
    assertThat(changes.get(kept))
        .returns(Status.CLOSED, ChangeRequest::status)
        .returns(reviewed, ChangeRequest::closedAt)
        .returns(OutcomeCode.SUCCESSFUL, ChangeRequest::outcomeCode);

    String out = submit("CO-4", Type.EMERGENCY, longer(1, 8)).id();
    review(out, "no");
    assertThatThrownBy(() -> outcomes.close(out, OutcomeCode.SUCCESSFUL, null, "clara"))
        .hasMessageContaining("being taken out of the plan");
    driver.act(
        "clara", out, "userTask_carryOutBackout", Map.of("backoutNote", "Days taken out again"));
    assertThatThrownBy(() -> outcomes.close(out, OutcomeCode.SUCCESSFUL, null, "clara"))
        .hasMessageContaining("is not in the plan (Backed out)");
    assertThat(changes.get(out).outcome()).isEqualTo("Days taken out again");
    assertThat(waiting("clara", "CO-4")).isEmpty();
  }

  private void review(String id, String confirmed) {
    driver.act(
        "maria",
        id,
        "userTask_reviewEmergencyChange",
        Map.of("confirmed", confirmed, "comment", "Looked at"));
  }

  @Test
  void theCoordinatorIsRemindedOnceAllWorkOfTheChangeIsDone() throws Exception {
    String id =
        applied(
            "CO-5",
            longer(1, 7),
            PlanEdit.of(PlanEdit.Kind.ADD_TASK, -1, Map.of("name", "Train")),
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK,
                -2,
                Map.of("name", "Train shops", "durationDays", "1", "parent", "-1")),
            PlanEdit.of(PlanEdit.Kind.ADD_TASK, -3, Map.of("name", "Gone soon")));
    int shops =
        plans.current("CO-5").tasks().stream()
            .filter(task -> task.name().equals("Train shops"))
            .findFirst()
            .orElseThrow()
            .number();
    int gone = shops + 1;
    assertThat(outcomes.undone(id)).isEqualTo(3);
    assertThat(waiting("clara", "CO-5")).isEmpty();
    driver.moveTo(MONDAY.plusDays(1));
    report("CO-5", 1, 100);
    report("CO-5", shops, 99);
    String removal =
        approved("maria", "CO-5", PlanEdit.of(PlanEdit.Kind.REMOVE_TASK, gone, Map.of()));
    assertThat(waiting("clara", "CO-5"))
        .as("it touches nothing that is left")
        .containsExactly(removal);
    report("CO-5", shops, 100);
    assertThat(waiting("clara", "CO-5")).containsExactly(id, removal);
    assertThat(waiting("tom", "CO-5")).isEmpty();
    assertThat(waiting("colin", "CO-5")).isEmpty();
    Document work = page("/work", "clara");
    assertThat(work.select("section:has(#toClose) a.fl-title").eachAttr("href"))
        .contains("/changes/" + id + "#close", "/changes/" + removal + "#close");
    assertThat(work.select("section:has(#toClose)").text())
        .contains("More time", "CO-5-C1", "In the plan since 4 Jan 2027, and its work is done");
    assertThat(page("/work", "tom").select("#toClose")).isEmpty();

    pauses.pause("CO-5", "The vendor is late", null, "clara");
    assertThat(waiting("clara", "CO-5")).isEmpty();
    pauses.resume("CO-5", "clara");
    // a release before had applied it
    jdbc.sql("update change_request set work_tasks = null where id = ?").param(removal).update();
    assertThat(waiting("clara", "CO-5")).containsExactly(id);
    assertThat(closing.hints("CO-5"))
        .extracting(OpenPoint::link)
        .containsExactly("/changes/" + removal + "#close", "/changes/" + id + "#close");
    assertThat(closing.readiness("CO-5"))
        .as("they keep nothing from closing")
        .noneMatch(point -> point.kind().equals("change"));
    assertThat(page("/projects/CO-5/closing", "clara").select("#hints").text())
        .startsWith("2 changes were carried out and have no outcome yet.");

    outcomes.close(id, OutcomeCode.SUCCESSFUL, null, "clara");
    outcomes.close(removal, OutcomeCode.SUCCESSFUL, " ", "clara");
    assertThat(waiting("clara", "CO-5")).isEmpty();
    assertThat(closing.hints("CO-5")).isEmpty();
    assertThat(page("/projects/CO-5/closing", "clara").select("#hints")).isEmpty();
  }

  @Test
  void aStandardChangeThatTouchesNoTaskIsToBeClosedAtOnce() {
    TrackedProject.begin(driver, projects, plans, "CO-6");
    String id =
        submit(
                "CO-6",
                Type.STANDARD,
                PlanEdit.of(PlanEdit.Kind.SET_CALENDAR_HOLIDAY, null, Map.of("day", "2027-12-24")))
            .id();
    assertThat(changes.get(id).status()).isEqualTo(Status.IMPLEMENTED);
    assertThat(waiting("clara", "CO-6")).containsExactly(id);
    outcomes.close(id, OutcomeCode.SUCCESSFUL, null, "clara");
  }

  @Test
  void reportsAndTheNextDecidersReadIt() throws Exception {
    String failed = applied("CO-7", longer(1, 7));
    String well = approved("maria", "CO-7", longer(2, 3));
    outcomes.close(failed, OutcomeCode.UNSUCCESSFUL, "The interface is still late", "clara");
    outcomes.close(well, OutcomeCode.SUCCESSFUL, null, "clara");
    ChangeRequest next = submit("CO-7", Type.NORMAL, longer(1, 9));
    assertThat(changes.trackRecord(next))
        .satisfies(
            track -> {
              assertThat(track.asked()).isEqualTo(2);
              assertThat(track.inPlan()).hasSize(2);
              assertThat(track.unsuccessful())
                  .extracting(ChangeRequest::id)
                  .containsExactly(failed);
            });
    assertThat(
            page("/changes/" + next.id() + "/frame", "stefan")
                .select("dt:contains(Of these unsuccessful) + dd")
                .text())
        .isEqualTo("1 " + failed);
    assertThat(reports.finalData(reports.renderFinal("CO-7")).changes())
        .extracting(ChangeRow::status)
        .containsExactlyInAnyOrder(
            "Awaiting approval", "Closed, successful", "Closed, unsuccessful");
    reports.request("CO-7", "clara");
    assertThat(reports.interim(reports.all("CO-7").get(0).id()).changes())
        .extracting(ChangeRow::status)
        .contains("Closed, unsuccessful");
    driver.act(
        "clara",
        "CO-7",
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "Well.", "overrideHealth", "none"));
    driver.runWaiting();
  }
}
