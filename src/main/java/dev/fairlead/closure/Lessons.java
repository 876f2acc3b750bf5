package dev.fairlead.closure;

import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WordIndex;
import dev.fairlead.shared.Words;
import dev.fairlead.tracking.ProjectRights;
import dev.fairlead.tracking.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What projects taught, for those that come after. */
@Service
@Transactional
public class Lessons {
  private static final String SELECT =
      "select l.*, (select count(*) from lesson_use u where u.lesson = l.id and u.applied) as used"
          + " from lesson l ";

  /** Shorter words say nothing about the subject. */
  private static final int SHORTEST_WORD = 4;

  private static final int MOST_WORDS = 60;

  /** Under this kind the words of lessons are indexed. */
  static final String WORDS_OF = "lesson";

  private final JdbcClient jdbc;
  private final WordIndex index;
  private final Projects projects;
  private final Plans plans;
  private final Registers registers;
  private final ProjectRights rights;
  private final History history;
  private final FairleadClock clock;

  Lessons(
      JdbcClient jdbc,
      WordIndex index,
      Projects projects,
      Plans plans,
      Registers registers,
      ProjectRights rights,
      History history,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.index = index;
    this.projects = projects;
    this.plans = plans;
    this.registers = registers;
    this.rights = rights;
    this.history = history;
    this.clock = clock;
  }

  /** Keeps a lesson of a project that is not closed yet; everybody of the project may. */
  public void record(String projectKey, NewLesson wanted, String by) {
    record(projectKey, wanted, by, null);
  }

  /**
   * @param onBehalfOf for whom a substitute does it in a task of the engine, which has seen to it
   *     that they may, or null
   */
  void record(String projectKey, NewLesson wanted, String by, String onBehalfOf) {
    ProjectRights.mustBeOpen(rights.mustBelong(projectKey, onBehalfOf == null ? by : onBehalfOf));
    keep(projectKey, wanted, by);
  }

  /** Keeps what the early support taught, after the project is closed. */
  void recordFromSupport(String projectKey, NewLesson wanted, String by) {
    keep(projectKey, wanted, by);
  }

  private void keep(String projectKey, NewLesson wanted, String by) {
    jdbc.sql(
            "insert into lesson (project_key, category, situation, went_well, recommendation,"
                + " applies_to, recorded_by, recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
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
    jdbc.sql(SELECT + "where l.project_key = ? order by l.id desc fetch first 1 rows only")
        .param(projectKey)
        .query(Lesson.class)
        .list()
        .forEach(this::remember);
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
          " and (lower(l.situation) like ? or lower(l.recommendation) like ? or lower(l.category)"
              + " like ? or lower(coalesce(l.applies_to, '')) like ?)");
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

  /**
   * Lessons of other projects that speak of what this one is about: its name, goals, systems, risks
   * and tasks. Those with the most and rarest words in common first; none that the project has
   * judged already.
   */
  @Transactional(readOnly = true)
  public List<Lesson> offered(String projectKey, int most) {
    return found(
        index.hits(WORDS_OF, subject(projects.get(projectKey))),
        "where l.project_key <> :key and not exists (select 1 from lesson_use u"
            + " where u.lesson = l.id and u.project_key = :key)",
        Map.of("key", projectKey),
        most);
  }

  /** Lessons of all projects that share words with what somebody types; the best first. */
  @Transactional(readOnly = true)
  public List<Lesson> fitting(String typed, int most) {
    return found(index.hits(WORDS_OF, typed), "", Map.of(), most);
  }

  private List<Lesson> found(
      WordIndex.Hits hits, String where, Map<String, Object> values, int most) {
    return hits == null
        ? List.of()
        : jdbc.sql(
                SELECT
                    + "join ("
                    + hits.sql()
                    + ") hit on hit.ref = cast(l.id as varchar(40)) "
                    + where
                    + " order by hit.score desc, used desc, l.id desc fetch first "
                    + most
                    + " rows only")
            .params(hits.values())
            .params(values)
            .query(Lesson.class)
            .list();
  }

  private void remember(Lesson lesson) {
    index.put(
        WORDS_OF,
        "" + lesson.id(),
        lesson.category() + " " + Objects.toString(lesson.appliesTo(), ""),
        lesson.situation() + " " + lesson.recommendation());
  }

  private List<String> subject(Project project) {
    List<String> said = new ArrayList<>();
    registers.systems(project.key()).forEach(system -> said.add(system.name()));
    said.add(project.name());
    project.goals().forEach(goal -> said.add(goal.statement()));
    registers.risks(project.key()).forEach(risk -> said.add(risk.title()));
    plans.current(project.key()).tasks().forEach(task -> said.add(task.name()));
    return Words.of(String.join(" ", said)).stream()
        .filter(word -> word.length() >= SHORTEST_WORD)
        .limit(MOST_WORDS)
        .toList();
  }

  /**
   * Notes whether a project uses a lesson of another one; the first word counts.
   *
   * @param applies false when it does not fit: then it is only not offered again
   */
  public void judge(long lesson, String projectKey, boolean applies, String by) {
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
    jdbc.sql(
            "insert into lesson_use (lesson, project_key, used_by, used_at, applied)"
                + " values (?, ?, ?, ?, ?)")
        .params(lesson, projectKey, by, clock.now(), applies)
        .update();
    if (!applies) {
      return;
    }
    history.note(
        projectKey,
        by,
        Sentences.say("closure.history.lessonUsed", used.projectKey(), used.recommendation()));
  }
}
