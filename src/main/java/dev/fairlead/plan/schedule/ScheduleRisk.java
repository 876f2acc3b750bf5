package dev.fairlead.plan.schedule;

import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.schedule.RiskAnalysis.Bin;
import dev.fairlead.plan.schedule.RiskAnalysis.Driver;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/**
 * Monte Carlo simulation of a plan. Every run draws the duration of each task that is not done from
 * its three-point estimate ({@link BetaPert}), lets each risk occur or not, and runs the forward
 * pass of the critical path method. The draws are independent of each other. A risk prolongs the
 * tasks it names, or the project where it names none; a chance shortens them. Labour cost grows
 * with the duration; a risk costs what is said of it.
 */
public final class ScheduleRisk {
  private static final int BINS = 30;
  private static final int TELL_EVERY = 100;
  private static final int MOST_DRIVERS = 50;

  private final RiskQuestion question;
  private final PlanNetwork built;
  private final Network network;
  private final long perDay;
  private final int runs;
  private final long[] base;

  /** Places of the tasks whose duration is drawn, with what it is drawn from. */
  private int[] drawn;

  private BetaPert[] durations;
  private double[] costPerMinute;
  private long[] minutes;

  private final List<Event> events = new ArrayList<>();
  private final long[] finishes;
  private final double[] costs;
  private final int[] onPath;
  private final boolean[] marks;
  private Moments[] moments;

  private ScheduleRisk(RiskQuestion question) {
    this.question = question;
    built = new PlanNetwork(question.plan(), question.statusDate(), question.people());
    network = built.network;
    perDay = question.plan().calendar().minutesPerDay();
    runs = question.runs();
    finishes = new long[runs];
    costs = new double[runs];
    onPath = new int[network.nodes];
    marks = new boolean[network.nodes];
    built.schedule();
    base = network.duration.clone();
  }

  /**
   * Simulates; the same question gives the same answer.
   *
   * @param progress is told from time to time how many runs are done; whoever interrupts the thread
   *     ends the simulation with a {@link CancellationException}
   */
  public static RiskAnalysis simulate(RiskQuestion question, IntConsumer progress) {
    return new ScheduleRisk(question).run(progress);
  }

  /** A risk in the simulation: what it prolongs, how often it occurred, and what came of it. */
  private static final class Event {
    final Risk risk;
    final double probability;
    final BetaPert delay;
    final int[] tasks;
    final boolean atEnd;
    final int sign;
    final double cost;
    final Moments moments = new Moments();
    int occurred;
    int critical;
    double delays;
    boolean now;
    double minutes;

    Event(Risk risk, int[] tasks) {
      this.risk = risk;
      this.tasks = tasks;
      probability = risk.percent() / 100.0;
      delay = risk.delay() == null ? null : BetaPert.of(risk.delay().estimate(), 1);
      atEnd = delay != null && risk.delay().tasks().isEmpty();
      sign = risk.sign();
      cost = risk.cost() == null ? 0 : sign * risk.cost().doubleValue();
    }

    /** Takes two random numbers, whether it occurs or not. */
    void draw(Draws draws) {
      now = draws.next() < probability;
      double share = draws.next();
      minutes = now && delay != null ? sign * delay.at(share) : 0;
    }
  }

  /** The random numbers of a run, from 0 to less than 1. */
  private static final class Draws {
    private static final double MOST = Math.nextDown(1.0);

    private final SplittableRandom seeds;
    private long seed;
    private SplittableRandom random;
    private boolean mirrored;

    Draws(long seed) {
      seeds = new SplittableRandom(seed);
    }

    void begin(int run) {
      mirrored = run % 2 == 1;
      seed = mirrored ? seed : seeds.nextLong();
      random = new SplittableRandom(seed);
    }

    double next() {
      double drawn = random.nextDouble();
      return mirrored ? Math.min(1 - drawn, MOST) : drawn;
    }
  }

  /** Sums for the spread of a value and its correlation with the finish. */
  private static final class Moments {
    double sum;
    double squares;
    double products;

    void add(double value, double finish) {
      sum += value;
      squares += value * value;
      products += value * finish;
    }

    double variance(int runs) {
      return Math.max(0, squares / runs - sum / runs * (sum / runs));
    }

    double correlation(int runs, Moments finish) {
      double spread = Math.sqrt(variance(runs) * finish.variance(runs));
      return spread < 1e-9 ? 0 : (products / runs - sum / runs * (finish.sum / runs)) / spread;
    }
  }

