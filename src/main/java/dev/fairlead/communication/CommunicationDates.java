package dev.fairlead.communication;

import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * When the reports and communications that a person is responsible for are due next. One that is
 * being prepared already stands among the person's tasks.
 */
@Component
@Transactional(readOnly = true)
class CommunicationDates implements PersonalDates {
  private static final int MOST = 300;

  private final JdbcClient jdbc;

  CommunicationDates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Due(
      long id,
      String projectKey,
      String projectName,
      String title,
      String purpose,
      ProjectDocuments.Kind content,
      LocalDate nextDue) {}

  @Override
  public List<CalendarEntry> of(String username, LocalDate from, LocalDate until) {
    return jdbc
        .sql(
            "select r.id, r.project_key, p.name as project_name, r.title, r.purpose, r.content,"
                + " r.next_due from communication_row r join project p on p.project_key = r.project_key"
                + " where r.responsible = ? and r.ended_at is null and r.next_due between ? and ?"
                + " and not exists (select 1 from communication_run u where u.row_id = r.id and u.open_mark = 0)"
                + " order by r.next_due, r.id limit "
                + MOST)
        .params(username, from, until)
        .query(Due.class)
        .list()
        .stream()
        .map(CommunicationDates::entry)
        .toList();
  }

  private static CalendarEntry entry(Due due) {
    String what = due.content().isReport() ? "report" : "communication";
    return CalendarEntry.on(
        "communication-" + due.id() + "@fairlead",
        Sentences.say("communication.calendar." + what, due.title(), due.projectKey()),
        Sentences.say("communication.calendar.text", due.projectName(), due.purpose()),
        due.nextDue(),
        "/projects/" + due.projectKey() + "/communication",
        null);
  }
}
