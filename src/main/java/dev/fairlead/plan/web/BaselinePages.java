package dev.fairlead.plan.web;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineComparison;
import dev.fairlead.plan.BaselineComparison.Fate;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.project.Project;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The baselines of a project, and any two states of its plan side by side. */
@Controller
class BaselinePages {
  /** Stands for the plan as it is, in place of the number of a baseline. */
  static final String NOW = "now";

  /** So much fits a page; what differs comes first of all. */
  private static final int MOST_LINES = 2_000;

  private final PlanView view;
  private final Baselines baselines;
  private final Plans plans;
  private final FairleadClock clock;

  BaselinePages(PlanView view, Baselines baselines, Plans plans, FairleadClock clock) {
    this.view = view;
    this.baselines = baselines;
    this.plans = plans;
    this.clock = clock;
  }

  /** A baseline with whether it still is what was frozen. */
  public record Kept(Baseline baseline, boolean intact) {}

  /** One task in both states, as it is shown. */
  public record Row(
      Fate fate,
      String wbs,
      String name,
      String oldName,
      boolean summary,
      int number,
      boolean gone,
      String startBefore,
      String start,
      String finishBefore,
      String finish,
      String slip,
      boolean later,
      String costBefore,
      String cost,
      String costDifference) {}

  /** One line of the budget in both states, as it is shown; empty where it is not in one. */
  public record MoneyRow(
      Fate fate,
      String name,
      String oldName,
      String category,
      boolean gone,
      String before,
      String after,
      String difference) {}

  @GetMapping("/projects/{key}/baselines")
  String show(
      @PathVariable String key,
      @RequestParam(required = false) String from,
      @RequestParam(defaultValue = NOW) String to,
      @RequestParam(defaultValue = "false") boolean all,
      Principal who,
      Model model) {
    Project project = view.project(key, who.getName(), model);
    List<Baseline> kept = baselines.all(key);
    model.addAttribute(
        "kept", kept.stream().map(one -> new Kept(one, baselines.isIntact(one))).toList());
    model.addAttribute("format", new PlanPages.Format());
    if (kept.isEmpty()) {
      return "plan/baselines";
    }
    String first = from == null || from.isBlank() ? "1" : from.strip();
    String second = to.isBlank() ? NOW : to.strip();
    WorkPlan plan = plans.current(key);
    BaselineComparison comparison = baselines.compare(key, number(key, first), number(key, second));
    List<BaselineComparison.Line> lines = all ? comparison.lines() : comparison.differences();
    List<BaselineComparison.Line> shown = lines.subList(0, Math.min(MOST_LINES, lines.size()));
    model.addAttribute("from", first);
    model.addAttribute("to", second);
    model.addAttribute("all", all);
    model.addAttribute("facts", facts(comparison, plan));
    money(comparison, kept, all, model);
    model.addAttribute("rows", shown.stream().map(line -> row(line, plan)).toList());
    model.addAttribute("more", lines.size() - shown.size());
    model.addAttribute("same", comparison.count(Fate.SAME));
    model.addAttribute(
        "gantt",
        GanttSvg.compare(
            comparison,
            shown,
            plan.calendar(),
            clock.today(),
            Sentences.say("plan.baselines.chartOf", project.name(), label(first), label(second))));
    return "plan/baselines";
  }

  /** The number of a baseline, or null for the plan as it stands. */
  static Integer number(String key, String said) {
    if (said.equals(NOW)) {
      return null;
    }
    if (!said.matches("\\d{1,9}")) {
      throw NotFoundException.because("plan.baselineUnknown", key, said);
    }
    return Integer.valueOf(said);
  }

  private static String label(String said) {
    return said.equals(NOW)
        ? Sentences.say("plan.baselines.now")
        : Sentences.say("plan.baselines.one", said);
  }