  private RiskAnalysis run(IntConsumer progress) {
    int open = prepareTasks();
    prepareRisks();
    long planned = end(network.forward(), 0);
    double fixedCost =
        question.costs().values().stream().mapToDouble(BigDecimal::doubleValue).sum();
    Draws draws = new Draws(question.seed());
    Moments finish = new Moments();
    for (int run = 0; run < runs; run++) {
      if (run % TELL_EVERY == 0) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException();
        }
        progress.accept(run);
      }
      draws.begin(run);
      double cost = fixedCost + drawDurations(draws);
      double atEnd = 0;
      for (Event event : events) {
        event.draw(draws);
        cost += event.now ? event.cost : 0;
        if (event.atEnd) {
          atEnd += event.minutes;
        }
      }
      prolong();
      long last = network.forward();
      long end = end(last, Math.round(atEnd));
      finishes[run] = end;
      costs[run] = cost;
      learn(last, (double) end - planned, finish);
    }
    progress.accept(runs);
    return result(open, planned, finish, fixedCost);
  }

  /** How many tasks are still open. */
  private int prepareTasks() {
    int open = 0;
    int[] places = new int[built.count];
    BetaPert[] found = new BetaPert[built.count];
    Map<Double, float[]> tables = new HashMap<>();
    double[] money = new double[built.count];
    int size = 0;
    for (int i = 0; i < built.count; i++) {
      PlanTask task = built.tasks.get(i);
      if (built.summary[i] || network.isDone(i) || task.durationMinutes() == 0) {
        continue;
      }
      open++;
      if (task.estimate() == null) {
        continue;
      }
      // of a task that is under way only the rest is uncertain
      double left = (double) base[i] / task.durationMinutes();
      places[size] = i;
      found[size] = BetaPert.of(task.estimate(), left, tables);
      BigDecimal labour = question.labour().get(task.number());
      money[size++] = labour == null ? 0 : labour.doubleValue() / task.durationMinutes();
    }
    drawn = Arrays.copyOf(places, size);
    durations = Arrays.copyOf(found, size);
    costPerMinute = Arrays.copyOf(money, size);
    minutes = new long[size];
    moments = new Moments[size];
    Arrays.setAll(moments, i -> new Moments());
    return open;
  }

  private void prepareRisks() {
    for (Risk risk : question.risks()) {
      if (!risk.isOpen() || risk.delay() == null && risk.cost() == null) {
        continue;
      }
      int[] tasks =
          risk.delay() == null
              ? new int[0]
              : risk.delay().tasks().stream()
                  .mapToInt(built.index::of)
                  .filter(i -> i >= 0 && !built.summary[i] && !network.isDone(i))
                  .toArray();
      events.add(new Event(risk, tasks));
    }
  }

  /** Draws all durations and returns what they add to the cost. */
  private double drawDurations(Draws draws) {
    double cost = 0;
    for (int j = 0; j < drawn.length; j++) {
      int i = drawn[j];
      minutes[j] = (long) (durations[j].at(draws.next()) + 0.5);
      network.duration[i] = minutes[j];
      cost += costPerMinute[j] * (minutes[j] - base[i]);
    }
    return cost;
  }

  /** Adds the delays of this run's risks to the tasks that they hit. */
  private void prolong() {
    for (Event event : events) {
      for (int i : event.tasks) {
        if (built.tasks.get(i).estimate() == null || built.tasks.get(i).durationMinutes() == 0) {
          network.duration[i] = base[i];
        }
      }
    }
    for (Event event : events) {
      if (event.now) {
        for (int i : event.tasks) {
          network.duration[i] = Math.max(0, network.duration[i] + Math.round(event.minutes));
        }
      }
    }
  }

  private void learn(long last, double late, Moments finish) {
    finish.add(late, late);
    network.markLongestPath(last, marks);
    for (int i = 0; i < built.count; i++) {
      if (marks[i]) {
        onPath[i]++;
      }
    }
    for (Event event : events) {
      event.moments.add(event.minutes, late);
      if (event.now) {
        event.occurred++;
        event.delays += event.minutes;
        boolean critical = event.atEnd;
        for (int i : event.tasks) {
          critical |= marks[i];
        }
        event.critical += critical ? 1 : 0;
      }
    }
    for (int j = 0; j < drawn.length; j++) {
      moments[j].add(minutes[j], late);
    }
  }

  private RiskAnalysis result(int open, long planned, Moments finish, double fixedCost) {
    LocalDate deadline = question.plan().deadline();
    BigDecimal budget = question.budget();
    Double deadlineHolds =
        deadline == null ? null : share(built.axis.positionOf(deadline.plusDays(1).atStartOfDay()));
    Double budgetHolds =
        budget == null
            ? null
            : (double) Arrays.stream(costs).filter(c -> c <= budget.doubleValue() + 0.005).count()
                / runs;
    double plannedHolds = share(planned);
    Arrays.sort(finishes);
    Arrays.sort(costs);
    return new RiskAnalysis(
        runs,
        question.seed(),
        open,
        drawn.length,
        events.size(),
        date(planned),
        plannedHolds,
        (planned + finish.sum / runs) / perDay,
        Math.sqrt(finish.variance(runs)) / perDay,
        date(finishes[rank(10)]),
        date(finishes[rank(50)]),
        date(finishes[rank(80)]),
        date(finishes[rank(90)]),
        deadline,
        deadlineHolds,
        money(fixedCost),
        money(costs[rank(50)]),
        money(costs[rank(80)]),
        budget,
        budgetHolds,
        histogram(),
        drivers(finish));
  }

  /** How many runs do not finish later, of all. */
  private double share(long position) {
    int kept = 0;
    for (long finish : finishes) {
      kept += finish <= position ? 1 : 0;
    }
    return (double) kept / runs;
  }

  /** Place of the smallest value that so many percent of the runs do not exceed. */
  private int rank(int percent) {
    return Math.max(0, (int) Math.ceil(runs * percent / 100.0) - 1);
  }

  /** The end of the project, which does not come before its beginning. */
  private long end(long last, long delay) {
    long start = TimeAxis.position(network.projectStart);
    return built.count == 0 ? start : Math.max(start, TimeAxis.position(last) + delay);
  }

  private LocalDateTime date(long position) {
    return position <= TimeAxis.position(network.projectStart)
        ? built.axis.asStart(position)
        : built.axis.asFinish(position);
  }

  private static BigDecimal money(double amount) {
    return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
  }

  /** By days, or by whole weeks from Monday on, so that weekends leave no gaps of their own. */
  private List<Bin> histogram() {
    LocalDate first = date(finishes[0]).toLocalDate();
    LocalDate last = date(finishes[runs - 1]).toLocalDate();
    long days = last.toEpochDay() - first.toEpochDay() + 1;
    long step = 1;
    if (days > BINS) {
      first = first.with(DayOfWeek.MONDAY);
      days = last.toEpochDay() - first.toEpochDay() + 1;
      step = 7 * ((days + 7 * BINS - 1) / (7 * BINS));
    }
    int[] counts = new int[(int) ((days + step - 1) / step)];
    for (long finish : finishes) {
      counts[(int) ((date(finish).toLocalDate().toEpochDay() - first.toEpochDay()) / step)]++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      bins.add(new Bin(first.plusDays(i * step), counts[i]));
    }
    return bins;
  }

  private List<Driver> drivers(Moments finish) {
    double spread = Math.sqrt(finish.variance(runs));
    List<Driver> drivers = new ArrayList<>();
    for (int j = 0; j < drawn.length; j++) {
      PlanTask task = built.tasks.get(drawn[j]);
      double criticality = (double) onPath[drawn[j]] / runs;
      drivers.add(
          new Driver(
              false,
              task.number(),
              task.name(),
              criticality,
              spread == 0 ? 0 : criticality * Math.sqrt(moments[j].variance(runs)) / spread,
              moments[j].correlation(runs, finish),
              moments[j].sum / runs / perDay));
    }
    for (Event event : events) {
      if (event.delay == null) {
        continue;
      }
      double criticality = (double) event.critical / runs;
      double reached = event.occurred == 0 ? 0 : (double) event.critical / event.occurred;
      drivers.add(
          new Driver(
              true,
              event.risk.number(),
              event.risk.title(),
              criticality,
              spread == 0 ? 0 : reached * Math.sqrt(event.moments.variance(runs)) / spread,
              event.moments.correlation(runs, finish),
              event.occurred == 0 ? 0 : event.delays / event.occurred / perDay));
    }
    drivers.sort(
        Comparator.comparingDouble(Driver::sensitivity)
            .reversed()
            .thenComparing(Driver::risk)
            .thenComparing(Driver::number));
    return List.copyOf(drivers.subList(0, Math.min(MOST_DRIVERS, drivers.size())));
  }
}
