package dev.fairlead.tracking;

import dev.fairlead.people.Users;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.shared.Sentences;
import dev.fairlead.tracking.CorrectiveActions.CorrectiveAction;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What pages say while a forecast is out of tolerance, or is being decided on. */
@Service
@Transactional(readOnly = true)
public class ToleranceAlarms {
  private final LateTasks lateTasks;
  private final CorrectiveActions actions;
  private final CorrectiveFlow flow;
  private final Users users;

  ToleranceAlarms(
      LateTasks lateTasks, CorrectiveActions actions, CorrectiveFlow flow, Users users) {
    this.lateTasks = lateTasks;
    this.actions = actions;
    this.flow = flow;
    this.users = users;
  }

  /**
   * @param left whether the forecast is out of tolerance now
   * @param out what is out and by how much: now, or when it was asked about
   * @param standing who has to decide since when, or what was decided
   * @param task path to the task that waits, or null
   */
  public record Alarm(boolean left, List<String> out, List<String> standing, String task) {}

  /** Empty while a project is not tracked, or is within tolerance and nothing is open. */
  public Optional<Alarm> of(Project project) {
    if (project.phase() != Phase.TRACKING) {
      return Optional.empty();
    }
    LateTasks.Review review = lateTasks.review(project.key());
    CorrectiveAction last = actions.all(project.key()).stream().findFirst().orElse(null);
    boolean open = last != null && last.isOpen();
    if (review.withinTolerance() && !open) {
      return Optional.empty();
    }
    boolean decided = last != null && (open || actions.holds(last, review));
    return Optional.of(
        new Alarm(
            !review.withinTolerance(),
            review.withinTolerance() ? actions.out(last) : actions.out(project, review),
            decided
                ? standing(project, last)
                : List.of(
                    Sentences.say(
                        project.isPaused()
                            ? "tracking.screen.alarmPaused"
                            : "tracking.screen.alarmNotAsked")),
            open ? flow.openTask(project.key()).orElse(null) : null));
  }

  private List<String> standing(Project project, CorrectiveAction last) {
    if (last.decision() == null) {
      String ask =
          Sentences.say(
              "tracking.screen.alarmDecide",
              users.nameOf(project.coordinator()),
              Sentences.day(last.askedAt().toLocalDate()));
      return last.returnedBy() == null
          ? List.of(ask)
          : List.of(
              Sentences.say(
                  "tracking.screen.alarmReturned",
                  users.nameOf(last.returnedBy()),
                  Sentences.day(last.returnedAt().toLocalDate()),
                  last.returnReason()),
              ask);
    }
    if (last.waitsForConfirmation()) {
      return List.of(
          Sentences.say(
              "tracking.screen.alarmConfirm",
              users.nameOf(last.decidedBy()),
              Sentences.day(last.decidedAt().toLocalDate()),
              Sentences.say("people.group." + last.confirmGroup())),
          last.reason());
    }
    String decided =
        Sentences.say(
            "tracking.screen.alarmDecided",
            Sentences.day(last.decidedAt().toLocalDate()),
            users.nameOf(last.decidedBy()),
            Sentences.say("tracking.screen.corrective." + last.decision()),
            last.reason());
    if (last.confirmedBy() == null) {
      return List.of(decided);
    }
    String confirmed =
        Sentences.say(
            "tracking.screen.alarmConfirmed",
            users.nameOf(last.confirmedBy()),
            Sentences.day(last.confirmedAt().toLocalDate()));
    return last.confirmComment() == null || last.confirmComment().isBlank()
        ? List.of(decided, confirmed)
        : List.of(decided, confirmed, last.confirmComment());
  }
}
