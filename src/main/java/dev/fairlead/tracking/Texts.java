package dev.fairlead.tracking;

import dev.fairlead.shared.RefusedException;

/** Checks texts that people type, with one sentence each. */
public final class Texts {
  private Texts() {}

  /** The text without spaces around it; refuses an empty or too long one, naming the field. */
  public static String needed(String field, String label, String value, int longest) {
    if (value == null || value.isBlank()) {
      throw RefusedException.ofField(field, "tracking.missing", label);
    }
    return optional(field, label, value, longest);
  }

  /** The text without spaces around it, or null where it is empty. */
  public static String optional(String field, String label, String value, int longest) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String text = value.strip();
    if (text.length() > longest) {
      throw RefusedException.ofField(field, "tracking.tooLong", label, longest);
    }
    return text;
  }
}
