package dev.fairlead.shared;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words by which texts are found again: of three letters or more, in lower case, in the
 * singular, without the commonest.
 */
public final class Words {
  static final int LONGEST = 40;
  private static final int SHORTEST = 3;
  private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Set<String> COMMON =
      Set.of(
          "that", "this", "with", "from", "does", "have", "when", "been", "they", "there", "into",
          "after", "before", "will", "cannot", "were", "which", "task", "late", "problem", "error",
          "issue", "the", "and", "not", "for", "are", "was", "has", "but", "can", "its");

  private Words() {}

  /** In the order of the text, each once. */
  public static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    if (text != null) {
      for (String word : BREAK.split(text.toLowerCase(Locale.ROOT))) {
        if (counts(word)) {
          words.add(singular(word.length() > LONGEST ? word.substring(0, LONGEST) : word));
        }
      }
    }
    return words;
  }

  /** Whether a text ends in a word, which may then go on; "server x" does not. */
  static boolean endInOne(String text) {
    String[] words = BREAK.split(text.toLowerCase(Locale.ROOT));
    return words.length > 0 && counts(words[words.length - 1]);
  }

  private static boolean counts(String word) {
    return word.length() >= SHORTEST && !COMMON.contains(word);
  }

  /** The weakest stemming that is of use in English: the three rules of Harman's S-stemmer. */
  private static String singular(String word) {
    if (word.length() < 4 || !word.endsWith("s") || word.endsWith("us") || word.endsWith("ss")) {
      return word;
    }
    if (word.endsWith("ies") && !word.endsWith("eies") && !word.endsWith("aies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    return word.substring(0, word.length() - 1);
  }
}
