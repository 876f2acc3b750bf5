package dev.fairlead.communication;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * One connection to the mail server for mails that leave one after the other. Unlike Spring's own
 * sender it tells of the moment in which the server has the whole mail and has not yet answered.
 */
final class MailLine implements AutoCloseable {
  private final JavaMailSenderImpl settings;
  private Telling transport;

  MailLine(JavaMailSenderImpl settings) {
    this.settings = settings;
  }

  /**
   * Whether the server took it is known when this returns; after a failure the line is new.
   *
   * @param handedOver runs once the end of the mail is with the operating system, which delivers it
   *     even where this process is killed, and before the server's answer is read; must not throw
   */
  void send(MimeMessage message, Runnable handedOver) throws MessagingException {
    try {
      connect();
      message.saveChanges();
      transport.handedOver = handedOver;
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
    String protocol =
        Objects.requireNonNullElse(settings.getProtocol(), JavaMailSenderImpl.DEFAULT_PROTOCOL);
    transport = new Telling(settings.getSession(), protocol);
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

  /** Says when the end of a mail has left and nothing has been read since. */
  private static final class Telling extends SMTPTransport {
    private Runnable handedOver;
    private boolean ending;

    Telling(Session session, String protocol) {
      super(session, null, protocol, protocol.equals("smtps"));
    }

    /**
     * Without CHUNKING, whatever is set: a mail that ends with {@code BDAT LAST} would be on record
     * only after the answer (decision 0046), and every server knows {@code DATA}.
     */
    @Override
    public boolean supportsExtension(String extension) {
      return !"CHUNKING".equalsIgnoreCase(extension) && super.supportsExtension(extension);
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
      ending = true;
      try {
        super.finishData();
      } finally {
        ending = false;
      }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
      if (ending) {
        ending = false;
        handedOver.run();
      }
      return super.readServerResponse();
    }
  }
}
