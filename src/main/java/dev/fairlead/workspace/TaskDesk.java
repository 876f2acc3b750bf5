package dev.fairlead.workspace;

import dev.fairlead.engine.TaskForms;
import dev.fairlead.engine.TaskGuard;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.task.Task;
import org.jsoup.nodes.Document;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes, fills and completes user tasks for the person at the screen, with the same guards as
 * Tasklist.
 */
@Service
public class TaskDesk {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

  /** How a person stands to a task. */
  public enum Standing {
    /** It is theirs. */
    MINE,
    /** It is of somebody whom they stand in for today, in the process that holds it. */
    FOR_ANOTHER,
    /** It waits for anyone of their groups. */
    OPEN_TO_ME,
    /** It is somebody else's. */
    OTHERS
  }

  /**
   * What came of an attempt to complete: done with what happens next, or the form to show again.
   *
   * @param forbidden whether it was refused because of who asked
   * @param cameBack the new task, where the same one waits for the same person again because
   *     something hinders the next step; otherwise null
   */
  public record Result(
      boolean done, boolean forbidden, String sentence, String formHtml, String cameBack) {
    Result(boolean done, String sentence, String formHtml) {
      this(done, false, sentence, formHtml);
    }

    Result(boolean done, boolean forbidden, String sentence, String formHtml) {
      this(done, forbidden, sentence, formHtml, null);
    }
  }

  private final TaskService tasks;
  private final HistoryService history;
  private final IdentityService identity;
  private final RuntimeService runtime;
  private final TaskForms forms;
  private final Worklist worklist;
  private final Users users;
  private final FairleadClock clock;
  private final TransactionTemplate transaction;

