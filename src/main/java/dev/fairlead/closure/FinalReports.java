package dev.fairlead.closure;

import java.util.Optional;

/**
 * The final reports, as far as closing has to name them. The room of the reports fills this port.
 */
public interface FinalReports {
  /** A published final report with the fingerprint of its PDF. */
  record Reference(String id, String fingerprint) {}

  /** The one that lies before whoever decides on the result. */
  Optional<Reference> newest(String projectKey);
}
