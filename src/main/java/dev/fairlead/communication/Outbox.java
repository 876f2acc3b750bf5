package dev.fairlead.communication;

import dev.fairlead.communication.MailParts.Dated;
import dev.fairlead.people.User;
import dev.fairlead.project.Notice;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.shared.FairleadClock;
import java.sql.Types;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mails that Fairlead owes to people. A mail is a row written in the transaction that causes
 * it, so neither a mail without its cause nor a cause without its mail can be.
 */
@Service
@Transactional
public class Outbox {
  /** Begins the recipient of a mail to an external party; its id follows. */
  public static final String OUTSIDE = "outside:";

  private static final int LONGEST_SUBJECT = 300;
  static final String COLUMNS =
      "id, notice_key, recipient, address, project_key, subject, body, link, created_at, status, attempts, sent_at, problem,"
          + " template, next_attempt_at, tries_before, trouble, note, decided_by, decided_at, digest_id, tables,"
          + " calendar, file_reference";

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final MailTexts texts;
  private final MailParts parts;
  private final CalendarChanges changes;
  private final FairleadClock clock;
  private final boolean sending;

  Outbox(
      JdbcClient jdbc,
      JdbcTemplate template,
      MailTexts texts,
      MailParts parts,
      CalendarChanges changes,
      FairleadClock clock,
      @Value("${spring.mail.host:}") String host) {
    this.jdbc = jdbc;
    this.template = template;
    this.texts = texts;
    this.parts = parts;
    this.changes = changes;
    this.clock = clock;
    this.sending = !host.isBlank();
  }

  /** Whether a mail server is configured; without one the mails stay here to be read. */
  @Transactional(propagation = Propagation.SUPPORTS)
  public boolean isSending() {
    return sending;
  }

  @EventListener
  @Transactional(propagation = Propagation.REQUIRED)
  public void on(Notice notice) {
    List<Addressee> addressees = addressees(notice);
    if (addressees.isEmpty()) {
      return;
    }
    List<Dated> dates =
        notice.date() == null ? List.of() : changes.numbered(List.of(notice.date()));
    boolean urgent = texts.isUrgent(notice.template());
    insert(
        addressees.stream()
            .map(
                to ->
                    row(
                        notice,
                        to,
                        to.wish().isDigest() && !urgent ? MailState.HELD : MailState.WAITING,
                        dates,
                        to.wish().attachFiles() ? notice.file() : null))
            .toList());
  }

  /** Whom a mail goes to, and how they want it. */
  private record Addressee(
      String username, String displayName, String email, MailPreference wish) {}

  /** Those with an account who have no mail of this notice yet, in the order of the notice. */
  private List<Addressee> addressees(Notice notice) {
    List<String> to = notice.to().stream().distinct().toList();
    if (to.isEmpty()) {
      return List.of();
    }
    return jdbc
        .sql(
            "select u.username, u.display_name, u.email, p.delivery, p.digest_hour, p.zone,"
                + " p.attach_files from app_user u left join mail_preference p on p.username ="
                + " u.username where u.username in (:to) and u.enabled = true and not exists (select"
                + " 1 from outbox_mail m where m.notice_key = :key and m.recipient = u.username)")
        .param("to", to)
        .param("key", notice.key())
        .query(
            (row, i) ->
                new Addressee(
                    row.getString("username"),
                    row.getString("display_name"),
                    row.getString("email"),
                    row.getString("delivery") == null
                        ? MailPreference.usual(clock.getZone())
                        : MailPreferences.read(row, clock)))
        .list()
        .stream()
        .sorted(Comparator.comparingInt(one -> to.indexOf(one.username())))
        .toList();
  }

  /** Mails somebody who has no account, in their language. */
  @EventListener
  @Transactional(propagation = Propagation.REQUIRED)
  public void on(OutsideNotice notice) {
    OutsideParty party = notice.to();
    String recipient = OUTSIDE + party.id();
    if (isWritten(notice.key(), recipient)) {
      return;
    }
    String template = "mail." + notice.template() + ("de".equals(party.language()) ? ".de" : "");
    jdbc.sql(
            "insert into outbox_mail (notice_key, recipient, address, project_key, subject, body, link, created_at,"
                + " status, attempts, next_attempt_at, template) values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, ?)")
        .param(1, notice.key())
        .param(2, recipient)
        .param(3, party.email())
        .param(4, notice.projectKey(), Types.VARCHAR)
        .param(
            5,
            Words.line(
                texts.fill(template + ".subject", notice.values(), party.name()), LONGEST_SUBJECT))
        .param(6, Words.block(texts.fill(template + ".text", notice.values(), party.name())))
        .param(7, notice.link(), Types.VARCHAR)
        .param(8, clock.now())
        .param(9, clock.now())
        .param(10, notice.template())
        .update();
  }

