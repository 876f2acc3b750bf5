package dev.fairlead.plan.conflict;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.conflict.Conflict.Kind;
import dev.fairlead.plan.conflict.Conflict.Side;
import dev.fairlead.plan.conflict.LoadProfile.Excess;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduleWarning;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Delays tasks of one plan so that the people in it are no longer asked for more than they can
 * give: by the plan alone, and together with other projects, whose dates stand.
 *
 * <p>A serial schedule generation scheme with the latest start as priority (Kolisch, Serial and
 * parallel resource-constrained project scheduling methods revisited, European Journal of
 * Operational Research 90, 1996): task by task, those that must start soonest first, each stays
 * where it is or goes to the first time from there on at which its owner is free. A delayed task
 * "starts no earlier than" that moment, and the plan's own scheduler computes the plan anew. The
 * same question gives the same answer.
 *
 * <p>What began stays, as does what lies before today, what waits with a constraint of another kind
 * (a task has but one), and what could only move by breaking the constraint of a task behind it.
 * Nobody is overloaded where they were not, or for more hours than they were: of the plans on the
 * way, the best one counts of which that is true. Where a delayed task turns out to be in the way
 * of one that cannot move, it is left where it was and the scheme begins again.
 */
public final class Levelling {
  /**
   * So often a plan is computed anew at most; never more often than it has tasks. Where the finish
   * may move and overloads are left, keeping it is tried as well, as often again.
   */
  public static final int MOST_RESCHEDULES = 1_000;

  /** Where a task does not come to lie as foreseen, so many times are tried. */
  private static final int MOST_TRIES = 3;

  /** So many of the better plans on the way are kept, in case a better one is not good. */
  private static final int MOST_KEPT = 20;

  private static final Set<Kind> OVERLOADS = EnumSet.of(Kind.OVERLOAD, Kind.OVERLOAD_ACROSS);

  private static final Set<String> BROKEN =
      Set.of(
          "plan.schedule.startsTooLate",
          "plan.schedule.startsOnOtherDay",
          "plan.schedule.finishesTooLate",
          "plan.schedule.finishesOnOtherDay");

  private static final Set<String> MISSED =
      Set.of("plan.schedule.deadlineMissed", "plan.schedule.projectDeadlineMissed");

  /** Said by the conflict that a task of somebody who is away makes as well. */
  private static final String OWNER_AWAY = "plan.schedule.ownerAway";

  /**
   * What is to be levelled.
   *
   * @param schedule of the plan as it is, by the same scheduler
   * @param others that ask for the same people or work on the same systems; their dates stand
   * @param people calendars by login name of those who do not always work as their projects do
   * @param today the first day on which anything can still be moved
   * @param keepFinish whether tasks are delayed within their slack only
   */
  public record Question(
      PlannedProject project,
      Schedule schedule,
      List<PlannedProject> others,
      Map<String, PersonalCalendar> people,
      List<Blackout> blackouts,
      LocalDate today,
      boolean keepFinish) {
    private Question keeping() {
      return new Question(project, schedule, others, people, blackouts, today, true);
    }
  }

  /**
   * A task that comes later.
   *
   * @param startNoEarlier the constraint that delays it, or null where it only follows others
   * @param days working days of the project
   * @param daysBeyond of them those that its slack does not cover; 0 within the slack
   */
  public record Delay(
      int task,
      LocalDateTime startNoEarlier,
      LocalDateTime start,
      LocalDateTime newStart,
      LocalDateTime finish,
      LocalDateTime newFinish,
      double days,
      double daysBeyond) {}

  /** Why a task that is part of an overload stays. */
  public enum Reason {
    /** It has begun. */
    BEGUN,
    /** It begins before today. */
    PAST,
    /** It has a constraint of another kind. */
    CONSTRAINT,
    /** It alone asks for more than its owner has for the project. */
    ALONE,
    /** It has not enough slack, and the finish is to be kept. */
    SLACK,
    /** A task behind it would break its constraint. */
    BREAKS,
    /** Somebody would be overloaded elsewhere. */
    ELSEWHERE,
    /** The plan as a whole would be no better. */
    NO_GAIN,
    /** The plan was computed often enough. */
    CUT
  }

