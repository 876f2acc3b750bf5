package dev.fairlead.project;

import dev.fairlead.people.Users;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rates and since when they hold. The team's own rate counts until the first later one; 0 there
 * means that none was agreed. Plans are reckoned with the team's own rate, so that a raise does not
 * move a baseline.
 */
@Service
@Transactional
public class MemberRates {
  private final JdbcClient jdbc;
  private final Projects projects;
  private final ProjectRules rules;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  MemberRates(
      JdbcClient jdbc,
      Projects projects,
      ProjectRules rules,
      Users users,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.rules = rules;
    this.users = users;
    this.history = history;
    this.clock = clock;
  }

  /** The rates of one project, to ask about many days. */
  public record OfProject(Project project, List<MemberRate> later) {
    /** What an hour of the person costs on that day; empty where nothing was agreed. */
    public Optional<BigDecimal> on(String username, LocalDate day) {
      TeamMember member = project.member(username);
      if (member == null) {
        return Optional.empty();
      }
      BigDecimal found = member.hourlyRate().signum() == 0 ? null : member.hourlyRate();
      for (MemberRate rate : later) {
        if (rate.username().equals(username) && !rate.validFrom().isAfter(day)) {
          found = rate.amount();
        }
      }
      return Optional.ofNullable(found);
    }
  }

  @Transactional(readOnly = true)
  public OfProject of(Project project) {
    return new OfProject(project, later(project.key()));
  }

  /** The rates after the team's own, by person and day. */
  @Transactional(readOnly = true)
  public List<MemberRate> later(String projectKey) {
    return jdbc.sql(
            "select username, valid_from, amount from member_rate where project_key = ?"
                + " order by username, valid_from")
        .param(projectKey)
        .query(MemberRate.class)
        .list();
  }

  /** As {@link #set(String, MemberRate, String, Checks)} for what came from no form. */
  public void set(String projectKey, MemberRate wanted, String by) {
    set(projectKey, wanted, by, new Checks());
  }

  /**
   * Sets what an hour of a team member costs from a day on; what was posted keeps its amount.
   *
   * @param checks what was found wrong while the form was read
   * @throws RefusedException naming every field that is wrong
   */
  public void set(String projectKey, MemberRate wanted, String by, Checks checks) {
    Project project = mustSteer(projectKey, by);
    if (wanted.username() == null || project.member(wanted.username()) == null) {
      checks.refuse("member", "project.rateMember");
    }
    if (wanted.validFrom() == null) {
      checks.refuse("validFrom", "project.rateDay");
    } else if (!wanted.validFrom().isAfter(project.start())) {
      checks.refuse("validFrom", "project.rateStart", Sentences.day(project.start()));
    } else if (wanted.validFrom().isAfter(clock.today().plusYears(30))) {
      checks.refuse("validFrom", "project.rateFar");
    }
    BigDecimal amount = wanted.amount();
    rules.rate("rate", amount, wanted.username(), checks);
    if (amount != null && amount.stripTrailingZeros().scale() > 2) {
      checks.refuse("rate", "project.rateDigits");
    }
    checks.done();
    String name = users.nameOf(wanted.username());
    delete(projectKey, wanted.username(), wanted.validFrom());
    jdbc.sql(
            "insert into member_rate (project_key, username, valid_from, amount) values (?, ?, ?, ?)")
        .params(projectKey, wanted.username(), wanted.validFrom(), amount)
        .update();
    history.note(
        projectKey,
        by,
        Sentences.say("project.history.rate", name, Amounts.plain(amount), wanted.validFrom()));
  }

  /** Takes a later rate away; the one before it counts on. */
  public void remove(String projectKey, String username, LocalDate validFrom, String by) {
    mustSteer(projectKey, by);
    if (delete(projectKey, username, validFrom) == 0) {
      throw NotFoundException.because("project.rateUnknown", users.nameOf(username));
    }
    history.note(
        projectKey,
        by,
        Sentences.say("project.history.rateRemoved", users.nameOf(username), validFrom));
  }

  private Project mustSteer(String projectKey, String by) {
    Project project = projects.locked(projectKey);
    if (!by.equals(project.coordinator())) {
      throw RefusedException.forbidden(
          "project.rateCoordinator", users.nameOf(project.coordinator()));
    }
    if (project.phase().isOver()) {
      throw RefusedException.because("project.screen.over", project.name());
    }
    return project;
  }

  private int delete(String projectKey, String username, LocalDate validFrom) {
    return jdbc.sql(
            "delete from member_rate where project_key = ? and username = ? and valid_from = ?")
        .params(projectKey, username, validFrom)
        .update();
  }
}
