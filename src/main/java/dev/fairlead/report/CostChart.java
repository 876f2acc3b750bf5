package dev.fairlead.report;

import dev.fairlead.report.ReportRows.CostPoint;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.SimpleDateFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.Graphics2DRenderable;
import net.sf.jasperreports.renderers.Renderable;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.DateTickUnit;
import org.jfree.chart.axis.DateTickUnitType;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.time.Day;
import org.jfree.data.time.TimeSeries;
import org.jfree.data.time.TimeSeriesCollection;

/**
 * Planned, earned and actual cost over time, as vectors; the lines differ in colour, dash and
 * marker.
 */
final class CostChart extends AbstractRenderer implements Graphics2DRenderable, PictureInWords {
  private static final long serialVersionUID = 1L;

  private final ArrayList<CostPoint> points;
  private final ArrayList<CostPoint> forecast;
  private final LocalDate statusDate;
  private final String currency;
  private final HashMap<String, String> words;
  private final Locale locale;
  private final Palette palette;
  private final String said;

  private CostChart(
      List<CostPoint> points,
      EarnedValueFigures figures,
      LocalDate statusDate,
      String currency,
      Look look) {
    this.points = new ArrayList<>(points);
    this.forecast = forecast(figures, statusDate);
    this.statusDate = statusDate;
    this.currency = currency;
    this.words = GanttPicture.spoken(look.words(), "chart.");
    this.locale = look.words().locale();
    this.palette = look.palette();
    this.said =
        look.words()
            .say(
                "picture.costs",
                last(points, CostPoint::planned),
                last(points, CostPoint::earned),
                last(points, CostPoint::actual),
                currency);
  }

  /** The picture, or null where no point has a value. */
  static Renderable of(
      List<CostPoint> points,
      EarnedValueFigures figures,
      LocalDate statusDate,
      String currency,
      Look look) {
    boolean empty =
        points.stream()
            .allMatch(p -> p.planned() == null && p.earned() == null && p.actual() == null);
    return empty ? null : new CostChart(points, figures, statusDate, currency, look);
  }

  /** From what was spent to the forecast in use, as long as there is a way to go. */
  private static ArrayList<CostPoint> forecast(EarnedValueFigures figures, LocalDate statusDate) {
    ArrayList<CostPoint> way = new ArrayList<>();
    LocalDate finish = figures.forecastFinish();
    if (statusDate != null
        && finish != null
        && finish.isAfter(statusDate)
        && figures.ac() != null
        && figures.eac() != null) {
      way.add(new CostPoint(statusDate, figures.ac(), null, null));
      way.add(new CostPoint(finish, figures.eac(), null, null));
    }
    return way;
  }

  private static BigDecimal last(List<CostPoint> points, Function<CostPoint, BigDecimal> value) {
    return points.stream()
        .map(value)
        .filter(Objects::nonNull)
        .reduce((before, after) -> after)
        .orElse(BigDecimal.ZERO);
  }

  @Override
  public String inWords() {
    return said;
  }

  @Override
  public void render(JasperReportsContext context, Graphics2D pen, Rectangle2D where) {
    chart(context).draw(pen, where);
  }

  private JFreeChart chart(JasperReportsContext context) {
    TimeSeriesCollection data = new TimeSeriesCollection();
    data.addSeries(series(words.get("chart.planned"), points, CostPoint::planned));
    data.addSeries(series(words.get("chart.earned"), points, CostPoint::earned));
    data.addSeries(series(words.get("chart.actual"), points, CostPoint::actual));
    if (!forecast.isEmpty()) {
      data.addSeries(series(words.get("chart.forecast"), forecast, CostPoint::planned));
    }

    XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, true);
    line(
        lines,
        0,
        palette.mainColour(),
        stroke(1.6f, 5, 3),
        new Rectangle2D.Double(-1.8, -1.8, 3.6, 3.6));
    line(
        lines, 1, palette.accentColour(), stroke(1.9f), new Ellipse2D.Double(-2.1, -2.1, 4.2, 4.2));
    line(lines, 2, palette.amberColour(), stroke(1.6f, 1.5f, 2), diamond());
    if (!forecast.isEmpty()) {
      line(
          lines,
          3,
          palette.quietColour(),
          stroke(1f, 6, 2, 1, 2),
          new Rectangle2D.Double(-2, -0.8, 4, 1.6));
    }

