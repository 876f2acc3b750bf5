package dev.fairlead.report;

import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.report.ReportRows.ChangeRow;
import dev.fairlead.report.ReportRows.DeliverableRow;
import dev.fairlead.report.ReportRows.GoalRow;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.IssueRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.TaskRow;
import dev.fairlead.report.ReportRows.WorkRow;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * What people outside the house may read. Nothing is taken out of a document; a new one is made of
 * what is named here, so that whatever a report tells besides never leaves the house by being
 * forgotten. Left out are money and rates, risks, people other than the coordinator (also where
 * their name stands in a text), decisions, evaluations and lessons.
 */
@Component
class Redaction {
  /** Rows of health in a report: overall, schedule, cost, scope, resources, risk. */
  private static final Set<Integer> OPEN_HEALTH = Set.of(0, 1, 3);

  private final Users users;

  Redaction(Users users) {
    this.users = users;
  }

  DigestData of(InterimReportData report, String title) {
    Words words = words(report.head());
    return new DigestData(
        head(report.head()),
        title,
        words.without(report.summary()),
        health(report.health()),
        null,
        null,
        milestones(report.milestones(), words),
        work(report.doneThisPeriod(), words),
        work(report.plannedNext(), words),
        tasks(report.tasks(), words),
        issues(report.issues(), words),
        null,
        changes(report.changes(), words));
  }

  /** The summary speaks of cost, so the outcome stands in its place. */
  DigestData of(FinalReportData report, String title) {
    Words words = words(report.head());
    return new DigestData(
        head(report.head()),
        title,
        words.without(report.outcome()),
        null,
        goals(report.goals(), words),
        deliverables(report.deliverables(), words),
        milestones(report.milestones(), words),
        null,
        null,
        tasks(report.tasks(), words),
        null,
        null,
        changes(report.changes(), words));
  }

  DigestData of(PlanReportData plan, String title) {
    Words words = words(plan.head());
    return new DigestData(
        head(plan.head()),
        title,
        words.without(plan.summary()),
        null,
        goals(plan.goals(), words),
        null,
        milestones(plan.milestones(), words),
        null,
        null,
        tasks(plan.tasks(), words),
        null,
        null,
        null);
  }

  /** A free text is written for its readers and stays as it is. */
  DigestData of(DigestData digest) {
    Words words = words(digest.head());
    return new DigestData(
        head(digest.head()),
        digest.title(),
        digest.text(),
        null,
        null,
        null,
        digest.milestones() == null ? null : milestones(digest.milestones(), words),
        null,
        digest.next() == null ? null : work(digest.next(), words),
        null,
        digest.issues() == null ? null : issues(digest.issues(), words),
        null,
        null);
  }

  private static ReportHead head(ReportHead head) {
    return new ReportHead(
        head.reportId(),
        head.number(),
        head.projectKey(),
        head.projectName(),
        head.phase(),
        head.status(),
        head.periodStart(),
        head.statusDate(),
        head.createdAt(),
        null,
        head.coordinator(),
        head.coordinator(),
        head.currency(),
        head.language());
  }

  private static List<HealthRow> health(List<HealthRow> rows) {
    return java.util.stream.IntStream.range(0, rows.size())
        .filter(OPEN_HEALTH::contains)
        .mapToObj(rows::get)
        .map(row -> new HealthRow(row.dimension(), row.light(), Light.NONE, null, null, null))
        .toList();
  }

  private static List<GoalRow> goals(List<GoalRow> rows, Words words) {
    return rows.stream()
        .map(
            row ->
                new GoalRow(
                    row.number(),
                    words.without(row.statement()),
                    words.without(row.measure()),
                    words.without(row.target()),
                    row.weight(),
                    row.light(),
                    row.rating(),
                    words.without(row.evidence()),
                    words.without(row.became())))
        .toList();
  }

  private static List<DeliverableRow> deliverables(List<DeliverableRow> rows, Words words) {
    return rows.stream()
        .map(
            row ->
                new DeliverableRow(
                    words.without(row.name()),
                    row.light(),
                    row.status(),
                    null,
                    row.date(),
                    words.without(row.remark())))
        .toList();
  }

  private static List<MilestoneRow> milestones(List<MilestoneRow> rows, Words words) {
    return rows.stream()
        .map(
            row ->
                new MilestoneRow(
                    row.wbs(),
                    words.without(row.name()),
                    row.baseline(),
                    row.forecast(),
                    row.actual(),
                    row.differenceDays(),
                    row.light(),
                    row.status()))
        .toList();
  }

  private static List<WorkRow> work(List<WorkRow> rows, Words words) {
    return rows.stream()
        .map(
            row ->
                new WorkRow(
                    row.wbs(),
                    words.without(row.name()),
                    null,
                    row.date(),
                    row.percentComplete(),
                    null))
        .toList();
  }

  private static List<TaskRow> tasks(List<TaskRow> rows, Words words) {
    return rows.stream()
        .map(
            row ->
                new TaskRow(
                    row.wbs(),
                    words.without(row.name()),
                    row.level(),
                    row.summary(),
                    row.milestone(),
                    null,
                    row.start(),
                    row.finish(),
                    row.durationDays(),
                    null,
                    false,
                    row.percentComplete(),
                    row.baselineStart(),
                    row.baselineFinish()))
        .toList();
  }

  private static List<IssueRow> issues(List<IssueRow> rows, Words words) {
    return rows.stream()
        .map(
            row ->
                new IssueRow(
                    row.id(),
                    row.type(),
                    words.without(row.description()),
                    row.system(),
                    row.task(),
                    row.urgency(),
                    row.impact(),
                    null,
                    row.targetDate(),
                    row.status()))
        .toList();
  }

  private static List<ChangeRow> changes(List<ChangeRow> rows, Words words) {
    return rows.stream()
        .map(
            row ->
                new ChangeRow(
                    row.id(),
                    row.type(),
                    words.without(row.description()),
                    null,
                    row.date(),
                    row.finishDelta(),
                    null,
                    row.status(),
                    row.decision(),
                    null))
        .toList();
  }

  private Words words(ReportHead head) {
    Set<String> names =
        new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(n -> n));
    for (User user : users.all()) {
      if (!user.displayName().equals(head.coordinator())) {
        names.add(user.displayName());
      }
    }
    return new Words(
        names.stream()
            .map(
                name ->
                    Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
            .toList(),
        dev.fairlead.report.Words.in(head.language()).get("said.digest.somebody"));
  }

  /** Texts without the names of people. */
  private record Words(List<Pattern> names, String somebody) {
    String without(String text) {
      if (text == null) {
        return null;
      }
      String left = text;
      for (Pattern name : names) {
        left = name.matcher(left).replaceAll(java.util.regex.Matcher.quoteReplacement(somebody));
      }
      return left;
    }
  }
}
