package dev.fairlead.tracking;

import java.time.LocalDate;

/**
 * What somebody enters of an action; {@link Action} says what each of it is.
 *
 * @param about as it was typed
 */
public record NewAction(
    String title,
    String description,
    String origin,
    String about,
    String responsible,
    LocalDate due,
    Issue.Level priority,
    boolean onReport) {}
