package dev.fairlead.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Broken and hostile files, each with the words that its refusal must hold. */
final class HostileModels {
  /**
   * @param stockTakesIt whether an engine without Fairlead's contract deploys it
   */
  record Hostile(String name, String file, byte[] content, String words, boolean stockTakesIt) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String CODE = "names code to run (";
  private static final String SCRIPT = "contains a script";
  private static final String SETTING = "uses the setting";
  private static final String EXPRESSION = "contains the expression";
  private static final String UNREADABLE = "cannot be read";

  private final List<Hostile> all = new ArrayList<>();

  static List<Hostile> all() {
    HostileModels models = new HostileModels();
    models.stepsInCode();
    models.listenersAndFields();
    models.scripts();
    models.expressions();
    models.otherConstructs();
    models.documents();
    models.tables();
    models.forms();
    models.kinds();
    return models.all;
  }

  private void stepsInCode() {
    taken("a class as step", step("camunda:class='java.lang.ProcessBuilder'"), CODE + "class)");
    taken(
        "an expression as step",
        step("camunda:expression='${openIssueDelegate.toString()}'"),
        CODE + "expression)");
    taken("an external worker", step("camunda:type='external' camunda:topic='x'"), CODE + "type)");
    refused(
        "a mail task",
        step(
            "camunda:type='mail'",
            "<camunda:field name='to'><camunda:string>a@b.c</camunda:string></camunda:field><camunda:field name='text'><camunda:string>x</camunda:string></camunda:field>"),
        CODE + "type)");
    taken(
        "a shell task",
        step(
            "camunda:type='shell'",
            "<camunda:field name='command'><camunda:string>id</camunda:string></camunda:field>"),
        CODE + "type)");
    taken(
        "a bean that is no step",
        step("camunda:delegateExpression='#{dataSource}'"),
        "uses the step \"dataSource\"");
    taken(
        "a call behind a bean",
        step("camunda:delegateExpression='${openIssueDelegate.getClass()}'"),
        EXPRESSION);
    taken(
        "a step that does nothing known",
        step("camunda:delegateExpression='${anything}'"),
        EXPRESSION);
    refused(
        "a result variable",
        step("camunda:delegateExpression='#{openIssueDelegate}' camunda:resultVariable='x'"),
        SETTING);
    refused(
        "a connector",
        step(
            "",
            "<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>"),
        CODE + "connector)");
    taken(
        "a class as send task",
        diagram(
            "<sendTask id='step' name='Do it' camunda:class='java.lang.Object'><documentation>D.</documentation></sendTask>"),
        CODE + "class)");
    taken(
        "a class as business rule",
        diagram(
            "<businessRuleTask id='step' name='Do it' camunda:class='java.lang.Object'><documentation>D.</documentation></businessRuleTask>"),
        CODE + "class)");
    taken(
        "a class behind a message event",
        diagram(
            "<intermediateThrowEvent id='step' name='Told'><documentation>D.</documentation><messageEventDefinition camunda:class='java.lang.Object'/></intermediateThrowEvent>"),
        CODE + "class)");
    taken(
        "a class that maps variables",
        diagram(
            "<callActivity id='step' name='Do it' calledElement='resolveIssue' camunda:variableMappingClass='java.lang.Object'><documentation>D.</documentation></callActivity>"),
        CODE + "variableMappingClass)");
    taken(
        "a bean that maps variables",
        diagram(
            "<callActivity id='step' name='Do it' calledElement='resolveIssue' camunda:variableMappingDelegateExpression='#{x}'><documentation>D.</documentation></callActivity>"),
        CODE);
    taken(
        "a class that handles a form",
        diagram(
            "<userTask id='step' name='Do it' camunda:formHandlerClass='org.camunda.bpm.engine.impl.form.handler.DefaultTaskFormHandler' camunda:assignee='${coordinator}'><documentation>D.</documentation></userTask>"),
        CODE + "formHandlerClass)");
  }

