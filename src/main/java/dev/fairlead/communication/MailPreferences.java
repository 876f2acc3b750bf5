package dev.fairlead.communication;

import dev.fairlead.communication.MailPreference.Delivery;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How people want their mails; everybody keeps their own. */
@Service
@Transactional
public class MailPreferences {
  private final JdbcClient jdbc;
  private final FairleadClock clock;

  MailPreferences(JdbcClient jdbc, FairleadClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public MailPreference of(String username) {
    return jdbc.sql(
            "select delivery, digest_hour, zone, attach_files from mail_preference where username = ?")
        .param(username)
        .query((row, i) -> read(row, clock))
        .optional()
        .orElseGet(() -> MailPreference.usual(clock.getZone()));
  }

  static MailPreference read(ResultSet row, FairleadClock clock) throws SQLException {
    return new MailPreference(
        Delivery.valueOf(row.getString("delivery")),
        row.getInt("digest_hour"),
        row.getString("zone") == null ? clock.getZone() : ZoneId.of(row.getString("zone")),
        row.getBoolean("attach_files"));
  }

  /** The time zones to choose from: those that are called after places. */
  public static List<String> zones() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(
            zone ->
                zone.matches(
                    "(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC"))
        .sorted()
        .toList();
  }

  /**
   * Takes a person's wish. Mails that waited for a digest which no longer comes leave at once, so
   * that a change of mind loses none.
   *
   * @param zone empty for the house's own
   */
  public void set(
      String username, String delivery, Integer digestHour, String zone, boolean attachFiles) {
    if (!"IMMEDIATE".equals(delivery) && !"DIGEST".equals(delivery)) {
      throw RefusedException.ofField("delivery", "communication.delivery");
    }
    if (digestHour == null || digestHour < 0 || digestHour > 23) {
      throw RefusedException.ofField("digestHour", "communication.digestHour");
    }
    if (!zone.isEmpty() && !zones().contains(zone)) {
      throw RefusedException.ofField("zone", "communication.zone");
    }
    jdbc.sql("delete from mail_preference where username = ?").param(username).update();
    jdbc.sql(
            "insert into mail_preference (username, delivery, digest_hour, zone, attach_files, changed_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .param(1, username)
        .param(2, delivery)
        .param(3, digestHour)
        .param(4, zone.isEmpty() ? null : zone, Types.VARCHAR)
        .param(5, attachFiles)
        .param(6, clock.now())
        .update();
    if (delivery.equals("IMMEDIATE")) {
      jdbc.sql(
              "update outbox_mail set status = 'WAITING', next_attempt_at = ? where recipient = ? and status = 'HELD'")
          .params(clock.now(), username)
          .update();
    }
  }
}
