package dev.fairlead.report;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.report.ReportRows.ReserveRow;
import dev.fairlead.tracking.Costs.LineSpent;
import dev.fairlead.tracking.EarnedValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What is left of the contingency, which is here what it is in the impact of a change: the working
 * days between finish and deadline, and the money between planned cost and budget. Lines of the
 * budget that are kept for the unforeseen are part of that money and stand below it; nothing marks
 * them but their words. No plan keeps its deadline, so that of today is taken for all of them.
 */
@Component
class ReserveSection {
  /**
   * Whole words in English and German: reserved instances, a reservation system and preserving data
   * are no reserve. German ones may be the end of a longer word.
   */
  private static final Pattern RESERVE =
      Pattern.compile(
          "(?<!\\p{L})(contingency|contingencies|reserves|buffers?|unforeseen|risk budget"
              + "|(?!preserve|conserve)\\p{L}*reserven?|\\p{L}*puffer|unvorhergesehen\\p{L}*"
              + "|\\p{L}*rückstellung(en)?|risikobudget)(?!\\p{L})",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(2);

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

  private List<ReserveRow> lines(Sight sight, Baseline first, List<LineSpent> spent) {
    Map<Integer, LineSpent> used =
        spent.stream().collect(Collectors.toMap(LineSpent::number, Function.identity()));
    Map<Integer, BudgetLine> before =
        first == null || !first.keepsLines()
            ? null
            : first.budgetLines().stream()
                .collect(
                    Collectors.toMap(
                        BudgetLine::number, Function.identity(), (a, b) -> a, TreeMap::new));
    List<ReserveRow> rows = new ArrayList<>();
    for (BudgetLine line : registers.budgetLines(sight.key())) {
      BudgetLine then = before == null ? null : before.remove(line.number());
      if (isReserve(line.name() + " " + line.category())) {
        BigDecimal left = used.get(line.number()).left();
        rows.add(
            new ReserveRow(
                sight.words().say("said.reserve.line", line.name(), currency),
                false,
                before == null ? null : then == null ? NOTHING : then.amount(),
                line.amount(),
                line.amount().subtract(left),
                left));
      }
    }
    if (before != null) {
      before.values().stream()
          .filter(line -> isReserve(line.name() + " " + line.category()))
          .forEach(line -> rows.add(dropped(sight.words(), line)));
    }
    return rows;
  }

  /** Of the first plan, and taken away by a change. */
  private ReserveRow dropped(Words words, BudgetLine line) {
    return new ReserveRow(
        words.say("said.reserve.line", words.say("said.lineDropped", line.name()), currency),
        false,
        line.amount(),
        NOTHING,
        NOTHING,
        NOTHING);
  }

  /** Whether the name or category of a budget line says that it is kept for the unforeseen. */
  static boolean isReserve(String words) {
    return RESERVE.matcher(words).find();
  }

  /**
   * What the open risks are expected to cost or save, their likelihood times their cost, where any
   * tells; and how the rows are reckoned. Null without rows.
   */
  String said(Sight sight, List<ReserveRow> rows) {
    if (rows.isEmpty()) {
      return null;
    }
    Words words = sight.words();
    List<BigDecimal> expected =
        registers.risks(sight.key()).stream()
            .filter(risk -> risk.isOpen() && risk.cost() != null)
            .map(ReserveSection::expected)
            .toList();
    String how = words.get("said.reserve.how");
    if (expected.isEmpty()) {
      return how;
    }
    BigDecimal sum = Sight.money(expected.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    return words.say(
            sum.signum() < 0 ? "said.reserve.risks.saved" : "said.reserve.risks",
            expected.size(),
            words.say("said.money", sum.abs(), currency))
        + " "
        + how;
  }

  private static BigDecimal expected(Risk risk) {
    return risk.cost()
        .multiply(BigDecimal.valueOf((long) risk.sign() * risk.percent()))
        .movePointLeft(2);
  }
}
