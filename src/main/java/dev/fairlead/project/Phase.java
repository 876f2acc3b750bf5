package dev.fairlead.project;

/** Where a project stands in its life. Changes only in delegates of the project's processes. */
public enum Phase {
  PLANNING,
  APPROVAL,
  TRACKING,
  CLOSING,
  CLOSED;

  public boolean isOver() {
    return this == CLOSED;
  }
}
