package dev.fairlead.engine.contract;

import dev.fairlead.engine.contract.Surroundings.Diagram;
import dev.fairlead.people.Groups;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.ModelInstance;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * What every diagram and decision table must keep to before the engine takes it: it runs no code of
 * its own, refers only to what exists, leads everywhere to an end, and explains itself. One check
 * with one list of sentences, for the build, the start of the application and every deployment.
 */
public final class ProcessContract {
  /**
   * The extension property that marks a user task as approval; the submitter may not complete such
   * a task.
   */
  public static final String APPROVAL = "fairlead:approval";

  /** A duration, such as PT8H, or a repetition of one, such as R3/PT8H. */
  private static final Pattern BY_THE_CLOCK = Pattern.compile("(R\\d*/)?P[0-9].*|(R\\d*/)?PT.*");

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
  private static final String CAMUNDA_DMN = "http://camunda.org/schema/1.0/dmn";

  /**
   * Namespaces that Camunda 7 or Operaton reads like Camunda's own. Nobody checks what stands in
   * them, so nothing may.
   */
  private static final Set<String> OTHER_NAMES =
      Set.of("http://activiti.org/bpmn", "http://operaton.org/schema/1.0/bpmn");

  private static final Set<String> DRAWINGS =
      Set.of(
          "http://www.omg.org/spec/BPMN/20100524/DI",
          "http://www.omg.org/spec/DD/20100524/DC",
          "http://www.omg.org/spec/DD/20100524/DI");

  private static final Set<String> SETTINGS =
      Set.of(
          "formKey",
          "assignee",
          "candidateGroups",
          "candidateUsers",
          "dueDate",
          "followUpDate",
          "priority",
          "asyncBefore",
          "asyncAfter",
          "exclusive",
          "historyTimeToLive",
          "isStartableInTasklist",
          "candidateStarterGroups",
          "versionTag",
          "delegateExpression",
          "decisionRef",
          "decisionRefBinding",
          "calledElementBinding",
          "collection",
          "elementVariable",
          "jobPriority",
          "modelerTemplate",
          "modelerTemplateVersion",
          "modelerTemplateIcon");
  private static final Set<String> EXTENSIONS =
      Set.of(
          "properties",
          "property",
          "inputOutput",
          "inputParameter",
          "outputParameter",
          "in",
          "out",
          "failedJobRetryTimeCycle",
          "executionListener",
          "taskListener");
  private static final Set<String> STEPS_IN_CODE =
      Set.of(
          "class",
          "expression",
          "script",
          "resource",
          "connector",
          "type",
          "topic",
          "variableMappingClass",
          "variableMappingDelegateExpression",
          "formHandlerClass",
          "taskIdGeneratorClass");

  private static final Pattern STEP = Pattern.compile("#\\{([a-z]\\w*)}");
  private static final List<Pattern> EXPRESSIONS =
      List.of(
          Pattern.compile("\\$\\{!?[a-z]\\w*}"),
          Pattern.compile(
              "\\$\\{[a-z]\\w* ?(==|!=|>=|<=|>|<) ?('[^'\\\\]*'|-?\\d+(\\.\\d+)?|true|false|null)}"),
          Pattern.compile("\\$\\{decisionResult\\.singleResult\\.\\w+}"),
          Pattern.compile("#\\{execution\\.processBusinessKey}"));
  private static final Pattern APPROVALS = Pattern.compile("|null|[1-9]\\d?");
  private static final Pattern FORM_KEY =
      Pattern.compile("embedded:deployment:([A-Za-z0-9]+\\.html)");

  /** Checks one diagram; an empty list means that it keeps the contract. */
  public List<Finding> check(BpmnModelInstance model, Surroundings around) {
    return check(new Diagram(model, name -> Optional.empty()), around);
  }

