package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.contract.ProcessContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every diagram of the folder keeps the process contract and the house's names. */
class DiagramModelTests {
  private static final Map<String, String> ID_BY_TYPE =
      Map.ofEntries(
          Map.entry("startEvent", "startEvent_"),
          Map.entry("endEvent", "endEvent_"),
          Map.entry("intermediateCatchEvent", "intermediateEvent_"),
          Map.entry("boundaryEvent", "boundaryEvent_"),
          Map.entry("exclusiveGateway", "gateway_"),
          Map.entry("parallelGateway", "gateway_"),
          Map.entry("eventBasedGateway", "gateway_"),
          Map.entry("userTask", "userTask_"),
          Map.entry("serviceTask", "serviceTask_"),
          Map.entry("businessRuleTask", "businessRuleTask_"),
          Map.entry("callActivity", "callActivity_"),
          Map.entry("subProcess", "subProcess_"),
          Map.entry("sequenceFlow", "flow_"));

  static Stream<Path> diagrams() {
    return ProcessFiles.diagrams().stream();
  }

  @Test
  void theFourteenProcessesAreThere() {
    assertThat(ProcessFiles.diagrams())
        .extracting(ProcessFiles::id)
        .containsExactlyInAnyOrder(
            "projectLifecycle",
            "planProject",
            "approvePlan",
            "trackProject",
            "checkInWeekly",
            "decideRequest",
            "followUpTask",
            "resolveIssue",
            "handleChange",
            "reportStatus",
            "reviewRisk",
            "closeProject",
            "releaseDiagram",
            "communicate",
            "collectReceipts",
            "collectContractorReport",
            "answerOutsideFeedback",
            "handOverSystems",
            "acceptDeliverables",
            "supportEarly");
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void everyDiagramKeepsTheProcessContract(Path diagram) {
    assertThat(new ProcessContract().check(ProcessFiles.read(diagram), ProcessFiles.surroundings()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void theFileIsNamedAfterItsOnlyProcess(Path diagram) {
    assertThat(ProcessFiles.read(diagram).getModelElementsByType(Process.class))
        .extracting(Process::getId)
        .containsExactly(ProcessFiles.id(diagram));
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void everyIdSaysTypeAndName(Path diagram) {
    List<String> odd =
        ProcessFiles.read(diagram).getModelElementsByType(FlowElement.class).stream()
            .filter(
                e ->
                    !e.getId()
                        .matches(
                            ID_BY_TYPE.get(e.getElementType().getTypeName()) + "[a-z][A-Za-z0-9]*"))
            .map(FlowElement::getId)
            .toList();
    assertThat(odd).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void labelsAreInSentenceCase(Path diagram) {
    List<String> odd =
        ProcessFiles.read(diagram).getModelElementsByType(FlowElement.class).stream()
            .map(FlowElement::getName)
            .filter(name -> name != null && !name.matches("[A-Z][^A-Z]*"))
            .toList();
    assertThat(odd).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void exclusiveGatewaysAskAQuestion(Path diagram) {
    assertThat(
            ProcessFiles.read(diagram)
                .getModelElementsByType(org.camunda.bpm.model.bpmn.instance.ExclusiveGateway.class))
        .filteredOn(gateway -> gateway.getOutgoing().size() > 1)
        .allMatch(gateway -> gateway.getName().endsWith("?"));
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void nodesAndFlowsAreDrawnAndFlowsRunAtRightAngles(Path diagram) {
    BpmnModelInstance model = ProcessFiles.read(diagram);
    Set<String> shapes =
        model.getModelElementsByType(BpmnShape.class).stream()
            .map(shape -> shape.getBpmnElement().getId())
            .collect(Collectors.toSet());
    assertThat(shapes).containsAll(ids(model, FlowNode.class));
    Set<String> edges = new TreeSet<>();
    for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
      edges.add(edge.getBpmnElement().getId());
      var points = List.copyOf(edge.getWaypoints());
      for (int i = 1; i < points.size(); i++) {
        double across = Math.abs(points.get(i).getX() - points.get(i - 1).getX());
        double down = Math.abs(points.get(i).getY() - points.get(i - 1).getY());
        assertThat(Math.min(across, down)).as(edge.getId()).isLessThanOrEqualTo(1);
      }
    }
    assertThat(edges).containsAll(ids(model, SequenceFlow.class));
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void aDiagramFitsAScreen(Path diagram) {
    var bounds =
        ProcessFiles.read(diagram).getModelElementsByType(BpmnShape.class).stream()
            .map(BpmnShape::getBounds)
            .toList();
    double left = bounds.stream().mapToDouble(b -> b.getX()).min().orElse(0);
    double right = bounds.stream().mapToDouble(b -> b.getX() + b.getWidth()).max().orElse(0);
    double top = bounds.stream().mapToDouble(b -> b.getY()).min().orElse(0);
    double bottom = bounds.stream().mapToDouble(b -> b.getY() + b.getHeight()).max().orElse(0);
    assertThat(right - left).isLessThan(1900);
    assertThat(bottom - top).isLessThan(800);
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void slowStepsRunOnTheirOwnAndAreRetried(Path diagram) {
    for (ServiceTask step : ProcessFiles.read(diagram).getModelElementsByType(ServiceTask.class)) {
      boolean slow =
          step.getCamundaDelegateExpression()
              .matches("#\\{(render|distribute|request|archive|deploy).*}");
      assertThat(step.isCamundaAsyncBefore()).as(step.getId()).isEqualTo(slow);
      if (slow) {
        assertThat(
                step.getExtensionElements()
                    .getElementsQuery()
                    .filterByType(CamundaFailedJobRetryTimeCycle.class)
                    .singleResult()
                    .getTextContent())
            .isEqualTo("PT10S,PT1M,PT5M,PT15M,PT1H");
      }
    }
  }

  @Test
  void theApprovalsAreMarkedForTheGuardAndGoToGroups() {
    Set<String> approvals = new TreeSet<>();
    for (Path diagram : ProcessFiles.diagrams()) {
      for (UserTask task : ProcessFiles.read(diagram).getModelElementsByType(UserTask.class)) {
        boolean marked =
            task.getExtensionElements() != null
                && task.getExtensionElements().getElementsQuery().list().stream()
                    .flatMap(e -> e.getChildElementsByType(CamundaProperty.class).stream())
                    .anyMatch(p -> p.getCamundaName().equals(ProcessContract.APPROVAL));
        assertThat(marked).as(task.getId()).isEqualTo(task.getCamundaCandidateGroups() != null);
        if (marked) {
          approvals.add(task.getId());
        }
      }
    }
    assertThat(approvals)
        .containsExactly(
            "userTask_acceptResult",
            "userTask_approveCommunication",
            "userTask_approvePlan",
            "userTask_confirmDeviation",
            "userTask_decideChange",
            "userTask_decideRequest",
            "userTask_releaseDiagram",
            "userTask_reviewEmergencyChange");
  }

  @Test
  void whereOthersWaitForATaskItIsDue() {
    Set<String> never = new TreeSet<>();
    for (Path diagram : ProcessFiles.diagrams()) {
      ProcessFiles.read(diagram).getModelElementsByType(UserTask.class).stream()
          .filter(task -> task.getCamundaDueDate() == null)
          .forEach(task -> never.add(task.getId()));
    }
    assertThat(never)
        .as("what is done while a plan is made, a change is backed out or a project ends")
        .containsExactly(
            "userTask_answerOutsideFeedback",
            "userTask_carryOutBackout",
            "userTask_draftPlan",
            "userTask_rateGoals",
            "userTask_recordLessons",
            "userTask_releaseDiagram",
            "userTask_requestChange",
            "userTask_reworkDeliverables",
            "userTask_reworkHandover",
            "userTask_settleOpenPoints",
            "userTask_solveSupportProblem",
            "userTask_submitPlan",
            "userTask_wrapUpSupport");
  }

  @Test
  void messagesAreNamedAfterTheirEvents() {
    Set<String> messages = new TreeSet<>();
    for (Path diagram : ProcessFiles.diagrams()) {
      ProcessFiles.read(diagram)
          .getModelElementsByType(Message.class)
          .forEach(m -> messages.add(m.getName()));
    }
    assertThat(messages)
        .containsExactly(
            "change.extended",
            "change.merged",
            "change.submitted",
            "change.withdrawn",
            "checkIn.answered",
            "communication.confirmed",
            "communication.stopped",
            "contractorReport.given",
            "contractorReport.withdrawn",
            "project.cancelled",
            "report.discarded",
            "report.feedbackGiven",
            "report.published",
            "report.requested",
            "supportProblem.reported",
            "task.reportedDone");
  }

  @Test
  void everyProcessIsCalledByAnotherButTheLifecycleAndWhatBeginsOutside() {
    Set<String> called = new TreeSet<>();
    for (Path diagram : ProcessFiles.diagrams()) {
      ProcessFiles.read(diagram)
          .getModelElementsByType(CallActivity.class)
          .forEach(call -> called.add(call.getCalledElement()));
    }
    called.add("projectLifecycle");
    // links stay open when the project's life is over, and so does the way to answer
    called.add("answerOutsideFeedback");
    // a contractor is asked by hand, beside the life of the project
    called.add("collectContractorReport");
    // diagrams are released outside of any project
    called.add("releaseDiagram");
    assertThat(called)
        .containsExactlyInAnyOrderElementsOf(
            ProcessFiles.diagrams().stream().map(ProcessFiles::id).toList());
  }

  private static Set<String> ids(BpmnModelInstance model, Class<? extends FlowElement> type) {
    return model.getModelElementsByType(type).stream()
        .map(FlowElement::getId)
        .collect(Collectors.toSet());
  }
}
