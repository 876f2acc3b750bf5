package dev.fairlead.communication.process;

/** Names that the diagram {@code answerOutsideFeedback} and Java share. */
public final class AnswerOutsideFeedbackProcess {
  public static final String ID = "answerOutsideFeedback";
  public static final String COORDINATOR = "coordinator";
  public static final String OUTSIDE_FEEDBACK_ID = "outsideFeedbackId";
  public static final String ANSWER = "answer";

  private AnswerOutsideFeedbackProcess() {}
}
