package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.Notice;
import dev.fairlead.project.Projects;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** A mail about something with a date carries that date for calendars. */
@MailTest
class CalendarMailIT {
  @RegisterExtension
  static final GreenMailExtension SERVER =
      new GreenMailExtension(ServerSetupTest.SMTP.dynamicPort());

  @Autowired Postman postman;
  @Autowired ApplicationEventPublisher events;
  @Autowired JavaMailSenderImpl sender;
  @Autowired JdbcClient jdbc;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired TaskService tasks;

  @BeforeEach
  void emptyOutbox() {
    jdbc.sql("delete from troubled_address").update();
    jdbc.sql("delete from outbox_mail").update();
    sender.setPort(SERVER.getSmtp().getPort());
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
  }

  @AfterEach
  void resume() {
    driver.resumeTime();
  }

  private static Calendar calendar(MimeMessage mail) throws Exception {
    return new CalendarBuilder()
        .build(new ByteArrayInputStream(Arrived.attached(mail, "text/calendar")));
  }

  private static VEvent event(MimeMessage mail) throws Exception {
    List<VEvent> events = calendar(mail).getComponents("VEVENT");
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static String value(VEvent event, String name) {
    return event.<Property>getProperty(name).orElseThrow().getValue();
  }

  @Test
  void anApprovalWithADeadlineStandsInTheCalendar() throws Exception {
    SampleProject.submitted(driver, projects, plans, "CAL-1", "clara");
    postman.carry();
    Task task =
        tasks
            .createTaskQuery()
            .processInstanceBusinessKey("CAL-1")
            .taskDefinitionKey("userTask_approvePlan")
            .singleResult();
    MimeMessage mail =
        Arrays.stream(SERVER.getReceivedMessages())
            .filter(arrived -> said(arrived).contains("/work/tasks/" + task.getId()))
            .findFirst()
            .orElseThrow();
    Instant due = task.getDueDate().toInstant();
    assertThat(said(mail)).contains("It is due on");
    assertThat(calendar(mail).<Property>getProperty("METHOD").orElseThrow().getValue())
        .isEqualTo("PUBLISH");
    assertThat(calendar(mail).validate().getEntries()).isEmpty();
    VEvent event = event(mail);
    assertThat(value(event, "UID")).isEqualTo("task-" + task.getId() + "@fairlead");
    assertThat(value(event, "SUMMARY")).isEqualTo("Approve plan (CAL-1)");
    assertThat(value(event, "SEQUENCE")).isEqualTo("0");
    assertThat(value(event, "TRANSP")).isEqualTo("TRANSPARENT");
    assertThat(value(event, "URL"))
        .isEqualTo("https://fairlead.example/work/tasks/" + task.getId());
    assertThat(value(event, "ORGANIZER")).isEqualTo("mailto:fairlead@fairlead.example");
    assertThat(Instant.from(event.getEndDate(true).orElseThrow().getDate())).isEqualTo(due);
    BodyPart part =
        Arrived.parts(mail).stream().filter(CalendarMailIT::isCalendar).findFirst().orElseThrow();
    assertThat(part.getContentType()).contains("method=PUBLISH").containsIgnoringCase("utf-8");
    assertThat(part.getFileName()).isEqualTo("fairlead.ics");
  }

  @Test
  void aTaskWithoutADateCarriesNone() throws Exception {
    SampleProject.begin(projects, "CAL-2", "20000");
    postman.carry();
    assertThat(SERVER.getReceivedMessages()).hasSize(1);
    assertThat(Arrived.attached(SERVER.getReceivedMessages()[0], "text/calendar")).isNull();
  }

  @Test
  void aChangeOfTheDateKeepsTheUidUnderAHigherNumber() throws Exception {
    LocalDateTime first = LocalDateTime.of(2027, 2, 1, 12, 0);
    for (LocalDateTime due : List.of(first, first, first.plusDays(1), first)) {
      events.publishEvent(
          new Notice(
                  "moved/" + SERVER.getReceivedMessages().length,
                  "CAL",
                  List.of("tom"),
                  "paused",
                  Map.of("projectKey", "CAL"),
                  "/projects/CAL")
              .with(CalendarEntry.due("moving@fairlead", "Moves", "", due, "/projects/CAL")));
      postman.carry();
    }
    MimeMessage[] mails = SERVER.getReceivedMessages();
    assertThat(mails).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(value(event(mails[i]), "UID")).isEqualTo("moving@fairlead");
      assertThat(value(event(mails[i]), "SEQUENCE")).isEqualTo(List.of("0", "0", "1", "2").get(i));
    }
    assertThat(Instant.from(event(mails[2]).getEndDate(true).orElseThrow().getDate()))
        .isEqualTo(first.plusDays(1).atZone(ZoneId.systemDefault()).toInstant());
  }

  private static boolean isCalendar(BodyPart part) {
    try {
      return part.isMimeType("text/calendar");
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String said(MimeMessage mail) {
    try {
      return Arrived.text(mail);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
