package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.communication.Attitude;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.ContractorReport;
import dev.fairlead.communication.ContractorReports;
import dev.fairlead.communication.ContractorStatus;
import dev.fairlead.communication.NewContractorReport;
import dev.fairlead.communication.NewStakeholder;
import dev.fairlead.communication.OutsideFeedbacks;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.SharedLinks;
import dev.fairlead.communication.Stakeholders;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.MemberRate;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.NewDecision;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Projects;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.report.Report;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.Checks;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewAction;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.PostingImports;
import dev.fairlead.tracking.Postings;
import dev.fairlead.webhooks.Webhooks;
import dev.fairlead.workspace.MailDecisions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every page can be read by a screen reader, used without a mouse, and looked at on a phone. Each
 * role looks at the pages that are theirs.
 */
class AccessibilityIT extends InBrowser {
  private static final String KEY = "A11Y";

  @Autowired Users users;
  @Autowired Webhooks webhooks;
  @Autowired Projects projects;
  @Autowired Pauses pauses;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired Issues issues;
  @Autowired Actions actions;
  @Autowired RecordedDecisions recorded;
  @Autowired Changes changes;
  @Autowired Reports reports;
  @Autowired Postings postings;
  @Autowired Commitments commitments;
  @Autowired PostingImports postingImports;
  @Autowired MemberRates rates;
  @Autowired CommunicationPlan plan;
  @Autowired OutsideParties parties;
  @Autowired Stakeholders stakeholders;
  @Autowired SharedLinks links;
  @Autowired ContractorReports contractors;
  @Autowired OutsideFeedbacks feedbacks;
  @Autowired MailDecisions decisions;
  @Autowired TaskService tasks;

  private String shared;
  private String status;
  @Autowired JdbcClient jdbc;

  private long mail;

  /** Switched off, with an event that did not arrive. */
  private void webhook() {
    long id = webhooks.add("https://hooks.invalid/a11y", List.of("PLAN"), "", "admin").id();
    webhooks.test(id, "admin");
    webhooks.setActive(id, false, "admin");
    jdbc.sql(
            "update webhook_delivery set status = 'FAILED', answer = 'It answered 500.' where"
                + " webhook_id = ?")
        .param(id)
        .update();
  }

  @BeforeAll
  void oneOfEverything() {
    itIs("2027-01-04T09:00");
    webhook();
    SampleProject.begin(projects, "A11Y-DRAFT", "20000");
    SampleProject.submitted(driver, projects, plans, "A11Y-WAIT", "clara");
    SampleProject.tracked(driver, projects, plans, KEY);
    registers.saveSystem(
        KEY,
        new PlanSystem(
            0,
            "Shop",
            SystemAction.CHANGE,
            "tom",
            "Production",
            Criticality.HIGH,
            "Sundays",
            null,
            null),
        "clara");
    registers.saveBudgetLine(
        "A11Y-DRAFT", new BudgetLine(0, "Labour", "Work", new BigDecimal(9000)), "clara");
    SampleProject.plan(plans, "A11Y-DRAFT");
    costs();
    issues.file(
        KEY,
        new NewIssue(
            Issue.Kind.PROBLEM,
            "No test data",
            "The copy failed",
            null,
            1,
            Issue.Level.HIGH,
            Issue.Level.MEDIUM,
            null),
        "tina");
    String decided =
        recorded
            .record(
                KEY,
                new NewDecision(
                    "Host it inside",
                    "We host it ourselves",
                    "The law",
                    "Steering board",
                    LocalDate.of(2027, 1, 4),
                    null,
                    "The team",
                    "I1",
                    null),
                "clara")
            .id();
    for (String title : List.of("Order servers", "Ask legal")) {
      actions.add(
          KEY,
          new NewAction(
              title,
              "By phone",
              "Steering meeting",
              decided,
              "tom",
              LocalDate.of(2027, 1, 12),
              Issue.Level.HIGH,
              true),
          "clara");
    }
    actions.cancel(KEY + "-A2", "No need", actions.get(KEY + "-A2").seen(), "clara");
    itIs("2027-01-13T09:00");
    changes.submit(
        KEY,
        new NewChange(
            ChangeRequest.Type.NORMAL,
            ChangeRequest.Category.SCHEDULE,
            "Longer test",
            "Two more days",
            "More cases",
            "Gaps",
            "By Tina",
            "Undo",
            List.of(PlanEdit.of(PlanEdit.Kind.SET, 2, Map.of("durationDays", "5")))),
        "tina");
    reports.request(KEY, "clara");
    reports.askFor(
        KEY + "-R1",
        "Move the go-live?",
        "managers",
        LocalDate.of(2027, 1, 20),
        "It falls into the year-end",
        "clara");
    communicate();
    deadLetter();
    users.create(
        new User("a11y-left", "Lee", "lee@example.org", false, Set.of(Groups.TEAM_MEMBERS)),
        "a long password");
    SampleProject.begin(projects, "A11Y-REST", "20000");
    pauses.pause("A11Y-REST", "The vendor is late", LocalDate.of(2027, 3, 1), "clara");
  }

