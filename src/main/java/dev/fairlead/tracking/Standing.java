package dev.fairlead.tracking;

import java.time.LocalDate;

/**
 * How far a task is.
 *
 * @param finish the day on which it was finished; null where it is not done or nobody said when
 */
record Standing(int percent, LocalDate finish) {
  /** A task on which nobody has reported. */
  static final Standing UNTOUCHED = new Standing(0, null);
}
