package dev.fairlead.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the benchmarks of pages copy: projects of 100 tasks, and one plan of 1,000 beside them. */
final class LargeProjects {
  static final String RUNNING = "LARGE-1";
  static final String WAITING = "LARGE-2";
  static final String LONG = "LARGE-3";

  /** Four of five are on their way, one waits for its approval. */
  static final List<String> FIVE = List.of(RUNNING, RUNNING, RUNNING, RUNNING, WAITING);

  private static final int TASKS = 100;

  private LargeProjects() {}

  /** A project whose work goes on, and whose first tasks are late; and one before its approval. */
  static void begin(Projects projects, Plans plans, Progress progress, ProcessDriver driver) {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    submitted(projects, plans, driver, WAITING);
    submitted(projects, plans, driver, RUNNING);
    planned(projects, plans, LONG, 1_000);
    driver.act("maria", RUNNING, "userTask_approvePlan", Map.of("decision", "approve"));
    driver.act("sofia", RUNNING, "userTask_approvePlan", Map.of("decision", "approve"));
    assertThat(projects.get(RUNNING).phase()).isEqualTo(Phase.TRACKING);
    for (int done = 1; done <= 12; done++) {
      progress.report(RUNNING, new NewProgress(done, 100, null, null, null, null, null), "clara");
    }
    driver.moveTo(LocalDateTime.of(2027, 1, 8, 17, 30));
    assertThat(driver.waitingFor(RUNNING)).isNotEmpty();
  }

  private static void submitted(Projects projects, Plans plans, ProcessDriver driver, String key) {
    planned(projects, plans, key, TASKS);
    driver.act("clara", key, "userTask_draftPlan", Map.of());
    driver.act("tom", key, "userTask_giveFeedback", Map.of());
    driver.act("tina", key, "userTask_giveFeedback", Map.of());
    driver.act("clara", key, "userTask_submitPlan", Map.of("nextStep", "submit"));
  }

  private static void planned(Projects projects, Plans plans, String key, int tasks) {
    SampleProject.begin(projects, key, "60000");
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= tasks; i++) {
      edits.add(
          PlanEdit.of(
              Kind.ADD_TASK,
              -i,
              Map.of(
                  "name",
                  "Task " + i,
                  "durationDays",
                  "1",
                  "effortHours",
                  "4",
                  "owner",
                  i % 2 == 0 ? "tom" : "tina")));
      if (i > 4) {
        edits.add(PlanEdit.of(Kind.ADD_LINK, -i, Map.of("predecessor", "-" + (i - 4))));
      }
    }
    plans.edit(key, plans.current(key).version(), edits, "clara");
  }
}
