package dev.fairlead.closure;

/** A lesson as typed. */
public record NewLesson(
    String category, String situation, boolean wentWell, String recommendation, String appliesTo) {}
