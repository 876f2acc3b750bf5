package dev.fairlead.shared;

/**
 * What a form showed when it was opened, as a fingerprint that travels with it in the hidden field
 * {@code seen}: whoever sends it later decides on nothing that they did not see, and takes back
 * nothing that others changed meanwhile.
 */
public final class Seen {
  private Seen() {}

  /** Of the parts in their order, each told from the next. */
  public static String of(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      String said = String.valueOf(part);
      text.append(said.length()).append(':').append(said);
    }
    return Fingerprint.of(text.toString());
  }

  /**
   * Refuses a form that showed something else than what stands there now.
   *
   * @param seen what the form sent; a form that does not say what it showed is refused as well
   * @throws ConflictException with this sentence
   */
  public static void mustBe(String now, String seen, String code, Object... arguments) {
    if (!now.equals(seen)) {
      throw ConflictException.because(code, arguments);
    }
  }
}
