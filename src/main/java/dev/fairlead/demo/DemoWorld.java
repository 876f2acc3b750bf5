package dev.fairlead.demo;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.change.StandardChanges;
import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.Handovers;
import dev.fairlead.demo.DemoRecord.Unfinished;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.RiskReviews;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.TeamFeedback;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.FollowUp;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.Progress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Four projects for a first look: one waits for approval, one is on track, one is in trouble with a
 * change request open, one is closed. They are made once, by their people doing their tasks in the
 * real processes over the past weeks, so that history, trend and reports are real. It runs before
 * the job executor starts. A start that was ended meanwhile is gone on with by the next one,
 * whatever the settings say by then: each step and what happens by itself in between is done as a
 * whole or not at all, and {@link DemoRecord} knows how far it is.
 */
@Component
@Order(10)
class DemoWorld implements ApplicationRunner, SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(DemoWorld.class);

  private final boolean wanted;
  private final DemoProgress making;
  private final DemoRecord record;
  private final TransactionTemplate transaction;
  private final ProcessDriver driver;
  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final TeamFeedback feedback;
  private final Progress progress;
  private final Postings postings;
  private final Commitments commitments;
  private final Issues issues;
  private final Changes changes;
  private final StandardChanges standards;
  private final Reports reports;
  private final Closing closing;
  private final Deliverables deliverables;
  private final Handovers handovers;
  private final EarlySupport support;
  private final RiskReviews riskReviews;
  private final FollowUps followUps;
  private final DemoCommunication communication;
  private final DemoActions actions;

  private final Lock working = new ReentrantLock();
  private final List<Step> script = new ArrayList<>();
  private LocalDate monday;
  private volatile boolean ending;

  /** Something that happened at one moment of the past. */
  private record Step(LocalDateTime at, Runnable work) {}

  DemoWorld(
      @Value("#{${fairlead.demo} and ${fairlead.demo-world}}") boolean wanted,
      DemoProgress making,
      DemoRecord record,
      TransactionTemplate transaction,
      ProcessDriver driver,
      Projects projects,
      Plans plans,
      Registers registers,
      TeamFeedback feedback,
      Progress progress,
      Postings postings,
      Commitments commitments,
      Issues issues,
      Changes changes,
      StandardChanges standards,
      Reports reports,
      Closing closing,
      Deliverables deliverables,
      Handovers handovers,
      EarlySupport support,
      RiskReviews riskReviews,
      FollowUps followUps,
      DemoCommunication communication,
      DemoActions actions) {
    this.wanted = wanted;
    this.making = making;
    this.record = record;
    this.transaction = transaction;
    this.driver = driver;
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.feedback = feedback;
    this.progress = progress;
    this.postings = postings;
    this.commitments = commitments;
    this.issues = issues;
    this.changes = changes;
    this.standards = standards;
    this.reports = reports;
    this.closing = closing;
    this.deliverables = deliverables;
    this.handovers = handovers;
    this.support = support;
    this.riskReviews = riskReviews;
    this.followUps = followUps;
    this.communication = communication;
    this.actions = actions;
  }

  /** Before any visitor comes: none of them sees, or works in, half a demo world. */
  @Override
  public void afterSingletonsInstantiated() {
    if (record.unfinished().isPresent() || wanted && projects.page(null, null, 1).isEmpty()) {
      making.begin();
    }
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!making.isMaking()) {
      return;
    }
    make(LocalDateTime.now());
    making.end();
    LOG.info("The demo world is ready");
  }

  /** With a history up to this moment, unless a start that was ended had another. */
  void make(LocalDateTime firstStart) {
    working.lock();
    try {
      makeOrGoOn(firstStart);
    } finally {
      driver.resumeTime();
      script.clear();
      working.unlock();
    }
  }

  private void makeOrGoOn(LocalDateTime firstStart) {
    Optional<Unfinished> unfinished = record.unfinished();
    LocalDateTime now = unfinished.map(Unfinished::beganAt).orElse(firstStart);
    write(now);
    Unfinished begun =
        unfinished.orElseGet(() -> record.begin(now, script.size(), script.get(0).at()));
    if (begun.steps() != script.size()) {
      throw RefusedException.because("demo.otherRelease");
    }
    LOG.info(
        unfinished.isEmpty()
            ? "Making the demo world: four projects with their history. This happens once."
            : "The last start ended before the demo world was finished; it goes on after {} of {} steps.",
        begun.done(),
        begun.steps());
    making.stepsDone(begun.done(), script.size());
    driver.setTime(begun.clock());
    try {
      for (int done = begun.done(); done < script.size(); done++) {
        goOn();
        step(script.get(done), done + 1);
        making.stepsDone(done + 1, script.size());
      }
      goOn();
      driver.moveTo(now, record::clockIsAt);
      record.end();
    } catch (RuntimeException problem) {
      if (ending) {
        throw RefusedException.because("demo.ended");
      }
      LOG.error("The demo world could not be made", problem);
      throw RefusedException.because("demo.failed", problem.getMessage());
    }
  }

  /** What is half done is undone by the database when this is killed. */
  private void step(Step step, int number) {
    driver.moveTo(step.at(), record::clockIsAt);
    transaction.executeWithoutResult(
        status -> {
          step.work().run();
          record.done(number);
        });
    driver.runWaiting();
  }

  private void goOn() {
    if (ending) {
      throw RefusedException.because("demo.ended");
    }
  }

  /** Whoever ends the start meanwhile waits for the step that is being done. */
  @EventListener(ContextClosedEvent.class)
  void end() throws InterruptedException {
    ending = true;
    if (working.tryLock(20, TimeUnit.SECONDS)) {
      working.unlock();
    }
  }

  private void write(LocalDateTime now) {
    monday = now.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    closedProject();
    troubledProject();
    projectOnTrack();
    projectAwaitingApproval();
    checkIns(List.of("VPN-RENEW", "ERP-FIN", "BACKUP-26"));
    script.removeIf(step -> step.at().isAfter(now));
    script.sort(Comparator.comparing(Step::at));
  }

  private void closedProject() {
    String key = "VPN-RENEW";
    at(
        20,
        0,
        9,
        () -> {
          create(
              key,
              "Remote access renewal",
              "Replace the old VPN by access per application.",
              "colin",
              20,
              9,
              "48000",
              List.of(
                  goal(
                      1,
                      "Staff work from anywhere within a minute",
                      "Median time to connect",
                      "Less than 20 s",
                      60),
                  goal(
                      2,
                      "No shared credentials are left",
                      "Shared accounts in the gateway",
                      "0",
                      40)),
              List.of(member("tom", "Network engineer", 85), member("tina", "Test lead", 75)));
          register(
              key,
              "colin",
              system("Access gateway", SystemAction.IMPLEMENT, "tom", Criticality.MEDIUM),
              system("Old VPN", SystemAction.RETIRE, "tina", Criticality.MEDIUM));
          registers.saveBudgetLine(key, line("Labour", "Work", "36000"), "colin");
          registers.saveBudgetLine(key, line("Licences", "Expense", "12000"), "colin");
          registers.saveRisk(
              key, risk("Licences arrive late", "Supplier is busy", 2, 3, "tom"), "colin");
          plan(
              key,
              "colin",
              task(-1, null, "Concept", 5, "tom", 1, null),
              task(-2, null, "Build gateway", 15, "tom", 1, 1),
              task(-3, null, "Test with pilot group", 10, "tina", 1, 1),
              task(-4, null, "Roll out", 10, "tom", 1, 1),
              milestone(-5, "Old VPN switched off", "tina"),
              cost(-2, "11600"),
              link(-2, -1),
              link(-3, -2),
              link(-4, -3),
              link(-5, -4));
        });
    approve(key, "colin", 20, List.of("tom", "tina"), List.of("martin"));
    work(key, 19, 1, "tom", 100, 40, "tom");
    work(key, 18, 2, "tom", 33, 40, "tom");
    work(key, 17, 2, "tom", 66, 40, "tom");
    work(key, 16, 2, "tom", 100, 40, "tom");
    at(17, 3, 10, () -> expense(key, "11600", 2, "Gateway licences", "colin"));
    riskReviews(key, 14, 2);
    at(
        16,
        4,
        14,
        () ->
            report(
                key,
                "colin",
                "The gateway is built within time and money. The pilot group begins on Monday."));
    work(key, 15, 3, "tina", 50, 36, "tina");
    work(key, 14, 3, "tina", 100, 30, "tina");
    at(
        14,
        1,
        11,
        () -> {
          issues.file(
              key,
              new NewIssue(
                  Issue.Kind.PROBLEM,
                  "Old laptops cannot connect",
                  "Laptops older than five years lack the certificate chip.",
                  1,
                  3,
                  Issue.Level.HIGH,
                  Issue.Level.MEDIUM,
                  null),
              "tina");
          String id = issues.all(key).get(0).id();
          driver.act(
              "colin",
              id,
              "userTask_triageIssue",
              Map.of(
                  "triage", "resolve", "issueOwner", "tom", "urgency", "HIGH", "impact", "MEDIUM"));
          driver.act(
              "tom",
              id,
              "userTask_findSolution",
              Map.of(
                  "cause",
                  "No certificate chip",
                  "workaround",
                  "Loan laptops",
                  "solution",
                  "Software certificate for 14 laptops until they are replaced"));
          driver.act(
              "tina",
              id,
              "userTask_verifySolution",
              Map.of("verified", "yes", "verificationNote", "Checked with three of them"));
        });
    work(key, 13, 4, "tom", 50, 40, "tom");
    work(key, 12, 4, "tom", 100, 24, "tom");
    at(
        11,
        0,
        9,
        () -> {
          progress.report(
              key, new NewProgress(5, 100, null, null, null, null, "Switched off at 7:00"), "tina");
          riskReviews.record(
              key,
              1,
              RiskReviews.Result.CLOSED,
              null,
              null,
              null,
              "The licences came in the second week",
              "tom");
          driver.act("colin", key, "userTask_confirmAllWorkDone", Map.of());
        });
    at(11, 1, 9, () -> close(key));
    // what the evaluations set going is done between two steps
    at(
        11,
        1,
        9,
        () -> driver.act("martin", key, "userTask_acceptResult", Map.of("decision", "accept")));
    at(
        9,
        2,
        14,
        () -> {
          support.report(
              key,
              1,
              "Sessions end after an hour",
              "Since Monday everybody has to log in again every hour.",
              "tarek");
          driver.act(
              "colin",
              key,
              "userTask_solveSupportProblem",
              Map.of(
                  "cause",
                  "The test value of the session length was still set",
                  "solution",
                  "Session length set to ten hours, as agreed in the concept"));
        });
    at(
        6,
        0,
        10,
        () ->
            driver.act(
                "colin",
                key,
                "userTask_wrapUpSupport",
                Map.of(
                    "supportSummary",
                    "One problem in thirty days: a test value was left in the settings.",
                    "recommendation",
                    "Compare the settings with the concept before the switch")));
  }

  private void close(String key) {
    closing.rateGoal(
        key,
        1,
        GoalRating.REACHED,
        "Median of 12 s over the last two weeks, from the gateway's log",
        "colin");
    closing.rateGoal(
        key,
        2,
        GoalRating.PARTLY_REACHED,
        "Two service accounts stay until the payroll system is renewed",
        "colin");
    driver.act("colin", key, "userTask_rateGoals", Map.of());
    for (HandoverChecklist list : handovers.of(key)) {
      handovers.answer(
          key,
          list.system().number(),
          list.points().stream()
              .map(
                  p ->
                      new HandoverChecklist.Line(
                          p.point(), p.label(), HandoverChecklist.Answer.YES, p.note()))
              .toList(),
          list.receiver());
      handovers.sign(key, list.system().number(), list.receiver());
    }
    driver.waitingFor(key).stream()
        .filter(t -> t.startsWith("userTask_handOverSystems:"))
        .forEach(
            t ->
                driver.act(
                    t.substring(t.indexOf(':') + 1), key, "userTask_handOverSystems", Map.of()));
    for (Deliverable deliverable : deliverables.of(key)) {
      deliverables.accept(
          key, deliverable.number(), Deliverable.Acceptance.ACCEPTED, null, "sofia");
    }
    driver.act("sofia", key, "userTask_acceptDeliverables", Map.of());
    driver.act(
        "tom",
        key,
        "userTask_evaluateProject",
        Map.of(
            "wentWell",
            "Pilot group from the first week",
            "wentBadly",
            "Licences took three weeks",
            "recommendation",
            "Order licences with the plan's approval",
            "score",
            "4"));
    driver.act(
        "tina",
        key,
        "userTask_evaluateProject",
        Map.of(
            "wentWell",
            "Daily contact with the help desk",
            "wentBadly",
            "Old laptops were known to nobody",
            "recommendation",
            "Ask asset management for a list before the test",
            "score",
            "5"));
  }

  private void troubledProject() {
    String key = "ERP-FIN";
    at(
        12,
        0,
        10,
        () -> {
          create(
              key,
              "ERP finance roll-out",
              "Move general ledger and payables to the new ERP.",
              "clara",
              12,
              10,
              "180000",
              List.of(
                  goal(
                      1,
                      "Month-end close in three days",
                      "Working days from month end to close",
                      "3",
                      70),
                  goal(
                      2,
                      "Invoices are posted without paper",
                      "Share of paperless invoices",
                      "95 %",
                      30)),
              List.of(
                  member("tarek", "ERP consultant", 120),
                  member("tina", "Test lead", 75),
                  member("tom", "Integration developer", 85)));
          register(
              key,
              "clara",
              system("ERP", SystemAction.IMPLEMENT, "tarek", Criticality.HIGH),
              system("Ledger archive", SystemAction.CHANGE, "tom", Criticality.MEDIUM));
          registers.saveBudgetLine(key, line("Labour", "Work", "120000"), "clara");
          registers.saveBudgetLine(key, line("Licences", "Expense", "45000"), "clara");
          registers.saveBudgetLine(key, line("Contingency", "Reserve", "15000"), "clara");
          registers.saveRisk(
              key,
              risk(
                  "Open items cannot be migrated",
                  "Ten years of grown account codes",
                  4,
                  4,
                  "tarek"),
              "clara");
          registers.saveRisk(
              key,
              risk(
                  "Key users are in the year-end close",
                  "Deadline falls into December",
                  3,
                  3,
                  "tina"),
              "clara");
          plan(
              key,
              "clara",
              summary(-1, "Design"),
              task(-2, -1, "Process workshops", 10, "tarek", 1, 1),
              task(-3, -1, "Chart of accounts", 5, "tarek", 1, 1),
              summary(-4, "Build"),
              task(-5, -4, "Configure ledger", 15, "tarek", 1, 1),
              task(-6, -4, "Interface to archive", 12, "tom", 1, 2),
              task(-7, -4, "Migrate open items", 10, "tarek", 1, 1),
              summary(-8, "Go-live"),
              task(-9, -8, "Test with key users", 10, "tina", 1, 1),
              milestone(-10, "Go-live", "tina", -8),
              cost(-2, "43500"),
              link(-3, -2),
              link(-5, -3),
              link(-6, -3),
              link(-7, -5),
              link(-9, -7),
              link(-9, -6),
              link(-10, -9));
        });
    approve(key, "clara", 12, List.of("tarek", "tina", "tom"), List.of("maria", "sofia", "stefan"));
    work(key, 11, 2, "tarek", 50, 40, "tarek");
    work(key, 10, 2, "tarek", 90, 44, "tarek");
    at(10, 2, 9, () -> expense(key, "43500", 2, "ERP licences, first year", "clara"));
    work(key, 9, 2, "tarek", 100, 30, "tarek");
    work(key, 9, 3, "tarek", 60, 20, "tarek");
    at(
        9,
        4,
        15,
        () ->
            report(
                key,
                "clara",
                "Workshops took a week longer than planned. The chart of accounts follows at"
                    + " once."));
    work(key, 8, 3, "tarek", 100, 38, "tarek");
    followUps(key, 8, 4, "The workshops brought up more legal entities than we knew");
    work(key, 7, 5, "tarek", 20, 45, "tarek");
    work(key, 7, 6, "tom", 30, 40, "tom");
    riskReviews(key, 6, 2);
    work(key, 6, 5, "tarek", 40, 48, "tarek");
    work(key, 6, 6, "tom", 60, 40, "tom");
    work(key, 5, 5, "tarek", 60, 50, "tarek");
    work(key, 5, 6, "tom", 90, 38, "tom");
    at(
        5,
        3,
        15,
        () ->
            report(
                key,
                "clara",
                "The ledger takes longer than estimated; the interface is nearly done."));
    at(
        5,
        4,
        15,
        () -> {
          actions.decide(
              key,
              "clara",
              "Go-live stays before the year-end close",
              "The go-live date stays, also if the ledger takes longer than estimated.",
              "The auditors expect the new ledger. A move to February was considered.",
              null,
              null);
          actions.ask(
              key,
              "clara",
              "Ask Ledger Partners for six days of help",
              "By phone, then in writing; within the contingency.",
              "D1",
              "clara",
              10,
              Issue.Level.HIGH);
        });
    at(
        4,
        1,
        10,
        () -> actions.done(key + "-A1", "They can come in two weeks, for 7,200.", "clara"));
    work(key, 4, 5, "tarek", 80, 50, "tarek");
    work(key, 4, 6, "tom", 100, 30, "tom");
    work(key, 3, 5, "tarek", 100, 46, "tarek");
    work(key, 2, 7, "tarek", 20, 48, "tarek");
    at(
        2,
        2,
        10,
        () -> order(key, "Ledger Partners", "Six days of help with the migration", "7200", 3));
    at(1, 4, 17, () -> waiting(key));
    followUps(key, 2, 4, "Account codes must be mapped by hand");
    at(
        1,
        1,
        11,
        () ->
            issues.file(
                key,
                new NewIssue(
                    Issue.Kind.PROBLEM,
                    "Account codes of 2016 are missing in the mapping",
                    "The migration stops at 412 open items whose codes were retired.",
                    1,
                    7,
                    Issue.Level.HIGH,
                    Issue.Level.HIGH,
                    null),
                "tarek"));
    at(
        1,
        1,
        16,
        () -> {
          actions.decide(
              key,
              "clara",
              "Go-live moves if the mapping is not done in time",
              "If the retired account codes are not mapped two weeks before the go-live, it moves"
                  + " behind the year-end close.",
              "A half-mapped ledger would cost the close. Mapping balances only was rejected.",
              "I1",
              key + "-D1");
          actions.ask(
              key,
              "clara",
              "Send the retired account codes to finance",
              "As a table with the number of open items for each.",
              "I1",
              "tarek",
              2,
              Issue.Level.HIGH);
          actions.ask(
              key,
              "clara",
              "Tell the auditors that the date may move",
              "",
              "D2",
              "sofia",
              20,
              Issue.Level.MEDIUM);
        });
    at(1, 2, 9, this::catalogue);
    at(
        1,
        2,
        10,
        () ->
            changes.submit(
                key,
                new NewChange(
                    ChangeRequest.Type.NORMAL,
                    ChangeRequest.Category.SCHEDULE,
                    "Second consultant for the migration",
                    "Map the retired account codes by hand with a second consultant, and test two"
                        + " weeks longer.",
                    "412 open items stop the migration",
                    "Go-live would fall into the year-end close",
                    "Start on Monday, one consultant more for two weeks",
                    "Stop the mapping and migrate balances only",
                    List.of(
                        PlanEdit.of(
                            PlanEdit.Kind.SET,
                            7,
                            Map.of("durationDays", "15", "fixedCost", "14000")),
                        PlanEdit.of(PlanEdit.Kind.SET, 9, Map.of("durationDays", "15")))),
                "tarek"));
    at(
        1,
        3,
        15,
        () ->
            report(
                key,
                "clara",
                "The migration is stuck on old account codes. A change for a second consultant waits for decision."));
    at(
        1,
        3,
        16,
        () -> {
          communication.share(
              key, "clara", "Jonas Weil", "Ledger Partners", "jonas.weil@ledger.example");
          communication.plan(key, "clara", monday);
        });
    at(
        1,
        4,
        11,
        () ->
            communication.saysFeedback(
                key, "Does the new date mean that we book our consultants for January as well?"));
  }

  private void projectOnTrack() {
    String key = "BACKUP-26";
    at(
        8,
        1,
        9,
        () -> {
          create(
              key,
              "Backup consolidation",
              "One backup system instead of three, restored and proven.",
              "colin",
              8,
              14,
              "66000",
              List.of(
                  goal(
                      1,
                      "Every system is restored in a test once",
                      "Systems restored",
                      "All 38",
                      100)),
              List.of(
                  member("tina", "Test lead", 75),
                  member("tarek", "Storage engineer", 90),
                  member("tom", "Network engineer", 85)));
          register(
              key,
              "colin",
              system("Backup vault", SystemAction.IMPLEMENT, "tina", Criticality.MEDIUM),
              system("Tape library", SystemAction.RETIRE, "tarek", Criticality.LOW));
          registers.saveBudgetLine(key, line("Labour", "Work", "42000"), "colin");
          registers.saveBudgetLine(key, line("Storage", "Expense", "18000"), "colin");
          registers.saveRisk(
              key,
              risk(
                  "Restore takes longer than a night",
                  "Network to the vault is shared",
                  2,
                  3,
                  "tina"),
              "colin");
          plan(
              key,
              "colin",
              task(-1, null, "Choose vault", 10, "tarek", 1, 1),
              task(-2, null, "Install vault", 10, "tarek", 1, 1),
              task(-3, null, "Move systems", 20, "tarek", 1, 1),
              task(-4, null, "Restore test", 10, "tina", 1, 1),
              milestone(-5, "Tape library switched off", "tina"),
              task(-6, null, "Restore handbook", 5, "tom", 1, 1),
              cost(-2, "17200"),
              link(-2, -1),
              link(-3, -2),
              link(-4, -3),
              link(-6, -3),
              link(-5, -4),
              link(-5, -6));
        });
    approve(key, "colin", 8, List.of("tina", "tarek", "tom"), List.of("maria", "sofia"));
    work(key, 7, 1, "tarek", 50, 36, "tarek");
    work(key, 6, 1, "tarek", 100, 30, "tarek");
    work(key, 5, 2, "tarek", 50, 36, "tarek");
    at(5, 3, 11, () -> expense(key, "17200", 2, "Vault storage", "colin"));
    riskReviews(key, 2, 2);
    work(key, 4, 2, "tarek", 100, 36, "tarek");
    at(
        4,
        4,
        14,
        () -> report(key, "colin", "The vault is installed. Systems move from next week."));
    work(key, 3, 3, "tarek", 25, 38, "tarek");
    work(key, 2, 3, "tarek", 50, 38, "tarek");
    at(
        2,
        4,
        15,
        () -> report(key, "colin", "Nineteen of thirty-eight systems have moved, as planned."));
    at(
        2,
        4,
        16,
        () -> {
          communication.share(key, "colin", "Nora Falk", "Vaultworks", "nora.falk@vault.example");
          communication.plan(key, "colin", monday.minusWeeks(1));
        });
    at(1, 0, 10, () -> communication.send(key, "colin", "Half of the systems have moved."));
    at(
        1,
        1,
        11,
        () -> communication.saysFeedback(key, "Shall we keep the second technician in March?"));
    at(
        1,
        1,
        14,
        () -> communication.answer(key, "colin", "Yes please, until the last system has moved."));
    at(
        1,
        2,
        10,
        () -> {
          actions.decide(
              key,
              "colin",
              "The tape library is given to the archive",
              "It is not sold; the archive takes it over with its maintenance contract.",
              "Its resale value is below the cost of deleting the tapes.",
              null,
              null);
          actions.ask(
              key,
              "colin",
              "Move the maintenance contract to the archive",
              "Legal has the form.",
              "D1",
              "tom",
              16,
              Issue.Level.LOW);
        });
    work(key, 1, 3, "tarek", 75, 38, "tarek");
  }

  /** An order of the coordinator whose invoice comes in a month. */
  private void order(String key, String supplier, String what, String amount, int line) {
    commitments.enter(
        key,
        new NewCommitment(
            line,
            supplier,
            what,
            new BigDecimal(amount),
            driver.today(),
            driver.today().plusMonths(1)),
        projects.get(key).coordinator());
  }

  /** What Tarek posted on Friday afternoon, too late for the coordinator to approve it. */
  private void waiting(String key) {
    postings.post(
        key,
        new NewPosting(
            driver.today(),
            Posting.Kind.TIME,
            null,
            new BigDecimal("1.5"),
            "tarek",
            7,
            null,
            "Mapped account codes by hand with the accountants"),
        "tarek");
    postings.post(
        key,
        new NewPosting(
            driver.today(),
            Posting.Kind.EXPENSE,
            new BigDecimal("84.20"),
            null,
            "tarek",
            7,
            3,
            "Train to the accountants and back"),
        "tarek");
  }

  private void projectAwaitingApproval() {
    String key = "PORTAL-27";
    at(
        2,
        0,
        11,
        () -> {
          create(
              key,
              "Customer self-service portal",
              "Customers see orders, invoices and tickets in one place.",
              "clara",
              -2,
              20,
              "240000",
              List.of(
                  goal(
                      1,
                      "Half of the calls about orders go away",
                      "Calls about orders per week",
                      "Less than 300",
                      60),
                  goal(2, "Customers like the portal", "Average rating after login", "4 of 5", 40)),
              List.of(member("tom", "Lead developer", 85), member("tina", "Test lead", 75)));
          register(
              key,
              "clara",
              system("Customer portal", SystemAction.IMPLEMENT, "tom", Criticality.HIGH),
              system("ERP", SystemAction.USE, "tarek", Criticality.HIGH));
          registers.saveBudgetLine(key, line("Labour", "Work", "190000"), "clara");
          registers.saveBudgetLine(key, line("Hosting", "Expense", "50000"), "clara");
          registers.saveRisk(
              key,
              risk("The ERP interface is not ready", "ERP roll-out is late", 4, 3, "tom"),
              "clara");
          plan(
              key,
              "clara",
              summary(-1, "Concept"),
              task(-2, -1, "Interviews with customers", 8, "tina", 1, 1),
              task(-3, -1, "Design", 10, "tom", 1, 1),
              summary(-4, "Build"),
              task(-5, -4, "Order pages", 20, "tom", 1, 1),
              task(-6, -4, "Ticket pages", 15, "tom", 1, 1),
              summary(-7, "Introduction"),
              task(-8, -7, "Test with 50 customers", 10, "tina", 1, 1),
              milestone(-9, "Portal open", "tina", -7),
              cost(-5, "48000"),
              link(-3, -2),
              link(-5, -3),
              link(-6, -5),
              link(-8, -6),
              link(-9, -8));
        });
    at(2, 0, 12, () -> driver.act("clara", key, "userTask_draftPlan", Map.of()));
    at(
        2,
        2,
        10,
        () ->
            driver.act(
                "tom",
                key,
                "userTask_giveFeedback",
                Map.of(
                    "feedback",
                    "The order of the pages is right.",
                    "objection",
                    "Ticket pages need the ERP interface, which is not mine.")));
    at(
        2,
        2,
        15,
        () ->
            driver.act(
                "tina",
                key,
                "userTask_giveFeedback",
                Map.of("feedback", "Fifty customers are enough.")));
    at(
        2,
        3,
        9,
        () -> {
          feedback
              .objections(key)
              .forEach(
                  o ->
                      feedback.answer(
                          key,
                          o.id(),
                          "The ERP project delivers the interface; the risk is in the register and"
                              + " reviewed monthly.",
                          "clara"));
          driver.act("clara", key, "userTask_submitPlan", Map.of("nextStep", "submit"));
        });
    at(
        1,
        1,
        16,
        () ->
            driver.act(
                "maria",
                key,
                "userTask_approvePlan",
                Map.of(
                    "decision",
                    "approve",
                    "comment",
                    "Sound plan. Keep an eye on the ERP interface.")));
  }

  // ---- words of the script

  /** At an hour of a working day (0 is Monday) so many weeks ago. */
  private void at(int weeksAgo, int day, int hour, Runnable work) {
    script.add(new Step(monday.minusWeeks(weeksAgo).plusDays(day).atTime(hour, 0), work));
  }

  private void create(
      String key,
      String name,
      String summary,
      String coordinator,
      int startWeeksAgo,
      int weeks,
      String budget,
      List<Goal> goals,
      List<TeamMember> team) {
    LocalDate start = monday.minusWeeks(startWeeksAgo).plusWeeks(1);
    projects.create(
        new NewProject(
            key,
            name,
            summary,
            "sofia",
            coordinator,
            start,
            start.plusWeeks(weeks).minusDays(3),
            new BigDecimal(budget),
            5,
            new BigDecimal("10"),
            goals,
            team));
  }

  private void register(String key, String by, PlanSystem... systems) {
    for (PlanSystem system : systems) {
      registers.saveSystem(key, system, by);
    }
  }

  private void plan(String key, String by, PlanEdit... edits) {
    plans.edit(key, plans.current(key).version(), List.of(edits), by);
  }

  private void approve(
      String key, String coordinator, int weeksAgo, List<String> team, List<String> approvers) {
    at(
        weeksAgo,
        1,
        11,
        () -> {
          driver.act(coordinator, key, "userTask_draftPlan", Map.of());
          team.forEach(
              member ->
                  driver.act(member, key, "userTask_giveFeedback", Map.of("feedback", "Agreed.")));
        });
    at(
        weeksAgo,
        2,
        10,
        () -> driver.act(coordinator, key, "userTask_submitPlan", Map.of("nextStep", "submit")));
    at(
        weeksAgo,
        3,
        10,
        () -> {
          for (String approver : approvers) {
            if (driver.waitingFor(key).contains("userTask_approvePlan")) {
              driver.act(approver, key, "userTask_approvePlan", Map.of("decision", "approve"));
            }
          }
        });
  }

  /** A Friday's report of progress and hours. */
  private void work(
      String key, int weeksAgo, int task, String person, int percent, int hours, String by) {
    at(
        weeksAgo,
        4,
        16,
        () -> {
          LocalDate began =
              plans.current(key).task(task).actualStart() == null
                  ? monday.minusWeeks(weeksAgo)
                  : null;
          // the schedule reckons anew from how far it is
          progress.report(
              key, new NewProgress(task, percent, null, began, null, null, null, true), by);
          post(key, monday.minusWeeks(weeksAgo), task, person, hours, by);
        });
  }

  /**
   * The hours of a week, spread over its days, and approved as the coordinator does on a Friday.
   */
  private void post(
      String key, LocalDate weekStart, int task, String person, int hours, String by) {
    int days = Math.min(5, (hours + 7) / 8);
    BigDecimal left = new BigDecimal(hours);
    List<Long> posted = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      BigDecimal ofDay = left.divide(BigDecimal.valueOf(days - day), 1, RoundingMode.HALF_UP);
      left = left.subtract(ofDay);
      posted.add(
          postings.post(
              key,
              new NewPosting(
                  weekStart.plusDays(5 - days + day),
                  Posting.Kind.TIME,
                  null,
                  ofDay,
                  person,
                  task,
                  null,
                  "Work of the week"),
              by));
    }
    String coordinator = projects.get(key).coordinator();
    if (!by.equals(coordinator)) {
      postings.approve(key, posted, coordinator);
    }
  }

  private void expense(String key, String amount, int line, String text, String by) {
    postings.post(
        key,
        new NewPosting(
            driver.today(),
            Posting.Kind.EXPENSE,
            new BigDecimal(amount),
            null,
            null,
            null,
            line,
            text),
        by);
  }

  private void report(String key, String coordinator, String summary) {
    reports.request(key, coordinator);
    driver.act(
        coordinator,
        key,
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", summary, "overrideHealth", "none"));
  }

  /**
   * The owners answer every follow-up that waits then: done where it is, otherwise with a new
   * forecast.
   */
  private void followUps(String key, int weeksAgo, int day, String reason) {
    at(
        weeksAgo,
        day,
        17,
        () -> {
          for (FollowUp late : followUps.open(key)) {
            boolean done = plans.current(key).task(late.task()).isDone();
            driver.act(
                late.owner(),
                key,
                "userTask_reportOnLateTask",
                done
                    ? Map.of("reply", "done", "reason", "Finished meanwhile")
                    : Map.of(
                        "reply",
                        "newForecast",
                        "reason",
                        reason,
                        "forecastFinish",
                        driver.today().plusWeeks(2).toString()));
          }
        });
  }

  /**
   * Every Friday afternoon the team says in the weekly check-ins that nothing is new, since it has
   * reported during the week; only Tom owes last Friday's answer.
   */
  private void checkIns(List<String> keys) {
    for (int weeksAgo = 20; weeksAgo > 0; weeksAgo--) {
      boolean last = weeksAgo == 1;
      for (String key : keys) {
        at(
            weeksAgo,
            4,
            16,
            () ->
                driver.waitingFor(key).stream()
                    .filter(task -> task.startsWith("userTask_reportWeeklyProgress:"))
                    .map(task -> task.replaceFirst(".*:", ""))
                    .filter(member -> !(last && member.equals("tom")))
                    .forEach(
                        member ->
                            driver.act(member, key, "userTask_reportWeeklyProgress", Map.of())));
      }
    }
  }

  /** The owners answer every risk review that waits then, and what was to be done is done. */
  private void riskReviews(String key, int weeksAgo, int day) {
    at(
        weeksAgo,
        day,
        10,
        () -> {
          for (Risk risk : registers.risks(key)) {
            risk.measures()
                .forEach(
                    one -> registers.measureDone(key, risk.number(), one.id(), one.responsible()));
          }
          driver.waitingFor(key).stream()
              .filter(task -> task.startsWith("userTask_reviewRisk:"))
              .map(task -> task.replaceFirst(".*:", ""))
              .forEach(
                  owner ->
                      driver.act(
                          owner,
                          key,
                          "userTask_reviewRisk",
                          Map.of(
                              "reviewResult",
                              "open",
                              "nextReview",
                              driver.today().plusWeeks(8).toString(),
                              "reviewNote",
                              "The measures work, the rating stays")));
        });
  }

  private static Goal goal(
      int number, String statement, String measure, String target, int weight) {
    return new Goal(number, statement, measure, target, new BigDecimal(weight), null, null);
  }

  private static TeamMember member(String username, String role, int rate) {
    return new TeamMember(username, role, 100, new BigDecimal(rate));
  }

  private static PlanSystem system(
      String name, SystemAction action, String owner, Criticality criticality) {
    return new PlanSystem(
        0, name, action, owner, "Production", criticality, "Sundays 20:00 to 24:00", null, null);
  }

  private static BudgetLine line(String name, String category, String amount) {
    return new BudgetLine(0, name, category, new BigDecimal(amount));
  }

  private Risk risk(String title, String cause, int likelihood, int impact, String owner) {
    return new Risk(
        0,
        false,
        title,
        cause,
        title,
        "Later or dearer than planned",
        "Delivery",
        likelihood,
        impact,
        "within project",
        owner,
        Risk.Response.REDUCE,
        List.of(
            new RiskMeasure(
                "Weekly check with those concerned", owner, driver.today().plusWeeks(6))),
        1,
        impact,
        new BigDecimal("5000"),
        driver.today().plusWeeks(6),
        Risk.RiskStatus.ACTIVE,
        null);
  }

  private static PlanEdit summary(int number, String name) {
    return PlanEdit.of(PlanEdit.Kind.ADD_TASK, number, Map.of("name", name));
  }

  private static PlanEdit task(
      int number,
      Integer parent,
      String name,
      int days,
      String owner,
      Integer line,
      Integer system) {
    Map<String, String> values =
        new java.util.HashMap<>(Map.of("name", name, "durationDays", "" + days, "owner", owner));
    if (parent != null) {
      values.put("parent", "" + parent);
    }
    if (line != null) {
      values.put("budgetLine", "" + line);
    }
    if (system != null) {
      values.put("system", "" + system);
    }
    return PlanEdit.of(PlanEdit.Kind.ADD_TASK, number, values);
  }

  private static PlanEdit milestone(int number, String name, String owner) {
    return PlanEdit.of(
        PlanEdit.Kind.ADD_TASK, number, Map.of("name", name, "milestone", "true", "owner", owner));
  }

  private static PlanEdit milestone(int number, String name, String owner, int parent) {
    return PlanEdit.of(
        PlanEdit.Kind.ADD_TASK,
        number,
        Map.of("name", name, "milestone", "true", "owner", owner, "parent", "" + parent));
  }

  private static PlanEdit cost(int task, String fixed) {
    return PlanEdit.of(PlanEdit.Kind.SET, task, Map.of("fixedCost", fixed));
  }

  private static PlanEdit link(int task, int predecessor) {
    return PlanEdit.of(PlanEdit.Kind.ADD_LINK, task, Map.of("predecessor", "" + predecessor));
  }

  /** Changes that Maria has approved once and for all. */
  private void catalogue() {
    standards.add(
        "Hand a task to another member of the team",
        ChangeRequest.Category.RESOURCE,
        "A task gets another owner with the same rate and enough time.",
        "The old owner hands over what is there; the new one confirms the dates.",
        "The task goes back to its first owner.",
        "maria");
    standards.add(
        "Say more clearly what a task is",
        ChangeRequest.Category.SCOPE,
        "A task gets a better name; what is to be done stays the same.",
        "Change the name in the plan and tell the owner.",
        "Give it the old name again.",
        "maria");
  }
}
