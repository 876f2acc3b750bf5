package dev.fairlead.project.process;

import dev.fairlead.engine.ProjectNames;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import org.springframework.stereotype.Component;

/** Names a task's project by the table of projects. */
@Component
class ProjectNamesForEngine implements ProjectNames {
  private final Projects projects;

  ProjectNamesForEngine(Projects projects) {
    this.projects = projects;
  }

  @Override
  public String nameOf(String projectKey) {
    return projects.find(projectKey).map(Project::name).orElse(null);
  }
}
