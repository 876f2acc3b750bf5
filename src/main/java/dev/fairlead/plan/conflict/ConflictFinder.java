package dev.fairlead.plan.conflict;

import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.PersonalCalendar.Leave;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.plan.conflict.Conflict.Kind;
import dev.fairlead.plan.conflict.Conflict.Side;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the conflicts within and between the plans of some projects. */
public final class ConflictFinder {
  /** Percent that rounding may add to what people are asked for. */
  private static final double ROUNDING = 0.5;

  private final List<PlannedProject> projects;
  private final Map<String, PersonalCalendar> people;
  private final Map<String, List<Blackout>> blackouts;

  /**
   * @param people calendars by login name of those who do not always work as their projects do
   */
  public ConflictFinder(
      List<PlannedProject> projects,
      Map<String, PersonalCalendar> people,
      List<Blackout> blackouts) {
    this.projects = projects;
    this.people = people;
    this.blackouts = blackouts.stream().collect(Collectors.groupingBy(Blackout::nameKey));
  }

  /**
   * All conflicts from a moment on, in the order of their days. What is past cannot be mended by
   * planning: days, hours and tasks of people count from then on, and systems are left alone once
   * their conflict is over.
   *
   * @param since the beginning of today by the caller's clock (decision 0049)
   */
  public List<Conflict> find(LocalDateTime since) {
    List<Conflict> found = new ArrayList<>();
    people(found, since);
    systemsChangedTwice(found);
    for (PlannedProject project : projects) {
      wrongTimes(found, project);
    }
    found.removeIf(conflict -> conflict.until().isBefore(since.toLocalDate()));
    found.sort(
        Comparator.comparing(Conflict::from)
            .thenComparing(Conflict::kind)
            .thenComparing(Conflict::subject)
            .thenComparing(c -> c.sides().get(0).projectKey()));
    return List.copyOf(found);
  }

  public static String nameKey(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }

  // ---- people

  /** What is left from a moment on, by who has to do it. */
  private Map<String, List<Booking>> bookings(LocalDateTime since) {
    return projects.stream()
        .flatMap(project -> Booking.of(project).stream())
        .filter(booking -> booking.to().isAfter(since))
        .collect(Collectors.groupingBy(Booking::owner, TreeMap::new, Collectors.toList()));
  }

  private void people(List<Conflict> found, LocalDateTime since) {
    bookings(since)
        .forEach(
            (person, bookings) -> {
              PersonalCalendar calendar = people.get(person);
              Map<String, List<Booking>> byProject =
                  bookings.stream().collect(Collectors.groupingBy(b -> b.project().key()));
              byProject
                  .values()
                  .forEach(
                      own ->
                          overloads(
                              found,
                              person,
                              own,
                              Booking.share(own.get(0).project(), person),
                              since,
                              false));
              if (byProject.size() > 1) {
                overloads(found, person, bookings, 100, since, true);
              }
              for (Leave leave : calendar == null ? List.<Leave>of() : calendar.leaves()) {
                absent(found, person, leave, bookings, since);
              }
            });
  }

  /** A stretch in which the demand is above the limit, while it grows. */
  private static final class Stretch {
    private LocalDateTime from;
    private LocalDateTime to;
    private double most;
    private double hours;
    private final Set<Booking> bookings = new LinkedHashSet<>();

    boolean continues(LocalDateTime next) {
      return from != null
          && (to.equals(next)
              || bookings.iterator().next().calendar().workingMinutes(to, next) == 0);
    }
  }

  /** At which the demand changes. */
  private record Moment(LocalDateTime at, boolean begins, Booking booking) {}

  /**
   * In their order; what ends at a moment has ended before the next begins. What has begun before
   * the moment from which on they count begins at it.
   */
  private static List<Moment> moments(List<Booking> bookings, LocalDateTime since) {
    List<Moment> moments = new ArrayList<>();
    for (Booking booking : bookings) {
      moments.add(new Moment(Booking.later(since, booking.from()), true, booking));
      moments.add(new Moment(booking.to(), false, booking));
    }
    moments.sort(Comparator.comparing(Moment::at).thenComparing(Moment::begins));
    return moments;
  }

