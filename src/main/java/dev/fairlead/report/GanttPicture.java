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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.DimensionRenderable;
import net.sf.jasperreports.renderers.Graphics2DRenderable;

/**
 * A Gantt chart as vectors, cut into a legend, a scale that stands on each page, and one strip per
 * task, so that it breaks over pages like the table it stands in. Critical bars differ by colour
 * and by hatching and outline, milestones are diamonds, the baseline is a thin bar below, the
 * status date a dashed line.
 */
final class GanttPicture extends AbstractRenderer
    implements Graphics2DRenderable, DimensionRenderable, PictureInWords {
  private static final long serialVersionUID = 1L;

  private static final int WIDTH = 337;
  private static final int LEGEND_WIDTH = 515;

  private enum Part {
    SCALE(28),
    ROW(16),
    LEGEND(24);

    private final double height;

    Part(double height) {
      this.height = height;
    }
  }

  private final Part part;
  private final TaskRow task;
  private final LocalDate from;
  private final LocalDate until;
  private final LocalDate today;
  private final HashMap<String, String> words;
  private final Locale locale;
  private final Palette palette;
  private final String said;

  private GanttPicture(
      Part part,
      TaskRow task,
      LocalDate from,
      LocalDate until,
      LocalDate today,
      HashMap<String, String> words,
      Look look) {
    this.part = part;
    this.task = task;
    this.from = from;
    this.until = until;
    this.today = today;
    this.words = words;
    this.locale = look.words().locale();
    this.palette = look.palette();
    this.said =
        task == null ? look.words().say("picture.scale", from, until) : said(task, look.words());
  }

  /** A task's row: the template prints its name, the picture stands beside it. */
  record Strip(TaskRow task, GanttPicture picture) {}

  /** The scale, the strips and the legend; without strips where no task has dates. */
  record Chart(GanttPicture scale, List<Strip> strips, GanttPicture legend) {}

  static Chart of(List<TaskRow> tasks, LocalDate today, Look look) {
    HashMap<String, String> spoken = spoken(look.words(), "gantt.");
    List<LocalDate> days =
        tasks.stream()
            .flatMap(t -> Stream.of(t.start(), t.finish(), t.baselineStart(), t.baselineFinish()))
            .filter(d -> d != null)
            .sorted()
            .toList();
    if (days.isEmpty()) {
      return new Chart(null, List.of(), null);
    }
    LocalDate from = days.get(0).minusDays(2);
    LocalDate last = days.get(days.size() - 1);
    LocalDate until = last.plusDays(3 + ChronoUnit.DAYS.between(from, last) / 40);
    List<Strip> strips =
        tasks.stream()
            .map(
                task ->
                    new Strip(
                        task, new GanttPicture(Part.ROW, task, from, until, today, spoken, look)))
            .toList();
    return new Chart(
        new GanttPicture(Part.SCALE, null, from, until, today, spoken, look),
        strips,
        new GanttPicture(Part.LEGEND, null, from, until, today, spoken, look));
  }

  /** The words that begin like this, in a form that can be swapped to a file with the page. */
  static HashMap<String, String> spoken(Words words, String beginning) {
    HashMap<String, String> spoken = new HashMap<>();
    words.keys(beginning).forEach(key -> spoken.put(key, words.get(key)));
    return spoken;
  }

  private static String said(TaskRow task, Words words) {
    return task.start() == null || task.finish() == null
        ? words.get("picture.noDates")
        : words.say(
            task.critical() ? "picture.criticalTask" : "picture.task",
            task.start(),
            task.finish(),
            task.percentComplete() == null ? 0 : task.percentComplete());
  }

  @Override
  public Dimension2D getDimension(JasperReportsContext context) {
    return new Dimension(part == Part.LEGEND ? LEGEND_WIDTH : WIDTH, (int) height());
  }

  @Override
  public String inWords() {
    return part == Part.LEGEND ? null : said;
  }

  private double height() {
    return part.height;
  }

  private double x(LocalDate day) {
    double days = ChronoUnit.DAYS.between(from, day);
    return WIDTH * days / ChronoUnit.DAYS.between(from, until);
  }

  @Override
  public void render(JasperReportsContext context, Graphics2D pen, Rectangle2D where) {
    AffineTransform before = pen.getTransform();
    pen.translate(where.getX(), where.getY());
    Dimension2D size = getDimension(context);
    double scale =
        Math.min(where.getWidth() / size.getWidth(), where.getHeight() / size.getHeight());
    pen.scale(scale, scale);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    Font plain = palette.font(context, Font.PLAIN, 7f);
    Font bold = palette.font(context, Font.BOLD, 7f);
    switch (part) {
      case SCALE -> scale(pen, plain, bold);
      case ROW -> strip(pen);
      case LEGEND -> legend(pen, plain);
    }
    pen.setTransform(before);
  }

  private void strip(Graphics2D pen) {
    pen.setStroke(new BasicStroke(0.4f));
    pen.setColor(palette.lineColour());
    for (LocalDate day : months()) {
      pen.draw(new Line2D.Double(Math.max(0.2, x(day)), 0, Math.max(0.2, x(day)), height()));
    }
    pen.setStroke(new BasicStroke(0.25f));
    for (LocalDate day : finer()) {
      pen.draw(new Line2D.Double(x(day), 0, x(day), height()));
    }
    bars(pen);
    today(pen, 0, height());
  }

  private void today(Graphics2D pen, double top, double bottom) {
    if (today != null && !today.isBefore(from) && !today.isAfter(until)) {
      pen.setColor(palette.accentColour());
      pen.setStroke(
          new BasicStroke(
              1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {2.5f, 1.5f}, 0));
      pen.draw(new Line2D.Double(x(today), top, x(today), bottom));
    }
  }

  private double perDay() {
    return WIDTH / (double) ChronoUnit.DAYS.between(from, until);
  }

  private boolean inYears() {
    return perDay() * 30 < 17;
  }

  /**
   * First days of the months that the picture touches, or of the years where there are many months.
   */
  private List<LocalDate> months() {
    LocalDate first =
        from.with(
            inYears() ? TemporalAdjusters.firstDayOfYear() : TemporalAdjusters.firstDayOfMonth());
    return Stream.iterate(
            first,
            day -> day.isBefore(until),
            day -> inYears() ? day.plusYears(1) : day.plusMonths(1))
        .toList();
  }

  /** Mondays, or first days of quarters, within the picture, where there is room for them. */
  private List<LocalDate> finer() {
    if (perDay() * 7 >= 7.5) {
      LocalDate monday = from.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
      return Stream.iterate(monday, day -> day.isBefore(until), day -> day.plusWeeks(1)).toList();
    }
    if (inYears() && perDay() * 91 > 14) {
      LocalDate quarter = from.with(from.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
      return Stream.iterate(quarter, day -> day.isBefore(until), day -> day.plusMonths(3))
          .filter(day -> !day.isBefore(from))
          .toList();
    }
    return List.of();
  }

  private void scale(Graphics2D pen, Font plain, Font bold) {
    pen.setColor(palette.headColour());
    pen.fill(new Rectangle2D.Double(0, 0, WIDTH, height()));
    List<LocalDate> finer = finer();
    pen.setStroke(new BasicStroke(0.4f));
    for (LocalDate month : months()) {
      LocalDate next = inYears() ? month.plusYears(1) : month.plusMonths(1);
      double left = Math.max(0.2, x(month));
      double right = Math.min(WIDTH, x(next));
      pen.setColor(palette.lineColour());
      pen.draw(new Line2D.Double(left, 0, left, height()));
      String pattern = inYears() ? "yyyy" : perDay() * 30 > 44 ? "MMM yyyy" : "MMM";
      String name = month.format(DateTimeFormatter.ofPattern(pattern, locale));
      if (width(bold, name) <= right - left - 4) {
        text(
            pen,
            bold,
            palette.mainColour(),
            name,
            left + 3,
            finer.isEmpty() ? 17 : 11,
            right - left - 4);
      }
    }
    double word = width(plain, words.get("gantt.week") + "00") + 4;
    int step = inYears() ? 1 : (int) Math.ceil(Math.max(17, word) / (perDay() * 7));
    double room = perDay() * (inYears() ? 90 : 7 * step) - 3;
    for (int i = 0; i < finer.size(); i++) {
      LocalDate day = finer.get(i);
      if (i % step != 0) {
        continue;
      }
      pen.setColor(palette.lineColour());
      pen.draw(new Line2D.Double(x(day), 14, x(day), height()));
      String name =
          inYears()
              ? words.get("gantt.quarter") + day.get(IsoFields.QUARTER_OF_YEAR)
              : words.get("gantt.week") + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      if (x(day) + room <= WIDTH) {
        text(pen, plain, palette.quietColour(), name, x(day) + 2, 24, room + 1);
      }
    }
    today(pen, height() - 4, height());
    pen.setColor(palette.mainColour());
    pen.setStroke(new BasicStroke(0.8f));
    pen.draw(new Line2D.Double(0, height() - 0.4, WIDTH, height() - 0.4));
  }

  private void bars(Graphics2D pen) {
    pen.setStroke(new BasicStroke(0.5f));
    pen.setColor(palette.lineColour());
    pen.draw(new Line2D.Double(0, height(), WIDTH, height()));
    if (task.baselineStart() != null && task.baselineFinish() != null && !task.milestone()) {
      pen.setColor(Palette.pale(palette.quietColour(), 0.75));
      double left = x(task.baselineStart());
      pen.fill(
          new Rectangle2D.Double(
              left, 12.2, Math.max(1.5, x(task.baselineFinish().plusDays(1)) - left), 1.8));
    }
    if (task.start() == null || task.finish() == null) {
      return;
    }
    double left = x(task.start());
    double right = Math.max(left + 1.5, x(task.finish().plusDays(1)));
    if (task.milestone()) {
      if (task.baselineFinish() != null) {
        diamond(
            pen,
            x(task.baselineFinish()),
            7.6,
            3.2,
            null,
            Palette.pale(palette.quietColour(), 0.75));
      }
      diamond(
          pen,
          x(task.finish()),
          7.6,
          4.6,
          task.critical() ? palette.redColour() : palette.mainColour(),
          palette.textColour());
      if (task.critical()) {
        diamond(pen, x(task.finish()), 7.6, 1.8, Color.WHITE, Color.WHITE);
      }
    } else if (task.summary()) {
      bracket(pen, left, right, 4.8, task.critical());
    } else {
      bar(
          pen,
          new Rectangle2D.Double(left, 3.8, right - left, 7),
          task.critical(),
          task.percentComplete());
    }
  }

  private void bar(Graphics2D pen, Rectangle2D bar, boolean critical, Integer percent) {
    pen.setColor(
        critical
            ? Palette.pale(palette.redColour(), 0.12)
            : Palette.pale(palette.mainColour(), 0.21));
    pen.fill(bar);
    if (critical) {
      hatch(pen, bar);
    }
    if (percent != null && percent > 0) {
      pen.setColor(critical ? palette.redColour() : palette.mainColour());
      pen.fill(
          new Rectangle2D.Double(
              bar.getX(),
              bar.getY() + 2.2,
              bar.getWidth() * Math.min(100, percent) / 100,
              bar.getHeight() - 4.4));
    }
    pen.setColor(critical ? palette.redColour() : palette.mainColour());
    pen.setStroke(new BasicStroke(critical ? 1.1f : 0.5f));
    pen.draw(bar);
  }

  private void hatch(Graphics2D pen, Rectangle2D bar) {
    pen.setColor(Palette.pale(palette.redColour(), 0.58));
    pen.setStroke(new BasicStroke(0.5f));
    double height = bar.getHeight();
    // lines are clipped by arithmetic, since clipping shapes bloat a PDF
    for (double at = bar.getX() - height; at < bar.getMaxX(); at += 3) {
      double startX = Math.max(at, bar.getX());
      double endX = Math.min(at + height, bar.getMaxX());
      if (endX > startX) {
        pen.draw(
            new Line2D.Double(
                startX, bar.getMaxY() - (startX - at), endX, bar.getMaxY() - (endX - at)));
      }
    }
  }

  private void bracket(Graphics2D pen, double left, double right, double y, boolean critical) {
    Path2D shape = new Path2D.Double();
    double foot = Math.min(3, (right - left) / 2);
    shape.moveTo(left, y);
    shape.lineTo(right, y);
    shape.lineTo(right, y + 6);
    shape.lineTo(right - foot, y + 3);
    shape.lineTo(left + foot, y + 3);
    shape.lineTo(left, y + 6);
    shape.closePath();
    pen.setColor(palette.textColour());
    pen.fill(shape);
    if (critical) {
      pen.setColor(palette.redColour());
      pen.setStroke(new BasicStroke(0.9f));
      pen.draw(shape);
    }
  }

  private static void diamond(
      Graphics2D pen, double x, double y, double size, Color fill, Color line) {
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

  private void legend(Graphics2D pen, Font font) {
    double y = 7;
    double x = 0;
    bar(pen, new Rectangle2D.Double(x, y, 18, 7), false, 50);
    x = label(pen, font, "gantt.legend.task", x + 22, y);
    bar(pen, new Rectangle2D.Double(x, y, 18, 7), true, 50);
    x = label(pen, font, "gantt.legend.critical", x + 22, y);
    bracket(pen, x, x + 18, y + 0.5, false);
    x = label(pen, font, "gantt.legend.summary", x + 22, y);
    diamond(pen, x + 5, y + 3.5, 4.6, palette.mainColour(), palette.textColour());
    x = label(pen, font, "gantt.legend.milestone", x + 13, y);
    pen.setColor(Palette.pale(palette.quietColour(), 0.75));
    pen.fill(new Rectangle2D.Double(x, y + 3, 18, 1.8));
    x = label(pen, font, "gantt.legend.baseline", x + 22, y);
    pen.setColor(palette.accentColour());
    pen.setStroke(
        new BasicStroke(
            1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {2.5f, 1.5f}, 0));
    pen.draw(new Line2D.Double(x + 3, y - 1, x + 3, y + 9));
    label(pen, font, "gantt.legend.today", x + 8, y);
  }

  private double label(Graphics2D pen, Font font, String word, double x, double y) {
    String text = words.get(word);
    text(pen, font, palette.textColour(), text, x, y + 6.2, LEGEND_WIDTH - x);
    return x + width(font, text) + 12;
  }

  private static double width(Font font, String text) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  /** Draws the text's outlines, cut with an ellipsis to what fits. */
  private static void text(
      Graphics2D pen, Font font, Color colour, String wanted, double x, double y, double room) {
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
