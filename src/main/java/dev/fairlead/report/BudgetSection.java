package dev.fairlead.report;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.report.ReportRows.BudgetRow;
import dev.fairlead.report.ReportRows.CostPoint;
import dev.fairlead.report.ReportRows.OpenCostRow;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.tracking.Commitment;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Costs;
import dev.fairlead.tracking.EarnedValue;
import dev.fairlead.tracking.Hours;
import dev.fairlead.tracking.PostedHours;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a report says of money: budget lines, earned value, what is still to be paid. */
@Component
class BudgetSection {
  private final Users users;
  private final Plans plans;
  private final Baselines baselines;
  private final Registers registers;
  private final Costs costs;
  private final Commitments commitments;
  private final Postings postings;
  private final PostedHours postedHours;
  private final FairleadClock clock;

  BudgetSection(
      Users users,
      Plans plans,
      Baselines baselines,
      Registers registers,
      Costs costs,
      Commitments commitments,
      Postings postings,
      PostedHours postedHours,
      FairleadClock clock) {
    this.users = users;
    this.plans = plans;
    this.baselines = baselines;
    this.registers = registers;
    this.costs = costs;
    this.commitments = commitments;
    this.postings = postings;
    this.postedHours = postedHours;
    this.clock = clock;
  }

  List<BudgetRow> lines(Sight sight, EarnedValue figures) {
    return lines(sight, figures, spent(sight));
  }

  /** What was spent and ordered by line up to today. */
  List<Costs.LineSpent> spent(Sight sight) {
    return costs.byLine(sight.key(), clock.today());
  }

  List<BudgetRow> lines(Sight sight, EarnedValue figures, List<Costs.LineSpent> spentByLine) {
    Words words = sight.words();
    String key = sight.key();
    Baseline first = baselines.original(key).orElse(null);
    List<BudgetLine> lines = new ArrayList<>(registers.budgetLines(key));
    dropped(sight, lines, first, sight.latest()).forEach(lines::add);
    Set<Integer> known = lines.stream().map(BudgetLine::number).collect(Collectors.toSet());
    Map<Integer, BigDecimal> firstCost = byLine(first, known);
    Map<Integer, BigDecimal> latestCost = byLine(sight.latest(), known);
    Map<Integer, BigDecimal> planned = new HashMap<>();
    plans
        .plannedCosts(sight.plan(), sight.project())
        .forEach(
            (number, cost) ->
                planned.merge(line(sight.tasks().get(number)), cost, BigDecimal::add));
    Map<Integer, BigDecimal> spent = new HashMap<>();
    spentByLine.forEach(line -> spent.put(line.number(), line.spent()));
    Map<Integer, BigDecimal> toSpend = toSpend(sight, figures);
    boolean rest =
        List.of(planned, spent, toSpend, firstCost, latestCost).stream()
            .anyMatch(amounts -> amounts.getOrDefault(0, BigDecimal.ZERO).signum() != 0);
    if (rest) {
      lines.add(new BudgetLine(0, words.say("said.noLine"), "", null));
    }
    List<BudgetRow> rows = new ArrayList<>();
    for (BudgetLine line : lines) {
      BigDecimal actual = spent.getOrDefault(line.number(), BigDecimal.ZERO);
      BigDecimal forecast =
          figures.isMeasured()
              ? Sight.money(actual.add(toSpend.getOrDefault(line.number(), BigDecimal.ZERO)))
              : null;
      BigDecimal granted = line.amount() == null ? BigDecimal.ZERO : line.amount();
      rows.add(
          new BudgetRow(
              line.name(),
              line.category(),
              line.amount(),
              first == null ? null : firstCost.getOrDefault(line.number(), BigDecimal.ZERO),
              sight.latest() == null
                  ? Sight.money(planned.getOrDefault(line.number(), BigDecimal.ZERO))
                  : latestCost.getOrDefault(line.number(), BigDecimal.ZERO),
              actual,
              forecast,
              forecast == null ? null : granted.subtract(forecast)));
    }
    return rows;
  }

  /**
   * The estimate to complete over the budget lines, in proportion to the open work of each, so that
   * the lines add up to the forecast in use.
   */
  private static Map<Integer, BigDecimal> toSpend(Sight sight, EarnedValue figures) {
    Map<Integer, BigDecimal> open = new TreeMap<>();
    if (sight.latest() == null || figures.etc() == null) {
      return open;
    }
    for (BaselineTask task : sight.latest().tasks()) {
      PlanTask now = sight.tasks().get(task.number());
      long left = now == null ? 100 : 100L - now.percentComplete();
      if (!task.summary() && left > 0 && task.cost().signum() > 0) {
        open.merge(
            task.budgetLine() == null ? 0 : task.budgetLine(),
            task.cost().multiply(BigDecimal.valueOf(left)),
            BigDecimal::add);
      }
    }
    BigDecimal whole = open.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal rest = figures.etc();
    int lines = open.size();
    for (var line : open.entrySet()) {
      BigDecimal share =
          --lines == 0
              ? rest
              : figures.etc().multiply(line.getValue()).divide(whole, 2, RoundingMode.HALF_UP);
      line.setValue(share);
      rest = rest.subtract(share);
    }
    return open;
  }

