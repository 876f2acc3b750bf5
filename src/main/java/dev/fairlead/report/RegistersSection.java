package dev.fairlead.report;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.closure.FollowOnActions;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.project.Link;
import dev.fairlead.project.Links;
import dev.fairlead.report.ReportRows.ActionRow;
import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.ReportRows.FollowUpRow;
import dev.fairlead.report.ReportRows.IssueRow;
import dev.fairlead.report.ReportRows.RegisterEntry;
import dev.fairlead.report.ReportRows.RiskRow;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issue.Level;
import dev.fairlead.tracking.Issues;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a report says of risks, issues and changes, and what is left to do after the end. */
@Component
class RegistersSection {
  private final Users users;
  private final Registers registers;
  private final Issues issues;
  private final FollowOnActions followOns;
  private final Actions actions;
  private final Links links;
  private final HealthRules rules;
  private final DecisionsSection decisions;

  RegistersSection(
      Users users,
      Registers registers,
      Issues issues,
      FollowOnActions followOns,
      Actions actions,
      Links links,
      HealthRules rules,
      DecisionsSection decisions) {
    this.users = users;
    this.registers = registers;
    this.issues = issues;
    this.followOns = followOns;
    this.actions = actions;
    this.links = links;
    this.rules = rules;
    this.decisions = decisions;
  }

  /** The greatest first. */
  List<RiskRow> risks(Sight sight, boolean openOnly) {
    Words words = sight.words();
    return registers.risks(sight.key()).stream()
        .filter(risk -> !openOnly || risk.isOpen())
        .sorted(Comparator.comparingInt(Risk::level).reversed().thenComparingInt(Risk::number))
        .map(
            r ->
                new RiskRow(
                    "R" + r.number(),
                    r.title(),
                    Stream.of(r.cause(), r.event(), r.effect())
                        .filter(part -> part != null && !part.isBlank())
                        .collect(Collectors.joining(" – ")),
                    r.category(),
                    r.proximity(),
                    r.likelihood(),
                    r.impact(),
                    r.level(),
                    // the table says how bad a threat is; how good a chance is it does not
                    r.chance() ? Light.NONE : rules.risk(r.level()),
                    users.nameOf(r.owner()),
                    response(words, r),
                    r.measures().stream()
                        .map(measure -> measure(words, measure))
                        .collect(Collectors.joining("\n")),
                    r.measures().stream()
                        .filter(measure -> !measure.isDone() && measure.due() != null)
                        .map(RiskMeasure::due)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                    r.residualLikelihood() == null || r.residualImpact() == null
                        ? null
                        : r.residualLikelihood() * r.residualImpact(),
                    r.cost() == null || r.sign() > 0 ? r.cost() : r.cost().negate(),
                    r.delay() == null ? null : VarianceSection.riskDays(sight, r),
                    r.nextReview(),
                    words.word(r.status())))
        .toList();
  }

  private String response(Words words, Risk risk) {
    String response = words.word(risk.response());
    if (!risk.chance()) {
      return response;
    }
    return response == null
        ? words.get("said.risk.chance")
        : words.say("said.risk.toChance", response);
  }

  /** Such as "Order early (Tom Eriksen, until 2027-03-05)". */
  private String measure(Words words, RiskMeasure measure) {
    List<String> details = new ArrayList<>();
    if (measure.responsible() != null) {
      details.add(users.nameOf(measure.responsible()));
    }
    if (measure.isDone()) {
      details.add(words.say("said.measure.done", words.day(measure.doneOn())));
    } else if (measure.due() != null) {
      details.add(words.say("said.measure.due", words.day(measure.due())));
    }
    return details.isEmpty()
        ? measure.text()
        : measure.text() + " (" + String.join(", ", details) + ")";
  }

  /** The most urgent first, then those that matter most, then those that are due first. */
  List<IssueRow> openIssues(Sight sight) {
    return openIssues(sight, issues.open(sight.key()));
  }

  /** The open ones among them, in the same order. */
  List<IssueRow> openIssues(Sight sight, List<Issue> log) {
    Comparator<Level> highestFirst = Comparator.nullsLast(Comparator.reverseOrder());
    return log.stream()
        .filter(Issue::isOpen)
        .sorted(
            Comparator.comparing(Issue::urgency, highestFirst)
                .thenComparing(Issue::impact, highestFirst)
                .thenComparing(Issue::targetDate, Comparator.nullsLast(Comparator.naturalOrder())))
        .map(i -> issue(sight, i))
        .toList();
  }

