package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Editing by several people at once: edits made on an old version are applied on top of the latest
 * where both can stand, and refused with what clashes where they cannot. Each person can undo and
 * redo.
 */
@Service
@Transactional
public class PlanEditor {
  private static final int HISTORY_PAGE = 50;

  /** Going back over more changes than that, one loads the plan anew. */
  private static final int MOST_BEHIND = 1_000;

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

  /** A saved change, as it is told. */
  public record Change(int version, String by, String byName, LocalDateTime at, String said) {}

  /**
   * What became of edits.
   *
   * @param seen the plan that the person's screen shows
   * @param now the plan as it is now, with everybody's changes
   * @param others what others saved meanwhile
   * @param numbers numbers of new tasks, by the placeholder in the edits
   * @param said what was done, in sentences
   */
  public record Outcome(
      WorkPlan seen,
      WorkPlan now,
      List<Change> others,
      Map<Integer, Integer> numbers,
      String said) {}

  /** What a person can undo and redo next, in sentences; null where there is nothing. */
  public record Steps(String undo, String redo) {}

  private final PlanStore store;
  private final PlanLog log;
  private final PlanWriter writer;
  private final Registers registers;
  private final Projects projects;
  private final Users users;
  private final Authority authority;

  PlanEditor(
      PlanStore store,
      PlanLog log,
      PlanWriter writer,
      Registers registers,
      Projects projects,
      Users users,
      Authority authority) {
    this.store = store;
    this.log = log;
    this.writer = writer;
    this.registers = registers;
    this.projects = projects;
    this.users = users;
    this.authority = authority;
  }

  /** The sentence that says why this person may not edit now, or null. */
  @Transactional(readOnly = true)
  public String whyReadOnly(Project project, String by) {
    try {
      authority.planning(project);
      authority.coordinator(project, by);
      return null;
    } catch (RefusedException refused) {
      return refused.getMessage();
    }
  }

  /**
   * Applies edits, all or none.
   *
   * @param version that the person saw when they began to type
   * @throws PlanClashException when others changed the same meanwhile
   */
  public Outcome edit(String key, int version, List<PlanEdit> edits, String by) {
    return edit(key, version, version, edits, by);
  }

  /**
   * The same where the screen has been updated while the person typed.
   *
   * @param known the version that their screen shows by now
   */
  public Outcome edit(String key, int version, int known, List<PlanEdit> edits, String by) {
    PlanStore.Head head = registers.lock(key);
    Project project = mine(key, by);
    PlanEdits.mustBeOfPlanning(edits);
    WorkPlan latest = store.load(project);
    List<PlanLog.Entry> since = since(latest, version);
    WorkPlan seen = unwind(latest, since);
    PlanEdits.Applied applied =
        merged(seen, latest, since, edits, next -> PlanEdits.applied(next, edits, head.nextTask()));
    String said = PlanWriter.describe(edits, latest);
    int now = writer.write(head, latest, applied, edits, PlanLog.Kind.EDIT, null, said, by, null);
    List<PlanLog.Entry> unknown = since.stream().filter(e -> e.version() > known).toList();
    return new Outcome(
        unwind(latest, unknown),
        applied.plan().numbered(now),
        told(unknown),
        applied.numbers(),
        said);
  }

  /** Takes back this person's last change that is not taken back yet. */
  public Outcome undo(String key, int version, boolean confirmed, String by) {
    return step(key, version, confirmed, true, by);
  }

  /** Makes again what was undone last. */
  public Outcome redo(String key, int version, boolean confirmed, String by) {
    return step(key, version, confirmed, false, by);
  }

