package dev.fairlead.communication;

import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.shared.FairleadClock;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Carries the outbox to the mail server: each mail under a row lock of its own, so that two nodes
 * never send the same one, with a Message-ID made from its key, so that a mail sent twice after a
 * crash is recognised as one.
 */
@Component
class Postman {
  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);

  /** Almost four days in all, so that a mail outlives the longest weekend of its server. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(1),
          Duration.ofDays(1));

  private final JdbcClient jdbc;
  private final Outbox outbox;
  private final ObjectProvider<JavaMailSender> sender;
  private final TransactionTemplate transactions;
  private final ITemplateEngine templates;
  private final SharedLinks links;
  private final FairleadClock clock;
  private final String from;
  private final String url;

  Postman(
      JdbcClient jdbc,
      Outbox outbox,
      ObjectProvider<JavaMailSender> sender,
      TransactionTemplate transactions,
      ITemplateEngine templates,
      SharedLinks links,
      FairleadClock clock,
      @Value("${fairlead.mail.from}") String from,
      @Value("${fairlead.url}") String url) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.sender = sender;
    this.transactions = transactions;
    this.templates = templates;
    this.links = links;
    this.clock = clock;
    this.from = from;
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  @Scheduled(
      fixedDelayString = "${fairlead.mail.interval:PT5S}",
      initialDelayString = "${fairlead.mail.interval:PT5S}")
  void carry() {
    if (!outbox.isSending()) {
      return;
    }
    for (int i = 0; i < 50 && Boolean.TRUE.equals(transactions.execute(status -> sendOne())); i++) {
      // one mail per transaction, so that a failure of one keeps the others
    }
  }

  private boolean sendOne() {
    List<Long> next =
        jdbc.sql(
                "select id from outbox_mail where status = 'WAITING' and next_attempt_at <= ? order by id limit 1"
                    + " for update skip locked")
            .param(clock.now())
            .query(Long.class)
            .list();
    if (next.isEmpty()) {
      return false;
    }
    Mail mail = outbox.find(next.get(0)).orElseThrow();
    try {
      send(mail);
    } catch (MessagingException | RuntimeException e) {
      // whatever it is, it must not hold up the mails behind it for ever
      keep(mail, e);
      return !isAboutTheServer(e);
    }
    jdbc.sql(
            "update outbox_mail set status = 'SENT', sent_at = ?, attempts = attempts + 1, problem = null where id = ?")
        .params(clock.now(), mail.id())
        .update();
    return true;
  }

  private void keep(Mail mail, Exception trouble) {
    String problem = reason(trouble);
    LOG.warn("Mail {} to {} did not leave: {}", mail.id(), mail.recipient(), problem);
    boolean last = mail.attempts() >= WAITS.size();
    jdbc.sql(
            "update outbox_mail set status = ?, attempts = attempts + 1, next_attempt_at = ?, problem = ? where id = ?")
        .params(
            last ? "FAILED" : "WAITING",
            clock.now().plus(WAITS.get(Math.min(mail.attempts(), WAITS.size() - 1))),
            problem.length() > 500 ? problem.substring(0, 500) : problem,
            mail.id())
        .update();
  }

  /** No connection or no login: the next mail would fare no better now. */
  private static boolean isAboutTheServer(Exception trouble) {
    return trouble instanceof MailAuthenticationException
        || trouble instanceof MailSendException && trouble.getCause() != null;
  }

  /** What was said first and what was said at the bottom of it, in one line. */
  private static String reason(Exception trouble) {
    Throwable first = trouble;
    if (trouble instanceof MailSendException sending && sending.getMessageExceptions().length > 0) {
      first = sending.getMessageExceptions()[0];
    }
    Throwable deepest = NestedExceptionUtils.getMostSpecificCause(first);
    String said = String.valueOf(first.getMessage()).lines().findFirst().orElse("");
    return (deepest == first ? said : said + " " + deepest.getMessage())
        .replaceAll("[\\s\\p{Cntrl}]+", " ")
        .strip();
  }

  private void send(Mail mail) throws MessagingException {
    JavaMailSender mails = sender.getObject();
    MimeMessage message = new WithOwnId(mails, mail);
    MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
    helper.setFrom(from);
    helper.setTo(mail.address());
    helper.setSubject(mail.subject());
    String link = mail.link() == null ? null : url + path(mail);
    Context context = new Context(Locale.ENGLISH);
    context.setVariable("mail", mail);
    context.setVariable("link", link);
    helper.setText(
        mail.body() + (link == null ? "" : "\n\n" + link),
        templates.process("communication/mail", context));
    Optional<ProjectDocuments.File> file = outbox.attachment(mail);
    if (file.isPresent()) {
      helper.addAttachment(
          file.get().name(), new ByteArrayDataSource(file.get().content(), file.get().mediaType()));
    }
    message.setHeader("Auto-Submitted", "auto-generated");
    mails.send(message);
  }

  /** Where the mail leads; the address of what is shared is made now and kept nowhere. */
  private String path(Mail mail) {
    return mail.link().startsWith(Outbox.SHARED)
        ? "/shared/" + links.mint(Long.parseLong(mail.link().substring(Outbox.SHARED.length())))
        : mail.link();
  }

  private static final class WithOwnId extends MimeMessage {
    private final String id;

    WithOwnId(JavaMailSender sender, Mail mail) {
      super(
          sender instanceof JavaMailSenderImpl smtp
              ? smtp.getSession()
              : jakarta.mail.Session.getInstance(new Properties()));
      String seed = mail.noticeKey() + "/" + mail.recipient();
      this.id = "<" + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)) + "@fairlead>";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
