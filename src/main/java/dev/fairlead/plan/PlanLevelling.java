package dev.fairlead.plan;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.conflict.Conflict;
import dev.fairlead.plan.conflict.Conflict.Side;
import dev.fairlead.plan.conflict.Levelling;
import dev.fairlead.plan.conflict.Levelling.Levelled;
import dev.fairlead.plan.conflict.Levelling.Question;
import dev.fairlead.plan.conflict.Levelling.Reason;
import dev.fairlead.plan.conflict.Levelling.Stays;
import dev.fairlead.plan.conflict.PlannedProject;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduleWarning;
import dev.fairlead.plan.schedule.Scheduler;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What {@link Levelling} would do to a plan that a person may edit, in sentences and as edits that
 * they can apply. Beside the plan count the projects that are being tracked and not paused: what is
 * still being planned asks for nobody yet. Nothing is saved by asking. It may take seconds, so it
 * is computed outside of any transaction, and only a few at once on each node.
 */
@Service
public class PlanLevelling {
  /** So many tasks are named in a sentence; the others are counted. */
  private static final int MOST_NAMED = 4;

  private static final int AT_ONCE = 2;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  /**
   * A task that would come later.
   *
   * @param follows whether it only waits for another that is delayed
   * @param replaces until when it had to wait already by its own constraint, or null
   * @param days working days
   * @param daysBeyond of them those that its slack does not cover; 0 within the slack
   */
  public record Delay(
      int task,
      String name,
      boolean follows,
      LocalDateTime replaces,
      LocalDateTime start,
      LocalDateTime newStart,
      LocalDateTime finish,
      LocalDateTime newFinish,
      double days,
      double daysBeyond) {}

  /** An overload that stays, with why where that is known. */
  public record Left(String overload, List<String> why) {}

  /**
   * A proposal.
   *
   * @param version of the plan or of the copy that was looked at
   * @param said what it comes to, in a sentence
   * @param finish of the project now
   * @param solved overloads that would be gone
   * @param arising what would be new or worse: missed dates, work while somebody is away
   * @param cut whether the plan was computed as often as it may be, so that more could be done
   * @param edits that do all this in one step
   */
  public record Proposal(
      int version,
      boolean keepFinish,
      String said,
      LocalDateTime finish,
      LocalDateTime newFinish,
      List<Delay> delays,
      List<String> solved,
      List<Left> left,
      List<String> arising,
      boolean cut,
      List<PlanEdit> edits) {}

  private final Plans plans;
  private final PlanCopies copies;
  private final Projects projects;
  private final Portfolio portfolio;
  private final Registers registers;
  private final Conflicts conflicts;
  private final Scheduler scheduler;
  private final Users users;
  private final FairleadClock clock;
  private final TransactionTemplate reading;
  final Semaphore places = new Semaphore(AT_ONCE);

  PlanLevelling(
      Plans plans,
      PlanCopies copies,
      Projects projects,
      Portfolio portfolio,
      Registers registers,
      Conflicts conflicts,
      Scheduler scheduler,
      Users users,
      FairleadClock clock,
      PlatformTransactionManager transactions) {
    this.plans = plans;
    this.copies = copies;
    this.projects = projects;
    this.portfolio = portfolio;
    this.registers = registers;
    this.conflicts = conflicts;
    this.scheduler = scheduler;
    this.users = users;
    this.clock = clock;
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
  }

  /**
   * For the plan itself, while it is being planned.
   *
   * @param keepFinish whether tasks are delayed within their slack only
   * @throws RefusedException when this person may not edit it now, or others wait already
   */
  public Proposal ofPlan(String key, boolean keepFinish, String by) {
    return propose(
        read(
            () -> {
              Project project = plans.toEdit(key, by);
              return load(project, plans.current(project), keepFinish);
            }));
  }

  /**
   * For this person's copy of an approved plan; looking at it may bring it up to date, as opening
   * it does.
   *
   * @throws RefusedException when they may have none, or others wait already
   */
  public Proposal ofCopy(String key, boolean keepFinish, String by) {
    PlanCopies.Copy copy = copies.open(key, by);
    return propose(read(() -> load(projects.get(key), copy.plan(), keepFinish)));
  }

  /** A question, with the date of status that its plan is computed for. */
  private record Loaded(Question question, LocalDateTime status) {}

  private Loaded read(Supplier<Loaded> load) {
    return reading.execute(status -> load.get());
  }

  private Loaded load(Project project, WorkPlan plan, boolean keepFinish) {
    Schedule schedule = plans.schedule(plan, project);
    PlannedProject mine =
        PlannedProject.of(project, plan, schedule, registers.systems(project.key()));
    List<PlannedProject> others =
        portfolio.sharingWith(project, plan).stream()
            .filter(other -> Portfolio.isCarriedOut(other.project()))
            .toList();
    Map<String, PersonalCalendar> people =
        portfolio.calendars(Stream.concat(others.stream(), Stream.of(mine)).toList());
    return new Loaded(
        new Question(
            mine, schedule, others, people, portfolio.blackouts(), clock.today(), keepFinish),
        plans.statusDate(project));
  }

