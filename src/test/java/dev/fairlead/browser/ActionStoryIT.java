package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A steering meeting decides something, and somebody has to do something about it. */
@Story
class ActionStoryIT extends InBrowser {
  private static final String KEY = "ACT-1";

  @Autowired Projects projects;
  @Autowired Plans plans;

  @BeforeAll
  void aMonday() {
    itIs("2027-01-04T09:00");
    SampleProject.begin(projects, KEY, "20000");
    SampleProject.plan(plans, KEY);
  }

  /** Other stories book the same people in the same weeks. */
  @AfterAll
  void nothingIsLeftToDo() {
    projects.cancel(KEY, "The story is over", "clara");
  }

  @Test
  @Order(1)
  void sheRecordsWhatTheMeetingDecided() {
    Person clara = person("clara");
    clara.opensProject(KEY, "Decisions");
    clara.page().locator("#record > summary").click();
    Sheet form = clara.sheet().part("Record a decision");
    form.fills("Title", "Host it inside")
        .fills("Decided on", "2027-01-05")
        .fills("What was decided", "We host it ourselves")
        .fills("Decided by", "Steering board");
    // Enter records, and the sentence about the day stands beside it
    clara
        .complaints()
        .expecting(422, () -> clara.page().getByLabel("Title").first().press("Enter"));
    clara.sheet().sees("It cannot have been decided on 5 Jan 2027");
    assertThat(clara.page().getByLabel("What was decided")).hasValue("We host it ourselves");
    clara
        .sheet()
        .part("Record a decision")
        .fills("Decided on", "2027-01-04")
        .presses("Record and seal");
    clara.isTold("The decision ACT-1-D1 \"Host it inside\" is recorded and sealed.");
    clara
        .sheet()
        .row("ACT-1-D1")
        .sees("Decided", "recorded", "We host it ourselves", "Decided by: Steering board");
    clara.sheet().follows("Verify the log");
    clara.isTold("The log is intact");
  }

  @Test
  @Order(2)
  void sheSaysWhoHasToDoWhatByWhen() {
    Person clara = person("clara");
    clara.opensProject(KEY, "Decisions").follows("Action from ACT-1-D1");
    assertThat(clara.page().getByLabel("Concerns")).hasValue("D1");
    clara
        .sheet()
        .fills("Title", "Send the contract to legal")
        .chooses("Responsible", "Tom Eriksen")
        .fills("Due", "2027-01-09")
        .chooses("Priority", "High")
        .fills("Where it comes from", "Steering meeting");
    clara.complaints().expecting(422, () -> clara.sheet().presses("Save"));
    clara.sheet().sees("Nobody works on 9 Jan 2027", "such as 11 Jan 2027");
    clara.sheet().fills("Due", "2027-01-08").presses("Save");
    clara.isTold("ACT-1-A1 is saved.");
    clara
        .sheet()
        .sees("Send the contract to legal", "Tom Eriksen, until 8 Jan 2027", "Decision 1: Host it");
  }

  @Test
  @Order(3)
  void heSaysFromHisListOfWorkThatItIsDone() {
    Person tom = person("tom");
    tom.opens("/work");
    Locator action =
        tom.page()
            .locator("#actions li")
            .filter(new Locator.FilterOptions().setHasText("Send the contract to legal"));
    assertThat(action).containsText("until 8 Jan 2027");
    Locator title = action.locator("> div").first();
    double width = title.boundingBox().width;
    action.locator("summary").click();
    org.assertj.core.api.Assertions.assertThat(title.boundingBox().width)
        .as("what is opened stands below its title and does not squeeze it")
        .isGreaterThanOrEqualTo(width);
    tom.complaints()
        .expecting(
            422,
            () -> {
              action.getByText("Say it is done").click();
              assertThat(action).containsText("Please fill in the result.");
            });
    action.getByLabel("What came of it").fill("They sign on Friday");
    action.getByText("Say it is done").click();
    tom.isTold("ACT-1-A1 is done.");
    assertThat(action).hasCount(0);
  }

  @Test
  @Order(4)
  void sheReadsTheResultAndOpensItAgain() {
    Person clara = person("clara");
    clara.opensProject(KEY, "Actions").follows("All (1)");
    clara.sheet().sees("Done", "They sign on Friday");
    clara.sheet().presses("Open ACT-1-A1 again");
    clara.isTold("ACT-1-A1 is open again.");
    clara.opensProject(KEY, "History").sees("status from \"Done\" to \"Open\"");
    Person tom = person("tom");
    tom.opens("/work");
    tom.sheet().sees("Send the contract to legal");
  }
}
