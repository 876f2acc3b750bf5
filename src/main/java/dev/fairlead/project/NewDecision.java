package dev.fairlead.project;

import java.time.LocalDate;

/**
 * What somebody records of a decision; {@link RecordedDecision} says what each of it is.
 *
 * @param about as it was typed
 * @param supersedes id of the decision in whose place it is, or null
 */
public record NewDecision(
    String title,
    String text,
    String reason,
    String decidedBy,
    LocalDate decidedOn,
    LocalDate appliesFrom,
    String communicatedTo,
    String about,
    String supersedes) {}
