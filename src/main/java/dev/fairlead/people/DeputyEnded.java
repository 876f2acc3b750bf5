package dev.fairlead.people;

/** Somebody, or an administrator for them, has taken a deputy back. */
public record DeputyEnded(String username, Substitution substitution, String by) {}
