package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * After all scenarios: every flow of every diagram was taken and every flow node visited. The build
 * runs it last, when all virtual machines have kept what they walked.
 */
@Tag("walked")
class EveryElementIsVisitedTests {
  private Set<String> walked;

  @BeforeEach
  void onlyAfterAllScenarios() throws Exception {
    walked = Walked.all();
    Set<String> missing = scenarios();
    missing.removeAll(walked);
    assumeTrue(missing.isEmpty(), () -> "run it after " + missing);
  }

  @Test
  void everyFlowOfEveryDiagramWasTakenByAScenario() throws Exception {
    // the engine waits at an event-based gateway itself and goes on from the event that occurs
    assertThat(
            elements(SequenceFlow.class, flow -> !(flow.getSource() instanceof EventBasedGateway)))
        .as("flows that no scenario takes")
        .allMatch(walked::contains);
  }

  @Test
  void everyElementOfEveryDiagramWasVisitedByAScenario() throws Exception {
    assertThat(elements(FlowNode.class, node -> !isVisited(node)))
        .as("elements that no scenario walks")
        .isEmpty();
  }

  /**
   * What a flow leads to or comes from was visited when it was taken; an event sub-process, which
   * no flow leads to, when something in it was.
   */
  private boolean isVisited(FlowNode node) {
    return Stream.concat(node.getIncoming().stream(), node.getOutgoing().stream())
            .anyMatch(flow -> walked.contains(name(flow)))
        || node instanceof SubProcess part
            && part.triggeredByEvent()
            && part.getChildElementsByType(FlowNode.class).stream().anyMatch(this::isVisited);
  }

  private static <E extends FlowElement> Set<String> elements(Class<E> kind, Predicate<E> which)
      throws IOException {
    Set<String> all = new TreeSet<>();
    for (File diagram : diagrams()) {
      Bpmn.readModelFromFile(diagram).getModelElementsByType(kind).stream()
          .filter(which)
          .map(EveryElementIsVisitedTests::name)
          .forEach(all::add);
    }
    return all;
  }

  /** As {@code process/element}; each diagram is named like its process. */
  private static String name(FlowElement element) {
    ModelElementInstance around = element;
    while (!(around instanceof Process)) {
      around = around.getParentElement();
    }
    return ((Process) around).getId() + "/" + element.getId();
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
