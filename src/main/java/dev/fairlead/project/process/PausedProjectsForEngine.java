package dev.fairlead.project.process;

import dev.fairlead.engine.PausedProjects;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import org.springframework.stereotype.Component;

/** Says by the table of pauses why a task is on hold. */
@Component
class PausedProjectsForEngine implements PausedProjects {
  private final Projects projects;

  PausedProjectsForEngine(Projects projects) {
    this.projects = projects;
  }

  @Override
  public String whyPaused(String projectKey) {
    return projects
        .find(projectKey)
        .filter(Project::isPaused)
        .map(project -> project.pause().sentence(projectKey))
        .orElse(null);
  }
}
