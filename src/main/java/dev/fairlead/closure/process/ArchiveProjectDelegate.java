package dev.fairlead.closure.process;

import dev.fairlead.closure.Closing;
import dev.fairlead.engine.Answers;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the project for good. */
@Component("archiveProjectDelegate")
class ArchiveProjectDelegate implements JavaDelegate {
  private final Closing closing;

  ArchiveProjectDelegate(Closing closing) {
    this.closing = closing;
  }

  @Override
  public void execute(DelegateExecution execution) {
    closing.archive(execution.getProcessBusinessKey(), Answers.person(execution));
  }
}
