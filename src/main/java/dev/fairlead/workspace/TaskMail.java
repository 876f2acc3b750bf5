package dev.fairlead.workspace;

import dev.fairlead.engine.TaskCreated;
import dev.fairlead.engine.TaskHandedOver;
import dev.fairlead.engine.TaskReminded;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Mails every new task to those whom it waits for, with a link to its form, to whoever it is handed
 * over to, and once more where a diagram says so. Candidates who do not decide get none.
 */
@Component
class TaskMail {
  private final Users users;
  private final Projects projects;
  private final ApplicationEventPublisher events;

  TaskMail(Users users, Projects projects, ApplicationEventPublisher events) {
    this.users = users;
    this.projects = projects;
    this.events = events;
  }

  @EventListener
  void on(TaskCreated task) {
    tell(task, "task/" + task.taskId(), template(task));
  }

  @EventListener
  void on(TaskHandedOver handedOver) {
    TaskCreated task = handedOver.task();
    tell(task, "task/" + task.taskId() + "/" + handedOver.key(), template(task));
  }

  @EventListener
  void on(TaskReminded reminder) {
    tell(
        reminder.task(),
        "taskReminder/" + reminder.task().taskId() + "/" + reminder.key(),
        "taskReminder");
  }

  private void tell(TaskCreated task, String key, String template) {
    Set<String> people = new LinkedHashSet<>(task.candidateUsers());
    if (task.assignee() != null) {
      people.add(task.assignee());
    } else {
      task.candidateGroups()
          .forEach(group -> users.inGroup(group).stream().map(User::username).forEach(people::add));
      people.removeAll(task.keptOut());
    }
    if (people.isEmpty()) {
      return;
    }
    LocalDateTime due = due(task);
    CalendarEntry date =
        due == null
            ? null
            : TaskDates.entry(
                task.taskId(), task.title(), task.description(), task.projectKey(), due);
    events.publishEvent(
        new Notice(
                key,
                task.projectKey(),
                List.copyOf(people),
                template,
                Map.of(
                    "projectKey",
                    String.valueOf(task.projectKey()),
                    "taskName",
                    task.title(),
                    "description",
                    task.description() == null ? "" : task.description(),
                    "due",
                    due == null ? "" : Sentences.say("workspace.task.mailDue", due)),
                "/work/tasks/" + task.taskId())
            .with(date));
  }

  /** While its project is on hold nobody knows it: what is due moves when the project goes on. */
  private LocalDateTime due(TaskCreated task) {
    boolean rests =
        task.due() != null
            && task.projectKey() != null
            && projects.find(task.projectKey()).filter(Project::isPaused).isPresent();
    return rests ? null : task.due();
  }

  private String template(TaskCreated task) {
    // the release of a diagram belongs to no project
    boolean ofProject = task.projectKey() != null && projects.find(task.projectKey()).isPresent();
    return !ofProject ? "otherTask" : task.assignee() != null ? "task" : "groupTask";
  }
}