  private void listenersAndFields() {
    for (String kind : List.of("executionListener event='start'", "taskListener event='create'")) {
      String end = kind.split(" ")[0];
      taken(
          "a class as " + end,
          listener(kind + " class='java.lang.Object'", end, ""),
          CODE + "class)");
      taken(
          "an expression as " + end,
          listener(kind + " expression='${x.y()}'", end, ""),
          CODE + "expression)");
      taken(
          "a bean as " + end,
          listener(kind + " delegateExpression='#{dataSource}'", end, ""),
          "uses the step \"dataSource\"");
      refused(
          "a script as " + end,
          listener(kind, end, "<camunda:script scriptFormat='javascript'>1</camunda:script>"),
          SCRIPT);
      taken(
          "fields in " + end,
          listener(
              kind + " delegateExpression='#{openIssueDelegate}'",
              end,
              "<camunda:field name='x'><camunda:string>y</camunda:string></camunda:field>"),
          SETTING);
    }
    taken(
        "field injection",
        step(
            "camunda:delegateExpression='#{openIssueDelegate}'",
            "<camunda:field name='issues' expression='${x}'/>"),
        SETTING);
    taken(
        "a listener on a flow",
        diagram(GOOD)
            .replace(
                "<sequenceFlow id='f1' sourceRef='start' targetRef='step'/>",
                "<sequenceFlow id='f1' sourceRef='start' targetRef='step'><extensionElements><camunda:executionListener class='java.lang.Object'/></extensionElements></sequenceFlow>"),
        CODE + "class)");
    taken(
        "a listener on the process",
        diagram(GOOD)
            .replace(
                "<documentation>A process.</documentation>",
                "<documentation>A process.</documentation><extensionElements><camunda:executionListener event='end' class='java.lang.Object'/></extensionElements>"),
        CODE + "class)");
    // an engine reads the namespace of its forefather like its own: Camunda that of Activiti,
    // Operaton that of Camunda
    for (String namespace :
        List.of("http://activiti.org/bpmn", "http://operaton.org/schema/1.0/bpmn")) {
      taken(
          "a class as listener in " + namespace,
          step(
              "camunda:delegateExpression='#{openIssueDelegate}'",
              "<other:executionListener xmlns:other='"
                  + namespace
                  + "' event='start' class='java.lang.Object'/>"),
          namespace);
      taken(
          "a script as listener in " + namespace,
          step(
              "camunda:delegateExpression='#{openIssueDelegate}'",
              "<other:executionListener xmlns:other='"
                  + namespace
                  + "' event='start'><other:script scriptFormat='juel'>x</other:script></other:executionListener>"),
          namespace);
      taken(
          "a class as step in " + namespace,
          step(
              "xmlns:other='"
                  + namespace
                  + "' other:class='java.lang.ProcessBuilder'"
                  + " camunda:delegateExpression='#{openIssueDelegate}'"),
          namespace);
    }
    taken(
        "a condition on an error",
        step(
            "camunda:delegateExpression='#{openIssueDelegate}'",
            "<camunda:errorEventDefinition id='e' errorRef='err' expression='${x.y()}'/>",
            "<error id='err' errorCode='1'/>"),
        SETTING);
  }

