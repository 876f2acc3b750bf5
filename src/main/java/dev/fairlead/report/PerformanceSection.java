package dev.fairlead.report;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.BudgetLine;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Project;
import dev.fairlead.report.ReportRows.PerformanceRow;
import dev.fairlead.tracking.EarnedValue;
import dev.fairlead.tracking.FollowUps;
import dev.fairlead.tracking.Issue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How the project did, in figures and in the sentences that its final report begins with. */
@Component
class PerformanceSection {
  private final Registers registers;
  private final FollowUps followUps;
  private final String currency;

  PerformanceSection(
      Registers registers, FollowUps followUps, @Value("${fairlead.currency}") String currency) {
    this.registers = registers;
    this.followUps = followUps;
    this.currency = currency;
  }

  List<PerformanceRow> rows(
      Sight sight,
      Baseline first,
      EarnedValue figures,
      List<ChangeRequest> all,
      List<Issue> log,
      int interimReports) {
    Words words = sight.words();
    String key = sight.key();
    int leaves = 0;
    int done = 0;
    int onTime = 0;
    for (PlanTask task : sight.plan().tasks()) {
      if (sight.dates().get(task.number()).summary()) {
        continue;
      }
      leaves++;
      BaselineTask promise = first == null ? null : first.task(task.number());
      if (task.isDone()) {
        done++;
        if (promise != null
            && task.actualFinish() != null
            && !task.actualFinish().isAfter(promise.finish())) {
          onTime++;
        }
      }
    }
    long solved = log.stream().filter(i -> !i.isOpen()).count();
    long applied = all.stream().filter(ChangeRequest::isInPlan).count();
    Baseline latest = sight.latest();
    List<PerformanceRow> rows = new ArrayList<>();
    rows.add(
        new PerformanceRow(
            words.say("said.performance.duration"),
            duration(sight, first),
            duration(sight, latest),
            sight.plan().tasks().isEmpty()
                ? "-"
                : String.valueOf(
                    1 + sight.days(sight.schedule().start(), sight.schedule().finish())),
            null));
    rows.add(
        new PerformanceRow(
            words.say("said.performance.cost", currency),
            first == null ? null : amount(words, first.cost()),
            latest == null ? null : amount(words, latest.cost()),
            amount(words, figures.ac()),
            null));
    rows.add(
        new PerformanceRow(
            words.say("said.performance.budget", currency),
            first == null || first.budget() == null ? null : amount(words, first.budget()),
            latest == null || latest.budget() == null ? null : amount(words, latest.budget()),
            amount(words, sight.project().budget()),
            null));
    rows.addAll(movedLines(sight, first));
    rows.add(
        new PerformanceRow(
            words.say("said.performance.done"),
            leaves(first),
            leaves(latest),
            words.say("said.of", done, leaves),
            null));
    rows.add(row(words, "said.performance.onTime", words.say("said.of", onTime, leaves), null));
    rows.add(
        row(
            words,
            "said.performance.cpi",
            figure(words, figures.cpi()),
            words.say("said.performance.cpiNote")));
    rows.add(
        row(
            words,
            "said.performance.spi",
            figure(words, figures.spiTime()),
            words.say("said.performance.spiNote")));
    rows.add(row(words, "said.performance.issues", words.say("said.of", solved, log.size()), null));
    rows.add(
        row(words, "said.performance.changes", words.say("said.of", applied, all.size()), null));
    rows.add(
        row(words, "said.performance.followUps", String.valueOf(followUps.all(key).size()), null));
    rows.add(row(words, "said.performance.reports", String.valueOf(interimReports), null));
    return rows;
  }

