package dev.fairlead.plan;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who decided what on which version of a plan. */
@Service
@Transactional
public class PlanApprovals {
  /** @throws dev.fairlead.shared.RefusedException when rework or rejection comes without a comment */
  public PlanApproval record(
      String projectKey,
      int level,
      String approverGroup,
      String reason,
      String decision,
      String by,
      String onBehalfOf,
      String comment,
      int planVersion) {
    throw new UnsupportedOperationException();
  }

  public List<PlanApproval> list(String projectKey) {
    throw new UnsupportedOperationException();
  }
}