  private void scripts() {
    refused(
        "a script task",
        diagram(
            "<scriptTask id='step' name='Do it' scriptFormat='javascript'><documentation>D.</documentation><script>1</script></scriptTask>"),
        SCRIPT);
    refused(
        "a script from elsewhere",
        diagram(
            "<scriptTask id='step' name='Do it' scriptFormat='javascript' camunda:resource='http://x.example/a.js'><documentation>D.</documentation></scriptTask>"),
        SCRIPT);
    refused(
        "a script in an input",
        step(
            "camunda:delegateExpression='#{openIssueDelegate}'",
            "<camunda:inputOutput><camunda:inputParameter name='x'><camunda:script scriptFormat='javascript'>1</camunda:script></camunda:inputParameter></camunda:inputOutput>"),
        SCRIPT);
    refused(
        "a script in an output",
        step(
            "camunda:delegateExpression='#{openIssueDelegate}'",
            "<camunda:inputOutput><camunda:outputParameter name='x'><camunda:script scriptFormat='javascript' resource='deployment://a.js'/></camunda:outputParameter></camunda:inputOutput>"),
        SCRIPT);
    refused(
        "a script as condition",
        conditional(
            "<conditionExpression xsi:type='tFormalExpression' language='javascript'>true</conditionExpression>"),
        SCRIPT);
    refused(
        "a script from a file as condition",
        conditional(
            "<conditionExpression xsi:type='tFormalExpression' language='javascript' camunda:resource='deployment://a.js'/>"),
        SCRIPT);
    refused(
        "a script hidden in a list",
        step(
            "camunda:delegateExpression='#{openIssueDelegate}'",
            "<camunda:inputOutput><camunda:inputParameter name='x'><camunda:list><camunda:script scriptFormat='javascript'>1</camunda:script></camunda:list></camunda:inputParameter></camunda:inputOutput>"),
        SCRIPT);
  }

  private void expressions() {
    for (String expression : List.of("${spin('{}').prop('x')}", "${a}#{b.c()}")) {
      refused(
          "expression " + expression,
          diagram(
              "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html' camunda:assignee=\""
                  + expression
                  + "\"><documentation>D.</documentation></userTask>"),
          EXPRESSION);
    }
    int n = 0;
    for (String expression :
        List.of(
            "${''.getClass().forName('java.lang.Runtime')}",
            "${execution.processEngineServices}",
            "${execution.setVariable('submittedBy', 'x')}",
            "${authenticatedUserId}${x}",
            "${x ? y : z}",
            "${x['class']}",
            "${x.class.classLoader}",
            "#{openIssueDelegate.execute(execution)}",
            "${dateTime().plusDays(1).toDate()}",
            "${beans}${'x'}",
            "${x.y(z)}")) {
      taken(
          "expression " + ++n + " for an assignee",
          diagram(
              "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html' camunda:assignee=\""
                  + expression
                  + "\"><documentation>D.</documentation></userTask>"),
          EXPRESSION);
    }
    taken(
        "a call in a condition",
        conditional(
            "<conditionExpression xsi:type='tFormalExpression'>${x.y()}</conditionExpression>"),
        EXPRESSION);
    taken(
        "a call in a timer",
        diagram(
            "<intermediateCatchEvent id='step' name='Wait'><documentation>D.</documentation><timerEventDefinition><timeDuration xsi:type='tFormalExpression'>${x.y()}</timeDuration></timerEventDefinition></intermediateCatchEvent>"),
        EXPRESSION);
    taken(
        "a call in a message name",
        diagram(
            "<receiveTask id='step' name='Wait' messageRef='m'><documentation>D.</documentation></receiveTask>",
            "<message id='m' name='${x.y()}'/>"),
        EXPRESSION);
    taken(
        "a call in the name of a called process",
        diagram(
            "<callActivity id='step' name='Do it' calledElement='${x.y()}'><documentation>D.</documentation></callActivity>"),
        EXPRESSION);
    taken(
        "a call in a collection",
        step("camunda:delegateExpression='#{openIssueDelegate}'", "", "")
            .replace(
                "</extensionElements></serviceTask>",
                "</extensionElements><multiInstanceLoopCharacteristics camunda:collection='${x.y()}' camunda:elementVariable='z'/></serviceTask>"),
        EXPRESSION);
    taken(
        "a call in a map of an input",
        step(
            "camunda:delegateExpression='#{openIssueDelegate}'",
            "<camunda:inputOutput><camunda:inputParameter name='x'><camunda:map><camunda:entry key='a'>${x.y()}</camunda:entry></camunda:map></camunda:inputParameter></camunda:inputOutput>"),
        SETTING);
    taken(
        "a call in a priority",
        step("camunda:delegateExpression='#{openIssueDelegate}' camunda:jobPriority='${x.y()}'"),
        EXPRESSION);
  }

