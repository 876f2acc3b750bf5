package dev.fairlead.communication;

import java.util.Map;

/**
 * Something that an external party should be told by mail. The address of a link is made when the
 * mail leaves, so that it is kept nowhere.
 *
 * @param key what makes it unique: the same key and party is never mailed twice
 * @param template name of the texts {@code mail.<template>.subject} and {@code
 *     mail.<template>.text}, with the language behind where it is not English
 * @param link what the mail leads to, see {@link SharedAddresses}, or null
 */
record OutsideNotice(
    String key,
    String projectKey,
    OutsideParty to,
    String template,
    Map<String, String> values,
    String link) {}
