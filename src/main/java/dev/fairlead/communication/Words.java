package dev.fairlead.communication;

/** Texts as mails can carry them. */
final class Words {
  private Words() {}

  /** One line without anything that a header or a reader's eye could take for something else. */
  static String line(String text, int longest) {
    // line and paragraph separators break lines, and marks that turn the direction of all that
    // follows let a subject look like another one
    return cut(
        block(text)
            .replaceAll("[\\s\\u0085\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+", " ")
            // what looks like an encoded word would be read as what it stands for
            .replace("=?", "= ?"),
        longest);
  }

  /** Lines without control characters and without halves of characters. */
  static String block(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c) || c == 0x85)
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return text.substring(0, end) + "…";
  }
}
