package dev.fairlead.tracking;

import java.time.LocalDate;

/**
 * What the coordinator wants of an open issue.
 *
 * @param owner login or display name of who solves it; may be null before it is triaged
 * @param targetDate by when it should be solved, or null
 */
public record IssueChange(
    String owner, Issue.Level urgency, Issue.Level impact, LocalDate targetDate) {}
