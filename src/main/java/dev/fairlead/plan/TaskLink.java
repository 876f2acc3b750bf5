package dev.fairlead.plan;

/**
 * A dependency between two tasks of one plan.
 *
 * @param lagMinutes working minutes to wait after the predecessor; negative for a lead
 */
public record TaskLink(int predecessor, int successor, LinkType type, long lagMinutes) {
  public static TaskLink finishToStart(int predecessor, int successor) {
    return new TaskLink(predecessor, successor, LinkType.FS, 0);
  }
}
