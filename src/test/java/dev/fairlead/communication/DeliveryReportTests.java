package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery status notifications as mail servers write them (RFC 3464). */
class DeliveryReportTests {
  private static final String ID = "<1b4c2f0e-0000-3000-8000-000000000001@fairlead>";

  static MimeMessage message(String text) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** As Postfix writes it: what happened in words, the status by recipient, the mail itself. */
  static String postfix(String messageId, String action, String status, String said) {
    return """
    Return-Path: <>
    From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
    To: bounces@fairlead.example
    Subject: Undelivered Mail Returned to Sender
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="b"

    --b
    Content-Type: text/plain; charset=us-ascii

    I'm sorry to have to inform you that your message could not be delivered.

    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.org
    Arrival-Date: Mon,  4 Jan 2027 09:00:00 +0100 (CET)

    Final-Recipient: rfc822; tom@fairlead.example
    Action: %s
    Status: %s
    Diagnostic-Code: smtp; %s

    --b
    Content-Type: message/rfc822

    From: fairlead@fairlead.example
    Message-ID: %s
    Subject: LIFE: returned

    Hello Tom

    --b--
    """
        .formatted(action, status, said, messageId)
        .replace("\n", "\r\n");
  }

  private static DeliveryReport read(String text) throws Exception {
    return DeliveryReport.of(message(text)).orElseThrow();
  }

  @Test
  void aFailureNamesTheMailAndWhatTheServerSaid() throws Exception {
    DeliveryReport report = read(postfix(ID, "failed", "5.1.1", "550 5.1.1 No such user"));
    assertThat(report.messageId()).isEqualTo(ID);
    assertThat(report.mailId()).isNull();
    assertThat(report.failures()).containsExactly("550 5.1.1 No such user");
  }

  @Test
  void onlyHeadersComeBackOrNothingButTheAddress() throws Exception {
    DeliveryReport headers =
        read(
            postfix(ID, "failed", "5.1.1", "550 x")
                .replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers"));
    assertThat(headers.messageId()).isEqualTo(ID);
    DeliveryReport tagged =
        read(
            postfix(ID, "failed", "5.1.1", "550 x")
                .replace("Message-ID", "X-Nothing")
                .replace("To: bounces@", "To: bounces+4711@"));
    assertThat(tagged.messageId()).isNull();
    assertThat(tagged.mailId()).isEqualTo(4711L);
  }

  @Test
  void withoutADiagnosisTheStatusIsSaid() throws Exception {
    assertThat(
            read(postfix(ID, "Failed", "5.2.2", "x").replace("Diagnostic-Code", "X-Nothing"))
                .failures())
        .containsExactly("5.2.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delayed", "delivered", "relayed", "expanded"})
  void whatIsOnlyLateOrArrivedIsNoFailure(String action) throws Exception {
    assertThat(read(postfix(ID, action, "4.4.1", "timed out")).failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: Out of office\r\n\r\nI am away.\r\n",
        "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHm\r\n--b--\r\n",
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b\r\n"
            + "Content-Type: message/disposition-notification\r\n\r\nDisposition: read\r\n--b--\r\n",
        "\r\n"
      })
  void otherMailsAreNoReports(String text) throws Exception {
    assertThat(DeliveryReport.of(message(text))).isEqualTo(Optional.empty());
  }

  @Test
  void aReportWithoutEndOrSenseIsReadAsFarAsItGoes() throws Exception {
    String cut = postfix(ID, "failed", "5.1.1", "550 5.1.1 No such user");
    assertThat(read(cut.substring(0, cut.indexOf("Diagnostic-Code"))).failures())
        .containsExactly("5.1.1");
    assertThat(read(postfix(ID, "failed", "5.1.1", "x\u0007y" + "z".repeat(100_000))).failures())
        .hasSize(1);
  }
}
