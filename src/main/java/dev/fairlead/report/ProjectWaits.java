package dev.fairlead.report;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where projects wait. The worklist knows; filled by {@code workspace}. */
public interface ProjectWaits {
  /**
   * A step that a project waits in.
   *
   * @param who those on whom it waits, in words
   * @param decision whether management has to decide
   */
  record Wait(String step, List<String> who, LocalDate since, boolean decision, int times) {}

  /** The waits of each of these projects, in few statements however many they are. */
  Map<String, List<Wait>> of(Collection<String> projectKeys);
}
