package dev.fairlead.processes;

import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Goal;
import dev.fairlead.project.NewProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small project with a plan that passes the plan check. Starts on Monday, 4 January 2027. */
public final class SampleProject {
  private SampleProject() {}

  /** Other tests use the same people; what they left behind asks for nobody any more. */
  public static void nothingElseAsksForPeople(JdbcClient jdbc) {
    jdbc.sql("update project set phase = 'CLOSED' where phase <> 'CLOSED'").update();
  }

  public static Project begin(Projects projects, String key, String budget) {
    return begin(projects, key, budget, "clara");
  }

  public static Project begin(Projects projects, String key, String budget, String coordinator) {
    return projects.create(
        new NewProject(
            key,
            "Sample " + key,
            "A project for tests",
            "sofia",
            coordinator,
            LocalDate.of(2027, 1, 4),
            LocalDate.of(2027, 2, 26),
            new BigDecimal(budget),
            5,
            new BigDecimal("10"),
            List.of(
                new Goal(
                    1,
                    "Orders in a minute",
                    "Time to place an order",
                    "60 s",
                    new BigDecimal(100),
                    null,
                    null)),
            List.of(
                new TeamMember("tom", "Developer", 100, new BigDecimal("80")),
                new TeamMember("tina", "Tester", 100, new BigDecimal("70")))));
  }

  /** Build (5 days, Tom), test (3 days, Tina), go-live (milestone). */
  public static void plan(Plans plans, String key) {
    plan(plans, key, "clara");
  }

  public static void plan(Plans plans, String key, String by) {
    int version = plans.current(key).version();
    plans.edit(
        key,
        version,
        List.of(
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK,
                -1,
                Map.of("name", "Build", "durationDays", "5", "owner", "tom")),
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK,
                -2,
                Map.of("name", "Test", "durationDays", "3", "owner", "tina")),
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK,
                -3,
                Map.of("name", "Go-live", "milestone", "true", "owner", "tina")),
            PlanEdit.of(PlanEdit.Kind.ADD_LINK, -2, Map.of("predecessor", "-1")),
            PlanEdit.of(PlanEdit.Kind.ADD_LINK, -3, Map.of("predecessor", "-2"))),
        by);
  }

  /** The same, approved and in tracking. */
  public static void tracked(ProcessDriver driver, Projects projects, Plans plans, String key) {
    submitted(driver, projects, plans, key, "clara");
    driver.act("maria", key, "userTask_approvePlan", Map.of("decision", "approve"));
  }

  /** The same, waiting for its approval. */
  public static void submitted(
      ProcessDriver driver, Projects projects, Plans plans, String key, String coordinator) {
    begin(projects, key, "20000", coordinator);
    plan(plans, key, coordinator);
    driver.act(coordinator, key, "userTask_draftPlan", Map.of());
    driver.act("tom", key, "userTask_giveFeedback", Map.of());
    driver.act("tina", key, "userTask_giveFeedback", Map.of());
    driver.act(coordinator, key, "userTask_submitPlan", Map.of("nextStep", "submit"));
  }
}
