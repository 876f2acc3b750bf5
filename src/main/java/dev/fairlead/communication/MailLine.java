package dev.fairlead.communication;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Objects;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * One connection to the mail server for mails that leave one after the other. Spring's own sender
 * closes its connection before it returns, which here would stand between the server's answer and
 * our record of it.
 */
final class MailLine implements AutoCloseable {
  private final JavaMailSenderImpl settings;
  private Transport transport;

  MailLine(JavaMailSenderImpl settings) {
    this.settings = settings;
  }

  /** Whether the server took it is known when this returns; after a failure the line is new. */
  void send(MimeMessage message) throws MessagingException {
    try {
      connect();
      message.saveChanges();
      transport.sendMessage(message, message.getAllRecipients());
    } catch (MessagingException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void connect() throws MessagingException {
    if (transport != null && transport.isConnected()) {
      return; // asked of the server, which may have closed the line after so many mails
    }
    close();
    transport =
        settings
            .getSession()
            .getTransport(
                Objects.requireNonNullElse(
                    settings.getProtocol(), JavaMailSenderImpl.DEFAULT_PROTOCOL));
    try {
      transport.connect(
          settings.getHost(), settings.getPort(), textOrNull(settings.getUsername()), password());
    } catch (AuthenticationFailedException e) {
      throw new MailAuthenticationException(e);
    } catch (MessagingException e) {
      throw new MailSendException(e.getMessage(), e);
    }
  }

  private String password() {
    return textOrNull(settings.getUsername()) == null ? null : settings.getPassword();
  }

  private static String textOrNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  @Override
  public void close() {
    if (transport == null) {
      return;
    }
    try {
      transport.close();
    } catch (MessagingException e) {
      // what the server took is on record, and the rest is sent anew
    }
    transport = null;
  }
}
