package dev.fairlead.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * What gives a person away in a cell of a table, and what stands there afterwards. The login name
 * alone, in a list, in JSON or in a key is always theirs. In sentences it may be an ordinary word,
 * as may be a name of one word; there it is taken for theirs only if {@code words} says so.
 */
final class Traces {
  /** A line of a calendar file may be broken anywhere, also within a name. */
  private static final String FOLD = "(?:\\r?\\n[ \\t])?";

  private final String username;
  private final String email;
  private final String name;
  private final boolean tellsName;
  private final String pseudonym;
  private final String shown;
  private final String address;
  private final Pattern inKeys;
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(Pattern pattern, String instead) {}

  /**
   * @param username null for people without an account
   * @param pseudonym login name afterwards, null as above
   * @param shown name afterwards
   * @param address mail address afterwards
   */
  Traces(
      String username,
      String name,
      String email,
      boolean words,
      String pseudonym,
      String shown,
      String address) {
    this.username = username;
    this.name = name;
    this.email = email;
    this.pseudonym = pseudonym;
    this.shown = shown;
    this.address = address;
    inKeys = username == null ? null : word(username, "[\\p{L}\\p{N}]", 0);
    rules.add(new Rule(word(email, "[\\p{L}\\p{N}._+-]", Pattern.CASE_INSENSITIVE), address));
    tellsName = name.strip().contains(" ") || words;
    if (tellsName) {
      for (String written : List.of(name, HtmlUtils.htmlEscape(name), inJson(name))) {
        rules.add(new Rule(word(written, "[\\p{L}\\p{N}]", Pattern.CASE_INSENSITIVE), shown));
      }
    }
    if (username != null) {
      rules.add(new Rule(Pattern.compile('"' + Pattern.quote(username) + '"'), quoted()));
      if (words) {
        rules.add(new Rule(word(username, "[\\p{L}\\p{N}]", Pattern.CASE_INSENSITIVE), pseudonym));
      }
    }
  }

  private String quoted() {
    return '"' + pseudonym + '"';
  }

  private static String inJson(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static Pattern word(String text, String letter, int flags) {
    StringBuilder pattern = new StringBuilder("(?<!" + letter + ")");
    String between = "";
    for (int letterAt : text.codePoints().toArray()) {
      pattern.append(between).append(Pattern.quote(Character.toString(letterAt)));
      between = FOLD;
    }
    return Pattern.compile(
        pattern + "(?!" + letter + ")",
        flags | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  /** Whether the cell says nothing else than who it is: the row is about the person. */
  boolean isThem(String cell) {
    return cell.equals(username) || cell.equalsIgnoreCase(email) || tellsName && cell.equals(name);
  }

  Optional<String> username() {
    return Optional.ofNullable(username);
  }

  String pseudonym() {
    return pseudonym;
  }

  String shown() {
    return shown;
  }

  String email() {
    return email;
  }

  String name() {
    return name;
  }

  /** The same for a login name. */
  String namedAfterwards(String login) {
    return login != null && login.equals(username) ? pseudonym : login;
  }

  /** What a cell says without the person; the same text where they are not in it. */
  String without(String cell) {
    if (cell == null || cell.isEmpty()) {
      return cell;
    }
    if (cell.equals(username)) {
      return pseudonym;
    }
    if (cell.equalsIgnoreCase(email)) {
      return address;
    }
    if (tellsName && cell.equals(name)) {
      return shown;
    }
    String text = cell;
    for (Rule rule : rules) {
      text = rule.pattern().matcher(text).replaceAll(Matcher.quoteReplacement(rule.instead()));
    }
    if (username != null && isKey(cell)) {
      text = inKeys.matcher(text).replaceAll(Matcher.quoteReplacement(pseudonym));
    }
    return text;
  }

  /** Keys and lists of login names have no spaces, or only after commas. */
  private static boolean isKey(String cell) {
    return cell.length() <= 4000 && !cell.replace(", ", ",").matches("(?s).*\\s.*");
  }

  /** Parts of texts, in small letters, at least one of which stands where the person does. */
  List<String> needles() {
    List<String> needles = new ArrayList<>();
    if (username != null) {
      needles.add(username);
    }
    needles.add(email.toLowerCase(Locale.ROOT));
    needles.add(name.toLowerCase(Locale.ROOT));
    needles.add(HtmlUtils.htmlEscape(name).toLowerCase(Locale.ROOT));
    needles.add("begin:vcalendar");
    return needles.stream().distinct().toList();
  }
}
