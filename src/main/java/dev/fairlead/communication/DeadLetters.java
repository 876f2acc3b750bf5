package dev.fairlead.communication;

import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mails that will not arrive unless somebody does something: sends them again, or gives them up and
 * says why. Administrators do, and coordinators with the mails of their projects.
 */
@Service
@Transactional
public class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int LONGEST_NOTE = 500;
  private static final int AT_ONCE = 1000;

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final Users users;
  private final Projects projects;
  private final Rights rights;
  private final TroubledAddresses addresses;
  private final FairleadClock clock;

  DeadLetters(
      JdbcClient jdbc,
      Outbox outbox,
      Users users,
      Projects projects,
      Rights rights,
      TroubledAddresses addresses,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.users = users;
    this.projects = projects;
    this.rights = rights;
    this.addresses = addresses;
    this.clock = clock;
  }

  /** Sends it once more, to the address that the person has today, with all tries before it. */
  public Mail sendAgain(long id, String by) {
    Mail mail = toDecide(id, by);
    again(mail, by);
    LOG.info("{} sends mail {} again", by, id);
    return mail;
  }

  /** The same with all that have not arrived, without those that perhaps have; answers how many. */
  public int sendAllAgain(String by) {
    mustBeAdministrator(users.get(by));
    List<Mail> all =
        jdbc.sql(
                "select "
                    + Outbox.COLUMNS
                    + " from outbox_mail where status in (:states) order by id limit "
                    + AT_ONCE
                    + " for update skip locked")
            .param("states", MailState.notArrived().stream().map(Enum::name).toList())
            .query(Mail.class)
            .list();
    all.forEach(mail -> again(mail, by));
    LOG.info("{} sends {} mails again", by, all.size());
    return all.size();
  }

  private void again(Mail mail, String by) {
    String address = users.find(mail.recipient()).map(User::email).orElse(mail.address());
    addresses.forget(mail.address());
    addresses.forget(address);
    jdbc.sql(
            "update outbox_mail set status = 'WAITING', address = ?, next_attempt_at = ?, tries_before = attempts,"
                + " trouble = case when status = 'UNANSWERED' then null else trouble end,"
                + " sent_at = null, note = null, decided_by = ?, decided_at = ? where id = ?")
        .params(address, clock.now(), by, clock.now(), mail.id())
        .update();
  }

  /** Notes that it need not arrive. It stays where its recipient can read it. */
  public Mail giveUp(long id, String note, String by) {
    Mail mail = toDecide(id, by);
    String why = note == null ? "" : Words.line(note.strip(), Integer.MAX_VALUE);
    if (why.isBlank()) {
      throw RefusedException.ofField("note", "communication.noteMissing");
    }
    if (why.length() > LONGEST_NOTE) {
      throw RefusedException.ofField("note", "communication.noteLong", LONGEST_NOTE);
    }
    jdbc.sql(
            "update outbox_mail set status = 'GIVEN_UP', note = ?, decided_by = ?, decided_at = ? where id = ?")
        .params(why, by, clock.now(), id)
        .update();
    LOG.info("{} gives up mail {}", by, id);
    return mail;
  }

  /** Whether this person says what becomes of the mail, once it has not arrived. */
  @Transactional(readOnly = true)
  public boolean isDecidedBy(Mail mail, String by) {
    return users.get(by).isIn(Groups.ADMINISTRATORS)
        || mail.projectKey() != null
            && projects
                .find(mail.projectKey())
                .filter(of -> rights.coordinates(of, by))
                .isPresent();
  }

  private Mail toDecide(long id, String by) {
    if (outbox.find(id).filter(mail -> isDecidedBy(mail, by)).isEmpty()) {
      mustBeAdministrator(users.get(by));
    }
    return dead(id);
  }

  private Mail dead(long id) {
    jdbc.sql("select id from outbox_mail where id = ? for update")
        .param(id)
        .query(Long.class)
        .optional()
        .orElseThrow(
            () -> NotFoundException.because("communication.unknownMail", String.valueOf(id)));
    Mail mail = outbox.find(id).orElseThrow();
    if (!mail.isDead()) {
      throw ConflictException.because("communication.notDead", mail.subject());
    }
    return mail;
  }

  static void mustBeAdministrator(User user) {
    if (!user.isIn(Groups.ADMINISTRATORS)) {
      throw RefusedException.forbidden("communication.onlyAdministrators");
    }
  }
}
