package dev.fairlead.communication;

import dev.fairlead.people.Users;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The stakeholders whom somebody has to look at again. */
@Component
@Transactional(readOnly = true)
public class StakeholderReviews {
  private static final int MOST = 50;

  private final JdbcClient jdbc;
  private final Users users;
  private final FairleadClock clock;

  StakeholderReviews(JdbcClient jdbc, Users users, FairleadClock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.clock = clock;
  }

  /** One that is due, with nothing of what is judged. */
  public record Due(
      String id,
      String projectKey,
      String projectName,
      int number,
      String name,
      LocalDate nextReview) {
    /** Where it stands. */
    public String path() {
      return "/projects/" + projectKey + "/communication/stakeholders?only=" + number;
    }
  }

  /**
   * Those whom this person looks after, or somebody for whom they stand in in everything today, and
   * whose review is due, in projects that are carried on; the first ones where there are many.
   */
  public List<Due> waitingFor(String by) {
    Set<String> people = new HashSet<>(users.actsFor(by, clock.today()));
    people.add(by);
    return jdbc.sql(
            "select s.id, s.project_key, p.name as project_name, s.number, s.name, s.next_review"
                + " from stakeholder s join project p on p.project_key = s.project_key"
                + " where s.responsible in (:people) and s.ended_at is null"
                + " and s.next_review <= :today and p.phase <> 'CLOSED' and not exists (select 1"
                + " from project_pause x where x.project_key = s.project_key and x.open_mark = 0)"
                + " order by s.next_review, s.id limit "
                + MOST)
        .param("people", people)
        .param("today", clock.today())
        .query(Due.class)
        .list();
  }

  /** Those whom one looks after, on days to come too, for one's calendar. */
  List<Due> between(String username, LocalDate from, LocalDate until, int most) {
    return jdbc.sql(
            "select s.id, s.project_key, p.name as project_name, s.number, s.name, s.next_review"
                + " from stakeholder s join project p on p.project_key = s.project_key"
                + " where s.responsible = ? and s.ended_at is null and s.next_review between ? and ?"
                + " and p.phase <> 'CLOSED' order by s.next_review, s.id limit "
                + most)
        .params(username, from, until)
        .query(Due.class)
        .list();
  }
}
