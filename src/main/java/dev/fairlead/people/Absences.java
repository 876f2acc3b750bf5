package dev.fairlead.people;

import dev.fairlead.people.PersonalCalendar.Leave;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.ReadOnce;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When people are away, and the hours of those who work part time. Everybody keeps their own. */
@Service
@Transactional
public class Absences {
  private static final int LONGEST_DAYS = 1_100;
  private static final int LONGEST_REASON = 200;
  private static final int MOST = 200;
  private static final Pattern HOURS =
      Pattern.compile("(\\d{1,2})(?::(\\d{2}))?\\s*[-\u2013]\\s*(\\d{1,2})(?::(\\d{2}))?");

  /** Nothing for whoever always works as their projects do. */
  private final ReadOnce<String, Optional<PersonalCalendar>> calendars = new ReadOnce<>();

  private final JdbcClient jdbc;
  private final Users users;
  private final ApplicationEventPublisher events;

  Absences(JdbcClient jdbc, Users users, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.users = users;
    this.events = events;
  }

  /** Somebody's days off, for those who plan their work. */
  public record Away(String username, String name, Leave leave) {}

  /**
   * The calendars of those among these people who do not always work as their projects do, in the
   * order of their login names.
   */
  @Transactional(readOnly = true)
  public Map<String, PersonalCalendar> calendars(Collection<String> usernames) {
    Map<String, PersonalCalendar> found = new TreeMap<>();
    calendars
        .findAll(List.copyOf(usernames), this::read)
        .forEach((username, own) -> own.ifPresent(calendar -> found.put(username, calendar)));
    return found;
  }

  private Map<String, Optional<PersonalCalendar>> read(Collection<String> usernames) {
    Map<String, Optional<PersonalCalendar>> read = new HashMap<>();
    usernames.forEach(username -> read.put(username, Optional.empty()));
    Map<String, String> names = new HashMap<>();
    Map<String, List<Leave>> leaves = new HashMap<>();
    Map<String, Map<DayOfWeek, List<Shift>>> weeks = new HashMap<>();
    jdbc.sql(
            "select a.*, u.display_name from absence a join app_user u on u.username = a.username"
                + " where a.username in (:names) order by a.first_day, a.id")
        .param("names", usernames)
        .query(
            row -> {
              String username = row.getString("username");
              names.put(username, row.getString("display_name"));
              leaves.computeIfAbsent(username, key -> new ArrayList<>()).add(toLeave(row));
            });
    jdbc.sql(
            "select h.*, u.display_name from working_hours h join app_user u on u.username = h.username"
                + " where h.username in (:names) order by h.weekday, h.from_minute")
        .param("names", usernames)
        .query(
            row -> {
              String username = row.getString("username");
              names.put(username, row.getString("display_name"));
              weeks
                  .computeIfAbsent(username, key -> new EnumMap<>(DayOfWeek.class))
                  .computeIfAbsent(DayOfWeek.of(row.getInt("weekday")), key -> new ArrayList<>())
                  .add(new Shift(time(row.getInt("from_minute")), time(row.getInt("to_minute"))));
            });
    names.forEach(
        (username, name) ->
            read.put(
                username,
                Optional.of(
                    new PersonalCalendar(
                        name,
                        weeks.getOrDefault(username, Map.of()),
                        leaves.getOrDefault(username, List.of())))));
    return read;
  }

  /** One person's calendar. */
  @Transactional(readOnly = true)
  public PersonalCalendar of(String username) {
    User user = users.get(username);
    PersonalCalendar own = calendars(List.of(username)).get(username);
    return own == null ? new PersonalCalendar(user.displayName(), Map.of(), List.of()) : own;
  }

  /** Who is away from a day on, the next first. */
  @Transactional(readOnly = true)
  public List<Away> from(LocalDate day) {
    return jdbc.sql(
            "select a.*, u.display_name from absence a join app_user u on u.username = a.username"
                + " where a.last_day >= ? and u.enabled = true order by a.first_day, u.display_name, a.id"
                + " fetch first "
                + MOST
                + " rows only")
        .param(day)
        .query(
            (row, i) ->
                new Away(row.getString("username"), row.getString("display_name"), toLeave(row)))
        .list();
  }

