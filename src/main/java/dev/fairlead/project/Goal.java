package dev.fairlead.project;

import java.math.BigDecimal;

/**
 * What the project is for. Rated when it closes.
 *
 * @param number counts from 1 within the project
 * @param weight share of this goal, 1 to 100; weights need not add up to 100
 * @param rating null until closing
 */
public record Goal(
    int number,
    String statement,
    String measure,
    String target,
    BigDecimal weight,
    GoalRating rating,
    String evidence) {}