  /** Sweeps over the moments at which the demand changes. */
  private void overloads(
      List<Conflict> found,
      String person,
      List<Booking> bookings,
      double limit,
      LocalDateTime status,
      boolean across) {
    PersonalCalendar calendar = people.get(person);
    Set<Booking> running = new LinkedHashSet<>();
    // those of them that the present stretch does not know yet
    Set<Booking> unheard = new LinkedHashSet<>();
    Stretch stretch = new Stretch();
    LocalDateTime since = null;
    double demand = 0;
    for (Moment moment : moments(bookings, status)) {
      if (since != null && since.isBefore(moment.at()) && demand > limit + ROUNDING) {
        double hours =
            Booking.hours(calendar, running.iterator().next().calendar(), since, moment.at());
        if (hours > 0 && !stretch.continues(since)) {
          close(found, person, stretch, limit, across);
          stretch = new Stretch();
          stretch.from = since;
          unheard.addAll(running);
        }
        if (hours > 0) {
          stretch.to = moment.at();
          stretch.most = Math.max(stretch.most, demand);
          stretch.bookings.addAll(unheard);
          unheard.clear();
          stretch.hours += (demand - limit) / 100 * hours;
        }
      }
      if (moment.begins()) {
        running.add(moment.booking());
        unheard.add(moment.booking());
        demand += moment.booking().demand();
      } else {
        running.remove(moment.booking());
        unheard.remove(moment.booking());
        // what adding and taking away has rounded does not pile up
        demand = running.isEmpty() ? 0 : demand - moment.booking().demand();
      }
      since = moment.at();
    }
    close(found, person, stretch, limit, across);
  }

  private static void close(
      List<Conflict> found, String person, Stretch stretch, double limit, boolean across) {
    if (stretch.from == null) {
      return;
    }
    boolean several = stretch.bookings.stream().map(b -> b.project().key()).distinct().count() > 1;
    if (across && !several) {
      // one project alone asks for too much: said there
      return;
    }
    found.add(
        new Conflict(
            across ? Kind.OVERLOAD_ACROSS : Kind.OVERLOAD,
            person,
            stretch.from.toLocalDate(),
            stretch.to.toLocalDate(),
            Math.round(stretch.hours * 10) / 10.0,
            (int) Math.round(stretch.most),
            (int) Math.round(limit),
            null,
            stretch.bookings.stream().map(ConflictFinder::side).toList()));
  }

  /**
   * How much is asked of the one who is asked for most.
   *
   * @param percent of their share in a project; of their whole time where others ask for them
   * @param person login name, or null where nobody has work left
   * @param others keys of the other projects that ask for the person at the same time; empty where
   *     the project itself asks for most
   */
  public record Load(double percent, String person, List<String> others) {
    static final Load NONE = new Load(0, null, List.of());
  }

  /**
   * The highest load of anybody in a project from a moment on: by its own work in percent of their
   * share in it, and while they work in it, by the work of all these projects in percent of their
   * whole time. Above 100 exactly where somebody is overloaded in it or with others.
   */
  public Load highestLoad(String projectKey, LocalDateTime since) {
    Load highest = Load.NONE;
    for (Map.Entry<String, List<Booking>> person : bookings(since).entrySet()) {
      List<Booking> own =
          person.getValue().stream().filter(booking -> isOf(booking, projectKey)).toList();
      if (!own.isEmpty()) {
        double share = Booking.share(own.get(0).project(), person.getKey());
        highest = higher(highest, highest(person.getKey(), own, projectKey, since, share));
        if (own.size() < person.getValue().size()) {
          highest =
              higher(highest, highest(person.getKey(), person.getValue(), projectKey, since, 100));
        }
      }
    }
    return highest;
  }

  private static Load higher(Load one, Load other) {
    return other.percent() > one.percent() ? other : one;
  }

  private static boolean isOf(Booking booking, String projectKey) {
    return booking.project().key().equals(projectKey);
  }

