package dev.fairlead.plan.exchange;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a plan holds and a kind of file does not: said before it goes out. */
final class ExportLosses {
  private final WorkPlan plan;
  private final Set<Integer> summaries;
  private final Losses losses = new Losses();

  private ExportLosses(WorkPlan plan) {
    this.plan = plan;
    summaries =
        plan.tasks().stream()
            .map(PlanTask::parent)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }

  static List<Loss> of(WorkPlan plan, PlanExport.Target target) {
    ExportLosses found = new ExportLosses(plan);
    found.tasks("toSystems", task -> task.system() != null, PlanTask::system);
    found.tasks("toLines", task -> task.budgetLine() != null, PlanTask::budgetLine);
    if (target == PlanExport.Target.XML || target == PlanExport.Target.PMXML) {
      found.tasks("toEstimates", task -> task.estimate() != null, task -> null);
    }
    switch (target) {
      case XML -> {}
      case PMXML -> found.primavera();
      case XLSX, CSV -> found.losses.add("toCalendar", 1);
      case ICS -> found.losses.add("toCalendarProgram", 1);
    }
    return found.losses.list();
  }

  private void primavera() {
    tasks("toDeadlines", task -> task.deadline() != null, PlanTask::deadline);
    tasks(
        "toEffort",
        task ->
            task.effortHours() != null
                && task.owner() == null
                && task.ownerLabel() == null
                && !summaries.contains(task.number()),
        task -> task.effortHours().toPlainString() + "h");
    tasks(
        "toSummaryConstraints",
        task ->
            summaries.contains(task.number())
                && task.constraint() != ConstraintType.AS_SOON_AS_POSSIBLE,
        PlanTask::constraint);
    Map<Integer, PlanTask> byNumber = new HashMap<>();
    plan.tasks().forEach(task -> byNumber.put(task.number(), task));
    for (TaskLink link : plan.links()) {
      if (summaries.contains(link.predecessor()) || summaries.contains(link.successor())) {
        PlanTask to = byNumber.get(link.successor());
        losses.at(
            "toSummaryLinks",
            to.number(),
            to.name(),
            link.type() + " #" + link.predecessor() + " " + byNumber.get(link.predecessor()).name(),
            null);
      }
    }
    losses.add("toNumbers", plan.tasks().size());
  }

  private void tasks(String field, Predicate<PlanTask> holds, Function<PlanTask, Object> value) {
    for (PlanTask task : plan.tasks()) {
      if (holds.test(task)) {
        losses.at(field, task.number(), task.name(), value.apply(task), null);
      }
    }
  }
}
