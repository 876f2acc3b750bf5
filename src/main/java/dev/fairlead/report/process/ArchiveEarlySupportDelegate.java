package dev.fairlead.report.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.report.Archive;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the supplement of the archive, with what happened after the closing. */
@Component("archiveEarlySupportDelegate")
class ArchiveEarlySupportDelegate implements JavaDelegate {
  private final Archive archive;

  ArchiveEarlySupportDelegate(Archive archive) {
    this.archive = archive;
  }

  @Override
  public void execute(DelegateExecution execution) {
    archive.supplement(execution.getProcessBusinessKey(), Answers.person(execution));
  }
}
