package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.engine.TaskSubject;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Nobody has two tasks in their list that look alike. */
@FairleadTest
class TaskSubjectTests {
  /** They run once at a time in a project, or once for each person. */
  private static final Set<String> TOLD_BY_PROJECT_AND_NAME =
      Set.of(
          "projectLifecycle",
          "planProject",
          "approvePlan",
          "trackProject",
          "closeProject",
          "supportEarly",
          "acceptDeliverables",
          "handOverSystems",
          "checkInWeekly",
          "collectReceipts");

  @Autowired Set<TaskSubject> subjects;

  @Test
  void everyProcessSaysWhatItsTasksAreAbout() {
    Set<String> told = new TreeSet<>(TOLD_BY_PROJECT_AND_NAME);
    subjects.forEach(
        subject -> assertThat(told.add(subject.process())).as(subject.process()).isTrue());
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            ProcessFiles.diagrams().stream().map(ProcessFiles::id).toList());
  }
}
