package dev.fairlead.communication;

import dev.fairlead.shared.Sentences;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;

/**
 * What keeps a mail from arriving. A reply of 5xx is final, one of 4xx is not (RFC 5321, 4.2.1).
 */
public enum Trouble {
  /** It is no mail address at all. */
  ADDRESS_INVALID(true, false),
  /** The server refused the recipient with 5xx. */
  ADDRESS_REFUSED(true, false),
  /** The server does not take mails for the recipient now: 4xx. */
  ADDRESS_LATER(false, false),
  /** The server refused the mail itself with 5xx. */
  CONTENT_REFUSED(true, false),
  /** The server does not take the mail now: 4xx. */
  CONTENT_LATER(false, false),
  /** The server takes nothing from our own address. */
  SENDER_REFUSED(false, true),
  /** The server does not let us in. */
  LOGIN_REFUSED(false, true),
  /** The server cannot be reached, does not answer in time, or is busy. */
  SERVER(false, true),
  /** Whether the server took it was not heard, since its node ended. */
  UNANSWERED(true, false),
  /** It came back after it was sent. */
  BOUNCED(true, false),
  OTHER(false, false);

  private final boolean permanent;
  private final boolean ofServer;

  Trouble(boolean permanent, boolean ofServer) {
    this.permanent = permanent;
    this.ofServer = ofServer;
  }

  /** Whether another try would fare no better. */
  public boolean isPermanent() {
    return permanent;
  }

  /** Whether the next mail would fare no better now. */
  boolean isOfServer() {
    return ofServer;
  }

  /** Whether it is about the recipient's address, so that the next mail would not arrive either. */
  boolean isOfAddress() {
    return this == ADDRESS_INVALID || this == ADDRESS_REFUSED || this == BOUNCED;
  }

  /** Whether the server refused the mail itself, when it had all of it or before. */
  boolean isOfContent() {
    return this == CONTENT_REFUSED || this == CONTENT_LATER;
  }

  /** What happened and what to do, for people. */
  public String sentence() {
    return Sentences.say("communication.trouble." + name());
  }

  static Trouble of(Exception failed) {
    List<Throwable> all = everything(failed);
    for (Throwable one : all) {
      if (one instanceof Postman.NoRecipientException) {
        return ADDRESS_INVALID;
      }
      if (one instanceof SMTPAddressFailedException refused) {
        return isFinal(refused.getReturnCode()) ? ADDRESS_REFUSED : ADDRESS_LATER;
      }
      if (one instanceof SMTPSenderFailedException || one instanceof AddressException) {
        return SENDER_REFUSED;
      }
      if (one instanceof MailAuthenticationException) {
        return LOGIN_REFUSED;
      }
    }
    if (all.stream().anyMatch(IOException.class::isInstance)) {
      return SERVER;
    }
    for (Throwable one : all) {
      // 421: the server closes the connection
      if (one instanceof SMTPSendFailedException refused && refused.getReturnCode() != 421) {
        return isFinal(refused.getReturnCode()) ? CONTENT_REFUSED : CONTENT_LATER;
      }
    }
    boolean unconnected = failed instanceof MailSendException;
    boolean closed = all.stream().anyMatch(SMTPSendFailedException.class::isInstance);
    return unconnected || closed ? SERVER : OTHER;
  }

  private static boolean isFinal(int reply) {
    return reply >= 500 && reply < 600;
  }

  /** What was thrown, what caused it and what was thrown beside it, outermost first. */
  private static List<Throwable> everything(Exception failed) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> all = new ArrayList<>();
    Deque<Throwable> next = new ArrayDeque<>();
    next.add(failed);
    while (!next.isEmpty()) {
      Throwable one = next.poll();
      if (one == null || !seen.add(one)) {
        continue;
      }
      all.add(one);
      add(next, one.getCause());
      if (one instanceof MessagingException mail) {
        add(next, mail.getNextException());
      }
    }
    return all;
  }

  private static void add(Deque<Throwable> next, Throwable one) {
    if (one != null) {
      next.add(one);
    }
  }
}
