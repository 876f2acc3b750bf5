package dev.fairlead.shared;

/** What was asked for does not exist, or no longer does. Answered as HTTP 404 with the sentence. */
public class NotFoundException extends RuntimeException {
  private NotFoundException(String message) {
    super(message);
  }

  /** Says that the thing is unknown, for example {@code project.unknown} with its key. */
  public static NotFoundException because(String code, Object... arguments) {
    return new NotFoundException(Sentences.say(code, arguments));
  }
}
