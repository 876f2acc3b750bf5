package dev.fairlead.change.process;

import dev.fairlead.change.Changes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells everybody concerned what became of a change. */
@Component("tellPeopleAboutChangeDelegate")
class TellPeopleAboutChangeDelegate implements JavaDelegate {
  private final Changes changes;

  TellPeopleAboutChangeDelegate(Changes changes) {
    this.changes = changes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    changes.tellResult(execution.getProcessBusinessKey());
  }
}