  /** A row that is drafted, and a report that was shared and asked about. */
  private void communicate() {
    String out = "A11Y-OUT";
    SampleProject.tracked(driver, projects, plans, out);
    reports.request(out, "clara");
    driver.act(
        "clara",
        out,
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "Well", "overrideHealth", "none"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> reports.get(out + "-R1").status() == Report.Status.PUBLISHED);
    for (String key : List.of(out, KEY)) {
      parties.add(key, "Ann Acme", "Acme", "ann@acme.example", "en", null, "clara");
    }
    stakeholders.add(
        KEY,
        new NewStakeholder(
            "Works council",
            "House",
            "Consulted",
            null,
            null,
            null,
            4,
            5,
            Attitude.OPPOSED,
            Attitude.NEUTRAL,
            "No counting of clicks",
            "Ask before each step",
            "clara",
            null),
        "clara",
        new Checks());
    long party = parties.of(out).get(0).id();
    long link = links.share(out, party, out + "-R1", 300, "clara");
    shared = links.address(out, link, "clara");
    feedbacks.give(links.of(out).get(0), "Which hour?");
    contractors.give(
        contractors.get(out, askContractor(out)),
        new ContractorStatus(
            ContractorReport.Rating.AMBER,
            "Cables",
            "Racks",
            "No keys",
            Map.of(1, new ContractorStatus.TaskStatus(40, null, "Half"))),
        new Checks());
    driver.runWaiting();
    // last, since its address is the one that is looked at
    askContractor(KEY);
    plan.takeProposal(KEY, "clara");
    plan.beginNow(KEY, plan.rows(KEY).get(1).id(), "clara");
  }

  private long askContractor(String key) {
    LocalDate day = LocalDate.of(2027, 1, 13);
    long party = parties.of(key).get(0).id();
    long asked =
        contractors.ask(
            key, new NewContractorReport(party, day, day, day, "Please", List.of(1, 2)), "clara");
    status = contractors.address(key, asked, "clara");
    return asked;
  }

  /** Where a contractor reports, empty, refused and given. */
  @Test
  void thePageOfAContractorIsAccessible() {
    Person ann = visitor("contractor");
    Page page = ann.opens(status).page();
    accessible(page);
    page.locator("#problems").fill("No keys");
    ann.complaints().expecting(422, () -> page.locator("form button").click());
    assertThat(page.locator("#problems")).hasValue("No keys");
    accessible(page);
  }

  /** Without a login there is no header to skip. */
  @Test
  void thePageForPeopleOutsideIsAccessible() {
    Page page = visitor("outside").opens(shared).page();
    assertThat(problems(page)).isEmpty();
    page.setViewportSize(390, 844);
    assertThat(problems(page)).isEmpty();
    Object width = page.evaluate("document.scrollingElement.scrollWidth");
    assertThat(((Number) width).intValue()).as("" + page.evaluate(WIDE)).isLessThanOrEqualTo(390);
  }

