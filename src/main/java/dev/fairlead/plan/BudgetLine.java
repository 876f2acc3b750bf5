package dev.fairlead.plan;

import java.math.BigDecimal;

/** A part of the budget, such as labour, licences or contingency; amounts in the house currency. */
public record BudgetLine(int number, String name, String category, BigDecimal amount) {}
