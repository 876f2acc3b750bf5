package dev.fairlead.project;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.shared.RefusedException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What must hold for the data of a project, when it begins and whenever they change. */
@Component
class ProjectRules {
  private final Users users;

  ProjectRules(Users users) {
    this.users = users;
  }

  /**
   * @param before the project as it is, or null before it begins; who is named there already may
   *     have left meanwhile, and its team is kept elsewhere
   * @throws RefusedException naming the field that is wrong
   */
  void check(NewProject wanted, Project before) {
    if (wanted.key() == null || !wanted.key().matches("[A-Z][A-Z0-9-]{1,19}")) {
      throw RefusedException.ofField("key", "project.key");
    }
    text("name", wanted.name(), 120);
    if (wanted.summary() != null && wanted.summary().length() > 2000) {
      throw RefusedException.ofField("summary", "project.tooLong", "summary", 2000);
    }
    if (before == null || !before.sponsor().equals(wanted.sponsor())) {
      person("sponsor", wanted.sponsor());
    }
    if (before == null || !before.coordinator().equals(wanted.coordinator())) {
      person("coordinator", wanted.coordinator());
      if (!users.get(wanted.coordinator()).isIn(Groups.COORDINATORS)) {
        throw RefusedException.ofField(
            "coordinator", "project.notCoordinator", users.nameOf(wanted.coordinator()));
      }
    }
    if (wanted.sponsor().equals(wanted.coordinator())) {
      throw RefusedException.ofField("sponsor", "project.sponsorIsCoordinator");
    }
    if (wanted.start() == null) {
      throw RefusedException.ofField("start", "project.startMissing");
    }
    if (wanted.start().getYear() < 1990 || wanted.start().getYear() > 2100) {
      throw RefusedException.ofField("start", "project.startFar");
    }
    if (wanted.deadline() == null || wanted.deadline().isBefore(wanted.start())) {
      throw RefusedException.ofField("deadline", "project.deadline");
    }
    if (wanted.deadline().isAfter(wanted.start().plusYears(30))) {
      throw RefusedException.ofField("deadline", "project.deadlineFar");
    }
    if (wanted.budget() == null
        || wanted.budget().signum() <= 0
        || wanted.budget().compareTo(new BigDecimal("1e12")) > 0) {
      throw RefusedException.ofField("budget", "project.budget");
    }
    if (wanted.timeTolerance() < 0 || wanted.timeTolerance() > 1000) {
      throw RefusedException.ofField("timeTolerance", "project.timeTolerance");
    }
    if (wanted.costTolerance() == null
        || wanted.costTolerance().signum() < 0
        || wanted.costTolerance().compareTo(new BigDecimal(100)) > 0) {
      throw RefusedException.ofField("costTolerance", "project.costTolerance");
    }
    if (wanted.goals().isEmpty() || wanted.goals().stream().anyMatch(Objects::isNull)) {
      throw RefusedException.ofField("goals", "project.goalsMissing");
    }
    wanted.goals().forEach(ProjectRules::goal);
    if (before == null) {
      team(wanted);
    }
  }

  private static void goal(Goal goal) {
    text("goals", goal.statement(), 500);
    text("goals", goal.measure(), 300);
    text("goals", goal.target(), 300);
    if (goal.weight() == null
        || goal.weight().signum() <= 0
        || goal.weight().compareTo(new BigDecimal(100)) > 0) {
      throw RefusedException.ofField("goals", "project.goalWeight");
    }
  }

  private void team(NewProject wanted) {
    Set<String> seen = new HashSet<>();
    for (TeamMember member : wanted.team()) {
      person("team", member == null ? null : member.username());
      if (!seen.add(member.username())) {
        throw RefusedException.ofField(
            "team", "project.memberTwice", users.nameOf(member.username()));
      }
    }
  }

  void person(String field, String username) {
    if (username == null || users.find(username).filter(User::enabled).isEmpty()) {
      throw RefusedException.ofField(field, "project.person", username == null ? "" : username);
    }
  }

  static void text(String field, String value, int longest) {
    if (value == null || value.isBlank()) {
      throw RefusedException.ofField(field, "project.missing", field);
    }
    if (value.strip().length() > longest) {
      throw RefusedException.ofField(field, "project.tooLong", field, longest);
    }
  }
}
