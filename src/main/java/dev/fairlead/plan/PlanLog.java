package dev.fairlead.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.shared.FairleadClock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of all saved changes of plans. */
@Repository
class PlanLog {
  /** How many of a person's last changes can be undone and redone. */
  private static final int UNDOABLE = 500;

  private static final String COLUMNS =
      "version, kind, target, edited_by, edited_at, edits, inverse, said";

  /**
   * What a change was: an edit, the undoing of one, the redoing of an undone one, or a new plan.
   */
  enum Kind {
    EDIT,
    UNDO,
    REDO,
    REPLACE
  }

  /**
   * One saved change.
   *
   * @param version that the plan had afterwards
   * @param target version of the change that an UNDO or REDO took back, or null
   * @param inverse null where nothing leads back
   */
  record Entry(
      int version,
      Kind kind,
      Integer target,
      String by,
      LocalDateTime at,
      List<PlanEdit> edits,
      List<PlanEdit> inverse,
      String said) {}

  /** What a person can undo and redo next; either may be null. */
  record Steps(Entry undo, Entry redo) {}

  private record Step(int version, Kind kind) {}

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final FairleadClock clock;

  PlanLog(JdbcClient jdbc, ObjectMapper json, FairleadClock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  void note(
      String key,
      int version,
      Kind kind,
      Integer target,
      String by,
      List<PlanEdit> edits,
      List<PlanEdit> inverse,
      String said) {
    jdbc.sql(
            "insert into plan_edit (project_key, version, kind, target, edited_by, edited_at, edits, inverse, said)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            key,
            version,
            kind.name(),
            target,
            by,
            clock.now(),
            write(edits),
            inverse == null ? null : write(inverse),
            said)
        .update();
  }

  /** The changes after a version, in their order. */
  List<Entry> since(String key, int version) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from plan_edit where project_key = ? and version > ? order by version")
        .params(key, version)
        .query((row, i) -> toEntry(row))
        .list();
  }

  /** The changes before a version, the latest first. */
  List<Entry> before(String key, int version, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from plan_edit where project_key = ? and version < ? order by version desc limit ?")
        .params(key, version, most)
        .query((row, i) -> toEntry(row))
        .list();
  }

  /** What this person can undo and redo. */
  Steps steps(String key, String by) {
    List<Step> latest =
        jdbc.sql(
                "select version, kind from plan_edit where project_key = ? and (edited_by = ? or kind = 'REPLACE')"
                    + " order by version desc limit ?")
            .params(key, by, UNDOABLE)
            .query((row, i) -> new Step(row.getInt("version"), Kind.valueOf(row.getString("kind"))))
            .list();
    Deque<Integer> undo = new ArrayDeque<>();
    Deque<Integer> redo = new ArrayDeque<>();
    for (int i = latest.size() - 1; i >= 0; i--) {
      Step step = latest.get(i);
      switch (step.kind()) {
        case EDIT -> {
          undo.push(step.version());
          redo.clear();
        }
        case UNDO -> {
          undo.poll();
          redo.push(step.version());
        }
        case REDO -> {
          redo.poll();
          undo.push(step.version());
        }
        case REPLACE -> {
          undo.clear();
          redo.clear();
        }
      }
    }
    return new Steps(entry(key, undo.peek()), entry(key, redo.peek()));
  }

  private Entry entry(String key, Integer version) {
    return version == null
        ? null
        : jdbc.sql("select " + COLUMNS + " from plan_edit where project_key = ? and version = ?")
            .params(key, version)
            .query((row, i) -> toEntry(row))
            .single();
  }

  private Entry toEntry(ResultSet row) throws SQLException {
    String inverse = row.getString("inverse");
    return new Entry(
        row.getInt("version"),
        Kind.valueOf(row.getString("kind")),
        row.getObject("target", Integer.class),
        row.getString("edited_by"),
        row.getObject("edited_at", LocalDateTime.class),
        read(row.getString("edits")),
        inverse == null ? null : read(inverse),
        row.getString("said"));
  }

  private String write(List<PlanEdit> edits) {
    try {
      return json.writeValueAsString(edits);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<PlanEdit> read(String edits) {
    try {
      return json.readValue(edits, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