  /**
   * Of the moments from one on in which the person works in the project; where some of the bookings
   * are of others, of those in which they ask for the person as well.
   *
   * @param limit percent of a full working day that is no overload
   */
  private Load highest(
      String person, List<Booking> bookings, String projectKey, LocalDateTime since, double limit) {
    boolean shared = bookings.stream().anyMatch(booking -> !isOf(booking, projectKey));
    PersonalCalendar calendar = people.get(person);
    Set<Booking> running = new LinkedHashSet<>();
    LocalDateTime before = since;
    double demand = 0;
    double most = 0;
    List<String> others = List.of();
    for (Moment moment : moments(bookings, since)) {
      if (demand > most) {
        Optional<Booking> own =
            running.stream().filter(booking -> isOf(booking, projectKey)).findFirst();
        List<String> asking =
            running.stream()
                .map(booking -> booking.project().key())
                .filter(key -> !key.equals(projectKey))
                .distinct()
                .sorted()
                .toList();
        if (own.isPresent()
            && shared == !asking.isEmpty()
            && Booking.hours(calendar, own.get().calendar(), before, moment.at()) > 0) {
          most = demand;
          others = asking;
        }
      }
      if (moment.begins()) {
        running.add(moment.booking());
        demand += moment.booking().demand();
      } else {
        running.remove(moment.booking());
        demand = running.isEmpty() ? 0 : demand - moment.booking().demand();
      }
      before = moment.at();
    }
    double load = 100 * most / limit;
    return new Load(most > limit + ROUNDING ? load : Math.min(100, load), person, others);
  }

