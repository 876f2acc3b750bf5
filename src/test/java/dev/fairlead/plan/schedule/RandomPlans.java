package dev.fairlead.plan.schedule;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Random plans from a seed, so that a failure can be repeated. */
public final class RandomPlans {
  private RandomPlans() {}

  /**
   * A plan of one to four phases with tasks, milestones, all link types, lags and leads, holidays.
   *
   * @param constraints also gives some tasks a constraint or deadline
   * @param summaryLinks also links some phases
   */
  public static WorkPlan plan(long seed, boolean constraints, boolean summaryLinks) {
    Random random = new Random(seed);
    PlanBuilder plan = new PlanBuilder();
    TreeMap<LocalDate, List<WorkingCalendar.Shift>> holidays = new TreeMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      holidays.put(plan.start.plusDays(random.nextInt(120)), List.of());
    }
    plan.calendar = new WorkingCalendar(WorkingCalendar.standard().week(), holidays);
    int phases = 1 + random.nextInt(4);
    int number = 0;
    int[] first = new int[phases];
    int[] last = new int[phases];
    for (int phase = 0; phase < phases; phase++) {
      int summary = ++number;
      plan.add(summary, null, "Phase " + summary, 0);
      first[phase] = number + 1;
      for (int i = 2 + random.nextInt(9); i > 0; i--) {
        number++;
        long minutes = random.nextInt(8) == 0 ? 0 : 60L * (1 + random.nextInt(60));
        plan.add(number, summary, "Task " + number, minutes);
        if (constraints && random.nextInt(6) == 0) {
          constrain(plan, random);
        }
        for (int links = random.nextInt(3); links > 0 && number > 2; links--) {
          int before = 1 + random.nextInt(number - 1);
          boolean isSummary = plan.tasks.get(before - 1).parent() == null;
          if (!isSummary && plan.links.stream().noneMatch(l -> same(l, before, plan.tasks.size()))) {
            plan.link(before, number, type(random), lag(random));
          }
        }
      }
      last[phase] = number;
      if (summaryLinks && phase > 0 && random.nextInt(3) == 0) {
        // every task of the earlier phase before every task of the later one
        plan.link(first[phase - 1] - 1, first[phase] - 1);
      }
      if (summaryLinks && phase > 0 && random.nextInt(3) == 0) {
        plan.link(first[phase - 1] - 1, last[phase], LinkType.FS, lag(random));
      }
    }
    return plan.plan();
  }

  private static boolean same(dev.fairlead.plan.TaskLink link, int predecessor, int successor) {
    return link.predecessor() == predecessor && link.successor() == successor;
  }

  private static LinkType type(Random random) {
    return random.nextInt(2) == 0 ? LinkType.FS : LinkType.values()[random.nextInt(4)];
  }

  private static double lag(Random random) {
    return random.nextInt(3) > 0 ? 0 : random.nextInt(7) - 2;
  }

  private static void constrain(PlanBuilder plan, Random random) {
    LocalDate day = plan.start.plusDays(random.nextInt(60));
    switch (random.nextInt(8)) {
      case 0 -> plan.constraint(ConstraintType.START_NO_EARLIER_THAN, workDay(plan, day).atTime(8, 0));
      case 1 -> plan.constraint(ConstraintType.FINISH_NO_EARLIER_THAN, workDay(plan, day.plusDays(14)).atTime(17, 0));
      case 2 -> plan.constraint(ConstraintType.MUST_START_ON, workDay(plan, day.plusDays(60)).atTime(8, 0));
      case 3 -> plan.constraint(ConstraintType.MUST_FINISH_ON, workDay(plan, day.plusDays(60)).atTime(17, 0));
      case 4 -> plan.constraint(ConstraintType.START_NO_LATER_THAN, workDay(plan, day.plusDays(60)).atTime(8, 0));
      case 5 -> plan.constraint(ConstraintType.FINISH_NO_LATER_THAN, workDay(plan, day.plusDays(60)).atTime(17, 0));
      case 6 -> plan.constraint(ConstraintType.AS_LATE_AS_POSSIBLE, null);
      default -> plan.deadline(workDay(plan, day.plusDays(30)));
    }
  }

  private static LocalDate workDay(PlanBuilder plan, LocalDate day) {
    return plan.calendar.isWorkingDay(day) ? day : plan.calendar.nextWorkingDay(day);
  }
}