  /** The link in a manager's mail, open, refused and used. */
  @Test
  void thePageToDecideFromTheMailIsAccessible() {
    String task =
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey("A11Y-WAIT")
            .taskDefinitionKey("userTask_approvePlan")
            .singleResult()
            .getId();
    String path = decisions.key(task, "martin", users.get("martin").email()).orElseThrow().path();
    Person martin = visitor("from-the-mail");
    Page page = martin.opens(path).page();
    accessible(page);
    martin.complaints().expecting(404, () -> martin.opens(path + "x"));
    accessible(page);
  }

  /** What is wrong stands at the top of the page, and what to do about it two screens below. */
  @Test
  void aFieldThatIsRefusedIsInSightBelowAllThatTheFrameShows() {
    Person maria = person("maria");
    maria.opensTask("Approve plan", "A11Y-WAIT").chooses("Your decision", "Ask for rework");
    maria.isRefused("Please look at the marked field", maria::completes);
    Locator comment = maria.page().getByLabel("Comment");
    assertThat(comment).isFocused();
    assertThat(maria.page().locator("iframe.fairlead-frame[data-fitted]")).isVisible();
    assertThat(comment).isInViewport();
  }

  /** Sums of seven digits, and the names of the lines beside the days, on the narrowest phones. */
  @Test
  void figuresAndTheirChartFitOnAPhone() {
    Page page = person("clara").opens("/projects/" + KEY + "/progress").page();
    try {
      for (int width : new int[] {320, 390}) {
        page.setViewportSize(width, 844);
        assertThat(
                page.evaluate(
                    """
                    () => [...document.querySelectorAll('.fl-figure')].map(figure => {
                      const text = document.createRange();
                      if (/EUR/.test(figure.textContent)) {
                        figure.firstChild.data = '1,296,192.00';
                      }
                      text.selectNodeContents(figure);
                      return text.getBoundingClientRect().width <= figure.clientWidth ? '' : figure.textContent;
                    }).join('')
                    """))
            .as("figures that run out of their card at " + width)
            .isEqualTo("");
        String apart =
            """
            () => {
              const texts = [...document.querySelectorAll('[data-chart] text')];
              const names = texts.filter(text => /^(PV|EV|AC),/.test(text.textContent));
              const others = texts.filter(text => !names.includes(text));
              const bottom = Math.max(...others.map(text => text.getBoundingClientRect().bottom));
              return names.length === 3 && names.every(name => name.getBoundingClientRect().top >= bottom);
            }
            """;
        await()
            .atMost(Duration.ofSeconds(30))
            .pollInSameThread()
            .until(() -> (boolean) page.evaluate(apart));
      }
    } finally {
      page.setViewportSize(Person.WIDTH, Person.HEIGHT);
    }
  }

  private void accessible(Page page) {
    for (int width : new int[] {Person.WIDTH, 390}) {
      page.setViewportSize(width, 844);
      assertThat(problems(page)).isEmpty();
      Object wide = page.evaluate("document.scrollingElement.scrollWidth");
      assertThat(((Number) wide).intValue())
          .as("" + page.evaluate(WIDE))
          .isLessThanOrEqualTo(width);
    }
  }

