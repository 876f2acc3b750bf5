package dev.fairlead.tracking.process;

/** Names that the diagram {@code checkInWeekly} and Java share. */
public final class CheckInWeeklyProcess {
  public static final String ID = "checkInWeekly";
  public static final String MESSAGE_ANSWERED = "checkIn.answered";
  public static final String MEMBER = "member";
  public static final String CHECK_IN_ID = "checkInId";
  public static final String CHECK_IN_UNTIL = "checkInUntil";

  private CheckInWeeklyProcess() {}
}
