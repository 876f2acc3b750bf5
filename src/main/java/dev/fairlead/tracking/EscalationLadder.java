package dev.fairlead.tracking;

import dev.fairlead.people.Absences;
import dev.fairlead.people.CalendarChanged;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.project.Pause;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.ProjectResumed;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * When nobody answers for a late task, who is told when. A decision table says after how many
 * working days; they are counted in the time that the owner and the project share, so that nobody
 * is passed over while they are on leave or outside their hours.
 */
@Service
@Transactional
public class EscalationLadder {
  private static final double MOST_DAYS = 250;
  private static final int LONGEST_REASON = 500;

  private final FollowUps followUps;
  private final LateTasks lateTasks;
  private final Plans plans;
  private final Absences absences;
  private final Pauses pauses;
  private final FairleadClock clock;
  private final ObjectProvider<FollowUpFlow> flow;

  EscalationLadder(
      FollowUps followUps,
      LateTasks lateTasks,
      Plans plans,
      Absences absences,
      Pauses pauses,
      FairleadClock clock,
      ObjectProvider<FollowUpFlow> flow) {
    this.followUps = followUps;
    this.lateTasks = lateTasks;
    this.plans = plans;
    this.absences = absences;
    this.pauses = pauses;
    this.clock = clock;
    this.flow = flow;
  }

  /** What the table is asked with. */
  public record Facts(boolean critical, int daysLate) {}

  /**
   * What the table answers, in working days of the owner; parts of a day are allowed.
   *
   * @param reason one sentence for those who read the follow-up
   */
  public record Rungs(
      Double remindAfter,
      Double deputyAfter,
      Double coordinatorAfter,
      Double managersAfter,
      String reason) {}

  /** The same on the calendar. */
  public record Moments(
      LocalDateTime remindAt,
      LocalDateTime deputyAt,
      LocalDateTime coordinatorAt,
      LocalDateTime managerAt) {}

  @Transactional(readOnly = true)
  public Facts facts(String projectKey, int task) {
    LateTask late = lateTasks.find(projectKey, task);
    if (late != null) {
      return new Facts(late.critical(), late.daysLate());
    }
    ScheduledTask dates = plans.schedule(projectKey).byNumber().get(task);
    return new Facts(dates != null && dates.critical(), 0);
  }

  /**
   * Keeps the ladder with the open follow-up.
   *
   * @throws RefusedException where the table says no sensible number of days
   */
  public Moments plan(String projectKey, int task, Rungs rungs) {
    FollowUp followUp =
        followUps
            .findOpen(projectKey, task)
            .orElseThrow(
                () -> NotFoundException.because("tracking.followUpNone", task, projectKey));
    Moments moments = moments(followUp, rungs, List.of());
    String reason = rungs.reason() == null ? "" : rungs.reason().strip();
    followUps.planEscalation(
        projectKey,
        task,
        moments,
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
    return moments;
  }

  /**
   * Whoever goes on leave while a question to them is open is not passed over either: what is still
   * to come of the ladder moves with their calendar. What has been told already stays.
   */
  @EventListener
  public void on(CalendarChanged changed) {
    for (FollowUp open : followUps.openOf(changed.username())) {
      List<Pause> paused = pauses.all(open.projectKey());
      // nothing comes while a pause lasts
      LocalDateTime now =
          paused.stream()
              .filter(pause -> pause.ending() == null)
              .map(Pause::since)
              .findFirst()
              .orElseGet(clock::now);
      replan(open, paused, now);
    }
  }

  /** The owner has as much of their own working time after a pause as was left before it. */
  @EventListener
  public void on(ProjectResumed resumed) {
    List<Pause> paused = pauses.all(resumed.projectKey());
    for (FollowUp open : followUps.open(resumed.projectKey())) {
      replan(open, paused, resumed.pause().since());
    }
  }

  private void replan(FollowUp open, List<Pause> paused, LocalDateTime now) {
    if (open.reply() != null || open.ladderReason() == null) {
      return;
    }
    flow.ifAvailable(
        running ->
            running.replan(
                open.projectKey(),
                open.task(),
                rungs -> {
                  Moments fresh = stillToCome(open, moments(open, rungs, paused), now);
                  followUps.planEscalation(
                      open.projectKey(), open.task(), fresh, open.ladderReason());
                  return fresh;
                }));
  }

  private static Moments stillToCome(FollowUp was, Moments fresh, LocalDateTime now) {
    return new Moments(
        was.remindAt().isAfter(now) ? fresh.remindAt() : was.remindAt(),
        was.deputyAt().isAfter(now) ? fresh.deputyAt() : was.deputyAt(),
        was.coordinatorAt().isAfter(now) ? fresh.coordinatorAt() : was.coordinatorAt(),
        was.managerAt().isAfter(now) ? fresh.managerAt() : was.managerAt());
  }

  /**
   * @param paused the pauses of the project; those that ended after the question began hold it up
   */
  private Moments moments(FollowUp followUp, Rungs rungs, List<Pause> paused) {
    Count count =
        new Count(
            absences
                .of(followUp.owner())
                .sharedWith(plans.current(followUp.projectKey()).calendar()),
            followUp.openedAt(),
            paused.stream()
                .filter(pause -> pause.ending() != null)
                .filter(pause -> pause.endedAt().isAfter(followUp.openedAt()))
                .sorted(Comparator.comparing(Pause::since))
                .toList());
    return new Moments(
        count.after(rungs.remindAfter(), "remindAfter"),
        count.after(rungs.deputyAfter(), "deputyAfter"),
        count.after(rungs.coordinatorAfter(), "coordinatorAfter"),
        count.after(rungs.managersAfter(), "managersAfter"));
  }

  /** Counts working days from a moment on, over the pauses that lie between. */
  private record Count(WorkingCalendar calendar, LocalDateTime from, List<Pause> paused) {
    LocalDateTime after(Double days, String column) {
      if (days == null || !(days >= 0 && days <= MOST_DAYS)) {
        throw RefusedException.because("tracking.ladderDays", column, MOST_DAYS);
      }
      LocalDateTime moment =
          calendar.addWorking(from, Math.round(days * calendar.averageMinutesPerDay()));
      for (Pause pause : paused) {
        moment = pause.postponed(moment, calendar);
      }
      return moment;
    }
  }
}
