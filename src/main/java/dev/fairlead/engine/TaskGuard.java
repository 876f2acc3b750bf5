package dev.fairlead.engine;

import dev.fairlead.people.ApprovedBy;
import dev.fairlead.people.ProcessNames;
import dev.fairlead.people.Scope;
import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Who may take and complete a task, whichever way they come: Tasklist, REST or workspace. The
 * assignee or a lawful substitute within their scope; in an approval never the one who submitted,
 * nor anyone acting for them, nor whose approval has been given where more than one is needed. It
 * also refuses answers that the task's form does not ask for.
 */
@Component
public class TaskGuard implements TaskListener {
  /** Login name of the person who completed the last user task. */
  public static final String COMPLETED_BY = "completedBy";

  /** Login name of the person for whom a substitute completed it, or null. */
  public static final String COMPLETED_FOR = "completedFor";

  public static final String SUBMITTED_FOR = "submittedFor";

  /** Names of the variables that say who sent in what is to be decided, and for whom. */
  public static final List<String> SUBMITTERS = List.of("submittedBy", SUBMITTED_FOR);

  /**
   * Name of the variable that says who coordinates by now what another coordinator submitted, and
   * so stands for it as well.
   */
  public static final String TAKEN_OVER_BY = "takenOverBy";

  /** Name of the variable that says who has approved, where more than one approval is needed. */
  public static final String APPROVED_BY = "approvedBy";

  /** The condition for a row of the engine's variables to be this one; it has an index. */
  public static final String NAMES_APPROVERS = "NAME_ = 'approvedBy'";

  /** Names of the variables that say who does not decide. */
  public static final List<String> KEEP_OUT =
      List.of("submittedBy", SUBMITTED_FOR, TAKEN_OVER_BY, APPROVED_BY);

  /**
   * The condition for a row of the engine's variables to name who stands for what was submitted; it
   * has an index.
   */
  public static final String NAMES_SUBMITTER =
      "NAME_ in ('submittedBy', 'submittedFor', 'takenOverBy')";

  /** The variables that {@link #NAMES_SUBMITTER} names. */
  private static final List<String> STAND_FOR_IT =
      List.of("submittedBy", SUBMITTED_FOR, TAKEN_OVER_BY);

  private final Users users;
  private final FairleadClock clock;
  private final TaskForms forms;
  private final ProcessNames processes;
  private final PausedProjects paused;

  TaskGuard(
      Users users,
      FairleadClock clock,
      @Lazy TaskForms forms,
      ProcessNames processes,
      @Lazy PausedProjects paused) {
    this.users = users;
    this.clock = clock;
    this.forms = forms;
    this.processes = processes;
    this.paused = paused;
  }

  /** Runs when a task gets another assignee and on completion, in the engine's transaction. */
  @Override
  public void notify(DelegateTask task) {
    if (EVENTNAME_ASSIGNMENT.equals(task.getEventName())) {
      if (isApproval(task)) {
        checkClaim((TaskEntity) task, task.getAssignee());
      }
      return;
    }
    String person = whoAsks();
    String assignee = task.getAssignee();
    if (assignee == null) {
      throw RefusedException.because("engine.claimFirst", task.getName());
    }
    boolean substitute = !assignee.equals(person);
    if (substitute) {
      Scope scope = users.standsInFor(person, clock.today()).get(assignee);
      if (scope == null) {
        throw RefusedException.forbidden("engine.notYours", task.getName(), users.nameOf(assignee));
      }
      if (!scope.covers(processOf((TaskEntity) task))) {
        throw outsideScope(task, person, assignee, scope);
      }
    }
    String right = inWhoseRight((TaskEntity) task, assignee).orElse(null);
    if (isApproval(task)) {
      if (submitters(task).contains(person)) {
        throw RefusedException.forbidden(
            hasTakenOver(task, person) ? "engine.takenOver" : "engine.ownSubmission",
            task.getName());
      }
      if (approvedBy(task).people().contains(person)) {
        throw RefusedException.forbidden("engine.approvedAlready", task.getName());
      }
      // a claimed approval stays with those whom the diagram asked
      checkClaim((TaskEntity) task, assignee);
    }
    task.getExecution().setVariable(COMPLETED_BY, person);
    task.getExecution()
        .setVariable(
            COMPLETED_FOR,
            substitute ? assignee : right == null || right.equals(person) ? null : right);
  }

  /**
   * Refuses to touch a task of a project that is paused, and one that an administrator has
   * suspended. The project is asked first, so that nobody gets round its pause by activating a
   * process in Cockpit.
   */
  void checkRuns(TaskEntity task) {
    String key = projectOf(task);
    String why = key == null ? null : paused.whyPaused(key);
    if (why != null) {
      throw RefusedException.because("engine.paused", task.getName(), why);
    }
    if (task.isSuspended()) {
      throw RefusedException.because("engine.suspended", task.getName());
    }
  }

  /**
   * Refuses to give the task to someone whom neither the diagram nor a substitution entitles, and
   * an approval to the one who submitted or whose approval has been given.
   */
  void checkClaim(TaskEntity task, String person) {
    if (person == null) {
      return;
    }
    if (isApproval(task) && submitters(task).contains(person)) {
      throw RefusedException.forbidden(
          hasTakenOver(task, person) ? "engine.takenOverClaim" : "engine.ownSubmissionClaim",
          task.getName(),
          users.nameOf(person));
    }
    if (isApproval(task) && approvedBy(task).people().contains(person)) {
      throw RefusedException.forbidden(
          "engine.approvedAlreadyClaim", task.getName(), users.nameOf(person));
    }
    if (inWhoseRight(task, person).isEmpty()) {
      throw refusal(task, person);
    }
  }

