package dev.fairlead.studio.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.studio.Drafts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Brings a released draft live. */
@Component("deployDiagramDelegate")
class DeployDiagramDelegate implements JavaDelegate {
  private final Drafts drafts;

  DeployDiagramDelegate(Drafts drafts) {
    this.drafts = drafts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    drafts.deploy(Answers.number(execution, ReleaseDiagramProcess.DRAFT_ID));
  }
}
