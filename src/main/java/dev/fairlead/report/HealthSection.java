package dev.fairlead.report;

import dev.fairlead.change.Changes;
import dev.fairlead.plan.Conflicts;
import dev.fairlead.plan.Registers;
import dev.fairlead.project.Project;
import dev.fairlead.report.ReportRows.HealthRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The colours of a report, by the process owners' tables. */
@Component
class HealthSection {
  /** So many other projects are named beside a load; further ones are counted. */
  private static final int MOST_NAMED = 2;

  private final Sights sights;
  private final Registers registers;
  private final Conflicts conflicts;
  private final Changes changes;
  private final HealthRules rules;

  HealthSection(
      Sights sights, Registers registers, Conflicts conflicts, Changes changes, HealthRules rules) {
    this.sights = sights;
    this.registers = registers;
    this.conflicts = conflicts;
    this.changes = changes;
    this.rules = rules;
  }

  /**
   * Rates all dimensions by the process owners' tables and puts the result into the frozen figures.
   */
  InterimReportData rate(InterimReportData frozen) {
    Words words = Words.in(frozen.head().language());
    String key = frozen.head().projectKey();
    Sight sight = sights.of(key, words);
    Project project = sight.project();
    List<HealthRow> rows = new ArrayList<>();
    Double time = timeUsed(frozen, sight);
    rows.add(health(words, "schedule", time, percentOfTolerance(words, time)));
    Double cost = costUsed(frozen, project);
    rows.add(health(words, "cost", cost, percentOfTolerance(words, cost)));
    double waiting = changes.open(key).size();
    rows.add(health(words, "scope", waiting, words.say("said.value.changes", waiting)));
    Conflicts.HighestLoad load =
        conflicts.highestLoad(sight.project(), sight.plan(), sight.schedule());
    rows.add(health(words, "resources", load.percent(), said(words, load)));
    double level = registers.highestOpenRisk(key);
    rows.add(health(words, "risk", level, words.say("said.value.level", level)));
    rows.add(0, worst(words, rows));
    return frozen.rated(rows.get(0).light(), rows);
  }

  /**
   * The same figures with one dimension in another colour, and the whole by its own rule.
   *
   * @param row of the dimension; 0 is the whole
   * @param light null for the colour that the rule gave
   */
  InterimReportData overridden(InterimReportData frozen, int row, Light light, String reason) {
    List<HealthRow> health = new ArrayList<>(frozen.health());
    HealthRow was = health.get(row);
    Light computed = was.computed();
    health.set(
        row,
        new HealthRow(
            was.dimension(),
            light == null ? computed : light,
            computed,
            was.value(),
            was.rule(),
            light == null ? null : reason));
    health.set(0, worst(Words.in(frozen.head().language()), health.subList(1, health.size())));
    return frozen.rated(health.get(0).light(), health);
  }

  private HealthRow worst(Words words, List<HealthRow> dimensions) {
    double worst =
        dimensions.stream()
            .mapToDouble(row -> row.light() == Light.RED ? 2 : row.light() == Light.AMBER ? 1 : 0)
            .max()
            .orElse(0);
    return health(words, "overall", worst, words.get("said.value.worst"));
  }

  private HealthRow health(Words words, String dimension, Double value, String shown) {
    HealthRules.Rating rating = rules.rate(dimension, value);
    return new HealthRow(
        words.say("said.dimension." + dimension),
        rating.light(),
        rating.light(),
        shown,
        words.shipped(rating.rule()),
        null);
  }

  /**
   * Percent of the time tolerance that the forecast finish uses; 0 when it is on time, null without
   * a forecast.
   */
  private static Double timeUsed(InterimReportData frozen, Sight sight) {
    LocalDate promise = frozen.earnedValue().baselineFinish();
    LocalDate forecast = frozen.earnedValue().forecastFinish();
    if (promise == null || forecast == null) {
      return null;
    }
    int late = Sight.workingDays(sight.plan().calendar(), promise, forecast);
    return late <= 0
        ? 0.0
        : sight.project().timeTolerance() == 0
            ? 1000.0
            : 100.0 * late / sight.project().timeTolerance();
  }

  /**
   * Percent of the cost tolerance that the forecast cost uses; 0 when it is within the budget, null
   * without one.
   */
  private static Double costUsed(InterimReportData frozen, Project project) {
    BigDecimal forecast = frozen.earnedValue().eac();
    if (forecast == null) {
      return null;
    }
    double over = forecast.subtract(project.budget()).doubleValue();
    double allowed = project.budget().doubleValue() * project.costTolerance().doubleValue() / 100;
    return over <= 0 ? 0.0 : allowed == 0 ? 1000.0 : 100 * over / allowed;
  }

  private static String said(Words words, Conflicts.HighestLoad load) {
    if (load.others().isEmpty()) {
      return words.say("said.value.load", load.percent());
    }
    String with =
        String.join(", ", load.others().subList(0, Math.min(MOST_NAMED, load.others().size())));
    int more = load.others().size() - MOST_NAMED;
    return more > 0
        ? words.say("said.value.sharedLoadMore", load.percent(), load.who(), with, more)
        : words.say("said.value.sharedLoad", load.percent(), load.who(), with);
  }

  private static String percentOfTolerance(Words words, Double used) {
    return used == null ? null : words.say("said.value.tolerance", used);
  }
}
