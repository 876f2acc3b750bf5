package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import java.net.URI;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A row of the communication plan from its form to its readers, one of them outside the house: she
 * opens her link without a login and says something, and is answered.
 */
@Story
class CommunicationIT extends InBrowser {
  private static final String KEY = "COM-1";

  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired RuntimeService runtime;
  @Autowired JdbcClient jdbc;

  private String shared;

  @BeforeAll
  void aMonday() {
    itIs("2027-01-04T09:00");
    SampleProject.tracked(driver, projects, plans, KEY);
  }

  /** Other stories book the same people in the same weeks. */
  @AfterAll
  void nothingIsLeftToDo() {
    runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(KEY)
        .rootProcessInstances()
        .list()
        .forEach(
            instance ->
                runtime.deleteProcessInstance(
                    instance.getId(), "story over", true, true, true, true));
    PlanFixture.phase(jdbc, KEY, "CLOSED");
  }

  @Test
  @Order(1)
  void theCoordinatorPlansWhoGetsWhat() {
    Person clara = person("clara");
    clara
        .opensProject(KEY, "Communication")
        .sees("There is no communication plan yet")
        .fills("Name", "Ann Acme")
        .fills("Organisation", "Acme")
        .fills("E-mail", "ann@acme.example")
        .presses("Add an external party");
    clara.isTold("Ann Acme can be told about the project now.");
    clara.sheet().follows("Add a row");
    clara
        .sheet()
        .fills("Title", "What comes next")
        .fills("Purpose", "Team and customer know what comes next")
        .chooses("Content", "Milestones of the next weeks")
        .chooses("Format", "in the mail itself")
        .chooses("When", "every week")
        .fills("First due", "2027-01-05")
        .chooses("Approved by", "managers");
    clara.page().getByLabel("Team", exactly()).check();
    clara.page().getByLabel("Ann Acme (Acme)", exactly()).check();
    clara.page().getByLabel("Readers are asked to confirm").check();
    clara.sheet().presses("Save");
    clara.isTold("\"What comes next\" is in the plan.");
    clara.sheet().row("What comes next").sees("every week", "5 Jan 2027", "approved by managers");
  }

  @Test
  @Order(2)
  void onItsDayItIsDraftedAndSomebodyElseApprovesIt() {
    itIs("2027-01-05T08:30");
    Person clara = person("clara");
    clara
        .opensTask("Draft communication", KEY)
        .chooses("What happens this time?", "Send it")
        .fills("Words of your own, or the minutes", "We are on course.");
    clara.frame().sees("Ann Acme (Acme)", "Go-live");
    clara.completes();
    Person maria = person("maria");
    maria.opensTask("Approve communication", KEY).chooses("Your decision", "Approve");
    maria.frame().sees("We are on course.");
    maria.completes();
    clara.seesInTime(
        "it is sent",
        () -> clara.opensProject(KEY, "Communication").part("What was sent"),
        "3 readers");
  }

  @Test
  @Order(3)
  void aReaderInsideConfirms() {
    Person tom = person("tom");
    tom.opensProject(KEY, "Communication").part("What was sent").follows("What comes next");
    tom.sheet().sees("We are on course.").presses("I have read this");
    tom.isTold("Thank you, your receipt is kept.");
  }

  @Test
  @Order(4)
  void herLinkOpensInAFreshBrowserWithoutALogin() {
    Person clara = person("clara");
    clara
        .opensProject(KEY, "Communication")
        .part("Shared links")
        .presses("Show an address of What comes next for Ann Acme (Acme)");
    String address = clara.page().getByLabel("Address of the link", exactly()).inputValue();
    shared = URI.create(address).getPath();
    Person ann = visitor("ann");
    ann.opens(shared);
    ann.sheet()
        .sees("Sample " + KEY, "We are on course.", "Go-live")
        .doesNotSee("Tina Okafor")
        .fills("What do you want to say?", "Which hour on that day?");
    ann.sheet().presses("Send");
    ann.isTold("Thank you.");
    org.assertj.core.api.Assertions.assertThat(ann.page().context().cookies())
        .extracting(cookie -> cookie.name)
        .doesNotContain("SESSION");
    clara.opensProject(KEY, "Communication").part("Shared links").sees("opened");
  }

  @Test
  @Order(5)
  void theCoordinatorAnswersAndSheReadsIt() {
    Person clara = person("clara");
    clara.opensTask("Answer outside feedback", KEY).fills("Your answer", "At eight.");
    clara.frame().sees("Which hour on that day?");
    clara.completes();
    Person ann = visitor("ann-again");
    ann.opens(shared);
    ann.sheet().sees("Which hour on that day?", "At eight.");
  }

  @Test
  @Order(6)
  void aRevokedLinkOpensNoMore() {
    Person clara = person("clara");
    clara
        .opensProject(KEY, "Communication")
        .part("Shared links")
        .presses("Revoke What comes next for Ann Acme (Acme)");
    clara.isTold("Revoked.");
    Person ann = visitor("ann-late");
    ann.complaints()
        .expecting(
            410,
            () -> {
              ann.opens(shared);
              assertThat(ann.page().locator("main")).containsText("can no longer be read");
            });
  }

  @Test
  @Order(7)
  void whoeverIsConcernedIsToldAndTheTeamReadsNoJudgement() {
    Person clara = person("clara");
    clara.opensProject(KEY, "Communication").follows("Stakeholders");
    clara
        .sheet()
        .fills("Person or group", "Steering board")
        .fills("Role in the project", "Accountable")
        .chooses("Or in the communication plan as", "Steering board")
        .chooses("Influence", "5, very high")
        .chooses("Interest", "2, low")
        .chooses("Attitude now", "opposed")
        .fills("Expectations", "One page a month")
        .fills("What is done about it", "Call them before they meet")
        .presses("Save");
    clara.isTold("Steering board is saved.");
    clara
        .sheet()
        .sees("One stakeholder of high influence is reached by no row", "keep satisfied")
        .follows("Add a row of the communication plan for Steering board");
    assertThat(clara.page().getByLabel("Steering board", exactly())).isChecked();
    clara
        .sheet()
        .fills("Title", "One page for the board")
        .fills("Purpose", "The board knows where we are")
        .chooses("Content", "Milestones of the next weeks")
        .chooses("When", "every month")
        .fills("First due", "2027-02-01")
        .presses("Save");
    clara.isTold("\"One page for the board\" is in the plan.");
    clara.sheet().doesNotSee("high influence").follows("Stakeholders");
    clara.sheet().sees("Reached by: One page for the board").doesNotSee("reached by no row");
    Person maria = person("maria");
    maria.opensProject(KEY, "Communication").follows("Stakeholders");
    maria
        .sheet()
        .sees("attitude opposed, wanted supportive", "Call them before they meet")
        .doesNotSee("Add a stakeholder");
    Person tom = person("tom");
    tom.opensProject(KEY, "Communication").follows("Stakeholders");
    tom.sheet()
        .sees("Steering board", "One page a month", "Reached by: One page for the board")
        .doesNotSee("opposed")
        .doesNotSee("Call them")
        .doesNotSee("keep satisfied");
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
