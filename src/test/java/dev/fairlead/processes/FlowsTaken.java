package dev.fairlead.processes;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.boot.test.context.TestComponent;

/** Notes every sequence flow that is taken, since the engine's history does not keep them. */
@TestComponent
public class FlowsTaken extends AbstractProcessEnginePlugin {
  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    List<BpmnParseListener> listeners = new ArrayList<>();
    if (engine.getCustomPostBPMNParseListeners() != null) {
      listeners.addAll(engine.getCustomPostBPMNParseListeners());
    }
    listeners.add(
        new AbstractBpmnParseListener() {
          @Override
          public void parseSequenceFlow(Element flow, ScopeImpl scope, TransitionImpl transition) {
            String process = ((ProcessDefinitionEntity) transition.getProcessDefinition()).getKey();
            String taken = process + "/" + flow.attribute("id");
            transition.addListener(
                ExecutionListener.EVENTNAME_TAKE,
                (ExecutionListener) execution -> Walked.note(taken));
          }
        });
    engine.setCustomPostBPMNParseListeners(listeners);
  }
}
