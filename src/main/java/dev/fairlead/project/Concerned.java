package dev.fairlead.project;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Tells those whom it concerns that a project is paused, goes on or ends: its sponsor, its
 * coordinator and everybody who has an open task, each with the tasks that are theirs.
 */
@Component
class Concerned {
  private final ObjectProvider<Standstill> standstill;
  private final Users users;
  private final ApplicationEventPublisher events;

  Concerned(ObjectProvider<Standstill> standstill, Users users, ApplicationEventPublisher events) {
    this.standstill = standstill;
    this.users = users;
    this.events = events;
  }

  /** By login name the names of their open tasks. */
  Map<String, List<String>> of(Project project) {
    Map<String, List<String>> tasks = new LinkedHashMap<>();
    tasks.put(project.coordinator(), new ArrayList<>());
    tasks.put(project.sponsor(), new ArrayList<>());
    for (Standstill.Waiting task : standstill.getObject().waiting(project.key())) {
      for (String person : people(task)) {
        tasks.computeIfAbsent(person, name -> new ArrayList<>()).add(task.name());
      }
    }
    return tasks;
  }

  /** Whoever was asked when the task came up is told now. */
  private Set<String> people(Standstill.Waiting task) {
    if (task.assignee() != null) {
      return Set.of(task.assignee());
    }
    Set<String> people = new LinkedHashSet<>(task.candidateUsers());
    task.candidateGroups()
        .forEach(group -> users.inGroup(group).stream().map(User::username).forEach(people::add));
    return people;
  }

  /**
   * @param key makes the mail unique, so that nobody gets it twice
   */
  void tell(
      Project project,
      Map<String, List<String>> tasks,
      String key,
      String template,
      Map<String, String> values) {
    tasks.forEach(
        (person, own) -> {
          Map<String, String> all = new TreeMap<>(values);
          all.put("projectKey", project.key());
          all.put("projectName", project.name());
          all.put(
              "tasks",
              own.isEmpty()
                  ? Sentences.say("project.noTasks")
                  : String.join(", ", new LinkedHashSet<>(own)));
          events.publishEvent(
              new Notice(
                  key,
                  project.key(),
                  List.of(person),
                  template,
                  all,
                  "/projects/" + project.key()));
        });
  }
}
