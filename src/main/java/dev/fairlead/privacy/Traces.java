package dev.fairlead.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.web.util.HtmlUtils;

/**
 * What gives a person away in a cell of a table, and what stands there afterwards. The mail address
 * and a name of several words are always theirs, and so is the login name as a value of JSON, in a
 * key or in a list. In sentences it may be an ordinary word, as may be a name of one word; there
 * each is taken for theirs only if somebody says so.
 */
final class Traces {
  /** A line of a calendar file may be broken anywhere, also within a name. */
  private static final String FOLD = "(?:\\r?\\n[ \\t])?";

  private static final String LETTER = "[\\p{L}\\p{N}]";

  /** What goes on before and after within a key or a mail address; a dot may end a sentence. */
  private static final String BEFORE = "[\\p{L}\\p{N}._@+-]";

  private static final String AFTER = "(?:[\\p{L}\\p{N}_@+-]|\\.[\\p{L}\\p{N}])";

  private final String username;
  private final List<String> names;
  private final String email;
  private final boolean nameInProse;
  private final String pseudonym;
  private final String shown;
  private final boolean alsoAThing;
  private final Pattern inKeys;
  private final List<Rule> rules = new ArrayList<>();
  private final List<Rule> inProse = new ArrayList<>();

  private record Rule(Pattern pattern, String instead) {
    String applied(String text) {
      return pattern.matcher(text).replaceAll(Matcher.quoteReplacement(instead));
    }
  }

  /**
   * @param username null for people without an account
   * @param names by which they are shown, more than one where projects spell them differently
   * @param loginInProse whether the login name counts as a word of a sentence
   * @param nameInProse whether a name of one word does
   * @param pseudonym login name afterwards, null as above
   * @param shown name afterwards
   * @param address mail address afterwards
   * @param alsoAThing whether something else has the login name as its name, so that it is theirs
   *     only where nothing but people stand
   */
  Traces(
      String username,
      List<String> names,
      String email,
      boolean loginInProse,
      boolean nameInProse,
      String pseudonym,
      String shown,
      String address,
      boolean alsoAThing) {
    this.alsoAThing = alsoAThing;
    this.username = username;
    this.names = names;
    this.email = email;
    this.nameInProse = nameInProse;
    this.pseudonym = pseudonym;
    this.shown = shown;
    rules.add(new Rule(word(email, BEFORE, AFTER, Pattern.CASE_INSENSITIVE), address));
    for (String name : names) {
      for (String form : forms(name).toList()) {
        if (!isOneWord(name)) {
          rules.add(new Rule(word(form, LETTER, LETTER, Pattern.CASE_INSENSITIVE), shown));
        } else if (nameInProse) {
          inProse.add(new Rule(word(form, LETTER, LETTER, 0), shown));
        }
      }
    }
    inKeys = username == null ? null : word(username, BEFORE, AFTER, 0);
    if (username != null && !alsoAThing) {
      String login = Pattern.quote(username);
      rules.add(new Rule(Pattern.compile('"' + login + "\"(?!\\s*:)"), '"' + pseudonym + '"'));
      // sentences that Fairlead writes about edits of a plan
      rules.add(new Rule(Pattern.compile("(?<=\\bowner )" + login + "(?=[.,;\"]|$)"), pseudonym));
      if (loginInProse) {
        inProse.add(new Rule(word(username, BEFORE, AFTER, Pattern.CASE_INSENSITIVE), pseudonym));
      }
    }
  }

  static boolean isOneWord(String name) {
    return !name.strip().matches("(?s).*\\s.*");
  }

  /** As it is, within HTML and within JSON. */
  private static Stream<String> forms(String name) {
    return Stream.of(
            name, HtmlUtils.htmlEscape(name), name.replace("\\", "\\\\").replace("\"", "\\\""))
        .distinct();
  }

  private static Pattern word(String text, String before, String after, int flags) {
    StringBuilder pattern = new StringBuilder("(?<!" + before + ")");
    String between = "";
    for (int letterAt : text.codePoints().toArray()) {
      pattern.append(between).append(Pattern.quote(Character.toString(letterAt)));
      between = FOLD;
    }
    return Pattern.compile(
        pattern + "(?!" + after + ")",
        flags | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }

  /**
   * Whether the cell says nothing else than who it is: the row is about the person. Others may have
   * the same name, so a name does not tell.
   */
  boolean isThem(String text, Tables.Cell cell) {
    return mayBeLogin(cell) && text.equals(username) || text.equalsIgnoreCase(email);
  }

  private boolean mayBeLogin(Tables.Cell cell) {
    return cell == Tables.Cell.PERSON || cell == Tables.Cell.KEY && !alsoAThing;
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

  /** The same for a login name. */
  String namedAfterwards(String login) {
    return login != null && login.equals(username) ? pseudonym : login;
  }

  /** What an entry of the decision log says without the person; its names are those of people. */
  String inLog(String text) {
    if (text != null && names.contains(text)) {
      return shown;
    }
    return username != null && ("deputy of " + username).equals(text)
        ? "deputy of " + pseudonym
        : without(text, Tables.Cell.PROSE);
  }

  /**
   * What a cell says without the person; the same text where they are not in it.
   *
   * @param cell what may stand there
   */
  String without(String before, Tables.Cell cell) {
    if (before == null || before.isEmpty()) {
      return before;
    }
    String text = before;
    for (Rule rule : rules) {
      text = rule.applied(text);
    }
    if (username != null && mayBeLogin(cell) && isKey(before)) {
      text = inKeys.matcher(text).replaceAll(Matcher.quoteReplacement(pseudonym));
    }
    if (!isOneWord(before)) {
      for (Rule rule : inProse) {
        text = rule.applied(text);
      }
    }
    return text;
  }

  /** Keys and lists of login names have no spaces, or only after commas; JSON has quotes. */
  private static boolean isKey(String cell) {
    return cell.length() <= 4000
        && cell.indexOf('"') < 0
        && !cell.replace(", ", ",").matches("(?s).*\\s.*");
  }

  /** Parts of texts at least one of which, in whatever case, stands where the person does. */
  List<String> needles() {
    List<String> needles = new ArrayList<>();
    if (username != null) {
      needles.add(username);
    }
    needles.add(email);
    names.stream()
        .filter(name -> nameInProse || !isOneWord(name))
        .flatMap(Traces::forms)
        .forEach(needles::add);
    needles.add("begin:vcalendar");
    return needles.stream().distinct().toList();
  }
}
