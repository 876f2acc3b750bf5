package dev.fairlead.report;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.report.ReportRows.ReserveRow;
import dev.fairlead.tracking.Costs.LineSpent;
import dev.fairlead.tracking.EarnedValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What is left of the contingency, which is here what it is in the impact of a change: the working
 * days between finish and deadline, and the money between planned cost and budget. Lines of the
 * budget on which no task is planned stand by themselves, as what is kept for the unforeseen does.
 */
@Component
class ReserveSection {
  private final Registers registers;
  private final String currency;

  ReserveSection(Registers registers, @Value("${fairlead.currency}") String currency) {
    this.registers = registers;
    this.currency = currency;
  }

  /** None before a plan is approved. */
  List<ReserveRow> rows(Sight sight, Baseline first, EarnedValue figures, List<LineSpent> lines) {
    Baseline latest = sight.latest();
    if (latest == null || sight.plan().tasks().isEmpty()) {
      return List.of();
    }
    List<ReserveRow> rows = new ArrayList<>();
    if (sight.plan().deadline() != null) {
      BigDecimal planned = days(sight, latest.finish().toLocalDate());
      BigDecimal left = days(sight, sight.schedule().finish().toLocalDate());
      rows.add(
          new ReserveRow(
              sight.words().say("said.reserve.time", sight.plan().deadline()),
              true,
              first == null ? null : days(sight, first.finish().toLocalDate()),
              planned,
              planned.subtract(left),
              left));
    }
    BigDecimal budget = sight.project().budget();
    BigDecimal planned = unplanned(latest, budget);
    BigDecimal left = Sight.money(budget.subtract(forecast(figures, latest)));
    rows.add(
        new ReserveRow(
            sight.words().say("said.reserve.money", currency),
            false,
            first == null ? null : unplanned(first, budget),
            planned,
            planned.subtract(left),
            left));
    rows.addAll(lines(sight, first, lines));
    return rows;
  }

  private static BigDecimal days(Sight sight, LocalDate finish) {
    return BigDecimal.valueOf(
        Sight.workingDays(sight.plan().calendar(), finish, sight.plan().deadline()));
  }

  private static BigDecimal unplanned(Baseline baseline, BigDecimal budgetNow) {
    BigDecimal budget = baseline.budget() == null ? budgetNow : baseline.budget();
    return Sight.money(budget.subtract(baseline.cost()));
  }

  private static BigDecimal forecast(EarnedValue figures, Baseline latest) {
    return figures.eac() == null ? latest.cost() : figures.eac();
  }

  private List<ReserveRow> lines(Sight sight, Baseline first, List<LineSpent> lines) {
    Set<Integer> planned = new HashSet<>();
    sight.latest().tasks().stream().map(BaselineTask::budgetLine).forEach(planned::add);
    sight.plan().tasks().stream().map(PlanTask::budgetLine).forEach(planned::add);
    var before =
        first == null || !first.keepsLines()
            ? null
            : first.budgetLines().stream()
                .collect(Collectors.toMap(BudgetLine::number, Function.identity()));
    return lines.stream()
        .filter(line -> line.amount() != null && line.amount().signum() > 0)
        .filter(line -> !planned.contains(line.number()))
        .map(
            line ->
                new ReserveRow(
                    sight.words().say("said.reserve.line", line.name(), currency),
                    false,
                    before == null
                        ? null
                        : before.containsKey(line.number())
                            ? before.get(line.number()).amount()
                            : BigDecimal.ZERO.setScale(2),
                    line.amount(),
                    line.amount().subtract(line.left()),
                    line.left()))
        .toList();
  }

  /** What the open risks are expected to cost, their likelihood times their cost; or null. */
  String said(Sight sight) {
    List<BigDecimal> expected =
        registers.risks(sight.key()).stream()
            .filter(Risk::isOpen)
            .map(
                risk ->
                    risk.cost() == null
                        ? null
                        : risk.cost()
                            .multiply(BigDecimal.valueOf((long) risk.sign() * risk.percent()))
                            .movePointLeft(2))
            .filter(Objects::nonNull)
            .toList();
    if (expected.isEmpty()) {
      return null;
    }
    Words words = sight.words();
    BigDecimal sum = Sight.money(expected.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    return words.say("said.reserve.risks", expected.size(), words.say("said.money", sum, currency));
  }
}
