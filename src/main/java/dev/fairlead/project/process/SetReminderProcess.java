package dev.fairlead.project.process;

/** The variables of the step that sets a reminder, in whatever process it stands. */
public final class SetReminderProcess {
  /** After how many working days. */
  public static final String REMINDER_AFTER = "reminderAfter";

  /** Whose working time must have gone by, or empty for that of the project. */
  public static final String REMINDER_FOR = "reminderFor";

  public static final String REMINDER_AT = "reminderAt";

  private SetReminderProcess() {}
}
