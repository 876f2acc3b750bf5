package dev.fairlead.plan;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks for what is wrong with a plan, within itself and against all other active projects. */
@Service
@Transactional(readOnly = true)
public class PlanCheck {
  /** All findings, the blocking ones first. */
  public List<PlanFinding> check(String projectKey) {
    throw new UnsupportedOperationException();
  }

  /** The findings that this plan would have, for showing what a change brings about. */
  public List<PlanFinding> check(String projectKey, WorkPlan plan) {
    throw new UnsupportedOperationException();
  }
}
