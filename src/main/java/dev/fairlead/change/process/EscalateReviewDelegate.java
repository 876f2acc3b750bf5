package dev.fairlead.change.process;

import dev.fairlead.change.ChangeNotices;
import dev.fairlead.engine.Answers;
import dev.fairlead.engine.ApprovalTasks;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells the reviewers and the coordinator that the review of an emergency change is overdue. */
@Component("escalateReviewDelegate")
class EscalateReviewDelegate implements JavaDelegate {
  private final ChangeNotices notices;
  private final ApprovalTasks approvals;

  EscalateReviewDelegate(ChangeNotices notices, ApprovalTasks approvals) {
    this.notices = notices;
    this.approvals = approvals;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String id = execution.getProcessBusinessKey();
    String group = Answers.text(execution, HandleChangeProcess.APPROVER_GROUP);
    notices.escalateReview(id, group, approvals.path(execution, group, "/changes/" + id));
  }
}
