package dev.fairlead.plan;

/**
 * A risk of the register has occurred; whoever keeps the issues opens one for a threat.
 *
 * @param risk as it stood before
 */
public record RiskOccurred(String projectKey, Risk risk, String by) {}
