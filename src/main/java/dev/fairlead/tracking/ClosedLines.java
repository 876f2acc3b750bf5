package dev.fairlead.tracking;

import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Budget lines that take no more postings, until somebody opens them again. */
@Service
@Transactional
public class ClosedLines {
  private final JdbcClient jdbc;
  private final Registers registers;
  private final ProjectRights rights;
  private final History history;
  private final FairleadClock clock;

  ClosedLines(
      JdbcClient jdbc,
      Registers registers,
      ProjectRights rights,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.registers = registers;
    this.rights = rights;
    this.history = history;
    this.clock = clock;
  }

  /** Who closed a line, when and why. */
  public record ClosedLine(int line, String reason, String closedBy, LocalDateTime closedAt) {}

  /** The closed lines of a project by their numbers. */
  @Transactional(readOnly = true)
  public Map<Integer, ClosedLine> of(String projectKey) {
    Map<Integer, ClosedLine> closed = new LinkedHashMap<>();
    jdbc.sql(
            "select line, reason, closed_by, closed_at from closed_budget_line where project_key ="
                + " ? order by line")
        .param(projectKey)
        .query(ClosedLine.class)
        .list()
        .forEach(one -> closed.put(one.line(), one));
    return closed;
  }

  /** Closes a line; what waits on it must be decided first, and what is ordered be settled. */
  public void close(String projectKey, int number, String reason, String by) {
    BudgetLine line = line(projectKey, number, by);
    String why = Texts.needed("reason", "the reason", reason, 400);
    long waiting =
        count(
            "select count(*) from posting where project_key = ? and budget_line = ? and state ="
                + " 'SUBMITTED'",
            projectKey,
            number);
    if (waiting > 0) {
      throw RefusedException.because("tracking.lineWaiting", line.name(), waiting);
    }
    long ordered =
        count(
            "select count(*) from commitment c where project_key = ? and budget_line = ? and"
                + " closed_at is null and amount > (select coalesce(sum(p.amount), 0) from posting"
                + " p where p.commitment = c.id and p.state = 'APPROVED')",
            projectKey,
            number);
    if (ordered > 0) {
      throw RefusedException.because("tracking.lineCommitted", line.name(), ordered);
    }
    try {
      jdbc.sql(
              "insert into closed_budget_line (project_key, line, reason, closed_by, closed_at)"
                  + " values (?, ?, ?, ?, ?)")
          .params(projectKey, number, why, by, clock.now())
          .update();
    } catch (DuplicateKeyException twice) {
      throw ConflictException.because("tracking.lineClosedTwice", line.name());
    }
    history.note(projectKey, by, Sentences.say("tracking.history.lineClosed", line.name(), why));
    history.decided(decided(projectKey, line, "CLOSE", by).saying(why));
  }

  public void reopen(String projectKey, int number, String by) {
    BudgetLine line = line(projectKey, number, by);
    int opened =
        jdbc.sql("delete from closed_budget_line where project_key = ? and line = ?")
            .params(projectKey, number)
            .update();
    if (opened == 0) {
      throw ConflictException.because("tracking.lineOpen", line.name());
    }
    history.note(projectKey, by, Sentences.say("tracking.history.lineReopened", line.name()));
    history.decided(decided(projectKey, line, "REOPEN", by));
  }

  private static Decided decided(String projectKey, BudgetLine line, String decision, String by) {
    return Decided.on(
            projectKey, Decided.Kind.BUDGET_LINE, "budget line " + line.number(), decision, by)
        .named(line.name());
  }

  private BudgetLine line(String projectKey, int number, String by) {
    ProjectRights.mustBeOpen(rights.mustCoordinateAlone(projectKey, by));
    return line(projectKey, number);
  }

  /**
   * @throws NotFoundException where the project has no such line
   */
  @Transactional(readOnly = true)
  public BudgetLine line(String projectKey, int number) {
    return registers.budgetLines(projectKey).stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow(
            () -> NotFoundException.because("tracking.lineUnknown", "" + number, projectKey));
  }

  private long count(String sql, String projectKey, int number) {
    return jdbc.sql(sql).params(projectKey, number).query(Long.class).single();
  }
}
