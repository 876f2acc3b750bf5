package dev.fairlead.communication;

import java.time.LocalDateTime;

/**
 * Whom a communication reached.
 *
 * @param reader login name, or {@link Outbox#OUTSIDE} and the id of an external party
 * @param readerName as it was when it was sent
 * @param chasedAt when the reader was reminded, or null
 */
public record Receipt(
    long runId,
    String reader,
    String readerName,
    LocalDateTime openedAt,
    LocalDateTime confirmedAt,
    LocalDateTime chasedAt) {}
