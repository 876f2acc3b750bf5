package dev.fairlead.workspace.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody typed into a form whose page cannot show it again, since what it is about was
 * removed meanwhile: the error page gives it back, so that it can be copied. A form that its page
 * shows again goes by {@link dev.fairlead.shared.Refusals}.
 *
 * @param label its name in words
 */
record TypedText(String label, String text) {
  private static final int MOST_ROWS = 12;

  /** On a phone. */
  private static final int LETTERS_IN_A_ROW = 40;

  /** What forms carry along without anybody having typed it. */
  private static final Set<String> CARRIED =
      Set.of("seen", "number", "version", "view", "framed", "project", "planning", "working");

  /**
   * The texts of a form that was sent; nothing where the page was only opened. Words only: what was
   * chosen from a few or ticked is chosen again sooner than copied. A form with a secret in it
   * gives nothing back.
   */
  static List<TypedText> of(HttpServletRequest request) {
    Map<String, String[]> fields = request.getParameterMap();
    if (!request.getMethod().equals("POST")
        || fields.keySet().stream().anyMatch(TypedText::isSecret)) {
      return List.of();
    }
    Set<String> ofAddress = names(request.getQueryString());
    List<TypedText> typed = new ArrayList<>();
    for (Map.Entry<String, String[]> field : fields.entrySet()) {
      String name = field.getKey();
      if (name.startsWith("_") || CARRIED.contains(name) || ofAddress.contains(name)) {
        continue;
      }
      for (String text : field.getValue()) {
        if (isTyped(text)) {
          typed.add(new TypedText(inWords(name), text.strip()));
        }
      }
    }
    return typed;
  }

  private static Set<String> names(String query) {
    return query == null
        ? Set.of()
        : Arrays.stream(query.split("&"))
            .map(part -> part.replaceFirst("=.*", ""))
            .collect(Collectors.toSet());
  }

  private static boolean isSecret(String name) {
    return name.toLowerCase(Locale.ROOT).matches(".*(password|secret|token).*");
  }

  /** Not a number, a day, a mark of a box, nor one of the values of a list. */
  private static boolean isTyped(String text) {
    return text.codePoints().anyMatch(Character::isLetter)
        && !text.strip().matches("true|false|on|[A-Z][A-Z_]*|[0-9a-f]{16,}");
  }

  /** Such as "Free text" for freeText, "Problem 1" for problem-1. */
  private static String inWords(String name) {
    String words = name.replaceAll("([a-z])([A-Z0-9])", "$1 $2").replaceAll("[-_.]+", " ").strip();
    return words.isEmpty()
        ? name
        : words.substring(0, 1).toUpperCase(Locale.ROOT)
            + words.substring(1).toLowerCase(Locale.ROOT);
  }

  /** As many as it takes to read it, up to a dozen. */
  public int rows() {
    long rows = text.lines().mapToLong(line -> 1 + line.length() / LETTERS_IN_A_ROW).sum();
    return (int) Math.min(rows, MOST_ROWS);
  }
}
