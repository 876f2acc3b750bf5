package dev.fairlead.project;

import dev.fairlead.shared.Fingerprint;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people decided outside the processes, in a meeting or on the phone. It is never changed; a
 * later one may stand in its place.
 *
 * @param id such as "CRM-D3", also the subject of its entry in the decision log
 * @param text what was decided
 * @param reason why, and what else was considered; or null
 * @param decidedBy the people who were present, or the name of a body
 * @param appliesFrom or null where it applies at once
 * @param communicatedTo or null
 * @param about what it concerns, see {@link Link#ref()}, or null
 * @param supersedes id of the decision in whose place it is, or null
 * @param supersededBy id of the one in its own place, or null
 */
public record RecordedDecision(
    String id,
    String projectKey,
    int number,
    String title,
    String text,
    String reason,
    String decidedBy,
    LocalDate decidedOn,
    LocalDate appliesFrom,
    String communicatedTo,
    String about,
    String supersedes,
    String recordedBy,
    LocalDateTime recordedAt,
    String supersededBy) {

  public boolean isInForce() {
    return supersededBy == null;
  }

  /**
   * SHA-256 of what was decided as canonical JSON (RFC 8785), as its entry in the log seals it: all
   * fields but who recorded it and when, which the entry says itself, and what came later.
   */
  String fingerprint() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("id", id);
    fields.put("title", title);
    fields.put("text", text);
    fields.put("reason", reason);
    fields.put("decidedBy", decidedBy);
    fields.put("decidedOn", decidedOn.toString());
    fields.put("appliesFrom", appliesFrom == null ? null : appliesFrom.toString());
    fields.put("communicatedTo", communicatedTo);
    fields.put("about", about);
    fields.put("supersedes", supersedes);
    return Fingerprint.of(DecisionEntry.write(fields));
  }
}