  TaskDesk(
      TaskService tasks,
      HistoryService history,
      IdentityService identity,
      RuntimeService runtime,
      TaskForms forms,
      Worklist worklist,
      Users users,
      FairleadClock clock,
      PlatformTransactionManager transactions) {
    this.tasks = tasks;
    this.history = history;
    this.identity = identity;
    this.runtime = runtime;
    this.forms = forms;
    this.worklist = worklist;
    this.users = users;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * The open task.
   *
   * @throws ConflictException saying by whom and when it was done, where it is no longer open
   * @throws NotFoundException where there never was such a task
   */
  public OpenTask open(String taskId) {
    return worklist.find(taskId).orElseThrow(() -> gone(taskId));
  }

  /**
   * @throws ConflictException saying by whom and when it was done, where it was done since it was
   *     read
   * @throws NotFoundException where nothing tells any more that there was such a task
   */
  public Standing standing(OpenTask task, String username) {
    if (username.equals(task.assignee())) {
      return Standing.MINE;
    }
    Set<String> persons =
        new LinkedHashSet<>(users.actsFor(username, clock.today(), task.processKey()));
    if (task.assignee() != null) {
      return persons.contains(task.assignee()) ? Standing.FOR_ANOTHER : Standing.OTHERS;
    }
    persons.add(username);
    // nobody decides on what they submitted themselves, nor in the right of the one who did, nor
    // twice
    Set<String> keptOut = keptOut(task);
    persons.removeIf(person -> keptOut.contains(person) || keptOut.contains(username));
    for (String person : persons) {
      Set<String> groups = users.find(person).map(User::groups).orElse(Set.of());
      if (task.candidateUsers().contains(person)
          || task.candidateGroups().stream().anyMatch(groups::contains)) {
        return Standing.OPEN_TO_ME;
      }
    }
    return Standing.OTHERS;
  }

  private Set<String> keptOut(OpenTask task) {
    return people(task, TaskGuard.KEEP_OUT);
  }

  /**
   * Who sent in what is decided on, and for whom.
   *
   * @throws ConflictException saying by whom and when it was done, where it was done since it was
   *     read
   */
  public Set<String> submitters(OpenTask task) {
    return people(task, TaskGuard.SUBMITTERS);
  }

  private Set<String> people(OpenTask task, List<String> variables) {
    return TaskGuard.keptOut(variables(task, variables));
  }

  /**
   * Those of these variables of the task's process that are set.
   *
   * @throws ConflictException saying by whom and when it was done, where it was done since it was
   *     read
   */
  public Map<String, Object> variables(OpenTask task, List<String> names) {
    try {
      return runtime.getVariables(task.instanceId(), names);
    } catch (NullValueException ended) {
      throw gone(task.id());
    }
  }

  /**
   * The form's inside as HTML, empty where the task has nothing to fill in.
   *
   * @param frameAddress where frames get their page; null leaves frames out
   */
  public String form(OpenTask task, String frameAddress) {
    return new FilledForm(document(task), Map.of()).html(frameAddress);
  }

  public void claim(String taskId, String username) {
    OpenTask task = open(taskId);
    try {
      as(
          username,
          () -> {
            tasks.claim(taskId, username);
            return null;
          });
    } catch (TaskAlreadyClaimedException taken) {
      throw ConflictException.because(
          "workspace.task.taken",
          task.name(),
          users.nameOf(worklist.find(taskId).map(OpenTask::assignee).orElse(null)));
    }
  }

  /** Gives a claimed task back to those who were asked. */
  public void giveBack(String taskId, String username) {
    OpenTask task = open(taskId);
    if (!username.equals(task.assignee())) {
      throw RefusedException.forbidden("workspace.task.notYours", task.name());
    }
    if (task.candidateGroups().isEmpty() && task.candidateUsers().isEmpty()) {
      throw RefusedException.because("workspace.task.cannotGiveBack", task.name());
    }
    as(
        username,
        () -> {
          tasks.claim(taskId, null);
          return null;
        });
  }

  /**
   * Completes the task with what was typed, taking it first where it waits for a group. Refusals
   * leave everything as it was, the task included.
   */
  public Result complete(
      String taskId, String username, Map<String, String> typed, String frameAddress) {
    return complete(taskId, username, typed, frameAddress, chosen -> {});
  }

  /**
   * The same together with something else, both or neither.
   *
   * @param also is done first; gets what was chosen from lists, in the form's words
   */
  Result complete(
      String taskId,
      String username,
      Map<String, String> typed,
      String frameAddress,
      Consumer<String> also) {
    OpenTask task = open(taskId);
    FilledForm form = new FilledForm(document(task), typed);
    Map<String, Object> answers = form.read();
    if (!form.errors().isEmpty()) {
      return new Result(false, Sentences.say("workspace.form.wrong"), form.html(frameAddress));
    }
    Set<String> before = new HashSet<>();
    worklist.ofRoot(task.rootId()).forEach(open -> before.add(open.id()));
    try {
      as(
          username,
          () -> {
            transaction.executeWithoutResult(
                status -> {
                  also.accept(form.chosen());
                  if (task.assignee() == null) {
                    tasks.claim(taskId, username);
                  }
                  tasks.complete(taskId, answers);
                });
            return null;
          });
    } catch (RuntimeException failed) {
      return failed(failed, taskId, form, frameAddress);
    }
    return next(task, username, before);
  }

  private Result failed(
      RuntimeException failed, String taskId, FilledForm form, String frameAddress) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        if (refused.field() != null && form.has(refused.field())) {
          form.refuse(refused.field(), refused.getMessage());
          return new Result(false, Sentences.say("workspace.form.wrong"), form.html(frameAddress));
        }
        return new Result(
            false, refused.isForbidden(), refused.getMessage(), form.html(frameAddress));
      }
      if (cause instanceof ConflictException || cause instanceof NotFoundException) {
        return new Result(false, cause.getMessage(), form.html(frameAddress));
      }
      if (cause instanceof NullValueException || cause instanceof OptimisticLockingException) {
        if (worklist.find(taskId).isEmpty()) {
          throw gone(taskId);
        }
        return new Result(
            false, Sentences.say("workspace.task.atTheSameMoment"), form.html(frameAddress));
      }
      if (cause instanceof AuthorizationException) {
        return new Result(
            false, true, Sentences.say("workspace.task.notAllowed"), form.html(frameAddress));
      }
    }
    throw failed;
  }

  /** What happens next, for the person who has just completed the task. */
  private Result next(OpenTask done, String username, Set<String> before) {
    List<OpenTask> open = worklist.ofRoot(done.rootId());
    List<OpenTask> fresh = open.stream().filter(task -> !before.contains(task.id())).toList();
    for (OpenTask task : fresh) {
      if (task.taskKey().equals(done.taskKey())
          && Objects.equals(task.subject(), done.subject())
          && username.equals(task.assignee())) {
        String sentence = Sentences.say("workspace.task.cameBack", done.name());
        return new Result(true, false, sentence, null, task.id());
      }
    }
    return new Result(true, next(done, open, fresh), null);
  }

  private String next(OpenTask done, List<OpenTask> open, List<OpenTask> fresh) {
    if (!fresh.isEmpty()) {
      return Sentences.say("workspace.task.next", done.name(), named(fresh));
    }
    if (worklist.worksOn(done.rootId())) {
      return Sentences.say("workspace.task.fairleadWorks", done.name());
    }
    if (runtime.createProcessInstanceQuery().processInstanceId(done.rootId()).count() == 0) {
      return Sentences.say("workspace.task.processOver", done.name());
    }
    return open.isEmpty()
        ? Sentences.say("workspace.task.done", done.name())
        : Sentences.say("workspace.task.stillOpen", done.name(), named(open));
  }

  private String named(List<OpenTask> open) {
    List<String> parts = new ArrayList<>();
    for (OpenTask task : open.subList(0, Math.min(3, open.size()))) {
      parts.add(Sentences.say("workspace.task.nextOne", task.name(), worklist.waitsOn(task)));
    }
    if (open.size() > 3) {
      parts.add(Sentences.say("workspace.task.nextMore", open.size() - 3));
    }
    return String.join("; ", parts);
  }

  private Document document(OpenTask open) {
    Task task = tasks.createTaskQuery().taskId(open.id()).initializeFormKeys().singleResult();
    if (task == null) {
      throw gone(open.id());
    }
    return forms.find(open.deploymentId(), task.getFormKey()).orElseGet(() -> new Document(""));
  }

  private RuntimeException gone(String taskId) {
    HistoricTaskInstance past =
        history.createHistoricTaskInstanceQuery().taskId(taskId).singleResult();
    if (past == null || past.getEndTime() == null) {
      return NotFoundException.because("workspace.task.unknown");
    }
    String when = MOMENT.format(past.getEndTime().toInstant().atZone(ZoneId.systemDefault()));
    if ("completed".equals(past.getDeleteReason())) {
      return past.getAssignee() == null
          ? ConflictException.because("workspace.task.wasDone", past.getName(), when)
          : ConflictException.because(
              "workspace.task.wasDoneBy", past.getName(), users.nameOf(past.getAssignee()), when);
    }
    boolean anew =
        tasks
                .createTaskQuery()
                .processInstanceId(past.getProcessInstanceId())
                .taskDefinitionKey(past.getTaskDefinitionKey())
                .count()
            > 0;
    return ConflictException.because(
        "workspace.task." + (anew ? "anew" : "notNeeded"), past.getName(), when);
  }

  /**
   * Acts in the engine under the person's own name, so that its guards and its log see who it was.
   */
  private <T> T as(String username, Supplier<T> work) {
    identity.setAuthentication(username, List.copyOf(users.get(username).groups()));
    try {
      return work.get();
    } finally {
      identity.clearAuthentication();
    }
  }
}
