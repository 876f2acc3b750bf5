package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.shared.WordIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a coordinator looks at before a plan is submitted: conflicts, odds, risks, baselines. */
class PlanningStoriesIT extends InBrowser {
  @Autowired JdbcClient jdbc;
  @Autowired WordIndex words;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired Baselines baselines;

  @BeforeEach
  void beforeTheWorkBegins() {
    itIs("2027-02-01T09:00");
  }

  private static PlanEdit task(int number, String name, String days, String... more) {
    Map<String, String> values =
        new java.util.HashMap<>(Map.of("name", name, "durationDays", days));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return new PlanEdit(Kind.ADD_TASK, number, values);
  }

  private static PlanEdit set(int task, String field, String value) {
    return new PlanEdit(Kind.SET, task, Map.of(field, value));
  }

  private void edit(String key, PlanEdit... edits) {
    plans.edit(key, plans.current(key).version(), List.of(edits), "clara");
  }

  private String projectOn(String system, String task) {
    String key = PlanFixture.project(jdbc);
    registers.saveSystem(
        key,
        new PlanSystem(
            0, system, SystemAction.CHANGE, "tina", "", Criticality.HIGH, "", null, null),
        "clara");
    edit(key, task(-1, task, "5", "owner", "tom", "system", "1"));
    return key;
  }

  @Test
  @DisplayName("Conflicts stand on the plan page, change with every edit, and lead to both sides")
  void conflicts() {
    String system = "Ledger " + System.nanoTime();
    String one = projectOn(system, "Upgrade it");
    String other = projectOn(system, "Replace it");

    try (PlanEditorScreen clara = new PlanEditorScreen(browser(), home(), "clara", 1440, 900)) {
      clara.open(one);
      var lines = clara.page.locator("[data-live=conflicts] li");
      var overload = lines.filter(containing("Tom Eriksen"));
      assertThat(overload).containsText("booked at 200 percent over several projects");
      assertThat(overload).containsText(other);
      assertThat(lines.filter(containing(system))).containsText("1 Mar 2027");
      assertThat(clara.page.locator("[data-live=findings]")).containsText("finding");

      // the work goes to somebody who has time: the line goes without anybody asking for it
      clara.at(1, "owner").type("tina").press("Enter").settled();
      assertThat(lines.filter(containing("Tom Eriksen"))).hasCount(0);
      assertThat(lines.filter(containing(system))).hasCount(1);

      // and comes back with what somebody else does
      edit(one, set(1, "owner", "tom"));
      assertThat(lines.filter(containing("Tom Eriksen"))).isVisible();

      lines.filter(containing("Tom Eriksen")).getByText("Task 1 of " + other).click();
      assertThat(clara.page)
          .hasURL(Pattern.compile(".*/projects/" + other + "/plan\\?task=1#edit$"));
      clara.settled();
      lines.filter(containing(system)).getByRole(AriaRole.LINK).last().click();
      assertThat(clara.page).hasURL(Pattern.compile(".*/projects/" + one + "/plan$"));
    }

    Person colin = person("colin");
    colin.header().follows("Conflicts");
    colin
        .sheet()
        .chooses("Kind", "System changed twice")
        .fills("Person, system, project or task", system)
        .presses("Show");
    assertThat(colin.page().locator("main .list-group-item")).hasCount(1);
    colin.sheet().sees(system, "1 Mar 2027", one + ": Project", other + ": Project");
  }

  private static com.microsoft.playwright.Locator.FilterOptions containing(String text) {
    return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
  }

  @Test
  @DisplayName("What was stated when a project began is changed while it is planned")
  void projectData() {
    String key = PlanFixture.project(jdbc);
    Person clara = person("clara");
    clara.opensProject(key, "Overview").follows("Project data");
    clara
        .sheet()
        .fills("Budget", "much")
        .fills("Deadline", "2027-07-15")
        .fills("Goal", "Orders in a minute")
        .fills("Measured by", "Time")
        .fills("Target", "60 s");
    // Enter saves; it does not take away the goal, whose button stands first
    clara.isRefused("One field needs", () -> clara.page().locator("#budget").press("Enter"));
    assertThat(clara.page().locator("#goals .fl-row")).hasCount(1);
    clara.sheet().sees("\"much\" is not a number");
    clara.sheet().fills("Budget", "120,000").presses("Save");
    clara.isTold("are changed");
    clara.sheet().part("Key figures").sees("120,000 EUR", "15 Jul 2027");
    clara.sheet().part("What it is for").sees("Orders in a minute");
    clara.opensProject(key, "History").sees("budget from \"100,000.00\" to \"120,000.00\"");
  }

  @Test
  @DisplayName("What was typed into another form of the page stands there again")
  void besides() {
    String key = PlanFixture.project(jdbc);
    Person clara = person("clara");
    Sheet team = clara.opensProject(key, "Team");
    team.part("Add a person").fills("Role", "Operator");
    team.part("Later rates")
        .chooses("Person", "Tom Eriksen")
        .fills("From", "2027-04-01")
        .fills("Rate per hour", "1,090.50")
        .presses("Set a later rate");
    clara.isTold("holds from");
    clara.sheet().part("Later rates").sees("1,090.50");
    assertThat(clara.page().locator("#role")).hasValue("Operator");
    clara.opensProject(key, "Team");
    assertThat(clara.page().locator("#role")).hasValue("");
  }

