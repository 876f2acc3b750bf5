package dev.fairlead.people;

import java.util.List;

/** The ids of the groups, the same in security rules, diagrams and decision tables. */
public final class Groups {
  public static final String COORDINATORS = "coordinators";
  public static final String MANAGERS = "managers";
  public static final String SPONSORS = "sponsors";
  public static final String STEERING_BOARD = "steering-board";
  public static final String TEAM_MEMBERS = "team-members";
  public static final String PROCESS_OWNERS = "process-owners";

  /** Manages users and sees Cockpit; has no say in any project. */
  public static final String ADMINISTRATORS = "administrators";

  public static final List<String> ALL =
      List.of(
          COORDINATORS,
          MANAGERS,
          SPONSORS,
          STEERING_BOARD,
          TEAM_MEMBERS,
          PROCESS_OWNERS,
          ADMINISTRATORS);

  private Groups() {}
}