  /** Postings in every state, an order, a later rate and a file that waits. */
  private void costs() {
    LocalDate day = LocalDate.of(2027, 1, 4);
    for (String text : List.of("Workshop", "Travel", "Minutes")) {
      long id =
          postings.post(
              KEY,
              new NewPosting(day, Posting.Kind.TIME, null, BigDecimal.ONE, "tom", 1, null, text),
              "tom");
      if (text.equals("Travel")) {
        postings.sendBack(KEY, List.of(id), "Which day?", "clara");
      } else if (text.equals("Minutes")) {
        postings.approve(KEY, List.of(id), "clara");
      }
    }
    commitments.enter(
        KEY, new NewCommitment(null, "Acme", "Server", BigDecimal.TEN, day, day), "clara");
    rates.set(KEY, new MemberRate("tom", day.plusDays(30), BigDecimal.TEN), "clara");
    postingImports.hold(
        KEY,
        "hours.csv",
        "Date,Person,Hours,Text\n2027-01-04,tom,2,Calls\nsoon,tom,2,Calls\n"
            .getBytes(StandardCharsets.UTF_8),
        "clara");
  }

  /** A mail to Tom that came back, so that his address is in trouble, too. */
  private void deadLetter() {
    mail =
        jdbc.sql("select max(id) from outbox_mail where recipient = 'tom'")
            .query(Long.class)
            .single();
    jdbc.sql(
            "update outbox_mail set status = 'BOUNCED', trouble = 'BOUNCED', problem = '550 5.1.1 No such user'"
                + " where id = ?")
        .param(mail)
        .update();
    jdbc.sql(
            "insert into troubled_address (address, since, trouble, problem, mail_id)"
                + " select lower(address), created_at, 'BOUNCED', problem, id from outbox_mail where id = ?")
        .param(mail)
        .update();
  }

