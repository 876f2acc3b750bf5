package dev.fairlead.studio;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DurationBusinessCalendar;
import org.camunda.bpm.engine.runtime.Job;

/**
 * The time of one scenario. The engine's clock is one for the whole virtual machine, so the trial
 * leaves it alone: it says when each timer is due on the scenario's clock, and fires it then. What
 * a duration or a repetition means say the engine's own calendars.
 */
final class TrialClock {
  private LocalDateTime now;
  private final Map<String, LocalDateTime> due = new HashMap<>();

  TrialClock(LocalDateTime begins) {
    this.now = begins;
  }

  LocalDateTime now() {
    return now;
  }

  /** Never goes back. */
  void moveTo(LocalDateTime moment) {
    if (moment.isAfter(now)) {
      now = moment;
    }
  }

  /**
   * So much later than now.
   *
   * @param time such as P3D, PT8H, P1M or P1DT4H
   */
  LocalDateTime after(String time) {
    return local(new DurationBusinessCalendar().resolveDuedate(time, date(now)));
  }

  /**
   * When a timer is due. It must be asked for the first time before the clock moves on from the
   * moment at which the timer began to wait.
   *
   * @param setting how the diagram sets it, with the values of its variables, such as "DURATION:
   *     PT8H"
   */
  LocalDateTime dueOf(Job timer, String setting) {
    return due.computeIfAbsent(timer.getId(), id -> due(timer, setting == null ? "" : setting));
  }

  private LocalDateTime due(Job timer, String setting) {
    String time = setting.replaceFirst("^\\w+:\\s*", "");
    if (setting.startsWith("DURATION")) {
      return after(time);
    }
    if (setting.startsWith("CYCLE")) {
      return local(new CycleBusinessCalendar().resolveDuedate(time, date(now), 0));
    }
    if (setting.startsWith("DATE")) {
      return local(timer.getDuedate());
    }
    // the engine reckoned it from its own clock, a moment apart: what counts is how long it waits
    Duration waits = Duration.between(local(timer.getCreateTime()), local(timer.getDuedate()));
    return now.plus(waits.plusMillis(500).truncatedTo(ChronoUnit.SECONDS));
  }

  private static Date date(LocalDateTime moment) {
    return Date.from(moment.atZone(ZoneId.systemDefault()).toInstant());
  }

  private static LocalDateTime local(Date date) {
    return LocalDateTime.ofInstant(date.toInstant(), ZoneId.systemDefault());
  }
}
