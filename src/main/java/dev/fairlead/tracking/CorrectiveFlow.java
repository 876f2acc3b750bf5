package dev.fairlead.tracking;

import java.util.Optional;

/**
 * The running question what is done about a forecast out of tolerance, in the words of the domain.
 * Filled by {@code tracking.process}.
 */
public interface CorrectiveFlow {
  /** Path to the task of whoever has to decide, or to agree, now. */
  Optional<String> openTask(String projectKey);
}
