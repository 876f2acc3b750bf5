package dev.fairlead.plan;

/** A risk of the register has occurred; whoever keeps the issues opens one. */
public record RiskOccurred(
    String projectKey, int risk, String title, String event, String effect, String by) {}
