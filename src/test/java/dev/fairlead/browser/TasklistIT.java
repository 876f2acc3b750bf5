package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.fairlead.browser.Chromium.PATIENCE;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Camunda Tasklist as a part of Fairlead. */
class TasklistIT extends InBrowser {
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Issues issues;
  @Autowired Users users;

  @BeforeAll
  void plansThatWait() {
    itIs("2027-01-04T09:00");
    users.create(
        new User(
            "carla",
            "Carla Both",
            "carla@fairlead.example",
            true,
            Set.of(Groups.COORDINATORS, Groups.MANAGERS)),
        Person.PASSWORD);
    SampleProject.begin(projects, "TL-DRAFT", "20000");
    SampleProject.submitted(driver, projects, plans, "TL-1", "clara");
    SampleProject.submitted(driver, projects, plans, "TL-2", "clara");
    SampleProject.submitted(driver, projects, plans, "TL-3", "clara");
    SampleProject.submitted(driver, projects, plans, "TL-OWN", "carla");
  }

  @Test
  void opensWithoutASecondLoginUnderFairleadsName() {
    Person maria = person("maria");
    Tasklist tasklist = maria.opensTasklist();
    assertThat(maria.page()).hasTitle("Fairlead Tasklist");
    assertThat(tasklist.header()).containsText("Fairlead Tasklist");
    assertThat(tasklist.header()).containsText("Maria Costa");
    assertThat(tasklist.endOfLifeBanner()).isHidden();
    assertThat(tasklist.filters())
        .containsText(new String[] {"My tasks", "My groups' tasks", "Approvals", "Overdue"});
  }

  @Test
  void leadsAVisitorToTheLoginAndThenBackHere() {
    Person stefan = visitor("stefan");
    stefan.opens("/camunda/app/tasklist/default/");
    stefan.givesPassword();
    assertThat(new Tasklist(stefan.page()).header()).containsText("Stefan Novak");
  }

  @Test
  void leadsBackToTheWorkspace() {
    Person maria = person("maria");
    maria.opensTasklist().leavesByName();
    assertThat(maria.page().locator("h1")).hasText("Portfolio");
  }

  @Test
  void itsLogOutEndsTheLoginToAllOfFairlead() {
    Person martin = visitor("martin").logsIn();
    martin.opensTasklist().logsOut();
    assertThat(martin.sheet().root()).containsText("You are logged out.");
    martin.opens("/work");
    assertThat(martin.sheet().button("Log in")).isVisible();
  }

  @Test
  void theFiltersHoldWhatTheySay() {
    Tasklist clara = person("clara").opensTasklist();
    assertThat(clara.choosesFilter("My tasks").tasks("Draft plan", "TL-DRAFT")).hasCount(1);
    assertThat(clara.choosesFilter("Approvals").tasks("Approve plan", "TL-1")).hasCount(0);

    Tasklist maria = person("maria").opensTasklist();
    assertThat(maria.choosesFilter("My tasks").tasks("Approve plan", "TL-1")).hasCount(0);
    assertThat(maria.choosesFilter("Approvals").tasks("Approve plan", "TL-1")).hasCount(1);
    maria.choosesFilter("My groups' tasks").opensTask("Approve plan", "TL-1").claims();
    assertThat(maria.tasks("Approve plan", "TL-1")).hasCount(0);
    assertThat(maria.choosesFilter("Approvals").tasks("Approve plan", "TL-1")).hasCount(1);
    assertThat(maria.choosesFilter("My tasks").tasks("Approve plan", "TL-1")).hasCount(1);
    assertThat(maria.choosesFilter("Overdue").tasks("Approve plan", "TL-1")).hasCount(0);
    itIs("2027-01-15T09:00");
    maria.choosesFilter("My tasks");
    assertThat(maria.choosesFilter("Overdue").tasks("Approve plan", "TL-1")).hasCount(1);
  }

  @Test
  void theListSaysInFullWhatATaskIsAbout() {
    SampleProject.tracked(driver, projects, plans, "TL-LONG");
    String title = "The ledger of last year cannot be loaded into the test system since Friday";
    issues.file(
        "TL-LONG",
        new NewIssue(
            Issue.Kind.PROBLEM,
            title,
            "It stops half-way.",
            null,
            null,
            Issue.Level.HIGH,
            Issue.Level.LOW,
            null),
        "tom");
    Person clara = person("clara");
    clara.opensTasklist().choosesFilter("Waiting for me");
    Locator about = clara.page().locator(".tasks-list .variable-value").getByText(title);
    assertThat(about).isVisible();
    Assertions.assertThat(
            about.evaluate(
                "it => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight"))
        .as("nothing of it is cut off")
        .isEqualTo(true);
  }

