package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.people.Groups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What Camunda Modeler offers a process owner is what Fairlead has, no more and no less. */
@FairleadTest
class ElementTemplateTests {
  private static final Path TEMPLATES = ProcessFiles.FOLDER.resolve(".camunda/element-templates");
  private static final Path SOURCES = Path.of("src/main/java/dev/fairlead");

  @Autowired ApplicationContext spring;

  @Test
  void everyStepOfFairleadHasATemplateAndEveryTemplateItsStep() throws Exception {
    List<String> offered =
        templates("steps.json").stream()
            .map(template -> value(template, "camunda:delegateExpression"))
            .toList();
    Set<String> steps =
        spring.getBeansOfType(JavaDelegate.class).keySet().stream()
            .map(name -> "#{" + name + "}")
            .collect(Collectors.toSet());
    assertThat(offered).containsExactlyInAnyOrderElementsOf(steps);
  }

  @Test
  void aTemplateSaysWhatItsStepDoesReadsAndSets() throws Exception {
    Map<String, String> facts = new TreeMap<>();
    Map<String, String> names = variables();
    for (Path source : sources("Delegate.java")) {
      String code = Files.readString(source);
      String bean = all(code, "@Component\\(\"(\\w+)\"\\)", 1).get(0);
      Set<String> reads = new TreeSet<>();
      Set<String> sets = new TreeSet<>();
      all(code, "Answers\\s*\\.\\w+\\(\\s*execution,\\s*(\\w+Process\\.\\w+)", 1)
          .forEach(constant -> reads.add(names.get(constant)));
      all(code, "getVariable(?:Local)?\\(\\s*(\\w+Process\\.\\w+)", 1)
          .forEach(constant -> reads.add(names.get(constant)));
      all(code, "setVariable(?:Local)?\\(\\s*(\\w+Process\\.\\w+)", 1)
          .forEach(constant -> sets.add(names.get(constant)));
      facts.put("#{" + bean + "}", " Reads: " + said(reads) + ". Sets: " + said(sets) + ".");
    }
    for (JsonNode template : templates("steps.json")) {
      String description = template.get("description").asText();
      String step = value(template, "camunda:delegateExpression");
      assertThat(description).as(step).endsWith(facts.get(step));
      assertThat(description.indexOf(" Reads: ")).as(step).isGreaterThan(20);
      assertThat(template.get("id").asText()).isEqualTo(templateOf(step));
    }
  }

  @Test
  void everyStepInADiagramNamesItsTemplate() {
    for (Path diagram : ProcessFiles.diagrams()) {
      String xml = ProcessFiles.text(diagram);
      for (String step : all(xml, "camunda:delegateExpression=\"(#\\{\\w+})\"", 1)) {
        assertThat(xml)
            .contains(
                "camunda:delegateExpression=\""
                    + step
                    + "\" camunda:modelerTemplate=\""
                    + templateOf(step)
                    + "\"");
      }
    }
  }

  @Test
  void groupsFormsMomentsTablesAndProcessesAreChoices() throws Exception {
    List<JsonNode> tasks = templates("tasks.json");
    List<String> forms =
        ProcessFiles.forms().stream()
            .map(form -> "embedded:deployment:" + form.getFileName())
            .toList();
    Set<String> moments = new TreeSet<>(Set.of(""));
    for (JsonNode step : templates("steps.json")) {
      String sets = step.get("description").asText().replaceFirst("(?s).* Sets: ", "");
      all(sets, "(\\w+(?:At|Until))\\b", 1).forEach(name -> moments.add("${" + name + "}"));
    }
    for (JsonNode task : tasks.subList(0, 2)) {
      assertThat(choices(task, "camunda:formKey")).containsExactlyElementsOf(forms);
      assertThat(choices(task, "camunda:dueDate")).containsExactlyInAnyOrderElementsOf(moments);
    }
    List<String> groups = new ArrayList<>(List.of("${approverGroup}", "managers,sponsors"));
    groups.addAll(Groups.ALL);
    assertThat(choices(tasks.get(1), "camunda:candidateGroups"))
        .containsExactlyInAnyOrderElementsOf(groups);
    assertThat(value(tasks.get(1), "fairlead:approval")).isEqualTo("true");
    JsonNode reminder =
        templates("steps.json").stream()
            .filter(step -> step.get("name").asText().equals("Set reminder"))
            .findFirst()
            .orElseThrow();
    List<String> people = new ArrayList<>(choices(tasks.get(0), "camunda:assignee"));
    people.add(0, "");
    assertThat(choices(reminder, "reminderFor")).containsExactlyElementsOf(people);
    assertThat(choices(tasks.get(2), "camunda:decisionRef"))
        .containsExactlyElementsOf(
            ProcessFiles.decisions().stream().map(ProcessFiles::id).toList());
    assertThat(choices(tasks.get(3), "calledElement"))
        .containsExactlyElementsOf(ProcessFiles.diagrams().stream().map(ProcessFiles::id).toList());
  }

