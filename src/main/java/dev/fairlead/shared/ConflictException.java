package dev.fairlead.shared;

/**
 * Somebody else changed the same thing meanwhile, or it was already done. Answered as HTTP 409 with
 * the sentence.
 */
public class ConflictException extends RuntimeException {
  private ConflictException(String message) {
    super(message);
  }

  public static ConflictException because(String code, Object... arguments) {
    return new ConflictException(Sentences.say(code, arguments));
  }
}
