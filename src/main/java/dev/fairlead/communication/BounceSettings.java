package dev.fairlead.communication;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where mails that cannot be delivered come back to, and the mailbox in which Fairlead reads them.
 *
 * @param address envelope sender of all mails; empty for the sender that people see
 * @param perMail whether each mail comes back to an address of its own, {@code
 *     bounces+123@example.org} (VERP), which also tells mails apart whose server gives nothing back
 * @param protocol imap, imaps, pop3 or pop3s
 * @param host empty where there is no such mailbox
 * @param port 0 for the protocol's own
 */
@ConfigurationProperties("fairlead.mail.bounces")
record BounceSettings(
    @DefaultValue("") String address,
    @DefaultValue("false") boolean perMail,
    @DefaultValue("imaps") String protocol,
    @DefaultValue("") String host,
    @DefaultValue("0") int port,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("INBOX") String folder,
    @DefaultValue("PT5M") Duration interval) {

  boolean isRead() {
    return !host.isBlank();
  }

  Optional<String> senderOf(Mail mail) {
    if (address.isBlank()) {
      return Optional.empty();
    }
    int at = address.lastIndexOf('@');
    return Optional.of(
        perMail && at > 0
            ? address.substring(0, at) + "+" + mail.id() + address.substring(at)
            : address);
  }

  @Override
  public String toString() {
    return "BounceSettings[" + protocol + "://" + host + "]";
  }
}