  /** Why a task stays. */
  public record Stays(int task, Reason reason) {}

  /** An overload as it is afterwards, and why it is there still as far as that is known. */
  public record Left(Conflict overload, List<Stays> why) {}

  /**
   * What levelling would do.
   *
   * @param plan with the delays
   * @param schedule of that plan
   * @param delays in the order of the plan
   * @param overloads how many there are before
   * @param solved as they were
   * @param arising other conflicts that are new or grow
   * @param warnings of the schedule that are new or grow, such as a deadline that is missed
   * @param reschedules how often the plan was computed
   * @param cut whether it was computed as often as it may be, so that more could be done
   */
  public record Levelled(
      WorkPlan plan,
      Schedule schedule,
      List<Delay> delays,
      int overloads,
      List<Conflict> solved,
      List<Left> left,
      List<Conflict> arising,
      List<ScheduleWarning> warnings,
      int reschedules,
      boolean cut) {
    private double hoursLeft() {
      return left.stream().mapToDouble(one -> one.overload().amount()).sum();
    }

    /** Where the finish may move, slack is no reason. */
    private Levelled insteadOf(Levelled other) {
      return new Levelled(
          plan,
          schedule,
          delays,
          overloads,
          solved,
          left.stream()
              .map(
                  one ->
                      new Left(
                          one.overload(),
                          one.why().stream()
                              .map(
                                  stays ->
                                      stays.reason() == Reason.SLACK
                                          ? new Stays(stays.task(), Reason.NO_GAIN)
                                          : stays)
                              .toList()))
              .toList(),
          arising,
          warnings,
          reschedules + other.reschedules,
          cut || other.cut);
    }
  }

  /** The plan at one step, with what it asks of people. */
  private record State(
      PlannedProject project,
      Schedule schedule,
      Map<Integer, Booking> bookings,
      Map<String, Excess> excess) {
    double total() {
      return excess.values().stream().mapToDouble(Excess::total).sum();
    }

    Booking booking(int task) {
      return bookings.get(task);
    }

    ScheduledTask dates(int task) {
      return project.dates().get(task);
    }
  }

  private final Question question;
  private final Function<WorkPlan, Schedule> scheduler;
  private final LocalDateTime since;
  private final Map<String, List<Booking>> othersByPerson;
  private final Map<String, List<Integer>> tasksByPerson = new TreeMap<>();
  private final Map<String, WorkingCalendar> calendars = new HashMap<>();
  private final Map<Integer, PlanTask> tasks;
  private final Map<Integer, Reason> fixed = new HashMap<>();
  private final Map<Integer, Reason> reasons = new HashMap<>();

  /** Those whose place is settled, and from the beginning those that cannot be moved. */
  private final Set<Integer> settled = new HashSet<>();

  private final State first;
  private final int limit;
  private int reschedules;
  private boolean cut;

  private Levelling(Question question, Function<WorkPlan, Schedule> scheduler) {
    this.question = question;
    this.scheduler = scheduler;
    since = question.today().atStartOfDay();
    tasks =
        question.project().plan().tasks().stream()
            .collect(Collectors.toMap(PlanTask::number, Function.identity()));
    limit = Math.min(tasks.size(), MOST_RESCHEDULES);
    Map<Integer, Booking> bookings = bookings(question.project());
    bookings
        .values()
        .forEach(
            booking ->
                tasksByPerson
                    .computeIfAbsent(booking.owner(), key -> new ArrayList<>())
                    .add(booking.task().number()));
    othersByPerson =
        question.others().stream()
            .flatMap(other -> Booking.of(other).stream())
            .filter(booking -> tasksByPerson.containsKey(booking.owner()))
            .collect(Collectors.groupingBy(Booking::owner));
    first = state(question.project(), question.schedule(), null);
    for (Booking booking : bookings.values()) {
      Reason reason = whyFixed(booking);
      if (reason != null) {
        fixed.put(booking.task().number(), reason);
      }
    }
  }

