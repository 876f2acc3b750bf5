package dev.fairlead.project;

/**
 * Somebody else coordinates the project from now on. What was asked of the former one as its
 * coordinator has gone along already; rooms that ask the coordinator where nobody else is named
 * hand that on themselves.
 *
 * @param former login name, as {@code next}
 */
public record CoordinatorReplaced(String projectKey, String former, String next) {}
