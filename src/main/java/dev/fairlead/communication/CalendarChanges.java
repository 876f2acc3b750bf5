package dev.fairlead.communication;

import dev.fairlead.communication.MailParts.Dated;
import dev.fairlead.project.CalendarEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts how often what people have in their calendars was changed, since a calendar program takes
 * a change only under a higher number (SEQUENCE of RFC 5545).
 */
@Component
@Transactional
class CalendarChanges {
  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  CalendarChanges(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  private record Known(int sequence, String fingerprint) {}

  /** These entries with their numbers, in at most three statements. */
  List<Dated> numbered(List<CalendarEntry> entries) {
    List<String> uids =
        entries.stream().filter(e -> e.version() == null).map(CalendarEntry::uid).toList();
    Map<String, Known> known = known(uids);
    List<Dated> dated = new ArrayList<>();
    List<Object[]> fresh = new ArrayList<>();
    List<Object[]> changed = new ArrayList<>();
    for (CalendarEntry entry : entries) {
      if (entry.version() != null) {
        dated.add(new Dated(entry, entry.version()));
        continue;
      }
      String fingerprint = sha256(entry.shown());
      Known before = known.get(entry.uid());
      int sequence =
          before == null
              ? 0
              : before.sequence() + (before.fingerprint().equals(fingerprint) ? 0 : 1);
      if (before == null) {
        fresh.add(new Object[] {entry.uid(), 0, fingerprint, entry.uid()});
      } else if (sequence > before.sequence()) {
        changed.add(new Object[] {sequence, fingerprint, entry.uid(), sequence});
      }
      dated.add(new Dated(entry, sequence));
    }
    if (!fresh.isEmpty()) {
      template.batchUpdate(
          "insert into calendar_change (uid, sequence, fingerprint) select ?, ?, ?"
              + " where not exists (select 1 from calendar_change where uid = ?)",
          fresh);
    }
    if (!changed.isEmpty()) {
      template.batchUpdate(
          "update calendar_change set sequence = ?, fingerprint = ? where uid = ? and sequence < ?",
          changed);
    }
    return dated;
  }

  private Map<String, Known> known(List<String> uids) {
    Map<String, Known> known = new HashMap<>();
    if (!uids.isEmpty()) {
      jdbc.sql("select uid, sequence, fingerprint from calendar_change where uid in (:uids)")
          .param("uids", uids)
          .query(
              row -> {
                known.put(row.getString(1), new Known(row.getInt(2), row.getString(3)));
              });
    }
    return known;
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
