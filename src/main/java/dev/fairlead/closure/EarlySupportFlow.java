package dev.fairlead.closure;

/** The early support as a process, in the words of the domain; see {@code closure.process}. */
public interface EarlySupportFlow {
  /** Puts a problem before the one who solves it. False when the support does not run. */
  boolean problemReported(String projectKey, int number, String solver);
}
