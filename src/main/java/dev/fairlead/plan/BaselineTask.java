package dev.fairlead.plan;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/**
 * One task as it was approved.
 *
 * @param hours person-hours planned, see {@link PlanTask#plannedHours}; null where there are none,
 *     on a summary, and where the baseline is too old to have kept them
 */
public record BaselineTask(
    int number,
    String wbs,
    String name,
    boolean milestone,
    boolean summary,
    LocalDateTime start,
    LocalDateTime finish,
    BigDecimal cost,
    Integer budgetLine,
    BigDecimal hours) {}
