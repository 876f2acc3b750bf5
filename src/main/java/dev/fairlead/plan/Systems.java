package dev.fairlead.plan;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The systems of the house, as the projects name them; one system may be in many projects. */
@Service
@Transactional(readOnly = true)
public class Systems {
  /** A system with the number of projects that name it. */
  public record Known(String name, int projects) {}

  /** What one project does with the system; {@code number} is the system's within the project. */
  public record Use(String projectKey, int number, SystemAction action, String owner) {}

  private final JdbcClient jdbc;

  Systems(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** By this two projects mean the same system, however they write it. */
  public static String key(String name) {
    return name == null
        ? ""
        : name.replaceAll("\\p{Cntrl}+", " ")
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s+", " ");
  }

  /** All systems by name; of several spellings the first. */
  public List<Known> all() {
    return jdbc.sql(
            "select min(name) as name, count(*) as projects from plan_system group by name_key order by name_key")
        .query(Known.class)
        .list();
  }

  /** The projects that name this system, by key. */
  public List<Use> uses(String name) {
    return jdbc.sql(
            "select project_key, number, action, owner from plan_system where name_key = ? order by project_key")
        .param(key(name))
        .query(Use.class)
        .list();
  }

  /** The name as the projects write it, or the one asked for where none does. */
  public String spelling(String name) {
    return jdbc.sql("select min(name) from plan_system where name_key = ?")
        .param(key(name))
        .query(String.class)
        .optional()
        .orElse(name);
  }
}
