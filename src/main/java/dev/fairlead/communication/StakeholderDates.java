package dev.fairlead.communication;

import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** When those whom a person looks after are assessed again. */
@Component
@Transactional(readOnly = true)
class StakeholderDates implements PersonalDates {
  private static final int MOST = 300;

  private final JdbcClient jdbc;

  StakeholderDates(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Due(
      String id,
      String projectKey,
      String projectName,
      int number,
      String name,
      LocalDate nextReview) {}

  @Override
  public List<CalendarEntry> of(String username, LocalDate from, LocalDate until) {
    return jdbc
        .sql(
            "select s.id, s.project_key, p.name as project_name, s.number, s.name, s.next_review"
                + " from stakeholder s join project p on p.project_key = s.project_key"
                + " where s.responsible = ? and s.ended_at is null and s.next_review between ? and ?"
                + " and p.phase <> 'CLOSED' order by s.next_review, s.id limit "
                + MOST)
        .params(username, from, until)
        .query(Due.class)
        .list()
        .stream()
        .map(
            due ->
                CalendarEntry.on(
                    "stakeholder-" + due.id() + "@fairlead",
                    Sentences.say(
                        "communication.calendar.stakeholder", due.name(), due.projectKey()),
                    Sentences.say("communication.calendar.stakeholderText", due.projectName()),
                    due.nextReview(),
                    "/projects/"
                        + due.projectKey()
                        + "/communication/stakeholders?only="
                        + due.number(),
                    null))
        .toList();
  }
}