  /** Notes days off of one's own. */
  public void add(String username, LocalDate from, LocalDate until, String reason) {
    if (from == null) {
      throw RefusedException.ofField("from", "people.leaveDates");
    }
    if (until == null
        || until.isBefore(from)
        || ChronoUnit.DAYS.between(from, until) > LONGEST_DAYS
        || from.getYear() < 1990
        || until.getYear() > 2100) {
      throw RefusedException.ofField("until", "people.leaveDates");
    }
    String why = reason == null ? "" : reason.replaceAll("\\p{Cntrl}+", " ").strip();
    if (why.length() > LONGEST_REASON) {
      throw RefusedException.ofField("reason", "people.leaveReason", LONGEST_REASON);
    }
    List<Leave> known = of(username).leaves();
    if (known.size() >= MOST) {
      throw RefusedException.ofField("from", "people.leaveMany", MOST);
    }
    for (Leave leave : known) {
      if (!from.isAfter(leave.until()) && !until.isBefore(leave.from())) {
        throw RefusedException.ofField(
            "from", "people.leaveTwice", Sentences.day(leave.from()), Sentences.day(leave.until()));
      }
    }
    jdbc.sql("insert into absence (username, first_day, last_day, reason) values (?, ?, ?, ?)")
        .params(username, from, until, why)
        .update();
    changed(username);
  }

  public void remove(String username, long id) {
    if (jdbc.sql("delete from absence where username = ? and id = ?").params(username, id).update()
        == 0) {
      throw NotFoundException.because("people.leaveUnknown");
    }
    changed(username);
  }

  /**
   * Sets one's own hours, such as "8:00-12:00, 13:00-15:00" by day of the week; all empty for
   * whoever works as their projects do.
   */
  public void setHours(String username, Map<DayOfWeek, String> hours) {
    users.get(username);
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Shift> shifts = shifts(day, hours.getOrDefault(day, ""));
      if (!shifts.isEmpty()) {
        week.put(day, shifts);
      }
    }
    jdbc.sql("delete from working_hours where username = ?").param(username).update();
    week.forEach(
        (day, shifts) ->
            shifts.forEach(
                shift ->
                    jdbc.sql(
                            "insert into working_hours (username, weekday, from_minute, to_minute)"
                                + " values (?, ?, ?, ?)")
                        .params(username, day.getValue(), minute(shift.from()), minute(shift.to()))
                        .update()));
    changed(username);
  }

  private void changed(String username) {
    calendars.forget(username);
    events.publishEvent(new CalendarChanged(username));
  }

  /** Hours as {@link #setHours} reads them. */
  public static String hours(List<Shift> shifts) {
    List<String> texts = new ArrayList<>();
    shifts.forEach(shift -> texts.add(shift.from() + "-" + shift.to()));
    return String.join(", ", texts);
  }

  private static List<Shift> shifts(DayOfWeek day, String text) {
    List<Shift> shifts = new ArrayList<>();
    for (String part : text.split("[,;]")) {
      if (part.isBlank()) {
        continue;
      }
      Matcher written = HOURS.matcher(part.strip());
      int from = written.matches() ? minute(written.group(1), written.group(2)) : -1;
      int to = written.matches() ? minute(written.group(3), written.group(4)) : -1;
      int before = shifts.isEmpty() ? 0 : minute(shifts.get(shifts.size() - 1).to());
      if (from < before || to <= from || to > 24 * 60 - 1) {
        throw RefusedException.ofField(day.name(), "people.hours");
      }
      shifts.add(new Shift(time(from), time(to)));
    }
    return shifts;
  }

  private static int minute(String hour, String minute) {
    int minutes = minute == null ? 0 : Integer.parseInt(minute);
    return minutes > 59 ? -1 : 60 * Integer.parseInt(hour) + minutes;
  }

  private static int minute(LocalTime time) {
    return time.toSecondOfDay() / 60;
  }

  private static LocalTime time(int minute) {
    return LocalTime.of(minute / 60, minute % 60);
  }

  private static Leave toLeave(ResultSet row) throws SQLException {
    return new Leave(
        row.getLong("id"),
        row.getObject("first_day", LocalDate.class),
        row.getObject("last_day", LocalDate.class),
        row.getString("reason"));
  }
}
