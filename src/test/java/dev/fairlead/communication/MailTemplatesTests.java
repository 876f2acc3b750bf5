package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.ITemplateResolver;

/** An organisation's own texts and look, without Java: docs/mails.md. */
class MailTemplatesTests {
  private static final LocalDateTime NOW = LocalDateTime.of(2027, 1, 4, 9, 0);

  @TempDir Path folder;

  private static Mail mail(String body) {
    return new Mail(
        1,
        "k",
        "tom",
        "tom@fairlead.example",
        "KEY",
        "S",
        body,
        "/work",
        NOW,
        "WAITING",
        0,
        null,
        null,
        "task",
        NOW,
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private MailBody body(MailTexts texts) {
    ClassLoaderTemplateResolver ours = new ClassLoaderTemplateResolver();
    ours.setPrefix("templates/");
    ours.setSuffix(".html");
    ours.setOrder(1);
    SpringTemplateEngine templates = new SpringTemplateEngine();
    templates.setTemplateResolvers(
        Set.<ITemplateResolver>of(new MailLook().ownMailTemplate(folder.toString()), ours));
    return new MailBody(templates, texts, new MailParts(new ObjectMapper()), "https://f.example");
  }

  @Test
  void anEmptyFolderChangesNothing() {
    MailTexts texts = new MailTexts(folder.toString());
    assertThat(texts.fill("mail.task.subject", Map.of("projectKey", "A", "taskName", "B"), "Tom"))
        .isEqualTo("A: B");
    assertThat(texts.isUrgent("followUp.managers")).isTrue();
    assertThat(texts.isUrgent("task")).isFalse();
    assertThat(
            Jsoup.parse(body(texts).html(mail("Hello"), "https://f.example/work", Map.of())).text())
        .isEqualTo(
            "Fairlead Hello Open in Fairlead You get this mail because you take part in project KEY.");
  }

  @Test
  void whatTheFolderHoldsTakesThePlaceOfOurs() throws Exception {
    Files.writeString(
        folder.resolve("mail.properties"),
        """
        mail.task.subject={projectKey}: {taskName} wartet auf {recipient} – schön
        mail.layout.open=In Fairlead öffnen
        mail.task.urgent=yes
        mail.followUp.managers.urgent=no
        """,
        StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("mail.html"),
        "<html xmlns:th='http://www.thymeleaf.org'><body><b>ACME</b>"
            + "<p th:each='p : ${mail.paragraphs()}' th:text='${p}'></p>"
            + "<a th:href='${link}' th:text='${open}'></a></body></html>");
    MailTexts texts = new MailTexts(folder.toString());
    assertThat(texts.fill("mail.task.subject", Map.of("projectKey", "A", "taskName", "B"), "Tom"))
        .isEqualTo("A: B wartet auf Tom – schön");
    assertThat(texts.pattern("mail.paused.subject")).as("still ours").contains("is paused");
    assertThat(texts.isUrgent("task")).isTrue();
    assertThat(texts.isUrgent("followUp.managers")).isFalse();
    MailBody body = body(texts);
    assertThat(Jsoup.parse(body.html(mail("a <b>\nc"), "https://f.example/work", Map.of())).text())
        .isEqualTo("ACME a <b> c In Fairlead öffnen");
    assertThat(body.text(mail("Hallo"), "https://f.example/work", Map.of()))
        .contains("Hallo", "In Fairlead öffnen: https://f.example/work");
  }

  @Test
  void aFileThatIsNoTextStopsTheStartInWords() throws Exception {
    Files.write(folder.resolve("mail.properties"), new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
    assertThatThrownBy(() -> new MailTexts(folder.toString()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("FAIRLEAD_MAIL_TEMPLATES");
  }
}
