package dev.fairlead.report;

import dev.fairlead.project.ProjectDocuments.Section;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A digest as parts for the screen and for the text of a mail, in its own language. */
final class DigestSections {
  /** As many rows of a register as {@code digest.jrxml} prints; its workbook has all. */
  private static final int MOST_OF_A_REGISTER = 25;

  private final Words words;
  private final List<Section> parts = new ArrayList<>();

  private DigestSections(Words words) {
    this.words = words;
  }

  static List<Section> of(DigestData data) {
    return new DigestSections(Words.in(data.head().language())).all(data);
  }

  private List<Section> all(DigestData data) {
    if (data.text() != null && !data.text().isBlank()) {
      parts.add(new Section(word("text"), data.text(), List.of(), List.of()));
    }
    table(
        "health",
        data.health(),
        List.of("dimension", "health", "rule"),
        row -> List.of(row.dimension(), light(row.light()), text(row.rule())));
    table(
        "goals",
        data.goals(),
        List.of("goal", "target", "result", "evidence"),
        row ->
            List.of(row.statement(), text(row.target()), text(row.rating()), text(row.evidence())));
    table(
        "deliverables",
        data.deliverables(),
        List.of("deliverable", "status", "day"),
        row -> List.of(row.name(), text(row.status()), day(row.date())));
    table(
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
    table("done", data.done(), List.of("task", "day", "percent"), this::work);
    table("next", data.next(), List.of("task", "day", "percent"), this::work);
    table(
        "tasks",
        data.tasks(),
        List.of("task", "start", "finish", "percent"),
        row ->
            List.of(
                row.wbs() + " " + row.name(),
                day(row.start()),
                day(row.finish()),
                number(row.percentComplete())));
    register(
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
    register(
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
    register(
        "changes",
        data.changes(),
        List.of("id", "change", "days", "status"),
        row ->
            List.of(
                row.id(), text(row.description()), number(row.finishDelta()), text(row.status())));
    return parts;
  }

  private <T> void register(
      String name, List<T> rows, List<String> columns, Function<T, List<String>> cells) {
    boolean all = rows == null || rows.size() <= MOST_OF_A_REGISTER;
    table(
        name,
        all ? "" : " " + words.say("said.leftOut", MOST_OF_A_REGISTER, rows.size()),
        all ? rows : rows.subList(0, MOST_OF_A_REGISTER),
        columns,
        cells);
  }

  private <T> void table(
      String name, List<T> rows, List<String> columns, Function<T, List<String>> cells) {
    table(name, "", rows, columns, cells);
  }

  private <T> void table(
      String name,
      String leftOut,
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
                word(name) + leftOut,
                null,
                columns.stream().map(column -> word("column." + column)).toList(),
                rows.stream().map(cells).toList()));
  }

  private List<String> work(ReportRows.WorkRow row) {
    return List.of(row.name(), day(row.date()), number(row.percentComplete()));
  }

  private String word(String name) {
    return words.get("said.digest." + name);
  }

  private String light(Light light) {
    return words.get("light." + light);
  }

  private static String text(String text) {
    return text == null || text.isBlank() ? "-" : text;
  }

  private String day(LocalDate day) {
    return day == null ? "-" : words.day(day);
  }

  private static String number(Number number) {
    return number == null
        ? "-"
        : number instanceof BigDecimal decimal
            ? decimal.stripTrailingZeros().toPlainString()
            : String.valueOf(number);
  }
}
