package dev.fairlead.project;

import java.util.List;
import java.util.Map;

/**
 * Something that people should be told by mail. Published in the transaction that causes it; the
 * mail leaves after the commit, once.
 *
 * @param key what makes it unique: the same key and recipient is never mailed twice
 * @param to login names
 * @param template name of the texts {@code mail.<template>.subject} and {@code
 *     mail.<template>.text}
 * @param values what the texts may name in braces, such as {@code taskName}
 * @param link path within Fairlead that the mail's button leads to, such as {@code /work/tasks/1}
 * @param date what the mail offers to people's calendars, or null
 * @param tables figures below the text
 * @param file reference of a file for those who want files, known to one of {@link MailFiles}; or
 *     null
 */
public record Notice(
    String key,
    String projectKey,
    List<String> to,
    String template,
    Map<String, String> values,
    String link,
    CalendarEntry date,
    List<NoticeTable> tables,
    String file) {

  public Notice(
      String key,
      String projectKey,
      List<String> to,
      String template,
      Map<String, String> values,
      String link) {
    this(key, projectKey, to, template, values, link, null, List.of(), null);
  }

  /** The same with a date for calendars; null leaves it without. */
  public Notice with(CalendarEntry entry) {
    return new Notice(key, projectKey, to, template, values, link, entry, tables, file);
  }

  /** The same with figures, and a file for those who want files. */
  public Notice with(List<NoticeTable> figures, String reference) {
    return new Notice(key, projectKey, to, template, values, link, date, figures, reference);
  }
}
