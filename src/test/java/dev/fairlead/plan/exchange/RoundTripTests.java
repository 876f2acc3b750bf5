package dev.fairlead.plan.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.CriticalPathScheduler;
import dev.fairlead.plan.schedule.RandomPlans;
import dev.fairlead.plan.schedule.Schedule;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A plan that goes out and comes back is the same plan. */
class RoundTripTests {
  private static final PlanImport IN = new PlanImport();
  private final PlanExport out = new PlanExport();

  @AfterAll
  static void stop() {
    IN.destroy();
  }

  @Test
  void microsoftProjectXmlBringsTheSamePlanBack() {
    for (long seed = 1; seed <= 40; seed++) {
      WorkPlan plan = dressed(RandomPlans.plan(seed, true, true), seed);
      ImportedPlan back =
          IN.read("plan.xml", out.mspdi(plan, schedule(plan), "Title"), plan.calendar());

      assertThat(back.losses()).as("seed " + seed).isEmpty();
      assertSame(plan, back, "seed " + seed);
      assertThat(back.calendar().week()).isEqualTo(plan.calendar().week());
      assertThat(back.start())
          .isEqualTo(plan.calendar().addWorking(plan.start().atStartOfDay(), 0).toLocalDate());
      assertThat(back.title()).isEqualTo("Title");
    }
  }

  /**
   * Primavera has no place for deadlines, for constraints and dependencies of summaries and for
   * effort that nobody does, and it counts and orders in its own way; the losses say so, and
   * everything else comes back.
   */
  @Test
  void primaveraXmlBringsTheSamePlanBackButForWhatTheLossesName() {
    for (long seed = 1; seed <= 40; seed++) {
      String where = "seed " + seed;
      WorkPlan plan = dressed(RandomPlans.plan(seed, true, true), seed);
      Set<Integer> summaries =
          plan.tasks().stream().map(PlanTask::parent).collect(Collectors.toSet());
      Map<String, Integer> lost = new HashMap<>();
      out.losses(plan, PlanExport.Target.PMXML).forEach(l -> lost.put(l.field(), l.count()));

      ImportedPlan back =
          IN.read("plan.xml", out.pmxml(plan, schedule(plan), "Title"), plan.calendar());

      assertThat(back.losses()).extracting(Loss::field).as(where).containsOnly("numbers");
      assertThat(back.title()).isEqualTo("Title");
      Map<String, PlanTask> byName = new HashMap<>();
      back.tasks().forEach(task -> byName.put(task.name(), task));
      Map<Integer, Integer> numbers = new HashMap<>();
      plan.tasks().forEach(t -> numbers.put(t.number(), byName.get(t.name()).number()));
      int deadlines = 0;
      int efforts = 0;
      int constraints = 0;
      for (PlanTask task : plan.tasks()) {
        boolean effortless = task.effortHours() != null && task.ownerLabel() == null;
        boolean constrained =
            summaries.contains(task.number())
                && task.constraint() != ConstraintType.AS_SOON_AS_POSSIBLE;
        deadlines += task.deadline() != null ? 1 : 0;
        efforts += effortless ? 1 : 0;
        constraints += constrained ? 1 : 0;
        PlanTask theirs = byName.get(task.name());
        assertThat(theirs)
            .as(where)
            .isEqualTo(
                task.with()
                    .number(theirs.number())
                    .parent(task.parent() == null ? null : numbers.get(task.parent()))
                    .position(theirs.position())
                    .effortHours(effortless ? null : task.effortHours())
                    .owner(null)
                    .constraint(
                        constrained ? ConstraintType.AS_SOON_AS_POSSIBLE : task.constraint())
                    .constraintDate(constrained ? null : task.constraintDate())
                    .deadline(null)
                    .system(null)
                    .budgetLine(null)
                    .build());
      }
      Set<TaskLink> between = new HashSet<>();
      int ofSummaries = 0;
      for (TaskLink link : plan.links()) {
        if (summaries.contains(link.predecessor()) || summaries.contains(link.successor())) {
          ofSummaries++;
        } else {
          between.add(
              new TaskLink(
                  numbers.get(link.predecessor()),
                  numbers.get(link.successor()),
                  link.type(),
                  link.lagMinutes()));
        }
      }
      assertThat(new HashSet<>(back.links())).as(where).isEqualTo(between);
      assertThat(lost.getOrDefault("toDeadlines", 0)).as(where).isEqualTo(deadlines);
      assertThat(lost.getOrDefault("toEffort", 0)).as(where).isEqualTo(efforts);
      assertThat(lost.getOrDefault("toSummaryConstraints", 0)).as(where).isEqualTo(constraints);
      assertThat(lost.getOrDefault("toSummaryLinks", 0)).as(where).isEqualTo(ofSummaries);
      assertThat(back.calendar().week()).as(where).isEqualTo(plan.calendar().week());
      plan.calendar()
          .exceptions()
          .keySet()
          .forEach(day -> assertThat(back.calendar().isWorkingDay(day)).as("" + day).isFalse());
    }
  }

