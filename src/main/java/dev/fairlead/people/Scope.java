package dev.fairlead.people;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a deputy may do in another's place: everything, or the tasks of some processes.
 *
 * @param processes keys of the processes; none where it is everything
 */
public record Scope(Set<String> processes) {
  public static final Scope EVERYTHING = new Scope(Set.of());

  public Scope {
    processes = Set.copyOf(processes);
  }

  public boolean isEverything() {
    return processes.isEmpty();
  }

  /** Whether a task of this process belongs to it. */
  public boolean covers(String process) {
    return isEverything() || process != null && processes.contains(process);
  }

  /** What somebody may do who was named twice for the same day. */
  Scope and(Scope other) {
    if (isEverything() || other.isEverything()) {
      return EVERYTHING;
    }
    Set<String> both = new TreeSet<>(processes);
    both.addAll(other.processes);
    return new Scope(both);
  }
}
