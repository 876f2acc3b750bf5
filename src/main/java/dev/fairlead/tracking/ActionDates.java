package dev.fairlead.tracking;

import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When the open actions are due that a person is responsible for. */
@Component
@Transactional(readOnly = true)
class ActionDates implements PersonalDates {
  private static final int MOST = 300;

  private final JdbcClient jdbc;

  ActionDates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Due(
      String id, String projectKey, String projectName, int number, String title, LocalDate due) {}

  @Override
  public List<CalendarEntry> of(String username, LocalDate from, LocalDate until) {
    return jdbc
        .sql(
            "select a.id, a.project_key, p.name as project_name, a.number, a.title, a.due from action_item a"
                + " join project p on p.project_key = a.project_key"
                + " where a.responsible = ? and a.status = 'OPEN' and a.due between ? and ?"
                + " and p.phase <> 'CLOSED' order by a.due, a.id limit "
                + MOST)
        .params(username, from, until)
        .query(Due.class)
        .list()
        .stream()
        .map(
            due ->
                CalendarEntry.on(
                    "action-" + due.id() + "@fairlead",
                    Sentences.say("tracking.calendar.action", due.title(), due.projectKey()),
                    Sentences.say("tracking.calendar.actionText", due.projectName(), due.id()),
                    due.due(),
                    Action.path(due.projectKey(), due.number()),
                    null))
        .toList();
  }
}