  private Outcome step(String key, int version, boolean confirmed, boolean undo, String by) {
    PlanStore.Head head = registers.lock(key);
    Project project = mine(key, by);
    WorkPlan latest = store.load(project);
    PlanLog.Steps steps = log.steps(key, by);
    PlanLog.Entry step = undo ? steps.undo() : steps.redo();
    if (step == null) {
      throw RefusedException.because(undo ? "plan.nothingToUndo" : "plan.nothingToRedo");
    }
    List<PlanLog.Entry> sinceSeen = since(latest, version);
    List<PlanLog.Entry> sinceStep = since(latest, step.version());
    PlanEdits.Applied applied =
        confirmed
            ? PlanEdits.restored(latest, step.inverse(), head.nextTask())
            : merged(
                unwind(latest, sinceStep),
                latest,
                sinceStep,
                step.inverse(),
                next -> PlanEdits.restored(next, step.inverse(), head.nextTask()));
    PlanLog.Kind kind = undo ? PlanLog.Kind.UNDO : PlanLog.Kind.REDO;
    String done = undo ? step.said() : original(key, step).said();
    String said = Sentences.say(undo ? "plan.undone" : "plan.redone", done);
    int now =
        writer.write(
            head,
            latest,
            applied,
            step.inverse(),
            kind,
            step.version(),
            undo ? said : done,
            by,
            null);
    return new Outcome(
        unwind(latest, sinceSeen), applied.plan().numbered(now), told(sinceSeen), Map.of(), said);
  }

  /**
   * Takes an approved change out of the plan again, whoever applied it, beside everything that was
   * changed since. What was reported on its tasks stays.
   *
   * @param version that the change made of the plan
   * @param request id of the change request
   * @throws PlanClashException when later changes of the plan want otherwise what it would set back
   */
  public void takeBack(String key, int version, String by, String request) {
    PlanStore.Head head = registers.lock(key);
    Project project = projects.get(key);
    authority.open(project);
    WorkPlan latest = registers.withLines(store.load(project));
    List<PlanLog.Entry> entries = since(latest, version - 1);
    PlanLog.Entry change = entries.get(0);
    List<PlanLog.Entry> since = entries.subList(1, entries.size());
    List<PlanEdit> back = TakenBack.edits(change.inverse(), latest);
    PlanEdits.Applied applied =
        merged(
            unwind(latest, since),
            latest,
            since,
            // a place among others is nothing that two changes could want otherwise for good
            Set.of(),
            next -> PlanEdits.restored(next, back, head.nextTask()),
            clash ->
                clash.field().equals("task") ? "plan.clash.takenBackTask" : "plan.clash.takenBack");
    String said = Sentences.say("plan.takenBack", change.said());
    writer.write(head, latest, applied, back, PlanLog.Kind.EDIT, null, said, by, request);
  }

  /** The change that an undoing took back. */
  private PlanLog.Entry original(String key, PlanLog.Entry undoing) {
    return log.before(key, undoing.target() + 1, 1).get(0);
  }

  @Transactional(readOnly = true)
  public Steps steps(String key, String by) {
    PlanLog.Steps steps = log.steps(key, by);
    return new Steps(
        steps.undo() == null ? null : steps.undo().said(),
        steps.redo() == null ? null : original(key, steps.redo()).said());
  }

  /** The version of the plan, without loading it. */
  @Transactional(readOnly = true)
  public int version(String key) {
    return store.version(projects.get(key));
  }

  /** What was saved after a version. */
  @Transactional(readOnly = true)
  public Outcome since(String key, int version) {
    WorkPlan plan = store.load(projects.get(key));
    List<PlanLog.Entry> since = since(plan, version);
    boolean lines = since.stream().anyMatch(entry -> PlanEdits.nameLines(entry.edits()));
    WorkPlan latest = lines ? registers.withLines(plan) : plan;
    return new Outcome(unwind(latest, since), latest, told(since), Map.of(), "");
  }

  /** The changes before a version, the latest first, a page at a time. */
  @Transactional(readOnly = true)
  public List<Change> history(String key, int before) {
    return told(log.before(projects.get(key).key(), before, HISTORY_PAGE));
  }

  private Project mine(String key, String by) {
    Project project = projects.get(key);
    authority.coordinator(project, by);
    authority.planning(project);
    return project;
  }