  @Test
  void whatAProcessStartsWithIsWhatItsCallersHandIn() throws Exception {
    JsonNode starts =
        new ObjectMapper().readTree(ProcessFiles.FOLDER.resolve(".camunda/starts.json").toFile());
    Map<String, Set<String>> given = new TreeMap<>();
    starts
        .properties()
        .forEach(
            process -> {
              Set<String> names = new TreeSet<>();
              process.getValue().forEach(name -> names.add(name.asText()));
              given.put(process.getKey(), names);
            });
    assertThat(given.keySet())
        .containsExactlyInAnyOrderElementsOf(
            ProcessFiles.diagrams().stream().map(ProcessFiles::id).toList());
    assertThat(variables().values())
        .containsAll(given.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    for (Path diagram : ProcessFiles.diagrams()) {
      for (CallActivity call :
          ProcessFiles.read(diagram).getModelElementsByType(CallActivity.class)) {
        call.getExtensionElements().getElementsQuery().filterByType(CamundaIn.class).list().stream()
            .map(CamundaIn::getCamundaTarget)
            .filter(java.util.Objects::nonNull)
            .forEach(name -> assertThat(given.get(call.getCalledElement())).contains(name));
      }
    }
  }

  private static String templateOf(String step) {
    return "dev.fairlead." + step.replace("#{", "").replace("Delegate}", "");
  }

  private static String said(Set<String> names) {
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private static List<JsonNode> templates(String file) throws Exception {
    JsonNode all = new ObjectMapper().readTree(TEMPLATES.resolve(file).toFile());
    return StreamSupport.stream(all.spliterator(), false).toList();
  }

  private static String value(JsonNode template, String setting) {
    return property(template, setting).get("value").asText();
  }

  private static List<String> choices(JsonNode template, String setting) {
    return StreamSupport.stream(property(template, setting).get("choices").spliterator(), false)
        .map(choice -> choice.get("value").asText())
        .toList();
  }

  private static JsonNode property(JsonNode template, String setting) {
    return StreamSupport.stream(template.get("properties").spliterator(), false)
        .filter(p -> setting.equals(p.get("binding").path("name").asText()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(template.get("id") + " lacks " + setting));
  }

  /** The names of variables by the constants that stand for them in Java. */
  private static Map<String, String> variables() throws Exception {
    Map<String, String> names = new TreeMap<>();
    Pattern constant = Pattern.compile("String (\\w+) = \"([^\"]+)\"");
    for (Path source : sources("Process.java")) {
      String type = source.getFileName().toString().replace(".java", "");
      constant
          .matcher(Files.readString(source))
          .results()
          .forEach(found -> names.put(type + "." + found.group(1), found.group(2)));
    }
    return names;
  }

  private static List<Path> sources(String ending) throws Exception {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(f -> f.getParent().endsWith("process") && f.toString().endsWith(ending))
          .toList();
    }
  }

  private static List<String> all(String text, String pattern, int group) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(group)).toList();
  }
}