  /**
   * Levels a plan.
   *
   * @param scheduler computes the plan as the question's schedule was computed
   */
  public static Levelled level(Question question, Function<WorkPlan, Schedule> scheduler) {
    Levelled levelled = new Levelling(question, scheduler).level();
    if (question.keepFinish() || levelled.left().isEmpty()) {
      return levelled;
    }
    // what goes far away may be in the way of more there
    Levelled kept = new Levelling(question.keeping(), scheduler).level();
    boolean better =
        kept.solved().size() == levelled.solved().size()
            ? kept.hoursLeft() < levelled.hoursLeft() - 0.01
            : kept.solved().size() > levelled.solved().size();
    return better ? kept.insteadOf(levelled) : levelled;
  }

  // ---- the plan at a step

  private static Map<Integer, Booking> bookings(PlannedProject project) {
    return Booking.of(project).stream()
        .collect(
            Collectors.toMap(
                booking -> booking.task().number(),
                Function.identity(),
                (one, other) -> one,
                TreeMap::new));
  }

  private State state(PlannedProject project, Schedule schedule, State before) {
    Map<Integer, Booking> bookings = bookings(project);
    Map<String, Excess> excess = new TreeMap<>();
    tasksByPerson.forEach(
        (person, numbers) ->
            excess.put(
                person,
                before != null
                        && numbers.stream().noneMatch(n -> moved(before.bookings, bookings, n))
                    ? before.excess.get(person)
                    : profile(person, bookings, numbers).excess()));
    return new State(project, schedule, bookings, excess);
  }

  private static boolean moved(
      Map<Integer, Booking> before, Map<Integer, Booking> after, int task) {
    Booking was = before.get(task);
    Booking is = after.get(task);
    return was != null && is != null && !(was.from().equals(is.from()) && was.to().equals(is.to()));
  }

  private LoadProfile profile(
      String person, Map<Integer, Booking> bookings, Collection<Integer> numbers) {
    return new LoadProfile(
        question.people().get(person),
        question.project().plan().calendar(),
        Booking.share(question.project(), person),
        since,
        numbers.stream().map(bookings::get).filter(Objects::nonNull).toList(),
        othersByPerson.getOrDefault(person, List.of()));
  }

  /** What is asked of the owner of a task beside it, as far as that is settled. */
  private LoadProfile beside(State state, Booking booking) {
    return beside(state, booking, settled::contains);
  }

  private LoadProfile beside(State state, Booking booking, Predicate<Integer> counts) {
    return profile(
        booking.owner(),
        state.bookings(),
        tasksByPerson.get(booking.owner()).stream()
            .filter(number -> number != booking.task().number() && counts.test(number))
            .toList());
  }

  private static boolean fits(LoadProfile beside, Booking booking) {
    return beside.endOfOverload(booking.from(), booking.to(), booking.demand()) == null;
  }

  private State delayed(State state, int task, LocalDateTime until) {
    WorkPlan plan = state.project().plan();
    PlannedProject was = state.project();
    WorkPlan wanted =
        new WorkPlan(
            plan.projectKey(),
            plan.version(),
            plan.start(),
            plan.deadline(),
            plan.calendar(),
            plan.tasks().stream()
                .map(
                    row ->
                        row.number() == task
                            ? row.with()
                                .constraint(ConstraintType.START_NO_EARLIER_THAN)
                                .constraintDate(until)
                                .build()
                            : row)
                .toList(),
            plan.links(),
            plan.budget(),
            plan.lines());
    reschedules++;
    Schedule schedule = scheduler.apply(wanted);
    return state(
        PlannedProject.of(was.project(), wanted, schedule, was.systems()), schedule, state);
  }

  // ---- what may move