  private void otherConstructs() {
    refused(
        "an import of a web service",
        diagram(GOOD)
            .replace(
                "<process ",
                "<import importType='http://schemas.xmlsoap.org/wsdl/' location='http://x.example/a.wsdl' namespace='x'/><process "),
        CODE + "import)");
    taken(
        "fields of a generated form",
        diagram(
            "<userTask id='step' name='Do it' camunda:assignee='${coordinator}'><documentation>D.</documentation><extensionElements><camunda:formData><camunda:formField id='x' type='string' label='x'/></camunda:formData></extensionElements></userTask>"),
        SETTING);
    taken(
        "a form from elsewhere",
        diagram(
            "<userTask id='step' name='Do it' camunda:formKey='http://x.example/form.html' camunda:assignee='${coordinator}'><documentation>D.</documentation></userTask>"),
        "has no form");
    taken(
        "a form out of its folder",
        diagram(
            "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:../../application.yaml' camunda:assignee='${coordinator}'><documentation>D.</documentation></userTask>"),
        "has no form");
    taken(
        "an approval for its submitter",
        diagram(
            "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html' camunda:assignee='${coordinator}'><documentation>D.</documentation><extensionElements><camunda:properties><camunda:property name='fairlead:approval' value='true'/></camunda:properties></extensionElements></userTask>"),
        "for no single assignee");
    taken(
        "a task for nobody",
        diagram(
            "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html'><documentation>D.</documentation></userTask>"),
        "Nobody would get the task");
    taken(
        "a call of a process that is not there",
        diagram(
            "<callActivity id='step' name='Do it' calledElement='lostProcess'><documentation>D.</documentation></callActivity>"),
        "calls the process \"lostProcess\"");
    taken(
        "a process that nobody can start",
        diagram(GOOD).replace("isExecutable='true'", "isExecutable='false'"),
        "not marked as executable");
    taken(
        "a step without words",
        diagram(GOOD.replace("<documentation>D.</documentation>", "")),
        "does not explain itself");
  }

