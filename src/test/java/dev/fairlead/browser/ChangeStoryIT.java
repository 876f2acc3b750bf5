package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The coordinator's change request from trying it out on a copy of the plan to the new baseline.
 */
@Story
class ChangeStoryIT extends InBrowser {
  private static final String KEY = "COPYSHOP";
  private static final String UNSUCCESSFUL = "Unsuccessful: it did not bring what it was for";

  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Baselines baselines;

  @BeforeAll
  void anApprovedPlan() {
    itIs("2027-01-04T09:00");
    SampleProject.tracked(driver, projects, plans, KEY);
  }

  private static Page settled(Person person) {
    person.page().locator("#fl-plan-editor[data-ready]:not([data-busy])").waitFor();
    return person.page();
  }

  private static Locator cell(Person person, int task, String column) {
    return person.page().locator(".pe-row[data-task='" + task + "'] [data-column=" + column + "]");
  }

  private static void types(Person person, int task, String column, String text) {
    cell(person, task, column).click();
    person.page().keyboard().type(text);
    person.page().keyboard().press("Enter");
    settled(person);
  }

  @Test
  @Order(1)
  @DisplayName("On a copy of the plan she sees at once what a change does; the plan stays as it is")
  void triesOut() {
    Person clara = person("clara");
    clara.opensProject(KEY, "Changes").follows("Edit a copy of the plan");
    Page page = settled(clara);
    clara.sheet().sees("Your copy of the plan", "Nothing is changed on this copy yet");

    types(clara, 2, "duration", "6d");
    assertThat(cell(clara, 3, "finish")).hasText("18 Jan 2027");
    Locator impact = page.locator("[data-live=impact]");
    assertThat(impact).containsText("3 working days");
    assertThat(impact).containsText("Change task 2 \"Test\": duration (working days) from 3 to 6.");
    assertThat(impact.locator("svg")).isVisible();
    assertThat(impact).containsText("It draws on contingency only");

    // a new task by typing below the last row
    page.locator(".pe-draft [data-column=name]").click();
    page.keyboard().type("Train the shop");
    page.keyboard().press("Enter");
    settled(clara);
    types(clara, 4, "predecessors", "2");
    assertThat(impact).containsText("Add the task \"Train the shop\"");
    assertThat(plans.current(KEY).tasks()).hasSize(3);

    // taken back and made again
    page.keyboard().press("Control+z");
    settled(clara);
    assertThat(cell(clara, 4, "predecessors")).hasText("");
    page.keyboard().press("Control+y");
    settled(clara);
    assertThat(cell(clara, 4, "predecessors")).hasText("2");
  }

  @Test
  @Order(2)
  @DisplayName("She asks for what she tried out; what she typed survives a look back at the copy")
  void asks() {
    Person clara = person("clara");
    clara.sheet().follows("Ask for this change");
    clara.sheet().sees("3 changes on your copy of the plan");
    clara.sheet().fills("Title", "Train the shop").fills("Reason", "Nobody knows the new tills");
    clara.sheet().follows("Go on with the copy");
    settled(clara);
    clara.opensProject(KEY, "Changes").sees("You have a copy of the plan with 3 changes");
    clara.sheet().follows("Request a change");
    Sheet request = clara.sheet();
    assertThat(request.root().getByLabel("Title")).hasValue("Train the shop");
    clara.isRefused(
        "description",
        () -> {
          request.fills("Description", "").presses("Submit the change request");
        });
    clara
        .sheet()
        .chooses("Type", "Normal")
        .chooses("Concerns above all", "Scope")
        .fills("Description", "One day of training, and a longer test.")
        .fills("What happens if it is not done", "Queues at the tills.")
        .fills("How it is carried out", "Tina trains.")
        .fills("How it is backed out", "The days are taken out again.")
        .presses("Submit the change request");
    clara.isTold("Change " + KEY + "-C1 is submitted");
    clara.opensProject(KEY, "Changes").doesNotSee("You have a copy of the plan");
  }

  @Test
  @Order(3)
  @DisplayName(
      "The steering board decides in Tasklist, since the cost rises by a third, with before and after in table and chart")
  void decides() {
    Tasklist tasklist = person("stefan").opensTasklist();
    tasklist.choosesFilter("Approvals").opensTask("Decide on change", KEY + "-C1").claims();
    tasklist.frame().sees("Train the shop", "4 working days", "It draws on contingency only");
    tasklist.frame().sees("Let task \"Train the shop\" (new) depend on 2 \"Test\"", "3 tasks move");
    assertThat(tasklist.frame().root().locator("svg").first()).isVisible();
    tasklist.form().chooses("Your decision", "Approve");
    tasklist.completes();

    person("clara").opensProject(KEY, "Changes").row(KEY + "-C1").sees("Implemented");
    assertThat(plans.current(KEY).tasks())
        .extracting(PlanTask::name)
        .containsExactlyInAnyOrder("Build", "Test", "Go-live", "Train the shop");
    assertThat(baselines.all(KEY)).hasSize(2);
    Person clara = person("clara");
    clara.opensProject(KEY, "Plan").part("Baselines").follows("Compare");
    clara.sheet().sees("4 working days later", "1 added");
    assertThat(clara.page()).hasURL(Pattern.compile(".*/projects/" + KEY + "/baselines.*"));
  }

  @Test
  @Order(4)
  @DisplayName("When it was carried out she says what it brought; what she typed is not lost")
  void closes() {
    Person clara = person("clara");
    clara.opensProject(KEY, "Changes").follows("Train the shop");
    clara.sheet().follows("Close the change");
    Sheet closing = clara.sheet().part("Close the change");
    closing.sees("2 tasks that it touched or added are not done yet");
    clara.isRefused(
        "Please fill in the notes",
        () -> closing.chooses("Outcome", UNSUCCESSFUL).presses("Close"));
    assertThat(closing.root().getByLabel("Outcome")).hasValue("UNSUCCESSFUL");
    closing.fills("Notes", "The queues are as long as before.").presses("Close");
    clara.isTold("Change " + KEY + "-C1 is closed with its outcome");
    clara.sheet().sees("Closed, unsuccessful", UNSUCCESSFUL, "The queues are as long as before.");
    clara.sheet().doesNotSee("Close the change");
    clara.opensProject(KEY, "Changes").row(KEY + "-C1").sees("Closed", "unsuccessful");
  }
}
