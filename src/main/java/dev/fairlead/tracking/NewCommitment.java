package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A commitment as typed. */
public record NewCommitment(
    Integer budgetLine,
    String supplier,
    String description,
    BigDecimal amount,
    LocalDate orderedOn,
    LocalDate expectedOn) {}
