package dev.fairlead.closure;

import java.time.LocalDateTime;

/**
 * Something learned in one project for the next.
 *
 * @param wentWell worth repeating; otherwise worth avoiding
 * @param appliesTo where it applies, or null
 * @param used in how many other projects it was used again
 */
public record Lesson(
    long id,
    String projectKey,
    String category,
    String situation,
    boolean wentWell,
    String recommendation,
    String appliesTo,
    String recordedBy,
    LocalDateTime recordedAt,
    int used) {}
