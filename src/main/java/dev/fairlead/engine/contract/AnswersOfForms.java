package dev.fairlead.engine.contract;

import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.jsoup.Jsoup;

/**
 * A task hands on exactly the answers that its form asks for: one that the form does not ask for
 * any more would be missed by the steps behind it, one that the task does not hand on would be
 * lost.
 */
final class AnswersOfForms {
  private static final String PREFIX = "embedded:deployment:";

  private AnswersOfForms() {}

  /** Keys of the fields of a form. */
  static Set<String> asked(String html) {
    return Jsoup.parseBodyFragment(html).select("[cam-variable-name]").stream()
        .map(field -> field.attr("cam-variable-name"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * @param forms keys of the fields by the names of the forms that come along
   */
  static List<Finding> check(BpmnModelInstance model, Map<String, Set<String>> forms) {
    List<Finding> found = new ArrayList<>();
    for (UserTask task : model.getModelElementsByType(UserTask.class)) {
      String key = task.getCamundaFormKey();
      if (key == null || !key.startsWith(PREFIX)) {
        continue;
      }
      String form = key.substring(PREFIX.length());
      Set<String> handedOn = handedOn(task);
      if (!forms.containsKey(form) || handedOn.isEmpty()) {
        continue;
      }
      String name = task.getName() == null ? task.getId() : task.getName();
      for (String answer : handedOn) {
        if (!forms.get(form).contains(answer)) {
          found.add(finding(task, "gone", name, answer, form));
        }
      }
      for (String answer : forms.get(form)) {
        if (!handedOn.contains(answer)) {
          found.add(finding(task, "lost", name, answer, form));
        }
      }
    }
    return found;
  }

  /** What the task gives to the process, without what it was given itself. */
  private static Set<String> handedOn(UserTask task) {
    Set<String> handedOn = new LinkedHashSet<>();
    Set<String> given = new HashSet<>();
    if (task.getExtensionElements() != null) {
      task.getExtensionElements().getElementsQuery().list().stream()
          .flatMap(e -> e.getChildElementsByType(CamundaOutputParameter.class).stream())
          .forEach(output -> handedOn.add(output.getCamundaName()));
      task.getExtensionElements().getElementsQuery().list().stream()
          .flatMap(e -> e.getChildElementsByType(CamundaInputParameter.class).stream())
          .filter(input -> !input.getTextContent().isBlank())
          .forEach(input -> given.add(input.getCamundaName()));
    }
    handedOn.removeAll(given);
    return handedOn;
  }

  private static Finding finding(UserTask task, String code, Object... arguments) {
    return new Finding(task.getId(), Sentences.say("engine.contract.answer." + code, arguments));
  }
}
