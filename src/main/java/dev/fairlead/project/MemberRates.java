package dev.fairlead.project;

import dev.fairlead.people.Users;
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
  private static final BigDecimal HIGHEST = new BigDecimal(100_000);

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Users users;
  private final History history;
  private final FairleadClock clock;

  MemberRates(
      JdbcClient jdbc, Projects projects, Users users, History history, FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
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

  /** Sets what an hour of a team member costs from a day on; what was posted keeps its amount. */
  public void set(String projectKey, MemberRate wanted, String by) {
    Project project = mustSteer(projectKey, by);
    if (wanted.username() == null || project.member(wanted.username()) == null) {
      throw RefusedException.ofField("member", "project.rateMember");
    }
    if (wanted.validFrom() == null) {
      throw RefusedException.ofField("validFrom", "project.rateDay");
    }
    if (!wanted.validFrom().isAfter(project.start())) {
      throw RefusedException.ofField(
          "validFrom", "project.rateStart", Sentences.day(project.start()));
    }
    if (wanted.validFrom().isAfter(clock.today().plusYears(30))) {
      throw RefusedException.ofField("validFrom", "project.rateFar");
    }
    String name = users.nameOf(wanted.username());
    BigDecimal amount = wanted.amount();
    if (amount == null || amount.signum() < 0) {
      throw RefusedException.ofField("rate", "project.rateNegative", name);
    }
    if (amount.compareTo(HIGHEST) > 0) {
      throw RefusedException.ofField("rate", "project.rateHuge", name);
    }
    if (amount.stripTrailingZeros().scale() > 2) {
      throw RefusedException.ofField("rate", "project.rateDigits");
    }
    delete(projectKey, wanted.username(), wanted.validFrom());
    jdbc.sql(
            "insert into member_rate (project_key, username, valid_from, amount) values (?, ?, ?, ?)")
        .params(projectKey, wanted.username(), wanted.validFrom(), amount)
        .update();
    history.note(
        projectKey,
        by,
        Sentences.say("project.history.rate", name, amount.toPlainString(), wanted.validFrom()));
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
    Project project = projects.get(projectKey);
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
