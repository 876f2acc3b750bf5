package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.FairleadTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * After all scenarios: every flow node of every diagram was visited and every flow taken. Runs last
 * (see junit-platform.properties), and only where all scenarios ran in the same virtual machine.
 */
@FairleadTest
@Order(Integer.MAX_VALUE)
class EveryElementIsVisitedTests {
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void onlyAfterAllScenarios() throws Exception {
    Set<String> missing = scenarios();
    missing.removeAll(Scenario.RAN);
    assumeTrue(missing.isEmpty(), () -> "run it together with " + missing);
  }

  @Test
  void everyFlowOfEveryDiagramWasTakenByAScenario() throws Exception {
    // the engine waits at an event-based gateway itself and goes on from the event that occurs
    Set<String> notTaken =
        elements(SequenceFlow.class, flow -> !(flow.getSource() instanceof EventBasedGateway));
    notTaken.removeAll(FlowsTaken.TAKEN);
    assertThat(notTaken).as("flows that no scenario takes").isEmpty();
  }

  @Test
  void everyElementOfEveryDiagramWasVisitedByAScenario() throws Exception {
    Set<String> visited =
        new TreeSet<>(
            jdbc.sql("select distinct proc_def_key_ || '/' || act_id_ from act_hi_actinst")
                .query(String.class)
                .list());
    Set<String> notVisited = elements(FlowNode.class, node -> true);
    notVisited.removeAll(visited);
    assertThat(notVisited).as("elements that no scenario walks").isEmpty();
  }

  /** As {@code process/element}. */
  private static <E extends FlowElement> Set<String> elements(Class<E> kind, Predicate<E> which)
      throws IOException {
    Set<String> all = new TreeSet<>();
    for (File diagram : diagrams()) {
      String process = diagram.getName().replace(".bpmn", "");
      Bpmn.readModelFromFile(diagram).getModelElementsByType(kind).stream()
          .filter(which)
          .forEach(element -> all.add(process + "/" + element.getId()));
    }
    return all;
  }

  private static List<File> diagrams() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("processes"))) {
      return files.map(Path::toFile).filter(file -> file.getName().endsWith(".bpmn")).toList();
    }
  }

  /** Names of the classes of scenarios in this package. */
  private static Set<String> scenarios() throws Exception {
    Path here = Path.of(Scenario.class.getResource("Scenario.class").toURI()).getParent();
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(here)) {
      for (String name : files.map(file -> file.getFileName().toString()).toList()) {
        if (name.endsWith("ScenarioTests.class")) {
          Class<?> type =
              Class.forName(Scenario.class.getPackageName() + "." + name.replace(".class", ""));
          if (Scenario.class.isAssignableFrom(type)) {
            names.add(type.getSimpleName());
          }
        }
      }
    }
    return names;
  }
}
