package dev.fairlead.plan;

import dev.fairlead.plan.PlanDraft.Mode;
import dev.fairlead.shared.RefusedException;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers of what edits add beside the tasks: the next one in turn, under a placeholder below zero
 * by which later edits name it. What was dropped comes back under its own.
 */
final class Numbering {
  private final Map<Integer, Integer> placeholders = new HashMap<>();
  private final Mode mode;
  private int next;

  Numbering(int next, Mode mode) {
    this.next = next;
    this.mode = mode;
  }

  int next() {
    return next;
  }

  /**
   * The number of something new.
   *
   * @param field in which it is named, which may be empty
   * @param refused code of the sentence where it is named wrongly
   */
  int add(String named, String field, String refused) {
    boolean restoring = mode == Mode.RESTORING;
    // only what was dropped comes back by its number
    if (!named.matches(restoring ? "\\d{1,9}" : "(-\\d{1,9})?")) {
      throw RefusedException.ofField(field, refused, named);
    }
    int number =
        restoring
            ? Integer.parseInt(named)
            : mode == Mode.REBUILDING ? -Integer.parseInt(named) : next++;
    next = Math.max(next, number + 1);
    if (!restoring && !named.isEmpty()) {
      placeholders.put(Integer.valueOf(named), number);
    }
    return number;
  }

  /** The number that is meant, also by a placeholder; null where it is none. */
  Integer of(String text) {
    if (!text.matches("-?\\d{1,9}")) {
      return null;
    }
    int number = Integer.parseInt(text);
    return number < 0 ? placeholders.get(number) : Integer.valueOf(number);
  }
}
