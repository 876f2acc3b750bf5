package dev.fairlead.report;

import dev.fairlead.report.ReportRows.TaskRow;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Dimension2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.DimensionRenderable;
import net.sf.jasperreports.renderers.Graphics2DRenderable;

/**
 * A Gantt chart as vectors. Critical bars differ by colour and by their hatching and outline, milestones are diamonds,
 * the baseline is a thin bar below, the status date a dashed line. A long plan becomes several pictures with one scale.
 */
final class GanttPicture extends AbstractRenderer implements Graphics2DRenderable, DimensionRenderable {
  private static final long serialVersionUID = 1L;

  static final int ROWS = 40;
  private static final int WIDTH = 515;
  private static final double NAMES = 178;
  private static final double HEAD = 28;
  private static final double ROW = 15.5;
  private static final double LEGEND = 24;

  private final ArrayList<TaskRow> rows;
  private final LocalDate from;
  private final LocalDate until;
  private final LocalDate today;
  private final HashMap<String, String> words;

  private GanttPicture(
      List<TaskRow> rows, LocalDate from, LocalDate until, LocalDate today, HashMap<String, String> words) {
    this.rows = new ArrayList<>(rows);
    this.from = from;
    this.until = until;
    this.today = today;
    this.words = words;
  }

  /** One picture per forty rows; none where no task has dates. */
  static List<GanttPicture> of(List<TaskRow> tasks, LocalDate today, ResourceBundle words) {
    List<LocalDate> days =
        tasks.stream()
            .flatMap(t -> Stream.of(t.start(), t.finish(), t.baselineStart(), t.baselineFinish()))
            .filter(d -> d != null)
            .sorted()
            .toList();
    if (days.isEmpty()) {
      return List.of();
    }
    LocalDate from = days.get(0).minusDays(2);
    LocalDate until = days.get(days.size() - 1).plusDays(3);
    long slack = Math.max(7, ChronoUnit.DAYS.between(from, until) / 20);
    until = until.plusDays(slack / 2);
    HashMap<String, String> spoken = spoken(words, "gantt.");
    List<GanttPicture> pictures = new ArrayList<>();
    for (int at = 0; at < tasks.size(); at += ROWS) {
      pictures.add(
          new GanttPicture(tasks.subList(at, Math.min(tasks.size(), at + ROWS)), from, until, today, spoken));
    }
    return pictures;
  }

  /** The words that begin like this, in a form that can be swapped to a file with the page. */
  static HashMap<String, String> spoken(ResourceBundle words, String beginning) {
    HashMap<String, String> spoken = new HashMap<>();
    for (String key : words.keySet()) {
      if (key.startsWith(beginning)) {
        spoken.put(key, words.getString(key));
      }
    }
    return spoken;
  }

  @Override
  public Dimension2D getDimension(JasperReportsContext context) {
    return new Dimension(WIDTH, (int) Math.ceil(height()));
  }

  private double height() {
    return HEAD + rows.size() * ROW + LEGEND;
  }

  private double x(LocalDate day) {
    double days = ChronoUnit.DAYS.between(from, day);
    return NAMES + (WIDTH - NAMES) * days / ChronoUnit.DAYS.between(from, until);
  }

