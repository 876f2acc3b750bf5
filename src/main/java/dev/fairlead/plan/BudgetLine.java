package dev.fairlead.plan;

import dev.fairlead.shared.Seen;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/** A part of the budget, such as labour, licences or contingency; amounts in the house currency. */
public record BudgetLine(int number, String name, String category, BigDecimal amount) {

  /** Tells it from itself after any change, for forms that were opened before. */
  public String seen() {
    return Seen.ofRecord(this, Map.of());
  }

  /** Whether it says the same; 100 and 100.00 are one amount. */
  boolean isSame(BudgetLine other) {
    return name.equals(other.name)
        && category.equals(other.category)
        && amount.compareTo(other.amount) == 0;
  }

  /** What these lines add up to. */
  public static BigDecimal sum(Collection<BudgetLine> lines) {
    return lines.stream().map(BudgetLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
