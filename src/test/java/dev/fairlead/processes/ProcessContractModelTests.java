package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.contract.Finding;
import dev.fairlead.engine.contract.ProcessContract;
import dev.fairlead.engine.contract.PublishedVariables;
import dev.fairlead.engine.contract.Surroundings;
import dev.fairlead.engine.contract.Surroundings.Diagram;
import dev.fairlead.engine.contract.Surroundings.TakenBack;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.dmn.Dmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken diagrams are refused, in words that a process owner understands. */
class ProcessContractModelTests {
  private static final String GOOD_STEP =
      "<serviceTask id='step' name='Do it' camunda:delegateExpression='#{doItDelegate}'>"
          + "<documentation>It is done.</documentation></serviceTask>";
  private static final Surroundings AROUND =
      new Surroundings(
          "doItDelegate"::equals,
          "known.html"::equals,
          "knownProcess"::equals,
          "knownDecision"::equals,
          PublishedVariables.UNKNOWN);

  @Test
  void aSoundDiagramHasNoFindings() {
    assertThat(check(GOOD_STEP)).isEmpty();
  }

  @Test
  void aScriptTaskIsRefused() {
    assertThat(
            sentences(
                "<scriptTask id='step' name='Do it' scriptFormat='groovy'><documentation>D.</documentation>"
                    + "<script>System.exit(0)</script></scriptTask>"))
        .contains(
            "\"Do it\" contains a script. Diagrams cannot run code; use a step of Fairlead instead.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<serviceTask id='step' name='Do it' camunda:class='java.lang.Object'><documentation>D.</documentation></serviceTask>",
        "<serviceTask id='step' name='Do it' camunda:expression='#{doItDelegate}'><documentation>D.</documentation></serviceTask>",
        "<serviceTask id='step' name='Do it' camunda:type='external' camunda:topic='x'><documentation>D.</documentation></serviceTask>",
        "<serviceTask id='step' name='Do it' camunda:delegateExpression='#{doItDelegate}'><documentation>D.</documentation>"
            + "<extensionElements><camunda:executionListener event='start' class='java.lang.Object'/></extensionElements></serviceTask>",
        "<serviceTask id='step' name='Do it' camunda:delegateExpression='#{doItDelegate}'><documentation>D.</documentation>"
            + "<extensionElements><camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"
            + "</extensionElements></serviceTask>"
      })
  void codeIsRefused(String step) {
    assertThat(sentences(step)).anyMatch(s -> s.startsWith("\"Do it\" names code to run ("));
  }

  /** Whatever the engine takes for its own extensions is either checked or refused. */
  @Test
  void theOtherNameOfTheEnginesExtensionsIsRefused() {
    var extensions = BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS;
    List<String> others = new ArrayList<>();
    others.add(extensions.getNamespaceUri());
    others.add(extensions.getAlternativeUri());
    assertThat(others.remove("http://camunda.org/schema/1.0/bpmn")).isTrue();
    assertThat(others)
        .isNotEmpty()
        .allSatisfy(
            other ->
                assertThat(
                        sentences(
                            GOOD_STEP.replace(
                                "name='Do it'",
                                "name='Do it' xmlns:o='" + other + "' o:asyncBefore='true'")))
                    .containsExactly(
                        "\"Do it\" has settings of the namespace "
                            + other
                            + ", which the engine would obey and Fairlead does not know. Write them"
                            + " with http://camunda.org/schema/1.0/bpmn instead, as Camunda Modeler"
                            + " does."));
  }

