package dev.fairlead.engine;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Each job of the engine is observed as requests are, with its commit, and either knows the process
 * instance whose steps it runs. Only traces hold that; a metric with a value per instance would
 * grow without end.
 */
final class ObservedWork extends AbstractBpmnParseListener {
  private final Supplier<ObservationRegistry> observations;
  private final ExecutionListener named = execution -> name(execution.getProcessInstanceId());

  ObservedWork(Supplier<ObservationRegistry> observations) {
    this.observations = observations;
  }

  /** Around the transaction of a job. */
  CommandInterceptor aroundJobs() {
    return new CommandInterceptor() {
      @Override
      public <T> T execute(Command<T> command) {
        return command instanceof ExecuteJobsCmd
            ? Observation.createNotStarted("fairlead.job", observations.get())
                .observe(() -> next.execute(command))
            : next.execute(command);
      }
    };
  }

  private void name(String instance) {
    Observation current = observations.get().getCurrentObservation();
    if (current != null) {
      current.highCardinalityKeyValue(KeyValue.of("fairlead.process_instance", instance));
    }
  }

  @Override
  public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, named);
  }

  @Override
  public void parseSendTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, named);
  }

  /** At its end, too: it is begun in one request and completed in another. */
  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, named);
    activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, named);
  }
}
