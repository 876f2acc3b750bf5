package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.DecideByMail;
import dev.fairlead.project.MailFiles;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.OwnAccord;
import dev.fairlead.shared.QuickCommit;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Progress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The mail about a report says what its PDF says. */
@MailTest
class ReportMailIT {
  private static final DateTimeFormatter MAIL_DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

  @Autowired Postman postman;
  @Autowired Outbox outbox;
  @Autowired MailPreferences preferences;
  @Autowired JavaMailSenderImpl sender;
  @Autowired JdbcClient jdbc;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Progress progress;
  @Autowired Reports reports;
  @Autowired FairleadClock clock;
  @Autowired OwnAccord ownAccord;
  @Autowired QuickCommit quickCommit;
  @Autowired ObjectProvider<JavaMailSenderImpl> senders;
  @Autowired TransactionTemplate transactions;
  @Autowired MailBody body;
  @Autowired SharedAddresses outside;
  @Autowired ObjectProvider<DecideByMail> decisions;
  @Autowired MailParts parts;
  @Autowired TroubledAddresses addresses;
  @Autowired ObjectProvider<MailFiles> files;

  @BeforeEach
  void aMonday() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    sender.setPort(SERVER.getSmtp().getPort());
    preferences.set("tom", "IMMEDIATE", 8, "", true);
  }

  @AfterEach
  void resume() {
    preferences.set("tom", "IMMEDIATE", 8, "", false);
    driver.resumeTime();
  }

  private void publish(String key) {
    SampleProject.tracked(driver, projects, plans, key);
    driver.setTime(LocalDateTime.of(2027, 1, 12, 9, 0));
    progress.report(
        key, new NewProgress(1, 60, null, LocalDate.of(2027, 1, 5), null, null, "Slower"), "tom");
    reports.request(key, "clara");
    driver.act(
        "clara",
        key,
        "userTask_releaseReport",
        Map.of(
            "release", "publish",
            "summary", "Late, and we know why.",
            "overrideHealth", "red",
            "overrideReason", "Supplier is shaky"));
    driver.runWaiting();
    jdbc.sql("delete from troubled_address").update();
    jdbc.sql("delete from outbox_mail where template is null or template <> 'report'").update();
  }

  private static MimeMessage to(String address) throws Exception {
    for (MimeMessage mail : SERVER.getReceivedMessages()) {
      if (mail.getAllRecipients()[0].toString().equals(address)) {
        return mail;
      }
    }
    throw new AssertionError("no mail to " + address);
  }

  @Test
  void healthFiguresAndMilestonesAreThoseOfThePdf() throws Exception {
    publish("RM-1");
    postman.carry();
    MimeMessage mail = to("tina@fairlead.example");
    String text = Arrived.text(mail);
    Document page = Jsoup.parse(Arrived.html(mail));
    assertThat(text).contains("Late, and we know why.", "Supplier is shaky", "Red");
    assertThat(page.select("h2").eachText())
        .containsExactly("Health", "Key figures on 12 Jan 2027", "Next milestones");
    MailCorpusIT.bothSayTheSame(mail);

    String pdf = pdf(reports.file("RM-1-R1", ReportFormat.PDF));
    Element figures = page.select("table").get(1);
    assertThat(figures.select("tr")).hasSize(9);
    assertThat(figures.select("tr").eachText())
        .filteredOn(row -> !row.endsWith(" -"))
        .hasSizeGreaterThan(4);
    for (Element row : figures.select("tr")) {
      String value = row.select("td").get(1).text();
      assertThat(pdf).as(row.text()).contains(asInThePdf(value));
    }
    for (Element row : page.select("table").get(0).select("tbody tr")) {
      assertThat(pdf).contains(row.select("td").get(0).text(), row.select("td").get(1).text());
    }
    Element milestone = page.select("table").get(2).select("tbody tr").get(0);
    assertThat(milestone.text()).contains("Go-live");
    assertThat(pdf)
        .contains(asInThePdf(milestone.select("td").get(1).text()))
        .contains(asInThePdf(milestone.select("td").get(2).text()));
    assertThat(Arrived.attached(mail, "application/pdf")).as("not asked for").isNull();
    assertThat(new String(Arrived.attached(mail, "text/calendar")))
        .contains("SUMMARY:Feedback on report RM-1-R1");
  }

  @Test
  void whoWantsFilesGetsThePdfUnlessItIsTooLarge() throws Exception {
    publish("RM-2");
    byte[] published = reports.file("RM-2-R1", ReportFormat.PDF);
    postman.carry();
    assertThat(Arrived.attached(to("tom@fairlead.example"), "application/pdf"))
        .isEqualTo(published);
    assertThat(Arrived.attached(to("tina@fairlead.example"), "application/pdf")).isNull();

    jdbc.sql(
            "update outbox_mail set status = 'WAITING', next_attempt_at = sent_at where recipient = 'tom'"
                + " and notice_key = 'report/RM-2-R1'")
        .update();
    SERVER.purgeEmailFromAllMailboxes();
    new Postman(
            jdbc,
            outbox,
            senders,
            transactions,
            body,
            parts,
            addresses,
            files,
            new BounceSettings("", false, "imaps", "", 0, "", "", "INBOX", Duration.ofHours(1)),
            outside,
            decisions,
            clock,
            ownAccord,
            quickCommit,
            "fairlead@fairlead.example",
            DataSize.ofBytes(published.length - 1),
            Duration.ofMinutes(2))
        .carry();
    MimeMessage small = to("tom@fairlead.example");
    assertThat(Arrived.attached(small, "application/pdf")).isNull();
    assertThat(Arrived.text(small)).contains("https://fairlead.example/reports/RM-2-R1");
  }

  private static String asInThePdf(String value) {
    return value.matches("\\d{1,2} \\w{3} \\d{4}")
        ? LocalDate.parse(value, MAIL_DAY).toString()
        : value.replace(" EUR", "");
  }

  private static String pdf(byte[] file) throws Exception {
    StringBuilder text = new StringBuilder();
    try (PdfReader reader = new PdfReader(file)) {
      PdfTextExtractor extractor = new PdfTextExtractor(reader);
      for (int page = 1; page <= reader.getNumberOfPages(); page++) {
        text.append(extractor.getTextFromPage(page)).append('\n');
      }
    }
    return text.toString();
  }
}
