package dev.fairlead.plan;

import dev.fairlead.project.Decided;
import dev.fairlead.project.History;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.ReadOnce;
import dev.fairlead.shared.Sentences;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Freezes approved plans. */
@Service
@Transactional
public class Baselines {
  /** They are counted from here. */
  private static final int FIRST = 1;

  private final ReadOnce<String, Baseline> latest = new ReadOnce<>();
  private final Snapshots snapshots;
  private final Projects projects;
  private final PlanStore store;
  private final Registers registers;
  private final History history;

  Baselines(
      Snapshots snapshots,
      Projects projects,
      PlanStore store,
      Registers registers,
      History history) {
    this.snapshots = snapshots;
    this.projects = projects;
    this.store = store;
    this.registers = registers;
    this.history = history;
  }

  /**
   * Freezes the current plan as the next baseline. What others save at the same time is in it or
   * comes after it.
   */
  public Baseline freeze(String projectKey, String by, String reason) {
    registers.lock(projectKey);
    return tell(snapshots.take(Snapshots.Kind.BASELINE, projectKey, by, reason), by, reason);
  }

  /**
   * Freezes the plan as it was put before the approvers last: they approved its dates and costs,
   * and not those that, say, an absence has given it since.
   */
  Baseline freezeSubmitted(String projectKey, String by, String reason) {
    registers.lock(projectKey);
    return tell(snapshots.takeSubmitted(projectKey, by, reason), by, reason);
  }

  private Baseline tell(Baseline baseline, String by, String reason) {
    String projectKey = baseline.projectKey();
    latest.forget(projectKey);
    history.note(
        projectKey,
        by,
        Sentences.say(
            "plan.history.baseline",
            String.valueOf(baseline.number()),
            baseline.hash().substring(0, 12)));
    history.decided(
        Decided.on(projectKey, Decided.Kind.BASELINE, "baseline " + baseline.number(), "FREEZE", by)
            .ofVersion("baseline " + baseline.number(), baseline.hash())
            .saying(reason));
    return baseline;
  }

  /** The latest baseline. */
  @Transactional(readOnly = true)
  public Optional<Baseline> current(String projectKey) {
    return latest.find(projectKey, key -> snapshots.last(Snapshots.Kind.BASELINE, key));
  }

  /** The plan as it stands beside what the latest baseline promises of it, in three statements. */
  @Transactional(readOnly = true)
  public Optional<PromisedPlan> promised(Project project) {
    return store.promised(project);
  }

  /** The first baseline, against which the final report measures. */
  @Transactional(readOnly = true)
  public Optional<Baseline> original(String projectKey) {
    Baseline last = current(projectKey).orElse(null);
    return last == null || last.number() == FIRST
        ? Optional.ofNullable(last)
        : Optional.of(snapshots.find(Snapshots.Kind.BASELINE, projectKey, FIRST).get(0));
  }

  /** The version of the plan that a baseline froze. */
  @Transactional(readOnly = true)
  public int planVersion(String projectKey, int number) {
    return snapshots.planVersion(Snapshots.Kind.BASELINE, projectKey, number);
  }

  /** The systems that a baseline names; empty where it is too old to have kept them. */
  @Transactional(readOnly = true)
  public Optional<List<PlannedSystem>> systems(Baseline baseline) {
    return snapshots.systems(Snapshots.Kind.BASELINE, baseline.projectKey(), baseline.number());
  }

  /** The plan as it was put before the approvers last; empty where it never was. */
  @Transactional(readOnly = true)
  public Optional<Baseline> submitted(String projectKey) {
    return snapshots.last(Snapshots.Kind.SUBMISSION, projectKey);
  }

  /** The systems that a submission names; empty where it is too old to have kept them. */
  @Transactional(readOnly = true)
  public Optional<List<PlannedSystem>> submittedSystems(Baseline submission) {
    return snapshots.systems(
        Snapshots.Kind.SUBMISSION, submission.projectKey(), submission.number());
  }

  /** All in their order; most projects have one, which is at hand already. */
  @Transactional(readOnly = true)
  public List<Baseline> all(String projectKey) {
    Baseline last = current(projectKey).orElse(null);
    if (last == null) {
      return List.of();
    }
    if (last.number() == FIRST) {
      return List.of(last);
    }
    return snapshots.find(Snapshots.Kind.BASELINE, projectKey, null);
  }

  /**
   * Two states of the plan side by side.
   *
   * @param from number of a baseline, or null for the plan as it stands
   * @param to the same
   */
  @Transactional(readOnly = true)
  public BaselineComparison compare(String projectKey, Integer from, Integer to) {
    Project project = projects.get(projectKey);
    WorkPlan plan = store.load(project);
    return BaselineComparison.of(
        state(project, plan, from), state(project, plan, to), plan.calendar());
  }

  private Baseline state(Project project, WorkPlan plan, Integer number) {
    return number == null
        ? snapshots.present(project, plan)
        : snapshots.find(Snapshots.Kind.BASELINE, project.key(), number).stream()
            .findFirst()
            .orElseThrow(
                () -> NotFoundException.because("plan.baselineUnknown", project.key(), number));
  }

  /**
   * Asked before a person is erased from what these projects keep: what it returns gives baselines
   * that were intact the fingerprint of what they say since, and tells so in the project's history.
   *
   * @param by who erases
   */
  public Runnable toSealAnew(Collection<String> projectKeys, String by) {
    List<Baseline> intact =
        projectKeys.stream().flatMap(key -> all(key).stream()).filter(this::isIntact).toList();
    return () -> intact.forEach(baseline -> sealAnew(baseline, by));
  }

  private void sealAnew(Baseline was, String by) {
    String hash = snapshots.sealAnew(Snapshots.Kind.BASELINE, was.projectKey(), was.number());
    latest.forget(was.projectKey());
    if (!hash.equals(was.hash())) {
      history.note(
          was.projectKey(),
          by,
          Sentences.say(
              "plan.history.sealedAnew",
              String.valueOf(was.number()),
              hash.substring(0, 12),
              was.hash().substring(0, 12)));
    }
  }

  /** Whether the baseline's content still is what was frozen. */
  public boolean isIntact(Baseline baseline) {
    return Snapshots.hash(baseline).equals(baseline.hash());
  }

  /** The plans as they were put before the approvers, in their order. */
  @Transactional(readOnly = true)
  public List<Baseline> submissions(String projectKey) {
    return snapshots.find(Snapshots.Kind.SUBMISSION, projectKey, null);
  }
}