  @Test
  void theMailThatCameBackIsAccessible() {
    Person admin = person("admin");
    admin.opens("/outbox/" + mail);
    isAccessible(admin);
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "clara, /",
    "clara, /?q=no-such-project",
    "clara, /work",
    "clara, /projects/new",
    "clara, /projects/A11Y",
    "clara, /projects/A11Y/data",
    "clara, /projects/A11Y-DRAFT/data",
    "sofia, /projects/A11Y/data",
    "clara, /projects/A11Y/plan?view=list",
    "clara, /projects/A11Y/plan/risk-analysis",
    "clara, /projects/A11Y/baselines",
    "clara, /projects/A11Y/plan/export",
    "clara, /conflicts",
    "clara, /projects/A11Y/risks",
    "clara, /projects/A11Y/systems",
    "clara, /projects/A11Y-DRAFT/budget",
    "clara, /projects/A11Y/team",
    "clara, /projects/A11Y/progress",
    "clara, /projects/A11Y/costs",
    "clara, /projects/A11Y/commitments",
    "clara, /projects/A11Y/costs/import",
    "tom, /projects/A11Y/costs",
    "clara, /projects/A11Y/changes",
    "clara, /changes/A11Y-C1",
    "clara, /projects/A11Y/changes/new",
    "clara, /projects/A11Y/issues",
    "clara, /projects/A11Y/actions?show=all",
    "clara, /projects/A11Y/actions?edit=1",
    "tom, /projects/A11Y/actions",
    "clara, /projects/A11Y/decisions",
    "clara, /issues/A11Y-I1",
    "clara, /projects/A11Y/reports",
    "clara, /reports/A11Y-R1",
    "tom, /reports/A11Y-OUT-R1",
    "clara, /projects/A11Y/communication",
    "tom, /projects/A11Y/communication",
    "clara, /projects/A11Y/communication/stakeholders",
    "clara, /projects/A11Y/communication/stakeholders?edit=1",
    "maria, /projects/A11Y/communication/stakeholders?only=1",
    "tom, /projects/A11Y/communication/stakeholders",
    "clara, /projects/A11Y-DRAFT/communication",
    "clara, /projects/A11Y/communication/rows/new",
    "clara, /projects/A11Y/communication/contractors",
    "tom, /projects/A11Y/communication/contractors",
    "clara, /projects/A11Y/closing",
    "clara, /projects/A11Y/decisions",
    "clara, /projects/A11Y/decisions?verify=true",
    "clara, /archive/verify",
    "clara, /projects/A11Y/history",
    "clara, /projects/A11Y/pause",
    "clara, /projects/A11Y/cancel",
    "clara, /projects/A11Y-REST",
    "clara, /projects/A11Y-REST/resume",
    "clara, /projects/A11Y-REST/history",
    "clara, /systems",
    "clara, /late",
    "clara, /workload",
    "tom, /workload",
    "clara, /systems?name=Shop",
    "clara, /projects/A11Y-DRAFT/plan?view=list&task=1",
    "clara, /projects/A11Y-DRAFT/findings",
    "clara, /projects/A11Y-DRAFT/feedback",
    "clara, /lessons",
    "clara, /outbox",
    "clara, /about",
    "maria, /",
    "maria, /projects/A11Y-WAIT",
    "maria, /changes/catalogue",
    "maria, /outbox",
    "tom, /work",
    "tom, /projects/A11Y/progress",
    "paula, /",
    "paula, /processes",
    "paula, /processes/handleChange",
    "paula, /processes/changeRoute",
    "paula, /processes/changeRoute/rehearsal",
    "paula, /processes/handleChange/trial",
    "paula, /processes/files",
    "paula, /processes/handleChange/compare",
    "paula, /processes/handleChange/move",
    "paula, /incidents",
    "tom, /account",
    "tom, /account/absences",
    "tom, /account/mail",
    "tom, /outbox",
    "admin, /",
    "admin, /outbox",
    "admin, /outbox?state=FAILED",
    "admin, /webhooks",
    "admin, /users",
    "admin, /users/tom",
    "admin, /logins",
    "admin, /parties",
    "admin, /users/tom/erasure",
    "admin, /users/a11y-left/erasure",
    "admin, /decisions"
  })
  void pagesAreAccessible(String username, String path) {
    Person person = person(username);
    person.opens(path);
    isAccessible(person);
  }

  @ParameterizedTest(name = "{0} at the task {1} of {2}")
  @CsvSource({
    "clara, Draft plan, Sample A11Y-DRAFT",
    "clara, Confirm all work done, Sample A11Y",
    "clara, Release report, Sample A11Y",
    "clara, Draft communication, Sample A11Y",
    "clara, Answer outside feedback, Sample A11Y-OUT",
    "clara, Review contractor report, Sample A11Y-OUT",
    "clara, Triage issue, A11Y-I1",
    "maria, Approve plan, Sample A11Y-WAIT",
    "stefan, Decide on change, A11Y-C1",
    "tom, Report on late task, Sample A11Y"
  })
  void formsOfTasksAreAccessible(String username, String task, String about) {
    Person person = person(username);
    person.opensTask(task, about);
    person.frame().root().locator("main").waitFor();
    isAccessible(person);
  }

  @Test
  void theLoginIsAccessible() {
    Person visitor = visitor("nobody");
    visitor.opens("/login?error");
    List<String> problems = problems(visitor.page());
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest(name = "error {2} for {0} at {1}")
  @CsvSource({"clara, /projects/NO-SUCH, 404", "tom, /projects/new, 403"})
  void errorPagesAreAccessible(String username, String path, int status) {
    Person person = person(username);
    person.complaints().expecting(status, () -> person.opens(path));
    isAccessible(person);
  }

  /** Every control is reached by Tab, and one sees which one it is. */
  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "clara, /",
    "clara, /work",
    "clara, /projects/new",
    "clara, /projects/A11Y",
    "clara, /projects/A11Y-DRAFT/plan?view=list&task=1",
    "tom, /projects/A11Y/progress",
    "tom, /account/absences",
    "tom, /account/mail",
    "admin, /outbox",
    "admin, /webhooks",
    "admin, /users/tom"
  })
  void pagesAreUsedWithoutAMouse(String username, String path) {
    Person person = person(username);
    person.opens(path);
    assertThat(new Keyboard(person.page()).troubles()).isEmpty();
  }

  @Test
  void theSkipLinkLeadsPastTheHeader() {
    Page page = person("clara").opens("/work").page();
    page.keyboard().press("Tab");
    assertThat(page.locator(".fl-skip")).isFocused();
    assertThat(page.locator(".fl-skip")).isInViewport();
    page.keyboard().press("Enter");
    assertThat(page.locator("#content")).isFocused();
  }

  /** The plan editor wants a wide screen; a phone is led to the list. */
  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({"clara, /projects/A11Y/plan", "clara, /projects/A11Y-DRAFT/plan?task=1"})
  void thePlanEditorIsAccessible(String username, String path) {
    Page page = person(username).opens(path).page();
    page.locator("#fl-plan-editor[data-ready]").waitFor();
    assertThat(problems(page)).as(page.url()).isEmpty();
    assertThat(new Keyboard(page).troubles()).as(page.url()).isEmpty();
  }

  private static void isAccessible(Person person) {
    Page page = person.page();
    assertThat(page.locator(".fl-skip")).hasCount(1);
    List<String> inside = page.frames().stream().skip(1).map(Frame::url).toList();
    List<String> problems = problems(page);
    if (!Boolean.TRUE.equals(page.evaluate(TABS_IN_SIGHT))) {
      problems.add("not all parts of the project are in sight");
    }
    page.setViewportSize(390, 844);
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    try {
      problems.addAll(problemsOfWidth(page));
      Object width = page.evaluate("document.scrollingElement.scrollWidth");
      if (((Number) width).intValue() > 390) {
        problems.add("scrolls sideways on a phone: " + page.evaluate(WIDE));
      }
      Pictures.onTheWay(page);
    } finally {
      page.setViewportSize(Person.WIDTH, Person.HEIGHT);
    }
    assertThat(problems).as(page.url()).isEmpty();
    for (String frame : inside) {
      // by itself, since looking into frames takes several times as long
      page.navigate(frame);
      assertThat(problems(page)).as(frame).isEmpty();
    }
  }

  /** On a phone the same page is folded: what has no room may lose its name or its place. */
  private static final List<String> DEPENDING_ON_WIDTH =
      List.of("button-name", "link-name", "label", "scrollable-region-focusable");

  /** In one row that ends before the page does. */
  private static final String TABS_IN_SIGHT =
      "[...document.querySelectorAll('.fl-tabs a')].every((tab, i, all) =>"
          + " tab.getBoundingClientRect().top === all[0].getBoundingClientRect().top"
          + " && tab.getBoundingClientRect().right <= tab.closest('nav').getBoundingClientRect().right)";

  private static final String WIDE =
      "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right >"
          + " innerWidth + 1 && !e.parentElement.closest('.table-responsive, .overflow-auto,"
          + " .fl-tabs')).slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join(' | ')";

  /** By the axe that {@link #problems} has just left in the page. */
  @SuppressWarnings("unchecked")
  private static List<String> problemsOfWidth(Page page) {
    return (List<String>)
        page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'rule', values: rules}, iframes: false})"
                + ".then(found => found.violations.filter(rule => ['serious', 'critical'].includes(rule.impact))"
                + ".flatMap(rule => rule.nodes.map(node => rule.id + ': ' + rule.help + ': ' + node.html)))",
            DEPENDING_ON_WIDTH);
  }

  static List<String> problems(Page page) {
    List<String> problems = new ArrayList<>();
    AxeBuilder axe = new AxeBuilder(page).setLegacyMode(true); // without frames
    // what passes is not read, and takes long to be brought over
    AxeRunOptions violations = new AxeRunOptions();
    violations.setResultTypes(List.of("violations"));
    axe.options(violations);
    axe.analyze().getViolations().stream()
        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
        .forEach(
            rule ->
                rule.getNodes()
                    .forEach(
                        node ->
                            problems.add(
                                rule.getId() + ": " + rule.getHelp() + ": " + node.getHtml())));
    return problems;
  }
}
