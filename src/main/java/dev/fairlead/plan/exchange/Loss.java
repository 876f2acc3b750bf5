package dev.fairlead.plan.exchange;

/**
 * What an import could not take over as it stood in the file.
 *
 * @param field what it is about, such as {@code taskCalendars}
 * @param count how many tasks, links or values
 * @param sentence says what was changed or left out, and what that means
 */
public record Loss(String field, int count, String sentence) {}
