package dev.fairlead.report;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.report.ReportRows.VarianceRow;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.tracking.EarnedValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Where the difference between the first plan and the result came from. */
@Component
class VarianceSection {
  private final Registers registers;
  private final ApprovalWaits waits;

  VarianceSection(Registers registers, ApprovalWaits waits) {
    this.registers = registers;
    this.waits = waits;
  }

  /**
   * Where the difference came from: approved changes, risks that occurred, decisions that were
   * waited for as far as nothing else explains the delay, and what is left, the estimates. The rows
   * add up to the whole difference.
   */
  List<VarianceRow> rows(
      Sight sight, Baseline first, EarnedValue figures, List<ChangeRequest> all) {
    Words words = sight.words();
    if (first == null || sight.plan().tasks().isEmpty()) {
      return List.of();
    }
    List<ChangeRequest> applied =
        all.stream().filter(c -> c.isInPlan() && c.impact() != null).toList();
    int changeDays = applied.stream().mapToInt(c -> c.impact().finishDelta()).sum();
    BigDecimal changeCost =
        applied.stream().map(c -> c.impact().costDelta()).reduce(BigDecimal.ZERO, BigDecimal::add);
    List<Risk> occurred =
        registers.risks(sight.key()).stream()
            .filter(r -> r.status() == Risk.RiskStatus.OCCURRED)
            .toList();
    BigDecimal riskCost =
        occurred.stream()
            .filter(r -> r.cost() != null)
            .map(r -> r.cost().multiply(BigDecimal.valueOf(r.sign())))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    int allDays = sight.days(first.finish(), sight.schedule().finish());
    BigDecimal allCost = Sight.money(figures.ac().subtract(first.cost()));
    int riskDays = occurred.stream().mapToInt(r -> riskDays(sight, r)).sum();
    int rest = allDays - changeDays - riskDays;
    Waited waited = waited(sight, first, all);
    int waitDays = Math.max(0, Math.min(waited.sincePlanned(), rest));
    List<VarianceRow> rows = new ArrayList<>();
    rows.add(
        new VarianceRow(
            words.get("said.variance.changes"),
            applied.isEmpty()
                ? words.get("said.none")
                : applied.stream().map(ChangeRequest::id).collect(Collectors.joining(", ")),
            changeDays,
            changeCost));
    rows.add(
        new VarianceRow(
            words.get("said.variance.risks"),
            occurred.isEmpty()
                ? words.get("said.none")
                : occurred.stream().map(Risk::title).collect(Collectors.joining(", ")),
            riskDays,
            riskCost));
    rows.add(
        new VarianceRow(
            words.get("said.variance.approvals"),
            waited.plan() + waited.changes() + waited.result() == 0
                ? words.get("said.variance.noWait")
                : words.say(
                    "said.variance.waits",
                    waited.plan(),
                    waited.changes(),
                    waited.result(),
                    waitDays),
            waitDays,
            BigDecimal.ZERO.setScale(2)));
    rows.add(
        new VarianceRow(
            words.get("said.variance.estimates"),
            words.get("said.variance.rest"),
            rest - waitDays,
            allCost.subtract(changeCost).subtract(riskCost)));
    return rows;
  }

  /** What a risk that occurred cost, or saved, in time, by its most likely case. */
  static int riskDays(Sight sight, Risk risk) {
    if (risk.delay() == null || risk.delay().estimate() == null) {
      return 0;
    }
    return risk.sign()
        * (int)
            Math.round(
                (double) risk.delay().estimate().mostLikelyMinutes()
                    / sight.plan().calendar().minutesPerDay());
  }

  /**
   * Working days that decisions were waited for.
   *
   * @param sincePlanned days after the first baseline on which a change or the plan waited; only
   *     these can have moved the finish away from it
   */
  private record Waited(int plan, int changes, int result, int sincePlanned) {}

  private Waited waited(Sight sight, Baseline first, List<ChangeRequest> all) {
    List<ApprovalWaits.Wait> found =
        waits.of(sight.key(), all.stream().map(ChangeRequest::id).toList());
    Set<LocalDate> plan = days(sight, found, ApprovalWaits.Kind.PLAN);
    Set<LocalDate> changed = days(sight, found, ApprovalWaits.Kind.CHANGE);
    Set<LocalDate> result = days(sight, found, ApprovalWaits.Kind.RESULT);
    Set<LocalDate> moving = new TreeSet<>(plan);
    moving.addAll(changed);
    moving.removeIf(day -> !day.isAfter(first.frozenAt().toLocalDate()));
    return new Waited(plan.size(), changed.size(), result.size(), moving.size());
  }

  /** The working days after the asking up to the decision, each once however many waited. */
  private static Set<LocalDate> days(
      Sight sight, List<ApprovalWaits.Wait> waits, ApprovalWaits.Kind kind) {
    WorkingCalendar calendar = sight.plan().calendar();
    return waits.stream()
        .filter(wait -> wait.kind() == kind)
        .filter(wait -> !wait.until().toLocalDate().isBefore(wait.from().toLocalDate()))
        .flatMap(
            wait ->
                wait.from()
                    .toLocalDate()
                    .plusDays(1)
                    .datesUntil(wait.until().toLocalDate().plusDays(1)))
        .filter(calendar::isWorkingDay)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
