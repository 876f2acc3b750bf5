package dev.fairlead.communication;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Notice;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      jdbc.sql(
              "insert into outbox_mail (notice_key, recipient, address, project_key, subject, body, link, created_at,"
                  + " status, attempts, next_attempt_at) values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?)")
          .params(
              notice.key(),
              username,
              user.get().email(),
              notice.projectKey(),
              cut(
                  fill("mail." + notice.template() + ".subject", notice.values(), user.get())
                      .replaceAll("\\s+", " "),
                  300),
              fill("mail." + notice.template() + ".text", notice.values(), user.get()),
              notice.link(),
              clock.now(),
              clock.now())
          .update();
    }
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

  private String fill(String code, Map<String, String> values, User user) {
    // the texts use names in braces, which MessageFormat would take for numbers
    String text = Sentences.pattern(code);
    Matcher names = NAME.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (names.find()) {
      String value =
          "recipient".equals(names.group(1))
              ? user.displayName()
              : values.getOrDefault(names.group(1), "-");
      names.appendReplacement(
          filled, Matcher.quoteReplacement(cut(value == null ? "-" : value, 1000)));
    }
    return names.appendTail(filled).toString();
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }
}
