package dev.fairlead.report;

import dev.fairlead.people.Users;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.Risk.RiskStatus;
import dev.fairlead.report.ReportRows.FollowUpRow;
import dev.fairlead.report.ReportRows.IssueEndRow;
import dev.fairlead.report.ReportRows.LessonRow;
import dev.fairlead.report.ReportRows.RiskEndRow;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issue.Level;
import dev.fairlead.tracking.Issue.Triage;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How the registers of risks and issues ended, and what is left to others. */
@Component
class RegisterEndSection {
  private static final Comparator<Risk> OCCURRED_THEN_OPEN =
      Comparator.comparing(
          risk -> risk.status() == RiskStatus.OCCURRED ? 0 : risk.isOpen() ? 1 : 2);
  private static final Comparator<Level> HIGHEST_FIRST =
      Comparator.nullsLast(Comparator.reverseOrder());

  private final Users users;
  private final Registers registers;
  private final HealthRules rules;
  private final String currency;

  RegisterEndSection(
      Users users,
      Registers registers,
      HealthRules rules,
      @Value("${fairlead.currency}") String currency) {
    this.users = users;
    this.registers = registers;
    this.rules = rules;
    this.currency = currency;
  }

  /** What occurred, then what is still open, each by its level. */
  List<RiskEndRow> risks(Sight sight, List<Issue> log) {
    Words words = sight.words();
    Map<Integer, String> became =
        log.stream()
            .filter(issue -> issue.risk() != null)
            .sorted(Comparator.comparingInt(Issue::number))
            .collect(
                Collectors.groupingBy(
                    Issue::risk, Collectors.mapping(Issue::id, Collectors.joining(", "))));
    return registers.risks(sight.key()).stream()
        .sorted(
            OCCURRED_THEN_OPEN
                .thenComparing(Comparator.comparingInt(Risk::level).reversed())
                .thenComparingInt(Risk::number))
        .map(risk -> ended(sight, words, risk, became.get(risk.number())))
        .toList();
  }

  private RiskEndRow ended(Sight sight, Words words, Risk risk, String became) {
    boolean occurred = risk.status() == RiskStatus.OCCURRED;
    String status =
        risk.isOpen()
            ? words.say("said.risk.open", words.word(risk.status()))
            : words.word(risk.status());
    return new RiskEndRow(
        "R" + risk.number(),
        risk.title(),
        risk.level(),
        risk.chance() ? Light.NONE : rules.risk(risk.level()),
        risk.chance() ? words.say("said.risk.toChance", status) : status,
        occurred ? cost(risk) : null,
        occurred && hasDays(risk) ? VarianceSection.riskDays(sight, risk) : null,
        outcome(words, risk, became));
  }

  private static BigDecimal cost(Risk risk) {
    return risk.cost() == null
        ? null
        : Sight.money(risk.cost().multiply(BigDecimal.valueOf(risk.sign())));
  }

  private static boolean hasDays(Risk risk) {
    return risk.delay() != null && risk.delay().estimate() != null;
  }

  private String outcome(Words words, Risk risk, String became) {
    if (risk.isOpen()) {
      return risk.owner() == null
          ? words.get("said.risk.toNobody")
          : words.say("said.risk.to", users.nameOf(risk.owner()));
    }
    return became == null ? null : words.say("said.risk.became", became);
  }

  /** Null without any. */
  String risksSaid(Sight sight) {
    Words words = sight.words();
    List<Risk> all = registers.risks(sight.key());
    if (all.isEmpty()) {
      return null;
    }
    List<Risk> occurred =
        all.stream().filter(risk -> risk.status() == RiskStatus.OCCURRED).toList();
    String counts =
        words.say(
            "said.risks.ended",
            all.size(),
            occurred.size(),
            all.stream().filter(risk -> risk.status() == RiskStatus.CLOSED).count(),
            all.stream().filter(Risk::isOpen).count());
    return Stream.of(counts, costSaid(words, occurred), daysSaid(sight, occurred))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  /** Sums what is known, and says of how many that is nothing; null where nobody said any cost. */
  private String costSaid(Words words, List<Risk> occurred) {
    List<BigDecimal> known =
        occurred.stream().map(RegisterEndSection::cost).filter(Objects::nonNull).toList();
    if (known.isEmpty()) {
      return null;
    }
    BigDecimal sum = known.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return words.say(
        sum.signum() < 0 ? "said.risks.saved" : "said.risks.cost",
        words.say("said.money", sum.abs(), currency),
        occurred.size() - known.size());
  }

  private static String daysSaid(Sight sight, List<Risk> occurred) {
    List<Integer> known =
        occurred.stream()
            .filter(RegisterEndSection::hasDays)
            .map(risk -> VarianceSection.riskDays(sight, risk))
            .toList();
    if (known.isEmpty()) {
      return null;
    }
    int sum = known.stream().mapToInt(Integer::intValue).sum();
    return sight
        .words()
        .say(
            sum < 0 ? "said.risks.daysSaved" : "said.risks.days",
            Math.abs(sum),
            occurred.size() - known.size());
  }

  /** The open ones first, then the most urgent, then those that matter most. */
  List<IssueEndRow> issues(Sight sight, List<Issue> log) {
    Words words = sight.words();
    return log.stream()
        .sorted(
            Comparator.comparing((Issue issue) -> !issue.isOpen())
                .thenComparing(Issue::urgency, HIGHEST_FIRST)
                .thenComparing(Issue::impact, HIGHEST_FIRST)
                .thenComparingInt(Issue::number))
        .map(
            issue ->
                new IssueEndRow(
                    issue.id(),
                    words.word(issue.kind()),
                    issue.title(),
                    words.word(issue.urgency()),
                    words.word(issue.impact()),
                    words.word(issue.status()),
                    resolution(words, issue)))
        .toList();
  }

  /**
   * What solved it, or why it was none. What was tried on one that is open has not solved it: there
   * stands how people get by meanwhile.
   */
  static String resolution(Words words, Issue issue) {
    if (issue.isOpen()) {
      return isSaid(issue.workaround())
          ? words.say("said.issue.workaround", issue.workaround())
          : null;
    }
    if (isSaid(issue.solution())) {
      return issue.solution();
    }
    return issue.triage() == Triage.NOT_AN_ISSUE && isSaid(issue.triageNote())
        ? issue.triageNote()
        : null;
  }

  private static boolean isSaid(String text) {
    return text != null && !text.isBlank();
  }

  /** Null without any. */
  String issuesSaid(Words words, List<Issue> log) {
    return log.isEmpty()
        ? null
        : words.say(
            "said.issues.ended",
            log.size(),
            log.stream().filter(Issue::isOpen).count(),
            log.stream()
                .filter(issue -> issue.urgency() == Level.HIGH || issue.impact() == Level.HIGH)
                .count());
  }

  /** Null where nothing is left and nobody recommends anything. */
  String followUpsSaid(Words words, List<FollowUpRow> rows, List<LessonRow> lessons) {
    long recommended =
        lessons.stream()
            .filter(lesson -> lesson.recommendation() != null)
            .filter(lesson -> !lesson.recommendation().isBlank())
            .count();
    String left =
        rows.isEmpty()
            ? words.get("finalReport.followUps.empty")
            : words.say(
                "said.followUps.left",
                rows.size(),
                rows.stream().filter(row -> row.due() == null).count(),
                rows.stream().filter(row -> row.owner().isEmpty()).count());
    if (recommended == 0) {
      return rows.isEmpty() ? null : left;
    }
    return left + " " + words.say("said.followUps.recommended", recommended);
  }
}
