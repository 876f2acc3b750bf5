package dev.fairlead.closure.process;

import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.Handovers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** Says who takes systems over, who accepts deliverables, and who is asked for an evaluation. */
@Component("selectHandoversDelegate")
class SelectHandoversDelegate implements JavaDelegate {
  private final Closing closing;
  private final Handovers handovers;
  private final Deliverables deliverables;

  SelectHandoversDelegate(Closing closing, Handovers handovers, Deliverables deliverables) {
    this.closing = closing;
    this.handovers = handovers;
    this.deliverables = deliverables;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    execution.setVariableLocal(
        CloseProjectProcess.RECEIVERS, Variables.untypedValue(handovers.receivers(key), true));
    execution.setVariableLocal(
        CloseProjectProcess.ACCEPTORS, Variables.untypedValue(deliverables.acceptors(key), true));
    execution.setVariableLocal(
        CloseProjectProcess.MEMBERS, Variables.untypedValue(closing.toEvaluate(key), true));
  }
}