  /** The same for one whose forms and tables are at hand. */
  List<Finding> check(Diagram diagram, Surroundings around) {
    BpmnModelInstance model = diagram.model();
    Findings found = new Findings();
    Collection<Process> processes = model.getModelElementsByType(Process.class);
    if (processes.isEmpty()) {
      found.add("", "noProcess");
    }
    noCode(document(model).getDocumentElement(), around, found);
    for (Process process : processes) {
      wholeProcess(process, found);
    }
    unsetVariables(document(model), around, found);
    slips(diagram, around, found);
    messages(model, around, found);
    Set<String> drawn = drawn(document(model));
    Collection<SequenceFlow> flows = model.getModelElementsByType(SequenceFlow.class);
    for (FlowNode node : model.getModelElementsByType(FlowNode.class)) {
      List<SequenceFlow> ways =
          flows.stream().filter(flow -> node.equals(flow.getSource())).toList();
      boolean reached = flows.stream().anyMatch(flow -> node.equals(flow.getTarget()));
      explainsItself(node, ways, drawn, found);
      leadsOn(node, ways, reached, found);
      if (node instanceof UserTask task) {
        userTask(task, around, found);
      } else if (node instanceof CallActivity call) {
        callActivity(call, around, found);
      } else if (node instanceof BusinessRuleTask rule) {
        businessRule(rule, around, found);
      } else if (node instanceof ServiceTask || node instanceof SendTask) {
        String step = attribute(node, "delegateExpression");
        if (step == null) {
          found.add(node.getId(), "noStep", label(node));
        } else {
          settings(node, step.replaceAll("[#{}]", ""), around, found);
        }
      } else if (node instanceof ExclusiveGateway gateway) {
        exclusiveGateway(gateway, ways, found);
      }
    }
    return found.all();
  }

