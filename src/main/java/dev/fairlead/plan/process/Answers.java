package dev.fairlead.plan.process;

import dev.fairlead.engine.TaskGuard;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Reads what people answered, and turns the domain's times into those of timers. */
final class Answers {
  private Answers() {}

  static String text(DelegateExecution execution, String variable) {
    Object value = execution.getVariable(variable);
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  static int whole(DelegateExecution execution, String variable, int otherwise) {
    return execution.getVariable(variable) instanceof Number number ? number.intValue() : otherwise;
  }

  /** Login name of the person who completed the last user task. */
  static String person(DelegateExecution execution) {
    return text(execution, TaskGuard.COMPLETED_BY);
  }

  /** Login name of the one for whom a substitute completed it, or null. */
  static String onBehalfOf(DelegateExecution execution) {
    return text(execution, TaskGuard.COMPLETED_FOR);
  }

  static Date date(LocalDateTime moment) {
    return Date.from(moment.atZone(ZoneId.systemDefault()).toInstant());
  }
}
