package dev.fairlead.communication;

import static java.util.stream.Collectors.joining;

import dev.fairlead.communication.MailParts.Dated;
import dev.fairlead.people.Absences;
import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Notice;
import dev.fairlead.project.NoticeTable;
import dev.fairlead.project.NoticeTable.Cell;
import dev.fairlead.project.OpenTasks;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.OwnAccord;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the mails of those who want one a day into one, at their hour of their working day. Person
 * and day are the key, so no day has two; what comes later waits for the next working day.
 */
@Component
class Digests {
  private static final Logger LOG = LoggerFactory.getLogger(Digests.class);

  /** Begins the address of a task; its id follows. */
  static final String TASK = "/work/tasks/";

  private static final int MOST = 500;
  private static final int LONGEST_START = 400;

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final Users users;
  private final Absences absences;
  private final MailPreferences preferences;
  private final MailParts parts;
  private final ObjectProvider<OpenTasks> openTasks;
  private final TransactionTemplate transactions;
  private final FairleadClock clock;
  private final OwnAccord ownAccord;

  Digests(
      JdbcClient jdbc,
      Outbox outbox,
      Users users,
      Absences absences,
      MailPreferences preferences,
      MailParts parts,
      ObjectProvider<OpenTasks> openTasks,
      TransactionTemplate transactions,
      FairleadClock clock,
      OwnAccord ownAccord) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.users = users;
    this.absences = absences;
    this.preferences = preferences;
    this.parts = parts;
    this.openTasks = openTasks;
    this.transactions = transactions;
    this.clock = clock;
    this.ownAccord = ownAccord;
  }

  @Scheduled(
      fixedDelayString = "${fairlead.mail.digest-interval:PT1M}",
      initialDelayString = "${fairlead.mail.digest-interval:PT1M}")
  void build() {
    if (!ownAccord.isGiven()) {
      return;
    }
    List<String> people =
        jdbc.sql(
                "select distinct recipient from outbox_mail where status = 'HELD' order by recipient")
            .query(String.class)
            .list();
    for (String person : people) {
      try {
        Optional<User> user = users.find(person).filter(User::enabled);
        Optional<LocalDate> day = user.flatMap(this::dueOn);
        if (day.isPresent()) {
          transactions.executeWithoutResult(status -> build(user.get(), day.get()));
        }
      } catch (RuntimeException failed) {
        // the mails are still held, so the next round tries again; others do not wait for it
        LOG.warn("The digest of {} could not be made: {}", person, failed.toString());
      }
    }
  }

  /** The person's own day, if it is a working day of theirs and their hour has come. */
  private Optional<LocalDate> dueOn(User user) {
    MailPreference wish = preferences.of(user.username());
    ZonedDateTime now = clock.instant().atZone(wish.zone());
    LocalDate day = now.toLocalDate();
    PersonalCalendar own = absences.of(user.username());
    WorkingCalendar house = WorkingCalendar.standard();
    // whoever works at weekends only would never get one
    boolean works =
        !own.isAway(day) && (!own.sharesTimeWith(house) || !own.shiftsOn(day, house).isEmpty());
    return works && now.getHour() >= wish.digestHour() ? Optional.of(day) : Optional.empty();
  }

  private void build(User user, LocalDate day) {
    // the lock lets a second node wait here, and find nothing held any more afterwards
    List<Mail> held =
        jdbc.sql(
                "select "
                    + Outbox.COLUMNS
                    + " from outbox_mail where recipient = ? and status = 'HELD' order by id limit "
                    + MOST
                    + " for update")
            .param(user.username())
            .query(Mail.class)
            .list();
    String key = "digest/" + day;
    if (held.isEmpty() || outbox.isWritten(key, user.username())) {
      return;
    }
    Set<String> open = open(held);
    Predicate<Mail> task = mail -> mail.link() != null && mail.link().startsWith(TASK);
    Predicate<Mail> waits = task.and(mail -> open.contains(taskId(mail)));
    List<Mail> waiting = held.stream().filter(waits).toList();
    List<NoticeTable> tables = new ArrayList<>();
    add(tables, "communication.digest.waits", waiting);
    add(tables, "communication.digest.news", held.stream().filter(task.negate()).toList());
    add(
        tables,
        "communication.digest.over",
        held.stream().filter(task.and(waits.negate())).toList());
    int more = held.size() < MOST ? 0 : stillHeld(user) - held.size();
    if (more > 0) {
      tables.add(
          new NoticeTable(
              Sentences.say("communication.digest.more"),
              List.of(),
              List.of(
                  List.of(
                      new Cell(
                          Sentences.say("communication.digest.moreWait", more),
                          null,
                          "/outbox")))));
    }
    List<Dated> dates = new ArrayList<>();
    held.stream().filter(waits.or(task.negate())).map(parts::dates).forEach(dates::addAll);
    outbox.write(
        new Notice(
                key,
                null,
                List.of(user.username()),
                "digest",
                Map.of(
                    "day", Sentences.day(day),
                    "waiting", "" + waiting.size(),
                    "all", "" + held.size()),
                "/work")
            .with(tables, null),
        user,
        dates);
    jdbc.sql(
            "update outbox_mail set status = 'BUNDLED', digest_id ="
                + " (select d.id from outbox_mail d where d.notice_key = :key and d.recipient = :name)"
                + " where id in (:ids)")
        .param("key", key)
        .param("name", user.username())
        .param("ids", held.stream().map(Mail::id).toList())
        .update();
  }

  private int stillHeld(User user) {
    return jdbc.sql("select count(*) from outbox_mail where recipient = ? and status = 'HELD'")
        .param(user.username())
        .query(Integer.class)
        .single();
  }

  private Set<String> open(List<Mail> held) {
    List<String> ids =
        held.stream()
            .filter(mail -> mail.link() != null && mail.link().startsWith(TASK))
            .map(Digests::taskId)
            .toList();
    Set<String> open = new HashSet<>();
    if (!ids.isEmpty()) {
      openTasks.forEach(room -> open.addAll(room.among(ids)));
    }
    return open;
  }

  private static String taskId(Mail mail) {
    return mail.link().substring(TASK.length());
  }

  private static void add(List<NoticeTable> tables, String title, List<Mail> mails) {
    if (!mails.isEmpty()) {
      tables.add(
          new NoticeTable(
              Sentences.say(title), List.of(), mails.stream().map(Digests::row).toList()));
    }
  }

  /** The mail's subject, leading where its button would have led, and how its text begins. */
  private static List<Cell> row(Mail mail) {
    List<String> paragraphs = mail.paragraphs();
    // the first one greets
    String text = paragraphs.stream().skip(paragraphs.size() > 1 ? 1 : 0).collect(joining(" "));
    return List.of(
        new Cell(mail.subject(), null, mail.link()), Cell.of(Words.cut(text, LONGEST_START)));
  }
}