  /** Checks one file of decision tables; an empty list means that it keeps the contract. */
  public List<Finding> check(DmnModelInstance model) {
    Findings found = new Findings();
    for (Decision decision : model.getModelElementsByType(Decision.class)) {
      String keeps = decision.getAttributeValueNs(CAMUNDA_DMN, "historyTimeToLive");
      if (keeps == null || keeps.isBlank()) {
        found.add(decision.getId(), "noHistory", decision.getName());
      }
    }
    for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
      approvals(table, found);
    }
    onlyFeel(document(model).getDocumentElement(), found);
    return found.all();
  }

  /** How many approvals a table asks for must be a number that people can give, or nothing. */
  private static void approvals(DecisionTable table, Findings found) {
    List<String> outputs = table.getOutputs().stream().map(Output::getName).toList();
    int column = outputs.indexOf("approvals");
    if (column < 0 || !outputs.contains("approverGroup")) {
      return;
    }
    for (Rule rule : table.getRules()) {
      List<OutputEntry> cells = List.copyOf(rule.getOutputEntries());
      String cell = column < cells.size() ? cells.get(column).getTextContent().strip() : "";
      if (!APPROVALS.matcher(cell).matches()) {
        found.add(rule.getId(), "approvals", cell);
      } else if (isEmergency(cells, outputs.indexOf("route")) && cell.matches("[2-9]|\\d\\d")) {
        found.add(rule.getId(), "approvalsOfEmergency", cell);
      }
    }
  }

  private static boolean isEmergency(List<OutputEntry> cells, int route) {
    return route >= 0
        && route < cells.size()
        && cells.get(route).getTextContent().strip().equals("\"emergency\"");
  }

  private static void wholeProcess(Process process, Findings found) {
    if (!process.isExecutable()) {
      found.add(process.getId(), "notExecutable", label(process.getName(), process.getId()));
    }
    String keeps = process.getAttributeValueNs(CAMUNDA, "historyTimeToLive");
    if (keeps == null || keeps.isBlank()) {
      found.add(process.getId(), "noHistory", label(process.getName(), process.getId()));
    }
    if (process.getName() == null || process.getName().isBlank()) {
      found.add(process.getId(), "noName", process.getId());
    }
    if (process.getDocumentations().stream().allMatch(d -> d.getTextContent().isBlank())) {
      found.add(process.getId(), "noDocumentation", label(process.getName(), process.getId()));
    }
  }

  private static void unsetVariables(Document document, Surroundings around, Findings found) {
    var processes = document.getElementsByTagNameNS(BPMN, "process");
    for (int i = 0; i < processes.getLength(); i++) {
      UnsetVariables.find(
          (Element) processes.item(i),
          around.variables(),
          (place, variable) -> found.add(ownerId(place), "unset", owner(place), variable));
    }
  }

  private static void explainsItself(
      FlowNode node, List<SequenceFlow> ways, Set<String> drawn, Findings found) {
    boolean mayBeNameless =
        node instanceof ParallelGateway || node instanceof Gateway && ways.size() == 1;
    if (!mayBeNameless && (node.getName() == null || node.getName().isBlank())) {
      found.add(node.getId(), "noName", node.getId());
    }
    if (node.getDocumentations().stream().allMatch(d -> d.getTextContent().isBlank())) {
      found.add(node.getId(), "noDocumentation", label(node));
    }
    if (!drawn.contains(node.getId())) {
      found.add(node.getId(), "notDrawn", label(node));
    }
  }

  private static void leadsOn(
      FlowNode node, List<SequenceFlow> ways, boolean reached, Findings found) {
    boolean eventSubProcess = node instanceof SubProcess sub && sub.triggeredByEvent();
    if (!(node instanceof EndEvent) && !eventSubProcess && ways.isEmpty()) {
      found.add(node.getId(), "deadEnd", label(node));
    }
    boolean begins = node instanceof StartEvent || node instanceof BoundaryEvent || eventSubProcess;
    if (!begins && !reached) {
      found.add(node.getId(), "neverReached", label(node));
    }
  }

  private static void exclusiveGateway(
      ExclusiveGateway gateway, List<SequenceFlow> ways, Findings found) {
    if (ways.size() < 2) {
      return;
    }
    for (SequenceFlow way : ways) {
      if (way.getName() == null || way.getName().isBlank()) {
        found.add(way.getId(), "wayWithoutAnswer", label(gateway), label(way.getTarget()));
      }
      if (!way.equals(gateway.getDefault()) && way.getConditionExpression() == null) {
        found.add(
            way.getId(), "wayWithoutCondition", label(gateway), label(way.getName(), way.getId()));
      }
    }
    if (gateway.getDefault() == null) {
      found.add(gateway.getId(), "noDefault", label(gateway));
    }
  }

  private static void userTask(UserTask task, Surroundings around, Findings found) {
    Matcher form = FORM_KEY.matcher(String.valueOf(attribute(task, "formKey")));
    if (!form.matches()) {
      found.add(task.getId(), "noForm", label(task));
    } else if (!around.forms().test(form.group(1))) {
      found.add(task.getId(), "missingForm", label(task), form.group(1));
    }
    String assignee = attribute(task, "assignee");
    String groups = attribute(task, "candidateGroups");
    if (assignee == null && groups == null && attribute(task, "candidateUsers") == null) {
      found.add(task.getId(), "nobody", label(task));
    }
    if (groups != null && !groups.contains("{")) {
      for (String group : groups.split(",")) {
        if (!Groups.ALL.contains(group.trim())) {
          found.add(
              task.getId(),
              "unknownGroup",
              label(task),
              group.trim(),
              String.join(", ", Groups.ALL));
        }
      }
    }
    if (isApproval(task) && (groups == null || assignee != null)) {
      found.add(task.getId(), "approvalWithoutGroup", label(task));
    }
  }

  /**
   * What works, but hardly as it was meant. What is live already is no hindrance to those who
   * change something else.
   */
  private static void slips(Diagram diagram, Surroundings around, Findings found) {
    Set<String> known = new HashSet<>();
    for (Process process : diagram.model().getModelElementsByType(Process.class)) {
      around
          .live()
          .apply(process.getId())
          .ifPresent(live -> slips(live, around).forEach(slip -> known.add(slip.key())));
    }
    slips(diagram, around).stream()
        .filter(slip -> !known.contains(slip.key()))
        .forEach(slip -> found.add(slip.element(), slip.code(), slip.arguments().toArray()));
  }

  private static List<Slip> slips(Diagram diagram, Surroundings around) {
    List<Slip> all = new ArrayList<>();
    CallMappings.Found each =
        (element, code, arguments) ->
            all.add(new Slip(element.getId(), code, Arrays.asList(arguments)));
    workingTime(diagram.model(), each);
    new CallMappings(diagram, around).check(each);
    return all;
  }

  private record Slip(String element, String code, List<Object> arguments) {
    /**
     * The same under another label: its element, its sort, and the time or variable it is about.
     */
    String key() {
      return element + " " + code + " " + arguments.get(1);
    }
  }

  /**
   * People are given working time, which a duration by the clock is not: nights, weekends and their
   * absences count in it. The moments that steps set come from the calendars.
   */
  private static void workingTime(BpmnModelInstance model, CallMappings.Found found) {
    for (UserTask task : model.getModelElementsByType(UserTask.class)) {
      String due = attribute(task, "dueDate");
      if (due != null && BY_THE_CLOCK.matcher(due.strip()).matches()) {
        found.add(task, "byTheClock", label(task), due.strip(), label(task));
      }
    }
    for (BoundaryEvent event : model.getModelElementsByType(BoundaryEvent.class)) {
      if (event.getAttachedTo() instanceof UserTask task) {
        for (TimerEventDefinition timer :
            event.getChildElementsByType(TimerEventDefinition.class)) {
          Stream.of(timer.getTimeDuration(), timer.getTimeCycle())
              .filter(Objects::nonNull)
              .map(time -> time.getTextContent().strip())
              .filter(time -> BY_THE_CLOCK.matcher(time).matches())
              .forEach(time -> found.add(event, "byTheClock", label(event), time, label(task)));
        }
      }
    }
  }

  private static boolean isApproval(UserTask task) {
    return task.getExtensionElements() != null
        && task.getExtensionElements().getElementsQuery().list().stream()
            .flatMap(extension -> extension.getChildElementsByType(CamundaProperty.class).stream())
            .anyMatch(
                p -> APPROVAL.equals(p.getCamundaName()) && "true".equals(p.getCamundaValue()));
  }

  private static void messages(BpmnModelInstance model, Surroundings around, Findings found) {
    for (Message message : model.getModelElementsByType(Message.class)) {
      String name = message.getName() == null ? "" : message.getName();
      if (!around.variables().comes(name)) {
        found.add(message.getId(), "missingMessage", name);
      }
    }
  }

  private static void callActivity(CallActivity call, Surroundings around, Findings found) {
    String called = call.getCalledElement();
    if (called == null || called.isBlank()) {
      found.add(call.getId(), "callsNothing", label(call));
    } else if (!called.contains("{") && !around.processes().test(called)) {
      found.add(call.getId(), "missingProcess", label(call), called);
    }
    String binding = attribute(call, "calledElementBinding");
    if (binding != null && !"latest".equals(binding)) {
      found.add(call.getId(), "earlyBinding", label(call));
    }
  }

  /** What a step wants to be told at its place in the diagram. */
  private static void settings(FlowNode node, String step, Surroundings around, Findings found) {
    for (PublishedVariables.Setting setting : around.variables().settings(step)) {
      String written =
          node.getExtensionElements() == null
              ? ""
              : node.getExtensionElements().getElementsQuery().list().stream()
                  .flatMap(e -> e.getChildElementsByType(CamundaInputParameter.class).stream())
                  .filter(input -> setting.name().equals(input.getCamundaName()))
                  .map(input -> input.getTextContent().strip())
                  .findFirst()
                  .orElse("");
      if (!setting.pattern().matcher(written).matches()) {
        found.add(
            node.getId(),
            "stepNeeds",
            label(node),
            setting.label(),
            setting.name(),
            setting.says());
      }
    }
  }

  private static void businessRule(BusinessRuleTask rule, Surroundings around, Findings found) {
    String decision = attribute(rule, "decisionRef");
    if (decision == null) {
      if (attribute(rule, "delegateExpression") == null) {
        found.add(rule.getId(), "noDecision", label(rule));
      }
      return;
    }
    if (!decision.contains("{") && !around.decisions().test(decision)) {
      found.add(rule.getId(), "missingDecision", label(rule), decision);
    }
    if (!"deployment".equals(attribute(rule, "decisionRefBinding"))) {
      found.add(rule.getId(), "lateDecision", label(rule));
    }
  }

  /**
   * Walks the whole file, so that nothing the engine understands but this class does not know slips
   * through.
   */
  private static void noCode(Element element, Surroundings around, Findings found) {
    if (DRAWINGS.contains(element.getNamespaceURI())) {
      return;
    }
    String id = ownerId(element);
    String name = element.getLocalName();
    boolean ours = CAMUNDA.equals(element.getNamespaceURI());
    otherName(element, element.getNamespaceURI(), found);
    if (BPMN.equals(element.getNamespaceURI())
        && (name.equals("scriptTask") || name.equals("script"))) {
      found.add(id, "script", owner(element));
    } else if (ours && name.equals("script")) {
      found.add(id, "script", owner(element));
    } else if (ours && name.equals("connector")
        || BPMN.equals(element.getNamespaceURI())
            && Set.of("import", "interface", "operation").contains(name)) {
      found.add(id, "code", owner(element), name);
    } else if (ours && !EXTENSIONS.contains(name)) {
      found.add(id, "unknownSetting", owner(element), name);
    }
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      attribute(element, (Attr) attributes.item(i), ours, around, found);
    }
    boolean prose =
        BPMN.equals(element.getNamespaceURI())
            && (name.equals("documentation") || name.equals("text"));
    if (!prose) {
      for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
        if (child instanceof Element inner) {
          noCode(inner, around, found);
        } else if (child.getNodeType() == Node.TEXT_NODE
            || child.getNodeType() == Node.CDATA_SECTION_NODE) {
          expression(id, owner(element), child.getNodeValue(), found);
        }
      }
    }
  }

  private static void otherName(Element element, String namespace, Findings found) {
    if (namespace != null && OTHER_NAMES.contains(namespace)) {
      found.add(ownerId(element), "otherNamespace", owner(element), namespace);
    }
  }

  private static void attribute(
      Element element, Attr attribute, boolean ours, Surroundings around, Findings found) {
    String id = ownerId(element);
    String name = attribute.getLocalName();
    boolean setting = CAMUNDA.equals(attribute.getNamespaceURI());
    otherName(element, attribute.getNamespaceURI(), found);
    boolean listener = ours && element.getLocalName().endsWith("Listener");
    if ("delegateExpression".equals(name) && (setting || listener)) {
      Matcher step = STEP.matcher(attribute.getValue());
      if (!step.matches()) {
        found.add(id, "expression", owner(element), attribute.getValue());
      } else if (!around.steps().test(step.group(1))) {
        found.add(id, "missingStep", owner(element), step.group(1));
      }
      return;
    }
    if (setting && STEPS_IN_CODE.contains(name)
        || listener && (name.equals("class") || name.equals("expression"))) {
      found.add(id, "code", owner(element), name);
      return;
    }
    if (setting && !SETTINGS.contains(name)) {
      found.add(id, "unknownSetting", owner(element), name);
      return;
    }
    if (name.equals("language") && BPMN.equals(element.getNamespaceURI())) {
      found.add(id, "script", owner(element));
      return;
    }
    boolean label =
        name.equals("name") && BPMN.equals(element.getNamespaceURI()) && !isDefinition(element);
    if (!label) {
      expression(id, owner(element), attribute.getValue(), found);
    }
  }

  /** The engine evaluates the names of these elements; everywhere else a name is only a label. */
  private static boolean isDefinition(Element element) {
    return Set.of("message", "signal", "error", "escalation").contains(element.getLocalName());
  }

  private static void expression(String id, String owner, String text, Findings found) {
    if (text.contains("${") || text.contains("#{")) {
      String trimmed = text.trim();
      if (EXPRESSIONS.stream().noneMatch(allowed -> allowed.matcher(trimmed).matches())) {
        found.add(id, "expression", owner, trimmed);
      }
    }
  }

  private static void onlyFeel(Element element, Findings found) {
    String language = element.getAttribute("expressionLanguage");
    String feel = "https://www.omg.org/spec/DMN/20191111/FEEL/";
    if (!language.isEmpty() && !language.equalsIgnoreCase("feel") && !language.equals(feel)) {
      found.add(ownerId(element), "notFeel", language);
    }
    if ("definitions".equals(element.getLocalName())
        && !"https://www.omg.org/spec/DMN/20191111/MODEL/".equals(element.getNamespaceURI())) {
      found.add(ownerId(element), "oldDmn");
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        onlyFeel(inner, found);
      } else if (child.getNodeValue() != null
          && child.getNodeValue().matches("(?s).*\\bfunction\\s*\\(.*\\bexternal\\b.*")) {
        found.add(ownerId(element), "external");
      } else if (child.getNodeValue() != null
          && (child.getNodeValue().contains("${") || child.getNodeValue().contains("#{"))
          && !"description".equals(element.getLocalName())) {
        found.add(ownerId(element), "expression", ownerId(element), child.getNodeValue().trim());
      }
    }
  }

  private static Document document(ModelInstance model) {
    return (Document) model.getDocument().getDomSource().getNode();
  }

  private static Set<String> drawn(Document document) {
    Set<String> ids = new LinkedHashSet<>();
    var shapes =
        document.getElementsByTagNameNS("http://www.omg.org/spec/BPMN/20100524/DI", "BPMNShape");
    for (int i = 0; i < shapes.getLength(); i++) {
      ids.add(
          List.of(((Element) shapes.item(i)).getAttribute("bpmnElement").split(":")).stream()
              .reduce((first, last) -> last)
              .orElse(""));
    }
    return ids;
  }

  private static String attribute(FlowNode node, String name) {
    String value = node.getAttributeValueNs(CAMUNDA, name);
    return value == null || value.isBlank() ? null : value;
  }

  /** The id of the nearest element that a person sees in the diagram. */
  private static String ownerId(Element element) {
    Element seen = seen(element);
    return seen == null ? "" : seen.getAttribute("id");
  }

  private static String owner(Element element) {
    Element seen = seen(element);
    return seen == null ? "" : label(seen.getAttribute("name"), seen.getAttribute("id"));
  }

  private static Element seen(Element element) {
    for (Node at = element; at instanceof Element e; at = at.getParentNode()) {
      boolean inner =
          CAMUNDA.equals(e.getNamespaceURI()) || e.getLocalName().endsWith("EventDefinition");
      if (!inner && !e.getAttribute("id").isEmpty()) {
        return e;
      }
    }
    return null;
  }

  private static String label(FlowElement element) {
    return label(element.getName(), element.getId());
  }

  private static String label(String name, String id) {
    return name == null || name.isBlank() ? id : name;
  }

  private static final class Findings {
    private final Set<Finding> found = new LinkedHashSet<>();

    void add(String elementId, String code, Object... arguments) {
      found.add(new Finding(elementId, Sentences.say("engine.contract." + code, arguments)));
    }

    List<Finding> all() {
      return found.stream().collect(Collectors.toCollection(ArrayList::new));
    }
  }
}
