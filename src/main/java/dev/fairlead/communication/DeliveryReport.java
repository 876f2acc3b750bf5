package dev.fairlead.communication;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server reports about a mail that it could not deliver (RFC 3464).
 *
 * @param messageId of the mail, with its angle brackets, or null where the server gave nothing back
 * @param mailId of the mail by the address that it came back to, or null
 * @param failures one line for each recipient whom it will never reach
 */
record DeliveryReport(String messageId, Long mailId, List<String> failures) {
  private static final int LONGEST = 64 * 1024;
  private static final int DEEPEST = 5;
  private static final Pattern TAG = Pattern.compile("\\+(\\d{1,18})@");

  /** Reads the report, where this mail is one. */
  static Optional<DeliveryReport> of(MimeMessage mail) throws MessagingException, IOException {
    if (!mail.isMimeType("multipart/report")) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    collect(mail, parts, 0);
    List<String> failures = new ArrayList<>();
    String messageId = null;
    boolean report = false;
    for (Part part : parts) {
      if (part.isMimeType("message/delivery-status")
          || part.isMimeType("message/global-delivery-status")) {
        report = true;
        failures.addAll(failures(start(part)));
      } else if (part.isMimeType("message/rfc822")
          || part.isMimeType("message/global")
          || part.isMimeType("text/rfc822-headers")
          || part.isMimeType("message/rfc822-headers")) {
        String[] ids = headers(start(part)).getHeader("Message-ID");
        messageId = ids == null || ids.length == 0 ? messageId : ids[0].strip();
      }
    }
    return report
        ? Optional.of(new DeliveryReport(messageId, tag(mail), List.copyOf(failures)))
        : Optional.empty();
  }

  private static void collect(Part part, List<Part> parts, int depth)
      throws MessagingException, IOException {
    if (part.isMimeType("multipart/*")
        && depth < DEEPEST
        && part.getContent() instanceof Multipart inner) {
      for (int i = 0; i < Math.min(inner.getCount(), 20); i++) {
        collect(inner.getBodyPart(i), parts, depth + 1);
      }
    } else {
      parts.add(part);
    }
  }

  /** The first block is about the server, each further one about one recipient. */
  private static List<String> failures(byte[] status) throws MessagingException {
    List<String> failures = new ArrayList<>();
    ByteArrayInputStream rest = new ByteArrayInputStream(status);
    while (rest.available() > 0 && failures.size() < 20) {
      InternetHeaders block = new InternetHeaders(rest);
      String action = block.getHeader("Action", null);
      if (action != null && action.strip().toLowerCase(Locale.ROOT).equals("failed")) {
        String code = value(block, "Status");
        String said = value(block, "Diagnostic-Code").replaceFirst("(?i)^\\s*smtp\\s*;", "");
        failures.add((said.isBlank() ? code : said).replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
      }
    }
    return failures;
  }

  private static String value(InternetHeaders block, String name) {
    String value = block.getHeader(name, null);
    return value == null ? "" : value;
  }

  private static InternetHeaders headers(byte[] text) throws MessagingException {
    return new InternetHeaders(new ByteArrayInputStream(text));
  }

  private static byte[] start(Part part) throws MessagingException, IOException {
    try (InputStream content = part.getInputStream()) {
      return content.readNBytes(LONGEST);
    }
  }

  private static Long tag(MimeMessage mail) throws MessagingException {
    for (String name : List.of("Delivered-To", "X-Original-To", "To")) {
      String[] values = mail.getHeader(name);
      for (String value : values == null ? new String[0] : values) {
        Matcher tag = TAG.matcher(value);
        if (tag.find()) {
          return Long.valueOf(tag.group(1));
        }
      }
    }
    return null;
  }
}
