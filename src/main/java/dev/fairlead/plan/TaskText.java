package dev.fairlead.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** All values of a task as texts, exactly, so that an edit can be taken back. */
final class TaskText {
  /** What is reported of a task, which no edit of the plan states. */
  static final Set<String> PROGRESS =
      Set.of("percent", "actualStart", "actualFinish", "remainingMinutes", "forecastFinish");

  private TaskText() {}

  /** The task's own values; its number and its place are not among them. */
  static Map<String, String> write(PlanTask task) {
    Map<String, String> values = new TreeMap<>();
    values.put("name", task.name());
    values.put("milestone", String.valueOf(task.milestone()));
    values.put("durationMinutes", String.valueOf(task.durationMinutes()));
    values.put("effortHours", text(task.effortHours()));
    values.put("owner", text(task.owner()));
    values.put("ownerLabel", text(task.ownerLabel()));
    values.put("constraint", task.constraint().name());
    values.put("constraintDate", text(task.constraintDate()));
    values.put("deadline", text(task.deadline()));
    values.put("system", text(task.system()));
    values.put("budgetLine", text(task.budgetLine()));
    values.put("fixedCost", text(task.fixedCost()));
    values.put("percent", String.valueOf(task.percentComplete()));
    values.put("actualStart", text(task.actualStart()));
    values.put("actualFinish", text(task.actualFinish()));
    values.put("remainingMinutes", text(task.remainingMinutes()));
    values.put("forecastFinish", text(task.forecastFinish()));
    values.put("estimate", estimate(task.estimate()));
    return values;
  }

  /** The task with some of its values replaced. */
  static PlanTask read(PlanTask task, Map<String, String> values) {
    Map<String, String> all = write(task);
    all.putAll(values);
    return read(task.number(), task.parent(), all);
  }

  static PlanTask read(int number, Integer parent, Map<String, String> values) {
    return PlanTask.named(number, values.get("name"))
        .parent(parent)
        .milestone(Boolean.parseBoolean(values.get("milestone")))
        .durationMinutes(Long.parseLong(values.get("durationMinutes")))
        .effortHours(value(values.get("effortHours"), BigDecimal::new))
        .owner(value(values.get("owner"), Function.identity()))
        .ownerLabel(value(values.get("ownerLabel"), Function.identity()))
        .constraint(ConstraintType.valueOf(values.get("constraint")))
        .constraintDate(value(values.get("constraintDate"), LocalDateTime::parse))
        .deadline(value(values.get("deadline"), LocalDate::parse))
        .system(value(values.get("system"), Integer::valueOf))
        .budgetLine(value(values.get("budgetLine"), Integer::valueOf))
        .fixedCost(new BigDecimal(values.get("fixedCost")))
        .percentComplete(Integer.parseInt(values.get("percent")))
        .actualStart(value(values.get("actualStart"), LocalDateTime::parse))
        .actualFinish(value(values.get("actualFinish"), LocalDateTime::parse))
        .remainingMinutes(value(values.get("remainingMinutes"), Long::valueOf))
        .estimate(value(values.get("estimate"), TaskText::estimate))
        .forecastFinish(value(values.get("forecastFinish"), LocalDate::parse))
        .build();
  }

  private static String estimate(ThreePointEstimate value) {
    return value == null
        ? ""
        : value.optimisticMinutes()
            + ";"
            + value.mostLikelyMinutes()
            + ";"
            + value.pessimisticMinutes();
  }

  private static ThreePointEstimate estimate(String text) {
    String[] minutes = text.split(";");
    return new ThreePointEstimate(
        Long.parseLong(minutes[0]), Long.parseLong(minutes[1]), Long.parseLong(minutes[2]));
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private static <T> T value(String text, Function<String, T> reader) {
    return text == null || text.isEmpty() ? null : reader.apply(text);
  }
}
