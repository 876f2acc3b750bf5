package dev.fairlead.change.process;

import dev.fairlead.change.ChangeNotices;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells everybody concerned what became of a change. */
@Component("tellPeopleAboutChangeDelegate")
class TellPeopleAboutChangeDelegate implements JavaDelegate {
  private final ChangeNotices notices;

  TellPeopleAboutChangeDelegate(ChangeNotices notices) {
    this.notices = notices;
  }

  @Override
  public void execute(DelegateExecution execution) {
    notices.tellResult(execution.getProcessBusinessKey());
  }
}
