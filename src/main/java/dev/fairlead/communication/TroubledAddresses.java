package dev.fairlead.communication;

import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Addresses that a mail server refused, or from which a mail came back. They are still tried, since
 * a mailbox that is full today is not tomorrow; but people are told.
 */
@Service
@Transactional
public class TroubledAddresses {
  private static final int MOST = 100;

  private final JdbcClient jdbc;
  private final Users users;
  private final FairleadClock clock;

  TroubledAddresses(JdbcClient jdbc, Users users, FairleadClock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.clock = clock;
  }

  /**
   * @param username whose address it is today, or null where nobody's
   * @param problem what the mail server said
   */
  public record Troubled(
      String address,
      LocalDateTime since,
      Trouble trouble,
      String problem,
      long mailId,
      String username,
      String displayName) {}

  void note(Mail mail, Trouble trouble, String problem) {
    String address = key(mail.address());
    // on PostgreSQL a second key would end the transaction, so it is asked for first
    int known =
        jdbc.sql(
                "update troubled_address set trouble = ?, problem = ?, mail_id = ? where address = ?")
            .param(1, trouble.name())
            .param(2, problem, Types.VARCHAR)
            .param(3, mail.id())
            .param(4, address)
            .update();
    if (known == 0) {
      jdbc.sql(
              "insert into troubled_address (address, since, trouble, problem, mail_id) select ?, ?, ?, ?, ?"
                  + " where not exists (select 1 from troubled_address where address = ?)")
          .param(1, address)
          .param(2, clock.now())
          .param(3, trouble.name())
          .param(4, problem, Types.VARCHAR)
          .param(5, mail.id())
          .param(6, address)
          .update();
    }
  }

  /** The addresses in trouble, the newest first. */
  @Transactional(readOnly = true)
  public List<Troubled> all() {
    return read("", "");
  }

  /** The trouble with the address that this person has today. */
  @Transactional(readOnly = true)
  public Optional<Troubled> of(String username) {
    return read(" where u.username = :name", username).stream().findFirst();
  }

  private List<Troubled> read(String where, String name) {
    return jdbc.sql(
            "select t.address, t.since, t.trouble, t.problem, t.mail_id, u.username, u.display_name"
                + " from troubled_address t left join app_user u on lower(u.email) = t.address"
                + where
                + " order by t.since desc, t.address limit "
                + MOST)
        .param("name", name)
        .query(Troubled.class)
        .list();
  }

  /** An administrator says that the address works again. */
  public void clear(String address, String by) {
    DeadLetters.mustBeAdministrator(users.get(by));
    if (forget(address) == 0) {
      throw NotFoundException.because("communication.addressUnknown");
    }
  }

  int forget(String address) {
    return jdbc.sql("delete from troubled_address where address = ?").param(key(address)).update();
  }

  private static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
