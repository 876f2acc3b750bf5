package dev.fairlead.change.web;

import dev.fairlead.change.Impact;
import dev.fairlead.plan.BaselineComparison;
import dev.fairlead.plan.BaselineComparison.Fate;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.web.GanttSvg;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.stereotype.Component;

/** The tasks that a change moves, adds or removes, before and after in one Gantt chart. */
@Component
class ImpactChart {
  private static final int MOST_ROWS = 100;

  private final Plans plans;
  private final FairleadClock clock;

  ImpactChart(Plans plans, FairleadClock clock) {
    this.plans = plans;
    this.clock = clock;
  }

  /** An SVG element; empty where no date moves. */
  String draw(String projectKey, Impact impact) {
    List<BaselineComparison.Line> lines =
        impact.moved().stream().limit(MOST_ROWS).map(ImpactChart::line).toList();
    return GanttSvg.compare(
        lines,
        plans.current(projectKey).calendar(),
        clock.today(),
        Sentences.say("change.screen.chart", impact.moved().size()));
  }

  private static BaselineComparison.Line line(Impact.MovedTask task) {
    BaselineTask before = state(task, task.startBefore(), task.finishBefore());
    BaselineTask after = state(task, task.startAfter(), task.finishAfter());
    Fate fate = before == null ? Fate.ADDED : after == null ? Fate.REMOVED : Fate.CHANGED;
    return new BaselineComparison.Line(fate, before, after, 0);
  }

  private static BaselineTask state(
      Impact.MovedTask task, LocalDateTime start, LocalDateTime finish) {
    return start == null
        ? null
        : new BaselineTask(
            task.number(),
            "" + task.number(),
            task.name(),
            start.equals(finish),
            false,
            start,
            finish,
            BigDecimal.ZERO,
            null,
            null);
  }
}