  /** Why a person is not entitled: a deputy hears what they may do instead. */
  private RefusedException refusal(TaskEntity task, String person) {
    Map<String, Scope> scopes = users.standsInFor(person, clock.today());
    return entitled(task, scopes.keySet().stream().sorted().toList())
        .map(other -> outsideScope(task, person, other, scopes.get(other)))
        .orElseGet(
            () ->
                RefusedException.forbidden(
                    "engine.notCandidate", task.getName(), users.nameOf(person)));
  }

  private RefusedException outsideScope(
      DelegateTask task, String person, String other, Scope scope) {
    return RefusedException.forbidden(
        "engine.outsideScope",
        task.getName(),
        users.nameOf(person),
        users.nameOf(other),
        processes.inWords(scope));
  }

  /** Refuses answers that the task's form does not declare. */
  void checkAnswers(TaskEntity task, Map<String, ?> answers) {
    if (answers == null || answers.isEmpty()) {
      return;
    }
    task.initializeFormKey();
    Set<String> declared =
        forms
            .find(task.getProcessDefinition().getDeploymentId(), task.getFormKey())
            .map(form -> TaskForms.fields(form).keySet())
            .orElse(Set.of());
    Set<String> foreign = new LinkedHashSet<>(answers.keySet());
    foreign.removeAll(declared);
    if (!foreign.isEmpty()) {
      throw RefusedException.because(
          "engine.foreignAnswer", task.getName(), String.join(", ", foreign));
    }
  }

  /**
   * Who is entitled to the task when this person takes it: the person, or someone whom they stand
   * in for in this process.
   */
  private Optional<String> inWhoseRight(TaskEntity task, String person) {
    return entitled(task, List.of(person))
        .or(
            () ->
                entitled(
                    task,
                    users.actsFor(person, clock.today(), processOf(task)).stream()
                        .sorted()
                        .toList()));
  }

  /**
   * The first of these whom the diagram asks. In an approval the right of a submitter counts for
   * nobody, and that of somebody who approved only once.
   */
  private Optional<String> entitled(TaskEntity task, List<String> asked) {
    Set<String> candidateUsers = linked(task, IdentityLink::getUserId);
    Set<String> candidateGroups = linked(task, IdentityLink::getGroupId);
    List<String> persons = new ArrayList<>(asked);
    if (isApproval(task)) {
      persons.removeAll(keptOut(task));
    }
    boolean namedByDiagram = candidateGroups.isEmpty() && candidateUsers.isEmpty();
    return persons.stream()
        .filter(
            name ->
                namedByDiagram && name.equals(task.getAssignee())
                    || candidateUsers.contains(name)
                    || users
                        .find(name)
                        .filter(user -> user.groups().stream().anyMatch(candidateGroups::contains))
                        .isPresent())
        .findFirst();
  }

  /** Key of the process that holds the task itself, not of one that called it. */
  private static String processOf(TaskEntity task) {
    return task.getProcessDefinition() == null ? null : task.getProcessDefinition().getKey();
  }

  /** The project to which the task belongs, also where its process has a key of its own. */
  private static String projectOf(TaskEntity task) {
    if (task.getExecution() == null) {
      return null;
    }
    Object named = task.getExecution().getVariable("projectKey");
    return named == null ? task.getExecution().getProcessBusinessKey() : named.toString();
  }

  /**
   * Who sent in what is to be decided, for whom, and who took it over; by the process, since a
   * task's own variables are nobody's word.
   */
  private static Set<String> submitters(DelegateTask task) {
    return STAND_FOR_IT.stream()
        .map(task.getExecution()::getVariable)
        .filter(java.util.Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean hasTakenOver(DelegateTask task, String person) {
    return person.equals(task.getExecution().getVariable(TAKEN_OVER_BY));
  }

  private static ApprovedBy approvedBy(DelegateTask task) {
    return ApprovedBy.kept(task.getExecution().getVariable(APPROVED_BY));
  }

  /** Who does not decide: those who submitted, and those whose approval has been given. */
  static Set<String> keptOut(DelegateTask task) {
    if (!isApproval(task)) {
      return Set.of();
    }
    Set<String> people = submitters(task);
    people.addAll(approvedBy(task).people());
    return people;
  }

  /**
   * The same by the variables {@link #KEEP_OUT} of its process.
   *
   * @param variables those of them that are set
   */
  public static Set<String> keptOut(Map<String, Object> variables) {
    Set<String> people = new HashSet<>();
    for (String name : STAND_FOR_IT) {
      if (variables.get(name) != null) {
        people.add(variables.get(name).toString());
      }
    }
    people.addAll(ApprovedBy.kept(variables.get(APPROVED_BY)).people());
    return people;
  }

  private static Set<String> linked(
      TaskEntity task, java.util.function.Function<IdentityLink, String> id) {
    return task.getIdentityLinks().stream()
        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
        .map(id)
        .filter(java.util.Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static boolean isApproval(DelegateTask task) {
    return ApprovalTasks.isMarked(task.getBpmnModelElementInstance());
  }

  private static String whoAsks() {
    CommandContext context = Context.getCommandContext();
    Authentication authentication = context == null ? null : context.getAuthentication();
    if (authentication == null || authentication.getUserId() == null) {
      throw RefusedException.because("engine.nobody");
    }
    return authentication.getUserId();
  }
}
