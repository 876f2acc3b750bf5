package dev.fairlead.communication;

import dev.fairlead.project.ArchivedRecords;
import dev.fairlead.project.Projects;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Whom a project concerned, for its archive. Many may read an archive, and nothing is ever taken
 * out of it, so that nothing of what was judged about people goes into it.
 */
@Component
class StakeholderRecords implements ArchivedRecords {
  private final Stakeholders stakeholders;
  private final Reach reach;
  private final Projects projects;

  StakeholderRecords(Stakeholders stakeholders, Reach reach, Projects projects) {
    this.stakeholders = stakeholders;
    this.reach = reach;
    this.projects = projects;
  }

  /**
   * @param reachedBy titles of the rows of the communication plan that ran to the end
   */
  record Archived(
      String id,
      String name,
      String organisation,
      String role,
      String responsible,
      boolean active,
      List<String> reachedBy) {}

  @Override
  public Map<String, Object> of(String projectKey) {
    Reach.Rows rows = reach.of(projects.get(projectKey));
    return Map.of(
        "registers/stakeholders",
        stakeholders.kept(projectKey).stream()
            .map(
                one ->
                    new Archived(
                        one.id(),
                        one.name(),
                        one.organisation(),
                        one.role(),
                        one.responsible(),
                        one.isActive(),
                        rows.of(one).stream().map(CommunicationRow::title).toList()))
            .toList());
  }
}
