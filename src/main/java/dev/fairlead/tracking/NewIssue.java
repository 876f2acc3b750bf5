package dev.fairlead.tracking;

import java.time.LocalDate;

/** An issue as typed. */
public record NewIssue(
    Issue.Kind kind,
    String title,
    String description,
    Integer system,
    Integer task,
    Issue.Level urgency,
    Issue.Level impact,
    LocalDate targetDate) {}
