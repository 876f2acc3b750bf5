package dev.fairlead.report;

import dev.fairlead.closure.Closing;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.Evaluation;
import dev.fairlead.closure.EvaluationSummary;
import dev.fairlead.closure.Lessons;
import dev.fairlead.people.Users;
import dev.fairlead.report.ReportRows.DeliverableRow;
import dev.fairlead.report.ReportRows.EvaluationRow;
import dev.fairlead.report.ReportRows.LessonRow;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a final report says of deliverables, of the evaluation by the team and of lessons. */
@Component
class ClosingSection {
  private final Users users;
  private final Closing closing;
  private final Deliverables deliverables;
  private final Lessons lessons;

  ClosingSection(Users users, Closing closing, Deliverables deliverables, Lessons lessons) {
    this.users = users;
    this.closing = closing;
    this.deliverables = deliverables;
    this.lessons = lessons;
  }

  List<DeliverableRow> deliverables(Sight sight) {
    Words words = sight.words();
    return deliverables.of(sight.key()).stream()
        .map(
            d ->
                new DeliverableRow(
                    d.name(),
                    !d.isAccepted()
                        ? Light.NONE
                        : d.condition() == null ? Light.GREEN : Light.AMBER,
                    d.isAccepted() ? words.word(d.acceptance()) : words.say("said.notAccepted"),
                    users.nameOf(d.acceptedBy()),
                    Sight.day(d.acceptedAt()),
                    d.condition()))
        .toList();
  }

  /** In the order of the words, since that of the answers would tell who gave them. */
  List<EvaluationRow> evaluation(Sight sight) {
    Words words = sight.words();
    List<Evaluation> all = closing.evaluations(sight.key());
    boolean enough = all.size() >= EvaluationSummary.LEAST_ANSWERS;
    return all.stream()
        .sorted(Comparator.comparing(Evaluation::wentWell).thenComparing(Evaluation::wentBadly))
        .map(
            e ->
                new EvaluationRow(
                    words.get("col.teamMember"),
                    enough ? e.score() : null,
                    e.wentWell(),
                    e.wentBadly(),
                    e.recommendation()))
        .toList();
  }

  List<LessonRow> lessons(Sight sight) {
    return lessons.of(sight.key()).stream()
        .map(
            l ->
                new LessonRow(
                    l.category(),
                    l.situation(),
                    l.wentWell() ? l.situation() : null,
                    l.wentWell() ? null : l.situation(),
                    l.recommendation(),
                    l.appliesTo(),
                    l.used()))
        .toList();
  }
}
