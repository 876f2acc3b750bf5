package dev.fairlead.communication;

import dev.fairlead.project.Projects;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Whom a project concerned, for its archive. Many may read an archive, and nothing is ever taken
 * out of it, so that nothing of what was judged about people goes into it.
 */
@Component
class StakeholderRecords {
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

  /**
   * @param rows those that run
   */
  List<Archived> of(String projectKey, List<CommunicationRow> rows) {
    List<Stakeholder> kept = stakeholders.kept(projectKey);
    if (kept.isEmpty()) {
      return List.of();
    }
    Reach.Rows reached = reach.of(projects.get(projectKey), rows);
    return kept.stream()
        .map(
            one ->
                new Archived(
                    one.id(),
                    one.name(),
                    one.organisation(),
                    one.role(),
                    one.responsible(),
                    one.isActive(),
                    reached.of(one).stream().map(CommunicationRow::title).toList()))
        .toList();
  }
}
