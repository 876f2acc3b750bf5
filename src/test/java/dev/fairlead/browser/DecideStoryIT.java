package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.change.NewChange;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.workspace.MailDecisions;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A manager opens the link of a mail on a phone, without a login, and decides. */
@Story
class DecideStoryIT extends InBrowser {
  private static final String KEY = "DEC-1";

  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Changes changes;
  @Autowired MailDecisions decisions;
  @Autowired Users users;
  @Autowired TaskService tasks;
  @Autowired RuntimeService runtime;

  private String link;

  @BeforeAll
  void aMonday() {
    itIs("2027-01-04T09:00");
    SampleProject.submitted(driver, projects, plans, KEY, "clara");
    link = link(KEY, "userTask_approvePlan", "maria");
  }

  /** Other stories book the same people in the same weeks. */
  @AfterAll
  void nothingIsLeftToDo() {
    if (!projects.get(KEY).phase().name().equals("CLOSED")) {
      projects.cancel(KEY, "The story is over", "clara");
    }
    runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(KEY)
        .rootProcessInstances()
        .list()
        .forEach(one -> runtime.deleteProcessInstance(one.getId(), "over", true, true, true, true));
  }

  private String link(String businessKey, String task, String person) {
    String id =
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey(businessKey)
            .taskDefinitionKey(task)
            .singleResult()
            .getId();
    return decisions.key(id, person, users.get(person).email()).orElseThrow().path();
  }

  @Test
  @Order(1)
  void sheReadsWhatIsDecidedAndIsToldWhatIsMissing() {
    Person maria = visitor("maria-on-her-phone");
    Page page = maria.page();
    page.setViewportSize(390, 844);
    maria.opens(link);
    maria
        .sheet()
        .sees("Approve plan", "Sample " + KEY, "Submitted by Clara Lindgren", "Planned cost")
        .sees("You decide as Maria Costa");
    maria.sheet().chooses("Your decision", "Ask for rework: the plan goes back to the coordinator");
    maria.isRefused("Please look at the marked field", () -> maria.sheet().presses("Decide"));
    assertThat(page.locator(".invalid-feedback")).isVisible();
    assertThat(page.getByLabel("Your decision").first()).hasValue("rework");
  }

  @Test
  @Order(2)
  void sheApprovesWithoutALoginAndTheLinkIsUsedUp() {
    Person maria = visitor("maria-again");
    maria.opens(link);
    maria
        .sheet()
        .chooses("Your decision", "Approve: the work may start after the last approval")
        .fills("Comment", "Go ahead");
    maria.sheet().presses("Decide");
    assertThat(maria.page().locator("main"))
        .containsText("This link was used up on 4 Jan 2027, 09:00");
    assertThat(maria.page().locator("main")).containsText("\"Approve plan\" is done");
    org.assertj.core.api.Assertions.assertThat(maria.page().context().cookies())
        .extracting(cookie -> cookie.name)
        .doesNotContain("SESSION");
    org.assertj.core.api.Assertions.assertThat(projects.get(KEY).phase().name())
        .isEqualTo("TRACKING");
    maria
        .complaints()
        .expecting(
            410,
            () -> {
              maria.opens(link);
              assertThat(maria.page().locator("main"))
                  .containsText("This link decides nothing any more");
            });
    person("clara")
        .opensProject(KEY, "Decisions")
        .sees("Maria Costa", "(From the mail, without a login) Go ahead");
  }

  @Test
  @Order(3)
  void heDecidesOnAChangeWithItsEffectInFrontOfHim() {
    String id =
        changes
            .submit(
                KEY,
                new NewChange(
                    ChangeRequest.Type.NORMAL,
                    ChangeRequest.Category.COST,
                    "More licences",
                    "Two more",
                    "Two new colleagues",
                    "They wait",
                    "Order them",
                    "Give them back",
                    List.of(PlanEdit.of(PlanEdit.Kind.SET, 1, Map.of("fixedCost", "20")))),
                "tom")
            .id();
    Person martin = visitor("martin-on-his-phone");
    martin.page().setViewportSize(390, 844);
    martin.opens(link(id, "userTask_decideChange", "martin"));
    martin.sheet().sees(id + " More licences", "Two new colleagues", "Submitted by Tom Eriksen");
    martin
        .sheet()
        .chooses("Your decision", "Reject: the plan stays as it is")
        .fills("Comment", "Next year");
    martin.sheet().presses("Decide");
    assertThat(martin.page().locator("main")).containsText("Reject: the plan stays as it is");
    org.assertj.core.api.Assertions.assertThat(changes.get(id).status())
        .isEqualTo(ChangeRequest.Status.REJECTED);
  }
}
