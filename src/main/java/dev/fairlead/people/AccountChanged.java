package dev.fairlead.people;

/** Name, groups, password or state of an account are no longer what they were at the last login. */
public record AccountChanged(String username) {}