  /**
   * The lines of the budget that were granted something else in the first or the latest plan than
   * now; none where either is too old to tell.
   */
  private List<PerformanceRow> movedLines(Sight sight, Baseline first) {
    Words words = sight.words();
    if (first == null || !first.keepsLines() || !sight.latest().keepsLines()) {
      return List.of();
    }
    Map<Integer, BudgetLine> before = byNumber(first.budgetLines());
    Map<Integer, BudgetLine> latest = byNumber(sight.latest().budgetLines());
    Map<Integer, BudgetLine> now = byNumber(registers.budgetLines(sight.key()));
    Map<Integer, BudgetLine> known = new TreeMap<>(before);
    known.putAll(latest);
    known.putAll(now);
    List<PerformanceRow> rows = new ArrayList<>();
    known.forEach(
        (number, line) -> {
          String was = granted(words, before.get(number));
          String planned = granted(words, latest.get(number));
          String is = granted(words, now.get(number));
          if (!was.equals(planned) || !was.equals(is)) {
            rows.add(
                new PerformanceRow(
                    words.say("said.performance.budgetLine", line.name(), currency),
                    was,
                    planned,
                    is,
                    null));
          }
        });
    return rows;
  }

  private static Map<Integer, BudgetLine> byNumber(List<BudgetLine> lines) {
    return lines.stream().collect(Collectors.toMap(BudgetLine::number, Function.identity()));
  }

  private static String granted(Words words, BudgetLine line) {
    return line == null ? words.get("said.performance.noBudgetLine") : amount(words, line.amount());
  }

  private static PerformanceRow row(Words words, String code, String value, String note) {
    return new PerformanceRow(words.say(code), null, null, value, note);
  }

  private static String duration(Sight sight, Baseline baseline) {
    return baseline == null
        ? null
        : String.valueOf(1 + sight.days(baseline.start(), baseline.finish()));
  }

  private static String leaves(Baseline baseline) {
    return baseline == null
        ? null
        : String.valueOf(baseline.tasks().stream().filter(task -> !task.summary()).count());
  }

  private static String amount(Words words, BigDecimal value) {
    return words.say("said.amount", value);
  }

  private static String figure(Words words, BigDecimal value) {
    return value == null ? "-" : words.say("index", value.setScale(2, RoundingMode.HALF_UP));
  }

  /** What a manager wants to know first: when, for how much, and what was reached. */
  String summary(Sight sight, Baseline first, EarnedValue figures) {
    Project project = sight.project();
    Words words = sight.words();
    List<String> said = new ArrayList<>();
    if (!project.summary().isBlank()) {
      said.add(project.summary());
    }
    List<String> facts = new ArrayList<>();
    if (sight.isOver()) {
      LocalDate finish = sight.schedule().finish().toLocalDate();
      LocalDate inForce = sight.plan().deadline();
      String deadline = fromTo(words, Sight.workingDays(sight.plan().calendar(), inForce, finish));
      facts.add(
          first == null
              ? words.say("said.summary.finish", finish, deadline, inForce)
              : words.say(
                  "said.summary.finishAgainst",
                  finish,
                  fromTo(words, sight.days(first.finish(), sight.schedule().finish())),
                  first.finish().toLocalDate(),
                  deadline,
                  inForce));
    }
    facts.add(
        first == null
            ? words.say("said.summary.cost", figures.ac(), currency, project.budget())
            : words.say(
                "said.summary.costAgainst",
                figures.ac(),
                currency,
                project.budget(),
                first.cost()));
    if (first != null
        && first.budget() != null
        && first.budget().compareTo(project.budget()) != 0) {
      facts.add(words.say("said.summary.firstBudget", first.budget(), currency));
    }
    List<Goal> goals = project.goals();
    if (!goals.isEmpty()) {
      facts.add(
          words.say(
              "said.summary.goals",
              goals.size(),
              goals.stream().filter(g -> g.rating() == GoalRating.REACHED).count(),
              goals.stream().filter(g -> g.rating() == GoalRating.PARTLY_REACHED).count()));
    }
    if (!project.droppedGoals().isEmpty()) {
      facts.add(words.say("said.summary.goalsDropped", project.droppedGoals().size()));
    }
    said.add(String.join(" ", facts));
    return String.join("\n\n", said);
  }

  private static String fromTo(Words words, int days) {
    return words.say(
        days == 0 ? "said.onTheDay" : days > 0 ? "said.after" : "said.before", Math.abs(days));
  }
}