  private static int line(PlanTask task) {
    return task.budgetLine() == null ? 0 : task.budgetLine();
  }

  /**
   * The lines that a baseline names and that a change has dropped since, without an amount; what
   * the baseline had on them stands there.
   */
  private List<BudgetLine> dropped(Sight sight, List<BudgetLine> present, Baseline... baselines) {
    Words words = sight.words();
    Map<Integer, BudgetLine> dropped = new TreeMap<>();
    for (Baseline baseline : baselines) {
      if (baseline != null && baseline.keepsLines()) {
        baseline.budgetLines().forEach(line -> dropped.put(line.number(), line));
      }
    }
    present.forEach(line -> dropped.remove(line.number()));
    return dropped.values().stream()
        .map(
            line ->
                new BudgetLine(
                    line.number(),
                    words.say("said.lineDropped", line.name()),
                    line.category(),
                    BigDecimal.ZERO.setScale(2)))
        .toList();
  }

  /** Dropped lines of a baseline that is too old to name them count as none. */
  private static Map<Integer, BigDecimal> byLine(Baseline baseline, Set<Integer> known) {
    Map<Integer, BigDecimal> sums = new HashMap<>();
    if (baseline != null) {
      baseline.tasks().stream()
          .filter(task -> !task.summary())
          .forEach(
              t ->
                  sums.merge(
                      known.contains(t.budgetLine()) ? t.budgetLine() : 0,
                      t.cost(),
                      BigDecimal::add));
    }
    return sums;
  }

  List<OpenCostRow> openCosts(Sight sight) {
    Words words = sight.words();
    String key = sight.key();
    Map<Integer, String> lines =
        registers.budgetLines(key).stream()
            .collect(Collectors.toMap(BudgetLine::number, BudgetLine::name));
    List<OpenCostRow> rows = new ArrayList<>();
    commitments.of(key).stream()
        .filter(Commitment::isOpen)
        .forEach(
            c ->
                rows.add(
                    new OpenCostRow(
                        words.get("said.commitment"),
                        c.supplier() + ", " + c.description(),
                        lineName(words, lines, c.budgetLine()),
                        c.expectedOn() == null ? c.orderedOn() : c.expectedOn(),
                        c.stillOpen())));
    for (Posting p : postings.waiting(key)) {
      rows.add(
          new OpenCostRow(
              words.get("said.waitingPosting"),
              p.person() == null ? p.text() : users.nameOf(p.person()) + ", " + p.text(),
              lineName(words, lines, p.budgetLine()),
              p.postingDay(),
              p.amount()));
    }
    return rows;
  }

  private String lineName(Words words, Map<Integer, String> lines, Integer line) {
    return line == null ? words.get("said.noLine") : lines.get(line);
  }

  EarnedValueFigures figures(EarnedValue ev, Sight sight) {
    Words words = sight.words();
    Hours hours = postedHours.of(sight.project(), sight.plan(), ev.statusDate()).total();
    return new EarnedValueFigures(
        ev.bac(),
        ev.pv(),
        ev.ev(),
        ev.ac(),
        ev.cv(),
        ev.sv(),
        ev.cpi(),
        ev.spi(),
        ev.eacTypical(),
        ev.eacOneOff(),
        ev.eacCombined(),
        ev.eac(),
        words.say("said.eac." + ev.method()),
        ev.etc(),
        ev.vac(),
        ev.tcpiBudget(),
        ev.tcpiForecast(),
        ev.earnedSchedule(),
        ev.spiTime(),
        ev.percentComplete(),
        ev.percentSpent(),
        Sight.day(ev.baselineFinish()),
        sight.plan().tasks().isEmpty() ? null : sight.schedule().finish().toLocalDate(),
        ev.withoutBaseline().size(),
        hours.planned(),
        hours.posted(),
        hours.remaining(),
        hours.atCompletion());
  }

  List<CostPoint> curve(String key, LocalDate statusDate) {
    return costs.curve(key, statusDate).stream()
        .map(p -> new CostPoint(p.day(), p.planned(), p.earned(), p.actual()))
        .toList();
  }
}
