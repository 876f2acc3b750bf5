package dev.fairlead.tracking;

import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Up to which day a project takes no more postings, so that figures that were reported stay what
 * they were. What is corrected afterwards is counted on the day of the correction.
 */
@Service
@Transactional
public class ClosedPeriods {
  private final JdbcClient jdbc;
  private final ProjectRights rights;
  private final History history;
  private final FairleadClock clock;

  ClosedPeriods(JdbcClient jdbc, ProjectRights rights, History history, FairleadClock clock) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.history = history;
    this.clock = clock;
  }

  /** Who closed postings up to and with which day, and when. */
  public record ClosedPeriod(LocalDate throughDay, String closedBy, LocalDateTime closedAt) {
    boolean holds(LocalDate day) {
      return !day.isAfter(throughDay);
    }
  }

  @Transactional(readOnly = true)
  public Optional<ClosedPeriod> of(String projectKey) {
    return jdbc.sql(
            "select through_day, closed_by, closed_at from closed_period where project_key = ?")
        .param(projectKey)
        .query(ClosedPeriod.class)
        .optional();
  }

  /** Whether postings of this day are closed. */
  @Transactional(readOnly = true)
  public boolean isClosed(String projectKey, LocalDate day) {
    return of(projectKey).filter(period -> period.holds(day)).isPresent();
  }

  /**
   * Closes postings up to and with this day; what waits until then must be decided first.
   *
   * @throws RefusedException naming the field {@code through}
   */
  public void close(String projectKey, LocalDate through, String by) {
    Project project = rights.mustCoordinateAlone(projectKey, by);
    ProjectRights.mustBeOpen(project);
    if (through == null) {
      throw RefusedException.ofField("through", "tracking.missing", "the day");
    }
    if (through.isAfter(clock.today())) {
      throw RefusedException.ofField("through", "tracking.periodFuture");
    }
    if (through.isBefore(project.start())) {
      throw RefusedException.ofField("through", "tracking.beforeProject", project.start());
    }
    Optional<ClosedPeriod> before = of(projectKey);
    if (before.isPresent() && before.get().holds(through)) {
      throw RefusedException.ofField(
          "through", "tracking.periodClosedAlready", Sentences.day(before.get().throughDay()));
    }
    long waiting =
        jdbc.sql(
                "select count(*) from posting where project_key = ? and posting_day <= ? and state = 'SUBMITTED'")
            .params(projectKey, through)
            .query(Long.class)
            .single();
    if (waiting > 0) {
      throw RefusedException.ofField(
          "through", "tracking.periodWaiting", Sentences.day(through), waiting);
    }
    jdbc.sql("delete from closed_period where project_key = ?").param(projectKey).update();
    jdbc.sql(
            "insert into closed_period (project_key, through_day, closed_by, closed_at) values (?, ?, ?, ?)")
        .params(projectKey, through, by, clock.now())
        .update();
    history.note(
        projectKey, by, Sentences.say("tracking.history.periodClosed", Sentences.day(through)));
    history.decided(decided(projectKey, through, "CLOSE", by));
  }

  /** Opens the closed period again, for a reason. */
  public void reopen(String projectKey, String reason, String by) {
    ProjectRights.mustBeOpen(rights.mustCoordinateAlone(projectKey, by));
    String why = Texts.needed("periodReason", "the reason", reason, 400);
    LocalDate through =
        of(projectKey)
            .map(ClosedPeriod::throughDay)
            .orElseThrow(() -> ConflictException.because("tracking.periodOpen"));
    jdbc.sql("delete from closed_period where project_key = ?").param(projectKey).update();
    history.note(
        projectKey,
        by,
        Sentences.say("tracking.history.periodReopened", Sentences.day(through), why));
    history.decided(decided(projectKey, through, "REOPEN", by).saying(why));
  }

  private static Decided decided(String projectKey, LocalDate through, String decision, String by) {
    return Decided.on(projectKey, Decided.Kind.POSTING, "postings up to " + through, decision, by)
        .named(Sentences.say("tracking.periodNamed", Sentences.day(through)));
  }
}
