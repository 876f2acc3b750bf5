/**
 * The steps of {@code trackProject}, {@code followUpTask}, {@code checkInWeekly} and {@code
 * resolveIssue} that the room's use cases carry out.
 */
package dev.fairlead.tracking.process;
