package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.plan.schedule.Scheduler;
import dev.fairlead.project.FieldChanges;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.project.History;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes a changed plan: what it names must exist, it must have dates, and the log tells of it. */
@Component
class PlanWriter {
  private static final int MOST_SENTENCES = 5;

  /** By their names; the statement, with which a sentence of the history begins, comes first. */
  private static final Map<String, Function<GoalTerms, Object>> GOAL_PARTS = goalParts();

  private final PlanStore store;
  private final PlanLog log;
  private final Users users;
  private final Registers registers;
  private final Scheduler scheduler;
  private final Projects projects;
  private final History history;
  private final FieldChanges goalChanges = new FieldChanges("plan.field.");

  PlanWriter(
      PlanStore store,
      PlanLog log,
      Users users,
      Registers registers,
      Scheduler scheduler,
      Projects projects,
      History history) {
    this.history = history;
    this.store = store;
    this.log = log;
    this.projects = projects;
    this.users = users;
    this.registers = registers;
    this.scheduler = scheduler;
  }

  /**
   * Saves what edits made of a locked plan.
   *
   * @param target version of the change that is undone or redone, or null
   * @param change id of the change request that asked for it, or null
   * @return the new version
   */
  int write(
      PlanStore.Head head,
      WorkPlan before,
      PlanEdits.Applied applied,
      List<PlanEdit> edits,
      PlanLog.Kind kind,
      Integer target,
      String said,
      String by,
      String change) {
    WorkPlan after = applied.plan();
    check(before, after);
    int version = store.save(before, after, next(head, after));
    registers.saveLines(before, after, by, change);
    if (!Objects.equals(before.budget(), after.budget())) {
      projects.grant(before.projectKey(), after.budget());
    }
    if (!before.tolerances().equals(after.tolerances())) {
      tolerate(before, after, by, change);
    }
    if (!before.goals().equals(after.goals())) {
      setGoals(before.goals(), after.goals(), before.projectKey(), by, change);
    }
    if (after.deadline() != null && !after.deadline().equals(before.deadline())) {
      projects.deadlinePlanned(before.projectKey(), after.deadline());
    }
    log.note(before.projectKey(), version, kind, target, by, edits, applied.inverse(), said);
    return version;
  }

  private static Map<String, Function<GoalTerms, Object>> goalParts() {
    Map<String, Function<GoalTerms, Object>> parts = new LinkedHashMap<>();
    parts.put("statement", GoalTerms::statement);
    parts.put("measure", GoalTerms::measure);
    parts.put("target", GoalTerms::target);
    parts.put("weight", goal -> goal.weight().stripTrailingZeros().toPlainString());
    return parts;
  }

  private void tolerate(WorkPlan before, WorkPlan after, String by, String change) {
    Tolerances was = before.tolerances();
    Tolerances is = after.tolerances();
    projects.tolerate(before.projectKey(), is.time(), is.cost());
    history.note(
        before.projectKey(),
        by,
        Sentences.say(
            "plan.history.tolerances",
            was.time(),
            was.cost(),
            is.time(),
            is.cost(),
            change == null ? "" : " (" + change + ")"));
  }

  /** The goals that change, and the sentence of the history that tells of all of them. */
  private void setGoals(PlanGoals before, PlanGoals after, String key, String by, String change) {
    Map<Integer, GoalTerms> moved = new TreeMap<>();
    before.all().forEach(goal -> moved.put(goal.number(), after.goal(goal.number())));
    after.all().forEach(goal -> moved.put(goal.number(), goal.terms()));
    moved.entrySet().removeIf(goal -> Objects.equals(goal.getValue(), before.goal(goal.getKey())));
    if (moved.isEmpty()) {
      return;
    }
    List<Goal> rated = projects.setGoals(key, moved, change);
    List<String> said = new ArrayList<>();
    moved.forEach(
        (number, terms) -> {
          GoalTerms was = before.goal(number);
          String name = number + " \"" + (was == null ? terms : was).statement() + '"';
          String one = goalChanges.told("plan.history.goal.", name, was, terms, GOAL_PARTS);
          if (one != null) {
            said.add(one);
          }
        });
    history.note(
        key,
        by,
        Sentences.say(
            "plan.history.goals",
            change == null ? "" : " (" + change + ")",
            String.join(" ", said)));
    for (Goal goal : rated) {
      history.note(
          key,
          by,
          Sentences.say(
              "plan.history.goalUnrated",
              goal.number(),
              Sentences.say("closure.screen.rating." + goal.rating()),
              goal.evidence()));
    }
  }

  /**
   * Saves another plan in the place of a locked one; no undo leads behind it.
   *
   * @param said what was done, for those who see the plan's changes
   */
  int replace(PlanStore.Head head, WorkPlan before, WorkPlan after, String said, String by) {
    check(before, after);
    int version = store.save(before, after, next(head, after));
    log.note(before.projectKey(), version, PlanLog.Kind.REPLACE, null, by, List.of(), null, said);
    return version;
  }

  /** What the edits do to this plan, in a few sentences. */
  static String describe(List<PlanEdit> edits, WorkPlan plan) {
    String said =
        String.join(
            " ",
            PlanEdits.describe(edits.subList(0, Math.min(MOST_SENTENCES, edits.size())), plan));
    return edits.size() <= MOST_SENTENCES
        ? said
        : said + " " + Sentences.say("plan.edit.more", edits.size() - MOST_SENTENCES);
  }

  private static int next(PlanStore.Head head, WorkPlan after) {
    return Math.max(
        head.nextTask(), after.tasks().stream().mapToInt(PlanTask::number).max().orElse(0) + 1);
  }

  /** Refuses a plan that names what does not exist, or that has no dates. */
  void check(WorkPlan before, WorkPlan after) {
    references(before, after);
    scheduler.check(after);
  }

  /** Refuses people, systems and budget lines that do not exist; looks only at what was changed. */
  private void references(WorkPlan before, WorkPlan after) {
    Map<Integer, PlanTask> old =
        before.tasks().stream().collect(Collectors.toMap(PlanTask::number, Function.identity()));
    Set<Integer> systems = null;
    Set<Integer> lines = null;
    Set<String> known = new HashSet<>();
    for (PlanTask task : after.tasks()) {
      PlanTask was = old.get(task.number());
      if (task.owner() != null
          && (was == null || !task.owner().equals(was.owner()))
          && known.add(task.owner())) {
        if (users.find(task.owner()).isEmpty()) {
          throw RefusedException.ofField(
              "owner", "plan.ownerUnknown", PlanRules.label(task), task.owner());
        }
      }
      if (task.system() != null && (was == null || !task.system().equals(was.system()))) {
        if (systems == null) {
          systems =
              registers.systems(after.projectKey()).stream()
                  .map(PlanSystem::number)
                  .collect(Collectors.toSet());
        }
        if (!systems.contains(task.system())) {
          throw RefusedException.ofField(
              "system", "plan.systemMissing", String.valueOf(task.system()));
        }
      }
      if (task.budgetLine() != null
          && (was == null || !task.budgetLine().equals(was.budgetLine()))) {
        if (lines == null) {
          lines =
              (after.lines() != null
                      ? after.lines().all()
                      : registers.budgetLines(after.projectKey()))
                  .stream().map(BudgetLine::number).collect(Collectors.toSet());
        }
        if (!lines.contains(task.budgetLine())) {
          throw RefusedException.ofField(
              "budgetLine", "plan.lineMissing", String.valueOf(task.budgetLine()));
        }
      }
    }
  }
}
