package dev.fairlead.engine;

import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * What a task of a process is about, such as the title of a risk, for those who read a list in
 * which several tasks of the same project have the same name. A room publishes one as a bean for
 * each of its processes that may run more than once in a project.
 *
 * @param process key of the process
 * @param of its subject, or null where the task has none
 */
public record TaskSubject(String process, Function<DelegateExecution, String> of) {
  /** The local variable of a task that holds its subject. */
  public static final String VARIABLE = "subject";

  /** What a task is called where nothing beside its name says what it is about. */
  public static String title(String name, String subject) {
    return subject == null ? String.valueOf(name) : name + ": " + subject;
  }

  /** A subject that is looked up by a number that the process keeps in this variable. */
  public static TaskSubject byNumber(String process, String variable, Function<Long, String> of) {
    return new TaskSubject(
        process,
        execution ->
            execution.getVariable(variable) instanceof Number id ? of.apply(id.longValue()) : null);
  }

  /** A subject that is looked up by the business key of the process. */
  public static TaskSubject byBusinessKey(String process, Function<String, String> of) {
    return new TaskSubject(process, execution -> of.apply(WaitingTasks.businessKey(execution)));
  }
}
