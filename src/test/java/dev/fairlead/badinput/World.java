package dev.fairlead.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.Lessons;
import dev.fairlead.closure.NewLesson;
import dev.fairlead.communication.Attitude;
import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.Communications;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.NewContractorReport;
import dev.fairlead.communication.NewRow;
import dev.fairlead.communication.NewStakeholder;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.SharedLinks;
import dev.fairlead.communication.Stakeholders;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Absences;
import dev.fairlead.people.Groups;
import dev.fairlead.people.LoginLimits;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanImports;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.ReworkPoints;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.TeamFeedback;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.MemberRate;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.NewDecision;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.Projects;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.report.DecisionRequests;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.Fingerprint;
import dev.fairlead.studio.Drafts;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.CheckIns;
import dev.fairlead.tracking.ClosedLines;
import dev.fairlead.tracking.ClosedPeriods;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewAction;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.PostingImports;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.Progress;
import dev.fairlead.webhooks.Webhooks;
import dev.fairlead.workspace.MailDecisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Projects in every phase with something of everything in them, so that every form has what it is
 * about; and every form once as it is rightly filled in.
 */
final class World {
  /** Replaced by the version that the project's plan has when the form is sent. */
  static final String VERSION = "@version";

  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  @Autowired Users users;
  @Autowired LoginLimits logins;
  @Autowired Absences absences;
  @Autowired Projects projects;
  @Autowired Pauses pauses;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired PlanImports imports;
  @Autowired TeamFeedback teamFeedback;
  @Autowired ReworkPoints rework;
  @Autowired Progress progress;
  @Autowired Postings postings;
  @Autowired Commitments commitments;
  @Autowired ClosedLines closedLines;
  @Autowired ClosedPeriods closedPeriods;
  @Autowired PostingImports postingImports;
  @Autowired MemberRates rates;
  @Autowired Issues issues;
  @Autowired Actions actions;
  @Autowired RecordedDecisions recorded;
  @Autowired CheckIns checkIns;
  @Autowired Changes changes;
  @Autowired StandardChanges standards;
  @Autowired Lessons lessons;
  @Autowired Closing closings;
  @Autowired Deliverables deliverables;
  @Autowired Reports reports;
  @Autowired CommunicationPlan communicationPlan;
  @Autowired Communications communications;
  @Autowired OutsideParties parties;
  @Autowired Stakeholders stakeholders;
  @Autowired SharedLinks links;
  @Autowired ContractorReports contractors;
  @Autowired MailDecisions mailDecisions;
  @Autowired DecisionRequests requests;
  @Autowired Webhooks webhooks;
  @Autowired ProcessDriver driver;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;
  @Autowired RepositoryService repository;
  @Autowired Drafts drafts;
  @Autowired ManagementService management;
  @Autowired ApplicationEventPublisher events;
  @Autowired JdbcClient jdbc;

  final String planned;
  final String drafted;
  final String asked;
  final String waiting;
  final String tracked;
  final String reported;
  final String drafting;
  final String closing;
  final String given;
  final String supported;
  final String stopped;
  final String rested;
  private final String name;
  private final String person;
  private long submitted;
  private long checkIn;
  private String failed;
  private final List<String> deployments = new ArrayList<>();
  private long party;
  private long formerParty;
  private long quitParty;
  private long row;
  private long endedRow;
  private long run;
  private long link;
  private long formerLink;
  private String token;
  private long wanted;
  private long withdrawn;
  private long laterParty;
  private String statusToken;
  private final String fromMail;
  private String secret;

  private World(String name) {
    this.name = name;
    planned = "BP-" + name;
    drafted = "BD-" + name;
    asked = "BA-" + name;
    waiting = "BW-" + name;
    tracked = "BT-" + name;
    reported = "BR-" + name;
    drafting = "BX-" + name;
    closing = "BC-" + name;
    given = "BG-" + name;
    supported = "BU-" + name;
    stopped = "BS-" + name;
    rested = "BZ-" + name;
    fromMail = "BM-" + name;
    person = "bad" + name.toLowerCase(java.util.Locale.ROOT);
  }

  static World make(String name, AutowireCapableBeanFactory spring) {
    World world = new World(name);
    spring.autowireBean(world);
    world.make();
    return world;
  }

