package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A report on one task, as typed.
 *
 * @param remainingHours working hours still to do, or null
 */
public record NewProgress(
    int task,
    Integer percent,
    BigDecimal remainingHours,
    LocalDate actualStart,
    LocalDate actualFinish,
    LocalDate forecastFinish,
    String note) {}
