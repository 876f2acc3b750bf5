package dev.fairlead.engine;

import dev.fairlead.people.ApprovedBy;
import dev.fairlead.shared.Days;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Reads what people answered in forms, and turns the domain's times into those of timers. */
public final class Answers {
  private Answers() {}

  /** The variable as text, or null where it is missing or blank. */
  public static String text(DelegateExecution execution, String variable) {
    Object value = execution.getVariable(variable);
    return value == null || value.toString().isBlank() ? null : value.toString().strip();
  }

  /**
   * The variable as text, which is then removed, so that the next form of this name begins empty.
   */
  public static String take(DelegateExecution execution, String variable) {
    String text = text(execution, variable);
    execution.removeVariable(variable);
    return text;
  }

  /** A day typed as yyyy-MM-dd, or null where it is missing. */
  public static LocalDate day(DelegateExecution execution, String variable, String label) {
    String text = text(execution, variable);
    try {
      return text == null ? null : Days.parse(text);
    } catch (DateTimeParseException e) {
      throw RefusedException.ofField(variable, "engine.date", label);
    }
  }

  /**
   * The constant whose name the answer says in lowerCamelCase or capitals, or null where it is
   * missing or unknown.
   */
  public static <E extends Enum<E>> E choice(
      DelegateExecution execution, String variable, Class<E> type) {
    String text = text(execution, variable);
    if (text == null) {
      return null;
    }
    String name =
        text.equals(text.toUpperCase(Locale.ROOT))
            ? text
            : text.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  /** A whole number that was typed, or null where it is missing. */
  public static Integer typedNumber(DelegateExecution execution, String variable, String label) {
    String text = text(execution, variable);
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw RefusedException.ofField(variable, "engine.number", label);
    }
  }

  /** A whole number that a step has put into the variable. */
  public static int number(DelegateExecution execution, String variable) {
    return ((Number) execution.getVariable(variable)).intValue();
  }

  /** Whole numbers that a step has put into the variable; none where it is missing. */
  public static List<Integer> numbers(DelegateExecution execution, String variable) {
    return execution.getVariable(variable) instanceof List<?> list
        ? list.stream().map(number -> ((Number) number).intValue()).toList()
        : List.of();
  }

  /**
   * A number that a decision table has put into the variable or that somebody wrote into the
   * diagram, or null where it is none.
   */
  public static Double decimal(DelegateExecution execution, String variable) {
    return decimal(execution.getVariable(variable));
  }

  private static Double decimal(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      return value == null || value.toString().isBlank() ? null : Double.valueOf(value.toString());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * How many approvals a decision table asks for; 1 where it says nothing, as all did before they
   * could.
   */
  public static int approvals(DelegateExecution execution, String variable) {
    return approvals(execution.getVariable(variable));
  }

  /** The same of the variable's value. */
  public static int approvals(Object value) {
    Double said = decimal(value);
    return said == null ? 1 : Math.max(1, said.intValue());
  }

  /** Whose approval has been given already; nobody's where only one is needed. */
  public static ApprovedBy approvedBy(DelegateExecution execution, String variable) {
    return ApprovedBy.kept(execution.getVariable(variable));
  }

  /** Key of the project that the process is about; another key where it is about none. */
  public static String projectKey(DelegateExecution execution) {
    String named = text(execution, "projectKey");
    return named == null ? execution.getProcessBusinessKey() : named;
  }

  /** Login name of the person who completed the last user task. */
  public static String person(DelegateExecution execution) {
    return text(execution, TaskGuard.COMPLETED_BY);
  }

  /** Login name of the one for whom a substitute completed it, or null. */
  public static String onBehalfOf(DelegateExecution execution) {
    return text(execution, TaskGuard.COMPLETED_FOR);
  }

  public static Date date(LocalDateTime moment) {
    return Date.from(moment.atZone(ZoneId.systemDefault()).toInstant());
  }
}
