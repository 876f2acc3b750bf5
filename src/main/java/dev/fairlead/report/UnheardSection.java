package dev.fairlead.report;

import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.report.ReportRows.UnheardRow;
import dev.fairlead.tracking.CheckIn;
import dev.fairlead.tracking.CheckIns;
import dev.fairlead.tracking.UnheardTasks;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Of whom and of what a report has heard nothing for too long, by the rules of the follow-up. */
@Component
class UnheardSection {
  private final Users users;
  private final CheckIns checkIns;
  private final UnheardTasks tasks;

  UnheardSection(Users users, CheckIns checkIns, UnheardTasks tasks) {
    this.users = users;
    this.checkIns = checkIns;
    this.tasks = tasks;
  }

  /** The weekly questions that nobody answered in time, then tasks without a word; oldest first. */
  List<UnheardRow> rows(Sight sight) {
    Words words = sight.words();
    List<UnheardRow> rows = new ArrayList<>();
    checkIns.open(sight.key()).stream()
        .filter(CheckIn::isStale)
        .forEach(
            asked ->
                rows.add(
                    new UnheardRow(
                        words.get("said.unheard.checkIn"),
                        words.say("said.unheard.until", Sight.day(asked.answerUntil())),
                        users.nameOf(asked.member()),
                        Sight.day(asked.askedAt()))));
    for (UnheardTasks.Unheard silent : tasks.of(sight.plan(), sight.latest())) {
      PlanTask task = sight.tasks().get(silent.task());
      rows.add(
          new UnheardRow(
              words.get("said.unheard.task"),
              sight.wbs(task.number()) + " " + task.name(),
              users.nameOf(task.owner() == null ? sight.project().coordinator() : task.owner()),
              silent.since()));
    }
    return rows;
  }
}
