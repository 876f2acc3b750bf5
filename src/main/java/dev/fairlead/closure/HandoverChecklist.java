package dev.fairlead.closure;

import dev.fairlead.plan.PlanSystem;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What the receiver of a system checks before they sign.
 *
 * @param receiver login name of the one who takes the system over
 * @param points all eleven, in their order
 * @param signedBy null until it is signed
 */
public record HandoverChecklist(
    PlanSystem system,
    String receiver,
    List<Line> points,
    String signedBy,
    LocalDateTime signedAt) {

  /** The points of every handover. */
  public enum Point {
    OWNER,
    SUPPORT,
    MONITORING,
    BACKUP,
    CAPACITY,
    LICENCES,
    CERTIFICATES,
    DOCUMENTS,
    TRAINING,
    KNOWN_ISSUES,
    ACCESS
  }

  /** What may be said about a point. */
  public enum Answer {
    YES,
    /** Needs a note that says why. */
    NOT_NEEDED
  }

  /**
   * One point.
   *
   * @param answer null while open
   */
  public record Line(Point point, Answer answer, String note) {}

  public boolean isSigned() {
    return signedBy != null;
  }

  /** Points that nobody answered yet. */
  public long open() {
    return points.stream().filter(line -> line.answer() == null).count();
  }
}