  @Test
  @DisplayName("The odds are simulated while a progress bar moves, and say what drives them")
  void odds() {
    String key = PlanFixture.project(jdbc);
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= 1_500; i++) {
      edits.add(
          task(
              -i,
              "Step " + i,
              "2",
              "optimisticDays",
              "1",
              "mostLikelyDays",
              "2",
              "pessimisticDays",
              "5"));
    }
    edits.add(
        task(
            -1_501,
            "Migrate all data",
            "60",
            "optimisticDays",
            "40",
            "mostLikelyDays",
            "60",
            "pessimisticDays",
            "90"));
    edit(key, edits.toArray(PlanEdit[]::new));

    Person clara = person("clara");
    clara.opens("/projects/" + key + "/plan");
    clara.sheet().follows("Schedule risk");
    clara.sheet().sees("has not been simulated").presses("Run the simulation");
    Page page = clara.page();
    assertThat(page.locator("progress")).isVisible();
    assertThat(page.getByText("The odds").first()).isVisible();
    clara
        .sheet()
        .sees(
            "The deadline 30 Jun 2027 holds with",
            "The planned finish, 21 May 2027, holds with",
            "1,501 of the 1,501 open tasks have a three-point estimate");
    assertThat(page.locator("main svg polyline")).hasCount(1);
    assertThat(page.locator("main tbody tr").filter(containing("Migrate all data")))
        .containsText("100 %");

    // the same seed gives the same answer
    String said = page.locator("main .card ul").first().textContent();
    clara.sheet().presses("Run it again");
    assertThat(page.locator("progress")).isVisible();
    assertThat(page.locator("progress")).hasCount(0);
    assertThat(page.locator("main .card ul").first()).hasText(said);
  }

  @Test
  @DisplayName("A risk stands in the matrix; when it occurs, it becomes an issue")
  void risk() {
    String key = PlanFixture.project(jdbc);
    PlanFixture.phase(jdbc, key, "TRACKING");
    Person clara = person("clara");
    Sheet form =
        clara
            .opensProject(key, "Risks")
            .part("Add a risk")
            .fills("Title", "Vendor delivers late")
            .fills("Cause", "One supplier only")
            .fills("Likelihood, 1 to 5", "4")
            .fills("Impact, 1 to 5", "5")
            .fills("Measure", "Ask weekly");
    // the responses follow the kind, and one measure more has a row of its own
    var offered = clara.page().locator("#response optgroup:not([disabled]) option");
    assertThat(offered).hasText(new String[] {"Avoid", "Reduce", "Transfer", "Accept"});
    form.ticks("Opportunity");
    assertThat(offered).hasText(new String[] {"Exploit", "Enhance", "Share", "Accept"});
    form.ticks("Threat");
    form.presses("Another measure");
    clara.page().locator("[name='measures[1].text']").fill("Find another vendor");
    form.presses("Save");
    clara.sheet().row("Vendor delivers late").sees("Ask weekly", "Find another vendor");
    assertThat(clara.page().locator("td.table-danger a")).hasText("1");
    clara.sheet().row("Vendor delivers late").sees("Level 20").presses("It has occurred");
    clara.sheet().row("Vendor delivers late").sees("Occurred");
    clara.opensProject(key, "Issues").sees("Vendor delivers late");

    // what other projects learned stands there while she types
    jdbc.sql(
            "insert into lesson (project_key, category, situation, went_well, recommendation, applies_to, recorded_by,"
                + " recorded_at) values (?, 'Buying', 'The forklift had no spare battery', false,"
                + " 'Order spare forklift batteries early', null, 'clara', ?)")
        .params(PlanFixture.project(jdbc), java.time.LocalDateTime.of(2026, 1, 1, 9, 0))
        .update();
    String lesson =
        jdbc.sql("select max(id) from lesson where recommendation like '%forklift%'")
            .query(String.class)
            .single();
    words.put(
        "lesson",
        lesson,
        "Order spare forklift batteries early",
        "The forklift had no spare battery");
    clara.page().getByLabel("Description").pressSequentially("The forklift stands still");
    clara.sheet().sees("Lessons of projects that may help", "Order spare forklift batteries early");
  }

  @Test
  @DisplayName("Any two baselines are compared in table and Gantt chart")
  void comparison() {
    String key = PlanFixture.project(jdbc);
    edit(key, task(-1, "Build", "5"), task(-2, "Train", "2"));
    baselines.freeze(key, "maria", "Approved by Maria Costa");
    edit(key, set(1, "durationDays", "7"), task(-1, "Write manual", "1"));
    baselines.freeze(key, "maria", "Change C-1");
    edit(key, set(1, "durationDays", "9"), new PlanEdit(Kind.REMOVE_TASK, 2, Map.of()));

    Person clara = person("clara");
    clara.opensProject(key, "Plan").part("Baselines").follows("Compare");
    clara.sheet().sees("Approved by Maria Costa", "Change C-1", "4 working days later");
    clara.sheet().chooses("Compare", "Baseline 1").chooses("with", "Baseline 2");
    clara.sheet().presses("Compare");
    clara.sheet().sees("2 working days later", "1 added", "Write manual");
    assertThat(clara.page().locator("main svg g")).hasCount(2);
    assertThat(clara.page().locator("main tbody tr").filter(containing("Build")))
        .containsText("2 later");
    clara.sheet().root().getByLabel("Show also what is the same").check();
    clara.sheet().presses("Compare");
    assertThat(clara.page().locator("main svg g")).hasCount(3);
  }
}
