package dev.fairlead.communication;

import dev.fairlead.communication.MailParts.Dated;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.SecretAddress;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The addresses under which people's calendar programs read their dates without a login. Who knows
 * the token may read these dates and nothing else; of the token only a hash is kept.
 */
@Service
@Transactional
public class CalendarFeeds {
  private static final int DAYS_BACK = 31;
  private static final int DAYS_AHEAD = 400;
  private static final int MOST = 500;

  private final JdbcClient jdbc;
  private final Users users;
  private final ObjectProvider<PersonalDates> rooms;
  private final CalendarChanges changes;
  private final MailBody body;
  private final FairleadClock clock;

  CalendarFeeds(
      JdbcClient jdbc,
      Users users,
      ObjectProvider<PersonalDates> rooms,
      CalendarChanges changes,
      MailBody body,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.rooms = rooms;
    this.changes = changes;
    this.body = body;
    this.clock = clock;
  }

  /**
   * A person's address, as far as it is known.
   *
   * @param readAt when a calendar program read it last, to the hour, or null
   */
  public record Address(LocalDateTime madeAt, LocalDateTime readAt) {}

  /**
   * A person's dates.
   *
   * @param tag the same for as long as the dates are
   */
  public record Feed(String tag, Supplier<byte[]> file) {}

  @Transactional(readOnly = true)
  public Optional<Address> of(String username) {
    return jdbc.sql("select made_at, read_at from calendar_feed where username = ?")
        .param(username)
        .query(Address.class)
        .optional();
  }

  /** Makes the person's address, in place of the one they had, and answers with it this once. */
  public String make(String username) {
    String token = SecretAddress.make();
    jdbc.sql("delete from calendar_feed where username = ?").param(username).update();
    jdbc.sql("insert into calendar_feed (username, token_hash, made_at) values (?, ?, ?)")
        .params(username, CalendarChanges.sha256(token), clock.now())
        .update();
    return body.address("/calendar/" + token + ".ics");
  }

  /** From now on nobody reads under the person's address. */
  public void revoke(String username) {
    if (jdbc.sql("delete from calendar_feed where username = ?").param(username).update() == 0) {
      throw NotFoundException.because("communication.noFeed");
    }
  }

  /**
   * @throws NotFoundException where the token is unknown, was revoked, or its person has no account
   *     any more
   */
  public Feed read(String token) {
    String hash = CalendarChanges.sha256(token);
    User user =
        jdbc.sql("select username from calendar_feed where token_hash = ?")
            .param(hash)
            .query(String.class)
            .optional()
            .flatMap(users::find)
            .filter(User::enabled)
            .orElseThrow(() -> NotFoundException.because("communication.feedUnknown"));
    jdbc.sql(
            "update calendar_feed set read_at = ? where token_hash = ? and (read_at is null or read_at < ?)")
        .params(clock.now(), hash, clock.now().minusHours(1))
        .update();
    LocalDate today = clock.today();
    List<CalendarEntry> entries = new ArrayList<>();
    rooms
        .orderedStream()
        .forEach(
            room ->
                entries.addAll(
                    room.of(
                        user.username(), today.minusDays(DAYS_BACK), today.plusDays(DAYS_AHEAD))));
    entries.sort(Comparator.comparing(CalendarEntry::start).thenComparing(CalendarEntry::uid));
    List<Dated> dates = changes.numbered(entries.subList(0, Math.min(MOST, entries.size())));
    StringBuilder shown = new StringBuilder(user.displayName());
    dates.forEach(
        dated ->
            shown
                .append('\n')
                .append(dated.entry().uid())
                .append(dated.sequence())
                .append(dated.entry().shown()));
    return new Feed(
        CalendarChanges.sha256(shown.toString()),
        () ->
            CalendarFile.forFeed(
                Sentences.say("communication.feed.name", user.displayName()),
                dates,
                body::address,
                clock));
  }
}
