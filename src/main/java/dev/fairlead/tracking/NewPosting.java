package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A posting as typed.
 *
 * @param amount for TIME null: hours x the person's rate
 */
public record NewPosting(
    LocalDate day,
    Posting.Kind kind,
    BigDecimal amount,
    BigDecimal hours,
    String person,
    Integer task,
    Integer budgetLine,
    String text) {}
