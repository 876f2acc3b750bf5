package dev.fairlead.people;

/** Somebody, or an administrator for them, has named a deputy. */
public record DeputyNamed(String username, Substitution substitution, String by) {}
