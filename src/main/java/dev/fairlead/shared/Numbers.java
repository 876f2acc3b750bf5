package dev.fairlead.shared;

import java.math.BigDecimal;

/**
 * Numbers as people write them: 1250.5, 1,250.50 as Fairlead shows it, 1 250.50, and 12,5 with a
 * decimal comma. Thousands count only in full groups of three, so 0,125 is none of these.
 */
public final class Numbers {
  private static final String GROUPED = "-?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d+)?";
  private static final String DECIMAL_COMMA = "-?\\d+,\\d{1,2}";

  private Numbers() {}

  /**
   * The number; null where the text is none, or has more than 15 digits before the point or more
   * than 6 after it, with which no calculation of ours has to reckon.
   */
  public static BigDecimal parse(String text) {
    String plain = plain(text);
    return plain.matches("-?\\d{1,15}(\\.\\d{1,6})?") ? new BigDecimal(plain) : null;
  }

  /** The same as programs write it; a text that is no number stays as it was typed. */
  public static String plain(String text) {
    String close = text.strip().replace("\u00a0", " ").replaceAll("(?<=\\d) (?=\\d)", "");
    if (close.matches(GROUPED)) {
      return close.replace(",", "");
    }
    return close.matches(DECIMAL_COMMA) ? close.replace(',', '.') : close;
  }
}
