package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.fairlead.people.Groups;
import dev.fairlead.project.Notice;
import dev.fairlead.project.NoticeTable;
import dev.fairlead.project.NoticeTable.Cell;
import jakarta.mail.Header;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Texts of every kind and malice in everything that a mail is made of: it stays one mail to one
 * recipient with our headers and no others, and its two parts say the same.
 */
@MailTest
class MailCorpusIT {
  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

  private static final List<String> HEADERS =
      List.of(
          "Auto-Submitted",
          "Content-Type",
          "Date",
          "From",
          "MIME-Version",
          "Message-ID",
          "Received",
          "Return-Path",
          "Subject",
          "To");

  @Autowired Postman postman;
  @Autowired Outbox outbox;
  @Autowired ApplicationEventPublisher events;
  @Autowired JavaMailSenderImpl sender;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void emptyOutbox() {
    jdbc.sql("delete from troubled_address").update();
    jdbc.sql("delete from outbox_mail").update();
    jdbc.sql("delete from app_user_group where username = 'odd'").update();
    jdbc.sql("delete from app_user where username = 'odd'").update();
    sender.setPort(SERVER.getSmtp().getPort());
  }

  static Stream<String> texts() {
    return Stream.of(
        "Build\r\nBcc: evil@example.org",
        "Build\nSubject: other\n\nbody",
        "Build\rX-Evil: 1",
        "Build\u0000\u0007\u001b[31m",
        "Build\u0085Bcc: evil@example.org\u2028Cc: evil@example.org\u2029x",
        "=?UTF-8?B?QmNjOiBldmlsQGV4YW1wbGUub3JnDQo=?=",
        "=?UTF-8?Q?a=0D=0ABcc=3A_evil=40example.org?=",
        "x".repeat(5_000),
        "\u00e4".repeat(5_000),
        "\ud83d\ude80".repeat(2_000),
        "\ud83d half, \ude80 half",
        "\u202eexe.tnemucod \u2066 turned",
        "\u05d0\u05d1\u05d2 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
        "\u9879\u76ee\u8ba1\u5212 \u30d7\u30ed\u30b8\u30a7\u30af\u30c8",
        "\ud83d\udc69\u200d\ud83d\udcbb \ud83c\uddea\ud83c\uddfa",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "\"quoted\" <odd@example.org>, other@example.org;",
        "{recipient} {secret} ${jndi} [[${1+1}]] \\ $1",
        "\t  \n \u00a0 ",
        ".\r\n.\r\nQUIT");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void oneMailWithOurHeadersWhateverItSays(String odd) throws Exception {
    // what the database cannot keep cannot be anybody's name
    String name = Words.cut(odd.replace("\u0000", "").replaceAll("\\p{Cs}", "") + "!", 100);
    jdbc.sql(
            "insert into app_user (username, display_name, email, password_hash, enabled)"
                + " values ('odd', ?, 'odd@fairlead.example', 'x', true)")
        .param(name)
        .update();
    jdbc.sql("insert into app_user_group (username, group_id) values ('odd', ?)")
        .param(Groups.TEAM_MEMBERS)
        .update();
    events.publishEvent(
        new Notice(
                "odd",
                "ODD",
                List.of("odd"),
                "task",
                Map.of("projectKey", "ODD", "taskName", odd, "description", odd, "due", odd),
                "/work/tasks/1")
            .with(
                List.of(
                    new NoticeTable(
                        odd,
                        List.of("Name", "Light", "Link"),
                        List.of(
                            List.of(
                                Cell.of(odd),
                                new Cell(odd, "RED", null),
                                new Cell(odd, null, "/work"))))),
                null));
    postman.carry();

    Mail kept = outbox.page("odd", 0, 1).get(0);
    assertThat(kept.status()).as(kept.problem()).isEqualTo("SENT");
    assertThat(SERVER.getReceivedMessages()).as("one recipient, one mail").hasSize(1);
    MimeMessage mail = SERVER.getReceivedMessages()[0];
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("odd@fairlead.example");
    List<String> headers = new ArrayList<>();
    for (Header header : Collections.list(mail.getAllHeaders())) {
      headers.add(header.getName());
      assertThat(header.getValue().replaceAll("\r\n[ \t]", ""))
          .as(header.getName())
          .doesNotContain("\r", "\n", "\u0000");
    }
    assertThat(headers).containsExactlyInAnyOrderElementsOf(HEADERS);
    assertThat(mail.getSubject())
        .startsWith("ODD:")
        .hasSizeLessThanOrEqualTo(300)
        .doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");
    String html = Arrived.html(mail);
    Document page = Jsoup.parse(html);
    assertThat(page.select("script, img")).isEmpty();
    assertThat(page.select("a").eachAttr("href"))
        .containsExactly("https://fairlead.example/work", "https://fairlead.example/work/tasks/1");
    bothSayTheSame(mail);
  }

  /** Every sentence, heading, cell and address of the HTML stands in the text. */
  static void bothSayTheSame(MimeMessage mail) throws Exception {
    String text = plain(Arrived.text(mail));
    Document page = Jsoup.parse(Arrived.html(mail));
    int compared = 0;
    for (Element element : page.select("p:not([aria-hidden]), h2, td, a")) {
      assertThat(text).as(element.outerHtml()).contains(plain(element.text()));
      compared++;
    }
    for (Element link : page.select("a")) {
      assertThat(text).contains(link.attr("href"));
    }
    assertThat(compared).isGreaterThan(2);
    assertThat(page.text().length())
        .as("and the text says no more than the HTML, its addresses aside")
        .isGreaterThan(text.replaceAll("https?://\\S+", "").length() / 2);
  }

  private static String plain(String text) {
    return text.replaceAll("[\\s\\u00a0\\p{Cntrl}]+", " ").strip();
  }

  @Test
  void anAddressIsOneAddressOrNone() {
    for (String address :
        List.of(
            "a@b, c@d",
            "tom@example.org\r\nBcc: evil@example.org",
            "Tom <tom@example.org>, evil@example.org",
            "tom",
            "@example.org",
            "tom@",
            "tom@exa mple.org",
            "group: a@b, c@d;")) {
      jdbc.sql("delete from troubled_address").update();
      jdbc.sql("delete from outbox_mail").update();
      events.publishEvent(
          new Notice(
              "address",
              "ODD",
              List.of("tom"),
              "task",
              Map.of("projectKey", "ODD", "taskName", "Build", "description", "", "due", ""),
              null));
      jdbc.sql("update outbox_mail set address = ?").param(address).update();
      postman.carry();
      Mail mail = outbox.page(null, 0, 1).get(0);
      assertThat(mail.status()).as(address).isEqualTo("FAILED");
      assertThat(mail.trouble()).as(address).isEqualTo(Trouble.ADDRESS_INVALID);
    }
    assertThat(SERVER.getReceivedMessages()).isEmpty();
  }
}