  @Test
  void anApprovalShowsThePlanInItsFrameBeforeAnyoneClaimsIt() {
    Tasklist maria = person("maria").opensTasklist();
    maria.choosesFilter("Approvals").opensTask("Approve plan", "TL-2");
    maria.frame().sees("Sample TL-2", "Planned cost", "4,880.00", "Gantt chart", "Go-live");
    assertThat(maria.form().button("Complete")).isDisabled();
  }

  /** One scrollbar, not a scrolling frame in a scrolling pane. */
  @Test
  void theFrameIsAsHighAsItsPageAlsoWhenThatGrows() {
    Person maria = person("maria");
    maria.opensTasklist().choosesFilter("Approvals").opensTask("Approve plan", "TL-2");
    Locator element = maria.page().locator(".task-card iframe.fairlead-frame[data-fitted]");
    assertThat(element).isVisible();
    Frame frame = element.elementHandle().contentFrame();
    double height = shown(frame);
    Assertions.assertThat(height).isGreaterThan(500);
    frame.evaluate(
        "() => { const more = document.createElement('details'); more.id = 'grown'; more.open = true;"
            + " const text = document.createElement('pre'); text.textContent = 'x\\n'.repeat(150);"
            + " more.append(text); document.querySelector('main').append(more); }");
    Assertions.assertThat(shown(frame)).isGreaterThan(height + 1500);
    frame.evaluate("() => { document.getElementById('grown').open = false; }");
    Assertions.assertThat(shown(frame)).isLessThan(height + 100);
  }

  /** The height of the frame, once nothing in it has to be scrolled and nothing in it is empty. */
  private static double shown(Frame frame) {
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(
            () ->
                (boolean)
                    frame.evaluate(
                        "() => document.documentElement.scrollHeight <= innerHeight"
                            + " && innerHeight - document.body.offsetHeight < 20"));
    return ((Number) frame.evaluate("() => innerHeight")).doubleValue();
  }

  @Test
  void theFirstVisitShowsWordsAlsoWhereTheirFileIsSlow() {
    Person stefan = visitor("stefan").logsIn();
    stefan
        .page()
        .route(
            "**/tasklist/locales/*.json*",
            file -> {
              stefan.page().waitForTimeout(1500);
              file.resume();
            });
    new Tasklist(stefan.opens("/camunda/app/tasklist/default/").page());
    assertThat(stefan.page().getByText("Created").first()).isVisible();
    Assertions.assertThat(stefan.page().innerText("body"))
        .doesNotContainPattern("[A-Z]{3,}_[A-Z]{3,}");
    assertThat(stefan.page().getByPlaceholder("Filter Tasks")).isVisible();
  }

  @Test
  void whoSubmittedAPlanCannotTakeItsApproval() {
    Person carla = person("carla");
    Tasklist tasklist = carla.opensTasklist();
    tasklist.choosesFilter("Approvals").opensTask("Approve plan", "TL-OWN");
    isRefused(carla, tasklist, tasklist::triesToClaim, "Somebody else must take it");
    carla.opensProject("TL-OWN", "Overview").sees("Approval", "Approve plan");
  }

  @Test
  void aRefusalIsSaidInOneSentenceAndTheTaskStays() {
    Person martin = person("martin");
    Tasklist tasklist = martin.opensTasklist();
    tasklist.choosesFilter("Approvals").opensTask("Approve plan", "TL-3").claims();
    tasklist.form().chooses("Your decision", "Ask for rework");
    isRefused(
        martin,
        tasklist,
        () -> tasklist.form().presses("Complete"),
        "Please say why, so that the coordinator knows what to do.");
    tasklist.form().fills("Comment", "Test for two weeks.");
    tasklist.completes();
  }

  private static void isRefused(Person person, Tasklist tasklist, Runnable work, String sentence) {
    person
        .complaints()
        .expecting(
            400,
            () -> {
              work.run();
              assertThat(tasklist.notifications()).containsText(sentence);
            });
    assertThat(tasklist.notifications()).not().containsText("ENGINE-");
    Pictures.onTheWay(person.page());
  }
}
