package dev.fairlead.report;

import dev.fairlead.change.ChangeRequest;
import dev.fairlead.plan.Risk.RiskStatus;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.report.ReportRows.RegisterEntry;
import dev.fairlead.report.ReportRows.SinceRow;
import dev.fairlead.tracking.Issue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** What changed between two reports, from their frozen figures alone. */
final class SinceLast {
  private final InterimReportData before;
  private final InterimReportData now;
  private final Words words;
  private final List<SinceRow> rows = new ArrayList<>();

  private SinceLast(InterimReportData before, InterimReportData now) {
    this.before = before;
    this.now = now;
    this.words = Words.in(now.head().language());
  }

  static List<SinceRow> between(InterimReportData before, InterimReportData now) {
    SinceLast since = new SinceLast(before, now);
    since.health();
    since.figures();
    since.milestones();
    since.register();
    return since.rows;
  }

  private void add(String kind, String what, String was, String is) {
    rows.add(new SinceRow(words.get("said.since." + kind), what, was, is));
  }

  private void health() {
    for (int i = 0; i < Math.min(before.health().size(), now.health().size()); i++) {
      HealthRow was = before.health().get(i);
      HealthRow is = now.health().get(i);
      if (was.light() != is.light()) {
        add("health", is.dimension(), light(was.light()), light(is.light()));
      }
    }
  }

  private String light(Light light) {
    return words.get("light." + light);
  }

  private void figures() {
    EarnedValueFigures was = before.earnedValue();
    EarnedValueFigures is = now.earnedValue();
    figure("forecastFinish", day(was.forecastFinish()), day(is.forecastFinish()));
    figure("eac", money(was.eac()), money(is.eac()));
    figure("ac", money(was.ac()), money(is.ac()));
    figure("ev", money(was.ev()), money(is.ev()));
    figure("complete", percent(was.percentComplete()), percent(is.percentComplete()));
    figure("spi", index(was.spi()), index(is.spi()));
    figure("cpi", index(was.cpi()), index(is.cpi()));
  }

  private void figure(String name, String was, String is) {
    if (!Objects.equals(was, is)) {
      add("figure", words.get("said.figure." + name), was, is);
    }
  }

  private String day(LocalDate day) {
    return day == null ? null : words.day(day);
  }

  private String money(BigDecimal amount) {
    return amount == null ? null : words.say("said.money", amount, now.head().currency());
  }

  private String percent(BigDecimal share) {
    return share == null ? null : words.say("said.percent", share);
  }

  private String index(BigDecimal value) {
    return value == null ? null : words.say("index", value);
  }

  private void milestones() {
    Map<String, MilestoneRow> left = new LinkedHashMap<>();
    before.milestones().forEach(milestone -> left.put(milestone.name(), milestone));
    for (MilestoneRow is : now.milestones()) {
      MilestoneRow was = left.remove(is.name());
      if (was == null) {
        add("milestoneNew", is.name(), null, day(date(is)));
      } else if (was.actual() == null && is.actual() != null) {
        add("milestoneReached", is.name(), day(date(was)), day(is.actual()));
      } else if (!Objects.equals(date(was), date(is))) {
        add("milestone", is.name(), day(date(was)), day(date(is)));
      }
    }
    left.values().forEach(gone -> add("milestoneGone", gone.name(), day(date(gone)), null));
  }

  private static LocalDate date(MilestoneRow milestone) {
    return milestone.actual() != null
        ? milestone.actual()
        : milestone.forecast() != null ? milestone.forecast() : milestone.baseline();
  }

  private void register() {
    if (before.register().isEmpty() && !before.risks().isEmpty()) {
      return; // frozen before registers were kept: nobody knows what was new since
    }
    Map<String, RegisterEntry> known = new LinkedHashMap<>();
    before.register().forEach(entry -> known.put(entry.kind() + entry.id(), entry));
    for (RegisterEntry is : now.register()) {
      RegisterEntry was = known.get(is.kind() + is.id());
      BiConsumer<RegisterEntry, RegisterEntry> tell =
          switch (is.kind()) {
            case "RISK" -> this::risk;
            case "ISSUE" -> this::issue;
            default -> this::change;
          };
      tell.accept(was, is);
    }
  }

  private void risk(RegisterEntry was, RegisterEntry is) {
    boolean closed = RiskStatus.CLOSED.name().equals(is.status());
    if (was == null) {
      if (!closed) {
        add("riskNew", name(is), null, level(is));
      }
    } else if (!was.status().equals(is.status())
        && (closed || RiskStatus.OCCURRED.name().equals(is.status()))) {
      add(
          closed ? "riskClosed" : "riskOccurred",
          name(is),
          words.word(RiskStatus.valueOf(was.status())),
          words.word(RiskStatus.valueOf(is.status())));
    } else if (!Objects.equals(was.level(), is.level())) {
      add("riskMoved", name(is), level(was), level(is));
    }
  }

  private String level(RegisterEntry risk) {
    return risk.level() == null ? null : words.say("said.since.level", risk.level());
  }

  private void issue(RegisterEntry was, RegisterEntry is) {
    if (was == null) {
      add("issueNew", name(is), null, words.word(Issue.Status.valueOf(is.status())));
    } else if (isOver(is) && !isOver(was)) {
      add(
          "issueClosed",
          name(is),
          words.word(Issue.Status.valueOf(was.status())),
          words.word(Issue.Status.valueOf(is.status())));
    }
  }

  private static boolean isOver(RegisterEntry issue) {
    return switch (Issue.Status.valueOf(issue.status())) {
      case RESOLVED, CLOSED -> true;
      case OPEN, POSTPONED -> false;
    };
  }

  /** A change that was decided and closed in one period is told once, as closed. */
  private void change(RegisterEntry was, RegisterEntry is) {
    if (hasOutcome(is) && !hasOutcome(was)) {
      add(
          "changeClosed",
          name(is),
          was == null ? null : words.word(ChangeRequest.Status.valueOf(was.status())),
          words.say(
              "said.change.outcome." + is.outcome(),
              words.word(ChangeRequest.Status.valueOf(is.status()))));
    } else if (isDecided(is) && (was == null || !isDecided(was))) {
      addChange("changeDecided", was, is);
    } else if (isBackedOut(is) && !isBackedOut(was)) {
      addChange("changeBackedOut", was, is);
    }
  }

  private void addChange(String kind, RegisterEntry was, RegisterEntry is) {
    add(
        kind,
        name(is),
        was == null ? null : words.word(ChangeRequest.Status.valueOf(was.status())),
        words.word(ChangeRequest.Status.valueOf(is.status())));
  }

  /** What older releases froze as closed has its outcome since then. */
  private static boolean hasOutcome(RegisterEntry change) {
    if (change == null) {
      return false;
    }
    return change.outcome() == null
        ? ChangeRequest.Status.valueOf(change.status()) == ChangeRequest.Status.CLOSED
        : !change.outcome().isEmpty();
  }

  private static boolean isBackedOut(RegisterEntry change) {
    return ChangeRequest.Status.valueOf(change.status()) == ChangeRequest.Status.BACKED_OUT;
  }

  private static boolean isDecided(RegisterEntry change) {
    return switch (ChangeRequest.Status.valueOf(change.status())) {
      case SUBMITTED, ASSESSING, AWAITING_APPROVAL -> false;
      case APPROVED, REJECTED, POSTPONED, WITHDRAWN, MERGED, IMPLEMENTED, CLOSED, BACKED_OUT ->
          true;
    };
  }

  private static String name(RegisterEntry entry) {
    return entry.id() + " " + entry.title();
  }
}
