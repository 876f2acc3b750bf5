package dev.fairlead.plan;

import java.math.BigDecimal;
import java.util.Collection;

/** A part of the budget, such as labour, licences or contingency; amounts in the house currency. */
public record BudgetLine(int number, String name, String category, BigDecimal amount) {

  /** What these lines add up to. */
  public static BigDecimal sum(Collection<BudgetLine> lines) {
    return lines.stream().map(BudgetLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