  private void documents() {
    String good = diagram(GOOD);
    refused(
        "an external entity",
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + good.replace("A process.", "&x;"),
        "document type");
    refused(
        "an external document type",
        "<?xml version='1.0'?><!DOCTYPE d SYSTEM 'http://x.example/d.dtd'>" + good,
        "document type");
    refused(
        "a billion laughs",
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
            + good.replace("A process.", "&c;"),
        "document type");
    refused(
        "a parameter entity",
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY % p SYSTEM 'http://x.example/p'> %p;]>" + good,
        "document type");
    refused("no diagram at all", "Dear engine, please run this", UNREADABLE);
    refused("an empty file", "", UNREADABLE);
    refused("half a file", good.substring(0, good.length() / 2), UNREADABLE);
    refused("a web page", "<html><body>Hello</body></html>", UNREADABLE);
    refused("random bytes", "\0\1\2\3\u00ff\u00fe", UNREADABLE);
    refused(
        "an element that no diagram has",
        good.replace("<endEvent", "<bombEvent/><endEvent"),
        UNREADABLE);
    taken(
        "a huge file",
        good.replace("A process.", "A process. ".repeat(200_000)),
        "larger than one megabyte");
    refused(
        "a very deep file",
        good.replace(
            "<documentation>A process.</documentation>",
            "<documentation>A process.</documentation><extensionElements>"
                + "<x>".repeat(5_000)
                + "</x>".repeat(5_000)
                + "</extensionElements>"),
        "deeper than any diagram needs");
  }

  private void tables() {
    add(
        "a table in a scripting language",
        "levels.dmn",
        table("expressionLanguage='javascript'", "x"),
        "Only FEEL is allowed",
        true);
    add(
        "a table in JUEL",
        "levels.dmn",
        table("expressionLanguage='juel'", "${x.y()}"),
        "Only FEEL is allowed",
        true);
    add("an expression in a table", "levels.dmn", table("", "${x.y()}"), EXPRESSION, true);
    add(
        "a function of Java in a table",
        "levels.dmn",
        table(
            "",
            "(function(a) external { java: { class: \"java.lang.Math\", \"method signature\": \"abs(int)\" } })(1)"),
        "calls code outside",
        true);
    add(
        "a table with an external entity",
        "levels.dmn",
        "<?xml version='1.0'?><!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + table("", "x"),
        "document type",
        false);
    add("a diagram that claims to be a table", "levels.dmn", diagram(GOOD), UNREADABLE, false);
    add(
        "a table that keeps no history",
        "levels.dmn",
        table("", "x").replace("camunda:historyTimeToLive='P1D'", ""),
        "how long its history is kept",
        false);
    add("a table that claims to be a diagram", "levels.bpmn", table("", "x"), UNREADABLE, false);
  }

  private void forms() {
    form("a script in a form", "<script>alert(1)</script>", "the element \"script\"");
    form(
        "a script that Tasklist runs",
        "<script cam-script type='text/form-script'>alert(1)</script>",
        "the element \"script\"");
    form("an event attribute", "<p onclick='alert(1)'>x</p>", "the attribute \"onclick\"");
    form(
        "an instruction for the page's library",
        "<p ng-init=\"x = constructor.constructor('alert(1)')()\">x</p>",
        "the attribute \"ng-init\"");
    form("the same with a prefix", "<p data-ng-init='x'>x</p>", "the attribute \"data-ng-init\"");
    form("the same as a class", "<p class='ng-init: x = 1'>x</p>", "for \"class\"");
    form("the same in a comment", "<!-- directive: ng-include 'x' -->", "run or compute");
    form(
        "braces that the page computes",
        "<p>{{constructor.constructor('alert(1)')()}}</p>",
        "run or compute");
    form("a picture that runs code", "<img src='x' onerror='alert(1)'>", "the element \"img\"");
    form("a drawing that runs code", "<svg onload='alert(1)'></svg>", "the element \"svg\"");
    form("a link that runs code", "<a href='javascript:alert(1)'>x</a>", "for \"href\"");
    form("a link to elsewhere", "<a href='//x.example'>x</a>", "for \"href\"");
    form("a frame from elsewhere", "<iframe src='https://x.example'></iframe>", "for \"src\"");
    form(
        "a frame with a page of its own",
        "<iframe srcdoc='x'></iframe>",
        "the attribute \"srcdoc\"");
    form(
        "a form inside that sends elsewhere",
        "<input formaction='https://x.example' type='text'>",
        "the attribute \"formaction\"");
    form("a button", "<button>Go</button>", "the element \"button\"");
    form("a style", "<p style='position:fixed'>x</p>", "the attribute \"style\"");
    form(
        "a file field",
        "<input type='file' cam-variable-name='x' cam-variable-type='File'>",
        "for \"type\"");
    form(
        "an object as answer",
        "<input type='text' cam-variable-name='x' cam-variable-type='Object'>",
        "for \"cam-variable-type\"");
    form("a page of another origin", "<base href='https://x.example'>", "the element \"base\"");
    form("an embedded object", "<object data='x'></object>", "the element \"object\"");
    add("no form", "step.html", "<p>x</p>", "no \"form\" element", true);
    add(
        "a huge form",
        "step.html",
        "<form>" + "x".repeat(1_100_000) + "</form>",
        "larger than one megabyte",
        true);
  }

  private void kinds() {
    add("a case model", "a.cmmn", "x", "none that Fairlead deploys", false);
    add(
        "a diagram in disguise",
        "evilbpmn",
        diagram(step0("camunda:class='java.lang.Object'")),
        "none that Fairlead deploys",
        true);
    add(
        "a diagram under its old ending",
        "evil.bpmn20.xml",
        diagram(step0("camunda:class='java.lang.Object'")),
        "none that Fairlead deploys",
        true);
    add(
        "a table in disguise",
        "evildmn",
        table("expressionLanguage='javascript'", "x"),
        "none that Fairlead deploys",
        true);
    add("a script file", "a.groovy", "System.exit(0)", "none that Fairlead deploys", true);
    add("a program", "a.jar", "PK", "none that Fairlead deploys", true);
    add(
        "a form of another kind",
        "a.form",
        "{\"components\":[],\"type\":\"default\",\"id\":\"a\"}",
        "none that Fairlead deploys",
        true);
  }

  private static final String GOOD = step0("camunda:delegateExpression='#{openIssueDelegate}'");

  /** A diagram that the stock engine deploys. */
  private void taken(String name, String diagram, String words) {
    add(name, "hostile.bpmn", diagram, words, true);
  }

  private void refused(String name, String diagram, String words) {
    add(name, "hostile.bpmn", diagram, words, false);
  }

  private void form(String name, String inside, String words) {
    add(name, "step.html", "<form role='form'>" + inside + "</form>", words, true);
  }

  private void add(String name, String file, String content, String words, boolean stockTakesIt) {
    all.add(new Hostile(name, file, content.getBytes(StandardCharsets.UTF_8), words, stockTakesIt));
  }

  private static String step0(String settings) {
    return "<serviceTask id='step' name='Do it' "
        + settings
        + "><documentation>D.</documentation></serviceTask>";
  }

  private static String step(String settings) {
    return diagram(step0(settings));
  }

  private static String step(String settings, String extensions) {
    return step(settings, extensions, "");
  }

  private static String step(String settings, String extensions, String definitions) {
    return diagram(
        step0(settings)
            .replace(
                "</serviceTask>",
                "<extensionElements>" + extensions + "</extensionElements></serviceTask>"),
        definitions);
  }

  private static String listener(String opening, String end, String inside) {
    return diagram(
        "<userTask id='step' name='Do it' camunda:formKey='embedded:deployment:known.html' camunda:assignee='${coordinator}'>"
            + "<documentation>D.</documentation><extensionElements><camunda:"
            + opening
            + ">"
            + inside
            + "</camunda:"
            + end
            + "></extensionElements></userTask>");
  }

  private static String conditional(String condition) {
    return diagram(GOOD)
        .replace(
            "<sequenceFlow id='f1' sourceRef='start' targetRef='step'/>",
            "<sequenceFlow id='f1' sourceRef='start' targetRef='step'>"
                + condition
                + "</sequenceFlow>");
  }

  private static String diagram(String step) {
    return diagram(step, "");
  }

  static String good() {
    return diagram(GOOD);
  }

  private static String diagram(String step, String definitions) {
    return "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'"
        + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
        + " xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC'"
        + " id='definitions' targetNamespace='x'>"
        + "<process id='hostile' name='A process' isExecutable='true' camunda:historyTimeToLive='P1D'>"
        + "<documentation>A process.</documentation>"
        + "<startEvent id='start' name='Begun'><documentation>D.</documentation></startEvent>"
        + step
        + "<endEvent id='end' name='Over'><documentation>D.</documentation></endEvent>"
        + "<sequenceFlow id='f1' sourceRef='start' targetRef='step'/>"
        + "<sequenceFlow id='f2' sourceRef='step' targetRef='end'/>"
        + "</process>"
        + definitions
        + "<di:BPMNDiagram id='di'><di:BPMNPlane id='plane' bpmnElement='hostile'>"
        + shape(1, "start")
        + shape(2, "step")
        + shape(3, "end")
        + "</di:BPMNPlane></di:BPMNDiagram></definitions>";
  }

  private static String shape(int number, String element) {
    return "<di:BPMNShape id='s"
        + number
        + "' bpmnElement='"
        + element
        + "'><dc:Bounds x='0' y='0' width='9' height='9'/></di:BPMNShape>";
  }

  private static String table(String language, String text) {
    return "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' xmlns:camunda='http://camunda.org/schema/1.0/dmn'"
        + " id='d' name='D' namespace='x'><decision id='hostileLevels' name='Levels' camunda:historyTimeToLive='P1D'><decisionTable id='t'>"
        + "<input id='i'><inputExpression id='e' "
        + language
        + " typeRef='string'><text>"
        + text
        + "</text></inputExpression></input>"
        + "<output id='o' name='y' typeRef='string'/></decisionTable></decision></definitions>";
  }
}
