package dev.fairlead.report;

import java.time.LocalDateTime;

/** What a reader says about a report, and what the coordinator answers (null while nobody did). */
public record ReportFeedback(
    long id,
    String reportId,
    String byUser,
    LocalDateTime givenAt,
    String text,
    String answer,
    String answeredBy,
    LocalDateTime answeredAt) {}
