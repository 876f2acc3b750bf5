package dev.fairlead.plan.conflict;

import dev.fairlead.plan.Criticality;
import java.time.LocalDate;
import java.util.List;

/**
 * One conflict: who or what, when, how much, and between whom.
 *
 * @param subject login name of the person, or the system's name
 * @param from first day
 * @param until last day
 * @param amount hours too much, or working days, as the kind says
 * @param share percent that is asked for at the worst moment, 0 where it is not about people
 * @param limit percent that can be given
 * @param criticality of the system, or null
 * @param sides the tasks or projects that meet, at least one
 */
public record Conflict(
    Kind kind,
    String subject,
    LocalDate from,
    LocalDate until,
    double amount,
    int share,
    int limit,
    Criticality criticality,
    List<Side> sides) {

  /** What conflicts there are; the names stand in the table {@code planFindings}. */
  public enum Kind {
    /** A person is asked for more than their share in one project; amount in hours. */
    OVERLOAD("overload"),
    /** Several projects together ask for more than a whole person; amount in hours. */
    OVERLOAD_ACROSS("overloadAcross"),
    /** A person is booked while away; amount in working days. */
    ABSENCE("absence"),
    /** Two projects change a system at the same time; amount in working days. */
    SYSTEM("systemTwice"),
    /** Work on a system while nobody may touch it, says the project itself; amount in days. */
    BLACKOUT("blackout"),
    /** The same, says another project. */
    BLACKOUT_OTHER("blackoutOther"),
    /** No maintenance window of the system lies in the time of the work; amount in days. */
    MAINTENANCE("maintenance");

    private final String finding;

    Kind(String finding) {
      this.finding = finding;
    }

    public String finding() {
      return finding;
    }

    public boolean isAboutPeople() {
      return this == OVERLOAD || this == OVERLOAD_ACROSS || this == ABSENCE;
    }
  }

  /**
   * One of those that meet.
   *
   * @param task number of the task, or null where it is about the whole project
   * @param label of the task, or the name of the project
   */
  public record Side(String projectKey, Integer task, String label) {}

  public boolean concerns(String projectKey) {
    return sides.stream().anyMatch(side -> side.projectKey().equals(projectKey));
  }
}
