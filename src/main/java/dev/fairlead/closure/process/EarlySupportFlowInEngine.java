package dev.fairlead.closure.process;

import dev.fairlead.closure.EarlySupportFlow;
import dev.fairlead.engine.EngineGateway;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Hands a problem to the instance of {@code supportEarly} that runs for the project. */
@Component
class EarlySupportFlowInEngine implements EarlySupportFlow {
  private final RuntimeService runtime;
  private final EngineGateway engine;

  EarlySupportFlowInEngine(@Lazy RuntimeService runtime, @Lazy EngineGateway engine) {
    this.runtime = runtime;
    this.engine = engine;
  }

  @Override
  public boolean problemReported(String projectKey, int number, String solver) {
    return engine.asSystem(
        () -> {
          try {
            // several problems may be open, and each has a scope of its own
            runtime
                .createMessageCorrelation(SupportEarlyProcess.MESSAGE_PROBLEM_REPORTED)
                .processInstanceBusinessKey(projectKey)
                .setVariablesToTriggeredScope(
                    Map.of(
                        SupportEarlyProcess.SUPPORT_PROBLEM, number,
                        SupportEarlyProcess.SOLVER, solver))
                .correlate();
            return true;
          } catch (MismatchingMessageCorrelationException nobodyWaits) {
            return false;
          }
        });
  }
}
