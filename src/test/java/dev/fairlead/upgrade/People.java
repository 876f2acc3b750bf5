package dev.fairlead.upgrade;

import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may do which task. */
final class People {
  /** One of each group who has asked for nothing. */
  private static final Map<String, String> OF_GROUP =
      Map.of(
          "managers", "maria",
          "sponsors", "sofia",
          "steering-board", "stefan",
          "process-owners", "petra");

  @Autowired private TaskService tasks;

  String whoMay(String businessKey, String taskKey) {
    return whoMay(
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey(businessKey)
            .taskDefinitionKey(taskKey)
            .singleResult());
  }

  String whoMay(Task task) {
    return task.getAssignee() != null
        ? task.getAssignee()
        : tasks.getIdentityLinksForTask(task.getId()).stream()
            .map(IdentityLink::getGroupId)
            .filter(OF_GROUP::containsKey)
            .map(OF_GROUP::get)
            .findFirst()
            .orElseThrow();
  }
}
