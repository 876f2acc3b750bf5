package dev.fairlead.communication;

import dev.fairlead.shared.Sentences;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The texts of mails: ours from the bundle of this room, or an organisation's own from the file
 * {@code mail.properties} in the folder that {@code fairlead.mail.templates} names. Such a file
 * holds only what differs.
 */
@Component
class MailTexts {
  private static final int LONGEST_VALUE = 1000;
  private static final int LONGEST_DOCUMENT = 30_000;

  /** Values that are a whole document, or what somebody wrote on purpose for this mail. */
  private static final Set<String> LONG = Set.of("content", "words", "answer", "why");

  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  private final Properties own = new Properties();

  MailTexts(@Value("${fairlead.mail.templates:}") String folder) {
    Path file = folder.isBlank() ? null : Path.of(folder, "mail.properties");
    if (file == null || !Files.exists(file)) {
      return;
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      own.load(reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          Sentences.say("communication.templatesUnreadable", file), unreadable);
    }
  }

  /** The raw text, whose names in braces {@link #fill} fills in. */
  String pattern(String code) {
    return own.getProperty(code, Sentences.pattern(code));
  }

  /** Whether mails of this template never wait for a digest. */
  boolean isUrgent(String template) {
    return "yes".equals(pattern("mail." + template + ".urgent").strip());
  }

  /** The texts use names in braces, which MessageFormat would take for numbers. */
  String fill(String code, Map<String, String> values, String recipient) {
    Matcher names = NAME.matcher(pattern(code));
    StringBuilder filled = new StringBuilder();
    while (names.find()) {
      String value =
          "recipient".equals(names.group(1)) ? recipient : values.getOrDefault(names.group(1), "-");
      int longest = LONG.contains(names.group(1)) ? LONGEST_DOCUMENT : LONGEST_VALUE;
      names.appendReplacement(
          filled, Matcher.quoteReplacement(Words.cut(value == null ? "-" : value, longest)));
    }
    return names.appendTail(filled).toString();
  }
}
