package dev.fairlead.tracking;

/**
 * Something that must be settled before a project can close.
 *
 * @param kind such as task, change, issue, commitment or mail: names its heading {@code
 *     closure.screen.open.<kind>}
 * @param link path of the page where it is settled
 */
public record OpenPoint(String kind, String text, String link) {
  /** Whether it is money, which is owed whatever becomes of the work. */
  public boolean isAboutCosts() {
    return kind.equals("commitment") || kind.equals("posting");
  }
}
