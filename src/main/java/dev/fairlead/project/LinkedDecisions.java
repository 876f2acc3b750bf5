package dev.fairlead.project;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recorded decisions, for what follows from them. */
@Component
class LinkedDecisions implements Linked {
  private final JdbcClient jdbc;

  LinkedDecisions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Link.Kind kind() {
    return Link.Kind.DECISION;
  }

  @Override
  public List<Link> of(String projectKey, Collection<Integer> numbers) {
    return jdbc.sql(
            "select id, number, title from recorded_decision where project_key = :key and number in"
                + " (:numbers)")
        .param("key", projectKey)
        .param("numbers", numbers)
        .query((row, i) -> link(projectKey, row.getInt("number"), row.getString("title")))
        .list();
  }

  @Override
  public List<Link> offered(String projectKey, int most) {
    return jdbc.sql(
            "select number, title from recorded_decision d where project_key = ? and not exists"
                + " (select 1 from recorded_decision l where l.supersedes = d.id) order by number"
                + " desc limit "
                + most)
        .param(projectKey)
        .query((row, i) -> link(projectKey, row.getInt("number"), row.getString("title")))
        .list();
  }

  private static Link link(String projectKey, int number, String title) {
    return new Link(Link.Kind.DECISION, number, title, path(projectKey, number));
  }

  static String path(String projectKey, int number) {
    return "/projects/" + projectKey + "/decisions?subject=" + projectKey + "-D" + number;
  }
}
