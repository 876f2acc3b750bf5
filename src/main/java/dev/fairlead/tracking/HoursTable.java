package dev.fairlead.tracking;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.WorkPlan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Planned, posted and remaining person-hours of a project side by side.
 *
 * @param statusDate to whose end postings count
 * @param baseline number of the baseline whose hours are the planned ones; null where the plan as
 *     it stands has to do, since none was approved or the baseline is too old to have kept hours
 * @param tasks branches, and what has planned or posted hours in them, in the order of the work
 *     breakdown; then what has left the plan, and time that was posted on no task
 * @param people by their login names; last the tasks that nobody owns
 * @param tasksWithoutHours how many tasks are not done and have no planned hours: what is left of
 *     them is in no sum
 */
public record HoursTable(
    LocalDate statusDate,
    Integer baseline,
    List<Row> tasks,
    List<Person> people,
    Hours total,
    int tasksWithoutHours) {

  /** What a row is about. */
  public enum Kind {
    /** A summary with all below it. */
    BRANCH,
    /** What was posted on a summary itself, or planned before it became one. */
    BRANCH_ITSELF,
    TASK,
    /** A task that was approved or posted on, and is in the plan no more. */
    DROPPED,
    /** Time that was posted on no task. */
    NO_TASK
  }

  /**
   * A row of the work.
   *
   * @param number of the task, or null for time on none
   * @param wbs outline code such as "2.1.3"; empty where the plan does not hold it
   * @param name of the task; empty where nothing tells it
   * @param level how deep it lies, from 1
   * @param percent complete, or null where nobody reports on it
   */
  public record Row(
      Kind kind,
      Integer number,
      String wbs,
      String name,
      int level,
      String owner,
      Integer percent,
      Hours hours) {

    /** Whether work was reported for which nobody posted time. */
    public boolean worksUnposted() {
      return percent != null
          && percent > 0
          && kind == Kind.TASK
          && hours.posted().signum() == 0
          && hours.waiting().signum() == 0;
    }
  }

  /**
   * What a person has to do and has posted.
   *
   * @param person login name; null for the tasks that nobody owns, and for what nobody has in the
   *     plan any more
   * @param hours planned and remaining of the tasks that this person owns now, posted on any task
   */
  public record Person(String person, Hours hours) {}

  /**
   * Hours of one person on one task, summed.
   *
   * @param task number of the task, or null
   * @param approved whether they count already
   */
  record Booked(Integer task, String person, boolean approved, BigDecimal hours) {}

  /**
   * Reckons all of it.
   *
   * @param until up to when what was planned counts as planned to date
   * @param baseline the one in force, or null
   */
  static HoursTable of(
      LocalDate statusDate,
      LocalDateTime until,
      WorkPlan plan,
      Baseline baseline,
      List<Booked> booked) {
    return new Reckoning(statusDate, until, plan, baseline, booked).table();
  }

  /**
   * What is left to do, in person-hours: what was reported, otherwise the share that percent
   * complete leaves. Reports speak of the working time of a task, so its remaining effort keeps the
   * proportion of effort to duration, as the workload has it. Null where nothing tells.
   */
  static BigDecimal remaining(PlanTask task) {
    if (task.isDone()) {
      return BigDecimal.ZERO;
    }
    BigDecimal planned = task.plannedHours();
    Long reported = task.remainingMinutes();
    if (planned == null) {
      return reported == null ? null : share(BigDecimal.ONE, reported, 60);
    }
    return reported == null || task.durationMinutes() == 0
        ? share(planned, 100L - task.percentComplete(), 100)
        : share(planned, reported, task.durationMinutes());
  }

  private static BigDecimal share(BigDecimal hours, long part, long whole) {
    return hours
        .multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
  }

  private static final class Reckoning {
    private static final int ON_NO_TASK = 0;

    private final LocalDate statusDate;
    private final LocalDateTime until;
    private final Baseline reference;
    private final WorkPlan plan;
    private final Map<Integer, BaselineTask> approved = new HashMap<>();
    private final Map<Integer, List<PlanTask>> below = new HashMap<>();
    private final Map<Integer, Hours.Sum> posted = new TreeMap<>();
    private final Map<String, Hours.Sum> people =
        new TreeMap<>(Comparator.nullsLast(Comparator.naturalOrder()));
    private final Hours.Sum total = new Hours.Sum();
    private int withoutHours;

    Reckoning(
        LocalDate statusDate,
        LocalDateTime until,
        WorkPlan plan,
        Baseline baseline,
        List<Booked> booked) {
      this.statusDate = statusDate;
      this.until = until;
      this.plan = plan;
      reference = baseline != null && baseline.keepsHours() ? baseline : null;
      if (baseline != null) {
        baseline.tasks().forEach(task -> approved.put(task.number(), task));
      }
      for (PlanTask task : plan.tasks()) {
        below
            .computeIfAbsent(
                task.parent() == null ? ON_NO_TASK : task.parent(), n -> new ArrayList<>())
            .add(task);
      }
      for (Booked one : booked) {
        BigDecimal counts = one.approved() ? one.hours() : BigDecimal.ZERO;
        BigDecimal waits = one.approved() ? BigDecimal.ZERO : one.hours();
        int task = one.task() == null ? ON_NO_TASK : one.task();
        posted.computeIfAbsent(task, n -> new Hours.Sum()).post(counts, waits);
        of(one.person()).post(counts, waits);
      }
    }

    HoursTable table() {
      List<Row> rows = new ArrayList<>();
      total.add(branch(ON_NO_TASK, "", 1, rows));
      dropped(rows);
      Hours.Sum onNone = posted.get(ON_NO_TASK);
      if (onNone != null && onNone.isPosted()) {
        rows.add(row(Kind.NO_TASK, null, "", "", 1, onNone));
        total.add(onNone);
      }
      List<Person> all = new ArrayList<>();
      people.forEach(
          (person, sum) -> {
            if (!sum.isEmpty()) {
              all.add(new Person(person, sum.hours()));
            }
          });
      return new HoursTable(
          statusDate,
          reference == null ? null : reference.number(),
          List.copyOf(rows),
          List.copyOf(all),
          total.hours(),
          withoutHours);
    }

    private Hours.Sum of(String person) {
      return people.computeIfAbsent(person, name -> new Hours.Sum());
    }

    /** The sum of what lies below a task, whose rows are added. */
    private Hours.Sum branch(int parent, String above, int level, List<Row> rows) {
      Hours.Sum sum = new Hours.Sum();
      int place = 0;
      for (PlanTask task : below.getOrDefault(parent, List.of())) {
        place++;
        String wbs = above + place;
        sum.add(
            below.containsKey(task.number())
                ? summary(task, wbs, level, rows)
                : leaf(task, wbs, level, rows));
      }
      return sum;
    }

    private Hours.Sum summary(PlanTask task, String wbs, int level, List<Row> rows) {
      Hours.Sum itself = posted(task.number());
      itself.plan(planned(task.number()), toDate(task.number()), null, null);
      of(null).plan(planned(task.number()), toDate(task.number()), null, null);
      List<Row> inside = new ArrayList<>();
      Hours.Sum sum = branch(task.number(), wbs + ".", level + 1, inside);
      sum.add(itself);
      if (!sum.isEmpty()) {
        rows.add(row(Kind.BRANCH, task.number(), wbs, task.name(), level, sum));
        if (!itself.isEmpty()) {
          rows.add(row(Kind.BRANCH_ITSELF, task.number(), wbs, task.name(), level + 1, itself));
        }
        rows.addAll(inside);
      }
      return sum;
    }

    private Hours.Sum leaf(PlanTask task, String wbs, int level, List<Row> rows) {
      BigDecimal current = task.plannedHours();
      BigDecimal planned = reference == null ? current : planned(task.number());
      BigDecimal remaining = remaining(task);
      Hours.Sum sum = posted(task.number());
      BigDecimal toDate = toDate(task.number());
      sum.plan(planned, toDate, current, remaining);
      of(task.owner()).plan(planned, toDate, current, remaining);
      if (current == null && !task.isDone() && !task.milestone()) {
        withoutHours++;
      }
      if (!sum.isEmpty()) {
        rows.add(
            new Row(
                Kind.TASK,
                task.number(),
                wbs,
                task.name(),
                level,
                task.owner(),
                task.percentComplete(),
                sum.hours()));
      }
      return sum;
    }

    /** Nothing is left to do of what the plan does not hold. */
    private void dropped(List<Row> rows) {
      Set<Integer> gone = new HashSet<>(posted.keySet());
      gone.addAll(approved.keySet());
      gone.remove(ON_NO_TASK);
      plan.tasks().forEach(task -> gone.remove(task.number()));
      for (int number : gone.stream().sorted().toList()) {
        BigDecimal planned = planned(number);
        Hours.Sum sum = posted(number);
        if (planned == null && !sum.isPosted()) {
          continue;
        }
        sum.plan(planned, toDate(number), null, BigDecimal.ZERO);
        of(null).plan(planned, toDate(number), null, BigDecimal.ZERO);
        BaselineTask was = approved.get(number);
        rows.add(row(Kind.DROPPED, number, "", was == null ? "" : was.name(), 1, sum));
        total.add(sum);
      }
    }

    private Hours.Sum posted(int task) {
      Hours.Sum sum = new Hours.Sum();
      Hours.Sum known = posted.get(task);
      if (known != null) {
        sum.add(known);
      }
      return sum;
    }

    /** What was approved of a task; null where no baseline tells. */
    private BigDecimal planned(int task) {
      BaselineTask was = reference == null ? null : approved.get(task);
      return was == null ? null : was.hours();
    }

    /** What of that should be done by now. */
    private BigDecimal toDate(int task) {
      BigDecimal planned = planned(task);
      BaselineTask was = approved.get(task);
      return planned == null
          ? null
          : EarnedValue.plannedAt(plan.calendar(), was.start(), was.finish(), planned, until);
    }

    private static Row row(
        Kind kind, Integer number, String wbs, String name, int level, Hours.Sum sum) {
      return new Row(kind, number, wbs, name, level, null, null, sum.hours());
    }
  }
}
