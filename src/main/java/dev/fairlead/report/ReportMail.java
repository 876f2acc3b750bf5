package dev.fairlead.report;

import dev.fairlead.project.NoticeTable;
import dev.fairlead.project.NoticeTable.Cell;
import dev.fairlead.report.ReportRows.HealthRow;
import dev.fairlead.report.ReportRows.MilestoneRow;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the mail about an interim report says of it: health, key figures and the next milestones,
 * all from the frozen record, so that it says what the PDF says.
 */
final class ReportMail {
  private static final String REFERENCE = "report/";
  private static final int NEXT_MILESTONES = 5;

  private ReportMail() {}

  /** What stands for the report's PDF in a mail. */
  static String reference(String id) {
    return REFERENCE + id;
  }

  /** The report that such a text stands for, or null. */
  static String idOf(String reference) {
    return reference.startsWith(REFERENCE) ? reference.substring(REFERENCE.length()) : null;
  }

  static List<NoticeTable> tables(InterimReportData report) {
    List<NoticeTable> tables = new ArrayList<>();
    tables.add(health(report));
    tables.add(figures(report));
    List<List<Cell>> milestones =
        report.milestones().stream()
            .filter(milestone -> milestone.actual() == null && milestone.forecast() != null)
            .sorted(Comparator.comparing(MilestoneRow::forecast))
            .limit(NEXT_MILESTONES)
            .map(ReportMail::milestone)
            .toList();
    if (!milestones.isEmpty()) {
      tables.add(
          new NoticeTable(
              Sentences.say("report.mail.milestones"),
              List.of(
                  Sentences.say("report.mail.milestone"),
                  Sentences.say("report.mail.baseline"),
                  Sentences.say("report.mail.forecast"),
                  Sentences.say("report.mail.status")),
              milestones));
    }
    return tables;
  }

  private static NoticeTable health(InterimReportData report) {
    List<List<Cell>> rows = new ArrayList<>();
    if (report.health().isEmpty()) {
      rows.add(
          List.of(
              Cell.of(Sentences.say("report.dimension.overall")),
              light(report.overall()),
              Cell.of("")));
    }
    for (HealthRow row : report.health()) {
      rows.add(
          List.of(
              Cell.of(row.dimension()),
              light(row.light()),
              Cell.of(row.overrideReason() == null ? row.rule() : row.overrideReason())));
    }
    return new NoticeTable(
        Sentences.say("report.mail.health"),
        List.of(
            Sentences.say("report.mail.dimension"),
            Sentences.say("report.mail.light"),
            Sentences.say("report.mail.why")),
        rows);
  }

  private static NoticeTable figures(InterimReportData report) {
    EarnedValueFigures ev = report.earnedValue();
    String currency = report.head().currency();
    return new NoticeTable(
        Sentences.say("report.mail.figures", report.head().statusDate()),
        List.of(),
        List.of(
            figure("baselineFinish", day(ev.baselineFinish())),
            figure("forecastFinish", day(ev.forecastFinish())),
            figure("bac", money(ev.bac(), currency)),
            figure("eac", money(ev.eac(), currency)),
            figure("pv", money(ev.pv(), currency)),
            figure("ev", money(ev.ev(), currency)),
            figure("ac", money(ev.ac(), currency)),
            figure("cpi", index(ev.cpi())),
            figure("spi", index(ev.spi()))));
  }

  private static List<Cell> figure(String name, String value) {
    return NoticeTable.row(Sentences.say("report.mail.figure." + name), value);
  }

  private static List<Cell> milestone(MilestoneRow row) {
    return List.of(
        Cell.of(row.name()),
        Cell.of(day(row.baseline())),
        Cell.of(day(row.forecast())),
        row.light() == Light.NONE
            ? Cell.of(row.status())
            : new Cell(
                row.status() == null
                    ? Sentences.say("report.screen.light." + row.light())
                    : row.status(),
                row.light().name(),
                null));
  }

  private static Cell light(Light light) {
    return new Cell(Sentences.say("report.screen.light." + light), light.name(), null);
  }

  private static String day(LocalDate day) {
    return day == null ? "-" : Sentences.day(day);
  }

  private static String money(BigDecimal amount, String currency) {
    return amount == null ? "-" : Sentences.say("report.mail.money", amount, currency);
  }

  private static String index(BigDecimal value) {
    return value == null ? "-" : Sentences.say("report.mail.index", value);
  }
}
