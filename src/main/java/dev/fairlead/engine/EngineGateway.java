package dev.fairlead.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ExecutionQuery;
import org.springframework.stereotype.Component;

/**
 * Starts processes and sends them messages, in the caller's transaction. Used by the rooms' process
 * packages.
 */
@Component
public class EngineGateway {
  private final RuntimeService runtime;
  private final IdentityService identity;

  EngineGateway(RuntimeService runtime, IdentityService identity) {
    this.runtime = runtime;
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
    return asSystem(
        () ->
            receive(
                waiting(message, processId, businessKey)
                    .processVariableValueEquals(variable, value),
                message,
                Map.of()));
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
    asSystem(
        () -> {
          runtime
              .createProcessInstanceQuery()
              .processDefinitionKey(processId)
              .processInstanceBusinessKey(businessKey)
              .rootProcessInstances()
              .list()
              .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), reason));
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
