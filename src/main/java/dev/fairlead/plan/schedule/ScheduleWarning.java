package dev.fairlead.plan.schedule;

/**
 * Something in the schedule that a planner must know, such as a deadline that is missed.
 *
 * @param task number of the task, or null where it is about the whole project
 * @param code key of the sentence in {@code messages/plan.properties}
 * @param sentence the finished sentence
 */
public record ScheduleWarning(Integer task, String code, String sentence) {}
