package dev.fairlead.engine.contract;

import dev.fairlead.engine.contract.Surroundings.Diagram;
import dev.fairlead.engine.contract.Surroundings.TakenBack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * What calls hand in and take back. A name that the other side does not know is most often a slip
 * of the pen: the variable would be empty there, and nobody would say so.
 */
final class CallMappings {
  private final Diagram diagram;
  private final Surroundings around;

  /** By the ids of the processes of the diagram, of which there is most often one. */
  private final Map<String, Optional<VariableUse>> here = new HashMap<>();

  CallMappings(Diagram diagram, Surroundings around) {
    this.diagram = diagram;
    this.around = around;
  }

  /** Takes what is found. */
  interface Found {
    /**
     * Takes one.
     *
     * @param code of the sentence
     * @param arguments of the sentence
     */
    void add(BaseElement element, String code, Object... arguments);
  }

  void check(Found found) {
    for (CallActivity call : diagram.model().getModelElementsByType(CallActivity.class)) {
      String called = String.valueOf(call.getCalledElement());
      Optional<VariableUse> there = around.diagrams().apply(called).flatMap(d -> use(d, called));
      handsIn(call, called, there, found);
      takesBack(call, called, there, found);
    }
    for (Process process : diagram.model().getModelElementsByType(Process.class)) {
      keepsItsCallers(process, found);
    }
  }

  private void handsIn(CallActivity call, String called, Optional<VariableUse> there, Found found) {
    Optional<Set<String>> given = around.variables().givenTo(called);
    if (given.isEmpty() && there.isEmpty()) {
      return;
    }
    for (CamundaIn in : mappings(call, CamundaIn.class)) {
      String target = in.getCamundaTarget();
      if (target != null
          && given.filter(names -> names.contains(target)).isEmpty()
          && there.filter(process -> !process.neverReads(target)).isEmpty()) {
        found.add(
            call,
            "handsInUnknown",
            label(call.getName(), call.getId()),
            target,
            called,
            list(given.orElseGet(() -> there.get().needs())));
      }
    }
  }

  private void takesBack(
      CallActivity call, String called, Optional<VariableUse> there, Found found) {
    String id = idOf(call);
    Set<String> handedIn = new HashSet<>();
    mappings(call, CamundaIn.class).forEach(in -> handedIn.add(in.getCamundaTarget()));
    for (CamundaOut out : mappings(call, CamundaOut.class)) {
      String source = out.getCamundaSource();
      if (source != null
          && !handedIn.contains(source)
          && there.filter(process -> process.neverSets(source)).isPresent()) {
        found.add(
            call,
            "takesBackUnset",
            label(call.getName(), call.getId()),
            source,
            called,
            list(there.get().set()));
      }
      String target = out.getCamundaTarget();
      if (target != null
          && here.computeIfAbsent(id, i -> use(diagram, i))
              .filter(p -> p.neverReads(target))
              .isPresent()
          && around.callers().get().stream()
              .noneMatch(by -> by.called().equals(id) && by.variable().equals(target))) {
        found.add(call, "takesBackUnread", label(call.getName(), call.getId()), target);
      }
    }
  }

  /** Who calls it gets its latest version, also in projects that run already. */
  private void keepsItsCallers(Process process, Found found) {
    Optional<VariableUse> before =
        around.live().apply(process.getId()).flatMap(live -> use(live, process.getId()));
    Optional<VariableUse> after = use(diagram, process.getId());
    for (TakenBack by : around.callers().get()) {
      if (by.called().equals(process.getId())
          && before.filter(live -> !live.neverSets(by.variable())).isPresent()
          && after.filter(now -> now.neverSets(by.variable())).isPresent()) {
        found.add(process, "handsBackNoMore", by.call(), by.caller(), by.variable());
      }
    }
  }

  /** What this diagram takes back from others. */
  static List<TakenBack> takenBack(BpmnModelInstance model) {
    List<TakenBack> all = new ArrayList<>();
    for (CallActivity call : model.getModelElementsByType(CallActivity.class)) {
      mappings(call, CamundaOut.class).stream()
          .map(CamundaOut::getCamundaSource)
          .filter(Objects::nonNull)
          .forEach(
              source ->
                  all.add(
                      new TakenBack(
                          nameOf(call),
                          label(call.getName(), call.getId()),
                          String.valueOf(call.getCalledElement()),
                          source)));
    }
    return all;
  }

  private Optional<VariableUse> use(Diagram other, String id) {
    return elements(other.model())
        .filter(process -> process.getAttribute("id").equals(id))
        .map(process -> new VariableUse(process, around.variables(), other.files()))
        .findFirst();
  }

  private static Stream<Element> elements(BpmnModelInstance model) {
    var all =
        ((Document) model.getDocument().getDomSource().getNode())
            .getElementsByTagNameNS("http://www.omg.org/spec/BPMN/20100524/MODEL", "process");
    return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1).map(i -> (Element) all.item(i));
  }

  private static <T extends ModelElementInstance> List<T> mappings(
      CallActivity call, Class<T> type) {
    return call.getExtensionElements() == null
        ? List.of()
        : call.getExtensionElements().getElementsQuery().filterByType(type).list();
  }

  private static Process processOf(ModelElementInstance element) {
    ModelElementInstance at = element;
    while (at != null && !(at instanceof Process)) {
      at = at.getParentElement();
    }
    return (Process) at;
  }

  private static String idOf(CallActivity call) {
    Process process = processOf(call);
    return process == null ? "" : process.getId();
  }

  private static String nameOf(CallActivity call) {
    Process process = processOf(call);
    return process == null ? "" : label(process.getName(), process.getId());
  }

  private static String label(String name, String id) {
    return name == null || name.isBlank() ? id : name;
  }

  private static String list(Set<String> names) {
    return names.isEmpty() ? "-" : String.join(", ", names);
  }
}
