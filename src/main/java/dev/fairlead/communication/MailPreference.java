package dev.fairlead.communication;

import java.time.ZoneId;

/**
 * How a person wants their mails.
 *
 * @param digestHour full hour of the person's own day at which the digest comes
 * @param zone of the person's own day
 * @param attachFiles whether files such as the PDF of a report go with the mails
 */
public record MailPreference(Delivery delivery, int digestHour, ZoneId zone, boolean attachFiles) {
  /** When mails go out. */
  public enum Delivery {
    IMMEDIATE,
    /** Once a working day, in one mail, except what is urgent. */
    DIGEST
  }

  static MailPreference usual(ZoneId house) {
    return new MailPreference(Delivery.IMMEDIATE, 8, house, false);
  }

  public boolean isDigest() {
    return delivery == Delivery.DIGEST;
  }
}
