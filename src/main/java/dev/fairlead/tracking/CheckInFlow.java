package dev.fairlead.tracking;

/**
 * The running check-in of a team member, in the words of the domain. Filled by {@code
 * tracking.process}.
 */
public interface CheckInFlow {
  /** The process that holds the question, for the scope of deputies. */
  String process();

  /** Ends the question, since the member has sent in the table. */
  void answered(String projectKey, String member);
}
