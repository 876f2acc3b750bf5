package dev.fairlead.project;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Finds projects by parts of the words of their keys and names, in the same way on every database
 * and however many there are: a row for each ending of each word, looked up by how the ending
 * begins.
 */
@Component
class ProjectSearch {
  private static final int LONGEST = 40;

  /** What is shorter stands in so many projects that an index would not help. */
  private static final int SHORTEST = 3;

  private static final int MOST_PARTS = 8;

  private final JdbcTemplate jdbc;

  ProjectSearch(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets a project be found, by what it is called now and no longer by what it was called. */
  void put(String key, String name) {
    jdbc.update("delete from project_ending where project_key = ?", key);
    jdbc.batchUpdate(
        "insert into project_ending (ending, project_key) values (?, ?)",
        endings(key + " " + name).stream().map(ending -> new Object[] {ending, key}).toList());
  }

  private static Set<String> endings(String text) {
    Set<String> endings = new TreeSet<>();
    for (String word : words(text).toList()) {
      for (int begin = 0; begin + SHORTEST <= word.length(); begin++) {
        endings.add(shortened(word.substring(begin)));
      }
    }
    return endings;
  }

  /**
   * The condition that a project has all that somebody typed, in any order; values are added.
   *
   * @param project how the statement calls the project
   */
  static String condition(String project, String typed, Map<String, Object> values) {
    StringBuilder condition = new StringBuilder();
    List<String> parts = words(typed == null ? "" : typed).limit(MOST_PARTS).toList();
    for (int i = 0; i < parts.size(); i++) {
      String part = shortened(parts.get(i));
      if (part.length() < SHORTEST) {
        values.put("part" + i, "%" + part + "%");
        condition.append(
            " and (lower(#.project_key) like :part$ or lower(#.name) like :part$)"
                .replace("$", "" + i));
      } else {
        values.put("part" + i, part);
        values.put("behind" + i, part + "\uffff");
        condition.append(
            " and #.project_key in (select project_key from project_ending where ending >= :part$ and ending < :behind$)"
                .replace("$", "" + i));
      }
    }
    return condition.toString().replace("#", project);
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+"))
        .filter(word -> !word.isEmpty())
        .distinct();
  }

  private static String shortened(String word) {
    return word.length() > LONGEST ? word.substring(0, LONGEST) : word;
  }
}
