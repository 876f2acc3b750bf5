package dev.fairlead.communication;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Who reads what of the register of stakeholders. The coordinator, the sponsor, managers and the
 * steering board read all of it; the team reads who is concerned and what they expect, and what is
 * judged only about those whom one looks after; nobody else reads any of it. Whoever stands in for
 * somebody in everything reads what they read.
 */
@Component
public class StakeholderRights {
  private final Rights rights;
  private final Users users;
  private final FairleadClock clock;

  StakeholderRights(Rights rights, Users users, FairleadClock clock) {
    this.rights = rights;
    this.users = users;
    this.clock = clock;
  }

  /** Whether this person may keep the register now. */
  public boolean mayKeep(Project project, String by) {
    return rights.coordinates(project, by) && !project.phase().isOver() && !project.isPaused();
  }

  /** What somebody may read of the register of one project. */
  public record Sight(boolean everything, boolean names, Set<String> people) {
    /** As they may read it. */
    Stakeholder of(Stakeholder one) {
      return everything || people.contains(one.responsible()) ? one : one.withoutAssessment();
    }
  }

  public Sight sight(Project project, String by) {
    Set<String> people = new HashSet<>(users.actsFor(by, clock.today()));
    people.add(by);
    boolean everything =
        people.contains(project.coordinator())
            || people.contains(project.sponsor())
            || people.stream().map(users::get).anyMatch(StakeholderRights::manages);
    return new Sight(
        everything,
        everything || project.team().stream().anyMatch(one -> people.contains(one.username())),
        people);
  }

  private static boolean manages(User user) {
    return user.isIn(Groups.MANAGERS) || user.isIn(Groups.STEERING_BOARD);
  }

  /**
   * @throws RefusedException unless {@code by} may read of whom the project concerns
   */
  Sight mustRead(Project project, String by) {
    Sight sight = sight(project, by);
    if (!sight.names()) {
      throw RefusedException.forbidden("communication.stakeholder.notRead", project.key());
    }
    return sight;
  }
}