  /** Lets the file go with every mail of this notice to people inside. */
  void attach(String noticeKey, ProjectDocuments.File file) {
    jdbc.sql(
            "insert into mail_attachment (notice_key, file_name, media_type, content) values (?, ?, ?, ?)")
        .params(noticeKey, file.name(), file.mediaType(), file.content())
        .update();
  }

  /**
   * What goes with the mail; a mail to somebody outside carries nothing that could not be revoked.
   */
  @Transactional(readOnly = true)
  public Optional<ProjectDocuments.File> attachment(Mail mail) {
    return mail.isToOutside()
        ? Optional.empty()
        : jdbc.sql(
                "select file_name, media_type, content from mail_attachment where notice_key = ?")
            .param(mail.noticeKey())
            .query(
                (row, i) ->
                    new ProjectDocuments.File(
                        row.getString("file_name"),
                        row.getString("media_type"),
                        row.getBytes("content")))
            .optional();
  }

  /** Writes a mail that leaves at once, whatever the person wishes. */
  void write(Notice notice, User user, List<Dated> dates) {
    MailPreference any = MailPreference.usual(clock.getZone());
    insert(
        List.<Object[]>of(
            row(
                notice,
                new Addressee(user.username(), user.displayName(), user.email(), any),
                MailState.WAITING,
                dates,
                null)));
  }

  private Object[] row(
      Notice notice, Addressee to, MailState state, List<Dated> dates, String file) {
    String template = "mail." + notice.template();
    String subject = texts.fill(template + ".subject", notice.values(), to.displayName());
    String text = texts.fill(template + ".text", notice.values(), to.displayName());
    return new Object[] {
      notice.key(),
      to.username(),
      to.email(),
      notice.projectKey(),
      Words.line(subject, LONGEST_SUBJECT),
      Words.block(text),
      notice.link(),
      clock.now(),
      state.name(),
      clock.now(),
      notice.template(),
      parts.keepTables(notice.tables(), notice.link()),
      parts.keepDates(dates),
      file
    };
  }

  private void insert(List<Object[]> rows) {
    template.batchUpdate(
        "insert into outbox_mail (notice_key, recipient, address, project_key, subject, body, link, created_at,"
            + " status, next_attempt_at, template, tables, calendar, file_reference, attempts)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        rows);
  }

  /**
   * The newest mails before the given id (0 for the newest of all), of one person or, with null, of
   * everybody.
   */
  @Transactional(readOnly = true)
  public List<Mail> page(String recipient, long beforeId, int size) {
    return page(recipient, List.of(MailState.values()), beforeId, size);
  }

  /** The same of the mails in these states. */
  @Transactional(readOnly = true)
  public List<Mail> page(String recipient, List<MailState> states, long beforeId, int size) {
    String whose = recipient == null ? "" : " and recipient = :recipient";
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from outbox_mail where id < :before and status in (:states)"
                + whose
                + " order by id desc limit "
                + Math.min(Math.max(size, 1), 200))
        .param("before", beforeId <= 0 ? Long.MAX_VALUE : beforeId)
        .param("states", states.stream().map(Enum::name).toList())
        .param("recipient", recipient)
        .query(Mail.class)
        .list();
  }

  /** How many mails of one person or, with null, of everybody are in each state. */
  @Transactional(readOnly = true)
  public Map<MailState, Integer> counts(String recipient) {
    Map<MailState, Integer> counts = new EnumMap<>(MailState.class);
    String whose = recipient == null ? "" : " where recipient = :recipient";
    jdbc.sql("select status, count(*) from outbox_mail" + whose + " group by status")
        .param("recipient", recipient)
        .query(
            row -> {
              counts.put(MailState.valueOf(row.getString(1)), row.getInt(2));
            });
    return counts;
  }

  @Transactional(readOnly = true)
  public Optional<Mail> find(long id) {
    return jdbc.sql("select " + COLUMNS + " from outbox_mail where id = ?")
        .param(id)
        .query(Mail.class)
        .optional();
  }

  boolean isWritten(String key, String username) {
    return jdbc.sql("select count(*) from outbox_mail where notice_key = ? and recipient = ?")
            .params(key, username)
            .query(Long.class)
            .single()
        > 0;
  }
}
