package dev.fairlead.communication.process;

import dev.fairlead.communication.Communications;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds the readers who have not confirmed. */
@Component("remindReadersDelegate")
class RemindReadersDelegate implements JavaDelegate {
  private final Communications communications;

  RemindReadersDelegate(Communications communications) {
    this.communications = communications;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        CollectReceiptsProcess.CHASE_UNTIL,
        Answers.date(
            communications.remind(
                ((Number) execution.getVariable(CollectReceiptsProcess.RUN_ID)).longValue())));
  }
}
