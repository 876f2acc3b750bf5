package dev.fairlead.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.people.Users;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Copies of approved plans on which people try out a change before they ask for it: one for each
 * person and project, seen by nobody else. Kept is only what differs from the plan, so that a copy
 * follows a plan that others change.
 */
@Service
@Transactional
public class PlanCopies {
  private static final int MOST_STEPS = 50;

  /**
   * A copy as it is now.
   *
   * @param version counts what its owner did
   * @param of the plan as it stands
   * @param plan the same with all edits
   * @param edits what differs; new tasks named by their number with a minus
   */
  public record Copy(
      int version,
      WorkPlan of,
      WorkPlan plan,
      List<PlanEdit> edits,
      boolean undoable,
      boolean redoable) {

    /** What the edits do, a sentence each. */
    public List<String> sentences() {
      return PlanEdits.describe(edits, of);
    }
  }

  /** What is kept: edits, and earlier and later states of them. */
  private record Row(
      int version,
      int planVersion,
      List<PlanEdit> edits,
      List<List<PlanEdit>> undo,
      List<List<PlanEdit>> redo) {}

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Projects projects;
  private final Users users;
  private final PlanStore store;
  private final PlanWriter writer;
  private final Registers registers;
  private final Authority authority;
  private final FairleadClock clock;

