package dev.fairlead.people;

/** Somebody's days off or hours are others than before. */
public record CalendarChanged(String username) {}
