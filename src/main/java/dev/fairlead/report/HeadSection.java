package dev.fairlead.report;

import dev.fairlead.people.Users;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Project;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What every report begins with, and the goals of its project. */
@Component
class HeadSection {
  private final Users users;
  private final FairleadClock clock;
  private final String currency;

  HeadSection(Users users, FairleadClock clock, @Value("${fairlead.currency}") String currency) {
    this.users = users;
    this.clock = clock;
    this.currency = currency;
  }

  ReportHead of(Sight sight, String id, Integer number, String status, LocalDate since, String by) {
    Words words = sight.words();
    Project project = sight.project();
    return new ReportHead(
        id,
        number,
        project.key(),
        project.name(),
        phase(words, project),
        status,
        since,
        clock.today(),
        clock.now(),
        users.nameOf(project.sponsor()),
        users.nameOf(project.coordinator()),
        by == null ? "Fairlead" : users.nameOf(by),
        currency,
        words.language());
  }

  /** A report must not look as if work went on. */
  private static String phase(Words words, Project project) {
    return project.isPaused()
        ? words.say(
            "said.paused", words.word(project.phase()), project.pause().since().toLocalDate())
        : words.word(project.phase());
  }

  List<GoalRow> goals(Sight sight) {
    Words words = sight.words();
    return sight.project().goals().stream()
        .map(
            (Goal g) ->
                new GoalRow(
                    g.number(),
                    g.statement(),
                    g.measure(),
                    g.target(),
                    g.weight(),
                    g.rating() == null
                        ? Light.NONE
                        : g.rating() == GoalRating.REACHED
                            ? Light.GREEN
                            : g.rating() == GoalRating.PARTLY_REACHED ? Light.AMBER : Light.RED,
                    g.rating() == null ? null : words.word(g.rating()),
                    g.evidence()))
        .toList();
  }
}
