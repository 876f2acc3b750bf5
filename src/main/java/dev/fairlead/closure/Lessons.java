package dev.fairlead.closure;

import dev.fairlead.project.History;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What projects taught, for those that come after. */
@Service
@Transactional
public class Lessons {
  private static final String SELECT =
      "select l.*, (select count(*) from lesson_use u where u.lesson = l.id) as used from lesson l ";

  private final JdbcClient jdbc;
  private final ProjectRights rights;
  private final History history;
  private final FairleadClock clock;

  Lessons(JdbcClient jdbc, ProjectRights rights, History history, FairleadClock clock) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.history = history;
    this.clock = clock;
  }

  /** Keeps a lesson of a project that is not closed yet; everybody of the project may. */
  public void record(String projectKey, NewLesson wanted, String by) {
    ProjectRights.mustBeOpen(rights.mustBelong(projectKey, by));
    jdbc.sql(
            "insert into lesson (project_key, category, situation, went_well, recommendation, applies_to, recorded_by,"
                + " recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            projectKey,
            Texts.needed("category", "the category", wanted.category(), 40),
            Texts.needed("situation", "the situation", wanted.situation(), 2000),
            wanted.wentWell(),
            Texts.needed("recommendation", "the recommendation", wanted.recommendation(), 2000),
            Texts.optional("appliesTo", "where it applies", wanted.appliesTo(), 500),
            by,
            clock.now())
        .update();
    history.note(
        projectKey, by, Sentences.say("closure.history.lesson", wanted.recommendation().strip()));
  }

  @Transactional(readOnly = true)
  public List<Lesson> of(String projectKey) {
    return jdbc.sql(SELECT + "where l.project_key = ? order by l.id")
        .param(projectKey)
        .query(Lesson.class)
        .list();
  }

  /** Lessons of all projects that hold all words typed; those used most first, then the newest. */
  @Transactional(readOnly = true)
  public List<Lesson> search(String text, int most) {
    StringBuilder where = new StringBuilder("where 1 = 1");
    List<Object> values = new java.util.ArrayList<>();
    String typed = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    List<String> words =
        java.util.Arrays.stream(typed.split("[^\\p{L}\\p{N}]+"))
            .filter(w -> !w.isEmpty())
            .limit(8)
            .toList();
    for (String word : words) {
      where.append(
          " and (lower(l.situation) like ? or lower(l.recommendation) like ? or lower(l.category) like ?"
              + " or lower(coalesce(l.applies_to, '')) like ?)");
      for (int i = 0; i < 4; i++) {
        values.add("%" + word + "%");
      }
    }
    return jdbc.sql(
            SELECT
                + where
                + " order by used desc, l.id desc limit "
                + Math.min(Math.max(most, 1), 200))
        .params(values)
        .query(Lesson.class)
        .list();
  }

  /** Notes that a project uses a lesson of another one. Twice counts once. */
  public void use(long lesson, String projectKey, String by) {
    rights.mustBelong(projectKey, by);
    Lesson used =
        jdbc.sql(SELECT + "where l.id = ?")
            .param(lesson)
            .query(Lesson.class)
            .optional()
            .orElseThrow(() -> NotFoundException.because("closure.lessonUnknown", lesson));
    boolean already =
        jdbc.sql("select count(*) from lesson_use where lesson = ? and project_key = ?")
                .params(lesson, projectKey)
                .query(Long.class)
                .single()
            > 0;
    if (already || used.projectKey().equals(projectKey)) {
      return;
    }
    jdbc.sql("insert into lesson_use (lesson, project_key, used_by, used_at) values (?, ?, ?, ?)")
        .params(lesson, projectKey, by, clock.now())
        .update();
    history.note(
        projectKey,
        by,
        Sentences.say("closure.history.lessonUsed", used.projectKey(), used.recommendation()));
  }
}
