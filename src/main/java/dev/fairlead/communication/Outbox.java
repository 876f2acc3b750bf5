package dev.fairlead.communication;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Notice;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
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

  /** Begins the link of a mail whose address is made when it leaves; the link's id follows. */
  static final String SHARED = "link:";

  private static final int LONGEST_VALUE = 1000;
  private static final int LONGEST_DOCUMENT = 30_000;

  /** Values that are a whole document, or what somebody wrote on purpose for this mail. */
  private static final Set<String> LONG = Set.of("content", "words", "answer");

  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
  private static final String COLUMNS =
      "id, notice_key, recipient, address, project_key, subject, body, link, created_at, status, attempts, sent_at, problem";

  private final JdbcClient jdbc;
  private final Users users;
  private final FairleadClock clock;
  private final boolean sending;

  Outbox(
      JdbcClient jdbc,
      Users users,
      FairleadClock clock,
      @Value("${spring.mail.host:}") String host) {
    this.jdbc = jdbc;
    this.users = users;
    this.clock = clock;
    this.sending = !host.isBlank();
  }

  /** Whether a mail server is configured; without one the mails stay here to be read. */
  public boolean isSending() {
    return sending;
  }

  @EventListener
  @Transactional(propagation = Propagation.REQUIRED)
  public void on(Notice notice) {
    for (String username : new LinkedHashSet<>(notice.to())) {
      Optional<User> user = users.find(username).filter(User::enabled);
      if (user.isEmpty() || isWritten(notice.key(), username)) {
        continue;
      }
      String recipient = user.get().displayName();
      write(
          notice.key(),
          username,
          user.get().email(),
          notice.projectKey(),
          fill("mail." + notice.template() + ".subject", notice.values(), recipient),
          fill("mail." + notice.template() + ".text", notice.values(), recipient),
          notice.link());
    }
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
    String texts = "mail." + notice.template() + ("de".equals(party.language()) ? ".de" : "");
    write(
        notice.key(),
        recipient,
        party.email(),
        notice.projectKey(),
        fill(texts + ".subject", notice.values(), party.name()),
        fill(texts + ".text", notice.values(), party.name()),
        notice.linkId() == null ? null : SHARED + notice.linkId());
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

  private void write(
      String key,
      String recipient,
      String address,
      String projectKey,
      String subject,
      String body,
      String link) {
    jdbc.sql(
            "insert into outbox_mail (notice_key, recipient, address, project_key, subject, body, link, created_at,"
                + " status, attempts, next_attempt_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?)")
        .params(
            key,
            recipient,
            address,
            projectKey,
            cut(subject.replaceAll("\\s+", " "), 300),
            body,
            link,
            clock.now(),
            clock.now())
        .update();
  }

  /**
   * The newest mails before the given id (0 for the newest of all), of one person or, with null, of
   * everybody.
   */
  @Transactional(readOnly = true)
  public List<Mail> page(String recipient, long beforeId, int size) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from outbox_mail where id < ? and (? is null or recipient = ?) order by id desc limit "
                + Math.min(Math.max(size, 1), 200))
        .param(1, beforeId <= 0 ? Long.MAX_VALUE : beforeId)
        .param(2, recipient, java.sql.Types.VARCHAR)
        .param(3, recipient, java.sql.Types.VARCHAR)
        .query(Mail.class)
        .list();
  }

  @Transactional(readOnly = true)
  public Optional<Mail> find(long id) {
    return jdbc.sql("select " + COLUMNS + " from outbox_mail where id = ?")
        .param(id)
        .query(Mail.class)
        .optional();
  }

  private boolean isWritten(String key, String username) {
    return jdbc.sql("select count(*) from outbox_mail where notice_key = ? and recipient = ?")
            .params(key, username)
            .query(Long.class)
            .single()
        > 0;
  }

  private String fill(String code, Map<String, String> values, String recipient) {
    // the texts use names in braces, which MessageFormat would take for numbers
    String text = Sentences.pattern(code);
    Matcher names = NAME.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (names.find()) {
      String value =
          "recipient".equals(names.group(1)) ? recipient : values.getOrDefault(names.group(1), "-");
      int longest = LONG.contains(names.group(1)) ? LONGEST_DOCUMENT : LONGEST_VALUE;
      names.appendReplacement(
          filled, Matcher.quoteReplacement(cut(value == null ? "-" : value, longest)));
    }
    return names.appendTail(filled).toString();
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }
}
