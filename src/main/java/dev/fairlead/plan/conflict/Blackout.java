package dev.fairlead.plan.conflict;

import java.time.LocalDate;

/** Days on which nobody may touch a system, as some project's inventory states it. */
public record Blackout(String projectKey, String nameKey, LocalDate from, LocalDate until) {}
