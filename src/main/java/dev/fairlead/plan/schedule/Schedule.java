package dev.fairlead.plan.schedule;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The computed dates of a whole plan; tasks in the order of the plan. */
public record Schedule(
    LocalDateTime start,
    LocalDateTime finish,
    List<ScheduledTask> tasks,
    List<ScheduleWarning> warnings) {

  public Map<Integer, ScheduledTask> byNumber() {
    return tasks.stream().collect(Collectors.toMap(ScheduledTask::number, Function.identity()));
  }
}
