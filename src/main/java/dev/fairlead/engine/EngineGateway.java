package dev.fairlead.engine;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ExecutionQuery;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.springframework.stereotype.Component;

/**
 * Starts processes and sends them messages, in the caller's transaction. Used by the rooms' process
 * packages.
 */
@Component
public class EngineGateway {
  private final RuntimeService runtime;
  private final ManagementService management;
  private final IdentityService identity;

  EngineGateway(RuntimeService runtime, ManagementService management, IdentityService identity) {
    this.runtime = runtime;
    this.management = management;
    this.identity = identity;
  }

  /** Starts the latest version of the process. */
  public void start(String processId, String businessKey, Map<String, Object> variables) {
    asSystem(() -> runtime.startProcessInstanceByKey(processId, businessKey, variables));
  }

  /**
   * Sends the message to the one running instance of the process with this business key. False when
   * none waits.
   */
  public boolean correlate(
      String message, String processId, String businessKey, Map<String, Object> variables) {
    return asSystem(() -> receive(waiting(message, processId, businessKey), message, variables));
  }

  /** The same where the instance is told from others by the value of one of its variables. */
  public boolean correlate(
      String message, String processId, String businessKey, String variable, Object value) {
    return correlate(message, processId, businessKey, variable, value, Map.of());
  }

  /** The same, and the message brings these variables. */
  public boolean correlate(
      String message,
      String processId,
      String businessKey,
      String variable,
      Object value,
      Map<String, Object> variables) {
    return asSystem(
        () ->
            receive(
                waiting(message, processId, businessKey)
                    .processVariableValueEquals(variable, value),
                message,
                variables));
  }

  /** Sets variables in every running instance of the process with this business key. */
  public void set(String processId, String businessKey, Map<String, Object> variables) {
    asSystem(
        () -> {
          runtime
              .createProcessInstanceQuery()
              .processDefinitionKey(processId)
              .processInstanceBusinessKey(businessKey)
              .list()
              .forEach(instance -> runtime.setVariables(instance.getId(), variables));
          return null;
        });
  }

  /**
   * Moves timers of the one running instance that is told from others by the value of one of its
   * variables: what waits for a moment that a variable holds waits for the new one from now on.
   *
   * @param plan from the variables of the instance to the new moments by the names of theirs
   */
  public void moveTimers(
      String processId,
      String businessKey,
      String variable,
      Object value,
      Function<Map<String, Object>, Map<String, Date>> plan) {
    asSystem(
        () -> {
          runtime
              .createProcessInstanceQuery()
              .processDefinitionKey(processId)
              .processInstanceBusinessKey(businessKey)
              .variableValueEquals(variable, value)
              .list()
              .forEach(instance -> moveTimers(instance.getId(), plan));
          return null;
        });
  }

  private void moveTimers(String instance, Function<Map<String, Object>, Map<String, Date>> plan) {
    Map<String, Object> variables = runtime.getVariables(instance);
    List<Job> timers =
        new ArrayList<>(management.createJobQuery().processInstanceId(instance).timers().list());
    plan.apply(variables)
        .forEach(
            (name, moment) -> {
              runtime.setVariable(instance, name, moment);
              timers.stream()
                  .filter(timer -> isAt(timer, variables.get(name)))
                  .findFirst()
                  .ifPresent(
                      timer -> {
                        management.setJobDuedate(timer.getId(), moment);
                        timers.remove(timer);
                      });
            });
  }

  private static boolean isAt(Job timer, Object moment) {
    return moment instanceof Date date
        && timer.getDuedate() != null
        && timer.getDuedate().getTime() == date.getTime();
  }

  private ExecutionQuery waiting(String message, String processId, String businessKey) {
    return runtime
        .createExecutionQuery()
        .processDefinitionKey(processId)
        .processInstanceBusinessKey(businessKey)
        .messageEventSubscriptionName(message);
  }

  private boolean receive(ExecutionQuery waiting, String message, Map<String, Object> variables) {
    List<Execution> found = waiting.list();
    if (found.isEmpty()) {
      return false;
    }
    runtime.messageEventReceived(message, found.get(0).getId(), variables);
    return true;
  }

  /**
   * Ends every running instance of the process with this business key that no other process called.
   */
  public void end(String processId, String businessKey, String reason) {
    end(running(processId, businessKey), reason);
  }

  /** The same for the instances in which this variable has this value. */
  public void end(
      String processId, String businessKey, String variable, Object value, String reason) {
    end(running(processId, businessKey).variableValueEquals(variable, value), reason);
  }

  private ProcessInstanceQuery running(String processId, String businessKey) {
    return runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(processId)
        .processInstanceBusinessKey(businessKey)
        .rootProcessInstances();
  }

  private void end(ProcessInstanceQuery which, String reason) {
    asSystem(
        () -> {
          which.list().forEach(instance -> runtime.deleteProcessInstance(instance.getId(), reason));
          return null;
        });
  }

  /**
   * Runs as the engine itself. The domain has already decided that the person may; the engine's own
   * rights are for people who come to it directly.
   */
  public <T> T asSystem(Supplier<T> work) {
    Authentication person = identity.getCurrentAuthentication();
    identity.clearAuthentication();
    try {
      return work.get();
    } finally {
      if (person != null) {
        identity.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
      }
    }
  }
}
