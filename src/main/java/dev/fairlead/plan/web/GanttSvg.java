package dev.fairlead.plan.web;

import dev.fairlead.plan.Baseline;
import dev.fairlead.plan.BaselineComparison;
import dev.fairlead.plan.BaselineTask;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.WorkingCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A plan as a Gantt chart, drawn on the server so that it needs no script: bars with progress, the
 * critical path in red and hatched, milestones as diamonds, dependencies, today, and the baseline
 * as a thin bar below. Colours stand in presentation attributes; shape and hatching say the same as
 * colour.
 */
public final class GanttSvg {
  private static final int LABELS = 280;
  private static final int HEADER = 44;
  private static final int ROW = 24;
  private static final int CHART = 960;
  private static final int MOST_LINKS = 3_000;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);

  /**
   * One row of the chart.
   *
   * @param start null where the task is in the earlier state only
   * @param was the earlier state of the task, drawn as a thin bar, or null
   */
  private record Bar(
      String wbs,
      int level,
      String name,
      boolean milestone,
      boolean summary,
      LocalDateTime start,
      LocalDateTime finish,
      boolean critical,
      int percent,
      BaselineTask was) {
    String told() {
      String dates =
          start == null ? "" : ": " + DAY.format(start) + " – " + DAY.format(finish) + ", ";
      return wbs + " " + name + (start == null ? "" : dates + percent + " %");
    }
  }

  private final StringBuilder svg = new StringBuilder();
  private final LocalDate first;
  private final double scale;
  private final int width;
  private final int height;

  private GanttSvg(LocalDate first, LocalDate last, int rows) {
    this.first = first;
    long days = Math.max(14, ChronoUnit.DAYS.between(first, last) + 1);
    this.scale = Math.max(1.5, Math.min(24, (double) CHART / days));
    this.width = (int) (LABELS + days * scale + 20);
    this.height = HEADER + rows * ROW + 10;
  }

  /**
   * Draws the plan.
   *
   * @param baseline drawn below the bars, or null
   * @param title read out in place of the picture
   * @return an SVG element
   */
  public static String draw(
      WorkPlan plan, Schedule schedule, Baseline baseline, LocalDate today, String title) {
    if (schedule.tasks().isEmpty()) {
      return "";
    }
    LocalDate from = schedule.start().toLocalDate();
    LocalDate to = schedule.finish().toLocalDate();
    for (ScheduledTask task : schedule.tasks()) {
      from = task.start().toLocalDate().isBefore(from) ? task.start().toLocalDate() : from;
      to = task.finish().toLocalDate().isAfter(to) ? task.finish().toLocalDate() : to;
    }
    if (baseline != null) {
      from = baseline.start().toLocalDate().isBefore(from) ? baseline.start().toLocalDate() : from;
      to = baseline.finish().toLocalDate().isAfter(to) ? baseline.finish().toLocalDate() : to;
    }
    if (plan.deadline() != null
        && plan.deadline().isAfter(to)
        && plan.deadline().isBefore(to.plusYears(1))) {
      to = plan.deadline();
    }
    from = from.minusDays(from.getDayOfWeek().getValue() - 1L);
    GanttSvg gantt = new GanttSvg(from, to.plusDays(4), schedule.tasks().size());
    gantt.open(title);
    gantt.grid(plan.calendar(), plan.deadline(), today, schedule.tasks().size());
    gantt.rows(bars(plan, schedule, baseline));
    gantt.links(plan, schedule);
    return gantt.svg.append("</svg>").toString();
  }

  /**
   * Draws the later state of a plan with the earlier one as thin bars below; a task that is gone is
   * crossed out.
   *
   * @param lines of the comparison, all or only those that differ
   * @param title read out in place of the picture
   * @return an SVG element, or an empty text where there is no line
   */
  public static String compare(
      BaselineComparison comparison,
      List<BaselineComparison.Line> lines,
      WorkingCalendar calendar,
      LocalDate today,
      String title) {
    if (lines.isEmpty()) {
      return "";
    }
    return compare(
        lines,
        earlier(comparison.before().start(), comparison.after().start()),
        later(comparison.before().finish(), comparison.after().finish()),
        calendar,
        today,
        title);
  }

  /** The same of some tasks only, over the time between the first and the last of their dates. */
  public static String compare(
      List<BaselineComparison.Line> lines,
      WorkingCalendar calendar,
      LocalDate today,
      String title) {
    if (lines.isEmpty()) {
      return "";
    }
    BaselineTask first = lines.get(0).task();
    return compare(
        lines, first.start().toLocalDate(), first.finish().toLocalDate(), calendar, today, title);
  }

  private static String compare(
      List<BaselineComparison.Line> lines,
      LocalDate from,
      LocalDate to,
      WorkingCalendar calendar,
      LocalDate today,
      String title) {
    List<Bar> bars = new ArrayList<>();
    for (BaselineComparison.Line line : lines) {
      BaselineTask task = line.task();
      BaselineTask now = line.after();
      bars.add(
          new Bar(
              task.wbs(),
              task.wbs().split("\\.").length,
              task.name(),
              task.milestone(),
              task.summary(),
              now == null ? null : now.start(),
              now == null ? null : now.finish(),
              false,
              0,
              line.before()));
      from = earlier(from.atStartOfDay(), task.start());
      to = later(to.atStartOfDay(), task.finish());
      if (line.before() != null) {
        from = earlier(from.atStartOfDay(), line.before().start());
        to = later(to.atStartOfDay(), line.before().finish());
      }
    }
    GanttSvg gantt =
        new GanttSvg(
            from.minusDays(from.getDayOfWeek().getValue() - 1L), to.plusDays(4), bars.size());
    gantt.open(title);
    gantt.grid(calendar, null, today, bars.size());
    gantt.rows(bars);
    return gantt.svg.append("</svg>").toString();
  }

  private static LocalDate earlier(LocalDateTime one, LocalDateTime other) {
    return (one.isBefore(other) ? one : other).toLocalDate();
  }

  private static LocalDate later(LocalDateTime one, LocalDateTime other) {
    return (one.isAfter(other) ? one : other).toLocalDate();
  }

  private void open(String title) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"%s\" font-family=\"system-ui, sans-serif\" font-size=\"12\">"
                + "<defs><pattern id=\"gantt-critical\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
                + " patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#dc2626\"/>"
                + "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#fecaca\" stroke-width=\"2\"/></pattern>"
                + "<marker id=\"gantt-arrow\" markerWidth=\"6\" markerHeight=\"6\" refX=\"5\" refY=\"3\" orient=\"auto\">"
                + "<path d=\"M0 0L6 3L0 6z\" fill=\"#64748b\"/></marker></defs>"
                + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>",
            width,
            height,
            width,
            height,
            escape(title),
            width,
            height));
  }

  private void grid(WorkingCalendar calendar, LocalDate deadline, LocalDate today, int rows) {
    for (int i = 0; i < rows; i += 2) {
      rect(0, HEADER + i * ROW, width, ROW, "#f8fafc", "");
    }
    LocalDate last = first.plusDays((long) ((width - LABELS) / scale));
    if (scale >= 6) {
      for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
        if (!calendar.isWorkingDay(day)) {
          rect(
              x(day.atStartOfDay()), HEADER, scale, rows * ROW, "#e2e8f0", " fill-opacity=\"0.6\"");
        }
      }
    }
    double lastText = -100;
    for (LocalDate day = first; day.isBefore(last); day = day.plusDays(1)) {
      double at = x(day.atStartOfDay());
      if (day.getDayOfMonth() == 1 || day.equals(first)) {
        line(at, 4, at, height, "#cbd5e1", "");
        if (at - lastText > 62) {
          text(at + 4, 16, MONTH.format(day), "#334155", " font-weight=\"600\"");
          lastText = at;
        }
      }
      if (day.getDayOfWeek() == DayOfWeek.MONDAY && scale >= 3.2) {
        line(at, 24, at, height, "#e2e8f0", "");
        text(at + 3, 38, String.valueOf(day.getDayOfMonth()), "#64748b", " font-size=\"10\"");
      }
    }
    line(LABELS, 0, LABELS, height, "#94a3b8", "");
    line(0, HEADER, width, HEADER, "#94a3b8", "");
    if (deadline != null && deadline.isBefore(last)) {
      double at = x(deadline.plusDays(1).atStartOfDay());
      line(
          at, HEADER - 18, at, height, "#b45309", " stroke-width=\"1.5\" stroke-dasharray=\"2 3\"");
    }
    if (!today.isBefore(first) && today.isBefore(last)) {
      double at = x(today.atTime(12, 0));
      line(
          at,
          HEADER - 18,
          at,
          height,
          "#0f766e",
          " class=\"gantt-today\" stroke-width=\"2\" stroke-dasharray=\"6 4\"");
    }
  }

  private static List<Bar> bars(WorkPlan plan, Schedule schedule, Baseline baseline) {
    Map<Integer, PlanTask> tasks = new HashMap<>();
    plan.tasks().forEach(task -> tasks.put(task.number(), task));
    Map<Integer, BaselineTask> before = new HashMap<>();
    if (baseline != null) {
      baseline.tasks().forEach(task -> before.put(task.number(), task));
    }
    List<Bar> bars = new ArrayList<>();
    for (ScheduledTask dates : schedule.tasks()) {
      PlanTask task = tasks.get(dates.number());
      bars.add(
          new Bar(
              dates.wbs(),
              dates.level(),
              task.name(),
              task.milestone(),
              dates.summary(),
              dates.start(),
              dates.finish(),
              dates.critical(),
              dates.percentComplete(),
              before.get(dates.number())));
    }
    return bars;
  }

  private void rows(List<Bar> bars) {
    int row = 0;
    for (Bar bar : bars) {
      double top = HEADER + row++ * ROW;
      String name = bar.wbs() + "  " + bar.name();
      int indent = 8 + Math.min(bar.level() - 1, 8) * 12;
      int most = (LABELS - indent - 8) / 7;
      svg.append("<g>");
      svg.append("<title>").append(escape(bar.told())).append("</title>");
      String style = bar.summary() ? " font-weight=\"600\"" : "";
      text(
          indent,
          top + 16,
          name.length() > most ? name.substring(0, most - 1) + "…" : name,
          "#0f172a",
          bar.start() == null ? style + " text-decoration=\"line-through\"" : style);
      if (bar.start() != null) {
        bar(bar, top);
      }
      before(bar.was(), top);
      svg.append("</g>");
    }
  }

  private void bar(Bar bar, double top) {
    double from = x(bar.start());
    double to = Math.max(x(bar.finish()), from + 2);
    if (bar.milestone() && !bar.summary()) {
      diamond(x(bar.finish()), top + 10, bar.critical() ? "#dc2626" : "#0f172a");
    } else if (bar.summary()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%.1f %.1fH%.1fv10l-4 -5H%.1fl-4 5z\" fill=\"%s\"/>",
              from,
              top + 6,
              to,
              from + 4,
              bar.critical() ? "#7f1d1d" : "#334155"));
    } else {
      rect(
          from,
          top + 5,
          to - from,
          11,
          bar.critical() ? "url(#gantt-critical)" : "#2563eb",
          " rx=\"2\"");
      if (bar.percent() > 0) {
        rect(from, top + 9, (to - from) * bar.percent() / 100, 3, "#0f172a", "");
      }
    }
  }

  private void before(BaselineTask was, double top) {
    if (was == null || was.summary()) {
      return;
    }
    double from = x(was.start());
    if (was.milestone()) {
      rect(from - 4, top + 19, 8, 3, "#64748b", "");
    } else {
      rect(from, top + 18, Math.max(2, x(was.finish()) - from), 3, "#64748b", "");
    }
  }

  private void links(WorkPlan plan, Schedule schedule) {
    Map<Integer, Integer> rows = new HashMap<>();
    List<ScheduledTask> tasks = schedule.tasks();
    for (int i = 0; i < tasks.size(); i++) {
      rows.put(tasks.get(i).number(), i);
    }
    svg.append("<g fill=\"none\" stroke=\"#64748b\" stroke-width=\"1\">");
    for (TaskLink link : plan.links().subList(0, Math.min(plan.links().size(), MOST_LINKS))) {
      Integer from = rows.get(link.predecessor());
      Integer to = rows.get(link.successor());
      if (from == null || to == null) {
        continue;
      }
      boolean atEnd = link.type().name().charAt(0) == 'F';
      boolean intoEnd = link.type().name().charAt(1) == 'F';
      double x1 = x(atEnd ? tasks.get(from).finish() : tasks.get(from).start());
      double x2 = x(intoEnd ? tasks.get(to).finish() : tasks.get(to).start());
      double y1 = HEADER + from * ROW + 10;
      double y2 = HEADER + to * ROW + 10;
      double out = atEnd ? 5 : -5;
      double in = intoEnd ? 7 : -7;
      boolean straight = atEnd && !intoEnd && x2 - x1 >= 8;
      double half = y2 > y1 ? y2 - 12 : y2 + 12;
      svg.append(
          straight
              ? String.format(
                  Locale.ROOT,
                  "<path d=\"M%.1f %.1fh4V%.1fH%.1f\" marker-end=\"url(#gantt-arrow)\"/>",
                  x1,
                  y1,
                  y2,
                  x2)
              : String.format(
                  Locale.ROOT,
                  "<path d=\"M%.1f %.1fh%.1fV%.1fH%.1fV%.1fH%.1f\" marker-end=\"url(#gantt-arrow)\"/>",
                  x1,
                  y1,
                  out,
                  half,
                  x2 + in,
                  y2,
                  x2));
    }
    svg.append("</g>");
  }

  private double x(LocalDateTime moment) {
    return LABELS + Duration.between(first.atStartOfDay(), moment).toMinutes() * scale / 1440;
  }

  private void diamond(double x, double y, String fill) {
    svg.append(
        String.format(
            Locale.ROOT, "<path d=\"M%.1f %.1fl7 7l-7 7l-7 -7z\" fill=\"%s\"/>", x, y - 6, fill));
  }

  private void rect(double x, double y, double w, double h, String fill, String more) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"%s/>",
            x,
            y,
            Math.max(0, w),
            h,
            fill,
            more));
  }

  private void line(double x1, double y1, double x2, double y2, String stroke, String more) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>",
            x1,
            y1,
            x2,
            y2,
            stroke,
            more));
  }

  private void text(double x, double y, String text, String fill, String more) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\"%s>%s</text>",
            x,
            y,
            fill,
            more,
            escape(text)));
  }

  private static String escape(String text) {
    return text.replaceAll("[\\x00-\\x1F]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
