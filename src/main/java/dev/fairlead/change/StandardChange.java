package dev.fairlead.change;

import java.time.LocalDateTime;

/**
 * A change that managers have approved once and for all; who asks for one names it.
 *
 * @param keptBy the manager who put it into the catalogue
 * @param retiredAt null while it is offered
 */
public record StandardChange(
    long id,
    String title,
    ChangeRequest.Category category,
    String description,
    String implementationPlan,
    String backoutPlan,
    String keptBy,
    LocalDateTime keptAt,
    String retiredBy,
    LocalDateTime retiredAt) {

  public boolean isOffered() {
    return retiredAt == null;
  }
}
