package dev.fairlead.plan.exchange;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.exchange.Loss.Effect;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What an import took, changed and left out, part by part of the plan.
 *
 * @param format of the file, for people
 * @param parts those that the file says something about, in a fixed order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LossReport(String format, List<Part> parts) {

  /**
   * One part of the plan.
   *
   * @param taken values that stand in the plan as in the file
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Part(PlanPart part, int taken, int changed, int dropped, List<Loss> losses) {}

  /** The file as it is, with all that was lost on the way into the plan. */
  public static LossReport of(ImportedPlan file, List<Loss> losses, int agreeingDates) {
    Map<PlanPart, Integer> values = new EnumMap<>(PlanPart.class);
    values.put(PlanPart.TASKS, file.tasks().size());
    values.put(PlanPart.NAMES, file.tasks().size());
    values.put(PlanPart.NUMBERS, file.tasks().size());
    values.put(PlanPart.DURATIONS, file.counts().tasks());
    values.put(PlanPart.EFFORT, count(file, task -> task.effortHours() != null));
    values.put(PlanPart.OWNERS, count(file, task -> task.ownerLabel() != null));
    values.put(
        PlanPart.CONSTRAINTS,
        count(file, task -> task.constraint() != ConstraintType.AS_SOON_AS_POSSIBLE));
    values.put(PlanPart.DEADLINES, count(file, task -> task.deadline() != null));
    values.put(PlanPart.DEPENDENCIES, file.links().size());
    values.put(
        PlanPart.CALENDAR, file.start() == null ? 0 : 1 + file.calendar().exceptions().size());
    values.put(PlanPart.COSTS, count(file, task -> task.fixedCost().signum() != 0));
    values.put(PlanPart.PROGRESS, count(file, task -> task.percentComplete() > 0));
    List<Part> parts =
        java.util.Arrays.stream(PlanPart.values())
            .map(
                part -> {
                  List<Loss> here = losses.stream().filter(loss -> loss.part() == part).toList();
                  int changed = sum(here, Effect.CHANGED);
                  int taken =
                      part == PlanPart.DATES
                          ? agreeingDates
                          : Math.max(0, values.getOrDefault(part, 0) - changed);
                  return new Part(part, taken, changed, sum(here, Effect.DROPPED), here);
                })
            .filter(part -> part.taken() > 0 || !part.losses().isEmpty())
            .toList();
    return new LossReport(file.format(), parts);
  }

  private static int count(ImportedPlan file, Predicate<PlanTask> wanted) {
    return (int) file.tasks().stream().filter(wanted).count();
  }

  private static int sum(List<Loss> losses, Effect effect) {
    return losses.stream().filter(l -> l.effect() == effect).mapToInt(Loss::count).sum();
  }
}
