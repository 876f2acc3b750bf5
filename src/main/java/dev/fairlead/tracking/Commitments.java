package dev.fairlead.tracking;

import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Amounts;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders whose invoices are still to come. */
@Service
@Transactional
public class Commitments {
  private static final String SELECT =
      "select c.*, (select coalesce(sum(p.amount), 0) from posting p where p.commitment = c.id and"
          + " p.state = 'APPROVED') as drawn, (select coalesce(sum(p.amount), 0) from posting p"
          + " where p.commitment = c.id and p.state = 'SUBMITTED') as waiting from commitment c ";

  private final JdbcClient jdbc;
  private final Registers registers;
  private final ClosedLines closedLines;
  private final ProjectRights rights;
  private final History history;
  private final FairleadClock clock;

  Commitments(
      JdbcClient jdbc,
      Registers registers,
      ClosedLines closedLines,
      ProjectRights rights,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.registers = registers;
    this.closedLines = closedLines;
    this.rights = rights;
    this.history = history;
    this.clock = clock;
  }

  /** Enters an order, by the coordinator. */
  public Commitment enter(String projectKey, NewCommitment wanted, String by) {
    Project project = rights.mustCoordinateAlone(projectKey, by);
    if (!PostingRules.takesPostings(project)) {
      throw RefusedException.because("tracking.commitmentPhase", projectKey);
    }
    String supplier = Texts.needed("supplier", "the supplier", wanted.supplier(), 120);
    String description = Texts.needed("description", "what was ordered", wanted.description(), 500);
    BigDecimal amount = Money.amount("amount", wanted.amount());
    if (amount.signum() == 0) {
      throw RefusedException.ofField("amount", "tracking.commitmentNothing");
    }
    days(project, wanted);
    line(projectKey, wanted.budgetLine());
    var keys = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into commitment (project_key, budget_line, supplier, description, amount,"
                + " ordered_on, expected_on, entered_by, entered_at) values (?, ?, ?, ?, ?, ?, ?,"
                + " ?, ?)")
        .params(
            projectKey,
            wanted.budgetLine(),
            supplier,
            description,
            amount,
            wanted.orderedOn(),
            wanted.expectedOn(),
            by,
            clock.now())
        .update(keys, "id");
    history.note(
        projectKey,
        by,
        Sentences.say("tracking.history.commitment", Amounts.plain(amount), supplier, description));
    return get(projectKey, keys.getKey().longValue());
  }

  private void days(Project project, NewCommitment wanted) {
    if (wanted.orderedOn() == null) {
      throw RefusedException.ofField("orderedOn", "tracking.missing", "the day of the order");
    }
    if (wanted.orderedOn().isAfter(clock.today())) {
      throw RefusedException.ofField("orderedOn", "tracking.commitmentFuture");
    }
    if (wanted.orderedOn().isBefore(project.start().minusYears(5))) {
      throw RefusedException.ofField("orderedOn", "tracking.commitmentOld");
    }
    if (wanted.expectedOn() == null) {
      return;
    }
    if (wanted.expectedOn().isBefore(wanted.orderedOn())) {
      throw RefusedException.ofField("expectedOn", "tracking.expectedBefore");
    }
    if (wanted.expectedOn().isAfter(clock.today().plusYears(30))) {
      throw RefusedException.ofField("expectedOn", "tracking.dateFar");
    }
  }

  private void line(String projectKey, Integer number) {
    if (number == null) {
      return;
    }
    BudgetLine line =
        registers.budgetLines(projectKey).stream()
            .filter(one -> one.number() == number)
            .findFirst()
            .orElseThrow(
                () ->
                    RefusedException.ofField(
                        "budgetLine", "tracking.lineUnknown", "" + number, projectKey));
    ClosedLines.ClosedLine closed = closedLines.of(projectKey).get(number);
    if (closed != null) {
      throw RefusedException.ofField(
          "budgetLine", "tracking.lineClosed", line.name(), closed.reason());
    }
  }

  /** Says that no more invoices come, and why. */
  public void close(String projectKey, long id, String reason, String by) {
    ProjectRights.mustBeOpen(rights.mustCoordinateAlone(projectKey, by));
    Commitment commitment = get(projectKey, id);
    String why = Texts.needed("reason", "the reason", reason, 400);
    if (commitment.waiting().signum() != 0) {
      throw RefusedException.because(
          "tracking.commitmentWaiting", commitment.supplier(), Amounts.plain(commitment.waiting()));
    }
    int closed =
        jdbc.sql(
                "update commitment set closed_by = ?, closed_at = ?, close_reason = ? where id = ?"
                    + " and closed_at is null")
            .params(by, clock.now(), why, id)
            .update();
    if (closed == 0) {
      throw ConflictException.because("tracking.commitmentClosed", commitment.supplier());
    }
    history.note(
        projectKey,
        by,
        Sentences.say(
            "tracking.history.commitmentClosed",
            commitment.supplier(),
            Amounts.plain(commitment.stillOpen()),
            why));
    history.decided(
        Decided.on(projectKey, Decided.Kind.COMMITMENT, "commitment " + id, "CLOSE", by)
            .named(commitment.supplier() + ", " + commitment.description())
            .ofVersion("still open " + Amounts.plain(commitment.stillOpen()), null)
            .saying(why));
  }

  @Transactional(readOnly = true)
  public Optional<Commitment> find(String projectKey, long id) {
    return jdbc.sql(SELECT + "where c.project_key = ? and c.id = ?")
        .params(projectKey, id)
        .query(Commitment.class)
        .optional();
  }

  @Transactional(readOnly = true)
  public Commitment get(String projectKey, long id) {
    return find(projectKey, id)
        .orElseThrow(
            () -> NotFoundException.because("tracking.commitmentUnknown", "" + id, projectKey));
  }

  /** All of a project, the latest first. */
  @Transactional(readOnly = true)
  public List<Commitment> of(String projectKey) {
    return jdbc.sql(SELECT + "where c.project_key = ? order by c.id desc")
        .param(projectKey)
        .query(Commitment.class)
        .list();
  }
}