  @Test
  void aCalendarHoldsMilestonesAndOnesOwnTasksAndReadsAsOne() throws Exception {
    WorkPlan random = RandomPlans.plan(3, true, true);
    List<PlanTask> tasks =
        List.of(
            ics(1, "Ready; steady, go", 0, null),
            ics(2, "Mine", 960, "tom"),
            ics(3, "Somebody else's", 480, "tina"));
    WorkPlan plan = withTasks(random, tasks, List.of(TaskLink.finishToStart(2, 1)));
    Clock clock = Clock.fixed(Instant.parse("2027-02-01T09:00:00Z"), ZoneId.of("Europe/Vienna"));
    byte[] file = out.ics(plan, schedule(plan), "Title", "tom", "https://plan.example.org", clock);

    Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(file));
    List<VEvent> events = calendar.getComponents(Component.VEVENT);
    assertThat(events)
        .extracting(e -> e.getSummary().getValue())
        .containsExactly("Ready; steady, go", "Mine");
    assertThat(events)
        .extracting(e -> e.getUid().orElseThrow().getValue())
        .containsExactly("test-1@fairlead", "test-2@fairlead");
    LocalDateTime start = schedule(plan).byNumber().get(2).start();
    assertThat(Instant.from(events.get(1).getDateTimeStart().getDate()))
        .isEqualTo(start.atZone(clock.getZone()).toInstant());
    assertThat(events.get(0).getDateTimeStart().getDate())
        .isEqualTo(schedule(plan).byNumber().get(1).finish().toLocalDate());
    assertThat(new String(file, StandardCharsets.UTF_8)).contains("\r\n");
  }

  private static PlanTask ics(int number, String name, long minutes, String owner) {
    return PlanTask.named(number, name)
        .position(number - 1)
        .milestone(minutes == 0)
        .durationMinutes(minutes)
        .owner(owner)
        .build();
  }

  @Test
  void tablesSayThatTheyHoldNoCalendar() {
    WorkPlan plan = RandomPlans.plan(1, false, false);
    assertThat(out.losses(plan, PlanExport.Target.XML)).isEmpty();
    assertThat(out.losses(plan, PlanExport.Target.CSV))
        .extracting(Loss::field)
        .containsExactly("toCalendar");
  }

  @Test
  void csvBringsTheSamePlanBack() {
    for (long seed = 1; seed <= 40; seed++) {
      WorkPlan plan = estimated(dressed(RandomPlans.plan(seed, true, true), seed));
      ImportedPlan back = IN.read("plan.csv", out.csv(plan, schedule(plan)), plan.calendar());

      assertThat(back.losses()).as("seed " + seed).isEmpty();
      assertSame(plan, back, "seed " + seed);
    }
  }

  @Test
  void excelBringsTheSamePlanBack() {
    for (long seed = 1; seed <= 40; seed++) {
      WorkPlan plan = estimated(dressed(RandomPlans.plan(seed, true, true), seed));
      ImportedPlan back = IN.read("plan.xlsx", out.xlsx(plan, schedule(plan)), plan.calendar());

      assertThat(back.losses()).as("seed " + seed).isEmpty();
      assertSame(plan, back, "seed " + seed);
    }
  }

  @Test
  void holidaysComeBackFromMicrosoftProjectXml() {
    WorkPlan plan = RandomPlans.plan(7, false, false);
    ImportedPlan back = IN.read("plan.xml", out.mspdi(plan, schedule(plan), "T"), plan.calendar());

    plan.calendar()
        .exceptions()
        .keySet()
        .forEach(day -> assertThat(back.calendar().shiftsOn(day)).as("" + day).isEmpty());
    assertThat(
            schedule(
                    new WorkPlan(
                        "T", 1, plan.start(), null, back.calendar(), back.tasks(), back.links()))
                .finish())
        .isEqualTo(schedule(plan).finish());
  }

  @Test
  void namesThatASpreadsheetWouldRunAsFormulasAreDisarmedAndComeBack() {
    List<String> names =
        List.of(
            "=1+1",
            "+4",
            "-4",
            "-4+1",
            "@SUM(A1)",
            "'=1",
            "''quoted",
            "'plain",
            "a, \"b\"; c",
            "=cmd|' /C calc'!A0");
    List<PlanTask> tasks = new ArrayList<>();
    for (String name : names) {
      tasks.add(
          task(
              tasks.size() + 1,
              null,
              tasks.size(),
              name,
              480,
              "=owner",
              0,
              null,
              null,
              null,
              BigDecimal.ZERO));
    }
    WorkPlan plan = withTasks(RandomPlans.plan(1, false, false), tasks, List.of());

    byte[] csv = out.csv(plan, schedule(plan));
    assertThat(new String(csv, java.nio.charset.StandardCharsets.UTF_8))
        // a number below zero is no formula, and stays a number
        .contains("'=1+1", "'+4", ",-4,", "'-4+1", "'@SUM(A1)", "''=1")
        .doesNotContainPattern("[,\\n][\"]?[=+@]");
    assertThat(IN.read("p.csv", csv, plan.calendar()).tasks()).isEqualTo(tasks);
    assertThat(IN.read("p.xlsx", out.xlsx(plan, schedule(plan)), plan.calendar()).tasks())
        .isEqualTo(tasks);
  }

  @Test
  void theTemplatesCanBeImportedAsTheyAre() {
    WorkPlan any = RandomPlans.plan(1, false, false);
    ImportedPlan csv = IN.read("template.csv", out.csvTemplate(), any.calendar());
    ImportedPlan xlsx = IN.read("template.xlsx", out.xlsxTemplate(), any.calendar());

    assertThat(csv.losses()).isEmpty();
    assertThat(csv.tasks()).hasSize(3).isEqualTo(xlsx.tasks());
    assertThat(csv.links()).isEqualTo(xlsx.links()).hasSize(1);
    assertThat(csv.people()).containsExactly("Anna Example");
    assertThat(csv.counts()).isEqualTo(new ImportedPlan.Counts(1, 1, 1, 1, 1));
  }

  private static Schedule schedule(WorkPlan plan) {
    return new CriticalPathScheduler().schedule(plan, null);
  }

  private static void assertSame(WorkPlan plan, ImportedPlan back, String where) {
    assertThat(back.tasks()).as(where).isEqualTo(plan.tasks());
    assertThat(new HashSet<>(back.links())).as(where).isEqualTo(new HashSet<>(plan.links()));
  }

  /** Gives the tasks of a random plan owners, efforts, costs and progress. */
  private static WorkPlan dressed(WorkPlan plan, long seed) {
    Random random = new Random(seed);
    List<PlanTask> tasks = new ArrayList<>();
    for (PlanTask t : plan.tasks()) {
      if (plan.isSummary(t.number())) {
        tasks.add(
            PlanTask.named(t.number(), t.name())
                .parent(t.parent())
                .position(t.position())
                .constraint(t.constraint())
                .constraintDate(t.constraintDate())
                .build());
        continue;
      }
      int percent = random.nextInt(3) == 0 ? random.nextInt(101) : 0;
      LocalDateTime begun =
          percent > 0 ? LocalDateTime.of(2027, 3, 1 + random.nextInt(5), 8, 0) : null;
      LocalDateTime finished = percent == 100 ? begun.plusDays(3).withHour(16) : null;
      Long remaining =
          percent > 0 && percent < 100 && t.durationMinutes() > 0 && random.nextBoolean()
              ? Long.valueOf(t.durationMinutes() + 60)
              : null;
      tasks.add(
          t.with()
              .effortHours(
                  t.milestone() || random.nextBoolean()
                      ? null
                      : new BigDecimal(1 + random.nextInt(80)))
              .owner(null)
              .ownerLabel(random.nextBoolean() ? null : "Person " + random.nextInt(4))
              .system(null)
              .budgetLine(null)
              .fixedCost(random.nextInt(3) > 0 ? BigDecimal.ZERO : new BigDecimal("1250.5"))
              .percentComplete(percent)
              .actualStart(begun)
              .actualFinish(finished)
              .remainingMinutes(remaining)
              .build());
    }
    return withTasks(plan, tasks, plan.links());
  }

  /** Gives every second task that takes time an estimate, which spreadsheets carry. */
  private static WorkPlan estimated(WorkPlan plan) {
    return withTasks(
        plan,
        plan.tasks().stream()
            .map(
                t ->
                    t.number() % 2 == 0 || t.durationMinutes() == 0
                        ? t
                        : t.withEstimate(
                            new ThreePointEstimate(
                                t.durationMinutes() / 2,
                                t.durationMinutes(),
                                3 * t.durationMinutes())))
            .toList(),
        plan.links());
  }

  private static WorkPlan withTasks(WorkPlan plan, List<PlanTask> tasks, List<TaskLink> links) {
    return new WorkPlan("TEST", 1, LocalDate.of(2027, 3, 1), null, plan.calendar(), tasks, links);
  }

  private static PlanTask task(
      int number,
      Integer parent,
      int position,
      String name,
      long minutes,
      String owner,
      int percent,
      LocalDateTime begun,
      LocalDateTime finished,
      Long remaining,
      BigDecimal cost) {
    return PlanTask.named(number, name)
        .parent(parent)
        .position(position)
        .milestone(minutes == 0)
        .durationMinutes(minutes)
        .ownerLabel(owner)
        .fixedCost(cost)
        .percentComplete(percent)
        .actualStart(begun)
        .actualFinish(finished)
        .remainingMinutes(remaining)
        .build();
  }
}
