package dev.fairlead.plan.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.plan.RiskReviews;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps what the owner of a risk says about it. */
@Component("recordRiskReviewDelegate")
class RecordRiskReviewDelegate implements JavaDelegate {
  private final RiskReviews reviews;

  RecordRiskReviewDelegate(RiskReviews reviews) {
    this.reviews = reviews;
  }

  @Override
  public void execute(DelegateExecution execution) {
    reviews.record(
        execution.getProcessBusinessKey(),
        Answers.number(execution, ReviewRiskProcess.RISK_NUMBER),
        Answers.choice(execution, ReviewRiskProcess.REVIEW_RESULT, RiskReviews.Result.class),
        Answers.typedNumber(execution, ReviewRiskProcess.LIKELIHOOD, "the likelihood"),
        Answers.typedNumber(execution, ReviewRiskProcess.IMPACT, "the impact"),
        Answers.day(execution, ReviewRiskProcess.NEXT_REVIEW, "the next review"),
        Answers.text(execution, ReviewRiskProcess.REVIEW_NOTE),
        Answers.person(execution));
  }
}