  private Reason whyFixed(Booking booking) {
    PlanTask task = booking.task();
    if (task.percentComplete() > 0 || task.actualStart() != null || task.actualFinish() != null) {
      return Reason.BEGUN;
    }
    if (booking.from().isBefore(since)) {
      return Reason.PAST;
    }
    ConstraintType own = task.constraint();
    if (own != null
        && own != ConstraintType.AS_SOON_AS_POSSIBLE
        && own != ConstraintType.START_NO_EARLIER_THAN) {
      return Reason.CONSTRAINT;
    }
    for (PlanTask above = above(task); above != null; above = above(above)) {
      if (above.constraint() == ConstraintType.AS_LATE_AS_POSSIBLE) {
        return Reason.CONSTRAINT;
      }
    }
    return null;
  }

  private PlanTask above(PlanTask task) {
    return task.parent() == null ? null : tasks.get(task.parent());
  }

  // ---- the scheme

  private Levelled level() {
    List<Conflict> before = conflicts(first);
    List<Conflict> overloads = overloads(before);
    if (overloads.isEmpty()) {
      return result(first, before, overloads, before);
    }
    List<State> good = new ArrayList<>(List.of(first));
    State last = run(good);
    while (last == null) {
      last = run(good);
    }
    good.sort(Comparator.comparingDouble(State::total));
    for (State best : good) {
      List<Conflict> after = best == first ? before : conflicts(best);
      if (isNobodyNewOverloaded(overloads, overloads(after))) {
        whatWasNotDone(best, last);
        return result(best, before, overloads, after);
      }
    }
    throw new IllegalStateException("The plan as it is makes no overload that is new");
  }

  /**
   * Places all tasks.
   *
   * @param good gets the better of the plans on the way
   * @return the plan with all that was moved, or null where some must stay that were moved, so that
   *     it is to be tried again without
   */
  private State run(List<State> good) {
    reasons.clear();
    reasons.putAll(fixed);
    settled.clear();
    settled.addAll(fixed.keySet());
    List<State> better = new ArrayList<>(List.of(first));
    State state = first;
    LevellingOrder order = new LevellingOrder(question.project());
    order.sortBy(soonest(state));
    for (Integer task = order.next(); task != null; task = order.next()) {
      order.placed(task);
      State after = place(order, state, task);
      if (after != state) {
        order.sortBy(soonest(after));
        if (isBetter(after, better.get(better.size() - 1))) {
          better.add(after);
          thinOut(better);
        }
      } else if (!question.keepFinish() && reasons.containsKey(task)) {
        Set<Integer> blamed = toBlame(order, state, task);
        if (!blamed.isEmpty()) {
          blamed.forEach(number -> fixed.put(number, Reason.ELSEWHERE));
          better.stream()
              .filter(one -> blamed.stream().noneMatch(number -> isDelayed(one, number)))
              .reduce((one, next) -> next)
              .ifPresent(good::add);
          return null;
        }
      }
      state = after;
    }
    good.addAll(better);
    return state;
  }

  /** Keeps some from the whole way: the longer it is, the farther they are apart. */
  private static void thinOut(List<State> better) {
    if (better.size() > MOST_KEPT) {
      for (int i = better.size() - 2; i > 0; i -= 2) {
        better.remove(i);
      }
    }
  }

  /** Who must start soonest; of equals the one with less slack, then the earlier. */
  private static Comparator<Integer> soonest(State state) {
    return Comparator.comparing((Integer task) -> state.dates(task).lateStart())
        .thenComparing(task -> state.dates(task).totalSlack())
        .thenComparing(task -> state.dates(task).start())
        .thenComparing(Comparator.naturalOrder());
  }

  private boolean isDelayed(State state, int task) {
    return !Objects.equals(
        state.booking(task).task().constraintDate(), tasks.get(task).constraintDate());
  }

