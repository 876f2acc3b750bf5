package dev.fairlead.plan;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks the owners of risks to look at them again when their next review is due. */
@Service
@Transactional
public class RiskReviews {
  private static final int DAYS_TO_ANSWER = 3;

  /** What became of the risk. */
  public enum Result {
    OPEN,
    CLOSED,
    OCCURRED
  }

  /** Who is asked, and until when. */
  public record Asked(String reviewer, LocalDateTime until) {}

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final Users users;
  private final RegisterHistory told;
  private final FairleadClock clock;

  RiskReviews(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      Registers registers,
      Users users,
      RegisterHistory told,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.users = users;
    this.told = told;
    this.clock = clock;
  }

  /** Numbers of the open risks whose review is due and that nobody is asked about; now they are. */
  public List<Integer> ask(String projectKey) {
    List<Integer> due =
        jdbc.sql(
                "select number from risk where project_key = ? and review_asked is null and next_review <= ?"
                    + " and status not in ('OCCURRED', 'CLOSED') order by number")
            .params(projectKey, clock.today())
            .query(Integer.class)
            .list();
    if (!due.isEmpty()) {
      jdbc.sql(
              "update risk set review_asked = next_review where project_key = :project and number in (:due)")
          .param("project", projectKey)
          .param("due", due)
          .update();
    }
    return due;
  }

  /** Numbers of the risks that the coordinator is asked about, since they have no owner. */
  @Transactional(readOnly = true)
  public List<Integer> askedOfCoordinator(String projectKey) {
    return jdbc.sql(
            "select r.number from risk r left join app_user u on u.username = r.owner where"
                + " r.project_key = ? and r.review_asked is not null and"
                + " coalesce(u.enabled, false) = false and r.status not in ('OCCURRED', 'CLOSED')"
                + " order by r.number")
        .param(projectKey)
        .query(Integer.class)
        .list();
  }

  /** The owner of the risk is asked, or the coordinator where it has none. */
  @Transactional(readOnly = true)
  public Asked asked(String projectKey, int number) {
    Project project = projects.get(projectKey);
    String owner = risk(projectKey, number).owner();
    boolean there = owner != null && users.find(owner).filter(User::enabled).isPresent();
    var calendar = plans.current(projectKey).calendar();
    return new Asked(
        there ? owner : project.coordinator(),
        calendar.addWorking(clock.now(), DAYS_TO_ANSWER * calendar.minutesPerDay()));
  }

  /**
   * Keeps what the reviewer says. A risk that was closed meanwhile stays as it is.
   *
   * @param likelihood 1 to 5, or null where it is as before
   * @param impact 1 to 5, or null where it is as before
   * @param next the day of the next review; needed while the risk stays open
   */
  public void record(
      String projectKey,
      int number,
      Result result,
      Integer likelihood,
      Integer impact,
      LocalDate next,
      String note,
      String by) {
    if (result == null) {
      throw RefusedException.ofField("reviewResult", "plan.reviewResult");
    }
    grade("likelihood", likelihood);
    grade("impact", impact);
    if (note == null || note.isBlank()) {
      throw RefusedException.ofField("reviewNote", "plan.reviewNote");
    }
    if (result == Result.OPEN && (next == null || !next.isAfter(clock.today()))) {
      throw RefusedException.ofField("nextReview", "plan.reviewNext");
    }
    registers.lock(projectKey);
    Risk risk = risk(projectKey, number);
    jdbc.sql("update risk set review_asked = null where project_key = ? and number = ?")
        .params(projectKey, number)
        .update();
    if (risk.isOpen()) {
      int likely = likelihood == null ? risk.likelihood() : likelihood;
      int hard = impact == null ? risk.impact() : impact;
      jdbc.sql(
              "update risk set likelihood = ?, impact = ?, next_review = ?, status = ?"
                  + " where project_key = ? and number = ?")
          .params(
              likely,
              hard,
              result == Result.OPEN ? next : null,
              result == Result.CLOSED ? Risk.RiskStatus.CLOSED.name() : risk.status().name(),
              projectKey,
              number)
          .update();
      registers.changed(projectKey);
      told.risk(
          projectKey,
          number,
          Sentences.say(
              "plan.history.riskReview." + result,
              String.valueOf(number),
              risk.title(),
              likely * hard,
              next == null ? "" : Sentences.day(next),
              note.strip()),
          by);
      if (result == Result.OCCURRED) {
        registers.occurred(projectKey, number, by);
      }
    }
  }

  private Risk risk(String projectKey, int number) {
    return registers.risks(projectKey).stream()
        .filter(risk -> risk.number() == number)
        .findFirst()
        .orElseThrow(() -> NotFoundException.because("plan.riskMissing", String.valueOf(number)));
  }

  private static void grade(String field, Integer value) {
    if (value != null && (value < 1 || value > 5)) {
      throw RefusedException.ofField(field, "plan.grade", Sentences.say("plan.field." + field));
    }
  }
}
