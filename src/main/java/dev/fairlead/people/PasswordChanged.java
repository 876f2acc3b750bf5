package dev.fairlead.people;

/** Somebody has another password than before. */
public record PasswordChanged(String username) {}
