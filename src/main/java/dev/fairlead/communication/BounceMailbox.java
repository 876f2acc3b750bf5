package dev.fairlead.communication;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads the mailbox that undeliverable mails come back to. Reports are deleted once they are noted;
 * what is no report is left to people.
 */
@Component
@EnableConfigurationProperties(BounceSettings.class)
class BounceMailbox {
  private static final Logger LOG = LoggerFactory.getLogger(BounceMailbox.class);
  private static final int AT_ONCE = 500;
  private static final String TIMEOUT = "10000";

  /** Bytes; a report with the mail that it is about is far below. */
  private static final int LARGEST = 5_000_000;

  private final BounceSettings settings;
  private final Bounces bounces;

  BounceMailbox(BounceSettings settings, Bounces bounces) {
    this.settings = settings;
    this.bounces = bounces;
  }

  @Scheduled(
      fixedDelayString = "${fairlead.mail.bounces.interval:PT5M}",
      initialDelayString = "${fairlead.mail.bounces.interval:PT5M}")
  void read() {
    if (!settings.isRead()) {
      return;
    }
    try (Store store = session().getStore(settings.protocol())) {
      store.connect(
          settings.host(),
          settings.port() == 0 ? -1 : settings.port(),
          settings.username(),
          settings.password());
      try (Folder folder = store.getFolder(settings.folder())) {
        folder.open(Folder.READ_WRITE);
        read(folder);
      }
    } catch (MessagingException e) {
      LOG.warn("The mailbox of bounces at {} could not be read: {}", settings.host(), e.toString());
    }
  }

  private void read(Folder folder) throws MessagingException {
    int count = folder.getMessageCount();
    if (count == 0) {
      return;
    }
    Message[] newest = folder.getMessages(Math.max(1, count - AT_ONCE + 1), count);
    FetchProfile profile = new FetchProfile();
    profile.add(FetchProfile.Item.CONTENT_INFO);
    folder.fetch(newest, profile);
    for (Message message : newest) {
      try {
        if (message.getSize() > LARGEST) {
          continue;
        }
        // as a whole: what a server says of the parts of a mail differs from server to server
        Optional<DeliveryReport> report = DeliveryReport.of(new MimeMessage((MimeMessage) message));
        if (report.isPresent()) {
          bounces.take(report.get());
          message.setFlag(Flags.Flag.DELETED, true);
        }
      } catch (MessagingException | IOException | RuntimeException broken) {
        // one mail that cannot be read must not hide those behind it
        LOG.warn("A mail in the mailbox of bounces could not be read: {}", broken.toString());
      }
    }
  }

  private Session session() {
    Properties properties = new Properties();
    for (String name : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.setProperty("mail." + settings.protocol() + "." + name, TIMEOUT);
    }
    return Session.getInstance(properties);
  }
}
