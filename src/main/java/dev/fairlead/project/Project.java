package dev.fairlead.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * One IT project. Its key is its id everywhere: in addresses, as the business key of its processes,
 * in reports.
 *
 * @param key 2 to 20 upper-case letters, digits and dashes, unique, never changed
 * @param budget money in the house currency as it is granted now; baselines keep what it was
 * @param timeTolerance working days that the finish may slip before managers must be asked
 * @param costTolerance percent that the forecast cost may exceed the budget before managers must be
 *     asked
 * @param outcome null until it is known why the project closes
 * @param deadline what was stated until the first plan was approved; an approved change moves the
 *     deadline of the plan, which is the one in force
 * @param pause the pause that lasts, or null
 * @param goals those in force
 * @param droppedGoals those that change requests have dropped; they need no rating, and the final
 *     report still names them
 * @param version counts every change of these data, for detecting that two people change them at
 *     once
 */
public record Project(
    String key,
    String name,
    String summary,
    String sponsor,
    String coordinator,
    LocalDate start,
    LocalDate deadline,
    BigDecimal budget,
    int timeTolerance,
    BigDecimal costTolerance,
    Phase phase,
    Outcome outcome,
    LocalDate closedOn,
    Pause pause,
    List<Goal> goals,
    List<Goal> droppedGoals,
    List<TeamMember> team,
    int version) {

  /** The day of which figures are that look back: today, or the day on which it was closed. */
  public LocalDate statusDate(LocalDate today) {
    return closedOn == null || closedOn.isAfter(today) ? today : closedOn;
  }

  @JsonIgnore
  public boolean isPaused() {
    return pause != null;
  }

  /**
   * @throws RefusedException naming the pause, while the project is paused
   */
  public void mustRun() {
    if (isPaused()) {
      throw RefusedException.because("project.onHold", pause.sentence(key));
    }
  }

  /** The team member with this login name, or null. */
  public TeamMember member(String username) {
    return team.stream().filter(m -> m.username().equals(username)).findFirst().orElse(null);
  }
}
