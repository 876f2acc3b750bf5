package dev.fairlead.plan;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/** One task as it was approved. */
public record BaselineTask(
    int number,
    String wbs,
    String name,
    boolean milestone,
    boolean summary,
    LocalDateTime start,
    LocalDateTime finish,
    BigDecimal cost,
    Integer budgetLine) {}
