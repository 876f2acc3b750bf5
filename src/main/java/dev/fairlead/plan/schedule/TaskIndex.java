package dev.fairlead.plan.schedule;

import dev.fairlead.plan.PlanTask;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the task with a number stands in the plan's list. Numbers count from 1 and are hardly ever
 * given up, so that an array serves nearly every plan; numbers of imported files may lie far apart.
 */
final class TaskIndex {
  private static final int NUMBERS_PER_TASK = 8;

  private int[] places;
  private Map<Integer, Integer> scattered;

  TaskIndex(List<PlanTask> tasks) {
    int greatest = 0;
    int least = 0;
    for (PlanTask task : tasks) {
      greatest = Math.max(greatest, task.number());
      least = Math.min(least, task.number());
    }
    if (least < 0 || greatest > NUMBERS_PER_TASK * (tasks.size() + 100L)) {
      scattered = new HashMap<>(tasks.size() * 2);
    } else {
      places = new int[greatest + 1];
      Arrays.fill(places, -1);
    }
    int place = 0;
    for (PlanTask task : tasks) {
      if (of(task.number()) >= 0) {
        throw new IllegalArgumentException("two tasks with the number " + task.number());
      }
      if (places == null) {
        scattered.put(task.number(), place++);
      } else {
        places[task.number()] = place++;
      }
    }
  }

  /** The place from 0, or -1 where no task has this number. */
  int of(int number) {
    if (places == null) {
      return scattered.getOrDefault(number, -1);
    }
    return number >= 0 && number < places.length ? places[number] : -1;
  }
}
