package dev.fairlead.people;

import java.time.LocalDate;

/**
 * An absence: {@code deputy} may act within the scope from the first to the last day, both
 * included.
 */
public record Substitution(
    long id, String deputy, LocalDate firstDay, LocalDate lastDay, Scope scope) {}
