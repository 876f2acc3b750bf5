package dev.fairlead.communication;

import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import org.springframework.stereotype.Component;

/**
 * Who may do what here: the coordinator, or who stands in for them in everything today, keeps the
 * plan, the external parties and their links; everybody else reads.
 */
@Component
public class Rights {
  private final Projects projects;
  private final Users users;
  private final FairleadClock clock;

  Rights(Projects projects, Users users, FairleadClock clock) {
    this.projects = projects;
    this.users = users;
    this.clock = clock;
  }

  public boolean coordinates(Project project, String by) {
    return by.equals(project.coordinator())
        || users.actsFor(by, clock.today()).contains(project.coordinator());
  }

  /**
   * @throws RefusedException unless {@code by} coordinates the project
   */
  Project mustCoordinate(String projectKey, String by) {
    Project project = projects.get(projectKey);
    if (!coordinates(project, by)) {
      throw RefusedException.forbidden(
          "communication.onlyCoordinator", users.nameOf(project.coordinator()), projectKey);
    }
    return project;
  }
}
