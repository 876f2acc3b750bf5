package dev.fairlead.plan.conflict;

import java.time.LocalDate;

/** Days on which a person is away, both included. */
public record Absence(String person, LocalDate from, LocalDate until) {}
