package dev.fairlead.plan.web;

import dev.fairlead.plan.schedule.RiskAnalysis;
import dev.fairlead.plan.schedule.RiskAnalysis.Bin;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The finishes of a simulation: how many runs end on which days as bars, the share that has ended
 * by then as a rising curve, and the dates that matter as lines. Drawn on the server, so that it
 * needs no script.
 */
final class RiskChart {
  private static final int LEFT = 56;
  private static final int RIGHT = 52;
  private static final int TOP = 58;
  private static final int WIDTH = 920;
  private static final int HEIGHT = 260;
  private static final int LABEL = 150;
  private static final int LEVELS = 4;

  private final StringBuilder svg = new StringBuilder();
  private final RiskAnalysis found;
  private final LocalDate first;
  private final double scale;
  private final double[] labelledUntil = new double[LEVELS];

  private RiskChart(RiskAnalysis found) {
    this.found = found;
    List<Bin> bins = found.histogram();
    long step =
        bins.size() < 2 ? 1 : bins.get(1).from().toEpochDay() - bins.get(0).from().toEpochDay();
    LocalDate from = bins.get(0).from();
    LocalDate until = bins.get(bins.size() - 1).from().plusDays(step);
    long span = Math.max(7, until.toEpochDay() - from.toEpochDay());
    // a deadline far away would press the bars together
    if (isNear(found.deadline(), from, until, span)) {
      from = found.deadline().isBefore(from) ? found.deadline() : from;
      until = found.deadline().isBefore(until) ? until : found.deadline().plusDays(1);
    }
    LocalDate planned = found.planned().toLocalDate();
    from = planned.isBefore(from) ? planned : from;
    first = from.minusDays(1);
    scale = (double) WIDTH / Math.max(7, until.toEpochDay() - first.toEpochDay() + 1);
  }

  static String draw(RiskAnalysis found) {
    RiskChart chart = new RiskChart(found);
    chart.open();
    chart.bars();
    chart.curve();
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark(found.planned().toLocalDate(), "planned", "#1d4ed8", ""));
    marks.add(new Mark(found.p50().toLocalDate(), "p50", "#475569", "2 3"));
    marks.add(new Mark(found.p80().toLocalDate(), "p80", "#475569", "7 3"));
    if (found.deadline() != null) {
      marks.add(new Mark(found.deadline(), "deadline", "#92400e", "1 4"));
    }
    marks.stream().sorted(Comparator.comparing(Mark::day)).forEach(chart::draw);
    return chart.svg.append("</svg>").toString();
  }

  private static boolean isNear(LocalDate day, LocalDate from, LocalDate until, long span) {
    return day != null && day.isAfter(from.minusDays(span)) && day.isBefore(until.plusDays(span));
  }

  private void open() {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%%\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\""
                + " font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#334155\">",
            LEFT + WIDTH + RIGHT,
            TOP + HEIGHT + 46,
            Sentences.say("plan.risk.chartTitle")));
    for (int percent = 0; percent <= 100; percent += 20) {
      double y = y(percent / 100.0);
      line(LEFT, y, LEFT + WIDTH, y, "#e2e8f0", "");
      text(LEFT + WIDTH + 6, y + 4, "start", percent + " %");
    }
  }

  private void bars() {
    int most = found.histogram().stream().mapToInt(Bin::runs).max().orElse(1);
    int every = Math.max(1, found.histogram().size() / 6);
    for (int i = 0; i < found.histogram().size(); i++) {
      Bin bin = found.histogram().get(i);
      double x = x(bin.from());
      double height = (double) HEIGHT * bin.runs() / most * 0.9;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#99f6e4\" stroke=\"#0f766e\"/>",
              x,
              TOP + HEIGHT - height,
              Math.max(1, width(i) - 1),
              height));
      if (i % every == 0) {
        line(x, TOP + HEIGHT, x, TOP + HEIGHT + 5, "#94a3b8", "");
        text(x, TOP + HEIGHT + 20, "start", Sentences.day(bin.from()));
      }
    }
    line(LEFT, TOP + HEIGHT, LEFT + WIDTH, TOP + HEIGHT, "#94a3b8", "");
    text(LEFT, TOP + HEIGHT + 40, "start", Sentences.say("plan.risk.chartLegend"));
  }

  private double width(int bin) {
    long days =
        found.histogram().size() < 2
            ? 1
            : found.histogram().get(1).from().toEpochDay()
                - found.histogram().get(0).from().toEpochDay();
    return days * scale;
  }

  private void curve() {
    svg.append("<polyline fill=\"none\" stroke=\"#b91c1c\" stroke-width=\"2\" points=\"");
    int sum = 0;
    for (int i = 0; i < found.histogram().size(); i++) {
      Bin bin = found.histogram().get(i);
      if (i == 0) {
        point(x(bin.from()), y(0));
      }
      sum += bin.runs();
      point(x(bin.from()) + width(i), y((double) sum / found.runs()));
    }
    svg.append("\"/>");
  }

  private void point(double x, double y) {
    svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
  }

  private record Mark(LocalDate day, String name, String colour, String dashes) {}

  /** A line at the end of a day; its label stands on the lowest level where there is room. */
  private void draw(Mark mark) {
    double x = x(mark.day().plusDays(1));
    if (x < LEFT || x > LEFT + WIDTH + 1) {
      return;
    }
    boolean right = x > LEFT + WIDTH - LABEL;
    double begin = right ? x - LABEL : x;
    int level = 0;
    while (level < LEVELS - 1 && labelledUntil[level] > begin) {
      level++;
    }
    labelledUntil[level] = begin + LABEL;
    double y = TOP - 6 - 13.0 * level;
    line(x, y - 6, x, TOP + HEIGHT, mark.colour(), mark.dashes());
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
            right ? x - 4 : x + 4,
            y,
            right ? "end" : "start",
            mark.colour(),
            Sentences.say("plan.risk.mark." + mark.name(), Sentences.day(mark.day()))));
  }

  private double x(LocalDate day) {
    return LEFT + (day.toEpochDay() - first.toEpochDay()) * scale;
  }

  private static double y(double share) {
    return TOP + HEIGHT * (1 - share);
  }

  private void line(double x1, double y1, double x2, double y2, String colour, String dashes) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>",
            x1,
            y1,
            x2,
            y2,
            colour,
            dashes.isEmpty() ? "" : " stroke-width=\"2\" stroke-dasharray=\"" + dashes + "\""));
  }

  private void text(double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            text));
  }
}
