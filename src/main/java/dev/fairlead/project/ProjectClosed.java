package dev.fairlead.project;

/** A project is closed for good, whether it was carried out or stopped. */
public record ProjectClosed(String projectKey) {}