  /**
   * The delayed tasks because of which a task that stays is now overloaded together with work that
   * it did not meet in the beginning.
   */
  private Set<Integer> toBlame(LevellingOrder order, State state, int task) {
    Booking stays = state.booking(task);
    LoadProfile beside = beside(state, stays);
    Booking was = first.booking(task);
    Set<Side> before = was == null ? Set.of() : met(first, was);
    List<Integer> delayed =
        state.bookings().keySet().stream().filter(number -> isDelayed(state, number)).toList();
    Set<Integer> blamed = new HashSet<>();
    for (Booking other : sameOwner(state, stays)) {
      boolean own = other.project() == state.project();
      int number = other.task().number();
      if (own && !settled.contains(number)
          || before.contains(side(other))
          || beside.endOfOverload(
                  Booking.later(stays.from(), other.from()),
                  Booking.earlier(stays.to(), other.to()),
                  stays.demand())
              == null) {
        continue;
      }
      if (own && delayed.contains(number)) {
        blamed.add(number);
      } else {
        delayed.stream()
            .filter(
                cause -> {
                  Set<Integer> behind = order.behind(cause);
                  return behind.contains(task) || own && behind.contains(number);
                })
            .forEach(blamed::add);
      }
    }
    return blamed;
  }

  /** Settles a task where it is, or at the first time from there on at which its owner is free. */
  private State place(LevellingOrder order, State state, int task) {
    Booking booking = state.booking(task);
    boolean fixed = !settled.add(task);
    if (booking == null || fixed || fits(beside(state, booking), booking)) {
      return state;
    }
    Predicate<Integer> counts = settled::contains;
    if (question.keepFinish()) {
      // what is placed later may have no slack to make room, so all counts but what is pushed along
      Set<Integer> behind = order.behind(task);
      counts = number -> !behind.contains(number);
    }
    LoadProfile beside = beside(state, booking, counts);
    LocalDateTime from = booking.from();
    Reason reason = Reason.ELSEWHERE;
    for (int tried = 0; tried < MOST_TRIES; tried++) {
      LocalDateTime until = firstFree(beside, booking, from);
      if (question.keepFinish() && until.isAfter(latestStart(state, task))) {
        reason = Reason.SLACK;
        break;
      }
      if (reschedules >= limit) {
        cut = true;
        reason = Reason.CUT;
        break;
      }
      State after = delayed(state, task, until);
      reason = whyNot(state, after, task);
      if (reason != null) {
        break;
      }
      Booking now = after.booking(task);
      beside = beside(after, now, counts);
      if (fits(beside, now)) {
        return after;
      }
      reason = Reason.ELSEWHERE;
      from = now.from();
    }
    reasons.put(task, reason);
    return state;
  }

  private LocalDateTime latestStart(State state, int task) {
    ScheduledTask dates = state.dates(task);
    return dates.totalSlack() > 0 ? dates.lateStart() : dates.start();
  }

  /** The first moment from one on at which the owner of a task has time for it. */
  private LocalDateTime firstFree(LoadProfile beside, Booking booking, LocalDateTime from) {
    WorkingCalendar calendar = calendarOf(booking.owner());
    long minutes = Math.max(1, calendar.workingMinutes(booking.from(), booking.to()));
    LocalDateTime start = from;
    LocalDateTime end =
        start.equals(booking.from()) ? booking.to() : calendar.addWorking(start, minutes);
    for (LocalDateTime busy = beside.endOfOverload(start, end, booking.demand());
        busy != null;
        busy = beside.endOfOverload(start, end, booking.demand())) {
      start = calendar.addWorking(Booking.later(busy, start.plusMinutes(1)), 0);
      end = calendar.addWorking(start, minutes);
    }
    return start;
  }

  private WorkingCalendar calendarOf(String person) {
    WorkingCalendar project = question.project().plan().calendar();
    PersonalCalendar own = question.people().get(person);
    return own == null
        ? project
        : calendars.computeIfAbsent(person, key -> own.sharedWith(project));
  }

