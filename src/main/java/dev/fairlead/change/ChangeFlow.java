package dev.fairlead.change;

/**
 * The way of a change request through assessment, decision and application. Filled by {@code
 * change.process}.
 */
public interface ChangeFlow {
  /**
   * Begins the way of a submitted change. False when the project's life does not take changes now.
   */
  boolean submitted(String projectKey, String changeId);

  /** Ends the way of a change that its requester withdraws. False when it is too late for that. */
  boolean withdrawn(String changeId);

  /** Ends the way of a change that another one goes on with. False when it is too late for that. */
  boolean merged(String changeId);

  /**
   * Lets the impact of a change that asks for more now be computed again before anybody decides.
   * False when nobody is asked to decide at present.
   */
  boolean extended(String changeId);
}
