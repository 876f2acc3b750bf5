package dev.fairlead.plan;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;

/** Somebody else changed the same meanwhile; the person decides whose change counts. */
public class PlanClashException extends RuntimeException {
  private final transient List<Clash> clashes;

  /**
   * One value that two people want otherwise.
   *
   * @param task its number, or null where it is about the whole plan
   * @param field as in an edit; "task" where one of them removes it
   * @param version of the other's change
   */
  public record Clash(
      Integer task,
      String field,
      String was,
      String theirs,
      String mine,
      int version,
      String by,
      String byName,
      LocalDateTime at,
      String sentence) {}

  PlanClashException(List<Clash> clashes) {
    super(clashes.stream().map(Clash::sentence).limit(5).collect(Collectors.joining(" ")));
    this.clashes = clashes;
  }

  public List<Clash> clashes() {
    return clashes;
  }
}
