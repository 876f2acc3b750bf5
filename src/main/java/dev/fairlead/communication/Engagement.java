package dev.fairlead.communication;

/**
 * What the power/interest grid proposes for a stakeholder (Mendelow's matrix, as PMBOK and PM² have
 * it). Four and five are high.
 */
public enum Engagement {
  MANAGE_CLOSELY,
  KEEP_SATISFIED,
  KEEP_INFORMED,
  MONITOR;

  private static final int HIGH = 4;

  /**
   * @param influence 1 to 5
   * @param interest 1 to 5
   */
  public static Engagement of(int influence, int interest) {
    if (isHigh(influence)) {
      return isHigh(interest) ? MANAGE_CLOSELY : KEEP_SATISFIED;
    }
    return isHigh(interest) ? KEEP_INFORMED : MONITOR;
  }

  static boolean isHigh(int grade) {
    return grade >= HIGH;
  }
}
