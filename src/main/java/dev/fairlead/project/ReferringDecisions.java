package dev.fairlead.project;

import dev.fairlead.shared.Sentences;
import java.util.Collection;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recorded decisions, for what they are about. */
@Component
@Order(2)
class ReferringDecisions implements Referring {
  private final JdbcClient jdbc;

  ReferringDecisions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Reference> to(String projectKey, Collection<String> refs) {
    return jdbc.sql(
            "select d.number, d.title, d.about, d.decided_on, l.number as later from"
                + " recorded_decision d left join recorded_decision l on l.supersedes = d.id"
                + " where d.project_key = :key and d.about in (:refs) order by d.number")
        .param("key", projectKey)
        .param("refs", refs)
        .query(
            (row, i) -> {
              Integer later = row.getObject("later", Integer.class);
              String day = Sentences.day(row.getDate("decided_on").toLocalDate());
              return new Reference(
                  row.getString("about"),
                  Sentences.say(
                      "project.link.DECISION", row.getString("number"), row.getString("title")),
                  LinkedDecisions.path(projectKey, row.getInt("number")),
                  later == null
                      ? day
                      : Sentences.say("project.link.superseded", day, String.valueOf(later)),
                  false);
            })
        .list();
  }
}
