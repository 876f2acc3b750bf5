package dev.fairlead.studio.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.studio.Drafts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the other process owner decided about a draft. */
@Component("recordReleaseDecisionDelegate")
class RecordReleaseDecisionDelegate implements JavaDelegate {
  private final Drafts drafts;

  RecordReleaseDecisionDelegate(Drafts drafts) {
    this.drafts = drafts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String answer = Answers.text(execution, ReleaseDiagramProcess.RELEASE);
    drafts.decide(
        Answers.number(execution, ReleaseDiagramProcess.DRAFT_ID),
        answer == null ? null : answer.equals("yes"),
        Answers.take(execution, ReleaseDiagramProcess.COMMENT),
        Answers.person(execution),
        Answers.onBehalfOf(execution));
  }
}
