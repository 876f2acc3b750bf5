package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.plan.FindingRules.Effect;
import dev.fairlead.plan.FindingRules.Question;
import dev.fairlead.plan.FindingRules.Verdict;
import dev.fairlead.plan.conflict.Conflict;
import dev.fairlead.plan.conflict.Conflict.Side;
import dev.fairlead.plan.conflict.ConflictFinder;
import dev.fairlead.plan.conflict.PlannedProject;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.project.Project;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The conflicts between all projects that ask for people, or of one plan with the others: who,
 * when, how much, and between whom. Computed whenever somebody asks, by a fixed number of
 * statements.
 */
@Service
@Transactional(readOnly = true)
public class Conflicts {
  /** So many tasks are named in a sentence; the others are counted. */
  private static final int MOST_NAMED = 4;

  /**
   * A conflict with what the table says about it.
   *
   * @param who the person's name, or the system's
   * @param howMuch in words
   * @param blocks whether it keeps a plan from being submitted
   * @param reason of the rule that says so
   */
  public record Line(
      Conflict conflict, String who, String howMuch, boolean blocks, String reason) {}

  /** What edits do to the conflicts of a plan, a sentence each. */
  public record Difference(List<String> arising, List<String> solved) {}

  private final Portfolio portfolio;
  private final FindingRules rules;
  private final Users users;
  private final Registers registers;
  private final FairleadClock clock;

  Conflicts(
      Portfolio portfolio,
      FindingRules rules,
      Users users,
      Registers registers,
      FairleadClock clock) {
    this.portfolio = portfolio;
    this.rules = rules;
    this.users = users;
    this.registers = registers;
    this.clock = clock;
  }

