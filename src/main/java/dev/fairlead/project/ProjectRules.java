package dev.fairlead.project;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What must hold for the data of a project, when it begins and whenever they change. */
@Component
class ProjectRules {
  private static final BigDecimal HIGHEST_RATE = new BigDecimal(100_000);

  private final Users users;

  ProjectRules(Users users) {
    this.users = users;
  }

  /**
   * Gathers every field that is wrong.
   *
   * @param before the project as it is, or null before it begins; who is named there already may
   *     have left meanwhile, and its team is kept elsewhere
   */
  void check(NewProject wanted, Project before, Checks checks) {
    if (wanted.key() == null || !wanted.key().matches("[A-Z][A-Z0-9-]{1,19}")) {
      checks.refuse("key", "project.key");
    }
    text("name", wanted.name(), 120, checks);
    if (wanted.summary() != null && wanted.summary().length() > 2000) {
      checks.refuse("summary", "project.tooLong", "summary", 2000);
    }
    if (before == null || !before.sponsor().equals(wanted.sponsor())) {
      person("sponsor", wanted.sponsor(), checks);
    }
    if (before == null || !before.coordinator().equals(wanted.coordinator())) {
      person("coordinator", wanted.coordinator(), checks);
      if (!checks.refuses("coordinator")
          && !users.get(wanted.coordinator()).isIn(Groups.COORDINATORS)) {
        checks.refuse("coordinator", "project.notCoordinator", users.nameOf(wanted.coordinator()));
      }
    }
    if (wanted.sponsor() != null && wanted.sponsor().equals(wanted.coordinator())) {
      checks.refuse("sponsor", "project.sponsorIsCoordinator");
    }
    days(wanted, checks);
    if (wanted.budget() == null
        || wanted.budget().signum() <= 0
        || wanted.budget().compareTo(new BigDecimal("1e12")) > 0) {
      checks.refuse("budget", "project.budget");
    }
    if (wanted.timeTolerance() < 0 || wanted.timeTolerance() > 1000) {
      checks.refuse("timeTolerance", "project.timeTolerance");
    }
    if (wanted.costTolerance() == null
        || wanted.costTolerance().signum() < 0
        || wanted.costTolerance().compareTo(new BigDecimal(100)) > 0) {
      checks.refuse("costTolerance", "project.costTolerance");
    }
    if (wanted.goals().isEmpty() || wanted.goals().stream().anyMatch(Objects::isNull)) {
      checks.refuse("goals", "project.goalsMissing");
    } else {
      for (int i = 0; i < wanted.goals().size(); i++) {
        wanted.goals().get(i).terms().check("goals[" + i + "].", checks);
      }
    }
    if (before == null) {
      team(wanted, checks);
    }
  }

  private static void days(NewProject wanted, Checks checks) {
    LocalDate start = wanted.start();
    LocalDate deadline = wanted.deadline();
    if (start == null) {
      checks.refuse("start", "project.startMissing");
    } else if (start.getYear() < 1990 || start.getYear() > 2100) {
      checks.refuse("start", "project.startFar");
    }
    if (deadline == null || start != null && deadline.isBefore(start)) {
      checks.refuse("deadline", "project.deadline");
    } else if (start != null && deadline.isAfter(start.plusYears(30))) {
      checks.refuse("deadline", "project.deadlineFar");
    }
  }

  private void team(NewProject wanted, Checks checks) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < wanted.team().size(); i++) {
      String row = "team[" + i + "].";
      TeamMember member = wanted.team().get(i);
      if (member == null) {
        checks.refuse(row + "username", "project.person", "");
        continue;
      }
      person(row + "username", member.username(), checks);
      member(row, member, checks);
      if (!seen.add(member.username())) {
        checks.refuse(row + "username", "project.memberTwice", users.nameOf(member.username()));
      }
    }
  }

  /** What a member does, how much and at which rate; who it is stands elsewhere. */
  void member(String row, TeamMember member, Checks checks) {
    text(row + "role", member.role(), 80, checks);
    if (member.availability() < 1 || member.availability() > 100) {
      checks.refuse(row + "availability", "project.availability", named(member.username()));
    }
    rate(row + "hourlyRate", member.hourlyRate(), member.username(), checks);
  }

  /** What an hour of this person may cost. */
  void rate(String field, BigDecimal amount, String username, Checks checks) {
    if (amount == null || amount.signum() < 0) {
      checks.refuse(field, "project.rateNegative", named(username));
    } else if (amount.compareTo(HIGHEST_RATE) > 0) {
      checks.refuse(field, "project.rateHuge", named(username));
    }
  }

  /** Nobody may be chosen yet. */
  private String named(String username) {
    return username == null || username.isBlank()
        ? Sentences.say("project.thisPerson")
        : users.nameOf(username);
  }

  void person(String field, String username, Checks checks) {
    if (username == null || users.find(username).filter(User::enabled).isEmpty()) {
      checks.refuse(field, "project.person", username == null ? "" : username);
    }
  }

  /**
   * @throws RefusedException where the text of this field is missing or too long
   */
  static void text(String field, String value, int longest) {
    Checks checks = new Checks();
    text(field, value, longest, checks);
    checks.done();
  }

  /** One of several rows is called as its column. */
  static void text(String field, String value, int longest, Checks checks) {
    String called = field.substring(field.lastIndexOf('.') + 1);
    if (value == null || value.isBlank()) {
      checks.refuse(field, "project.missing", called);
    } else if (value.strip().length() > longest) {
      checks.refuse(field, "project.tooLong", called, longest);
    }
  }
}