  @Test
  void aScriptInAParameterIsRefused() {
    assertThat(
            sentences(
                "<serviceTask id='step' name='Do it' camunda:delegateExpression='#{doItDelegate}'>"
                    + "<documentation>D.</documentation><extensionElements><camunda:inputOutput>"
                    + "<camunda:inputParameter name='x'><camunda:script scriptFormat='groovy'>1</camunda:script>"
                    + "</camunda:inputParameter></camunda:inputOutput></extensionElements></serviceTask>"))
        .anyMatch(s -> s.contains("contains a script"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${''.getClass()}",
        "${doItDelegate.execute(execution)}",
        "#{doItDelegate}",
        "${a == 'x' and b == 'y'}",
        "${execution.processInstance}",
        "managers,${x}",
        "${a == ''.concat('x')}"
      })
  void anExpressionThatIsMoreThanAVariableOrOneComparisonIsRefused(String expression) {
    assertThat(
            sentences(
                "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html' camunda:assignee=\""
                    + expression
                    + "\"><documentation>D.</documentation></userTask>"))
        .containsExactly(
            "\"Do it\" contains the expression "
                + expression
                + ". Only a variable, such as ${coordinator}, or one comparison, such as ${decision == 'approve'}, is"
                + " allowed.");
  }

  @Test
  void anExpressionInAConditionATimerAMessageNameOrAParameterIsFound() {
    String step =
        GOOD_STEP.replace(
            "</documentation>",
            "</documentation><extensionElements><camunda:inputOutput><camunda:inputParameter name='x'>${''.getClass()}"
                + "</camunda:inputParameter></camunda:inputOutput></extensionElements>");
    assertThat(sentences(step)).anyMatch(s -> s.contains("${''.getClass()}"));
    assertThat(check(GOOD_STEP, "<message id='m' name=\"${''.getClass()}\"/>"))
        .extracting(Finding::sentence)
        .anyMatch(s -> s.contains("${''.getClass()}"));
    assertThat(
            sentences(
                "<intermediateCatchEvent id='step' name='Wait'><documentation>D.</documentation><timerEventDefinition>"
                    + "<timeDate>${now().plusDays(1)}</timeDate></timerEventDefinition></intermediateCatchEvent>"))
        .anyMatch(s -> s.startsWith("\"Wait\" contains the expression ${now().plusDays(1)}."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeDuration>PT8H<", "timeDuration>P3D<", "timeCycle>R3/PT8H<"})
  void aPersonIsGivenWorkingTimeAndNotTimeByTheClock(String time) {
    String name = time.substring(0, time.indexOf('>'));
    String waits = time.substring(time.indexOf('>') + 1, time.length() - 1);
    String task =
        "<userTask id='step' name='Do it' camunda:assignee='${coordinator}' camunda:dueDate='%s'"
            + " camunda:formKey='embedded:deployment:known.html'><documentation>D.</documentation>"
            + "</userTask>";
    String timer =
        "<boundaryEvent id='late' name='Late' attachedToRef='step'><documentation>D.</documentation>"
            + "<timerEventDefinition><"
            + time
            + "/"
            + name
            + "></timerEventDefinition></boundaryEvent>";
    assertThat(sentences(task.formatted("${coordinator}") + timer))
        .contains(
            "\"Late\" waits "
                + waits
                + " by the clock, nights and weekends included, for whoever has the task \"Do it\"."
                + " Put the step \"Set reminder\" before that task, say there after how many working"
                + " days, and let this wait for its Date ${reminderAt}; or for another moment that"
                + " a step has set.");
    assertThat(sentences(task.formatted("PT8H")))
        .anyMatch(s -> s.contains("waits PT8H by the clock"));
    assertThat(sentences(task.formatted("${coordinator}")))
        .noneMatch(s -> s.contains("by the clock"));
    // what waits for nobody may wait by the clock
    assertThat(
            sentences(
                "<intermediateCatchEvent id='step' name='Wait'><documentation>D.</documentation>"
                    + "<timerEventDefinition><"
                    + time
                    + "/"
                    + name
                    + "></timerEventDefinition></intermediateCatchEvent>"))
        .noneMatch(s -> s.contains("by the clock"));
  }

  @Test
  void aMessageThatNeverComesAndAVariableThatNobodyTakesAreNamed() throws Exception {
    Surroundings shipped =
        new Surroundings(
            step -> true, form -> true, id -> true, id -> true, PublishedVariables.shipped());
    String lifecycle = Files.readString(Path.of("processes/projectLifecycle.bpmn"));
    assertThat(sentences(lifecycle, shipped)).isEmpty();
    assertThat(
            sentences(
                lifecycle.replace("name=\"change.submitted\"", "name=\"change.sent\""), shipped))
        .containsExactly(
            "The diagram waits for the message \"change.sent\", which Fairlead never sends. Correct"
                + " its name, or take it out.");
    assertThat(
            sentences(
                lifecycle.replace(
                    "camunda:in source=\"submittedFor\" target=\"submittedFor\"",
                    "camunda:in source=\"submittedFor\" target=\"sentFor\""),
                shipped))
        .anyMatch(
            s ->
                s.startsWith(
                    "\"Approve plan\" hands in \"sentFor\", which the process \"approvePlan\" does"
                        + " not take. It takes: coordinator, submittedBy, submittedFor."));
    // the file names all that Java sends, and nothing else
    Set<String> sent = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(f -> f.toString().endsWith("Process.java")).toList()) {
        Matcher constants =
            Pattern.compile("MESSAGE\\w*\\s*=\\s*\"([^\"]+)\"").matcher(Files.readString(source));
        while (constants.find()) {
          sent.add(constants.group(1));
        }
      }
    }
    assertThat(PublishedVariables.shipped().messages()).containsExactlyElementsOf(sent);
  }

  private static List<String> sentences(String bpmn, Surroundings around) {
    return new ProcessContract()
            .check(
                Bpmn.readModelFromStream(
                    new ByteArrayInputStream(bpmn.getBytes(StandardCharsets.UTF_8))),
                around)
            .stream()
            .map(Finding::sentence)
            .toList();
  }

  private static final String CALL =
      "<callActivity id='step' name='Do it' calledElement='other'><documentation>D.</documentation>"
          + "<extensionElements>MAPPINGS</extensionElements></callActivity>";

  @Test
  void whatACallHandsInMustBeTakenThereAlsoByADiagramOfOnesOwn() {
    Surroundings around = around(Map.of("other", other("${wish}")), Map.of(), List.of());
    String in = CALL.replace("MAPPINGS", "<camunda:in source='a' target='wish'/>");
    assertThat(findings(diagram(in, ""), around)).isEmpty();
    assertThat(findings(diagram(in.replace("'wish'", "'whish'"), ""), around))
        .extracting(Finding::sentence)
        .containsExactly(
            "\"Do it\" hands in \"whish\", which the process \"other\" does not take. It takes:"
                + " wish. Correct the name, or leave it out.");
  }

  @Test
  void whatACallTakesBackMustBeSetThereAndReadHere() {
    Surroundings around = around(Map.of("other", other("${wish}")), Map.of(), List.of());
    String gate =
        "<exclusiveGateway id='gate' name='Done?' default='f2'><documentation>${done == 'x'}"
            + "</documentation></exclusiveGateway>";
    String out = CALL.replace("MAPPINGS", "<camunda:out source='done' target='result'/>");
    String reading =
        diagram(out, "")
            .replace(
                "<sequenceFlow id='f2' sourceRef='step'",
                "<sequenceFlow id='f3' sourceRef='step' targetRef='gate'/>"
                    + gate
                    + "<sequenceFlow id='f4' name='Yes' sourceRef='gate' targetRef='end'>"
                    + "<conditionExpression>${result == 'x'}</conditionExpression></sequenceFlow>"
                    + "<sequenceFlow id='f2' name='No' sourceRef='gate'");
    assertThat(findings(reading, around)).isEmpty();
    assertThat(findings(reading.replace("source='done'", "source='don'"), around))
        .extracting(Finding::sentence)
        .containsExactly(
            "\"Do it\" takes back \"don\", which the process \"other\" never sets. It sets: done."
                + " Correct the name, or leave it out.");
    // a word in the documentation reads nothing
    assertThat(findings(reading.replace("target='result'", "target='done'"), around))
        .extracting(Finding::sentence)
        .containsExactly(
            "\"Do it\" takes back \"done\", which nothing in this diagram reads. Correct the name,"
                + " or leave it out.");
    // it may be there for whoever calls this diagram
    assertThat(
            findings(
                reading.replace("target='result'", "target='done'"),
                around(
                    Map.of("other", other("${wish}")),
                    Map.of(),
                    List.of(new TakenBack("Life", "Go on", "aProcess", "done")))))
        .isEmpty();
    // where a form is not at hand, nothing is known
    String form =
        other("${wish}")
            .replace("camunda:delegateExpression='#{doItDelegate}'", "")
            .replace("serviceTask", "userTask")
            .replace("id='step'", "id='step' camunda:formKey='embedded:deployment:f.html'");
    assertThat(
            findings(
                reading.replace("source='done'", "source='don'"),
                around(Map.of("other", form), Map.of(), List.of())))
        .isEmpty();
  }

  @Test
  void whatOthersTakeBackStaysSet() {
    List<TakenBack> callers = List.of(new TakenBack("Life", "Go on", "other", "done"));
    String live = other("${wish}");
    Surroundings around = around(Map.of(), Map.of("other", live), callers);
    assertThat(findings(live, around)).isEmpty();
    assertThat(findings(live.replace("doItDelegate", "restDelegate"), around))
        .extracting(Finding::sentence)
        .containsExactly(
            "\"Go on\" in \"Life\" takes back \"done\", which this process would not set any more;"
                + " projects that run already would miss it. Have it set, or take it out of"
                + " \"Life\" first.");
  }

  @Test
  void aSlipThatIsLiveAlreadyHindersNobodyWhoChangesSomethingElse() {
    String waits =
        diagram(
            "<userTask id='step' name='Do it' camunda:assignee='${coordinator}' camunda:dueDate='PT8H'"
                + " camunda:formKey='embedded:deployment:known.html'><documentation>D."
                + "</documentation></userTask>",
            "");
    assertThat(findings(waits, around(Map.of(), Map.of(), List.of()))).hasSize(1);
    Surroundings live = around(Map.of(), Map.of("aProcess", waits), List.of());
    assertThat(findings(waits.replace("name='Do it'", "name='Do it soon'"), live)).isEmpty();
    assertThat(findings(waits.replace("PT8H", "PT9H"), live)).hasSize(1);
    // but what is not allowed at all is said every time
    String hostile = waits.replace("${coordinator}", "${a.getClass()}");
    assertThat(findings(hostile, around(Map.of(), Map.of("aProcess", hostile), List.of())))
        .hasSize(1);
  }

  @Test
  void aStepSaysWhatItHasToBeTold() {
    Surroundings shipped =
        new Surroundings(
            step -> true, form -> true, id -> true, id -> true, PublishedVariables.shipped());
    String step = GOOD_STEP.replace("doItDelegate", "setReminderDelegate");
    String says =
        "\"Do it\" does not say \"After how many working days\". Write it into its input"
            + " \"reminderAfter\": A number of working days up to 250, such as 2 or 0.5.";
    assertThat(findings(diagram(step, ""), shipped))
        .extracting(Finding::sentence)
        .containsExactly(says);
    for (String days : List.of("2", "0.5", "250", "${reminderDays}")) {
      assertThat(findings(diagram(told(step, days), ""), shipped)).as(days).isEmpty();
    }
    for (String days : List.of("", "two", "-1", "251", "PT8H", "2,5")) {
      assertThat(findings(diagram(told(step, days), ""), shipped))
          .as(days)
          .extracting(Finding::sentence)
          .containsExactly(says);
    }
  }

  private static String told(String step, String days) {
    return step.replace(
        "</documentation>",
        "</documentation><extensionElements><camunda:inputOutput><camunda:inputParameter"
            + " name='reminderAfter'>"
            + days
            + "</camunda:inputParameter></camunda:inputOutput></extensionElements>");
  }

  /** A process whose step sets "done". */
  private static String other(String reads) {
    return diagram(
            GOOD_STEP.replace(
                "</documentation>",
                "</documentation><extensionElements><camunda:inputOutput><camunda:inputParameter"
                    + " name='x'>"
                    + reads
                    + "</camunda:inputParameter></camunda:inputOutput></extensionElements>"),
            "")
        .replace("aProcess", "other");
  }

  private static Surroundings around(
      Map<String, String> called, Map<String, String> live, List<TakenBack> callers) {
    return new Surroundings(
        step -> true,
        AROUND.forms(),
        called::containsKey,
        AROUND.decisions(),
        new PublishedVariables(
            Map.of("doItDelegate", Set.of("done")), Map.of(), Map.of(), Set.of(), Map.of()),
        id -> Optional.ofNullable(called.get(id)).map(ProcessContractModelTests::alone),
        id -> Optional.ofNullable(live.get(id)).map(ProcessContractModelTests::alone),
        () -> callers);
  }

  private static Diagram alone(String bpmn) {
    return new Diagram(
        Bpmn.readModelFromStream(new ByteArrayInputStream(bpmn.getBytes(StandardCharsets.UTF_8))),
        name -> Optional.empty());
  }

  @Test
  void proseMayShowAnExpression() {
    assertThat(check(GOOD_STEP.replace("It is done.", "Reads ${a.b()}."))).isEmpty();
  }

  @Test
  void aStepThatFairleadLacksIsNamed() {
    assertThat(sentences(GOOD_STEP.replace("doItDelegate", "dataSource")))
        .containsExactly(
            "\"Do it\" uses the step \"dataSource\", which Fairlead does not have. Correct its name.");
  }

  @Test
  void aMissingFormIsNamed() {
    assertThat(
            sentences(
                "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:lost.html'"
                    + " camunda:assignee='${coordinator}'><documentation>D.</documentation></userTask>"))
        .containsExactly(
            "The task \"Do it\" uses the form \"lost.html\", which does not exist. Deploy the form together with the"
                + " diagram, or correct its name.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app:forms/x.html",
        "embedded:app:x.html",
        "http://example.org/x.html",
        "embedded:deployment:../x.html"
      })
  void aFormFromElsewhereIsRefused(String key) {
    assertThat(
            sentences(
                "<userTask id='step' name='Do it' camunda:formKey='"
                    + key
                    + "' camunda:assignee='${coordinator}'><documentation>D.</documentation></userTask>"))
        .anyMatch(s -> s.startsWith("The task \"Do it\" has no form."));
  }

  @Test
  void aTaskForNobodyOrForAnUnknownGroupIsRefused() {
    String task =
        "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html' WHO>"
            + "<documentation>D.</documentation></userTask>";
    assertThat(sentences(task.replace("WHO", "")))
        .containsExactly(
            "Nobody would get the task \"Do it\". Name its assignee or its candidate groups.");
    assertThat(sentences(task.replace("WHO", "camunda:candidateGroups='managers,bosses'")))
        .singleElement()
        .asString()
        .startsWith(
            "The task \"Do it\" is for the group \"bosses\", which does not exist. The groups are: coordinators,");
  }

  @Test
  void anApprovalForOnePersonIsRefused() {
    assertThat(
            sentences(
                "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html'"
                    + " camunda:assignee='${coordinator}'><documentation>D.</documentation><extensionElements>"
                    + "<camunda:properties><camunda:property name='fairlead:approval' value='true'/></camunda:properties>"
                    + "</extensionElements></userTask>"))
        .containsExactly(
            "The approval \"Do it\" must be for a candidate group and for no single assignee, so that somebody other than"
                + " the submitter can decide.");
  }

  @Test
  void whatIsCalledOrAskedMustExist() {
    assertThat(
            sentences(
                "<callActivity id='step' name='Do it' calledElement='lostProcess'><documentation>D.</documentation></callActivity>"))
        .containsExactly(
            "\"Do it\" calls the process \"lostProcess\", which does not exist. Deploy it first, or correct its id.");
    assertThat(
            sentences(
                "<businessRuleTask id='step' name='Do it' camunda:decisionRef='lostDecision'><documentation>D.</documentation></businessRuleTask>"))
        .containsExactly(
            "\"Do it\" asks the decision table \"lostDecision\", which does not exist. Deploy it together with the"
                + " diagram, or correct its id.",
            "\"Do it\" must ask the decision table of its own deployment. Set its binding to \"deployment\".");
  }

  @Test
  void aGatewayThatLeadsNowhereOrCanGetStuckIsRefused() {
    String open =
        diagram(GOOD_STEP, "")
            .replace(
                "<sequenceFlow id='f2' sourceRef='step' targetRef='end'/>",
                "<exclusiveGateway id='gate' name='Done?'><documentation>D.</documentation></exclusiveGateway>"
                    + "<sequenceFlow id='f2' sourceRef='step' targetRef='gate'/>");
    assertThat(sentencesOf(open))
        .contains(
            "The process stops at \"Done?\" without an end. Connect it to what comes next, or to an end event.")
        .contains("Nothing leads to \"Over\". Connect it, or take it out.");
    String stuck =
        open.replace(
            "targetRef='gate'/>",
            "targetRef='gate'/><sequenceFlow id='f3' sourceRef='gate' targetRef='end' name='Yes'>"
                + "<conditionExpression>${done}</conditionExpression></sequenceFlow>"
                + "<sequenceFlow id='f4' sourceRef='gate' targetRef='step'/>");
    assertThat(sentencesOf(stuck))
        .contains(
            "The way from \"Done?\" to \"Do it\" has no label. Write the answer to the question on it.")
        .contains(
            "\"Done?\" has no default way, so the process would get stuck when no answer fits. Mark one way as default.");
  }

  @Test
  void whatDoesNotExplainItselfIsRefused() {
    assertThat(sentences("<serviceTask id='step' camunda:delegateExpression='#{doItDelegate}'/>"))
        .containsExactly(
            "The element step has no name. Give it one that tells people what happens there.",
            "\"step\" does not explain itself. Write one sentence into \"Element documentation\"; people read it in their"
                + " task list.");
  }

  @Test
  void aProcessThatKeepsNoHistoryOrIsNotDrawnIsRefused() {
    assertThat(sentencesOf(diagram(GOOD_STEP, "").replace("camunda:historyTimeToLive='P1D'", "")))
        .containsExactly(
            "\"A process\" does not say how long its history is kept. Set \"Time to live\", for example to P1825D (five"
                + " years).");
    assertThat(
            sentencesOf(
                diagram(GOOD_STEP, "").replaceFirst("<di:BPMNShape id='s2'.*?</di:BPMNShape>", "")))
        .containsExactly(
            "\"Do it\" is in the file but not in the picture. Draw it, or take it out.");
  }

  @Test
  void aDecisionTableMayUseOnlyFeel() {
    String table =
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' xmlns:camunda='http://camunda.org/schema/1.0/dmn'"
            + " id='d' name='D' namespace='x'><decision id='levels' name='Levels' camunda:historyTimeToLive='P1D'><decisionTable id='t'>"
            + "<input id='i'><inputExpression id='e' expressionLanguage='LANGUAGE' typeRef='string'><text>x</text></inputExpression></input>"
            + "<output id='o' name='y' typeRef='string'/></decisionTable></decision></definitions>";
    assertThat(tableSentences(table.replace("LANGUAGE", "feel"))).isEmpty();
    assertThat(tableSentences(table.replace("LANGUAGE", "groovy")))
        .containsExactly(
            "The decision table uses the expression language \"groovy\". Only FEEL is allowed.");
    assertThat(tableSentences(table.replace("LANGUAGE", "juel"))).hasSize(1);
  }

  private static List<String> tableSentences(String dmn) {
    return new ProcessContract()
            .check(
                Dmn.readModelFromStream(
                    new ByteArrayInputStream(dmn.getBytes(StandardCharsets.UTF_8))))
            .stream()
            .map(Finding::sentence)
            .toList();
  }

  private static List<String> sentences(String step) {
    return check(step).stream().map(Finding::sentence).toList();
  }

  @Test
  void aVariableThatNothingSetsIsNamedWhereItIsRead() {
    Surroundings known =
        new Surroundings(
            AROUND.steps(),
            AROUND.forms(),
            AROUND.processes(),
            AROUND.decisions(),
            new PublishedVariables(
                Map.of("doItDelegate", Set.of("done")),
                Map.of(),
                Map.of("aProcess", Set.of("coordinator")),
                Set.of(),
                Map.of()));
    String task =
        "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html'"
            + " camunda:assignee='${coordinator}'><documentation>Reads ${nothing}.</documentation>"
            + "<extensionElements><camunda:inputOutput><camunda:outputParameter name='answer'>${answer}"
            + "</camunda:outputParameter></camunda:inputOutput></extensionElements></userTask>";
    assertThat(findings(diagram(task, ""), known)).isEmpty();
    assertThat(findings(diagram(task.replace("${coordinator}", "${cordinator}"), ""), known))
        .containsExactly(
            new Finding(
                "step",
                "\"Do it\" reads the variable \"cordinator\", which no step, answer, call or start of this process sets."
                    + " Correct its name, or have it set before."));
    String step =
        GOOD_STEP.replace(
            "</serviceTask>",
            "<multiInstanceLoopCharacteristics camunda:collection='done'"
                + " camunda:elementVariable='one'/></serviceTask>");
    assertThat(findings(diagram(step, ""), known)).isEmpty();
    assertThat(findings(diagram(step.replace("'done'", "'dune'"), ""), known)).hasSize(1);
  }

  private static List<Finding> check(String step) {
    return check(step, "");
  }

  private static List<Finding> check(String step, String definitions) {
    return findings(diagram(step, definitions));
  }

  private static List<String> sentencesOf(String diagram) {
    return findings(diagram).stream().map(Finding::sentence).toList();
  }

  private static List<Finding> findings(String diagram) {
    return findings(diagram, AROUND);
  }

  private static List<Finding> findings(String diagram, Surroundings around) {
    return new ProcessContract()
        .check(
            Bpmn.readModelFromStream(
                new ByteArrayInputStream(diagram.getBytes(StandardCharsets.UTF_8))),
            around);
  }

  /** A whole diagram around one step, whose flows are told only by their ends. */
  private static String diagram(String step, String definitions) {
    String linked =
        step.contains("</documentation>") ? step : step.replace("/>", "></serviceTask>");
    return "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'"
        + " xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC'"
        + " id='definitions' targetNamespace='x'>"
        + "<process id='aProcess' name='A process' isExecutable='true' camunda:historyTimeToLive='P1D'>"
        + "<documentation>A process.</documentation>"
        + "<startEvent id='start' name='Begun'><documentation>D.</documentation></startEvent>"
        + linked
        + "<endEvent id='end' name='Over'><documentation>D.</documentation></endEvent>"
        + "<sequenceFlow id='f1' sourceRef='start' targetRef='step'/>"
        + "<sequenceFlow id='f2' sourceRef='step' targetRef='end'/>"
        + "</process>"
        + definitions
        + "<di:BPMNDiagram id='di'><di:BPMNPlane id='plane' bpmnElement='aProcess'>"
        + shape(1, "start")
        + shape(2, "step")
        + shape(3, "end")
        + shape(4, "gate")
        + "</di:BPMNPlane></di:BPMNDiagram></definitions>";
  }

  private static String shape(int number, String element) {
    return "<di:BPMNShape id='s"
        + number
        + "' bpmnElement='"
        + element
        + "'><dc:Bounds x='0' y='0' width='9' height='9'/></di:BPMNShape>";
  }
}