  private List<PlanLog.Entry> since(WorkPlan latest, int version) {
    int behind = latest.version() - version;
    if (behind < 0 || behind > MOST_BEHIND) {
      throw ConflictException.because("plan.stale");
    }
    List<PlanLog.Entry> since = behind == 0 ? List.of() : log.since(latest.projectKey(), version);
    if (since.size() != behind || since.stream().anyMatch(entry -> entry.inverse() == null)) {
      throw ConflictException.because("plan.stale");
    }
    return since;
  }

  /** The plan as it was before these changes. */
  private static WorkPlan unwind(WorkPlan latest, List<PlanLog.Entry> since) {
    if (since.isEmpty()) {
      return latest;
    }
    List<PlanEdit> back = new ArrayList<>();
    for (int i = since.size() - 1; i >= 0; i--) {
      back.addAll(since.get(i).inverse());
    }
    return PlanEdits.restored(latest, back, 0).plan().numbered(since.get(0).version() - 1);
  }

  private interface Way {
    PlanEdits.Applied of(WorkPlan plan);
  }

  private PlanEdits.Applied merged(
      WorkPlan seen, WorkPlan latest, List<PlanLog.Entry> since, List<PlanEdit> edits, Way way) {
    return merged(seen, latest, since, PlanMerge.moved(edits), way, clash -> "plan.clash");
  }

  /**
   * @param movedByMe tasks whose place clashes where others moved them too
   * @param sentence code of the sentence that tells of a clash
   */
  private PlanEdits.Applied merged(
      WorkPlan seen,
      WorkPlan latest,
      List<PlanLog.Entry> since,
      Set<Integer> movedByMe,
      Way way,
      Function<PlanMerge.Clash, String> sentence) {
    if (since.isEmpty()) {
      return way.of(latest);
    }
    WorkPlan wished = way.of(seen).plan();
    PlanEdits.Applied applied = null;
    RefusedException refusal = null;
    try {
      applied = way.of(latest);
    } catch (RefusedException refused) {
      refusal = refused;
    }
    Set<Integer> moved = new HashSet<>(movedByMe);
    Set<Integer> movedByThem = new HashSet<>();
    since.forEach(entry -> movedByThem.addAll(PlanMerge.moved(entry.edits())));
    moved.retainAll(movedByThem);
    List<PlanMerge.Clash> clashes =
        PlanMerge.clashes(seen, latest, wished, applied == null ? null : applied.plan(), moved);
    if (!clashes.isEmpty()) {
      throw new PlanClashException(
          clashes.stream().map(clash -> tell(clash, since, sentence.apply(clash))).toList());
    }
    if (refusal != null) {
      throw refusal;
    }
    return applied;
  }

  private PlanClashException.Clash tell(
      PlanMerge.Clash clash, List<PlanLog.Entry> since, String sentence) {
    PlanLog.Entry last = since.get(since.size() - 1);
    for (PlanLog.Entry entry : since) {
      if (entry.edits().stream().anyMatch(edit -> Objects.equals(edit.task(), clash.task()))
          || entry.inverse().stream().anyMatch(edit -> Objects.equals(edit.task(), clash.task()))) {
        last = entry;
      }
    }
    boolean owner = clash.field().equals("owner");
    String was = owner ? users.nameOf(clash.was()) : clash.was();
    String theirs = owner ? users.nameOf(clash.theirs()) : clash.theirs();
    String mine = owner ? users.nameOf(clash.mine()) : clash.mine();
    String field = Sentences.say("plan.field." + clash.field());
    String who = users.nameOf(last.by());
    return new PlanClashException.Clash(
        clash.task(),
        clash.field(),
        was,
        theirs,
        mine,
        last.version(),
        last.by(),
        who,
        last.at(),
        Sentences.say(
            sentence, who, WHEN.format(last.at()), field, clash.label(), was, theirs, mine));
  }

  private List<Change> told(List<PlanLog.Entry> entries) {
    return entries.stream()
        .map(
            entry ->
                new Change(
                    entry.version(),
                    entry.by(),
                    users.nameOf(entry.by()),
                    entry.at(),
                    entry.said()))
        .toList();
  }
}
