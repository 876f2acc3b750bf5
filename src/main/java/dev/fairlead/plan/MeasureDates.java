package dev.fairlead.plan;

import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When the measures on open risks are due that a person is responsible for. */
@Component
@Transactional(readOnly = true)
class MeasureDates implements PersonalDates {
  private static final int MOST = 300;
  private static final int LONGEST_TITLE = 120;

  private final JdbcClient jdbc;

  MeasureDates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Due(
      long id,
      String projectKey,
      String projectName,
      int risk,
      String title,
      String text,
      LocalDate due) {}

  @Override
  public List<CalendarEntry> of(String username, LocalDate from, LocalDate until) {
    return jdbc
        .sql(
            "select m.id, m.project_key, p.name as project_name, m.risk, r.title, m.text, m.due from risk_measure m"
                + " join risk r on r.project_key = m.project_key and r.number = m.risk"
                + " join project p on p.project_key = m.project_key"
                + " where m.responsible = ? and m.done_on is null and m.due between ? and ?"
                + " and r.status not in ('OCCURRED', 'CLOSED') and p.phase <> 'CLOSED'"
                + " order by m.due, m.id limit "
                + MOST)
        .params(username, from, until)
        .query(Due.class)
        .list()
        .stream()
        .map(MeasureDates::entry)
        .toList();
  }

  private static CalendarEntry entry(Due due) {
    String text = due.text().replaceAll("\\s+", " ");
    return CalendarEntry.on(
        "measure-" + due.id() + "@fairlead",
        Sentences.say(
            "plan.calendar.measure",
            text.length() > LONGEST_TITLE ? text.substring(0, LONGEST_TITLE - 1) + "…" : text,
            due.projectKey()),
        Sentences.say("plan.calendar.measureText", due.projectName(), due.title()),
        due.due(),
        "/projects/" + due.projectKey() + "/risks",
        null);
  }
}
