package dev.fairlead.engine;

import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.identity.Authentication;
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
    return asSystem(
        () -> {
          var waiting =
              runtime
                  .createExecutionQuery()
                  .processDefinitionKey(processId)
                  .processInstanceBusinessKey(businessKey)
                  .messageEventSubscriptionName(message)
                  .list();
          if (waiting.isEmpty()) {
            return false;
          }
          runtime.messageEventReceived(message, waiting.get(0).getId(), variables);
          return true;
        });
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
