package dev.fairlead.report;

import dev.fairlead.project.ProjectDocuments.Section;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A digest as parts for the screen and for the text of a mail. */
final class DigestSections {
  private DigestSections() {}

  static List<Section> of(DigestData data) {
    List<Section> parts = new ArrayList<>();
    if (data.text() != null && !data.text().isBlank()) {
      parts.add(new Section(word("text"), data.text(), List.of(), List.of()));
    }
    table(
        parts,
        "health",
        data.health(),
        List.of("dimension", "health", "rule"),
        row -> List.of(row.dimension(), light(row.light()), text(row.rule())));
    table(
        parts,
        "goals",
        data.goals(),
        List.of("goal", "target", "result", "evidence"),
        row ->
            List.of(row.statement(), text(row.target()), text(row.rating()), text(row.evidence())));
    table(
        parts,
        "deliverables",
        data.deliverables(),
        List.of("deliverable", "status", "day"),
        row -> List.of(row.name(), text(row.status()), day(row.date())));
    table(
        parts,
        "milestones",
        data.milestones(),
        List.of("milestone", "planned", "forecast", "late", "status"),
        row ->
            List.of(
                row.name(),
                day(row.baseline()),
                day(row.actual() == null ? row.forecast() : row.actual()),
                number(row.differenceDays()),
                text(row.status())));
    table(parts, "done", data.done(), List.of("task", "day", "percent"), DigestSections::work);
    table(parts, "next", data.next(), List.of("task", "day", "percent"), DigestSections::work);
    table(
        parts,
        "tasks",
        data.tasks(),
        List.of("task", "start", "finish", "percent"),
        row ->
            List.of(
                row.wbs() + " " + row.name(),
                day(row.start()),
                day(row.finish()),
                number(row.percentComplete())));
    table(
        parts,
        "issues",
        data.issues(),
        List.of("id", "issue", "urgency", "target", "status"),
        row ->
            List.of(
                row.id(),
                text(row.description()),
                text(row.urgency()),
                day(row.targetDate()),
                text(row.status())));
    table(
        parts,
        "risks",
        data.risks(),
        List.of("id", "risk", "level", "status", "review"),
        row ->
            List.of(
                row.id(),
                text(row.title()),
                number(row.level()),
                text(row.status()),
                day(row.nextReview())));
    table(
        parts,
        "changes",
        data.changes(),
        List.of("id", "change", "days", "status"),
        row ->
            List.of(
                row.id(), text(row.description()), number(row.finishDelta()), text(row.status())));
    return parts;
  }

  private static <T> void table(
      List<Section> parts,
      String name,
      List<T> rows,
      List<String> columns,
      Function<T, List<String>> cells) {
    if (rows == null) {
      return;
    }
    parts.add(
        rows.isEmpty()
            ? new Section(word(name), word(name + ".none"), List.of(), List.of())
            : new Section(
                word(name),
                null,
                columns.stream().map(column -> word("column." + column)).toList(),
                rows.stream().map(cells).toList()));
  }

  private static List<String> work(ReportRows.WorkRow row) {
    return List.of(row.name(), day(row.date()), number(row.percentComplete()));
  }

  private static String word(String name) {
    return Sentences.say("report.digest." + name);
  }

  private static String light(Light light) {
    return Sentences.say("report.screen.light." + light);
  }

  private static String text(String text) {
    return text == null || text.isBlank() ? "-" : text;
  }

  private static String day(LocalDate day) {
    return day == null ? "-" : Sentences.day(day);
  }

  private static String number(Number number) {
    return number == null
        ? "-"
        : number instanceof BigDecimal decimal
            ? decimal.stripTrailingZeros().toPlainString()
            : String.valueOf(number);
  }
}
