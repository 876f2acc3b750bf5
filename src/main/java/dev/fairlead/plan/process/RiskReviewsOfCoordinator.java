package dev.fairlead.plan.process;

import dev.fairlead.engine.TaskHandover;
import dev.fairlead.plan.RiskReviews;
import dev.fairlead.project.CoordinatorReplaced;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reviews of risks without an owner go along to the next coordinator. */
@Component
class RiskReviewsOfCoordinator {
  private final RiskReviews reviews;
  private final TaskHandover handover;

  RiskReviewsOfCoordinator(RiskReviews reviews, TaskHandover handover) {
    this.reviews = reviews;
    this.handover = handover;
  }

  @EventListener
  void on(CoordinatorReplaced replaced) {
    for (int risk : reviews.askedOfCoordinator(replaced.projectKey())) {
      handover.give(
          ReviewRiskProcess.ID,
          replaced.projectKey(),
          Map.of(ReviewRiskProcess.RISK_NUMBER, risk),
          ReviewRiskProcess.REVIEWER,
          replaced.former(),
          replaced.next());
    }
  }
}
