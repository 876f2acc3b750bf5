package dev.fairlead.communication;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.project.TeamMember;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Which rows of the communication plan reach whom. */
@Component
public class Reach {
  private final CommunicationPlan plan;
  private final Users users;

  Reach(CommunicationPlan plan, Users users) {
    this.plan = plan;
    this.users = users;
  }

  /** The rows of a project that run, and who has which of their roles today. */
  public record Rows(List<CommunicationRow> running, Map<Audience.Role, Set<String>> people) {
    /** Those that go to this stakeholder. */
    public List<CommunicationRow> of(Stakeholder one) {
      return running.stream().filter(row -> reaches(row.audience(), one)).toList();
    }

    /** Whether somebody of high influence is told nothing by the plan. */
    public boolean misses(Stakeholder one) {
      return one.isActive() && one.isPowerful() && of(one).isEmpty();
    }

    private boolean reaches(Audience audience, Stakeholder one) {
      return one.audienceRole() != null && audience.roles().contains(one.audienceRole())
          || one.partyId() != null && audience.outside().contains(one.partyId())
          || one.person() != null
              && (audience.people().contains(one.person())
                  || audience.roles().stream()
                      .anyMatch(role -> people.get(role).contains(one.person())));
    }
  }

  public Rows of(Project project) {
    return of(project, plan.rows(project.key()));
  }

  Rows of(Project project, List<CommunicationRow> running) {
    Map<Audience.Role, Set<String>> people = new EnumMap<>(Audience.Role.class);
    running.stream()
        .flatMap(row -> row.audience().roles().stream())
        .forEach(role -> people.computeIfAbsent(role, one -> people(project, one)));
    return new Rows(running, people);
  }

  private Set<String> people(Project project, Audience.Role role) {
    return switch (role) {
      case TEAM -> project.team().stream().map(TeamMember::username).collect(Collectors.toSet());
      case COORDINATOR -> Set.of(project.coordinator());
      case SPONSOR -> Set.of(project.sponsor());
      case MANAGERS -> group(Groups.MANAGERS);
      case STEERING_BOARD -> group(Groups.STEERING_BOARD);
    };
  }

  private Set<String> group(String group) {
    return users.inGroup(group).stream().map(User::username).collect(Collectors.toSet());
  }
}
