package dev.fairlead.webhooks;

/**
 * What a receiver said.
 *
 * @param status of HTTP, or null where no answer came
 * @param problem why it does not count as taken, or null where it does
 */
record Answer(Integer status, String problem) {
  private static final int GONE = 410;

  boolean isTaken() {
    return problem == null;
  }

  /** The receiver wants nothing any more (Standard Webhooks). */
  boolean isGone() {
    return status != null && status == GONE;
  }
}
