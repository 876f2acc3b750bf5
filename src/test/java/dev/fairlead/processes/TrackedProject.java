package dev.fairlead.processes;

import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Projects;
import java.util.Map;

/** The sample project, brought by its real people to where its work is tracked. */
final class TrackedProject {
  private TrackedProject() {}

  static void begin(ProcessDriver driver, Projects projects, Plans plans, String key) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    approve(driver, key);
  }

  /** The same of a project whose sample plan stands already. */
  static void approve(ProcessDriver driver, String key) {
    driver.act("clara", key, "userTask_draftPlan", Map.of());
    driver.act("tom", key, "userTask_giveFeedback", Map.of());
    driver.act("tina", key, "userTask_giveFeedback", Map.of());
    driver.act("clara", key, "userTask_submitPlan", Map.of("nextStep", "submit"));
    driver.act("maria", key, "userTask_approvePlan", Map.of("decision", "approve"));
  }
}