  /** The conflicts that are not over yet of all that ask for people, in the order of their days. */
  public List<Line> all() {
    List<Conflict> found = find(portfolio.asking());
    Map<String, String> names = names(found, List.of());
    List<Verdict> verdicts = rules.rate(found.stream().map(Conflicts::question).toList());
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Conflict conflict = found.get(i);
      Verdict verdict = verdicts.get(i);
      if (verdict.effect() != Effect.PASSES) {
        lines.add(
            new Line(
                conflict,
                who(conflict, names),
                howMuch(conflict),
                verdict.effect() == Effect.BLOCKS,
                verdict.reason()));
      }
    }
    return List.copyOf(lines);
  }

  /** The conflicts of one plan, within itself and with the others that ask for people. */
  List<PlanFindingDraft> of(PlannedProject mine) {
    if (!Portfolio.asks(mine.project())) {
      return List.of();
    }
    List<PlannedProject> others = portfolio.sharingWith(mine.project(), mine.plan());
    List<PlannedProject> all = with(mine, others);
    return drafts(mine, all, concerning(mine, all));
  }

  /** What these edits would do to the conflicts of the plan. */
  public Difference difference(
      Project project, WorkPlan before, Schedule was, WorkPlan after, Schedule is) {
    List<PlanSystem> systems = registers.systems(project.key());
    WorkPlan both =
        new WorkPlan(
            project.key(),
            before.version(),
            before.start(),
            before.deadline(),
            before.calendar(),
            Stream.concat(before.tasks().stream(), after.tasks().stream()).toList(),
            List.of(),
            before.budget(),
            null);
    List<PlannedProject> others = portfolio.sharingWith(project, both);
    Map<Same, List<Said>> old = said(PlannedProject.of(project, before, was, systems), others);
    Map<Same, List<Said>> now = said(PlannedProject.of(project, after, is, systems), others);
    Set<String> arising = new TreeSet<>();
    Set<String> solved = new TreeSet<>();
    now.forEach(
        (same, found) -> {
          double more = amount(found) - amount(old.getOrDefault(same, List.of()));
          if (!old.containsKey(same)) {
            found.forEach(said -> arising.add(said.sentence()));
          } else if (more > 0) {
            found.forEach(said -> arising.add(Sentences.say("plan.find.more.of", said.sentence())));
          } else if (more < 0) {
            found.forEach(said -> solved.add(Sentences.say("plan.find.less.of", said.sentence())));
          }
        });
    old.forEach(
        (same, found) -> {
          if (!now.containsKey(same)) {
            found.forEach(said -> solved.add(said.sentence()));
          }
        });
    return new Difference(List.copyOf(arising), List.copyOf(solved));
  }

  private static double amount(List<Said> found) {
    return found.stream().mapToDouble(Said::amount).sum();
  }

  /**
   * How much is asked of the one who is asked for most.
   *
   * @param percent of their share in the project; of their whole time where others ask for them
   * @param who the person's name where they are overloaded together with others, or null
   * @param others the names of those other projects
   */
  public record HighestLoad(double percent, String who, List<String> others) {}

  /**
   * The highest load of anybody by this plan from today on, alone and together with the other
   * projects that are carried out: by the same demand, hours and leave as overloads. What is still
   * being planned is no fact by which others are judged. By a fixed number of statements.
   */
  public HighestLoad highestLoad(Project project, WorkPlan plan, Schedule schedule) {
    if (project.isPaused()) {
      return new HighestLoad(0, null, List.of());
    }
    PlannedProject mine = PlannedProject.of(project, plan, schedule, List.of());
    List<PlannedProject> all = with(mine, portfolio.carriedOutBeside(project, plan));
    ConflictFinder.Load load =
        new ConflictFinder(all, portfolio.calendars(List.of(mine)), List.of())
            .highestLoad(project.key(), clock.statusMoment());
    if (load.others().isEmpty() || load.percent() <= 100) {
      return new HighestLoad(load.percent(), null, List.of());
    }
    return new HighestLoad(
        load.percent(),
        users.nameOf(load.person()),
        all.stream()
            .map(PlannedProject::project)
            .filter(other -> load.others().contains(other.key()))
            .map(other -> other.key() + " " + other.name())
            .toList());
  }

  /** What remains the same conflict when its days and hours change: about whom, by which tasks. */
  private record Same(Conflict.Kind kind, String subject, List<Integer> tasks) {}

  private record Said(double amount, String sentence) {}

  private Map<Same, List<Said>> said(PlannedProject mine, List<PlannedProject> others) {
    List<PlannedProject> all = with(mine, others);
    List<Conflict> found = concerning(mine, all);
    List<PlanFindingDraft> drafts = drafts(mine, all, found);
    List<Verdict> verdicts = rules.rate(drafts.stream().map(PlanFindingDraft::question).toList());
    Map<Same, List<Said>> said = new HashMap<>();
    for (int i = 0; i < drafts.size(); i++) {
      if (verdicts.get(i).effect() != Effect.PASSES) {
        Conflict conflict = found.get(i);
        PlanFindingDraft draft = drafts.get(i);
        said.computeIfAbsent(
                new Same(conflict.kind(), conflict.subject(), draft.tasks()),
                first -> new ArrayList<>())
            .add(new Said(conflict.amount(), draft.sentence()));
      }
    }
    return said;
  }

  private static List<PlannedProject> with(PlannedProject mine, List<PlannedProject> others) {
    List<PlannedProject> all = new ArrayList<>(others);
    all.add(mine);
    return all;
  }

  private List<Conflict> concerning(PlannedProject mine, List<PlannedProject> all) {
    String key = mine.project().key();
    return find(all).stream()
        .filter(
            conflict -> conflict.sides().get(0).projectKey().equals(key) || shared(conflict, key))
        .toList();
  }

  /** A sentence for each of these conflicts of a plan that the table does not let pass. */
  List<String> told(PlannedProject mine, List<PlannedProject> others, List<Conflict> found) {
    List<PlanFindingDraft> drafts = drafts(mine, with(mine, others), found);
    List<Verdict> verdicts = rules.rate(drafts.stream().map(PlanFindingDraft::question).toList());
    List<String> told = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      if (verdicts.get(i).effect() != Effect.PASSES) {
        told.add(drafts.get(i).sentence());
      }
    }
    return told;
  }

  private List<PlanFindingDraft> drafts(
      PlannedProject mine, List<PlannedProject> all, List<Conflict> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    Map<String, Project> projects =
        all.stream().collect(Collectors.toMap(p -> p.project().key(), PlannedProject::project));
    Map<String, String> names = names(found, projects.values());
    String key = mine.project().key();
    Map<String, String> spelling = new HashMap<>();
    mine.systems().forEach(s -> spelling.put(ConflictFinder.nameKey(s.name()), s.name()));
    return found.stream()
        .map(
            conflict ->
                draft(
                    conflict,
                    key,
                    conflict.kind().isAboutPeople()
                        ? who(conflict, names)
                        : spelling.getOrDefault(
                            ConflictFinder.nameKey(conflict.subject()), conflict.subject()),
                    projects,
                    names))
        .toList();
  }

  /** Another project's blackout is a finding of the one that works in it, not of the other. */
  private static boolean shared(Conflict conflict, String key) {
    return conflict.kind() != Conflict.Kind.BLACKOUT_OTHER && conflict.concerns(key);
  }

  private List<Conflict> find(List<PlannedProject> projects) {
    return new ConflictFinder(projects, portfolio.calendars(projects), portfolio.blackouts())
        .find(clock.statusMoment());
  }

  /** How those are called whom a conflict is about, and the coordinators of these projects. */
  private Map<String, String> names(List<Conflict> found, Collection<Project> projects) {
    Set<String> people = new TreeSet<>();
    found.stream()
        .filter(conflict -> conflict.kind().isAboutPeople())
        .map(Conflict::subject)
        .forEach(people::add);
    if (!found.isEmpty()) {
      projects.stream().map(Project::coordinator).forEach(people::add);
    }
    return users.namesOf(people);
  }

  private static Question question(Conflict conflict) {
    return new Question(conflict.kind().finding(), conflict.amount(), conflict.criticality());
  }

  private static String who(Conflict conflict, Map<String, String> names) {
    return conflict.kind().isAboutPeople()
        ? names.getOrDefault(conflict.subject(), conflict.subject())
        : conflict.subject();
  }

  private static String howMuch(Conflict conflict) {
    return Sentences.say(
        "plan.conflict.amount." + conflict.kind().finding(),
        conflict.amount(),
        conflict.share(),
        conflict.limit());
  }

  private static PlanFindingDraft draft(
      Conflict conflict,
      String key,
      String who,
      Map<String, Project> projects,
      Map<String, String> names) {
    Side other =
        conflict.sides().stream().filter(s -> !s.projectKey().equals(key)).findFirst().orElse(null);
    String tasks =
        conflict.sides().stream()
            .limit(MOST_NAMED)
            .map(
                side ->
                    side.projectKey().equals(key)
                        ? side.label()
                        : Sentences.say("plan.find.taskOf", side.label(), side.projectKey()))
            .collect(Collectors.joining(", "));
    if (conflict.sides().size() > MOST_NAMED) {
      tasks += Sentences.say("plan.find.more", conflict.sides().size() - MOST_NAMED);
    }
    Project theirs = other == null ? null : projects.get(other.projectKey());
    String code = "plan.find." + conflict.kind().finding();
    return new PlanFindingDraft(
        question(conflict),
        code,
        Sentences.say(
            code,
            who,
            period(conflict),
            conflict.until(),
            conflict.amount(),
            tasks,
            conflict.share(),
            conflict.limit(),
            other == null ? "" : other.projectKey(),
            theirs == null ? "" : theirs.name(),
            theirs == null ? "" : names.getOrDefault(theirs.coordinator(), theirs.coordinator())),
        conflict.sides().stream()
            .filter(s -> s.projectKey().equals(key) && s.task() != null)
            .map(Side::task)
            .toList(),
        other == null ? null : other.projectKey(),
        other == null ? null : other.task());
  }

  private static String period(Conflict conflict) {
    String from = Sentences.day(conflict.from());
    String until = Sentences.day(conflict.until());
    return from.equals(until)
        ? Sentences.say("plan.find.day", from)
        : Sentences.say("plan.find.period", from, until);
  }
}
