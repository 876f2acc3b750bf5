package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.RiskReviews;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks up who is asked to review a risk. */
@Component("openRiskReviewDelegate")
class OpenRiskReviewDelegate implements JavaDelegate {
  private final RiskReviews reviews;

  OpenRiskReviewDelegate(RiskReviews reviews) {
    this.reviews = reviews;
  }

  @Override
  public void execute(DelegateExecution execution) {
    RiskReviews.Asked asked =
        reviews.asked(
            execution.getProcessBusinessKey(),
            Answers.number(execution, ReviewRiskProcess.RISK_NUMBER));
    execution.setVariable(ReviewRiskProcess.REVIEWER, asked.reviewer());
    execution.setVariable(ReviewRiskProcess.REVIEW_UNTIL, Answers.date(asked.until()));
  }
}