  @Override
  public void render(JasperReportsContext context, Graphics2D pen, Rectangle2D where) {
    AffineTransform before = pen.getTransform();
    pen.translate(where.getX(), where.getY());
    double scale = Math.min(where.getWidth() / WIDTH, where.getHeight() / height());
    pen.scale(scale, scale);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Font plain = Palette.font(context, Font.PLAIN, 7f);
    Font bold = Palette.font(context, Font.BOLD, 7f);
    scale(pen, plain, bold);
    double y = HEAD;
    for (TaskRow task : rows) {
      row(pen, task, y, task.summary() ? bold : plain);
      y += ROW;
    }
    if (today != null && !today.isBefore(from) && !today.isAfter(until)) {
      pen.setColor(Palette.TEAL);
      pen.setStroke(new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 2}, 0));
      pen.draw(new Line2D.Double(x(today), HEAD - 2, x(today), y));
    }
    pen.setStroke(new BasicStroke(0.8f));
    pen.setColor(Palette.NAVY);
    pen.draw(new Line2D.Double(0, y, WIDTH, y));
    legend(pen, plain, y);
    pen.setTransform(before);
  }

  /** Months above; weeks below while they are wide enough, otherwise nothing. Years where there are many months. */
  private void scale(Graphics2D pen, Font plain, Font bold) {
    double bottom = HEAD + rows.size() * ROW;
    long days = ChronoUnit.DAYS.between(from, until);
    double perDay = (WIDTH - NAMES) / (double) days;
    pen.setColor(Palette.PALE);
    pen.fill(new Rectangle2D.Double(0, 0, WIDTH, HEAD));
    text(pen, bold, Palette.NAVY, words.get("gantt.task"), 3, 12, NAMES - 6);
    pen.setStroke(new BasicStroke(0.4f));
    boolean years = perDay * 30 < 17;
    boolean weeks = perDay * 7 >= 13;
    LocalDate month = from.with(TemporalAdjusters.firstDayOfMonth());
    while (month.isBefore(until)) {
      LocalDate next = years ? month.with(TemporalAdjusters.firstDayOfNextYear()) : month.plusMonths(1);
      double left = Math.max(NAMES, x(month));
      double right = Math.min(WIDTH, x(next));
      pen.setColor(Palette.LINE);
      pen.draw(new Line2D.Double(left, 0, left, bottom));
      String name =
          years
              ? String.valueOf(month.getYear())
              : month.format(DateTimeFormatter.ofPattern(perDay * 30 > 44 ? "MMM yyyy" : "MMM", Locale.ENGLISH));
      if (right - left > 14) {
        text(pen, bold, Palette.NAVY, name, left + 3, weeks || years ? 11 : 17, right - left - 4);
      }
      month = next;
    }
    if (weeks) {
      LocalDate week = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      for (; week.isBefore(until); week = week.plusWeeks(1)) {
        if (week.isBefore(from)) {
          continue;
        }
        pen.setColor(Palette.LINE);
        pen.draw(new Line2D.Double(x(week), 14, x(week), bottom));
        String label =
            words.get("gantt.week") + week.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        text(pen, plain, Palette.GREY, label, x(week) + 2, 24, x(week.plusWeeks(1)) - x(week) - 1);
      }
    } else if (years && perDay * 91 > 9) {
      LocalDate quarter = from.with(from.getMonth().firstMonthOfQuarter()).with(TemporalAdjusters.firstDayOfMonth());
      for (; quarter.isBefore(until); quarter = quarter.plusMonths(3)) {
        if (quarter.isBefore(from)) {
          continue;
        }
        pen.setColor(Palette.LINE);
        pen.draw(new Line2D.Double(x(quarter), 14, x(quarter), bottom));
        text(pen, plain, Palette.GREY, "Q" + quarter.get(IsoFields.QUARTER_OF_YEAR), x(quarter) + 2, 24, perDay * 91);
      }
    }
    pen.setColor(Palette.NAVY);
    pen.setStroke(new BasicStroke(0.8f));
    pen.draw(new Line2D.Double(0, HEAD, WIDTH, HEAD));
  }

  private void row(Graphics2D pen, TaskRow task, double y, Font font) {
    pen.setStroke(new BasicStroke(0.3f));
    pen.setColor(Palette.LINE);
    pen.draw(new Line2D.Double(0, y + ROW, WIDTH, y + ROW));
    double indent = 3 + Math.min(6, Math.max(0, task.level() - 1)) * 7.0;
    text(
        pen,
        font,
        Palette.INK,
        (task.wbs() == null ? "" : task.wbs() + "  ") + (task.name() == null ? "" : task.name()),
        indent,
        y + 10.2,
        NAMES - indent - 4);
    if (task.baselineStart() != null && task.baselineFinish() != null && !task.milestone()) {
      pen.setColor(new Color(0x94a3b8));
      double left = x(task.baselineStart());
      pen.fill(
          new Rectangle2D.Double(left, y + 12, Math.max(1.5, x(task.baselineFinish().plusDays(1)) - left), 1.8));
    }
    if (task.start() == null || task.finish() == null) {
      return;
    }
    double left = x(task.start());
    double right = Math.max(left + 1.5, x(task.finish().plusDays(1)));
    if (task.milestone()) {
      if (task.baselineFinish() != null) {
        diamond(pen, x(task.baselineFinish()) , y + 7.4, 3.2, null, new Color(0x94a3b8));
      }
      diamond(pen, x(task.finish()), y + 7.4, 4.6, task.critical() ? Palette.RED : Palette.NAVY, Palette.INK);
      if (task.critical()) {
        diamond(pen, x(task.finish()), y + 7.4, 1.8, Color.WHITE, Color.WHITE);
      }
    } else if (task.summary()) {
      bracket(pen, left, right, y + 4.5, task.critical());
    } else {
      bar(pen, new Rectangle2D.Double(left, y + 3.6, right - left, 7), task.critical(), task.percentComplete());
    }
  }

  private void bar(Graphics2D pen, Rectangle2D bar, boolean critical, Integer percent) {
    pen.setColor(critical ? new Color(0xfbe4e4) : new Color(0xcfdcec));
    pen.fill(bar);
    if (critical) {
      hatch(pen, bar);
    }
    if (percent != null && percent > 0) {
      pen.setColor(critical ? Palette.RED : Palette.NAVY);
      pen.fill(
          new Rectangle2D.Double(
              bar.getX(), bar.getY() + 2.2, bar.getWidth() * Math.min(100, percent) / 100, bar.getHeight() - 4.4));
    }
    pen.setColor(critical ? Palette.RED : Palette.NAVY);
    pen.setStroke(new BasicStroke(critical ? 1.1f : 0.5f));
    pen.draw(bar);
  }

  private static void hatch(Graphics2D pen, Rectangle2D bar) {
    pen.setColor(new Color(0xd97777));
    pen.setStroke(new BasicStroke(0.5f));
    double height = bar.getHeight();
    // lines are clipped by arithmetic, since clipping shapes bloat a PDF
    for (double at = bar.getX() - height; at < bar.getMaxX(); at += 3) {
      double startX = Math.max(at, bar.getX());
      double endX = Math.min(at + height, bar.getMaxX());
      if (endX > startX) {
        pen.draw(new Line2D.Double(startX, bar.getMaxY() - (startX - at), endX, bar.getMaxY() - (endX - at)));
      }
    }
  }

  private static void bracket(Graphics2D pen, double left, double right, double y, boolean critical) {
    Path2D shape = new Path2D.Double();
    double foot = Math.min(3, (right - left) / 2);
    shape.moveTo(left, y);
    shape.lineTo(right, y);
    shape.lineTo(right, y + 6);
    shape.lineTo(right - foot, y + 3);
    shape.lineTo(left + foot, y + 3);
    shape.lineTo(left, y + 6);
    shape.closePath();
    pen.setColor(Palette.INK);
    pen.fill(shape);
    if (critical) {
      pen.setColor(Palette.RED);
      pen.setStroke(new BasicStroke(0.9f));
      pen.draw(shape);
    }
  }

  private static void diamond(Graphics2D pen, double x, double y, double size, Color fill, Color line) {
    Path2D shape = new Path2D.Double();
    shape.moveTo(x, y - size);
    shape.lineTo(x + size, y);
    shape.lineTo(x, y + size);
    shape.lineTo(x - size, y);
    shape.closePath();
    if (fill != null) {
      pen.setColor(fill);
      pen.fill(shape);
    }
    pen.setColor(line);
    pen.setStroke(new BasicStroke(0.6f));
    pen.draw(shape);
  }

  private void legend(Graphics2D pen, Font font, double top) {
    double y = top + 9;
    double x = 3;
    bar(pen, new Rectangle2D.Double(x, y, 18, 7), false, 50);
    x = label(pen, font, "gantt.legend.task", x + 22, y);
    bar(pen, new Rectangle2D.Double(x, y, 18, 7), true, 50);
    x = label(pen, font, "gantt.legend.critical", x + 22, y);
    bracket(pen, x, x + 18, y + 0.5, false);
    x = label(pen, font, "gantt.legend.summary", x + 22, y);
    diamond(pen, x + 5, y + 3.5, 4.6, Palette.NAVY, Palette.INK);
    x = label(pen, font, "gantt.legend.milestone", x + 13, y);
    pen.setColor(new Color(0x94a3b8));
    pen.fill(new Rectangle2D.Double(x, y + 3, 18, 1.8));
    x = label(pen, font, "gantt.legend.baseline", x + 22, y);
    pen.setColor(Palette.TEAL);
    pen.setStroke(new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 2}, 0));
    pen.draw(new Line2D.Double(x + 3, y - 1, x + 3, y + 9));
    label(pen, font, "gantt.legend.today", x + 8, y);
  }

  private double label(Graphics2D pen, Font font, String word, double x, double y) {
    String text = words.get(word);
    text(pen, font, Palette.INK, text, x, y + 6.2, WIDTH - x);
    return x + width(font, text) + 12;
  }

  private static double width(Font font, String text) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  /** Draws the text's outlines, cut with an ellipsis to what fits. */
  private static void text(Graphics2D pen, Font font, Color colour, String wanted, double x, double y, double room) {
    String text = RecordSource.printable(wanted).replace('\n', ' ').strip();
    if (text.length() > 200) {
      text = text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, 200)));
    }
    if (width(font, text) > room) {
      while (!text.isEmpty() && width(font, text + "\u2026") > room) {
        text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
      }
      text = text.strip() + "\u2026";
    }
    if (text.isEmpty() || room <= 0) {
      return;
    }
    Shape outline =
        new java.awt.font.TextLayout(text, font, new FontRenderContext(null, true, true))
            .getOutline(AffineTransform.getTranslateInstance(x, y));
    pen.setColor(colour);
    pen.fill(outline);
  }
}
