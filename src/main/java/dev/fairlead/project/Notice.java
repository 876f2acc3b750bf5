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
 */
public record Notice(
    String key,
    String projectKey,
    List<String> to,
    String template,
    Map<String, String> values,
    String link) {}