  private void make() {
    driver.setTime(MONDAY);
    twoVersions();
    users.create(
        new User(person, "Bad " + person, "bad@example.org", true, Set.of(Groups.TEAM_MEMBERS)),
        "bad-input");
    users.create(
        new User(
            quitter(), "Quit " + name, quitter() + "@example.org", false, Set.of(Groups.MANAGERS)),
        "bad-input");
    SampleProject.begin(projects, drafted, "20000");
    SampleProject.plan(plans, drafted);
    imports.hold(drafted, "plan.csv", "Name\nA\nB\nC\n".getBytes(UTF_8), "clara");
    SampleProject.begin(projects, given, "20000");
    SampleProject.begin(projects, stopped, "20000");
    SampleProject.begin(projects, rested, "20000");
    pauses.pause(rested, "The vendor is late", null, "clara");
    SampleProject.begin(projects, asked, "20000");
    SampleProject.plan(plans, asked);
    toApproval(asked);
    driver.act(
        "maria",
        asked,
        "userTask_approvePlan",
        Map.of("decision", "rework", "comment", "Too dear\nToo late"));
    driver.act("clara", asked, "userTask_draftPlan", Map.of());

    SampleProject.begin(projects, planned, "20000");
    SampleProject.plan(plans, planned);
    plans.edit(
        planned,
        plans.current(planned).version(),
        List.of(
            PlanEdit.of(PlanEdit.Kind.ADD_TASK, -1, Map.of("name", "Train")),
            PlanEdit.of(PlanEdit.Kind.ADD_TASK, -2, Map.of("name", "Write"))),
        "clara");
    things(planned);
    plans.edit(
        planned,
        plans.current(planned).version(),
        List.of(
            PlanEdit.of(PlanEdit.Kind.SET, 4, Map.of("owner", "tom")),
            PlanEdit.of(PlanEdit.Kind.SET, 5, Map.of("owner", "tom"))),
        "clara");
    driver.act("clara", planned, "userTask_draftPlan", Map.of());
    teamFeedback.estimate(planned, Map.of(1, List.of("3", "5", "9")), "tom");
    imports.hold(planned, "plan.csv", "Name\nA\n".getBytes(UTF_8), "clara");
    driver.act("tom", planned, "userTask_giveFeedback", Map.of("objection", "Too fast"));
    driver.act("tina", planned, "userTask_giveFeedback", Map.of());
    plans.edit(
        planned,
        plans.current(planned).version(),
        List.of(PlanEdit.of(PlanEdit.Kind.SET, 5, Map.of("owner", ""))),
        "clara");

    SampleProject.begin(projects, waiting, "20000");
    SampleProject.plan(plans, waiting);
    toApproval(waiting);
    SampleProject.begin(projects, fromMail, "20000");
    SampleProject.plan(plans, fromMail);
    toApproval(fromMail);

    SampleProject.begin(projects, tracked, "20000");
    SampleProject.plan(plans, tracked);
    for (String line : List.of("Labour", "Travel")) {
      registers.saveBudgetLine(
          tracked, new BudgetLine(0, line, "Costs", new BigDecimal("9000")), "clara");
    }
    toApproval(tracked);
    driver.act("maria", tracked, "userTask_approvePlan", Map.of("decision", "approve"));
    SampleProject.tracked(driver, projects, plans, reported);
    SampleProject.tracked(driver, projects, plans, drafting);
    SampleProject.tracked(driver, projects, plans, closing);
    SampleProject.tracked(driver, projects, plans, supported);
    driver.setTime(MONDAY.plusDays(8));
    things(tracked);
    things(closing);
    checkIn = checkIns.open(tracked, "tom").id();
    postings.post(
        tracked,
        new NewPosting(
            LocalDate.of(2027, 1, 5),
            Posting.Kind.EXPENSE,
            new BigDecimal("50"),
            null,
            null,
            1,
            null,
            "Books"),
        "clara");
    costs();
    issues.file(
        tracked,
        new NewIssue(
            Issue.Kind.PROBLEM,
            "Slow",
            "Too slow",
            null,
            1,
            Issue.Level.LOW,
            Issue.Level.LOW,
            null),
        "tom");
    recorded.record(
        tracked,
        new NewDecision(
            "Host it as Tom Eriksen proposed",
            "Inside; Tom Eriksen asks for the servers",
            "Tom knows them",
            "Clara Lindgren, Tom Eriksen",
            MONDAY.toLocalDate(),
            null,
            "Tom Eriksen",
            "T1",
            null),
        "clara");
    for (int i = 1; i <= 4; i++) {
      actions.add(
          tracked,
          new NewAction(
              "Ask " + i, "", "", null, "tom", LocalDate.of(2027, 3, 1), Issue.Level.MEDIUM, true),
          "clara");
    }
    actions.cancel(tracked + "-A3", "No need", actions.get(tracked + "-A3").seen(), "clara");
    standards.add(
        "Rename a task of " + name,
        ChangeRequest.Category.SCOPE,
        "A new name",
        "Type it",
        "Type the old one",
        "maria");
    changes.submit(
        tracked,
        new NewChange(
            ChangeRequest.Type.NORMAL,
            ChangeRequest.Category.SCHEDULE,
            "Longer",
            "Test longer",
            "More cases",
            "Errors stay",
            "Test",
            "Stop",
            List.of(PlanEdit.of(PlanEdit.Kind.SET, 2, Map.of("durationDays", "9")))),
        "tom");
    for (String wish : List.of("name", "owner")) {
      changes.submit(
          tracked,
          new NewChange(
              ChangeRequest.Type.NORMAL,
              ChangeRequest.Category.SCHEDULE,
              "Other " + wish,
              "Another " + wish,
              "Wishes",
              "It stays",
              "Say so",
              "Say the old one",
              List.of(
                  PlanEdit.of(
                      PlanEdit.Kind.SET, 2, Map.of(wish, wish.equals("name") ? "Trial" : "tom")))),
          "tom");
    }
    // one that was carried out and that nobody has closed
    jdbc.sql(
            "insert into change_request (id, project_key, number, type, category, title, description,"
                + " reason, not_done, implementation_plan, backout_plan, requester, requested_at, edits,"
                + " status, implemented_at, baseline, closed_at, work_tasks) select project_key || '-C4',"
                + " project_key, 4, type, category, 'Done', description, reason, not_done,"
                + " implementation_plan, backout_plan, requester, requested_at, edits, 'IMPLEMENTED',"
                + " requested_at, 1, requested_at, ',,' from change_request where id = ?")
        .param(tracked + "-C1")
        .update();
    draft();
    reports.request(tracked, "clara");
    driver.act(
        "clara",
        tracked,
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "Well", "overrideHealth", "none"));
    driver.runWaiting();
    communicate();
    for (int task = 1; task <= 3; task++) {
      progress.report(closing, new NewProgress(task, 100, null, null, null, null, null), "clara");
    }
    driver.act("clara", closing, "userTask_confirmAllWorkDone", Map.of());
    support();
    lessons.record(
        closing, new NewLesson("Vendors", "They were late", false, "Ask early", null), "clara");
  }

  /** A draft that asks for a decision already. */
  private void draft() {
    reports.request(drafting, "clara");
    reports.askFor(
        drafting + "-R1",
        "Hire another tester?",
        Groups.MANAGERS,
        LocalDate.of(2027, 2, 1),
        "Tests take longer",
        "clara");
  }

  /** Closed, with remarks on its result and an early support that runs. */
  private void support() {
    for (int task = 1; task <= 3; task++) {
      progress.report(supported, new NewProgress(task, 100, null, null, null, null, null), "clara");
    }
    driver.act("clara", supported, "userTask_confirmAllWorkDone", Map.of());
    closings.rateGoal(supported, 1, GoalRating.REACHED, "45 s", "clara");
    driver.act("clara", supported, "userTask_rateGoals", Map.of());
    deliverables.accept(
        supported, 1, Deliverable.Acceptance.ON_CONDITION, "Manual by May", "sofia");
    driver.act("sofia", supported, "userTask_acceptDeliverables", Map.of());
    for (String member : List.of("tom", "tina")) {
      driver.act(
          member,
          supported,
          "userTask_evaluateProject",
          Map.of("score", "4", "wentWell", "a", "wentBadly", "b", "recommendation", "c"));
    }
    driver.runWaiting();
    driver.act("maria", supported, "userTask_acceptResult", Map.of("decision", "accept"));
    driver.runWaiting();
  }

  /** Postings of Tom in every state, an order, a closed line, a later rate, files that wait. */
  private void costs() {
    for (int posting = 0; posting < 4; posting++) {
      long id =
          postings.post(
              tracked,
              new NewPosting(
                  LocalDate.of(2027, 1, 6),
                  Posting.Kind.TIME,
                  null,
                  new BigDecimal("0.5"),
                  "tom",
                  1,
                  null,
                  "Work " + posting),
              "tom");
      submitted = posting == 0 ? id : submitted;
    }
    postings.sendBack(tracked, List.of(submitted + 3), "Which day?", "clara");
    commitments.enter(
        tracked,
        new NewCommitment(
            null, "Acme", "Books", new BigDecimal("70"), LocalDate.of(2027, 1, 5), null),
        "clara");
    closedLines.close(tracked, 2, "All spent", "clara");
    closedPeriods.close(tracked, LocalDate.of(2027, 1, 4), "clara");
    rates.set(
        tracked, new MemberRate("tom", LocalDate.of(2027, 3, 1), new BigDecimal("99")), "clara");
    byte[] file = "Date,Amount,Text\n2027-01-06,5,Tea\n".getBytes(UTF_8);
    postingImports.hold(tracked, "tea.csv", file, "clara");
    postingImports.hold(tracked, "tea.csv", file, "tom");
  }

  /**
   * Rows that rest, that are drafted and that were sent; external parties and what they may read.
   */
  private void communicate() {
    party = parties.add(tracked, "Ann", "Acme", "ann@acme.example", "de", null, "clara");
    formerParty = parties.add(tracked, "Ben", "Acme", "ben@acme.example", "en", null, "clara");
    quitParty =
        parties.add(
            tracked, "Cleo Quit", "Acme", "cleo" + name + "@acme.example", "en", null, "clara");
    parties.remove(tracked, quitParty, "clara");
    row = communicationPlan.add(tracked, row("Rests"), "clara");
    endedRow = communicationPlan.add(tracked, row("Ends"), "clara");
    communicationPlan.beginNow(
        tracked, communicationPlan.add(tracked, row("Sent"), "clara"), "clara");
    driver.act(
        "clara",
        tracked,
        "userTask_draftCommunication",
        Map.of("draftDecision", "send", "words", "News"));
    driver.runWaiting();
    run = communications.page(tracked, 0, 1).get(0).id();
    communicationPlan.beginNow(
        tracked, communicationPlan.add(tracked, row("Drafted"), "clara"), "clara");
    link = links.share(tracked, party, tracked + "-R1", 30, "clara");
    formerLink = links.share(tracked, party, tracked + "-R1", 30, "clara");
    token = links.address(tracked, link, "clara").replace("/shared/", "");
    wanted = ask(party);
    withdrawn = ask(contractor("Dan"));
    laterParty = contractor("Eve");
    statusToken = contractors.address(tracked, wanted, "clara").replace("/shared/status/", "");
    concern();
  }

  /** Stakeholders with an account, outside the house, and a former one. */
  private void concern() {
    stakeholder("Tom Eriksen", "tom", null, "tom");
    stakeholder("Ann", null, party, "clara");
    stakeholder("Works council", null, null, "clara");
    stakeholders.retire(tracked, 3, stakeholders.get(tracked, 3, "clara").seen(), "clara");
  }

  private void stakeholder(String called, String account, Long outside, String responsible) {
    stakeholders.add(
        tracked,
        new NewStakeholder(
            called,
            "",
            "Consulted",
            account,
            outside,
            null,
            4,
            5,
            Attitude.OPPOSED,
            Attitude.NEUTRAL,
            "Less work for Tom Eriksen",
            "Ask tom every week",
            responsible,
            null),
        "clara",
        new Checks());
  }

  private long contractor(String called) {
    return parties.add(
        tracked, called, "Acme", called + name + "@acme.example", "en", null, "clara");
  }

  private long ask(long contractor) {
    LocalDate day = LocalDate.of(2027, 2, 1);
    return contractors.ask(
        tracked, new NewContractorReport(contractor, day, day, day, null, List.of(1)), "clara");
  }

  private static NewRow row(String title) {
    return new NewRow(
        title,
        "News",
        ProjectDocuments.Kind.FREE_TEXT,
        CommunicationRow.Form.HTML,
        CommunicationRow.Channel.MAIL,
        CommunicationRow.Frequency.ONCE,
        LocalDate.of(2027, 6, 1),
        "clara",
        null,
        true,
        null,
        new Audience(Set.of(), List.of("tom", "maria"), List.of()));
  }

  private void toApproval(String key) {
    driver.act("clara", key, "userTask_draftPlan", Map.of());
    driver.act("tom", key, "userTask_giveFeedback", Map.of());
    driver.act("tina", key, "userTask_giveFeedback", Map.of());
    driver.act("clara", key, "userTask_submitPlan", Map.of("nextStep", "submit"));
  }

  private void things(String key) {
    registers.saveSystem(
        key,
        new PlanSystem(
            0,
            "Shop " + key,
            SystemAction.IMPLEMENT,
            "tarek",
            "live",
            Criticality.LOW,
            "",
            null,
            null),
        "clara");
    registers.saveRisk(
        key,
        new Risk(
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
            List.of(new RiskMeasure("Ask weekly", "tom", null)),
            null,
            null,
            null,
            null,
            key.equals(closing) ? Risk.RiskStatus.CLOSED : Risk.RiskStatus.PROPOSED,
            null),
        "clara");
    if (!projects.get(key).phase().name().equals("PLANNING")) {
      return;
    }
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Licences", "Software", new BigDecimal("100")), "clara");
    registers.saveBudgetLine(
        key, new BudgetLine(0, "Travel", "Travel", new BigDecimal("100")), "clara");
    registers.saveSystem(
        key,
        new PlanSystem(
            0, "Old shop " + key, SystemAction.RETIRE, null, "", Criticality.LOW, "", null, null),
        "clara");
    registers.saveRisk(
        key,
        new Risk(
            0,
            false,
            "Flood",
            "",
            "",
            "",
            "",
            1,
            1,
            "",
            null,
            null,
            List.of(),
            null,
            null,
            null,
            null,
            Risk.RiskStatus.PROPOSED,
            null),
        "clara");
  }

  /** Ends what runs, so that its timers do not fire in the tests that come after. */
  /** A process of its own in two versions, with an instance whose first step fails. */
  private void twoVersions() {
    try {
      String drawn =
          Files.readString(Path.of("processes/reviewRisk.bpmn"))
              .replace("\"reviewRisk\"", '"' + moved() + '"')
              .replace(
                  "name=\"Open risk review\"",
                  "name=\"Open risk review\" camunda:asyncBefore=\"true\"");
      for (String title : List.of("Review risk", "Look again")) {
        deployments.add(
            repository
                .createDeployment()
                .addString(
                    moved() + ".bpmn",
                    drawn.replace(
                        "name=\"Review risk\" camunda:formKey",
                        "name=\"" + title + "\" camunda:formKey"))
                .addString(
                    "reviewRisk.html", Files.readString(Path.of("processes/forms/reviewRisk.html")))
                .deploy()
                .getId());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String instance =
        runtime.startProcessInstanceByKey(moved(), "GONE-" + name, Map.of("riskNumber", 1)).getId();
    failed = management.createJobQuery().processInstanceId(instance).singleResult().getId();
    try {
      management.executeJob(failed);
    } catch (RuntimeException asMeant) {
      // there is no such project; nor does anybody else run it while the world stands
      management.suspendJobById(failed);
    }
  }

  private String quitter() {
    return "quit" + name.toLowerCase(java.util.Locale.ROOT);
  }

  private String moved() {
    return "moved" + name;
  }

  void end() {
    deployments.forEach(id -> repository.deleteDeployment(id, true));
    runtime.createProcessInstanceQuery().rootProcessInstances().list().stream()
        .map(ProcessInstance::getId)
        .forEach(id -> runtime.deleteProcessInstance(id, "test over", true, true, true, true));
    webhooks.all().forEach(webhook -> webhooks.remove(webhook.id(), "admin"));
    driver.resumeTime();
  }

  long posting() {
    return postings.page(tracked, null, 50).get(postings.page(tracked, null, 50).size() - 1).id();
  }

  private String task(String key, String taskKey) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskDefinitionKey(taskKey)
        .list()
        .get(0)
        .getId();
  }

  /** Valid values for the variables of an address that is about no form. */
  Map<String, String> ids(String pattern) {
    Map<String, String> ids = new HashMap<>();
    ids.put("key", pattern.contains("/closing") ? closing : tracked);
    ids.put(
        "id",
        pattern.startsWith("/issues")
            ? tracked + "-I1"
            : pattern.contains("/changes")
                ? tracked + "-C1"
                : pattern.contains("/reports")
                    ? tracked + "-R1"
                    : pattern.startsWith("/parties")
                        ? "" + party
                        : pattern.contains("/contractors")
                            ? "" + wanted
                            : pattern.startsWith("/work")
                                ? task(drafted, "userTask_draftPlan")
                                : "1");
    ids.put("username", person);
    ids.put("posting", "" + posting());
    ids.put("row", "" + row);
    ids.put("run", "" + run);
    ids.put("token", pattern.startsWith("/shared/status") ? statusToken : token);
    ids.put("secret", secret);
    return ids;
  }

  /**
   * Every form of the workspace, as it is rightly sent: address, who may send it, who may not, the
   * values in the address; on the next line what is in its fields.
   */
  private static final String FORMS =
      """
      /projects | clara | tom maria |
        key=BN-@name; name=New; summary=Why; sponsor=sofia; coordinator=clara; start=2027-01-04; \
        deadline=2027-06-30; budget=1000; timeTolerance=5; costTolerance=10; \
        goals[0].statement=Faster; goals[0].measure=Time; goals[0].target=15; goals[0].weight=2; \
        team[0].username=tom; team[0].role=Developer; team[0].availability=80; \
        team[0].hourlyRate=90.50
      /projects/{key}/data | clara | colin tarek | key=@drafted
        version=0; name=Other @name; summary=Why; sponsor=sofia; coordinator=clara; \
        start=2027-01-04; deadline=2027-02-26; budget=25000; timeTolerance=6; costTolerance=12; \
        goals[0].statement=Faster; goals[0].measure=Time; goals[0].target=15; goals[0].weight=2
      /projects/{key}/team | clara | colin tarek | key=@planned
        username=tarek; role=Tester; availability=50; hourlyRate=70
      /projects/{key}/team/remove | clara | colin tarek | key=@drafted
        username=tina
      /projects/{key}/cancel | clara | colin tarek | key=@given
        reason=No money
      /projects/{key}/pause | clara | colin tarek | key=@stopped
        reason=The vendor is late; until=2027-06-01
      /projects/{key}/pause/expected | clara | colin tarek | key=@rested
        until=2027-06-01
      /projects/{key}/resume | clara | colin tarek | key=@rested

/projects/{key}/plan/tasks | clara | colin tarek | key=@planned
  version=@version; name=Deploy; durationDays=2; effortHours=12; owner=tom; fixedCost=10; \
  after=2; parent=
/projects/{key}/plan/tasks/{task} | clara | colin tarek | key=@planned; task=1
  version=@version; name=Build it; durationDays=6; effortHours=30; owner=tom; \
  constraint=START_NO_EARLIER_THAN; constraintDate=2027-01-05; deadline=2027-02-01; \
  system=1; budgetLine=1; fixedCost=20
/projects/{key}/plan/tasks/{task}/{step:indent|outdent|up|down|remove} | clara | colin tarek | \
key=@planned; task=5
  version=@version
/projects/{key}/plan/tasks/{task}/links | clara | colin tarek | key=@planned; task=3
  version=@version; predecessor=1; type=SS; lagDays=1
/projects/{key}/plan/tasks/{task}/links/{predecessor}/remove | clara | colin tarek | \
key=@planned; task=2; predecessor=1
  version=@version
/projects/{key}/plan/owners | clara | colin tarek | key=@planned
  version=@version; ownerLabel=; owner=tina
/projects/{key}/plan/dates | clara | colin tarek | key=@planned
  version=@version; projectDeadline=2027-02-20; day=2027-01-06; working=false
/projects/{key}/plan/start | clara | colin tarek | key=@planned
  version=@version
/projects/{key}/plan/holidays | clara | colin tarek | key=@planned
  version=@version; country=de; year=2027
/projects/{key}/plan/import/leave | clara | colin tarek | key=@planned

/projects/{key}/plan/import/take | clara | colin tarek | key=@drafted
  version=@version; seen=@heldFile
/projects/{key}/plan/risk-analysis | clara | colin tarek | key=@tracked

/projects/{key}/plan/risk-analysis/cancel | clara | colin tarek | key=@tracked

/projects/{key}/systems | clara | colin tarek | key=@planned
  number=; name=ERP; action=CHANGE; owner=tina; environment=live; criticality=HIGH; \
  maintenanceWindow=Sundays; blackoutFrom=2027-03-01; blackoutUntil=2027-03-05
/projects/{key}/systems/{number}/remove | clara | colin tarek | key=@planned; number=2

/projects/{key}/risks | clara | colin tarek | key=@planned
  number=; title=Fire; cause=Heat; event=It burns; effect=Loss; category=Site; \
  likelihood=2; impact=5; proximity=Summer; owner=tom; chance=false; response=REDUCE; \
  measures[0].text=Alarm; measures[0].responsible=tina; measures[0].due=2027-02-01; \
  measures[0].done=true; measures[0].wasDone=false; measures[0].id=; residualLikelihood=1; residualImpact=5; \
  cost=100; nextReview=2027-02-01; status=ASSESSED
/projects/{key}/risks/{number}/remove | clara | colin tarek | key=@planned; number=2

/projects/{key}/risks/{number}/measures/{measure}/done | tom | colin tarek | key=@tracked; \
number=1; measure=@measure

/projects/{key}/risks/{number}/occurred | clara | colin tarek | key=@tracked; number=1

/projects/{key}/decisions | clara | colin tarek | key=@tracked
  title=Host it inside; text=We host it ourselves; reason=The law, and not the cheaper cloud; \
  decidedBy=Steering board; decidedOn=2027-01-04; appliesFrom=2027-02-01; \
  communicatedTo=The team; about=T1; supersedes=
/projects/{key}/actions | clara | colin tarek | key=@tracked
  number=; title=Send the contract; description=To legal; origin=Steering meeting; about=I1; \
  responsible=tom; due=2027-06-01; priority=HIGH; onReport=true
/projects/{key}/actions/{number}/done | tom | colin tarek | key=@tracked; number=1
  outcome=Sent; seen=@action1
/projects/{key}/actions/{number}/cancel | clara | colin tom | key=@tracked; number=2
  outcome=Legal has it; seen=@action2
/projects/{key}/actions/{number}/reopen | clara | colin tom | key=@tracked; number=3
  seen=@action3
/work/actions/{id}/done | tom | colin tarek | id=@myAction
  outcome=Sent; seen=@action4
/projects/{key}/budget | clara | colin tarek | key=@planned
  number=; name=Hardware; category=Things; amount=500
/projects/{key}/budget/{number}/remove | clara | colin tarek | key=@planned; number=2

/projects/{key}/feedback/{id}/answer | clara | colin tarek | key=@planned; id=@objection
  answer=We have reserves
/projects/{key}/rework/{id}/answer | clara | colin tarek | key=@asked; id=@rework
  answer=We add a day
/projects/{key}/feedback/estimates | tom | colin tarek | key=@asked
  optimistic-1=3; likely-1=5; pessimistic-1=9
/projects/{key}/feedback/estimates/{task}/take | clara | colin tarek | key=@planned; task=1
  version=@version; member=tom
/projects/{key}/progress | tom | colin tarek | key=@tracked
  task=1; percent=50; remainingHours=10; actualStart=2027-01-05; actualFinish=; \
  forecastFinish=2027-01-20; note=Half
/projects/{key}/check-ins/{id} | tom | colin tarek | key=@tracked; id=@checkIn
  percent-1=55; was-percent-1=0; remainingHours-1=20; forecastFinish-1=; \
  was-forecastFinish-1=; problem-1=No licence
/projects/{key}/costs | clara | colin tarek | key=@tracked
  day=2027-01-05; kind=TIME; amount=200; hours=4; person=@person; task=1; budgetLine=; \
  commitment=; text=Work
/projects/{key}/costs/{posting}/take-back | clara | colin tarek | key=@tracked; \
posting=@posting
  reason=Wrong project
/projects/{key}/costs/approve | clara | colin tom | key=@tracked
  posting=@approvable
/projects/{key}/costs/return | clara | colin tom | key=@tracked
  posting=@returnable; reason=Too long
/projects/{key}/costs/{posting}/withdraw | tom | colin tina | key=@tracked; \
posting=@withdrawable

/projects/{key}/costs/{posting}/correct | tom | colin tina | key=@tracked; \
posting=@correctable
  day=2027-01-06; kind=TIME; amount=; hours=1; person=tom; task=1; budgetLine=; \
  commitment=; text=Corrected; reason=
/projects/{key}/costs/lines/{line}/close | clara | colin tom | key=@tracked; line=1
  reason=All spent
/projects/{key}/costs/period/close | clara | colin tom | key=@tracked
  through=2027-01-05
/projects/{key}/costs/period/reopen | clara | colin tom | key=@tracked
  periodReason=An invoice came late
/projects/{key}/costs/lines/{line}/reopen | clara | colin tom | key=@tracked; line=2

/projects/{key}/commitments | clara | colin tom | key=@tracked
  supplier=Acme; description=Servers; amount=400; budgetLine=; orderedOn=2027-01-05; \
  expectedOn=2027-03-01
/projects/{key}/commitments/{id}/close | clara | colin tom | key=@tracked; id=@commitment
  reason=Cancelled
/projects/{key}/costs/import/take | clara | colin maria | key=@tracked
  rows=1; total=5.00
/projects/{key}/costs/import/leave | tom | colin maria | key=@tracked

/projects/{key}/team/rates | clara | colin tom | key=@tracked
  member=tom; validFrom=2027-02-01; rate=95.50
/projects/{key}/team/rates/remove | clara | colin tom | key=@tracked
  member=tom; validFrom=2027-03-01
/projects/{key}/issues | tom | colin tarek | key=@tracked
  kind=PROBLEM; title=Broken; description=It broke; system=1; task=1; urgency=HIGH; \
  impact=LOW; targetDate=2027-02-01
/issues/{id} | clara | colin tom | id=@issue
  owner=tina; urgency=HIGH; impact=MEDIUM; targetDate=2027-02-05
/projects/{key}/changes | tom | colin tarek | key=@tracked
  type=NORMAL; category=COST; title=Dearer; description=More; reason=Prices; notDone=Stop; \
  implementationPlan=Pay; backoutPlan=Do not pay; what-0=DURATION; task-0=2; value-0=4; \
  what-1=ADD_TASK; value-1=Check; days-1=1; \
  goal-target-1=45 s; goal-weight-1=40; \
  newGoal-statement-0=Fewer calls; newGoal-measure-0=Calls a day; newGoal-target-0=10; \
  newGoal-weight-0=2
/projects/{key}/plan/copy/discard | tom | | key=@tracked

/changes/catalogue | maria | clara tom |
  title=New text for @planned; category=SCOPE; description=A text; implementationPlan=Type it; \
  backoutPlan=Type the old one
/changes/catalogue/{entry}/retire | maria | clara tom | entry=@standard

/changes/{id}/withdraw | tom | colin maria | id=@tracked-C1

/changes/{id}/close | clara | colin tom maria | id=@tracked-C4
  outcomeCode=UNSUCCESSFUL; notes=It brought nothing
      /changes/{id}/merge | clara | colin tom | id=@tracked-C3
        into=@tracked-C2; keep=
      /projects/{key}/reports | clara | colin tarek | key=@tracked

      /projects/{key}/reports/language | clara | colin tom | key=@tracked
        language=de
      /reports/{id}/health | clara | colin maria | id=@drafting-R1
        dimension=schedule; health=amber; reason=The supplier is shaky
      /reports/{id}/decisions | clara | colin maria | id=@drafting-R1
        question=Buy the tool?; group=managers; neededBy=2027-02-01; consequence=Work by hand
      /reports/{id}/decisions/{request}/remove | clara | colin maria | id=@drafting-R1; request=@request

      /reports/{id}/feedback | maria | | id=@tracked-R1
        text=Good
      /projects/{key}/communication/proposal | clara | colin tarek | key=@planned

      /projects/{key}/communication/rows | clara | colin tarek | key=@tracked
        title=News; purpose=All know; content=MILESTONES; form=HTML; channel=MAIL; \
        frequency=WEEKLY; firstDue=2027-02-01; responsible=clara; approverGroup=; receipt=true; \
        freeText=; role=TEAM; people=tarek; outside=@party
      /projects/{key}/communication/rows/{row} | clara | colin tarek | key=@tracked; row=@row
        title=Other; purpose=All know; content=PLAN; form=PDF; channel=LINK; frequency=MONTHLY; \
        firstDue=2027-02-01; responsible=tom; approverGroup=managers; receipt=; freeText=; \
        role=SPONSOR; people=; outside=
      /projects/{key}/communication/rows/{row}/begin | clara | colin tarek | key=@tracked; row=@row

      /projects/{key}/communication/rows/{row}/end | clara | colin tarek | key=@tracked; \
      row=@endedRow

      /projects/{key}/communication/parties | clara | colin tarek | key=@tracked
        name=Cy; organisation=Bolt; email=cy@bolt.example; language=en; note=Knows us
      /projects/{key}/communication/parties/{party}/remove | clara | colin tarek | key=@tracked; \
      party=@formerParty

      /projects/{key}/communication/stakeholders | clara | colin maria tom | key=@tracked
        number=; name=Auditors; organisation=House; role=Informed; person=; known=STEERING_BOARD; \
        influence=4; interest=2; attitude=NEUTRAL; wantedAttitude=SUPPORTIVE; \
        expectations=Books; approach=Show them; responsible=tom; nextReview=2027-06-01
      /projects/{key}/communication/stakeholders/{number}/retire | clara | colin maria tom | \
      key=@tracked; number=2
        seen=@stakeholder2
      /projects/{key}/communication/stakeholders/{number}/restore | clara | colin maria tom | \
      key=@tracked; number=3
        seen=@stakeholder3
      /projects/{key}/communication/links | clara | colin tarek | key=@tracked
        report=@tracked-R1; party=@party; days=30
      /projects/{key}/communication/links/{link}/address | clara | colin tarek | key=@tracked; \
      link=@link

      /projects/{key}/communication/links/{link}/revoke | clara | colin tarek | key=@tracked; \
      link=@formerLink

      /projects/{key}/communication/contractors | clara | colin tarek | key=@tracked
        party=@laterParty; periodStart=2027-01-04; periodEnd=2027-01-31; dueOn=2027-06-01; \
        words=Cables; task=1
      /projects/{key}/communication/contractors/{id}/address | clara | colin tarek | key=@tracked; \
      id=@wanted

      /projects/{key}/communication/contractors/{id}/withdraw | clara | colin tarek | key=@tracked; \
      id=@withdrawn

      /projects/{key}/communication/sent/{run}/confirm | tom | colin tarek | key=@tracked; run=@run

      /shared/{token}/feedback | clara | | token=@token
        text=Fine; website=
      /shared/status/{token} | clara | | token=@statusToken
        rating=AMBER; workDone=Cables; workNext=Racks; problems=No keys; percent1=40; \
        finish1=2027-06-01; remark1=Half; website=
      /decide/{secret} | maria | | secret=@secret
        decision=rework; comment=Too dear
      /projects/{key}/closing/goals/{number} | clara | colin tarek | key=@closing; number=1
        rating=REACHED; evidence=45 s; view=page; seen=@goal
      /projects/{key}/closing/deliverables | clara | colin tarek | key=@closing
        name=Manual; criteria=Readable; acceptor=tarek; view=page
      /projects/{key}/closing/deliverables/{number} | sofia | colin clara | key=@closing; number=1
        acceptance=ON_CONDITION; condition=Until May; met-1=yes; view=page; seen=@accepted
      /projects/{key}/closing/handover/{system} | clara | colin tom | key=@closing; system=1
        answer-OWNER=YES; note-OWNER=Me; answer-ACCESS=NOT_NEEDED; note-ACCESS=Public; view=page
      /projects/{key}/closing/support | clara | colin tarek | key=@closing
        days=14; view=page
      /projects/{key}/closing/support/problems | tarek | | key=@supported
        system=; title=Slow; description=Since Monday; view=page
      /projects/{key}/closing/actions/{number} | clara | colin tarek | key=@supported; number=1
        note=Written; view=page
      /projects/{key}/closing/lessons | clara | colin tarek | key=@closing
        category=Tests; situation=Too few; wentWell=no; recommendation=More; appliesTo=Shops; \
        view=page
      /lessons/{id}/use | clara | colin tarek | id=@lesson
        project=@tracked
      /work/tasks/{id}/claim | maria | tom | id=@approval

/work/tasks/{id}/giveBack | maria | tom | id=@approval

/work/tasks/{id}/complete | clara | tom colin | id=@openTask

/account/password | @person | |
  current=bad-input; password=bad-output; repeated=bad-output
/account/absences | @person | |
  from=2027-08-02; until=2027-08-06; reason=Holiday
/account/absences/hours | @person | |
  MONDAY=08:00-12:00; FRIDAY=08:00-12:00, 13:00-15:00
/account/absences/{id}/remove | @person | | id=@leave

/account/absences/deputies | @person | |
  deputy=tina; deputyFrom=2027-10-04; deputyUntil=2027-10-08; processes=handleChange
/account/absences/deputies/{id}/remove | @person | | id=@ownDeputy

      /account/mail | @person | |
        delivery=DIGEST; digestHour=9; zone=Europe/Berlin; attachFiles=true
      /account/mail/calendar | @person | |

      /account/mail/calendar/revoke | @person | |

      /outbox/{id}/again | admin | maria tom | id=@failedMail

      /outbox/{id}/give-up | admin | maria tom | id=@lostMail
        note=Told by phone
      /outbox/again | admin | clara maria tom |

      /outbox/addresses/clear | admin | clara maria tom |
        address=@troubled
      /webhooks | admin | clara maria paula |
        url=https://hooks.invalid/@name; projects=@planned; kinds=PLAN
      /webhooks/{id}/{state:on|off} | admin | clara maria paula | id=@webhook

      /webhooks/{id}/test | admin | clara maria paula | id=@tested

      /webhooks/{id}/remove | admin | clara maria paula | id=@unwanted

      /webhooks/{id}/again | admin | clara maria paula | id=@mendedHook

      /webhooks/{id}/give-up | admin | clara maria paula | id=@lostHook

      /webhooks/deliveries/{id}/again | admin | clara maria paula | id=@told

      /webhooks/deliveries/{id}/give-up | admin | clara maria paula | id=@untold

      /users | admin | clara maria paula |
        username=n@person; displayName=New One; email=new@example.org; groups=team-members; \
        password=long enough
      /users/{username} | admin | clara maria paula | username=@person
        displayName=Other Name; email=other@example.org; groups=managers
      /users/{username}/password | admin | clara maria paula | username=@person
        password=new password
      /users/{username}/absences | admin | clara maria paula | username=@person
        deputy=tina; from=2027-03-01; until=2027-03-05; processes=approvePlan
      /users/{username}/absences/{id}/remove | admin | clara maria paula | username=@person; id=@absence

      /users/{username}/erasure | admin | clara maria paula | username=@quitter
        typedName=Quit @name; words=true; nameWords=true
      /parties/{id}/erasure | admin | clara maria paula | id=@quitParty
        typedName=Cleo Quit; nameWords=true
      /logins/{account}/forgive | admin | clara maria paula | account=@failedLogin

/users/{username}/{state:activate|deactivate} | admin | clara maria paula | username=@person

      /processes/{key}/move | paula | clara admin | key=@moved
        from=1; to=2
      /processes/{key}/drafts | paula | clara admin | key=@moved

      /drafts/{id}/submit | paula | petra clara | id=@sketch
        note=Look again
      /drafts/{id}/discard | paula | petra clara | id=@thrown

      /drafts/{id}/takeBack | paula | petra clara | id=@handed

      /drafts/{id}/leaveOut | paula | petra clara | id=@brought
        file=riskLevel.dmn
      /incidents/{job}/retry | paula | clara tom | job=@stuckJob

""";

  /** A draft that waits for its release. */
  private long handed() {
    long draft = drafts.begin("riskLevel", null, "paula").id();
    String table = drafts.content(draft);
    drafts.save(draft, 0, table.replaceFirst("<description>[^<]*", "<description>Other"), "paula");
    drafts.submit(draft, "Other words", "paula");
    return draft;
  }

  /** A draft with another file. */
  private long brought() {
    long draft = drafts.begin("projectHealth", null, "paula").id();
    jdbc.sql(
            "insert into process_draft_file (draft_id, name, based_on, content)"
                + " values (?, 'riskLevel.dmn', 1, '<definitions/>')")
        .param(draft)
        .update();
    return draft;
  }

  /** What a manager finds in a mail about a plan that waits. */
  private String secret() {
    secret =
        mailDecisions
            .key(task(fromMail, "userTask_approvePlan"), "maria", users.get("maria").email())
            .orElseThrow()
            .path()
            .substring(MailDecisions.PATH.length());
    return secret;
  }

  private String failedLogin() {
    logins.failed(person, "10.0.0.1");
    return Fingerprint.of(person);
  }

  List<Form> forms() {
    Map<String, String> here =
        Map.ofEntries(
            Map.entry("@name", name),
            Map.entry("@person", person),
            Map.entry("@failedLogin", failedLogin()),
            Map.entry("@planned", planned),
            Map.entry("@drafted", drafted),
            Map.entry("@given", given),
            Map.entry("@stopped", stopped),
            Map.entry("@rested", rested),
            Map.entry("@tracked", tracked),
            Map.entry("@drafting", drafting),
            Map.entry("@request", "" + requests.of(drafting + "-R1").get(0).id()),
            Map.entry("@closing", closing),
            Map.entry("@supported", supported),
            Map.entry("@goal", projects.get(closing).goals().get(0).seen()),
            Map.entry("@accepted", deliverables.of(closing).get(0).seen()),
            Map.entry("@heldFile", imports.previewWaiting(drafted, "clara").seen()),
            Map.entry("@objection", "" + teamFeedback.objections(planned).get(0).id()),
            Map.entry("@rework", "" + rework.all(asked).get(0).id()),
            Map.entry("@checkIn", "" + checkIn),
            Map.entry("@issue", tracked + "-I1"),
            Map.entry("@measure", "" + registers.risks(tracked).get(0).measures().get(0).id()),
            Map.entry("@action1", actions.get(tracked + "-A1").seen()),
            Map.entry("@action2", actions.get(tracked + "-A2").seen()),
            Map.entry("@action3", actions.get(tracked + "-A3").seen()),
            Map.entry("@action4", actions.get(tracked + "-A4").seen()),
            Map.entry("@stakeholder2", stakeholders.get(tracked, 2, "clara").seen()),
            Map.entry("@stakeholder3", stakeholders.get(tracked, 3, "clara").seen()),
            Map.entry("@myAction", tracked + "-A4"),
            Map.entry("@posting", "" + posting()),
            Map.entry("@approvable", "" + submitted),
            Map.entry("@returnable", "" + (submitted + 1)),
            Map.entry("@withdrawable", "" + (submitted + 2)),
            Map.entry("@correctable", "" + (submitted + 3)),
            Map.entry("@party", "" + party),
            Map.entry("@formerParty", "" + formerParty),
            Map.entry("@quitter", quitter()),
            Map.entry("@quitParty", "" + quitParty),
            Map.entry("@row", "" + row),
            Map.entry("@endedRow", "" + endedRow),
            Map.entry("@run", "" + run),
            Map.entry("@link", "" + link),
            Map.entry("@formerLink", "" + formerLink),
            Map.entry("@token", token),
            Map.entry("@laterParty", "" + laterParty),
            Map.entry("@wanted", "" + wanted),
            Map.entry("@withdrawn", "" + withdrawn),
            Map.entry("@statusToken", statusToken),
            Map.entry("@secret", secret()),
            Map.entry("@commitment", "" + commitments.of(tracked).get(0).id()),
            Map.entry("@standard", "" + standards.offered().get(0).id()),
            Map.entry("@lesson", "" + lessons.of(closing).get(0).id()),
            Map.entry("@approval", task(waiting, "userTask_approvePlan")),
            Map.entry("@openTask", task(drafted, "userTask_draftPlan")),
            Map.entry("@asked", asked),
            Map.entry("@failedMail", deadLetter("failed")),
            Map.entry("@lostMail", deadLetter("lost")),
            Map.entry("@troubled", troubled()),
            Map.entry("@webhook", "" + webhook()),
            Map.entry("@tested", "" + webhook()),
            Map.entry("@unwanted", "" + webhook()),
            Map.entry("@mendedHook", "" + webhook()),
            Map.entry("@lostHook", "" + webhook()),
            Map.entry("@told", "" + delivery("DONE")),
            Map.entry("@untold", "" + delivery("FAILED")),
            Map.entry("@leave", leave()),
            Map.entry("@ownDeputy", absence()),
            Map.entry("@absence", absence()),
            Map.entry("@moved", moved()),
            Map.entry("@sketch", "" + drafts.begin(moved(), 1, "paula").id()),
            Map.entry("@thrown", "" + drafts.begin("changeRoute", null, "paula").id()),
            Map.entry("@handed", "" + handed()),
            Map.entry("@brought", "" + brought()),
            Map.entry("@stuckJob", failed));
    String[] lines = FORMS.split("\n", -1);
    List<Form> forms = new ArrayList<>();
    for (int i = 0; i + 1 < lines.length; i += 2) {
      String[] head = with(here, lines[i]).split(" \\|", -1);
      forms.add(
          new Form(
              head[0].strip(),
              head[1].strip(),
              Arrays.stream(head[2].strip().split(" ")).filter(w -> !w.isEmpty()).toList(),
              pairs(head[3]),
              pairs(with(here, lines[i + 1]))));
    }
    return forms;
  }

  private static String with(Map<String, String> here, String text) {
    String filled = text;
    for (Map.Entry<String, String> entry : here.entrySet()) {
      filled = filled.replace(entry.getKey(), entry.getValue());
    }
    return filled;
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(";")) {
      if (!pair.isBlank()) {
        String[] both = pair.split("=", 2);
        pairs.put(both[0].strip(), both[1].strip());
      }
    }
    return pairs;
  }

  private long webhook() {
    return webhooks.add("https://hooks.invalid/" + name, List.of(), planned, "admin").id();
  }

  /** A test event, and what became of it. */
  private long delivery(String status) {
    long webhook = webhook();
    webhooks.test(webhook, "admin");
    jdbc.sql("update webhook_delivery set status = ? where webhook_id = ?")
        .params(status, webhook)
        .update();
    return webhooks.page(webhook, null, 0, 1).get(0).id();
  }

  /** A mail that did not arrive. */
  private String deadLetter(String what) {
    String key = what + "/" + UUID.randomUUID();
    events.publishEvent(
        new Notice(
            key,
            planned,
            List.of("tom"),
            "task",
            Map.of("projectKey", planned, "taskName", what, "description", "", "due", ""),
            "/work"));
    jdbc.sql("update outbox_mail set status = 'FAILED', trouble = 'OTHER' where notice_key = ?")
        .param(key)
        .update();
    return jdbc.sql("select id from outbox_mail where notice_key = ?")
        .param(key)
        .query(String.class)
        .single();
  }

  /** An address to which mails do not arrive. */
  private String troubled() {
    String address = UUID.randomUUID() + "@example.org";
    jdbc.sql(
            "insert into troubled_address (address, since, trouble, mail_id)"
                + " select ?, created_at, 'BOUNCED', id from outbox_mail where id = ?")
        .params(address, Long.valueOf(deadLetter("bounced")))
        .update();
    return address;
  }

  private String leave() {
    absences.add(person, LocalDate.of(2027, 9, 6), LocalDate.of(2027, 9, 7), "Away");
    return String.valueOf(absences.of(person).leaves().get(0).id());
  }

  private String absence() {
    users.substitute(person, "tom", LocalDate.of(2027, 5, 3), LocalDate.of(2027, 5, 4));
    return String.valueOf(users.substitutions(person).get(0).id());
  }

  /** What other programs and the plan's editor send, as they rightly do. */
  Map<String, String> bodies() {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put(
        "/api/projects/{key}/plan/edits",
        """
        {"version": 1, "known": 1,
         "edits": [{"kind": "SET", "task": 2, "values": {"name": "Test", "durationDays": "4"}}]}
        """);
    bodies.put(
        "/api/projects/{key}/plan/undo",
        """
        {"version": 2, "confirmed": true}
        """);
    bodies.put(
        "/api/projects/{key}/plan/redo",
        """
        {"version": 3, "confirmed": true}
        """);
    bodies.put(
        "/api/projects/{key}/plan/copy/edits",
        """
        {"version": 0, "known": 0,
         "edits": [{"kind": "SET", "task": 2, "values": {"name": "Test", "durationDays": "4"}}]}
        """);
    bodies.put(
        "/api/projects/{key}/plan/copy/undo",
        """
        {"version": 1, "confirmed": true}
        """);
    bodies.put(
        "/api/projects/{key}/plan/copy/redo",
        """
        {"version": 2, "confirmed": true}
        """);
    bodies.put(
        "/api/projects",
        """
        {"key": "BJ-%s", "name": "By REST", "summary": "Why", "sponsor": "sofia",
         "start": "2027-01-04", "deadline": "2027-06-30", "budget": 1000,
         "timeTolerance": 5, "costTolerance": 10,
         "goals": [{"statement": "Faster", "measure": "Time", "target": "15", "weight": 2}],
         "team": [{"username": "tom", "role": "Dev", "availability": 80, "hourlyRate": 90}]}
        """
            .formatted(name));
    bodies.put(
        "/api/projects/{key}/data",
        """
        {"version": 0, "name": "By REST", "summary": "Why"}
        """);
    bodies.put(
        "/api/projects/{key}/progress",
        """
        {"task": 2, "percent": 10, "remainingHours": 20, "actualStart": "2027-01-11",
         "forecastFinish": "2027-02-01", "note": "Begun"}
        """);
    bodies.put(
        "/api/projects/{key}/changes",
        """
        {"type": "NORMAL", "category": "COST", "title": "Dearer", "description": "More",
         "reason": "Prices", "notDone": "Stop", "implementationPlan": "Pay",
         "backoutPlan": "Do not pay",
         "edits": [{"kind": "SET", "task": 2, "values": {"durationDays": "4"}},
          {"kind": "SET_TIME_TOLERANCE", "values": {"timeTolerance": "9"}},
          {"kind": "SET_COST_TOLERANCE", "values": {"costTolerance": "12.5"}},
          {"kind": "ADD_GOAL", "values": {"goal": "-1", "statement": "Fewer calls",
           "measure": "Calls a day", "target": "10", "weight": "2"}},
          {"kind": "SET_GOAL", "values": {"goal": "-1", "target": "5"}},
          {"kind": "DROP_GOAL", "values": {"goal": "1"}}]}
        """);
    bodies.put(
        "/api/projects/{key}/changes/merges",
        """
        {"change": "%s-C9", "into": "%s-C8", "keep": "none"}
        """
            .formatted(reported, reported));
    bodies.put(
        "/api/projects/{key}/postings",
        """
        {"day": "2027-01-05", "kind": "EXPENSE", "amount": 12.5, "hours": null, "person": null,
         "task": 1, "budgetLine": null, "text": "Tea", "commitment": null}
        """);
    bodies.put(
        "/api/projects/{key}/postings/decisions",
        """
        {"decision": "APPROVE", "postings": [%d], "reason": ""}
        """
            .formatted(submitted));
    bodies.put(
        "/api/projects/{key}/postings/corrections",
        """
        {"correction": "TAKE_BACK", "posting": %d, "reason": "",
         "instead": {"day": "2027-01-05", "kind": "EXPENSE", "amount": 12.5, "text": "Tea"}}
        """
            .formatted(submitted));
    bodies.put(
        "/api/projects/{key}/actions",
        """
        {"action": "EXPECT", "reason": "Holidays", "until": "2027-07-01"}
        """);
    bodies.put(
        "/api/projects/{key}/stakeholders",
        """
        {"name": "Auditors", "organisation": "House", "role": "Informed", "influence": 4,
         "interest": 2, "attitude": "NEUTRAL", "expectations": "Books", "nextReview": "2027-06-01"}
        """);
    bodies.put(
        "/api/projects/{key}/stakeholders/changes",
        """
        {"number": 1, "seen": "%s",
         "stakeholder": {"name": "Auditors", "influence": 4, "interest": 2}}
        """
            .formatted(stakeholders.get(tracked, 1, "clara").seen()));
    bodies.put(
        "/api/projects/{key}/commitments",
        """
        {"budgetLine": null, "supplier": "Acme", "description": "Tea", "amount": 12.5,
         "orderedOn": "2027-01-05", "expectedOn": "2027-02-05"}
        """);
    bodies.put(
        "/api/projects/{key}/commitments/closings",
        """
        {"commitment": %d, "reason": "Cancelled"}
        """
            .formatted(commitments.of(tracked).get(0).id()));
    return bodies;
  }
}
