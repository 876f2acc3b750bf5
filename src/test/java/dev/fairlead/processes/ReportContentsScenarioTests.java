package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.communication.Mail;
import dev.fairlead.communication.Outbox;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.report.InterimReportData;
import dev.fairlead.report.Light;
import dev.fairlead.report.PortfolioReportData;
import dev.fairlead.report.PortfolioReports;
import dev.fairlead.report.Report;
import dev.fairlead.report.ReportLanguages;
import dev.fairlead.report.ReportRows.DecisionRow;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.IssueRow;
import dev.fairlead.report.ReportRows.OpenCostRow;
import dev.fairlead.report.ReportRows.ProjectRow;
import dev.fairlead.report.ReportRows.ReserveRow;
import dev.fairlead.report.ReportRows.RiskRow;
import dev.fairlead.report.ReportRows.SinceRow;
import dev.fairlead.report.ReportRows.UnheardRow;
import dev.fairlead.report.ReportRows.WaitRow;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.Commitments;
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
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** What reports say beyond the figures, and decideRequest, in which management answers them. */
@FairleadTest
class ReportContentsScenarioTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);
  private static final String DECIDE = "userTask_decideRequest";

  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired Registers registers;
  @Autowired Issues issues;
  @Autowired Progress progress;
  @Autowired Commitments commitments;
  @Autowired Postings postings;
  @Autowired Reports reports;
  @Autowired ReportLanguages languages;
  @Autowired PortfolioReports portfolio;
  @Autowired Outbox outbox;
  @Autowired Pauses pauses;
  @Autowired Users users;
  @Autowired MockMvc web;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void onAMonday() {
    driver.setTime(MONDAY);
    SampleProject.nothingElseAsksForPeople(jdbc);
  }

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  @Test
  void aDecisionThatNobodyTakesIsRemindedOfAndThenEscalated() {
    SampleProject.tracked(driver, projects, plans, "RC-20");
    reports.request("RC-20", "clara");
    reports.askFor(
        "RC-20-R1",
        "Move the go-live?",
        "managers",
        LocalDate.of(2027, 1, 15),
        "It falls into the year-end",
        "clara");
    publish("RC-20", "none", null);
    users.substitute("maria", "tarek", LocalDate.of(2027, 1, 15), LocalDate.of(2027, 1, 20));
    try {
      driver.moveTo(MONDAY.plusDays(3));
      assertThat(mailed("RC-20", "a decision is needed by")).isEmpty();
      driver.moveTo(MONDAY.plusDays(9));
      assertThat(mailed("RC-20", "a decision is needed by 15 Jan 2027"))
          .containsExactlyInAnyOrder("maria", "martin");
      assertThat(mailed("RC-20", "nobody has decided")).isEmpty();
      driver.moveTo(MONDAY.plusDays(14));
      assertThat(mailed("RC-20", "nobody has decided on \"Move the go-live?\""))
          .containsExactly("clara");
      assertThat(mailed("RC-20", "you may decide as a substitute")).containsExactly("tarek");
      driver.act("tarek", "RC-20", DECIDE, Map.of("decision", "yes"));
    } finally {
      users.substitutions("maria").forEach(given -> users.endSubstitution("maria", given.id()));
    }
    assertThat(mailed("RC-20", "decided on \"Move the go-live?\": Yes")).containsExactly("clara");
  }

  private List<String> mailed(String key, String words) {
    return outbox.page(null, 0, 200).stream()
        .filter(mail -> key.equals(mail.projectKey()) && mail.subject().contains(words))
        .map(Mail::recipient)
        .toList();
  }

  @Test
  void aDecisionThatAReportAsksForBecomesATaskAndItsAnswerStandsInTheNextReport() throws Exception {
    SampleProject.tracked(driver, projects, plans, "RC-1");
    reports.request("RC-1", "clara");
    reports.askFor(
        "RC-1-R1",
        "Hire another tester?",
        "managers",
        LocalDate.of(2027, 1, 15),
        "Tests take a week longer",
        "clara");
    reports.askFor(
        "RC-1-R1",
        "Move the go-live?",
        "managers",
        LocalDate.of(2027, 1, 20),
        "It falls into the year-end",
        "clara");
    reports.askFor(
        "RC-1-R1", "Rejected?", "managers", LocalDate.of(2027, 1, 20), "Nothing", "clara");
    reports.doNotAskFor("RC-1-R1", reports.decisionsToAsk("RC-1-R1").get(2), "clara");
    assertThat(driver.waitingFor("RC-1")).noneMatch(task -> task.startsWith(DECIDE));
    publish("RC-1", "none", null);

    assertThat(driver.waitingFor("RC-1")).filteredOn(task -> task.startsWith(DECIDE)).hasSize(2);
    assertThat(reports.interim("RC-1-R1").decisionsNeeded())
        .extracting(DecisionRow::subject, DecisionRow::neededFrom, DecisionRow::answer)
        .contains(
            org.assertj.core.groups.Tuple.tuple("Hire another tester?", "Managers", "Open"),
            org.assertj.core.groups.Tuple.tuple("Move the go-live?", "Managers", "Open"));
    assertThatThrownBy(() -> driver.act("martin", "RC-1", DECIDE, Map.of("decision", "no")))
        .hasStackTraceContaining("comment");
    assertThatThrownBy(() -> driver.act("stefan", "RC-1", DECIDE, Map.of("decision", "yes")))
        .hasStackTraceContaining("Stefan Novak");
    driver.act(
        "martin", "RC-1", DECIDE, Map.of("decision", "no", "comment", "The date is promised"));
    driver.act("maria", "RC-1", DECIDE, Map.of("decision", "yes"));
    assertThat(outbox.page("clara", 0, 200))
        .anyMatch(mail -> mail.subject().contains("decided on") && mail.subject().endsWith(": Yes"))
        .anyMatch(mail -> mail.body().contains("The date is promised"));
    driver.moveTo(MONDAY.plusDays(14));
    assertThat(driver.waitingFor("RC-1")).noneMatch(task -> task.startsWith(DECIDE));

    reports.request("RC-1", "clara");
    assertThat(reports.interim("RC-1-R2").decisionsNeeded())
        .extracting(DecisionRow::answer)
        .contains(
            "Decided by Maria Costa on 2027-01-04: Yes",
            "Decided by Martin Keller on 2027-01-04: No. The date is promised");
  }

  @Test
  void whatIsWrongWithARequestIsSaidAndNothingIsLost() throws Exception {
    SampleProject.tracked(driver, projects, plans, "RC-2");
    reports.request("RC-2", "clara");
    web.perform(
            post("/reports/RC-2-R1/decisions")
                .param("question", "Buy <b>it</b>?")
                .param("group", "managers")
                .param("neededBy", "2026-12-01")
                .param("consequence", "We wait")
                .with(httpBasic("clara", "fairlead-demo"))
                .with(csrf()))
        .andExpect(content().string(containsString("1 Dec 2026 is no day")))
        .andExpect(content().string(containsString("Buy &lt;b&gt;it&lt;/b&gt;?")))
        .andExpect(content().string(containsString("We wait")));
    for (Map<String, String> wrong :
        List.of(
            Map.of("question", ""),
            Map.of("consequence", " "),
            Map.of("group", "team-members"),
            Map.of("neededBy", "soon"),
            Map.of("question", "x".repeat(301)))) {
      Map<String, String> typed =
          new HashMap<>(
              Map.of(
                  "question", "Buy it?",
                  "group", "managers",
                  "neededBy", "2027-02-01",
                  "consequence", "We wait"));
      typed.putAll(wrong);
      var request = post("/reports/RC-2-R1/decisions");
      typed.forEach(request::param);
      web.perform(request.with(httpBasic("clara", "fairlead-demo")).with(csrf()))
          .andExpect(content().string(containsString("alert-danger")));
    }
    assertThatThrownBy(
            () ->
                reports.askFor(
                    "RC-2-R1", "Buy?", "managers", LocalDate.of(2027, 2, 1), "Wait", "colin"))
        .hasMessageContaining("Only the coordinator");
    assertThat(reports.decisionsToAsk("RC-2-R1")).isEmpty();
    for (int i = 0; i < 10; i++) {
      reports.askFor("RC-2-R1", "Buy " + i, "managers", LocalDate.of(2027, 2, 1), "Wait", "clara");
    }
    assertThatThrownBy(
            () ->
                reports.askFor(
                    "RC-2-R1", "Buy?", "managers", LocalDate.of(2027, 2, 1), "Wait", "clara"))
        .hasMessageContaining("at most 10");
  }

  @Test
  void aDimensionCanBeSetWithAReasonAndBothArePrinted() throws Exception {
    SampleProject.tracked(driver, projects, plans, "RC-3");
    reports.request("RC-3", "clara");
    assertThatThrownBy(() -> reports.override("RC-3-R1", "cost", Light.RED, " ", "clara"))
        .hasMessageContaining("reason");
    assertThatThrownBy(() -> reports.override("RC-3-R1", "mood", Light.RED, "Bad", "clara"))
        .hasMessageContaining("Choose schedule");
    assertThatThrownBy(() -> reports.override("RC-3-R1", "cost", Light.RED, "Bad", "tom"))
        .hasMessageContaining("Only the coordinator");
    web.perform(
            post("/reports/RC-3-R1/health")
                .param("dimension", "cost")
                .param("health", "red")
                .param("reason", "The supplier went bankrupt")
                .with(httpBasic("clara", "fairlead-demo"))
                .with(csrf()))
        .andExpect(redirectedUrl("/reports/RC-3-R1"));
    InterimReportData draft = reports.interim("RC-3-R1");
    assertThat(draft.health().get(2).light()).isEqualTo(Light.RED);
    assertThat(draft.health().get(2).computed()).isEqualTo(Light.GREEN);
    assertThat(draft.overall()).isEqualTo(Light.RED);

    reports.override("RC-3-R1", "cost", null, null, "clara");
    assertThat(reports.interim("RC-3-R1").overall()).isEqualTo(Light.GREEN);
    reports.override("RC-3-R1", "cost", Light.RED, "The supplier went bankrupt", "clara");
    publish("RC-3", "amber", "A new one is found");
    InterimReportData released = reports.interim("RC-3-R1");
    assertThat(released.overall()).isEqualTo(Light.AMBER);
    assertThat(released.health().get(0).overrideReason()).isEqualTo("A new one is found");
    assertThat(released.health().get(2).overrideReason()).isEqualTo("The supplier went bankrupt");
    web.perform(get("/reports/RC-3-R1").with(httpBasic("maria", "fairlead-demo")))
        .andExpect(content().string(containsString("The supplier went bankrupt")))
        .andExpect(content().string(not(containsString("name=\"neededBy\""))));
    assertThatThrownBy(() -> reports.override("RC-3-R1", "cost", Light.RED, "Late", "clara"))
        .hasMessageContaining("does not change any more");
  }

  @Test
  void aChanceMakesNothingRedAndMeasuresStandWithWhoAndWhen() {
    SampleProject.tracked(driver, projects, plans, "RC-12");
    registers.saveRisk(
        "RC-12",
        new Risk(
            0,
            true,
            "Licences get cheaper",
            "",
            "",
            "",
            "",
            5,
            5,
            "",
            "tom",
            Risk.Response.EXPLOIT,
            List.of(
                new RiskMeasure("Ask for a discount", "tina", LocalDate.of(2027, 1, 15)),
                new RiskMeasure(0, "Find others", "tom", null, LocalDate.of(2027, 1, 4), "tom"),
                new RiskMeasure("Wait", null, null)),
            null,
            null,
            new BigDecimal("2500"),
            null,
            Risk.RiskStatus.ACTIVE,
            new Risk.Delay(new ThreePointEstimate(480, 960, 1440), List.of())),
        "clara");
    registers.saveRisk("RC-12", risk("Vendor fails", Risk.RiskStatus.ACTIVE), "clara");
    reports.request("RC-12", "clara");
    InterimReportData draft = reports.interim("RC-12-R1");
    assertThat(draft.health().get(5).dimension()).isEqualTo("Risk");
    assertThat(draft.health().get(5).value()).as("the threat of 3 x 4").contains("12");
    assertThat(draft.health().get(5).light()).isNotEqualTo(Light.RED);
    assertThat(draft.risks().get(0))
        .returns("Exploit (opportunity)", RiskRow::response)
        .returns(Light.NONE, RiskRow::light)
        .returns(LocalDate.of(2027, 1, 15), RiskRow::measuresDue)
        .returns(
            "Ask for a discount (Tina Okafor, until 2027-01-15)\n"
                + "Find others (Tom Eriksen, done on 2027-01-04)\nWait",
            RiskRow::measures);
    assertThat(draft.risks().get(1))
        .returns("Reduce", RiskRow::response)
        .returns(null, RiskRow::cost)
        .returns(null, RiskRow::delayDays);
    assertThat(draft.risks().get(0).cost()).as("saved").isEqualByComparingTo("-2500");
    assertThat(draft.risks().get(0).delayDays()).as("gained").isEqualTo(-2);
  }

  @Test
  void allOpenIssuesAreFrozenAndTheMostUrgentStandFirst() {
    SampleProject.tracked(driver, projects, plans, "RC-13");
    file("RC-13", "urgent", Issue.Level.HIGH, Issue.Level.LOW, null);
    file("RC-13", "urgent, matters, later", Issue.Level.HIGH, Issue.Level.HIGH, 20);
    file("RC-13", "urgent, matters, soon", Issue.Level.HIGH, Issue.Level.HIGH, 10);
    file("RC-13", "urgent, matters, some day", Issue.Level.HIGH, Issue.Level.HIGH, null);
    for (int i = 1; i <= 12; i++) {
      file("RC-13", "small " + i, Issue.Level.LOW, Issue.Level.LOW, null);
    }
    reports.request("RC-13", "clara");

    InterimReportData draft = reports.interim("RC-13-R1");

    assertThat(draft.issues()).hasSize(16);
    assertThat(draft.issues().subList(0, 4))
        .extracting(IssueRow::description)
        .containsExactly(
            "urgent, matters, soon",
            "urgent, matters, later",
            "urgent, matters, some day",
            "urgent");
  }

  private void file(
      String key, String title, Issue.Level urgency, Issue.Level impact, Integer dayOfJanuary) {
    issues.file(
        key,
        new NewIssue(
            Issue.Kind.PROBLEM,
            title,
            "Seen in the test",
            null,
            null,
            urgency,
            impact,
            dayOfJanuary == null ? null : LocalDate.of(2027, 1, dayOfJanuary)),
        "tina");
  }

  @Test
  void theNextReportSaysWhatChangedAndWhatMoneyIsBound() throws Exception {
    SampleProject.tracked(driver, projects, plans, "RC-4");
    registers.saveRisk("RC-4", risk("Vendor fails", Risk.RiskStatus.ACTIVE), "clara");
    reports.request("RC-4", "clara");
    assertThat(reports.interim("RC-4-R1").sinceReport()).isNull();
    publish("RC-4", "none", null);

    driver.moveTo(MONDAY.plusDays(8));
    registers.saveRisk("RC-4", risk("Licences run out", Risk.RiskStatus.ACTIVE), "clara");
    progress.report(
        "RC-4",
        new NewProgress(1, 50, null, LocalDate.of(2027, 1, 4), null, null, "Slower"),
        "tom");
    commitments.enter(
        "RC-4",
        new NewCommitment(
            null, "Acme", "Books", new BigDecimal("70"), LocalDate.of(2027, 1, 5), null),
        "clara");
    postings.post(
        "RC-4",
        new NewPosting(
            LocalDate.of(2027, 1, 6),
            Posting.Kind.TIME,
            null,
            new BigDecimal("2"),
            "tom",
            1,
            null,
            "Work"),
        "tom");
    reports.request("RC-4", "clara");
    InterimReportData second = reports.interim("RC-4-R2");
    assertThat(second.sinceReport()).isEqualTo("RC-4-R1");
    assertThat(second.since())
        .contains(new SinceRow("New risk", "R2 Licences run out", null, "level 12"))
        .anyMatch(row -> row.what().equals("Forecast finish") && !row.before().equals(row.now()))
        .anyMatch(row -> row.kind().equals("Milestone") && row.what().equals("Go-live"))
        .noneMatch(row -> row.what().contains("Vendor fails"));
    String finish =
        second.since().stream()
            .filter(row -> row.what().equals("Forecast finish"))
            .findFirst()
            .orElseThrow()
            .now();
    web.perform(get("/reports/RC-4-R2").with(httpBasic("clara", "fairlead-demo")))
        .andExpect(content().string(containsString(Sentences.day(LocalDate.parse(finish)))))
        .andExpect(content().string(not(containsString(">" + finish))));
    assertThat(second.openCosts())
        .extracting(OpenCostRow::kind)
        .containsExactly("Commitment", "Cost that waits for approval");
    assertThat(second.openCosts().get(0).amount()).isEqualByComparingTo("70");
  }

  @Test
  void goalsWhatIsLeftOfTheContingencyAndMissingReportsStandInTheReport() {
    SampleProject.tracked(driver, projects, plans, "RC-30");
    jdbc.sql(
            "insert into budget_line (project_key, number, name, category, amount)"
                + " values ('RC-30', 77, 'For the unforeseen', 'Reserve', 1000),"
                + " ('RC-30', 79, 'AWS reserved instances', 'Reservation system', 800)")
        .update();
    jdbc.sql(
            "insert into plan_snapshot_line (project_key, kind, snapshot, number, name, category,"
                + " amount) values ('RC-30', 'BASELINE', 1, 78, 'Puffer', '', 300)")
        .update();
    commitments.enter(
        "RC-30",
        new NewCommitment(
            77, "Acme", "Books", new BigDecimal("70"), LocalDate.of(2027, 1, 4), null),
        "clara");
    registers.saveRisk("RC-30", risk("Vendor fails", Risk.RiskStatus.ACTIVE), "clara");
    reports.request("RC-30", "clara");
    InterimReportData atFirst = reports.interim("RC-30-R1");
    assertThat(atFirst.unheard()).isEmpty();
    assertThat(atFirst.reserveSaid()).as("no risk has a cost").startsWith("Drawn is");
    assertThat(atFirst.goals())
        .extracting(GoalRow::statement, GoalRow::measure, GoalRow::target)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "Orders in a minute", "Time to place an order", "60 s"));
    driver.act(
        "clara",
        "RC-30",
        "userTask_releaseReport",
        Map.of("release", "discard", "overrideHealth", "none"));

    // a change moves the deadline and the budget
    LocalDate deadline = plans.current("RC-30").deadline().plusDays(7);
    jdbc.sql("update work_plan set deadline = ? where project_key = 'RC-30'")
        .param(deadline)
        .update();
    jdbc.sql("update project set budget = 25000 where project_key = 'RC-30'").update();
    baselines.freeze("RC-30", "maria", "Approved again");
    driver.moveTo(MONDAY.plusDays(31));
    jdbc.sql("update risk set cost = 1000 where project_key = 'RC-30'").update();
    progress.report(
        "RC-30", new NewProgress(2, 10, null, LocalDate.of(2027, 2, 1), null, null, ""), "tina");
    reports.request("RC-30", "clara");
    InterimReportData late = reports.interim("RC-30-R2");
    assertThat(late.unheard())
        .extracting(UnheardRow::kind, UnheardRow::what, UnheardRow::who)
        .contains(
            org.assertj.core.groups.Tuple.tuple("Task without a word", "1 Build", "Tom Eriksen"))
        .noneMatch(row -> row.toList().contains("2 Test"))
        .anyMatch(row -> row.toList().contains("Weekly check-in"));
    ReserveRow time = late.reserve().get(0);
    assertThat(time.days()).isTrue();
    assertThat(time.name()).endsWith("the deadline as it is now, " + deadline);
    assertThat(time.latest()).isEqualByComparingTo("37");
    assertThat(time.first()).as("by the same deadline").isEqualByComparingTo("37");
    assertThat(time.drawn()).isPositive();
    assertThat(time.left()).isEqualByComparingTo(time.latest().subtract(time.drawn()));
    ReserveRow money = late.reserve().get(1);
    assertThat(money.left())
        .isEqualByComparingTo(projects.get("RC-30").budget().subtract(late.earnedValue().eac()));
    assertThat(money.latest()).as("a line is part of it").isGreaterThan(new BigDecimal("1000"));
    assertThat(money.latest().subtract(money.first())).isEqualByComparingTo("5000");
    assertThat(late.reserve())
        .extracting(ReserveRow::name)
        .as("what is reserved for others is no reserve")
        .endsWith(
            "of which budget line For the unforeseen, EUR",
            "of which budget line Puffer (dropped), EUR")
        .hasSize(4);
    assertThat(late.reserve().get(3))
        .extracting(ReserveRow::first, ReserveRow::latest, ReserveRow::drawn, ReserveRow::left)
        .usingElementComparator((a, b) -> ((BigDecimal) a).compareTo((BigDecimal) b))
        .containsExactly(new BigDecimal("300"), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    ReserveRow line = late.reserve().get(2);
    assertThat(line.first()).as("the first plan had none of it").isEqualByComparingTo("0");
    assertThat(line.name()).isEqualTo("of which budget line For the unforeseen, EUR");
    assertThat(line.drawn()).isEqualByComparingTo("70");
    assertThat(line.left()).isEqualByComparingTo("930");
    assertThat(late.reserveSaid())
        .startsWith("The open risk that has a cost is expected to cost 500.00 EUR")
        .contains("part of the budget that is not planned and not in addition to it");
  }

  @Test
  void aReportIsFrozenInTheLanguageOfItsProject() throws Exception {
    SampleProject.tracked(driver, projects, plans, "RC-5");
    assertThatThrownBy(() -> languages.choose("RC-5", "fr", "clara"))
        .hasMessageContaining("no language");
    assertThatThrownBy(() -> languages.choose("RC-5", "de", "tom"))
        .hasMessageContaining("Only the coordinator");
    web.perform(
            post("/projects/RC-5/reports/language")
                .param("language", "de")
                .with(httpBasic("clara", "fairlead-demo"))
                .with(csrf()))
        .andExpect(redirectedUrl("/projects/RC-5/reports"));
    reports.request("RC-5", "clara");
    publish("RC-5", "none", null);
    languages.choose("RC-5", "en", "clara");

    InterimReportData german = reports.interim("RC-5-R1");
    assertThat(german.head().language()).isEqualTo("de");
    assertThat(german.head().phase()).isEqualTo("Durchführung");
    assertThat(german.head().status()).isEqualTo("Veröffentlicht");
    assertThat(german.health().get(1).dimension()).isEqualTo("Termine");
    assertThat(languages.of("RC-5")).isEqualTo("en");
  }

  /** Half a person is asked for half a day, unless somebody estimated more. */
  @Test
  void resourcesAreRatedByTheDemandThatConflictsAreFoundBy() {
    HealthRow asPlanned = resources("RC-21", null);
    assertThat(asPlanned.light()).isEqualTo(Light.GREEN);
    assertThat(asPlanned.value()).isEqualTo("highest load 100 percent");

    SampleProject.nothingElseAsksForPeople(jdbc);
    HealthRow tooMuch = resources("RC-22", new BigDecimal(24));
    assertThat(tooMuch.light()).as("24 hours of the 20 that Tom has").isEqualTo(Light.AMBER);
    assertThat(tooMuch.value()).isEqualTo("highest load 120 percent");
  }

  /**
   * Tina has all of her time for each of two projects; what is only being planned asks for nobody.
   */
  @Test
  void whoIsOverloadedByTwoProjectsTogetherIsSeenInBothWithTheOtherOne() {
    SampleProject.submitted(driver, projects, plans, "RC-23", "clara");
    HealthRow alone = resources("RC-24", null);
    assertThat(alone.light()).isEqualTo(Light.GREEN);

    driver.act("maria", "RC-23", "userTask_approvePlan", Map.of("decision", "approve"));
    reports.request("RC-23", "clara");
    HealthRow together = reports.interim("RC-23-R1").health().get(4);
    assertThat(together.light()).isEqualTo(Light.RED);
    assertThat(together.value())
        .isEqualTo("highest load 200 percent: Tina Okafor together with RC-24 Sample RC-24");
    assertThat(together.rule()).contains("their whole time together with other projects");

    driver.act(
        "clara",
        "RC-23",
        "userTask_releaseReport",
        Map.of("release", "discard", "overrideHealth", "none"));
    pauses.pause("RC-24", "The vendor is late", null, "clara");
    reports.request("RC-23", "clara");
    assertThat(reports.interim("RC-23-R2").health().get(4).light()).isEqualTo(Light.GREEN);
  }

  /** How the people of a sample project are rated, of whom Tom has half of his time for it. */
  private HealthRow resources(String key, BigDecimal effortOfBuild) {
    SampleProject.tracked(driver, projects, plans, key);
    projects.saveMember(key, new TeamMember("tom", "Developer", 50, new BigDecimal(80)));
    jdbc.sql("update plan_task set effort_hours = ? where project_key = ? and number = 1")
        .params(effortOfBuild, key)
        .update();
    reports.request(key, "clara");
    return reports.interim(key + "-R1").health().get(4);
  }

  @Test
  void thePortfolioSaysHowEveryProjectIsWhereItWaitsAndOnWhom() throws Exception {
    SampleProject.tracked(driver, projects, plans, "RC-6");
    reports.request("RC-6", "clara");
    reports.override("RC-6-R1", "scope", Light.AMBER, "New wishes", "clara");
    publish("RC-6", "none", null);
    SampleProject.submitted(driver, projects, plans, "RC-7", "clara");

    PortfolioReportData data = portfolio.portfolio("en", "sofia");
    ProjectRow rated = row(data, "RC-6");
    assertThat(rated.health()).isEqualTo(Light.AMBER);
    assertThat(rated.forecastFinish()).isNotNull();
    assertThat(rated.trend()).isEqualTo("First");
    ProjectRow waiting = row(data, "RC-7");
    assertThat(waiting.health()).isEqualTo(Light.NONE);
    assertThat(waiting.decisions()).isEqualTo(1);
    assertThat(data.rules())
        .anyMatch(rule -> rule.project().startsWith("RC-6 ") && rule.rule().contains("New wishes"));
    assertThat(data.waits())
        .filteredOn(wait -> wait.project().startsWith("RC-7 "))
        .extracting(WaitRow::step, WaitRow::who)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Approve plan", "managers"));

    for (String format : List.of("pdf", "xlsx", "docx")) {
      web.perform(
              get("/reports/portfolio")
                  .param("format", format)
                  .param("language", "de")
                  .with(httpBasic("stefan", "fairlead-demo")))
          .andExpect(status().isOk());
    }
    web.perform(get("/reports/portfolio").with(httpBasic("tom", "fairlead-demo")))
        .andExpect(status().isForbidden());
    web.perform(get("/").with(httpBasic("tom", "fairlead-demo")))
        .andExpect(content().string(not(containsString("/reports/portfolio"))));
    web.perform(get("/").with(httpBasic("maria", "fairlead-demo")))
        .andExpect(content().string(containsString("/reports/portfolio")));
  }

  @Test
  void theStatementsOfThePortfolioDoNotGrowWithTheProjects() throws Exception {
    SampleProject.submitted(driver, projects, plans, "RC-8", "clara");
    SampleProject.tracked(driver, projects, plans, "RC-11");
    int few = SqlStatements.count(() -> portfolio.portfolio("en", "maria"));
    SampleProject.submitted(driver, projects, plans, "RC-9", "clara");
    SampleProject.tracked(driver, projects, plans, "RC-10");
    reports.request("RC-10", "clara");
    publish("RC-10", "none", null);
    assertThat(SqlStatements.count(() -> portfolio.portfolio("en", "maria"))).isEqualTo(few);
  }

  private static ProjectRow row(PortfolioReportData data, String key) {
    return data.projects().stream()
        .filter(row -> row.project().startsWith(key + " "))
        .findFirst()
        .orElseThrow();
  }

  private void publish(String key, String health, String reason) {
    Map<String, Object> words =
        new HashMap<>(Map.of("release", "publish", "summary", "Well.", "overrideHealth", health));
    if (reason != null) {
      words.put("overrideReason", reason);
    }
    driver.act("clara", key, "userTask_releaseReport", words);
    driver.runWaiting();
    assertThat(reports.all(key).get(0).status()).isEqualTo(Report.Status.PUBLISHED);
  }

  private static Risk risk(String title, Risk.RiskStatus status) {
    return new Risk(
        0,
        false,
        title,
        "",
        title,
        "",
        "Vendors",
        3,
        4,
        "",
        "tom",
        Risk.Response.REDUCE,
        List.of(new RiskMeasure("Ask early", null, null)),
        null,
        null,
        null,
        null,
        status,
        null);
  }
}
