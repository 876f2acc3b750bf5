package dev.fairlead.communication.process;

import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import java.util.ArrayList;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** Looks up the rows of the communication plan that are due today. */
@Component("findDueRowsDelegate")
class FindDueRowsDelegate implements JavaDelegate {
  private final CommunicationPlan plan;

  FindDueRowsDelegate(CommunicationPlan plan) {
    this.plan = plan;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariableLocal(
        CommunicateProcess.DUE_COMMUNICATIONS,
        Variables.untypedValue(
            new ArrayList<>(
                plan.due(execution.getProcessBusinessKey()).stream()
                    .map(CommunicationRow::id)
                    .toList()),
            true));
  }
}
