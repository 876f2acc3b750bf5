package dev.fairlead.report;

import dev.fairlead.people.Users;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.GoalTerms;
import dev.fairlead.project.Project;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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

  /** The goals in force. */
  List<GoalRow> goals(Sight sight) {
    return sight.project().goals().stream()
        .map(goal -> row(goal, goal.terms(), null, sight.words()))
        .toList();
  }

  /** All goals as they were agreed first, also those that were dropped, and what became of them. */
  List<GoalRow> originalGoals(Sight sight) {
    Words words = sight.words();
    Project project = sight.project();
    return Stream.concat(project.goals().stream(), project.droppedGoals().stream())
        .sorted(Comparator.comparingInt(Goal::number))
        .map(goal -> row(goal, goal.first(), became(goal, words), words))
        .toList();
  }

  private static GoalRow row(Goal goal, GoalTerms terms, String became, Words words) {
    GoalRating rating = goal.rating();
    return new GoalRow(
        goal.number(),
        terms.statement(),
        terms.measure(),
        terms.target(),
        terms.weight(),
        rating == null
            ? Light.NONE
            : rating == GoalRating.REACHED
                ? Light.GREEN
                : rating == GoalRating.PARTLY_REACHED ? Light.AMBER : Light.RED,
        goal.droppedBy() != null
            ? words.say("said.goal.isDropped")
            : rating == null ? null : words.word(rating),
        goal.evidence(),
        became);
  }

  private static String became(Goal goal, Words words) {
    List<String> said = new ArrayList<>();
    if (goal.addedBy() != null) {
      said.add(words.say("said.goal.added", goal.addedBy()));
    }
    // before the words of the goal, which may be long
    if (goal.droppedBy() != null) {
      said.add(words.say("said.goal.dropped", goal.droppedBy()));
    }
    if (!goal.changedBy().isEmpty()) {
      GoalTerms was = goal.first();
      List<String> parts = new ArrayList<>();
      part(parts, words, "col.goal", was.statement(), goal.statement());
      part(parts, words, "col.measure", was.measure(), goal.measure());
      part(parts, words, "col.target", was.target(), goal.target());
      part(parts, words, "col.weight", plain(was, words), plain(goal.terms(), words));
      String changes = String.join(", ", goal.changedBy());
      said.add(
          parts.isEmpty()
              ? words.say("said.goal.changedBack", changes)
              : words.say("said.goal.changed", changes, String.join("; ", parts)));
    }
    return said.isEmpty() ? null : String.join(" ", said);
  }

  private static void part(List<String> parts, Words words, String code, String was, String is) {
    if (!was.equals(is)) {
      parts.add(words.say("said.goal.part", words.get(code), is));
    }
  }

  private static String plain(GoalTerms goal, Words words) {
    return words.say("said.goal.weight", goal.weight());
  }
}
