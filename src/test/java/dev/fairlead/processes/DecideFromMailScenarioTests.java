package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.communication.Mail;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanApproval;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Registers;
import dev.fairlead.privacy.PersonalFile;
import dev.fairlead.privacy.Retention;
import dev.fairlead.project.DecideByMail;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectData;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.ReadOnce;
import dev.fairlead.workspace.MailDecisions;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.TaskDesk;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;

/** Managers decide from the mail, once, on what was submitted, and under the same rules. */
@FairleadTest
class DecideFromMailScenarioTests extends Scenario {
  private static final String APPROVE = "userTask_approvePlan";
  private static final String DECIDE = "userTask_decideChange";

  @Autowired ApplicationContext context;
  @Autowired MailDecisions decisions;
  @Autowired TaskDesk desk;
  @Autowired PlanApprovals approvals;
  @Autowired Changes changes;
  @Autowired ProjectData data;
  @Autowired Registers registers;
  @Autowired Pauses pauses;
  @Autowired TaskService tasks;
  @Autowired Users users;
  @Autowired DecisionLog log;
  @Autowired PersonalFile personalFile;
  @Autowired Retention retention;
  @Autowired JdbcClient jdbc;
  @Autowired MockMvc web;

  @AfterEach
  void nothingIsLeft() {
    jdbc.sql("delete from mail_decision").update();
    jdbc.sql("delete from substitution").update();
  }

  private String submitted(String key, String budget) {
    SampleProject.begin(projects, key, budget);
    SampleProject.plan(plans, key);
    act("clara", key, "userTask_draftPlan");
    act("tom", key, "userTask_giveFeedback");
    act("tina", key, "userTask_giveFeedback");
    act("clara", key, "userTask_submitPlan", "nextStep", "submit");
    return task(key, APPROVE);
  }