  /** The work waits while its owner is away; who counts on it has to know. */
  private static void absent(
      List<Conflict> found,
      String person,
      Leave leave,
      List<Booking> bookings,
      LocalDateTime since) {
    Set<LocalDate> days = new TreeSet<>();
    List<Side> sides = new ArrayList<>();
    for (Booking booking : bookings) {
      LocalDateTime begin = Booking.later(since, booking.from());
      LocalDate from = later(leave.from(), begin.toLocalDate());
      LocalDate until = earlier(leave.until(), booking.to().toLocalDate());
      boolean meets = false;
      for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
        if (booking
                .calendar()
                .workingMinutes(
                    Booking.later(day.atStartOfDay(), begin),
                    Booking.earlier(day.plusDays(1).atStartOfDay(), booking.to()))
            > 0) {
          days.add(day);
          meets = true;
        }
      }
      if (meets) {
        sides.add(side(booking));
      }
    }
    if (!sides.isEmpty()) {
      List<LocalDate> ordered = List.copyOf(days);
      found.add(
          new Conflict(
              Kind.ABSENCE,
              person,
              ordered.get(0),
              ordered.get(ordered.size() - 1),
              days.size(),
              0,
              0,
              null,
              sides));
    }
  }

  // ---- systems

  /** When a project works on one of its systems. */
  private record Use(PlannedProject project, PlanSystem system, LocalDate from, LocalDate until) {}

  private void systemsChangedTwice(List<Conflict> found) {
    Map<String, List<Use>> bySystem = new TreeMap<>();
    for (PlannedProject project : projects) {
      for (PlanSystem system : project.systems()) {
        if (system.action() != SystemAction.USE) {
          use(project, system)
              .ifPresent(
                  use ->
                      bySystem
                          .computeIfAbsent(nameKey(system.name()), key -> new ArrayList<>())
                          .add(use));
        }
      }
    }
    for (List<Use> uses : bySystem.values()) {
      uses.sort(Comparator.comparing(Use::from).thenComparing(u -> u.project().key()));
      List<Use> running = new ArrayList<>();
      for (Use next : uses) {
        running.removeIf(use -> use.until().isBefore(next.from()));
        for (Use other : running) {
          changedTwice(found, other, next);
        }
        running.add(next);
      }
    }
  }

  /** From the first to the last of the open tasks on the system, or of the whole plan. */
  private static Optional<Use> use(PlannedProject project, PlanSystem system) {
    List<PlanTask> marked =
        project.work().stream()
            .filter(t -> t.system() != null && t.system() == system.number())
            .toList();
    List<ScheduledTask> dates =
        (marked.isEmpty() ? project.work() : marked)
            .stream().filter(t -> !t.isDone()).map(t -> project.dates().get(t.number())).toList();
    return dates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Use(
                project,
                system,
                dates.stream()
                    .map(ScheduledTask::start)
                    .min(Comparator.naturalOrder())
                    .orElseThrow()
                    .toLocalDate(),
                dates.stream()
                    .map(ScheduledTask::finish)
                    .max(Comparator.naturalOrder())
                    .orElseThrow()
                    .toLocalDate()));
  }

  private static void changedTwice(List<Conflict> found, Use one, Use other) {
    LocalDate from = later(one.from(), other.from());
    LocalDate until = earlier(one.until(), other.until());
    found.add(
        new Conflict(
            Kind.SYSTEM,
            one.system().name(),
            from,
            until,
            workingDays(one.project().plan().calendar(), from, until),
            0,
            0,
            worse(one.system().criticality(), other.system().criticality()),
            List.of(side(one.project()), side(other.project()))));
  }

  private static Side side(Booking booking) {
    return new Side(booking.project().key(), booking.task().number(), label(booking.task()));
  }

  private static Side side(PlannedProject project) {
    return new Side(project.key(), null, project.project().name());
  }

  private static Criticality worse(Criticality one, Criticality other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Work on a system while nobody may touch it, or never within its maintenance windows. */
  private void wrongTimes(List<Conflict> found, PlannedProject project) {
    Map<Integer, PlanSystem> systems = new HashMap<>();
    Map<Integer, Optional<MaintenanceWindows>> windows = new HashMap<>();
    for (PlanSystem system : project.systems()) {
      systems.put(system.number(), system);
      windows.put(system.number(), MaintenanceWindows.read(system.maintenanceWindow()));
    }
    for (PlanTask task : project.work()) {
      PlanSystem system = task.system() == null ? null : systems.get(task.system());
      if (system == null || task.isDone()) {
        continue;
      }
      ScheduledTask dates = project.dates().get(task.number());
      blackouts(found, project, task, system, dates);
      if (system.action() != SystemAction.USE
          && windows
              .get(system.number())
              .filter(w -> !w.anyBetween(dates.start(), dates.finish()))
              .isPresent()) {
        LocalDate from = dates.start().toLocalDate();
        LocalDate until = dates.finish().toLocalDate();
        found.add(
            new Conflict(
                Kind.MAINTENANCE,
                system.name(),
                from,
                until,
                workingDays(project.plan().calendar(), from, until),
                0,
                0,
                system.criticality(),
                List.of(new Side(project.key(), task.number(), label(task)))));
      }
    }
  }

  private void blackouts(
      List<Conflict> found,
      PlannedProject project,
      PlanTask task,
      PlanSystem system,
      ScheduledTask dates) {
    Set<String> said = new LinkedHashSet<>();
    for (Blackout blackout : ofSystem(nameKey(system.name()), project.key())) {
      LocalDate from = later(dates.start().toLocalDate(), blackout.from());
      LocalDate until = earlier(dates.finish().toLocalDate(), blackout.until());
      if (from.isAfter(until) || !said.add(blackout.from() + "/" + blackout.until())) {
        continue;
      }
      boolean own = blackout.projectKey().equals(project.key());
      List<Side> sides = new ArrayList<>();
      sides.add(new Side(project.key(), task.number(), label(task)));
      if (!own) {
        sides.add(new Side(blackout.projectKey(), null, blackout.projectKey()));
      }
      found.add(
          new Conflict(
              own ? Kind.BLACKOUT : Kind.BLACKOUT_OTHER,
              system.name(),
              blackout.from(),
              blackout.until(),
              Math.max(1, workingDays(project.plan().calendar(), from, until)),
              0,
              0,
              system.criticality(),
              sides));
    }
  }

  /** The project's own word first, so that the same days are not said again by another. */
  private Collection<Blackout> ofSystem(String nameKey, String own) {
    return blackouts.getOrDefault(nameKey, List.of()).stream()
        .sorted(
            Comparator.comparing((Blackout b) -> !b.projectKey().equals(own))
                .thenComparing(Blackout::from))
        .toList();
  }

  private static int workingDays(WorkingCalendar calendar, LocalDate from, LocalDate until) {
    int days = 0;
    for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
      days += calendar.isWorkingDay(day) ? 1 : 0;
    }
    return days;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static String label(PlanTask task) {
    return task.number() + " \"" + task.name() + "\"";
  }
}
