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

/** A small project with a plan that passes the plan check. Starts on Monday, 4 January 2027. */
public final class SampleProject {
  private SampleProject() {}

  public static Project begin(Projects projects, String key, String budget) {
    return projects.create(
        new NewProject(
            key,
            "Sample " + key,
            "A project for tests",
            "sofia",
            "clara",
            LocalDate.of(2027, 1, 4),
            LocalDate.of(2027, 2, 26),
            new BigDecimal(budget),
            5,
            new BigDecimal("10"),
            List.of(new Goal(1, "Orders in a minute", "Time to place an order", "60 s", new BigDecimal(100), null, null)),
            List.of(
                new TeamMember("tom", "Developer", 100, new BigDecimal("80")),
                new TeamMember("tina", "Tester", 100, new BigDecimal("70")))));
  }

  /** Build (5 days, Tom), test (3 days, Tina), go-live (milestone). */
  public static void plan(Plans plans, String key) {
    int version = plans.current(key).version();
    plans.edit(
        key,
        version,
        List.of(
            PlanEdit.of(PlanEdit.Kind.ADD_TASK, -1, Map.of("name", "Build", "durationDays", "5", "owner", "tom")),
            PlanEdit.of(PlanEdit.Kind.ADD_TASK, -2, Map.of("name", "Test", "durationDays", "3", "owner", "tina")),
            PlanEdit.of(
                PlanEdit.Kind.ADD_TASK, -3, Map.of("name", "Go-live", "milestone", "true", "owner", "tina")),
            PlanEdit.of(PlanEdit.Kind.ADD_LINK, -2, Map.of("predecessor", "-1")),
            PlanEdit.of(PlanEdit.Kind.ADD_LINK, -3, Map.of("predecessor", "-2"))),
        "clara");
  }

  /** The same, approved and in tracking. */
  public static void tracked(ProcessDriver driver, Projects projects, Plans plans, String key) {
    begin(projects, key, "20000");
    plan(plans, key);
    driver.act("clara", key, "userTask_draftPlan", Map.of());
    driver.act("tom", key, "userTask_giveFeedback", Map.of());
    driver.act("tina", key, "userTask_giveFeedback", Map.of());
    driver.act("clara", key, "userTask_submitPlan", Map.of("nextStep", "submit"));
    driver.act("maria", key, "userTask_approvePlan", Map.of("decision", "approve"));
  }
}
