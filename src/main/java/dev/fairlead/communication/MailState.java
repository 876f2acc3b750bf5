package dev.fairlead.communication;

import java.util.Arrays;
import java.util.List;

/** Where a mail stands. */
public enum MailState {
  /** To be sent, now or at the next try. */
  WAITING,
  /** Waits for the daily digest of its recipient. */
  HELD,
  /** Went out within a digest. */
  BUNDLED,
  /** All of it is with the mail server, whose answer is awaited. */
  HANDED,
  /** The mail server took it. */
  SENT,
  /**
   * Its node ended after all of it was with the mail server and before the answer: most likely it
   * arrived.
   */
  UNANSWERED,
  /** The last try failed, or the server refused it for good. */
  FAILED,
  /** The mail server took it, and it came back. */
  BOUNCED,
  /** An administrator decided that it need not arrive. */
  GIVEN_UP;

  /** A dead letter: somebody has to decide. */
  public boolean isDead() {
    return this == FAILED || this == BOUNCED || this == UNANSWERED;
  }

  /** For whoever sends all again at once: of these it is known that they did not arrive. */
  public static List<MailState> notArrived() {
    return List.of(FAILED, BOUNCED);
  }

  public static List<MailState> dead() {
    return Arrays.stream(values()).filter(MailState::isDead).toList();
  }
}
