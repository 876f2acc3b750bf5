package dev.fairlead.tracking;

import dev.fairlead.people.Users;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import org.springframework.stereotype.Component;

/**
 * Who may steer a project: its coordinator (or their deputy) edits, the team reports, everybody
 * else reads. Only a deputy for everything acts here, since a page is not the work of one process.
 */
@Component
public class ProjectRights {
  private final Projects projects;
  private final Users users;
  private final FairleadClock clock;

  ProjectRights(Projects projects, Users users, FairleadClock clock) {
    this.projects = projects;
    this.users = users;
    this.clock = clock;
  }

  /** The project's coordinator, or someone who stands in for them in everything today. */
  public boolean coordinates(Project project, String by) {
    return stands(project.coordinator(), by);
  }

  /**
   * The person {@code wanted} themselves, or someone who stands in for them in everything today.
   */
  public boolean stands(String wanted, String by) {
    return wanted != null
        && by != null
        && (wanted.equals(by) || users.actsFor(by, clock.today()).contains(wanted));
  }

  /** Coordinator, sponsor or team member. */
  public boolean belongs(Project project, String by) {
    return coordinates(project, by) || by.equals(project.sponsor()) || project.member(by) != null;
  }

  /**
   * @throws RefusedException unless {@code by} coordinates the project
   */
  public Project mustCoordinate(String projectKey, String by) {
    Project project = projects.get(projectKey);
    if (!coordinates(project, by)) {
      throw RefusedException.forbidden(
          "tracking.onlyCoordinator", users.nameOf(project.coordinator()), projectKey);
    }
    return project;
  }

  /**
   * The same, and until the end of the transaction nobody else posts on the project or closes what
   * is posted: what is looked at before it is written is still so afterwards.
   */
  Project mustCoordinateAlone(String projectKey, String by) {
    projects.lock(projectKey);
    return mustCoordinate(projectKey, by);
  }

  /**
   * @throws RefusedException unless {@code by} belongs to the project
   */
  public Project mustBelong(String projectKey, String by) {
    Project project = projects.get(projectKey);
    if (!belongs(project, by)) {
      throw RefusedException.forbidden(
          "tracking.onlyTeam", projectKey, users.nameOf(project.coordinator()));
    }
    return project;
  }

  /**
   * @throws RefusedException in the sentence of {@code code} unless the project is being tracked,
   *     and naming the pause while it is paused
   */
  public static void mustBeTracked(Project project, String code) {
    if (project.phase() != Phase.TRACKING) {
      throw RefusedException.because(code, project.key());
    }
    project.mustRun();
  }

  /**
   * @throws RefusedException when the project is closed: a closed project never changes
   */
  public static void mustBeOpen(Project project) {
    if (project.phase().isOver()) {
      throw RefusedException.because("tracking.closed", project.key());
    }
  }
}