  private Levelled levelled(Loaded loaded) {
    try {
      if (!places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw RefusedException.because("plan.level.busy");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RefusedException.because("plan.level.busy");
    }
    try {
      return Levelling.level(
          loaded.question(),
          wanted -> scheduler.schedule(wanted, loaded.status(), loaded.question().people()));
    } finally {
      places.release();
    }
  }

  private Proposal propose(Loaded loaded) {
    Question question = loaded.question();
    Levelled levelled = levelled(loaded);
    PlannedProject mine = question.project();
    Project project = mine.project();
    WorkPlan plan = mine.plan();
    boolean keepFinish = question.keepFinish();
    Schedule schedule = question.schedule();
    Map<Integer, PlanTask> tasks =
        plan.tasks().stream().collect(Collectors.toMap(PlanTask::number, Function.identity()));
    Map<String, String> names = names(levelled);
    return new Proposal(
        plan.version(),
        keepFinish,
        said(levelled, schedule),
        schedule.finish(),
        levelled.schedule().finish(),
        levelled.delays().stream().map(delay -> delay(delay, tasks)).toList(),
        levelled.solved().stream()
            .map(overload -> overload(overload, project.key(), names))
            .toList(),
        levelled.left().stream()
            .map(
                left ->
                    new Left(
                        overload(left.overload(), project.key(), names),
                        left.why().stream().map(stays -> why(stays, tasks)).toList()))
            .toList(),
        Stream.concat(
                levelled.warnings().stream().map(ScheduleWarning::sentence),
                conflicts.told(mine, question.others(), levelled.arising()).stream())
            .toList(),
        levelled.cut(),
        edits(levelled, plan.calendar()));
  }

  private Map<String, String> names(Levelled levelled) {
    return users.namesOf(
        Stream.concat(
                levelled.solved().stream(), levelled.left().stream().map(left -> left.overload()))
            .map(Conflict::subject)
            .collect(Collectors.toSet()));
  }

  private static String said(Levelled levelled, Schedule before) {
    if (levelled.overloads() == 0) {
      return Sentences.say("plan.level.none");
    }
    List<String> said = new ArrayList<>();
    if (levelled.delays().isEmpty()) {
      boolean slack =
          levelled.left().stream()
              .flatMap(left -> left.why().stream())
              .anyMatch(stays -> stays.reason() == Reason.SLACK);
      said.add(Sentences.say(slack ? "plan.level.nothingKept" : "plan.level.nothing"));
    } else {
      said.add(
          Sentences.say(
              "plan.level.some",
              levelled.delays().size(),
              levelled.solved().size(),
              levelled.overloads()));
      LocalDateTime finish = levelled.schedule().finish();
      said.add(
          finish.equals(before.finish())
              ? Sentences.say("plan.level.finishStays", finish.toLocalDate())
              : Sentences.say(
                  "plan.level.finishMoves", before.finish().toLocalDate(), finish.toLocalDate()));
    }
    if (levelled.cut()) {
      said.add(
          Sentences.say(
              levelled.delays().isEmpty() ? "plan.level.cutNothing" : "plan.level.cut",
              levelled.reschedules()));
    }
    return String.join(" ", said);
  }

  private static Delay delay(Levelling.Delay delay, Map<Integer, PlanTask> tasks) {
    PlanTask task = tasks.get(delay.task());
    boolean follows = delay.startNoEarlier() == null;
    return new Delay(
        delay.task(),
        task.name(),
        follows,
        !follows && task.constraint() == ConstraintType.START_NO_EARLIER_THAN
            ? task.constraintDate()
            : null,
        delay.start(),
        delay.newStart(),
        delay.finish(),
        delay.newFinish(),
        delay.days(),
        delay.daysBeyond());
  }

  private static String overload(Conflict overload, String project, Map<String, String> names) {
    String key = overload.kind().finding();
    String named =
        overload.sides().stream()
            .limit(MOST_NAMED)
            .map(side -> label(side, project))
            .collect(Collectors.joining(", "));
    if (overload.sides().size() > MOST_NAMED) {
      named += Sentences.say("plan.find.more", overload.sides().size() - MOST_NAMED);
    }
    return Sentences.say(
        "plan.level." + key,
        names.getOrDefault(overload.subject(), overload.subject()),
        overload.from().equals(overload.until())
            ? Sentences.say("plan.find.day", overload.from())
            : Sentences.say("plan.find.period", overload.from(), overload.until()),
        overload.amount(),
        named);
  }

  private static String label(Side side, String project) {
    return side.projectKey().equals(project)
        ? side.label()
        : Sentences.say("plan.find.taskOf", side.label(), side.projectKey());
  }

  private static String why(Stays stays, Map<Integer, PlanTask> tasks) {
    return Sentences.say(
        "plan.level.why." + stays.reason(), PlanRules.label(tasks.get(stays.task())));
  }

  /** A day where that says it all, as people would type it, else the moment. */
  private static List<PlanEdit> edits(Levelled levelled, WorkingCalendar calendar) {
    return levelled.delays().stream()
        .filter(delay -> delay.startNoEarlier() != null)
        .map(
            delay -> {
              LocalDateTime from = delay.startNoEarlier();
              Map<String, String> values = new TreeMap<>();
              values.put("constraint", ConstraintType.START_NO_EARLIER_THAN.name());
              values.put(
                  "constraintDate",
                  from.equals(calendar.startOf(from.toLocalDate()))
                      ? from.toLocalDate().toString()
                      : from.toString());
              return PlanEdit.of(Kind.SET, delay.task(), values);
            })
        .toList();
  }
}
