package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.people.Absences;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.conflict.Conflict;
import dev.fairlead.plan.conflict.Workload;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** The conflicts of the portfolio on its page, on the plan pages, in the check and in impacts. */
@FairleadTest
class ConflictPagesTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired PlanCheck check;
  @Autowired Conflicts conflicts;
  @Autowired Registers registers;
  @Autowired Projects projects;
  @Autowired Absences absences;
  @Autowired Pauses pauses;
  @Autowired Workloads workloads;
  @Autowired RepositoryService repository;
  @Autowired FairleadClock clock;

  private String one;
  private String other;

  @BeforeEach
  void twoProjectsThatMeet() {
    clock.stopAt(LocalDateTime.of(2027, 2, 1, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    jdbc.sql("delete from absence").update();
    one = project("Upgrade the ledger", "tom", Criticality.HIGH, "Sundays 20:00 to 24:00");
    other = project("Replace the ledger", "tom", Criticality.LOW, "");
  }

  @AfterEach
  void time() {
    clock.resume();
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    jdbc.sql("delete from absence").update();
  }

  /** One task of five days from 1 March on a system that all these projects change. */
  private String project(String task, String owner, Criticality criticality, String window) {
    String key = PlanFixture.project(jdbc);
    registers.saveSystem(
        key,
        new PlanSystem(
            0, "Ledger", SystemAction.CHANGE, "tina", "", criticality, window, null, null),
        "clara");
    plans.edit(
        key,
        0,
        List.of(
            edit(
                Kind.ADD_TASK,
                -1,
                "name",
                task,
                "durationDays",
                "5",
                "owner",
                owner,
                "system",
                "1")),
        "clara");
    return key;
  }

  private String page(String path) throws Exception {
    String html =
        mvc.perform(get(path).with(user("clara").authorities(() -> "coordinators")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(html).as(path).doesNotContain("??", "style=\"").contains("</html>");
    return html;
  }

  @Test
  void eachLineSaysWhoWhenHowMuchAndLinksToBothSides() throws Exception {
    absences.add("tom", LocalDate.of(2027, 3, 3), LocalDate.of(2027, 3, 3), "Dentist");

    assertThat(page("/conflicts"))
        .contains(
            "Tom Eriksen",
            "1 Mar 2027 to 8 Mar 2027",
            "200 % asked over several projects: 40 h too much",
            "away for one working day of the work",
            "System changed twice",
            "/projects/" + one + "/plan?task=1",
            "/projects/" + other + "/plan?task=1")
        .contains("href=\"/conflicts\"");
  }

  @Test
  void theListIsNarrowedToAKindAPersonASystemOrAProject() throws Exception {
    assertThat(page("/conflicts?kind=MAINTENANCE"))
        .contains("5 days of work outside every maintenance window", one)
        .doesNotContain(other);
    assertThat(page("/conflicts?kind=SYSTEM"))
        .contains("Ledger")
        .doesNotContain("asked over several projects");
    assertThat(page("/conflicts?of=eriksen"))
        .contains("asked over several projects")
        .doesNotContain("at the same time");
    assertThat(page("/conflicts?of=nobody")).contains("No such conflict.");
    mvc.perform(get("/api/conflicts").with(user("clara")))
        .andExpect(status().isOk())
        .andExpect(
            jsonPath("$[?(@.conflict.kind=='OVERLOAD_ACROSS')].conflict.amount").value(40.0));
  }

  @Test
  void thePlanPageAndTheCheckSayItOfTheirOwnSide() throws Exception {
    assertThat(check.check(one))
        .filteredOn(PlanFinding::isConflict)
        .extracting(PlanFinding::code)
        .containsExactlyInAnyOrder(
            "plan.find.overloadAcross", "plan.find.systemTwice", "plan.find.maintenance");
    assertThat(check.check(one))
        .filteredOn(f -> f.code().equals("plan.find.overloadAcross"))
        .singleElement()
        .returns(1, PlanFinding::task)
        .returns(other, PlanFinding::otherProject)
        .returns(1, PlanFinding::otherTask)
        .returns("A person is asked for more than they can give.", PlanFinding::reason);
    // a system of low criticality can do without its window, and has none
    assertThat(check.check(other))
        .filteredOn(PlanFinding::isConflict)
        .extracting(PlanFinding::code)
        .containsExactlyInAnyOrder("plan.find.overloadAcross", "plan.find.systemTwice");
    assertThat(page("/projects/" + one + "/plan"))
        .contains("Replace the ledger&quot; of " + other, "Task 1 of " + other);
  }

  @Test
  void aMaintenanceWindowThatCannotBeReadIsAFinding() {
    String third = project("Move the ledger", "tina", Criticality.HIGH, "as agreed with the bank");

    assertThat(check.check(third))
        .filteredOn(f -> f.code().equals("plan.find.windowText"))
        .singleElement()
        .satisfies(f -> assertThat(f.sentence()).contains("Ledger", "as agreed with the bank"));
  }

  @Test
  void theProcessOwnersTableDecidesWhatBlocks() throws Exception {
    assertThat(check.check(one)).filteredOn(PlanFinding::isConflict).noneMatch(PlanFinding::blocks);
    String table = Files.readString(Path.of("processes/decisions/planFindings.dmn"));
    String rule = table.substring(table.indexOf("rule_planFindings_7"));
    String stricter = table.replace(rule, rule.replaceFirst("\"warns\"", "\"blocks\""));
    String deployment =
        repository
            .createDeployment()
            .name("stricter")
            .addString("planFindings.dmn", stricter)
            .deploy()
            .getId();
    try {
      assertThat(check.check(one))
          .filteredOn(f -> f.code().equals("plan.find.overloadAcross"))
          .singleElement()
          .matches(PlanFinding::blocks);
    } finally {
      repository.deleteDeployment(deployment, true);
    }
    assertThat(check.check(one)).filteredOn(PlanFinding::isConflict).noneMatch(PlanFinding::blocks);
  }

  @Test
  void editsSayWhichConflictsTheyBringAndSolve() {
    WorkPlan before = plans.current(one);
    var project = projects.get(one);
    WorkPlan given = PlanEdits.apply(before, List.of(edit(Kind.SET, 1, "owner", "tina")));

    Conflicts.Difference difference =
        conflicts.difference(
            project,
            before,
            plans.schedule(before, project),
            given,
            plans.schedule(given, project));

    assertThat(difference.arising()).isEmpty();
    assertThat(difference.solved())
        .singleElement()
        .satisfies(s -> assertThat(s).contains("Tom Eriksen", "200 percent", other));
  }

  /** Fewer hours too much are no conflict that arises and another that goes away. */
  @Test
  void aConflictThatOnlyShrinksIsToldOnce() {
    WorkPlan before = plans.current(one);
    var project = projects.get(one);
    WorkPlan shorter = PlanEdits.apply(before, List.of(edit(Kind.SET, 1, "durationDays", "1")));

    Conflicts.Difference less =
        conflicts.difference(
            project,
            before,
            plans.schedule(before, project),
            shorter,
            plans.schedule(shorter, project));
    assertThat(less.arising()).isEmpty();
    assertThat(less.solved())
        .filteredOn(sentence -> sentence.contains("Tom Eriksen"))
        .singleElement()
        .satisfies(s -> assertThat(s).startsWith("Less than before: Tom Eriksen is booked at"));

    Conflicts.Difference more =
        conflicts.difference(
            project,
            shorter,
            plans.schedule(shorter, project),
            before,
            plans.schedule(before, project));
    assertThat(more.solved()).isEmpty();
    assertThat(more.arising())
        .filteredOn(sentence -> sentence.contains("Tom Eriksen"))
        .singleElement()
        .satisfies(s -> assertThat(s).startsWith("More than before: Tom Eriksen is booked at"));
  }

  /** Half of the five days are over; a plan that was late to be approved is not judged by them. */
  @Test
  void everyPageCountsFromTodayOn() {
    clock.stopAt(LocalDateTime.of(2027, 3, 3, 15, 0).atZone(ZoneId.systemDefault()).toInstant());

    assertThat(conflicts.all())
        .filteredOn(line -> line.conflict().kind() == Conflict.Kind.OVERLOAD_ACROSS)
        .singleElement()
        .returns(LocalDate.of(2027, 3, 3), line -> line.conflict().from())
        .returns(24.0, line -> line.conflict().amount());
    assertThat(check.check(one))
        .filteredOn(f -> f.code().equals("plan.find.overloadAcross"))
        .singleElement()
        .satisfies(
            f -> assertThat(f.sentence()).contains("from 3 Mar 2027 to 5 Mar 2027, 24 hours"));
    assertThat(asked("tom")).isEqualTo(48);

    clock.stopAt(LocalDateTime.of(2027, 3, 6, 9, 0).atZone(ZoneId.systemDefault()).toInstant());
    assertThat(conflicts.all()).isEmpty();
    assertThat(check.check(one)).noneMatch(PlanFinding::isConflict);
    assertThat(asked("tom")).isZero();
  }

  /** Hours by these two projects in the weeks from the present one. */
  private double asked(String person) {
    return workloads.page("maria", false, one, null, 1).people().stream()
        .filter(row -> row.username().equals(person))
        .flatMap(row -> row.load().tasks().stream())
        .filter(task -> List.of(one, other).contains(task.projectKey()))
        .flatMap(task -> task.shares().stream())
        .mapToDouble(Workload.Share::hours)
        .sum();
  }

  /** One rule for all: workload, conflicts, the check of the other, and health. */
  @Test
  void aPausedProjectAsksForNobody() {
    for (String key : List.of(one, other)) {
      PlanFixture.phase(jdbc, key, "TRACKING");
    }
    assertThat(load(one)).isEqualTo(200);
    assertThat(asked("tom")).isEqualTo(80);

    pause(other);

    assertThat(conflicts.all())
        .extracting(line -> line.conflict().kind())
        .containsExactly(Conflict.Kind.MAINTENANCE);
    assertThat(check.check(one))
        .filteredOn(PlanFinding::isConflict)
        .extracting(PlanFinding::code)
        .containsExactly("plan.find.maintenance");
    assertThat(check.check(other)).noneMatch(PlanFinding::isConflict);
    assertThat(asked("tom")).isEqualTo(40);
    assertThat(load(one)).isEqualTo(100);
    assertThat(load(other)).isZero();
  }

  private double load(String key) {
    var project = projects.get(key);
    WorkPlan plan = plans.current(key);
    return conflicts.highestLoad(project, plan, plans.schedule(plan, project)).percent();
  }

  private void pause(String key) {
    pauses.pause(key, "The vendor is late", null, "clara");
  }

  @Test
  void theNumberOfStatementsDoesNotGrowWithTheNumberOfProjects() throws Exception {
    int two = SqlStatements.count(() -> conflicts.all());
    int checkOfTwo = SqlStatements.count(() -> check.check(one));
    for (int i = 0; i < 6; i++) {
      project("More work", "tom", Criticality.HIGH, "");
    }
    assertThat(conflicts.all()).hasSizeGreaterThan(20);
    assertThat(SqlStatements.count(() -> conflicts.all())).isEqualTo(two).isPositive();
    assertThat(SqlStatements.count(() -> check.check(one))).isEqualTo(checkOfTwo).isPositive();
  }
}
