package dev.fairlead.plan;

import dev.fairlead.shared.Days;
import dev.fairlead.shared.Numbers;
import dev.fairlead.shared.PlainText;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads the texts of edits. Each method refuses what it cannot read, naming the field and what
 * would be right.
 */
final class EditText {
  static final List<String> ESTIMATE_VALUES =
      List.of("optimisticDays", "mostLikelyDays", "pessimisticDays");

  private EditText() {}

  static List<Shift> shifts(String text) {
    try {
      return CalendarText.shifts(text.strip());
    } catch (RuntimeException wrong) {
      throw RefusedException.ofField("shifts", "plan.shifts", text);
    }
  }

  static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  static boolean given(Map<String, String> values, String name) {
    return values.get(name) != null && !values.get(name).isBlank();
  }

  static String oneLine(String text) {
    return PlainText.oneLine(text);
  }

  static ConstraintType constraint(String text) {
    if (text.isEmpty()) {
      return ConstraintType.AS_SOON_AS_POSSIBLE;
    }
    return Arrays.stream(ConstraintType.values())
        .filter(type -> type.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> RefusedException.ofField("constraint", "plan.constraint", text));
  }

  static BigDecimal number(String field, String text, String code, PlanTask task) {
    if (text.isBlank()) {
      return null;
    }
    BigDecimal number = Numbers.parse(text);
    if (number == null) {
      throw RefusedException.ofField(field, code, PlanRules.label(task));
    }
    return number;
  }

  /** Working days as minutes, null for an empty text. */
  static Long minutes(
      String field, String text, String code, String label, WorkingCalendar calendar) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Long minutes = PlanNotation.minutes(text, calendar);
    if (minutes == null || minutes < 0 || minutes > 2_600 * Math.max(calendar.minutesPerDay(), 1)) {
      throw RefusedException.ofField(field, code, label);
    }
    return minutes;
  }

  /** The estimate after setting some of its three values; null when all are cleared. */
  static ThreePointEstimate estimate(
      Map<String, String> values, PlanTask task, WorkingCalendar calendar) {
    ThreePointEstimate was = task.estimate();
    Long[] minutes = {
      was == null ? null : was.optimisticMinutes(),
      was == null ? null : was.mostLikelyMinutes(),
      was == null ? null : was.pessimisticMinutes()
    };
    for (int i = 0; i < minutes.length; i++) {
      String field = ESTIMATE_VALUES.get(i);
      if (values.containsKey(field)) {
        minutes[i] =
            minutes(field, values.get(field), "plan.estimate", PlanRules.label(task), calendar);
      }
    }
    return estimate(minutes[0], minutes[1], minutes[2], PlanRules.label(task));
  }

  /** An estimate from three texts in their order; null where all are empty. */
  static ThreePointEstimate estimate(List<String> days, String label, WorkingCalendar calendar) {
    Long[] minutes = new Long[3];
    for (int i = 0; i < minutes.length; i++) {
      String text = i < days.size() ? days.get(i) : "";
      minutes[i] = minutes(ESTIMATE_VALUES.get(i), text, "plan.estimate", label, calendar);
    }
    return estimate(minutes[0], minutes[1], minutes[2], label);
  }

  /** An estimate as the values of an edit. */
  static Map<String, String> values(ThreePointEstimate estimate) {
    return Map.of(
        "optimisticDays", estimate.optimisticMinutes() + "m",
        "mostLikelyDays", estimate.mostLikelyMinutes() + "m",
        "pessimisticDays", estimate.pessimisticMinutes() + "m");
  }

  /** All three values or none. */
  static ThreePointEstimate estimate(
      Long optimistic, Long mostLikely, Long pessimistic, String label) {
    if (optimistic == null && mostLikely == null && pessimistic == null) {
      return null;
    }
    if (optimistic == null || mostLikely == null || pessimistic == null) {
      String missing =
          optimistic == null
              ? "optimisticDays"
              : mostLikely == null ? "mostLikelyDays" : "pessimisticDays";
      throw RefusedException.ofField(missing, "plan.estimateAll", label);
    }
    ThreePointEstimate estimate = new ThreePointEstimate(optimistic, mostLikely, pessimistic);
    PlanRules.check(estimate, label);
    return estimate;
  }

  static BigDecimal budget(String text) {
    String typed = text == null ? "" : text;
    BigDecimal budget = amount(typed);
    if (budget == null || budget.signum() == 0 || budget.compareTo(PlanRules.MOST_MONEY) > 0) {
      throw RefusedException.ofField("budget", "plan.projectBudget", typed);
    }
    return budget;
  }

  /** Working days. */
  static int timeTolerance(String text) {
    String typed = text == null ? "" : text.strip();
    if (!typed.matches("\\d{1,4}") || Integer.parseInt(typed) > 1_000) {
      throw RefusedException.ofField("timeTolerance", "project.timeTolerance");
    }
    return Integer.parseInt(typed);
  }

  /** Percent. */
  static BigDecimal costTolerance(String text) {
    BigDecimal percent = text == null ? null : amount(text);
    if (percent == null || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
      throw RefusedException.ofField("costTolerance", "project.costTolerance");
    }
    return percent;
  }

  /** The amount of a budget line; null where it is none, which the rules of the register tell. */
  static BigDecimal amount(String text) {
    String typed = text.strip();
    return typed.matches("\\d{1,13}(\\.\\d{1,2})?") ? scaled(new BigDecimal(typed)) : null;
  }

  static BigDecimal scaled(BigDecimal value) {
    return value == null ? null : value.setScale(2, RoundingMode.HALF_UP);
  }

  static int whole(String field, String text, int least, int most) {
    if (!text.strip().matches("\\d{1,9}")
        || Integer.parseInt(text.strip()) < least
        || Integer.parseInt(text.strip()) > most) {
      throw RefusedException.ofField(
          field, "plan.whole", Sentences.say("plan.field." + field), text);
    }
    return Integer.parseInt(text.strip());
  }

  static LocalDate day(String field, String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return Days.parse(text.strip());
    } catch (DateTimeParseException wrong) {
      throw RefusedException.ofField(field, "plan.date", text);
    }
  }
}
