package dev.fairlead.report;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.closure.Closing;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanApprovals;
import dev.fairlead.project.Phase;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.report.ReportRows.ApprovalRow;
import dev.fairlead.report.ReportRows.DecisionRow;
import dev.fairlead.report.ReportRows.TakenDecisionRow;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a report says of decisions: those that are needed, and those that were taken. */
@Component
class DecisionsSection {
  private final Users users;
  private final PlanApprovals approvals;
  private final Changes changes;
  private final Closing closing;
  private final DecisionRequests requests;
  private final RecordedDecisions recorded;
  private final DeviationRows deviations;

  DecisionsSection(
      Users users,
      PlanApprovals approvals,
      Changes changes,
      Closing closing,
      DecisionRequests requests,
      RecordedDecisions recorded,
      DeviationRows deviations) {
    this.users = users;
    this.approvals = approvals;
    this.changes = changes;
    this.closing = closing;
    this.requests = requests;
    this.recorded = recorded;
    this.deviations = deviations;
  }

  /**
   * Changes that wait for approval, a forecast out of tolerance that waits for a decision, and what
   * earlier reports asked for.
   */
  List<DecisionRow> needed(Sight sight, List<ChangeRequest> all) {
    Words words = sight.words();
    List<DecisionRow> rows = new ArrayList<>();
    all.stream()
        .filter(c -> c.status() == ChangeRequest.Status.AWAITING_APPROVAL)
        .forEach(
            c ->
                rows.add(
                    new DecisionRow(
                        c.id() + " " + c.title(),
                        words.get("said.managers"),
                        null,
                        c.notDone(),
                        standing(words, c))));
    if (sight.project().phase() == Phase.TRACKING) {
      // what nobody decided before the work ended, nobody is asked for any more
      rows.addAll(deviations.needed(words, sight.key(), sight.project().coordinator()));
    }
    requests.standing(sight.key()).forEach(request -> rows.add(asked(words, request)));
    return rows;
  }

  /**
   * What people decided outside the processes and recorded after this moment, null for all, and
   * what was decided then on forecasts out of tolerance.
   */
  List<TakenDecisionRow> takenAfter(Sight sight, LocalDateTime moment) {
    Words words = sight.words();
    List<TakenDecisionRow> rows = new ArrayList<>();
    recorded.after(sight.key(), moment).stream()
        .map(
            made ->
                new TakenDecisionRow(
                    made.id(),
                    made.title()
                        + ": "
                        + made.text()
                        + (made.supersedes() == null
                            ? ""
                            : " (" + words.say("said.supersedes", made.supersedes()) + ")"),
                    made.decidedBy(),
                    made.decidedOn(),
                    made.appliesFrom()))
        .forEach(rows::add);
    rows.addAll(deviations.taken(words, sight.key(), moment));
    return rows;
  }

  /** Where several have to approve: who has, and how many approvals are missing. */
  private String standing(Words words, ChangeRequest change) {
    int needed = change.approvalsNeeded();
    if (needed == 1) {
      return words.get("said.asked.open");
    }
    List<ChangeRequest.Approval> given = change.approvals();
    return given.isEmpty()
        ? words.say("said.asked.severalNeeded", needed)
        : words.say("said.asked.someGiven", given(words, given), needed - given.size(), needed);
  }

  private String given(Words words, List<ChangeRequest.Approval> approvals) {
    return approvals.stream()
        .map(approval -> person(words, approval.by(), approval.onBehalfOf()))
        .collect(Collectors.joining(", "));
  }

  DecisionRow asked(Words words, DecisionRequest request) {
    return new DecisionRow(
        request.question(),
        words.group(request.deciderGroup()),
        request.neededBy(),
        request.consequence(),
        request.isOpen()
            ? words.get("said.asked.open")
            : words.say(
                "said.asked.answered",
                person(words, request.decidedBy(), request.onBehalfOf()),
                request.decidedAt().toLocalDate(),
                words.get("said.outcome.decision." + request.outcome())
                    + (request.answer() == null || request.answer().isBlank()
                        ? ""
                        : ". " + request.answer())));
  }

  List<ApprovalRow> ofPlan(Words words, String key) {
    return approvals.list(key).stream()
        .map(
            a ->
                new ApprovalRow(
                    a.level(),
                    words.group(a.approverGroup()),
                    person(words, a.decidedBy(), a.onBehalfOf()),
                    switch (a.decision()) {
                      case PlanApprovals.APPROVE -> Light.GREEN;
                      case PlanApprovals.REWORK -> Light.AMBER;
                      default -> Light.RED;
                    },
                    words.say("said.decision." + a.decision()),
                    a.comment(),
                    Sight.day(a.decidedAt()),
                    words.shipped(a.reason())))
        .toList();
  }

  List<ApprovalRow> ofPlanAndResult(Words words, String key) {
    List<ApprovalRow> rows = new ArrayList<>(ofPlan(words, key));
    closing
        .results(key)
        .forEach(
            r ->
                rows.add(
                    new ApprovalRow(
                        null,
                        words.say("said.result"),
                        person(words, r.decidedBy(), r.onBehalfOf()),
                        "ACCEPT".equals(r.decision().name()) ? Light.GREEN : Light.AMBER,
                        words.word(r.decision()),
                        r.comment(),
                        Sight.day(r.decidedAt()),
                        words.say("said.resultReason"))));
    return rows;
  }

  /** The same, and what was decided on forecasts out of tolerance. */
  List<ApprovalRow> ofProject(Words words, String key) {
    List<ApprovalRow> rows = new ArrayList<>(ofPlanAndResult(words, key));
    rows.addAll(deviations.approvals(words, key));
    return rows;
  }

  /** Everything that was decided on plan, forecasts out of tolerance, changes and result. */
  List<ApprovalRow> all(Words words, String key) {
    List<ApprovalRow> rows = new ArrayList<>(ofProject(words, key));
    changes.all(key).stream()
        .filter(change -> change.decision() != null)
        .forEach(change -> rows.addAll(ofChange(words, change)));
    return rows;
  }

  /** One row, or one for each approval where several were needed. */
  private List<ApprovalRow> ofChange(Words words, ChangeRequest change) {
    List<ChangeRequest.Approval> said =
        change.severalApproved()
            ? change.approvals()
            : List.of(
                new ChangeRequest.Approval(
                    change.decidedBy(),
                    change.decidedOnBehalfOf(),
                    change.decisionComment(),
                    change.decidedAt()));
    return said.stream()
        .map(
            one ->
                new ApprovalRow(
                    null,
                    change.id() + " " + change.title(),
                    person(words, one.by(), one.onBehalfOf()),
                    Light.NONE,
                    words.word(change.decision()),
                    one.comment(),
                    Sight.day(one.at()),
                    words.shipped(change.routeReason())))
        .toList();
  }

  String deciders(Words words, ChangeRequest change) {
    if (change.severalApproved()) {
      return given(words, change.approvals());
    }
    return change.decidedBy() == null
        ? null
        : person(words, change.decidedBy(), change.decidedOnBehalfOf());
  }

  private String person(Words words, String by, String onBehalfOf) {
    return onBehalfOf == null
        ? users.nameOf(by)
        : words.say("said.onBehalfOf", users.nameOf(by), users.nameOf(onBehalfOf));
  }
}
