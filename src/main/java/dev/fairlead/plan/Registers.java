package dev.fairlead.plan;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The registers of a project beside its tasks: systems, risks, budget lines. */
@Service
@Transactional
public class Registers {
  public List<PlanSystem> systems(String projectKey) {
    throw new UnsupportedOperationException();
  }

  public List<Risk> risks(String projectKey) {
    throw new UnsupportedOperationException();
  }

  public List<BudgetLine> budgetLines(String projectKey) {
    throw new UnsupportedOperationException();
  }

  /** Saves a system; number 0 for a new one. Returns its number. */
  public int saveSystem(String projectKey, PlanSystem system, String by) {
    throw new UnsupportedOperationException();
  }

  public int saveRisk(String projectKey, Risk risk, String by) {
    throw new UnsupportedOperationException();
  }

  public int saveBudgetLine(String projectKey, BudgetLine line, String by) {
    throw new UnsupportedOperationException();
  }

  public void removeSystem(String projectKey, int number, String by) {
    throw new UnsupportedOperationException();
  }

  public void removeRisk(String projectKey, int number, String by) {
    throw new UnsupportedOperationException();
  }

  public void removeBudgetLine(String projectKey, int number, String by) {
    throw new UnsupportedOperationException();
  }

  /** Level of the highest open risk, 0 when there is none. */
  public int highestOpenRisk(String projectKey) {
    throw new UnsupportedOperationException();
  }

  /** How much the business depends on the most critical system that the project touches; LOW when there is none. */
  public Criticality highestCriticality(String projectKey) {
    throw new UnsupportedOperationException();
  }

  /** Marks a risk as occurred and tells the other rooms by {@link RiskOccurred}. */
  public void riskOccurred(String projectKey, int number, String by) {
    throw new UnsupportedOperationException();
  }
}
