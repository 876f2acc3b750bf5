package dev.fairlead.plan;

import dev.fairlead.shared.Seen;
import java.time.LocalDate;
import java.util.Map;

/**
 * A system that the project uses, implements, changes, replaces or retires.
 *
 * @param number counts from 1 within the project
 * @param name the same spelling in every project, so that conflicts between projects are found
 * @param owner login name of the one who owns the system and takes it over at the end
 * @param maintenanceWindow free text such as "Sundays 20:00 to 24:00", may be empty
 * @param blackoutFrom first day on which nobody may touch the system, or null
 * @param blackoutUntil last such day, or null
 */
public record PlanSystem(
    int number,
    String name,
    SystemAction action,
    String owner,
    String environment,
    Criticality criticality,
    String maintenanceWindow,
    LocalDate blackoutFrom,
    LocalDate blackoutUntil) {

  /** Tells it from itself after any change, for forms that were opened before. */
  public String seen() {
    return Seen.ofRecord(this, Map.of());
  }
}
