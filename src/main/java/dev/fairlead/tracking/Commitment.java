package dev.fairlead.tracking;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Money that was ordered and is not wholly invoiced.
 *
 * @param budgetLine number of the line that pays, or null
 * @param expectedOn when the invoice is expected, or null
 * @param closedAt when somebody said that nothing more comes, or null
 * @param drawn approved postings that draw on it
 * @param waiting the same, waiting for approval
 */
public record Commitment(
    long id,
    String projectKey,
    Integer budgetLine,
    String supplier,
    String description,
    BigDecimal amount,
    LocalDate orderedOn,
    LocalDate expectedOn,
    String enteredBy,
    LocalDateTime enteredAt,
    String closedBy,
    LocalDateTime closedAt,
    String closeReason,
    BigDecimal drawn,
    BigDecimal waiting) {

  /** What may still be invoiced; nothing once it is closed. */
  public BigDecimal stillOpen() {
    return closedAt != null ? BigDecimal.ZERO : amount.subtract(drawn).max(BigDecimal.ZERO);
  }

  /** By how much the invoices exceed the order. */
  public BigDecimal overdrawn() {
    return drawn.subtract(amount).max(BigDecimal.ZERO);
  }

  public boolean isOpen() {
    return stillOpen().signum() > 0;
  }
}