  private String task(String businessKey, String taskKey) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(businessKey)
        .taskDefinitionKey(taskKey)
        .singleResult()
        .getId();
  }

  private String key(String task, String person) {
    return offered(task, person).orElseThrow().path();
  }

  private Optional<DecideByMail.Key> offered(String task, String person) {
    String address = users.find(person).map(User::email).orElse("nobody@fairlead.example");
    return decisions.key(task, person, address);
  }

  private MockHttpServletResponse open(String path, int status) throws Exception {
    MockHttpServletResponse answer = web.perform(get(path)).andReturn().getResponse();
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
    assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.getHeader("Cache-Control")).contains("no-store");
    assertThat(answer.getHeader("Content-Security-Policy")).contains("frame-ancestors 'none'");
    return answer;
  }

  private String read(String path, int status) throws Exception {
    return Jsoup.parse(open(path, status).getContentAsString()).text();
  }

  private String decide(String path, int status, String... answers) throws Exception {
    var request = post(path).with(csrf());
    for (int i = 0; i < answers.length; i += 2) {
      request.param(answers[i], answers[i + 1]);
    }
    MockHttpServletResponse answer = web.perform(request).andReturn().getResponse();
    String said = Jsoup.parse(answer.getContentAsString()).text();
    assertThat(answer.getStatus()).as(said).isEqualTo(status);
    return said;
  }

  private List<DecisionEntry> logged(String project) {
    return log.page(new DecisionLog.Wanted(project, null, null, null, null), 0, 50);
  }

  @Test
  void whatIsDecidedIsShownAndLookingChangesNothing() throws Exception {
    String task = submitted("DM-1", "20000");
    String path = key(task, "maria");
    assertThat(path).matches("/decide/[A-Za-z0-9_-]{43}");
    for (int i = 0; i < 3; i++) {
      open(path, 200);
      web.perform(head(path));
    }
    Document page = Jsoup.parse(open(path, 200).getContentAsString());
    assertThat(page.text())
        .contains("Approve plan", "Sample DM-1", "Submitted by Clara Lindgren")
        .contains(
            "Planned cost", "20,000.00", "Deadline 26 Feb 2027", "Highest open threat", "Findings")
        .contains("You decide as Maria Costa", "once, until 11 Jan 2027, 09:00");
    assertThat(page.select("select[name=decision] option").eachAttr("value"))
        .as("the choices of the form")
        .containsExactly("", "approve", "rework", "reject");
    assertThat(page.select("textarea[name=comment]")).hasSize(1);
    assertThat(page.select("iframe, script:not([src=/assets/fairlead.js])")).isEmpty();
    assertThat(page.select("svg")).as("the plan itself").isNotEmpty();
    assertThat(page.select("details > summary h3").eachText())
        .as("what is approved beside the tasks")
        .hasSize(5)
        .anyMatch(heading -> heading.startsWith("Goals ("));
    assertThat(page.select("a[href*=plan-report]")).as("asks for a login").isEmpty();
    assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee()).isNull();
    assertThat(approvals.list("DM-1")).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from mail_decision where used_at is null")
                .query()
                .singleValue())
        .isEqualTo(1L);
    assertThat(jdbc.sql("select token_hash from mail_decision").query(String.class).single())
        .doesNotContain(path.substring("/decide/".length()));
  }

  @Test
  void theApprovalIsThePersonsOwnAndTheRecordSaysHow() throws Exception {
    String task = submitted("DM-2", "20000");
    String path = key(task, "maria");
    String instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();
    String said = decide(path, 200, "decision", "approve", "comment", "Go ahead");
    assertThat(said).contains("Decided", "Approve: the work may start", "\"Approve plan\" is done");
    PlanApproval kept = approvals.list("DM-2").get(0);
    assertThat(kept.decidedBy()).isEqualTo("maria");
    assertThat(kept.comment()).isEqualTo("Go ahead");
    assertThat(projects.get("DM-2").phase()).isEqualTo(Phase.TRACKING);
    assertThat(baselines.current("DM-2")).isPresent();
    assertThat(told("DM-2"))
        .contains("Decided on \"Approve plan\" from the mail, without a login.");
    assertThat(logged("DM-2"))
        .filteredOn(entry -> entry.kind().equals("PLAN"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.decidedBy()).isEqualTo("maria");
              assertThat(entry.comment()).isEqualTo("(From the mail, without a login) Go ahead");
            });
    assertThat(log.verify(null).isIntact()).isTrue();
    assertThat(tasks.getProcessInstanceComments(instance))
        .singleElement()
        .satisfies(
            comment -> {
              assertThat(comment.getTaskId()).isEqualTo(task);
              assertThat(comment.getUserId()).isEqualTo("maria");
              assertThat(comment.getFullMessage()).contains("from the mail");
            });
    for (int i = 0; i < 2; i++) {
      assertThat(read(path, 410))
          .contains(
              "used up on 4 Jan 2027, 09:00", "\"Approve plan\": Approve: the work may start");
      assertThat(decide(path, 410, "decision", "reject", "comment", "No")).contains("used up on");
    }
    assertThat(approvals.list("DM-2")).hasSize(1);
  }

  /** What is decided with a login afterwards is not said to come from a mail. */
  @Test
  void onlyThisDecisionIsSaidToComeFromTheMail() throws Exception {
    decide(key(submitted("DM-3", "20000"), "maria"), 200, "decision", "approve");
    String id = request("DM-3", "tom", "fixedCost", "20");
    act("martin", id, DECIDE, "decision", "approve", "comment", "Well");
    assertThat(logged("DM-3"))
        .filteredOn(entry -> entry.kind().equals("CHANGE"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.comment()).isEqualTo("Well"));
  }

  @Test
  void reworkNeedsItsReasonAndARefusalDoesNotUseTheLinkUp() throws Exception {
    String path = key(submitted("DM-4", "20000"), "maria");
    assertThat(decide(path, 422, "decision", "rework", "comment", " "))
        .contains("Please look at the marked field", "Your decision");
    assertThat(decide(path, 422, "decision", "", "comment", "Kept text"))
        .contains("Kept text", "Choose");
    assertThat(decide(path, 422, "decision", "maybe")).contains("Choose");
    assertThat(approvals.list("DM-4")).isEmpty();
    assertThat(logged("DM-4")).noneMatch(entry -> entry.kind().equals("PLAN"));
    assertThat(told("DM-4")).doesNotContain("from the mail");
    assertThat(decide(path, 200, "decision", "rework", "comment", "Too dear\nToo late"))
        .contains("Ask for rework");
    assertThat(approvals.list("DM-4").get(0).comment()).isEqualTo("Too dear\nToo late");
    assertThat(projects.get("DM-4").phase()).isEqualTo(Phase.PLANNING);
  }

  @Test
  void whatIsSubmittedAgainIsAnotherTaskAndTheOldLinkDoesNotDecideIt() throws Exception {
    String old = key(submitted("DM-5", "20000"), "maria");
    String other = key(task("DM-5", APPROVE), "martin");
    decide(other, 200, "decision", "rework", "comment", "Again");
    assertThat(read(old, 410))
        .contains("was already done by Martin Keller on 4 Jan 2027", "log in");
    act("clara", "DM-5", "userTask_draftPlan");
    act("tom", "DM-5", "userTask_giveFeedback");
    act("tina", "DM-5", "userTask_giveFeedback");
    jdbc.sql("update plan_rework_point set answer = 'Done', answered_by = 'clara', answered_at = ?")
        .param(MONDAY)
        .update();
    act("clara", "DM-5", "userTask_submitPlan", "nextStep", "submit");
    assertThat(decide(old, 410, "decision", "approve")).contains("was already done by Martin");
    assertThat(task("DM-5", APPROVE)).isNotEmpty();
    assertThat(read(key(task("DM-5", APPROVE), "maria"), 200)).contains("Approve plan");
  }

  @Test
  void whatChangesUnderAnOpenTaskIsNotWhatTheLinkWasFor() throws Exception {
    String path = key(submitted("DM-6", "20000"), "maria");
    jdbc.sql("update work_plan set version = version + 1 where project_key = 'DM-6'").update();
    ReadOnce.forgetAll();
    assertThat(read(path, 410)).contains("no longer what it was when this link was mailed");
    assertThat(decide(path, 410, "decision", "approve")).contains("no longer what it was");
    assertThat(approvals.list("DM-6")).isEmpty();
  }

  @Test
  void aLinkEndsAfterSevenDays() throws Exception {
    String path = key(submitted("DM-7", "20000"), "maria");
    driver.setTime(MONDAY.plusDays(7).minusSeconds(1));
    open(path, 200);
    driver.setTime(MONDAY.plusDays(7));
    assertThat(read(path, 410)).contains("expired on 11 Jan 2027, 09:00", "Log in to My work");
    assertThat(decide(path, 410, "decision", "approve")).contains("expired");
    assertThat(approvals.list("DM-7")).isEmpty();
    driver.setTime(MONDAY.plusDays(96));
    retention.clean();
    open(path, 410);
    driver.setTime(MONDAY.plusDays(98));
    assertThat(retention.clean()).containsEntry("mail_decision", 1);
    open(path, 404);
  }

  @Test
  void whileSomebodyElseHasTheTaskTheLinkDecidesNothing() throws Exception {
    String task = submitted("DM-8", "20000");
    String path = key(task, "maria");
    driver.as("martin", () -> tasks.claim(task, "martin"));
    assertThat(read(path, 410)).contains("was taken by Martin Keller");
    assertThat(decide(path, 410, "decision", "approve")).contains("was taken by Martin Keller");
    assertThat(offered(task, "maria")).as("nor does a mail that leaves now have one").isEmpty();
    driver.as("martin", () -> tasks.claim(task, null));
    open(path, 200);
    driver.as("maria", () -> tasks.claim(task, "maria"));
    assertThat(decide(path, 200, "decision", "approve")).contains("Decided");
  }

  @Test
  void whoIsNoLongerAskedDecidesNothing() throws Exception {
    String name = "dm9manager";
    User manager =
        users.create(
            new User(name, "Nina Manager", "nina@example.org", true, Set.of("managers")),
            "long enough");
    try {
      String task = submitted("DM-9", "20000");
      String path = key(task, name);
      open(path, 200);
      jdbc.sql("update app_user_group set group_id = 'team-members' where username = ?")
          .param(name)
          .update();
      ReadOnce.forgetAll();
      assertThat(read(path, 410)).contains("does not wait for you any more");
      assertThat(decide(path, 410, "decision", "approve")).contains("does not wait");
      jdbc.sql("update app_user_group set group_id = 'managers' where username = ?")
          .param(name)
          .update();
      ReadOnce.forgetAll();
      open(path, 200);
      users.change(
          new User(name, manager.displayName(), manager.email(), false, Set.of("managers")),
          "admin");
      assertThat(read(path, 410)).contains("Your account was changed");
      users.change(
          new User(name, manager.displayName(), manager.email(), true, Set.of("managers")),
          "admin");
      assertThat(decide(path, 410, "decision", "approve"))
          .as("for good")
          .contains("Your account was changed");
      String fresh = key(task, name);
      users.setPassword(name, "another password");
      assertThat(read(fresh, 410)).contains("Your account was changed");
      assertThat(approvals.list("DM-9")).isEmpty();
      assertThat(held(name)).contains("Links to decide from the mail", "Approve plan");
    } finally {
      jdbc.sql("delete from mail_decision").update();
      jdbc.sql("update app_user set enabled = false where username = ?").param(name).update();
      jdbc.sql("delete from app_user_group where username = ?").param(name).update();
    }
  }

  /** Of one who both coordinates and manages, and had got a link while another one coordinated. */
  @Test
  void whoTakesTheProjectOverDecidesNothingByTheLinkOfBefore() throws Exception {
    String name = both("dm-heir");
    try {
      String task = submitted("DM-33", "20000");
      String path = key(task, name);
      String other = key(task, "maria");
      open(path, 200);
      handOver("DM-33", name);
      assertThat(read(path, 410)).contains("You coordinate this project now", "Approve plan");
      assertThat(decide(path, 410, "decision", "approve"))
          .contains("You coordinate this project now");
      assertThat(offered(task, name)).as("nor does a mail that leaves now have one").isEmpty();
      assertThatThrownBy(() -> driver.as(name, () -> tasks.claim(task, name)))
          .hasStackTraceContaining("submitted");
      assertThat(approvals.list("DM-33")).isEmpty();
      assertThat(read(other, 200))
          .as("who submitted it is still who did")
          .contains("Submitted by Clara Lindgren")
          .doesNotContain("Hal Heir,");
      decide(other, 200, "decision", "approve");
      assertThat(approvals.list("DM-33")).hasSize(1);
    } finally {
      retire(name);
    }
  }

  /** The project changes hands after the link was looked at, before it decides. */
  @Test
  void whoTakesTheProjectOverMeanwhileDecidesNothing() throws Exception {
    String name = both("dm-heir2");
    String task = submitted("DM-34", "20000");
    String path = key(task, name);
    TaskDesk slow = mock(TaskDesk.class, delegatesTo(desk));
    doAnswer(
            call -> {
              TaskDesk.Standing before = desk.standing(call.getArgument(0), name);
              CompletableFuture.runAsync(() -> handOver("DM-34", name)).join();
              return before;
            })
        .doAnswer(call -> desk.standing(call.getArgument(0), name))
        .when(slow)
        .standing(any(), any());
    ReflectionTestUtils.setField(decisions, "desk", slow);
    try {
      assertThat(decide(path, 410, "decision", "approve"))
          .contains("You coordinate this project now");
      assertThat(approvals.list("DM-34")).isEmpty();
      assertThat(projects.get("DM-34").phase()).isEqualTo(Phase.APPROVAL);
    } finally {
      ReflectionTestUtils.setField(decisions, "desk", desk);
      retire(name);
    }
  }

  /** Both at once: whichever is first, no coordinator of now approves. */
  @Test
  void aHandoverAndADecisionAtTheSameMomentComeOneAfterTheOther() throws Exception {
    String name = both("dm-heir3");
    String task = submitted("DM-35", "20000");
    String path = key(task, name);
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService people = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> decided =
          people.submit(
              () -> {
                together.await();
                return web.perform(post(path).with(csrf()).param("decision", "approve"))
                    .andReturn()
                    .getResponse()
                    .getStatus();
              });
      Future<Boolean> handedOver =
          people.submit(
              () -> {
                together.await();
                try {
                  handOver("DM-35", name);
                  return true;
                } catch (ConflictException | OptimisticLockingException decidedMeanwhile) {
                  return false;
                }
              });
      int status = decided.get();
      assertThat(status).isIn(200, 410, 422);
      assertThat(status == 200 || handedOver.get()).as("one of both was done").isTrue();
      assertThat(approvals.list("DM-35")).hasSize(status == 200 ? 1 : 0);
      assertThat(
              jdbc.sql("select count(*) from mail_decision where used_at is not null")
                  .query(Long.class)
                  .single())
          .isEqualTo(status == 200 ? 1L : 0L);
    } finally {
      people.shutdownNow();
      retire(name);
    }
  }

  /** A deviation is decided with a login: no link to it is ever mailed. */
  @Test
  void noLinkAgreesToADeviation() {
    track("DM-36");
    driver.moveTo(day(8, 9));
    act(
        "clara",
        "DM-36",
        "userTask_decideCorrectiveAction",
        "correctiveDecision",
        "accept",
        "correctiveReason",
        "The buyer agrees");
    assertThat(offered(task("DM-36", "userTask_confirmDeviation"), "maria")).isEmpty();
  }

  private String both(String name) {
    users.create(
        new User(name, "Hal Heir", name + "@example.org", true, Set.of("managers", "coordinators")),
        "long enough");
    return name;
  }

  private void handOver(String key, String next) {
    Project was = projects.get(key);
    data.change(
        was.version(),
        new NewProject(
            key,
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
        "sofia");
  }

  private void retire(String name) {
    jdbc.sql("delete from mail_decision").update();
    jdbc.sql("update app_user set enabled = false where username = ?").param(name).update();
    jdbc.sql("delete from app_user_group where username = ?").param(name).update();
    ReadOnce.forgetAll();
  }

  private String held(String person) throws IOException {
    StringBuilder all = new StringBuilder();
    Path file = personalFile.of(person);
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      while (zip.getNextEntry() != null) {
        all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    Files.delete(file);
    return all.toString();
  }

  @Test
  void moreMoneyThanIsAllowedWantsALogin() throws Exception {
    assertThat(offered(submitted("DM-10", "20000.01"), "maria")).isEmpty();
    String task = submitted("DM-11", "20000");
    String path = key(task, "maria");
    Object upTo = ReflectionTestUtils.getField(decisions, "upTo");
    ReflectionTestUtils.setField(decisions, "upTo", new BigDecimal("19999.99"));
    try {
      assertThat(read(path, 410)).contains("has to be decided with a login");
      assertThat(decide(path, 410, "decision", "approve")).contains("with a login");
    } finally {
      ReflectionTestUtils.setField(decisions, "upTo", upTo);
    }
    open(path, 200);
  }

  @Test
  void moneyOfAChangeCountsUpAndDown() {
    track("DM-12", "40000");
    String small = request("DM-12", "tom", "fixedCost", "20000");
    assertThat(changes.money(small)).isEqualByComparingTo("20000");
    assertThat(offered(task(small, DECIDE), "stefan")).isPresent();
    String large = request("DM-12", "tom", "fixedCost", "20001");
    assertThat(offered(task(large, DECIDE), "stefan")).isEmpty();
    String less = budget("DM-12", "10000");
    assertThat(changes.money(less)).isEqualByComparingTo("30000");
  }

  @Test
  void moneyFromOneBudgetLineToAnotherCountsThoughNoSumChanges() {
    SampleProject.begin(projects, "DM-23", "40000");
    SampleProject.plan(plans, "DM-23");
    registers.saveBudgetLine(
        "DM-23", new BudgetLine(0, "Labour", "Work", new BigDecimal("30000")), "clara");
    registers.saveBudgetLine(
        "DM-23", new BudgetLine(0, "Licences", "Expense", new BigDecimal("10000")), "clara");
    TrackedProject.approve(driver, "DM-23");
    String id = money("DM-23", line("1", "5000"), line("2", "35000"));
    assertThat(changes.money(id)).isEqualByComparingTo("25000");
    assertThat(offered(task(id, DECIDE), "stefan")).isEmpty();
  }

  @Test
  void aChangeIsDecidedRejectedOrPostponedByTheChoicesOfItsForm() throws Exception {
    track("DM-13");
    String id = request("DM-13", "tom", "fixedCost", "20");
    String path = key(task(id, DECIDE), "martin");
    Document page = Jsoup.parse(open(path, 200).getContentAsString());
    assertThat(page.text())
        .contains("Decide on change", id + " More money", "Submitted by Tom Eriksen")
        .contains("Finish", "Cost", "Before", "After", "New prices");
    assertThat(page.select("select[name=decision] option").eachAttr("value"))
        .containsExactly("", "approve", "reject", "postpone");
    assertThat(page.select("input[name=postponedUntil]").attr("type")).isEqualTo("date");
    assertThat(decide(path, 422, "decision", "postpone", "comment", "Later")).contains("postpone");
    decide(path, 200, "decision", "postpone", "comment", "Later", "postponedUntil", "2027-01-11");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.POSTPONED);
    driver.moveTo(day(7, 8));
    String again = key(task(id, DECIDE), "martin");
    assertThat(decide(again, 200, "decision", "approve")).contains("Approve: the plan changes now");
    assertThat(changes.get(id).status()).isEqualTo(ChangeRequest.Status.IMPLEMENTED);
    assertThat(changes.get(id).decidedBy()).isEqualTo("martin");
  }

  @Test
  void aReviewOfAnEmergencyIsAnApprovalAndCarryingOutItsBackoutIsNone() throws Exception {
    track("DM-14");
    String id =
        changes
            .submit("DM-14", change(ChangeRequest.Type.EMERGENCY, "fixedCost", "20"), "tom")
            .id();
    String path = key(task(id, "userTask_reviewEmergencyChange"), "maria");
    decide(path, 200, "confirmed", "no", "comment", "Not needed");
    assertThat(changes.get(id).reviewedBy()).isEqualTo("maria");
    assertThat(offered(task(id, "userTask_carryOutBackout"), "clara"))
        .as("work is done with a login")
        .isEmpty();
  }

  @Test
  void whatIsWithdrawnIsGone() throws Exception {
    track("DM-15");
    String id = request("DM-15", "tom", "fixedCost", "20");
    String path = key(task(id, DECIDE), "martin");
    changes.withdraw(id, "tom");
    assertThat(read(path, 410)).contains("has not been needed since");
    assertThat(decide(path, 410, "decision", "approve")).contains("has not been needed");
  }

  @Test
  void aProjectThatIsStoppedIsGoneAndOneThatRestsWaits() throws Exception {
    String path = key(submitted("DM-16", "20000"), "maria");
    pauses.pause("DM-16", "The vendor is late", null, "clara");
    Document page = Jsoup.parse(open(path, 200).getContentAsString());
    assertThat(page.text()).contains("The vendor is late");
    assertThat(page.select("form")).isEmpty();
    assertThat(decide(path, 422, "decision", "approve")).contains("The vendor is late");
    pauses.resume("DM-16", "clara");
    assertThat(Jsoup.parse(open(path, 200).getContentAsString()).select("form")).hasSize(1);
    projects.cancel("DM-16", "No longer wanted", "clara");
    assertThat(read(path, 410)).contains("has not been needed since");
    assertThat(approvals.list("DM-16")).isEmpty();
  }

  /** The guard of the engine stands behind the link: a key that should not be decides nothing. */
  @Test
  void nobodyDecidesOnWhatTheySubmitted() throws Exception {
    track("DM-17");
    projects.saveMember("DM-17", new TeamMember("maria", "Adviser", 10, new BigDecimal("90")));
    String id = request("DM-17", "maria", "fixedCost", "20");
    String task = task(id, DECIDE);
    assertThat(offered(task, "maria")).isEmpty();
    assertThat(offered(task, "clara")).as("of no group that is asked").isEmpty();
    assertThat(offered(task, "nobody")).isEmpty();
    assertThat(decisions.key(task, "martin", "martin@former.example"))
        .as("nor for a mailbox that is no longer theirs")
        .isEmpty();
    String path = key(task, "martin");
    jdbc.sql("update mail_decision set username = 'maria'").update();
    assertThat(read(path, 410)).contains("does not wait for you");
    assertThat(decide(path, 410, "decision", "approve")).contains("does not wait for you");
    MailDecisions.Link forged = decisions.find(path.substring("/decide/".length())).orElseThrow();
    assertThat(decisions.decide(forged, Map.of("decision", "approve")).done()).isFalse();
    assertThat(changes.get(id).decidedBy()).isNull();
  }

  @Test
  void aDeputyDecidesInAnothersRightAndItIsSaid() throws Exception {
    String task = submitted("DM-18", "20000");
    assertThat(offered(task, "tarek")).isEmpty();
    users.substitute("maria", "tarek", MONDAY.toLocalDate(), MONDAY.toLocalDate().plusDays(3));
    decide(key(task, "tarek"), 200, "decision", "approve");
    assertThat(approvals.list("DM-18").get(0).decidedBy()).isEqualTo("tarek");
    assertThat(approvals.list("DM-18").get(0).onBehalfOf()).isEqualTo("maria");
  }

  @Test
  void whoIsRemindedOrStandsInComesToTheDecisionFromTheMailToo() throws Exception {
    String task = submitted("DM-24", "20000");
    users.substitute("maria", "tarek", MONDAY.toLocalDate(), MONDAY.toLocalDate().plusDays(30));
    driver.moveTo(day(11, 9));
    List<Mail> reminders =
        mails("DM-24").stream()
            .filter(mail -> mail.subject().contains("waits for approval"))
            .toList();
    assertThat(reminders).extracting(Mail::recipient).contains("maria", "martin");
    List<Mail> deputies =
        mails("DM-24").stream().filter(mail -> mail.subject().contains("as a substitute")).toList();
    assertThat(deputies).extracting(Mail::recipient).containsExactly("tarek");
    assertThat(List.of(reminders.get(0), deputies.get(0)))
        .extracting(Mail::link)
        .containsOnly("/work/tasks/" + task);
    decide(key(task, "tarek"), 200, "decision", "approve");

    String id = request("DM-24", "tom", "fixedCost", "20");
    String open = task(id, DECIDE);
    driver.moveTo(day(18, 9));
    assertThat(mails("DM-24"))
        .filteredOn(mail -> mail.subject().contains(id + " waits for a decision"))
        .isNotEmpty()
        .extracting(Mail::link)
        .containsOnly("/work/tasks/" + open);
  }

  /** As where the process ends between two looks of one request. */
  @Test
  void aTaskThatWasDoneSinceItWasReadIsSaidToBeDone() {
    OpenTask read = desk.open(submitted("DM-30", "20000"));
    act("martin", "DM-30", "userTask_approvePlan", "decision", "rework", "comment", "No");
    assertThatThrownBy(() -> desk.standing(read, "maria"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Martin");
  }

  @Test
  void twoAtOnceDecideOnce() throws Exception {
    String task = submitted("DM-19", "20000");
    String one = key(task, "maria");
    String other = key(task, "martin");
    List<String> ways = List.of(one, one, one, other);
    CyclicBarrier together = new CyclicBarrier(ways.size());
    ExecutorService people = Executors.newFixedThreadPool(ways.size());
    try {
      List<Future<Integer>> answers =
          ways.stream()
              .map(
                  way ->
                      people.submit(
                          () -> {
                            together.await();
                            return web.perform(
                                    post(way)
                                        .with(csrf())
                                        .param("decision", "rework")
                                        .param("comment", "No"))
                                .andReturn()
                                .getResponse()
                                .getStatus();
                          }))
              .toList();
      int done = 0;
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(200, 410, 422);
        done += answer.get() == 200 ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    } finally {
      people.shutdownNow();
    }
    assertThat(approvals.list("DM-19")).hasSize(1);
    assertThat(logged("DM-19")).filteredOn(entry -> entry.kind().equals("PLAN")).hasSize(1);
    assertThat(
            jdbc.sql("select count(*) from mail_decision where used_at is not null")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  /** Between reading the task and asking who does not decide on it, somebody else decides. */
  @Test
  void whatIsDecidedWhileALinkIsLookedAtIsOverInWords() throws Exception {
    String task = submitted("DM-25", "20000");
    String path = key(task, "maria");
    String other = key(task, "martin");
    OpenTask before = desk.open(task);
    TaskDesk slow = mock(TaskDesk.class, delegatesTo(desk));
    doAnswer(
            call -> {
              OpenTask read = desk.open(task);
              CompletableFuture.supplyAsync(() -> answered(other)).join();
              return read;
            })
        .doAnswer(call -> desk.open(task))
        .when(slow)
        .open(task);
    ReflectionTestUtils.setField(decisions, "desk", slow);
    try {
      assertThat(read(path, 410)).contains("was already done by Martin Keller on 4 Jan 2027");
    } finally {
      ReflectionTestUtils.setField(decisions, "desk", desk);
    }
    assertThat(approvals.list("DM-25")).hasSize(1);
    for (ThrowingCallable ask :
        List.<ThrowingCallable>of(
            () -> desk.standing(before, "maria"),
            () -> desk.submitters(before),
            () -> desk.variables(before, List.of("projectKey")))) {
      assertThatThrownBy(ask)
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining("was already done by Martin Keller on 4 Jan 2027");
    }
  }

  /** The same once it has been asked, before the page is filled. */
  @Test
  void whatIsDecidedWhileItsPageIsFilledIsOverInWords() throws Exception {
    String task = submitted("DM-26", "20000");
    String path = key(task, "maria");
    String other = key(task, "martin");
    Object pages = context.getBean("decidePages");
    TaskDesk slow = mock(TaskDesk.class, delegatesTo(desk));
    doAnswer(
            call -> {
              String form = desk.form(call.getArgument(0), null);
              CompletableFuture.supplyAsync(() -> answered(other)).join();
              return form;
            })
        .when(slow)
        .form(any(), any());
    ReflectionTestUtils.setField(pages, "desk", slow);
    try {
      assertThat(read(path, 410)).contains("was already done by Martin Keller on 4 Jan 2027");
    } finally {
      ReflectionTestUtils.setField(pages, "desk", desk);
    }
  }

  private String answered(String path) {
    try {
      return decide(path, 200, "decision", "rework", "comment", "Too dear");
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void whatIsNoKeyIsNotFoundAndNothingIsDecidedFromAnotherSite() throws Exception {
    String path = key(submitted("DM-20", "20000"), "maria");
    for (String wrong : List.of("/decide/abc", "/decide/" + "A".repeat(43), path + "x")) {
      assertThat(read(wrong, 404)).contains("There is nothing at this address");
      decide(wrong, 404, "decision", "approve");
    }
    assertThat(
            web.perform(post(path).param("decision", "approve"))
                .andReturn()
                .getResponse()
                .getStatus())
        .isEqualTo(403);
    assertThat(approvals.list("DM-20")).isEmpty();
  }

  @Test
  void offMeansThatThereIsNoLinkAndNothingBehindOne() throws Exception {
    String task = submitted("DM-21", "20000");
    String path = key(task, "maria");
    ReflectionTestUtils.setField(decisions, "enabled", false);
    try {
      assertThat(offered(task, "maria")).isEmpty();
      assertThat(read(path, 404)).contains("There is nothing at this address");
      decide(path, 404, "decision", "approve");
    } finally {
      ReflectionTestUtils.setField(decisions, "enabled", true);
    }
    assertThat(approvals.list("DM-21")).isEmpty();
  }

  private String request(String key, String by, String field, String value) {
    return changes.submit(key, change(ChangeRequest.Type.NORMAL, field, value), by).id();
  }

  private String budget(String key, String amount) {
    return money(key, PlanEdit.of(PlanEdit.Kind.SET_BUDGET, null, Map.of("budget", amount)));
  }

  private static PlanEdit line(String number, String amount) {
    return PlanEdit.of(
        PlanEdit.Kind.SET_BUDGET_LINE, null, Map.of("line", number, "amount", amount));
  }

  private String money(String key, PlanEdit... edits) {
    NewChange wanted =
        new NewChange(
            ChangeRequest.Type.NORMAL,
            ChangeRequest.Category.COST,
            "Other money",
            "Elsewhere",
            "Saved",
            "Nothing",
            "Now",
            "Back",
            List.of(edits));
    return changes.submit(key, wanted, "tom").id();
  }

  private static NewChange change(ChangeRequest.Type type, String field, String value) {
    return new NewChange(
        type,
        ChangeRequest.Category.COST,
        "More money",
        "The work costs more",
        "New prices",
        "The work stops",
        "Plan it anew",
        "Take the old plan back",
        List.of(PlanEdit.of(PlanEdit.Kind.SET, BUILD, Map.of(field, value))));
  }
}
