package dev.fairlead.tracking;

/**
 * The way of an issue from triage to verification, in the words of the domain. Filled by {@code
 * tracking.process}.
 */
public interface IssueFlow {
  /** Begins the way of a new issue: the coordinator gets the task to triage it. */
  void begin(Issue issue, String coordinator);

  /** Hands the task to solve it over to its new owner, and lets it be due on its new target. */
  void changed(Issue before, Issue now);

  /** Ends the way of an issue whose project is stopped: nobody is asked about it any more. */
  void end(Issue issue);
}
