package dev.fairlead.communication;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Marks mails that came back. The same report may be read twice. */
@Component
@Transactional
class Bounces {
  private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);

  private final JdbcClient jdbc;
  private final TroubledAddresses addresses;

  Bounces(JdbcClient jdbc, TroubledAddresses addresses) {
    this.jdbc = jdbc;
    this.addresses = addresses;
  }

  /** A report that a mail is late, or was delivered, changes nothing. */
  void take(DeliveryReport report) {
    if (report.failures().isEmpty()) {
      return;
    }
    List<Mail> found =
        jdbc.sql(
                "select "
                    + Outbox.COLUMNS
                    + " from outbox_mail where status in ('SENT', 'HANDED', 'UNANSWERED') and (message_id = :message or id = :tagged) for update")
            .param("message", report.messageId() == null ? "" : report.messageId())
            .param("tagged", report.mailId() == null ? -1 : report.mailId())
            .query(Mail.class)
            .list();
    for (Mail mail : found) {
      String said = Words.line(report.failures().get(0), 500);
      jdbc.sql(
              "update outbox_mail set status = 'BOUNCED', trouble = 'BOUNCED', problem = ? where id = ?")
          .params(said, mail.id())
          .update();
      addresses.note(mail, Trouble.BOUNCED, said);
      LOG.warn("Mail {} to {} came back: {}", mail.id(), mail.recipient(), said);
    }
  }
}