  /** Label, before, after and difference of what is true of the whole plan. */
  private static List<List<String>> facts(BaselineComparison comparison, WorkPlan plan) {
    Baseline before = comparison.before();
    Baseline after = comparison.after();
    List<List<String>> facts = new ArrayList<>();
    facts.add(
        List.of(
            Sentences.say("plan.screen.start"),
            PlanView.day(before.start().toLocalDate()),
            PlanView.day(after.start().toLocalDate()),
            ""));
    facts.add(
        List.of(
            Sentences.say("plan.screen.finish"),
            PlanView.day(before.finish().toLocalDate()),
            PlanView.day(after.finish().toLocalDate()),
            comparison.slipMinutes() == 0
                ? Sentences.say("plan.baselines.noSlip")
                : slip(comparison.slipMinutes(), plan, "plan.baselines.whole.")));
    facts.add(
        List.of(
            Sentences.say("plan.screen.cost"),
            PlanView.money(before.cost()),
            PlanView.money(after.cost()),
            signed(comparison.costDifference())));
    if (before.budget() != null && after.budget() != null) {
      facts.add(
          List.of(
              Sentences.say("plan.baselines.budget"),
              PlanView.money(before.budget()),
              PlanView.money(after.budget()),
              signed(after.budget().subtract(before.budget()))));
    }
    facts.add(
        List.of(
            Sentences.say("plan.baselines.tasks"),
            "" + before.tasks().size(),
            "" + after.tasks().size(),
            Sentences.say(
                "plan.baselines.counts",
                comparison.count(Fate.ADDED),
                comparison.count(Fate.REMOVED),
                comparison.count(Fate.CHANGED))));
    return facts;
  }

  /** The lines of the budget with their sum, or why they cannot be compared. */
  private static void money(
      BaselineComparison comparison, List<Baseline> kept, boolean all, Model model) {
    List<BaselineComparison.Money> lines = comparison.budgetLines();
    if (lines == null) {
      Baseline old = comparison.before().keepsLines() ? comparison.after() : comparison.before();
      model.addAttribute(
          "linesNotKept",
          Sentences.say(
              "plan.baselines.linesNotKept",
              String.valueOf(old.number()),
              PlanView.day(old.frozenAt().toLocalDate()),
              kept.stream()
                  .filter(Baseline::keepsLines)
                  .findFirst()
                  .map(
                      first ->
                          Sentences.say(
                              "plan.baselines.linesKeptFrom",
                              String.valueOf(first.number()),
                              PlanView.day(first.frozenAt().toLocalDate())))
                  .orElseGet(() -> Sentences.say("plan.baselines.linesKeptNext"))));
      return;
    }
    long same = lines.stream().filter(line -> line.fate() == Fate.SAME).count();
    model.addAttribute(
        "lineRows",
        lines.stream()
            .filter(line -> all || line.fate() != Fate.SAME)
            .map(BaselinePages::row)
            .toList());
    model.addAttribute("sameLines", all ? 0 : same);
    BigDecimal difference = comparison.budgetLinesDifference();
    model.addAttribute(
        "lineSum",
        List.of(
            PlanView.money(BudgetLine.sum(comparison.before().budgetLines())),
            PlanView.money(BudgetLine.sum(comparison.after().budgetLines())),
            difference.signum() == 0 ? "" : signed(difference)));
  }

  private static MoneyRow row(BaselineComparison.Money line) {
    BudgetLine was = line.before();
    BudgetLine now = line.after();
    return new MoneyRow(
        line.fate(),
        line.line().name(),
        was == null || now == null || was.name().equals(now.name()) ? null : was.name(),
        line.line().category(),
        now == null,
        was == null ? "" : PlanView.money(was.amount()),
        now == null ? "" : PlanView.money(now.amount()),
        line.difference().signum() == 0 ? "" : signed(line.difference()));
  }

  private static Row row(BaselineComparison.Line line, WorkPlan plan) {
    BaselineTask was = line.before();
    BaselineTask now = line.after();
    BaselineTask task = line.task();
    return new Row(
        line.fate(),
        task.wbs(),
        task.name(),
        was == null || now == null || was.name().equals(now.name()) ? null : was.name(),
        task.summary(),
        task.number(),
        now == null,
        was == null ? "" : PlanView.day(was.start().toLocalDate()),
        now == null ? "" : PlanView.day(now.start().toLocalDate()),
        was == null ? "" : PlanView.day(was.finish().toLocalDate()),
        now == null ? "" : PlanView.day(now.finish().toLocalDate()),
        line.slipMinutes() == 0 ? "" : slip(line.slipMinutes(), plan, "plan.baselines.task."),
        line.slipMinutes() > 0,
        was == null ? "" : PlanView.money(was.cost()),
        now == null ? "" : PlanView.money(now.cost()),
        line.costDifference().signum() == 0 ? "" : signed(line.costDifference()));
  }

  /** Days later or earlier, of the whole plan or of a task. */
  private static String slip(long minutes, WorkPlan plan, String of) {
    String days = PlanView.days(Math.abs(minutes), plan);
    return Sentences.say(of + (minutes > 0 ? "later" : "earlier"), days, Double.valueOf(days));
  }

  private static String signed(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + PlanView.money(amount);
  }
}
