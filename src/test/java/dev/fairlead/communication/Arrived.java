package dev.fairlead.communication;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a mail is made of, once it has arrived. */
final class Arrived {
  private Arrived() {}

  /** The leaves of a mail, in their order. */
  static List<BodyPart> parts(MimeMessage mail) throws MessagingException, IOException {
    List<BodyPart> leaves = new ArrayList<>();
    collect((Multipart) mail.getContent(), leaves);
    return leaves;
  }

  private static void collect(Multipart parts, List<BodyPart> leaves)
      throws MessagingException, IOException {
    for (int i = 0; i < parts.getCount(); i++) {
      if (parts.getBodyPart(i).getContent() instanceof Multipart inner) {
        collect(inner, leaves);
      } else {
        leaves.add(parts.getBodyPart(i));
      }
    }
  }

  static String text(MimeMessage mail) throws MessagingException, IOException {
    return ((String) parts(mail).get(0).getContent()).replace("\r\n", "\n");
  }

  static String html(MimeMessage mail) throws MessagingException, IOException {
    return (String) parts(mail).get(1).getContent();
  }

  /** The content of the part with this type, or null. */
  static byte[] attached(MimeMessage mail, String type) throws MessagingException, IOException {
    for (BodyPart part : parts(mail)) {
      if (part.isMimeType(type)) {
        return part.getInputStream().readAllBytes();
      }
    }
    return null;
  }
}
