package dev.fairlead.webhooks;

import dev.fairlead.project.DecisionEntry;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a receiver is told.
 *
 * @param id the same on each repetition
 * @param payload JSON
 */
record Event(String id, String payload) {
  private static final int ID_DIGITS = 32;

  /**
   * By which a receiver knows an entry. It is made from the hash, not from the number, so that an
   * entry that takes a number once more after a restore is another event.
   */
  static String idOf(DecisionEntry entry) {
    return "entry_" + entry.hash().substring(0, ID_DIGITS);
  }

  static String newTestId() {
    return "test_" + UUID.randomUUID();
  }

  /** As the entry reads today: whoever was erased from the log is not in it. */
  static Event of(DecisionEntry entry, ZoneId zone) {
    Map<String, Object> data = entry.proof(true);
    data.put("previousHash", entry.previousHash());
    String type = "decision." + entry.kind() + "." + entry.decision();
    return of(idOf(entry), type.toLowerCase(Locale.ROOT), entry.decidedAt(), zone, data);
  }

  static Event test(String id, LocalDateTime at, ZoneId zone) {
    return of(id, "test", at, zone, Map.of());
  }

  private static Event of(
      String id, String type, LocalDateTime at, ZoneId zone, Map<String, Object> data) {
    Map<String, Object> payload = new TreeMap<>();
    payload.put("type", type);
    payload.put("timestamp", at.atZone(zone).toInstant().toString());
    payload.put("data", data);
    return new Event(id, DecisionEntry.write(payload));
  }
}
