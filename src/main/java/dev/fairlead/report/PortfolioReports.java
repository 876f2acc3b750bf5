package dev.fairlead.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.ProjectRow;
import dev.fairlead.report.ReportRows.ReasonRow;
import dev.fairlead.report.ReportRows.TrendRow;
import dev.fairlead.report.ReportRows.WaitRow;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The portfolio for management. The number of statements does not grow with each project. */
@Service
@Transactional(readOnly = true)
public class PortfolioReports {
  private static final Set<Phase> OPEN =
      Set.of(Phase.PLANNING, Phase.APPROVAL, Phase.TRACKING, Phase.CLOSING);
  private static final Set<String> READERS =
      Set.of(Groups.MANAGERS, Groups.SPONSORS, Groups.STEERING_BOARD, Groups.COORDINATORS);
  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final Projects projects;
  private final Plans plans;
  private final Users users;
  private final ProjectWaits waits;
  private final FairleadClock clock;
  private final ObjectReader json;
  private final String currency;

  PortfolioReports(
      JdbcClient jdbc,
      Projects projects,
      Plans plans,
      Users users,
      ProjectWaits waits,
      FairleadClock clock,
      ObjectMapper json,
      @Value("${fairlead.currency}") String currency) {
    this.jdbc = jdbc;
    this.projects = projects;
    this.plans = plans;
    this.users = users;
    this.waits = waits;
    this.clock = clock;
    this.json =
        json.readerFor(Seen.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.currency = currency;
  }

  /** The part of a frozen report that the portfolio tells of. */
  record Seen(
      Light overall,
      List<HealthRow> health,
      EarnedValueFigures earnedValue,
      List<TrendRow> trend,
      LocalDate statusDate) {
    Seen on(LocalDate day) {
      return new Seen(overall, health, earnedValue, trend, day);
    }
  }

  /** Whether the portfolio report is meant for this person. */
  public boolean mayRead(String username) {
    return users
        .find(username)
        .map(User::groups)
        .filter(groups -> groups.stream().anyMatch(READERS::contains))
        .isPresent();
  }

  /** The portfolio of this moment in a language. */
  public PortfolioReportData portfolio(String language, String by) {
    if (!mayRead(by)) {
      throw RefusedException.forbidden("report.portfolio.readers");
    }
    if (language == null || !Words.LANGUAGES.contains(language)) {
      throw RefusedException.ofField("language", "report.language", language);
    }
    Words words = Words.in(language);
    List<Project> open = projects.inPhases(OPEN);
    List<String> keys = open.stream().map(Project::key).toList();
    Map<String, LocalDate> deadlines = new HashMap<>();
    Map<String, Seen> seen = new HashMap<>();
    Map<String, List<ProjectWaits.Wait>> waiting = new HashMap<>();
    for (int from = 0; from < keys.size(); from += AT_ONCE) {
      List<String> some = keys.subList(from, Math.min(from + AT_ONCE, keys.size()));
      read(some, seen);
      deadlines.putAll(plans.deadlines(open.subList(from, from + some.size())));
      waiting.putAll(Sentences.in(words.locale(), () -> waits.of(some)));
    }
    List<ProjectRow> rows = new ArrayList<>();
    List<ReasonRow> reasons = new ArrayList<>();
    List<WaitRow> steps = new ArrayList<>();
    for (Project project : open) {
      String name = project.key() + " " + project.name();
      List<ProjectWaits.Wait> its = waiting.getOrDefault(project.key(), List.of());
      Seen last = seen.get(project.key());
      rows.add(row(project, deadlines.get(project.key()), name, last, its, words));
      if (last != null) {
        last.health().stream()
            .skip(1)
            .filter(row -> row.light() != Light.GREEN && row.light() != Light.NONE)
            .forEach(
                row ->
                    reasons.add(
                        new ReasonRow(
                            name,
                            row.light(),
                            words.dimension(row.dimension()),
                            why(row, words),
                            last.statusDate())));
      }
      if (!project.isPaused()) {
        its.forEach(
            wait ->
                steps.add(new WaitRow(name, step(wait, words), who(wait, words), wait.since())));
      }
    }
    return new PortfolioReportData(head(words, by), summary(rows, words), rows, reasons, steps);
  }

  private void read(List<String> keys, Map<String, Seen> seen) {
    jdbc.sql(
            "select r.project_key, r.status_date, r.snapshot from report r where r.project_key in"
                + " (:keys) and r.kind = 'INTERIM' and r.status = 'PUBLISHED' and r.number ="
                + " (select max(l.number) from report l where l.project_key = r.project_key and"
                + " l.kind = 'INTERIM' and l.status = 'PUBLISHED')")
        .param("keys", keys)
        .query(
            row -> {
              try {
                Seen frozen = json.readValue(row.getString(3));
                seen.put(row.getString(1), frozen.on(row.getObject(2, LocalDate.class)));
              } catch (JsonProcessingException e) {
                throw new IllegalStateException(
                    "The last report of " + row.getString(1) + " cannot be read", e);
              }
            });
  }

  private ProjectRow row(
      Project project,
      LocalDate deadline,
      String name,
      Seen last,
      List<ProjectWaits.Wait> waits,
      Words words) {
    EarnedValueFigures figures =
        last == null || last.earnedValue() == null
            ? EarnedValueFigures.undefined()
            : last.earnedValue();
    return new ProjectRow(
        name,
        project.isPaused()
            ? words.say(
                "said.paused", words.word(project.phase()), project.pause().since().toLocalDate())
            : words.word(project.phase()),
        last == null ? Light.NONE : last.overall(),
        last == null ? null : last.statusDate(),
        deadline,
        figures.baselineFinish(),
        figures.forecastFinish(),
        project.budget(),
        figures.eac(),
        (int) waits.stream().filter(ProjectWaits.Wait::decision).count(),
        last == null ? words.get("said.portfolio.noReport") : trend(last, words));
  }

  private static String trend(Seen last, Words words) {
    List<TrendRow> points = last.trend() == null ? List.of() : last.trend();
    if (points.size() < 2) {
      return words.get("said.trend.first");
    }
    int change =
        weight(points.get(points.size() - 1).overall())
            - weight(points.get(points.size() - 2).overall());
    return words.get("said.trend." + (change == 0 ? "same" : change < 0 ? "better" : "worse"));
  }

  private static int weight(Light light) {
    return switch (light) {
      case GREEN, NONE -> 0;
      case YELLOW, AMBER -> 1;
      case RED -> 2;
    };
  }

  private static String why(HealthRow row, Words words) {
    return row.overrideReason() == null
        ? words.shipped(row.rule())
        : words.say(
            "health.overridden", words.get("light." + row.computed()), row.overrideReason());
  }

  private static String step(ProjectWaits.Wait wait, Words words) {
    String step = words.shipped(wait.step());
    return wait.times() > 1 ? step + " (" + wait.times() + ")" : step;
  }

  private static String who(ProjectWaits.Wait wait, Words words) {
    List<String> who = wait.who();
    return who.size() <= 4
        ? String.join(", ", who)
        : words.say("said.portfolio.people", String.join(", ", who.subList(0, 3)), who.size() - 3);
  }

  private String summary(List<ProjectRow> rows, Words words) {
    return words.say(
        "said.portfolio.summary",
        rows.size(),
        count(rows, Light.RED),
        count(rows, Light.AMBER),
        count(rows, Light.GREEN),
        count(rows, Light.NONE),
        rows.stream()
            .filter(r -> r.forecastFinish() != null && r.forecastFinish().isAfter(r.deadline()))
            .count(),
        rows.stream().filter(r -> r.eac() != null && r.eac().compareTo(r.budget()) > 0).count(),
        rows.stream().mapToInt(ProjectRow::decisions).sum());
  }

  private static long count(List<ProjectRow> rows, Light light) {
    return rows.stream().filter(row -> row.health() == light).count();
  }

  private ReportHead head(Words words, String by) {
    return new ReportHead(
        words.get("portfolio.title"),
        null,
        "",
        words.get("portfolio.title"),
        words.get("said.portfolio.phase"),
        words.get("said.portfolio.status"),
        null,
        clock.today(),
        clock.now(),
        null,
        null,
        users.nameOf(by),
        currency,
        words.language());
  }
}
