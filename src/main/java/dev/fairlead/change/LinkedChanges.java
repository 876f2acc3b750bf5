package dev.fairlead.change;

import dev.fairlead.project.Link;
import dev.fairlead.project.Linked;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Change requests, for the decisions and actions that are about them. */
@Component
class LinkedChanges implements Linked {
  private final JdbcClient jdbc;
  private final Changes changes;

  LinkedChanges(JdbcClient jdbc, Changes changes) {
    this.jdbc = jdbc;
    this.changes = changes;
  }

  @Override
  public Link.Kind kind() {
    return Link.Kind.CHANGE;
  }

  @Override
  public List<Link> of(String projectKey, Collection<Integer> numbers) {
    return jdbc.sql(
            "select id, number, title from change_request where project_key = :key and number in"
                + " (:numbers)")
        .param("key", projectKey)
        .param("numbers", numbers)
        .query((row, i) -> link(row.getInt("number"), row.getString("title"), row.getString("id")))
        .list();
  }

  @Override
  public List<Link> offered(String projectKey, int most) {
    return changes.open(projectKey).stream()
        .limit(most)
        .map(change -> link(change.number(), change.title(), change.id()))
        .toList();
  }

  private static Link link(int number, String title, String id) {
    return new Link(Link.Kind.CHANGE, number, title, "/changes/" + id);
  }
}
