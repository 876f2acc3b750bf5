package dev.fairlead.closure;

import dev.fairlead.plan.PlanSystem;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What the receiver of a system checks before they sign.
 *
 * @param receiver login name of the one who takes the system over
 * @param points in their order, as the decision table named them when closing began
 * @param signedBy null until it is signed
 * @param refusals why it was not signed, the newest first
 */
public record HandoverChecklist(
    PlanSystem system,
    String receiver,
    List<Line> points,
    String signedBy,
    LocalDateTime signedAt,
    List<Refusal> refusals) {

  /** What may be said about a point. */
  public enum Answer {
    YES,
    /** Needs a note that says why. */
    NOT_NEEDED
  }

  /**
   * One point.
   *
   * @param point its id
   * @param label what it asks for
   * @param answer null while open
   */
  public record Line(String point, String label, Answer answer, String note) {

    /** Whether the other line, which may be null, gives the same answer with the same note. */
    boolean saysAs(Line other) {
      return other != null && answer == other.answer && words(note).equals(words(other.note));
    }

    /** Browsers send other line ends than they got. */
    private static String words(String text) {
      return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }
  }

  /**
   * Why the receiver did not sign.
   *
   * @param answer what the coordinator did about it, or null
   */
  public record Refusal(
      long id,
      String reason,
      String refusedBy,
      LocalDateTime refusedAt,
      String answer,
      String answeredBy,
      LocalDateTime answeredAt) {}

  public boolean isSigned() {
    return signedBy != null;
  }

  /** Whether a refusal waits for the coordinator. */
  public boolean isRefused() {
    return !isSigned() && refusals.stream().anyMatch(refusal -> refusal.answer() == null);
  }

  /** Points that nobody answered yet. */
  public long open() {
    return points.stream().filter(line -> line.answer() == null).count();
  }
}
