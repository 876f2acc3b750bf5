package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.Quorum;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A process owner asks for two managers; both approve, one after the other. */
@Story
class QuorumStoryIT extends InBrowser {
  private static final String KEY = "TWO-1";

  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;

  private Quorum quorum;

  @BeforeAll
  void twoManagersHaveToApprove() {
    itIs("2027-01-04T09:00");
    quorum = new Quorum(repository);
    quorum.of("approvePlan", "approvalLevels", "managers", "2");
    SampleProject.submitted(driver, projects, plans, KEY, "clara");
  }

  @AfterAll
  void oneIsEnoughAgain() {
    if (!projects.get(KEY).phase().name().equals("CLOSED")) {
      projects.cancel(KEY, "The story is over", "clara");
    }
    runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(KEY)
        .rootProcessInstances()
        .list()
        .forEach(one -> runtime.deleteProcessInstance(one.getId(), "over", true, true, true, true));
    quorum.takeBack();
  }

  @Test
  @Order(1)
  void theFirstApprovesAndSeesThatOneMoreIsNeeded() {
    Person maria = person("maria");
    maria.opensTask("Approve plan", KEY);
    maria.frame().sees("0 of 2 approvals given");
    maria.sheet().chooses("Your decision", "Approve").fills("Comment", "Well planned");
    maria
        .completes()
        .isTold("Next: Approve plan (waits on managers, approved already by Maria Costa)");
    maria
        .opensProject(KEY, "Overview")
        .part("Where it waits")
        .sees("Approve plan", "on managers, approved already by Maria Costa since 4 Jan 2027");
    assertThat(maria.sheet().part("Where it waits").root().getByText("Open", exactly())).isHidden();
    maria.opensProject(KEY, "Plan").doesNotSee("Plan approved by");
  }

  @Test
  @Order(2)
  void theSecondApprovesInTasklistAndThePlanBecomesTheBaseline() {
    Tasklist tasklist = person("martin").opensTasklist();
    tasklist.choosesFilter("Approvals").opensTask("Approve plan", KEY).claims();
    tasklist.frame().sees("1 of 2 approvals given: Maria Costa, 4 Jan 2027");
    tasklist.form().chooses("Your decision", "Approve");
    tasklist.completes();

    Person clara = person("clara");
    clara
        .opensProject(KEY, "Plan")
        .part("Baselines")
        .sees("Plan approved by Maria Costa, Martin Keller");
    clara.opensProject(KEY, "Overview").sees("Tracking", "Confirm all work done");
    clara.opensProject(KEY, "Decisions").sees("Maria Costa", "Martin Keller", "Well planned");
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
