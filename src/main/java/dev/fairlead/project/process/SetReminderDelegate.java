package dev.fairlead.project.process;

import dev.fairlead.engine.Answers;
import dev.fairlead.project.Reminders;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Says when a timer behind it is due, in working time. */
@Component("setReminderDelegate")
class SetReminderDelegate implements JavaDelegate {
  private final Reminders reminders;

  SetReminderDelegate(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariable(
        SetReminderProcess.REMINDER_AT,
        Answers.date(
            reminders.after(
                Answers.projectKey(execution),
                Answers.text(execution, SetReminderProcess.REMINDER_FOR),
                Answers.decimal(execution, SetReminderProcess.REMINDER_AFTER))));
  }
}