  private IssueRow issue(Sight sight, Issue issue) {
    Words words = sight.words();
    return new IssueRow(
        issue.id(),
        words.word(issue.kind()),
        issue.title(),
        issues.systemName(issue),
        issue.task() == null ? null : sight.wbs(issue.task()),
        words.word(issue.urgency()),
        words.word(issue.impact()),
        users.nameOf(issue.owner()),
        issue.targetDate(),
        words.word(issue.status()));
  }

  /** Those that are open, and then those that were asked for or closed on this day or later. */
  List<ChangeRow> changesSince(Sight sight, List<ChangeRequest> all, LocalDate since) {
    return all.stream()
        .filter(
            c ->
                c.isOpen()
                    || !c.requestedAt().toLocalDate().isBefore(since)
                    || c.outcomeAt() != null && !c.outcomeAt().toLocalDate().isBefore(since))
        .sorted(Comparator.comparing(c -> !c.isOpen()))
        .map(c -> change(sight, c))
        .toList();
  }

  ChangeRow change(Sight sight, ChangeRequest change) {
    Words words = sight.words();
    return new ChangeRow(
        change.id(),
        words.word(change.type()),
        change.title(),
        users.nameOf(change.requester()),
        Sight.day(change.requestedAt()),
        change.impact() == null ? null : change.impact().finishDelta(),
        change.impact() == null ? null : change.impact().costDelta(),
        change.outcomeCode() == null
            ? words.word(change.status())
            : words.say("said.change.outcome." + change.outcomeCode(), words.word(change.status())),
        change.decision() == null ? null : words.word(change.decision()),
        decisions.deciders(words, change));
  }

  /** Those that are due first. */
  List<ActionRow> openActions(Sight sight, LocalDate today) {
    Words words = sight.words();
    List<Action> open = actions.open(sight.key()).stream().filter(Action::onReport).toList();
    Map<String, Link> about =
        open.isEmpty()
            ? Map.of()
            : links.of(
                sight.key(), open.stream().map(Action::about).filter(Objects::nonNull).toList());
    return open.stream()
        .map(
            action ->
                new ActionRow(
                    action.id(),
                    action.title(),
                    users.nameOf(action.responsible()),
                    action.due(),
                    words.word(action.priority()),
                    words.say(action.isOverdue(today) ? "said.action.overdue" : "said.action.open"),
                    source(action, about.get(action.about()))))
        .toList();
  }

  private static String source(Action action, Link link) {
    return Stream.of(action.origin(), link == null ? "" : link.ref() + " " + link.title())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  List<RegisterEntry> register(String key, List<Issue> log, List<ChangeRequest> all) {
    List<RegisterEntry> register = new ArrayList<>();
    for (Risk risk : registers.risks(key)) {
      register.add(
          new RegisterEntry(
              "RISK", "R" + risk.number(), risk.title(), risk.status().name(), risk.level(), null));
    }
    for (Issue issue : log) {
      register.add(
          new RegisterEntry("ISSUE", issue.id(), issue.title(), issue.status().name(), null, null));
    }
    for (ChangeRequest change : all) {
      register.add(
          new RegisterEntry(
              "CHANGE",
              change.id(),
              change.title(),
              change.status().name(),
              null,
              change.outcomeCode() == null ? "" : change.outcomeCode().name()));
    }
    return register;
  }

  List<FollowUpRow> followUps(Sight sight, List<Issue> log) {
    Words words = sight.words();
    String key = sight.key();
    List<FollowUpRow> rows = new ArrayList<>();
    log.stream()
        .filter(Issue::isOpen)
        .forEach(
            i ->
                rows.add(
                    new FollowUpRow(
                        i.id() + " " + i.title(),
                        users.nameOf(i.owner()),
                        i.targetDate(),
                        words.say("said.issue"))));
    actions
        .open(key)
        .forEach(
            action ->
                rows.add(
                    new FollowUpRow(
                        action.id() + " " + action.title(),
                        users.nameOf(action.responsible()),
                        action.due(),
                        words.say("said.action"))));
    followOns
        .open(key)
        .forEach(
            action ->
                rows.add(
                    new FollowUpRow(
                        action.source() + ": " + action.text(),
                        users.nameOf(action.owner()),
                        null,
                        words.say("said.acceptance"))));
    sight.plan().tasks().stream()
        .filter(t -> !t.isDone() && sight.isLeaf(t))
        .forEach(
            t ->
                rows.add(
                    new FollowUpRow(
                        t.name(),
                        users.nameOf(t.owner()),
                        null,
                        words.say("said.undone", t.percentComplete()))));
    return rows;
  }
}
