package dev.fairlead.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fairlead.shared.Fingerprint;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * A decision as it stands in the log. Kind and decision are read as they are written, so that an
 * entry that somebody has tampered with can still be shown.
 *
 * @param number counts from 1 over all projects, without a gap
 * @param decidedAt in whole seconds of the installation's time zone
 * @param previousHash hash of the entry before; 64 zeros for the first
 * @param sealed the digest that the chain was computed with, where personal data were taken from
 *     the entry since; null where it still says what was sealed
 */
public record DecisionEntry(
    long number,
    String projectKey,
    String kind,
    String decision,
    String subject,
    String subjectName,
    String version,
    String fingerprint,
    String decidedBy,
    String onBehalfOf,
    LocalDateTime decidedAt,
    String comment,
    String previousHash,
    String hash,
    String sealed) {
  /** What the first entry follows on. */
  public static final String NOTHING = "0".repeat(64);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();

  /** What is decided, by name; the same names stand in every export. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("number", number);
    fields.put("project", projectKey);
    fields.put("kind", kind);
    fields.put("decision", decision);
    fields.put("subject", subject);
    fields.put("subjectName", subjectName);
    fields.put("version", version);
    fields.put("fingerprint", fingerprint);
    fields.put("decidedBy", decidedBy);
    fields.put("onBehalfOf", onBehalfOf);
    fields.put("decidedAt", decidedAt == null ? null : SECONDS.format(decidedAt));
    fields.put("comment", comment);
    return fields;
  }

  /**
   * The entry as it stands in a chain that others compute anew: docs/decision-log.md.
   *
   * @param whole whether it says what was decided, or its digest only
   */
  public Map<String, Object> proof(boolean whole) {
    Map<String, Object> proof = new TreeMap<>();
    proof.put("number", number);
    proof.put("digest", digest());
    proof.put("hash", hash);
    if (whole) {
      // what it says now has another digest than what was sealed
      proof.put(isRedacted() ? "redacted" : "entry", fields());
    }
    return proof;
  }

  /** The entry as canonical JSON (RFC 8785): names in order, no spaces, one form for each text. */
  public String canonical() {
    return write(fields());
  }

  /** Fields as canonical JSON, where they stand in the order of their names. */
  public static String write(Map<String, ?> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Fingerprint of the entry alone as it was sealed. */
  public String digest() {
    return sealed == null ? contentDigest() : sealed;
  }

  /** Fingerprint of what the entry says now. */
  public String contentDigest() {
    return Fingerprint.of(canonical());
  }

  /** Whether personal data were taken from it. */
  public boolean isRedacted() {
    return sealed != null;
  }

  /** What its hash has to be after an entry with this one. */
  public String hashAfter(String previous) {
    return chained(previous, digest());
  }

  /** The hash of an entry: fingerprint of the hash before it and its own digest, side by side. */
  public static String chained(String previous, String digest) {
    return Fingerprint.of(previous + digest);
  }
}