  PlanCopies(
      JdbcClient jdbc,
      ObjectMapper json,
      Projects projects,
      Users users,
      PlanStore store,
      PlanWriter writer,
      Registers registers,
      Authority authority,
      FairleadClock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.projects = projects;
    this.users = users;
    this.store = store;
    this.writer = writer;
    this.registers = registers;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * This person's copy; where they have none, one without any edit that is not kept yet.
   *
   * @throws RefusedException when they do not belong to the project or its plan is not approved
   * @throws ConflictException when others changed the plan so that the edits can no longer be made
   */
  public Copy open(String key, String by) {
    Project project = mine(key, by);
    WorkPlan now = registers.withLines(store.load(project));
    return read(key, by)
        .map(row -> follow(project, now, row, by))
        .orElseGet(() -> new Copy(0, now, now.numbered(0), List.of(), false, false));
  }

  /** What this person's copy asks for; empty where they have none. */
  @Transactional(readOnly = true)
  public List<PlanEdit> edits(String key, String by) {
    return read(key, by).map(Row::edits).orElse(List.of());
  }

  /**
   * Applies edits to the copy, all or none.
   *
   * @param version of the copy that the person's screen shows
   */
  public PlanEditor.Outcome edit(String key, int version, List<PlanEdit> edits, String by) {
    Project project = mine(key, by);
    Copy copy = fresh(key, version, by);
    int next =
        Math.max(
            store.nextTask(project),
            copy.plan().tasks().stream().mapToInt(PlanTask::number).max().orElse(0) + 1);
    PlanEdits.Applied applied = PlanEdits.applied(copy.plan(), edits, next);
    writer.check(copy.plan(), applied.plan());
    List<PlanEdit> all = PlanDifference.edits(copy.of(), applied.plan());
    Row row = row(key, by);
    List<List<PlanEdit>> undo = new ArrayList<>(row.undo());
    undo.add(row.edits());
    Copy now = keep(copy.of(), row, all, undo, List.of(), key, by);
    return new PlanEditor.Outcome(
        copy.plan(),
        now.plan(),
        List.of(),
        applied.numbers(),
        PlanWriter.describe(edits, copy.plan()));
  }

  /** Takes the last step on the copy back. */
  public PlanEditor.Outcome undo(String key, int version, String by) {
    Copy copy = fresh(key, version, by);
    Row row = row(key, by);
    if (row.undo().isEmpty()) {
      throw RefusedException.because("plan.nothingToUndo");
    }
    List<List<PlanEdit>> undo = new ArrayList<>(row.undo());
    List<List<PlanEdit>> redo = new ArrayList<>(row.redo());
    redo.add(row.edits());
    List<PlanEdit> edits = undo.remove(undo.size() - 1);
    return stepped(copy, keep(copy.of(), row, edits, undo, redo, key, by), "plan.copy.undone");
  }

  /** Does again what was taken back last. */
  public PlanEditor.Outcome redo(String key, int version, String by) {
    Copy copy = fresh(key, version, by);
    Row row = row(key, by);
    if (row.redo().isEmpty()) {
      throw RefusedException.because("plan.nothingToRedo");
    }
    List<List<PlanEdit>> undo = new ArrayList<>(row.undo());
    List<List<PlanEdit>> redo = new ArrayList<>(row.redo());
    undo.add(row.edits());
    List<PlanEdit> edits = redo.remove(redo.size() - 1);
    return stepped(copy, keep(copy.of(), row, edits, undo, redo, key, by), "plan.copy.redone");
  }

  private static PlanEditor.Outcome stepped(Copy before, Copy now, String said) {
    return new PlanEditor.Outcome(
        before.plan(), now.plan(), List.of(), Map.of(), Sentences.say(said));
  }

  /** Throws the copy away. */
  public void discard(String key, String by) {
    jdbc.sql("delete from plan_copy where project_key = ? and username = ?")
        .params(key, by)
        .update();
  }

  private Project mine(String key, String by) {
    Project project = projects.get(key);
    boolean belongs =
        authority.isCoordinator(project, by)
            || by.equals(project.sponsor())
            || project.member(by) != null;
    if (!belongs) {
      throw RefusedException.forbidden(
          "plan.copy.notYours", key, users.nameOf(project.coordinator()));
    }
    if (project.phase() != Phase.TRACKING) {
      throw RefusedException.because("plan.copy.phase", key);
    }
    return project;
  }

  private Copy fresh(String key, int version, String by) {
    Copy copy = open(key, by);
    if (copy.version() != version) {
      throw ConflictException.because("plan.copy.stale");
    }
    return copy;
  }

  /** The copy on top of the plan as it is now. */
  private Copy follow(Project project, WorkPlan now, Row row, String by) {
    if (row.planVersion() == now.version()) {
      return copy(now, row);
    }
    List<PlanEdit> edits;
    try {
      WorkPlan plan = PlanEdits.applied(now, row.edits(), store.nextTask(project)).plan();
      writer.check(now, plan);
      edits = PlanDifference.edits(now, plan);
    } catch (RefusedException refused) {
      throw ConflictException.because("plan.copy.overtaken", refused.getMessage());
    }
    // what was taken back or done again belongs to a plan that is no more
    return keep(now, row, edits, List.of(), List.of(), project.key(), by);
  }

  private static Copy copy(WorkPlan of, Row row) {
    WorkPlan plan = PlanEdits.keepingNumbers(of, row.edits()).plan();
    return new Copy(
        row.version(),
        of,
        plan.numbered(row.version()),
        row.edits(),
        !row.undo().isEmpty(),
        !row.redo().isEmpty());
  }

  private Row row(String key, String by) {
    return read(key, by).orElseGet(() -> new Row(0, 0, List.of(), List.of(), List.of()));
  }

  private Copy keep(
      WorkPlan of,
      Row before,
      List<PlanEdit> edits,
      List<List<PlanEdit>> undo,
      List<List<PlanEdit>> redo,
      String key,
      String by) {
    Row row =
        new Row(
            before.version() + 1,
            of.version(),
            edits,
            undo.subList(Math.max(0, undo.size() - MOST_STEPS), undo.size()),
            redo);
    String sql =
        before.version() == 0
            ? "insert into plan_copy (version, plan_version, edits, undo, redo, changed_at, project_key, username)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)"
            : "update plan_copy set version = ?, plan_version = ?, edits = ?, undo = ?, redo = ?, changed_at = ?"
                + " where project_key = ? and username = ? and version = ?";
    List<Object> values =
        new ArrayList<>(
            List.of(
                row.version(),
                row.planVersion(),
                write(edits),
                write(row.undo()),
                write(row.redo()),
                clock.now(),
                key,
                by));
    if (before.version() > 0) {
      values.add(before.version());
    }
    int changed;
    try {
      changed = jdbc.sql(sql).params(values).update();
    } catch (DuplicateKeyException elsewhere) {
      changed = 0;
    }
    // two windows of one person: only one of them goes on from a version
    if (changed == 0) {
      throw ConflictException.because("plan.copy.stale");
    }
    return copy(of, row);
  }

  private Optional<Row> read(String key, String by) {
    return jdbc.sql(
            "select version, plan_version, edits, undo, redo from plan_copy"
                + " where project_key = ? and username = ?")
        .params(key, by)
        .query((row, i) -> toRow(row))
        .optional();
  }

  private Row toRow(ResultSet row) throws SQLException {
    TypeReference<List<List<PlanEdit>>> steps = new TypeReference<>() {};
    return new Row(
        row.getInt("version"),
        row.getInt("plan_version"),
        read(row.getString("edits"), new TypeReference<List<PlanEdit>>() {}),
        read(row.getString("undo"), steps),
        read(row.getString("redo"), steps));
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a kept copy cannot be read", e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
