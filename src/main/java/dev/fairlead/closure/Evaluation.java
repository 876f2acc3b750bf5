package dev.fairlead.closure;

import java.time.LocalDateTime;

/**
 * What a team member thinks of the project.
 *
 * @param score 1 (bad) to 5 (very good)
 */
public record Evaluation(
    String projectKey,
    String member,
    int score,
    String wentWell,
    String wentBadly,
    String recommendation,
    LocalDateTime givenAt) {}
