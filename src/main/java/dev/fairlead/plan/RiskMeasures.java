package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.project.Promised;
import dev.fairlead.project.ToldOnce;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is done about the risks of a project, by whom and until when. */
@Service
@Transactional
class RiskMeasures implements Promised {
  private static final int MOST = 50;
  private static final int LONGEST = 2000;

  private final JdbcClient jdbc;
  private final Users users;
  private final ToldOnce told;
  private final FairleadClock clock;

  RiskMeasures(JdbcClient jdbc, Users users, ToldOnce told, FairleadClock clock) {
    this.jdbc = jdbc;
    this.users = users;
    this.told = told;
    this.clock = clock;
  }

  record Come(long id, int risk, String title, String text, String responsible, LocalDate due) {}

  /** Refuses what cannot be, beside its row of the form. */
  void check(List<RiskMeasure> measures) {
    for (int i = 0; i < measures.size(); i++) {
      RiskMeasure measure = measures.get(i);
      String row = "measures[" + i + "].";
      String text = measure.text();
      if (i == MOST) {
        throw RefusedException.ofField(row + "text", "plan.measuresMany", MOST);
      }
      if (text == null || text.isBlank()) {
        throw RefusedException.ofField(
            row + "text", "plan.missing", Sentences.say("plan.field.measure"));
      }
      if (text.strip().length() > LONGEST) {
        throw RefusedException.ofField(
            row + "text", "plan.tooLong", Sentences.say("plan.field.measure"), LONGEST);
      }
      if (measure.responsible() != null
          && !measure.responsible().isBlank()
          && users.find(measure.responsible()).isEmpty()) {
        throw RefusedException.ofField(
            row + "responsible", "plan.personUnknown", measure.responsible());
      }
      PlanRules.day(row + "due", text, measure.due());
    }
  }

  /** From now on the risk has these measures and no others. */
  void save(String projectKey, int risk, List<RiskMeasure> measures) {
    List<Long> gone =
        new ArrayList<>(
            jdbc.sql("select id from risk_measure where project_key = ? and risk = ?")
                .params(projectKey, risk)
                .query(Long.class)
                .list());
    for (RiskMeasure measure : measures) {
      String text = measure.text().replaceAll("[\\p{Cntrl}&&[^\n]]+", "").strip();
      String responsible =
          measure.responsible() == null || measure.responsible().isBlank()
              ? null
              : measure.responsible().strip();
      if (gone.remove((Object) measure.id())) {
        jdbc.sql(
                "update risk_measure set text = ?, responsible = ?, due = ?, done_on = ?, done_by = ? where id = ?")
            .params(
                text, responsible, measure.due(), measure.doneOn(), measure.doneBy(), measure.id())
            .update();
      } else {
        jdbc.sql(
                "insert into risk_measure (project_key, risk, text, responsible, due, done_on, done_by)"
                    + " values (?, ?, ?, ?, ?, ?, ?)")
            .params(
                projectKey,
                risk,
                text,
                responsible,
                measure.due(),
                measure.doneOn(),
                measure.doneBy())
            .update();
      }
    }
    gone.forEach(id -> jdbc.sql("delete from risk_measure where id = ?").param(id).update());
  }

  void done(RiskMeasure measure, String by) {
    jdbc.sql("update risk_measure set done_on = ?, done_by = ? where id = ? and done_on is null")
        .params(clock.today(), by, measure.id())
        .update();
  }

  /** The measures on open risks whose date has come. */
  @Override
  public List<Due> tell(String projectKey) {
    return told
        .now(
            projectKey,
            "risk_measure",
            "select x.id, x.risk, r.title, x.text, x.responsible, x.due from risk_measure x"
                + " join risk r on r.project_key = x.project_key and r.number = x.risk"
                + " where x.project_key = :key and x.done_on is null"
                + " and r.status not in ('OCCURRED', 'CLOSED')",
            Come.class,
            Come::id)
        .stream()
        .map(measure -> due(projectKey, measure))
        .toList();
  }

  private static Due due(String projectKey, Come measure) {
    String risk = String.valueOf(measure.risk());
    return new Due(
        "measureDue-" + measure.id() + "-" + measure.due(),
        measure.responsible(),
        measure.due(),
        "measureDue",
        Map.of("measure", measure.text(), "risk", risk, "riskTitle", measure.title()),
        "/projects/" + projectKey + "/risks",
        Sentences.say("plan.measureSaid", risk, measure.title()));
  }
}