  /** Why a step is not taken, or null where nothing speaks against it. */
  private Reason whyNot(State before, State after, int task) {
    if (!after.booking(task).from().isAfter(before.booking(task).from())) {
      return Reason.ELSEWHERE;
    }
    Set<String> known = warned(before, BROKEN, false);
    if (!known.containsAll(warned(after, BROKEN, false))) {
      return Reason.BREAKS;
    }
    if (question.keepFinish()
        && (after.schedule().finish().isAfter(first.schedule().finish())
            || !warned(before, MISSED, true).containsAll(warned(after, MISSED, true)))) {
      return Reason.SLACK;
    }
    if (question.keepFinish() && isAnyoneAskedForMore(after, before)) {
      return Reason.ELSEWHERE;
    }
    for (Booking moved : after.bookings().values()) {
      int number = moved.task().number();
      if (number != task
          && moved(before.bookings(), after.bookings(), number)
          && (question.keepFinish() || settled.contains(number))
          && !isPlaceAsGood(before, after, moved)) {
        return Reason.ELSEWHERE;
      }
    }
    return null;
  }

  /**
   * Whether a task that is pushed along meets no overload, or only one that it is part of already.
   */
  private boolean isPlaceAsGood(State before, State after, Booking moved) {
    Predicate<Integer> counts = question.keepFinish() ? number -> true : settled::contains;
    if (fits(beside(after, moved, counts), moved)) {
      return true;
    }
    Booking was = before.booking(moved.task().number());
    return !fits(beside(before, was, counts), was)
        && met(before, was).containsAll(met(after, moved));
  }

  /** The work of the same person that is done at the same time as a task. */
  private Set<Side> met(State state, Booking booking) {
    return sameOwner(state, booking).stream()
        .filter(other -> other.from().isBefore(booking.to()) && booking.from().isBefore(other.to()))
        .map(Levelling::side)
        .collect(Collectors.toSet());
  }

  private List<Booking> sameOwner(State state, Booking booking) {
    return Stream.concat(
            tasksByPerson.get(booking.owner()).stream().map(state::booking),
            othersByPerson.getOrDefault(booking.owner(), List.of()).stream())
        .filter(Objects::nonNull)
        .toList();
  }

  private static Side side(Booking booking) {
    return new Side(booking.project().project().key(), booking.task().number(), "");
  }

  private static Set<String> warned(State state, Set<String> codes, boolean word) {
    return state.schedule().warnings().stream()
        .filter(warning -> codes.contains(warning.code()))
        .map(warning -> word ? warning.sentence() : warning.task() + warning.code())
        .collect(Collectors.toSet());
  }

  /** Fewer hours too many than another state, and nobody has more than in the beginning. */
  private boolean isBetter(State state, State other) {
    return state.total() < other.total() - 0.01 && !isAnyoneAskedForMore(state, first);
  }

  private static boolean isAnyoneAskedForMore(State after, State before) {
    return after.excess().entrySet().stream()
        .anyMatch(of -> of.getValue().isMoreThan(before.excess().get(of.getKey())));
  }

  // ---- what comes of it

  private List<Conflict> conflicts(State state) {
    List<PlannedProject> all = new ArrayList<>(question.others());
    all.add(state.project());
    String key = state.project().key();
    return new ConflictFinder(all, question.people(), question.blackouts())
        .find(since).stream().filter(conflict -> conflict.concerns(key)).toList();
  }

  private static List<Conflict> overloads(List<Conflict> conflicts) {
    return conflicts.stream().filter(conflict -> OVERLOADS.contains(conflict.kind())).toList();
  }

  /** Whether one overload is another one, or a part of it, at another time. */
  private static boolean isOf(Conflict after, Conflict before) {
    long common = after.sides().stream().filter(before.sides()::contains).count();
    return after.kind() == before.kind()
        && after.subject().equals(before.subject())
        && common >= Math.min(2, after.sides().size());
  }

  private static boolean isNobodyNewOverloaded(List<Conflict> before, List<Conflict> after) {
    return after.stream().allMatch(is -> before.stream().anyMatch(was -> isOf(is, was)));
  }

