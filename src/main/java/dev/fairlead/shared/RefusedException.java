package dev.fairlead.shared;

/**
 * A rule of the domain refuses what was asked. The message is a sentence for the person who asked;
 * it names what is wrong, where, and what to do. Answered as HTTP 422 (or as the field's own
 * message on a page).
 */
public class RefusedException extends RuntimeException {
  private final String code;
  private final String field;

  private RefusedException(String field, String code, Object... arguments) {
    super(Sentences.say(code, arguments));
    this.code = code;
    this.field = field;
  }

  /** Refuses with the sentence {@code code} of the room's bundle. */
  public static RefusedException because(String code, Object... arguments) {
    return new RefusedException(null, code, arguments);
  }

  /** Refuses the value of one input field. */
  public static RefusedException ofField(String field, String code, Object... arguments) {
    return new RefusedException(field, code, arguments);
  }

  public String code() {
    return code;
  }

  /** The input field that is wrong, or null where the refusal is about the whole. */
  public String field() {
    return field;
  }
}
