package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.contract.FormContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form explains itself, runs nothing, and asks for what its task hands on. */
class FormModelTests {
  private static final Set<String> VIEWS =
      Set.of(
          "draft",
          "plan",
          "objections",
          "approval",
          "findings",
          "lateTask",
          "risk",
          "issue",
          "change",
          "report",
          "readiness",
          "support",
          "goals",
          "decisionRequest",
          "handover",
          "deliverables",
          "evaluation",
          "finalReport",
          "corrective",
          "workDone",
          "checkIn",
          "communication",
          "outsideFeedback",
          "contractorReport");

  static Stream<Path> forms() {
    return ProcessFiles.forms().stream();
  }

  @Test
  void everyFormIsUsedAndEveryUserTaskHasOne() {
    assertThat(ProcessFiles.forms().stream().map(form -> form.getFileName().toString()).toList())
        .containsExactlyElementsOf(tasksByForm().keySet());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormRunsNothingAndStylesNothing(Path form) {
    assertThat(new FormContract().check(form.getFileName().toString(), ProcessFiles.text(form)))
        .isEmpty();
    Document html = parse(form);
    assertThat(html.select("script, style, link, object, embed, [style], [ng-init], [cam-script]"))
        .isEmpty();
    for (Element element : html.getAllElements()) {
      element
          .attributes()
          .forEach(a -> assertThat(a.getKey()).doesNotStartWith("on").doesNotStartWith("ng-"));
    }
    assertThat(ProcessFiles.text(form)).doesNotContain("{{").doesNotContain("javascript:");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormSaysWhatIsDecidedAndShowsWhatIsNeededForIt(Path form) {
    Document html = parse(form);
    Element root = html.body().child(0);
    assertThat(root.normalName()).isEqualTo("form");
    assertThat(root.hasClass("fairlead-form")).isTrue();
    assertThat(root.child(0).normalName()).isEqualTo("p");
    assertThat(root.child(0).text()).hasSizeGreaterThan(60);
    Element frame = html.selectFirst("iframe.fairlead-frame");
    assertThat(frame).isNotNull();
    assertThat(frame.attr("title")).isNotBlank();
    assertThat(VIEWS).contains(frame.attr("data-view"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFieldHasALabelATypeAndALimit(Path form) {
    for (Element field : parse(form).select("[cam-variable-name]")) {
      String name = field.attr("cam-variable-name");
      assertThat(field.attr("cam-variable-type")).as(name).isEqualTo("String");
      assertThat(field.ownerDocument().select("label[for=" + field.id() + "]").text())
          .as(name)
          .isNotBlank();
      if (field.normalName().equals("select")) {
        assertThat(field.select("option").first().attr("value")).as(name).isEmpty();
        assertThat(field.select("option")).hasSizeGreaterThan(2);
      } else {
        assertThat(field.attr("maxlength")).as(name).matches("\\d+");
      }
      if (field.hasAttr("aria-describedby")) {
        assertThat(field.ownerDocument().getElementById(field.attr("aria-describedby")))
            .as(name)
            .isNotNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aTaskStartsWithEmptyAnswersAndHandsOnExactlyThoseOfItsForm(Path form) {
    List<String> fields =
        parse(form).select("[cam-variable-name]").stream()
            .map(f -> f.attr("cam-variable-name"))
            .toList();
    UserTask task = tasksByForm().get(form.getFileName().toString());
    Set<String> empty = new TreeSet<>();
    Set<String> kept = new TreeSet<>();
    Set<String> handedOn = new TreeSet<>();
    if (task.getExtensionElements() != null) {
      task.getExtensionElements().getElementsQuery().list().stream()
          .flatMap(e -> e.getChildElementsByType(CamundaInputParameter.class).stream())
          .forEach(i -> (i.getTextContent().isBlank() ? empty : kept).add(i.getCamundaName()));
      task.getExtensionElements().getElementsQuery().list().stream()
          .flatMap(e -> e.getChildElementsByType(CamundaOutputParameter.class).stream())
          .forEach(o -> handedOn.add(o.getCamundaName()));
    }
    assertThat(empty).containsExactlyInAnyOrderElementsOf(fields);
    handedOn.removeAll(kept);
    assertThat(handedOn).containsExactlyInAnyOrderElementsOf(fields);
  }

  private static Map<String, UserTask> tasksByForm() {
    Map<String, UserTask> tasks = new TreeMap<>();
    for (Path diagram : ProcessFiles.diagrams()) {
      for (UserTask task : ProcessFiles.read(diagram).getModelElementsByType(UserTask.class)) {
        tasks.put(task.getCamundaFormKey().replace("embedded:deployment:", ""), task);
      }
    }
    return tasks;
  }

  private static Document parse(Path form) {
    return Jsoup.parseBodyFragment(ProcessFiles.text(form));
  }
}