  /** Why moves that came after the best plan on the way are none of it. */
  private void whatWasNotDone(State best, State last) {
    Map<Integer, PlanTask> done =
        best.project().plan().tasks().stream()
            .collect(Collectors.toMap(PlanTask::number, Function.identity()));
    for (PlanTask task : last.project().plan().tasks()) {
      if (!Objects.equals(done.get(task.number()).constraintDate(), task.constraintDate())) {
        reasons.putIfAbsent(task.number(), Reason.NO_GAIN);
      }
    }
  }

  private Levelled result(
      State state, List<Conflict> before, List<Conflict> overloads, List<Conflict> after) {
    List<Conflict> still = overloads(after);
    Set<String> said =
        first.schedule().warnings().stream()
            .map(ScheduleWarning::sentence)
            .collect(Collectors.toSet());
    return new Levelled(
        state.project().plan(),
        state.schedule(),
        delays(state),
        overloads.size(),
        overloads.stream().filter(was -> still.stream().noneMatch(is -> isOf(is, was))).toList(),
        still.stream().map(overload -> new Left(overload, why(state, overload))).toList(),
        after.stream()
            .filter(conflict -> !OVERLOADS.contains(conflict.kind()))
            .filter(conflict -> before.stream().noneMatch(was -> isNoMore(conflict, was)))
            .toList(),
        state.schedule().warnings().stream()
            .filter(warning -> !warning.code().equals(OWNER_AWAY))
            .filter(warning -> !said.contains(warning.sentence()))
            .toList(),
        reschedules,
        cut);
  }

  private static boolean isNoMore(Conflict after, Conflict before) {
    return after.kind() == before.kind()
        && after.subject().equals(before.subject())
        && before.sides().containsAll(after.sides())
        && after.amount() <= before.amount();
  }

  private List<Delay> delays(State state) {
    WorkingCalendar calendar = state.project().plan().calendar();
    double perDay = calendar.minutesPerDay();
    List<Delay> delays = new ArrayList<>();
    for (PlanTask task : state.project().work()) {
      ScheduledTask was = first.dates(task.number());
      ScheduledTask is = state.dates(task.number());
      LocalDateTime own =
          Objects.equals(task.constraintDate(), tasks.get(task.number()).constraintDate())
              ? null
              : task.constraintDate();
      if (own == null && was.start().equals(is.start()) && was.finish().equals(is.finish())) {
        continue;
      }
      double days = calendar.workingMinutes(was.start(), is.start()) / perDay;
      if (days == 0) {
        // it only takes longer, since its owner is away or works less then
        days = calendar.workingMinutes(was.finish(), is.finish()) / perDay;
      }
      double beyond =
          calendar.workingMinutes(Booking.later(was.lateFinish(), was.finish()), is.finish())
              / perDay;
      delays.add(
          new Delay(
              task.number(),
              own,
              was.start(),
              is.start(),
              was.finish(),
              is.finish(),
              rounded(days),
              rounded(Math.max(0, beyond))));
    }
    return List.copyOf(delays);
  }

  private static double rounded(double days) {
    return Math.round(days * 100) / 100.0;
  }

  private List<Stays> why(State state, Conflict overload) {
    List<Stays> why = new ArrayList<>();
    String key = state.project().key();
    for (Side side : overload.sides()) {
      if (!side.projectKey().equals(key)) {
        continue;
      }
      Booking booking = state.booking(side.task());
      Reason reason = reasons.get(side.task());
      if (booking != null
          && overload.kind() == Kind.OVERLOAD
          && booking.demand() > Booking.share(state.project(), booking.owner()) + 0.5) {
        reason = Reason.ALONE;
      }
      if (reason != null) {
        why.add(new Stays(side.task(), reason));
      }
    }
    if (why.isEmpty()) {
      overload.sides().stream()
          .filter(side -> side.projectKey().equals(key))
          .map(side -> new Stays(side.task(), cut ? Reason.CUT : Reason.NO_GAIN))
          .forEach(why::add);
    }
    return List.copyOf(why);
  }
}