    Font font = palette.font(context, Font.PLAIN, 7.5f);
    DateAxis time = new DateAxis();
    time.setTickUnit(
        new DateTickUnit(
            DateTickUnitType.MONTH, monthsPerTick(), new SimpleDateFormat("MMM yyyy", locale)));
    NumberAxis money = new NumberAxis(currency == null ? "" : RecordSource.printable(currency));
    money.setNumberFormatOverride(
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale)));
    for (var axis : List.of(time, money)) {
      axis.setTickLabelFont(font);
      axis.setLabelFont(font);
      axis.setTickLabelPaint(palette.textColour());
      axis.setLabelPaint(palette.quietColour());
      axis.setAxisLinePaint(palette.quietColour());
      axis.setTickMarkPaint(palette.quietColour());
    }
    XYPlot plot = new XYPlot(data, time, money, lines);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(palette.lineColour());
    plot.setRangeGridlineStroke(new BasicStroke(0.5f));
    plot.setDomainGridlinesVisible(false);
    plot.setAxisOffset(new RectangleInsets(2, 2, 2, 2));
    if (statusDate != null) {
      ValueMarker today =
          new ValueMarker(date(statusDate).getTime(), palette.quietColour(), stroke(0.8f, 2, 2));
      plot.addDomainMarker(today);
    }
    JFreeChart chart = new JFreeChart(null, font, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(4, 2, 0, 8));
    LegendTitle legend = new LegendTitle(plot);
    legend.setItemFont(font);
    legend.setItemPaint(palette.textColour());
    legend.setPosition(RectangleEdge.BOTTOM);
    legend.setBackgroundPaint(Color.WHITE);
    chart.addLegend(legend);
    return chart;
  }

  /** Whole months, at most a dozen of them named. */
  private int monthsPerTick() {
    List<LocalDate> days =
        Stream.concat(points.stream(), forecast.stream())
            .map(CostPoint::date)
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    long months =
        days.isEmpty() ? 1 : ChronoUnit.MONTHS.between(days.get(0), days.get(days.size() - 1));
    return (int) (1 + months / 12);
  }

  private static TimeSeries series(
      String name, List<CostPoint> points, Function<CostPoint, BigDecimal> value) {
    TimeSeries series = new TimeSeries(name);
    for (CostPoint point : points) {
      if (point.date() != null && value.apply(point) != null) {
        series.addOrUpdate(new Day(date(point.date())), value.apply(point));
      }
    }
    return series;
  }

  private static void line(
      XYLineAndShapeRenderer lines, int index, Color colour, Stroke stroke, java.awt.Shape mark) {
    lines.setSeriesPaint(index, colour);
    lines.setSeriesStroke(index, stroke);
    lines.setSeriesShape(index, mark);
    lines.setSeriesFillPaint(index, colour);
    lines.setSeriesOutlinePaint(index, colour);
    lines.setLegendLine(new java.awt.geom.Line2D.Double(-11, 0, 11, 0));
  }

  private static Stroke stroke(float width, float... dash) {
    return dash.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  private static java.awt.Shape diamond() {
    var shape = new java.awt.geom.Path2D.Double();
    shape.moveTo(0, -2.6);
    shape.lineTo(2.6, 0);
    shape.lineTo(0, 2.6);
    shape.lineTo(-2.6, 0);
    shape.closePath();
    return shape;
  }

  private static Date date(LocalDate day) {
    return Date.from(day.atStartOfDay(ZoneId.systemDefault()).toInstant());
  }
}
