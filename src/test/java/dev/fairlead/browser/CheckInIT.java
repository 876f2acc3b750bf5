package dev.fairlead.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Issues;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of the weekly check-in in both lists of work; completing never loses what was typed.
 */
class CheckInIT extends InBrowser {
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Issues issues;
  @Autowired RuntimeService runtime;
  @Autowired JdbcClient jdbc;

  @BeforeAll
  void aFriday() {
    itIs("2027-01-04T09:00");
    SampleProject.tracked(driver, projects, plans, "CK-1");
    SampleProject.tracked(driver, projects, plans, "CK-2");
    itIs("2027-01-08T09:00");
  }

  /** Other stories book the same people in the same weeks. */
  @AfterAll
  void nothingIsLeftToDo() {
    for (String key : List.of("CK-1", "CK-2")) {
      runtime
          .createProcessInstanceQuery()
          .processInstanceBusinessKey(key)
          .rootProcessInstances()
          .list()
          .forEach(
              instance ->
                  runtime.deleteProcessInstance(
                      instance.getId(), "story over", true, true, true, true));
      PlanFixture.phase(jdbc, key, "CLOSED");
    }
  }

  @Test
  void inMyWorkAWrongRowIsNamedAndARightOneEndsTheTask() {
    Person tina = person("tina");
    tina.opensTask("Report weekly progress", "CK-1");
    tina.frame().fills("Percent complete, Test", "130");
    tina.complaints()
        .expecting(
            422,
            () -> {
              tina.sheet().presses("Complete");
              tina.frame().sees("Percent complete must be a whole number between 0 and 100.");
            });
    tina.frame().fills("Percent complete, Test", "20");
    tina.sheet().presses("Complete");
    tina.frame().sees("Thank you, one task is reported.");
    assertThat(plans.current("CK-1").task(2).percentComplete()).isEqualTo(20);
  }

  @Test
  void inTasklistCompletingSendsWhatWasTyped() {
    Tasklist tasklist = person("tom").opensTasklist();
    tasklist.choosesFilter("My tasks").opensTask("Report weekly progress", "CK-2");
    tasklist.frame().fills("Problem, Build", "The compiler is missing");
    tasklist.form().presses("Complete");
    tasklist.frame().sees("Thank you, one task is reported.");
    assertThat(issues.all("CK-2"))
        .singleElement()
        .satisfies(issue -> assertThat(issue.description()).isEqualTo("The compiler is missing"));
  }
}
