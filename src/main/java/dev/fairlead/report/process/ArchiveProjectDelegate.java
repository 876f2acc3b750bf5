package dev.fairlead.report.process;

import dev.fairlead.closure.Closing;
import dev.fairlead.closure.EarlySupport;
import dev.fairlead.closure.process.CloseProjectProcess;
import dev.fairlead.engine.Answers;
import dev.fairlead.report.Archive;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Closes the project for good and makes its archive, both or neither. */
@Component("archiveProjectDelegate")
class ArchiveProjectDelegate implements JavaDelegate {
  private final Closing closing;
  private final Archive archive;
  private final EarlySupport support;

  ArchiveProjectDelegate(Closing closing, Archive archive, EarlySupport support) {
    this.closing = closing;
    this.archive = archive;
    this.support = support;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    closing.archive(key, Answers.person(execution));
    archive.make(key, Answers.person(execution));
    execution.setVariable(CloseProjectProcess.EARLY_SUPPORT, support.isAgreed(key));
  }
}
