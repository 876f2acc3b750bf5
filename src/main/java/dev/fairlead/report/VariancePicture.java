package dev.fairlead.report;

import dev.fairlead.report.ReportRows.VarianceRow;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Dimension2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.DimensionRenderable;
import net.sf.jasperreports.renderers.Graphics2DRenderable;
import net.sf.jasperreports.renderers.Renderable;

/**
 * The bridge from the first plan's cost to the result's: one bar for each, and between them a step
 * per source of the difference. Steps differ by direction and sign as well as by colour.
 */
final class VariancePicture extends AbstractRenderer
    implements Graphics2DRenderable, DimensionRenderable, PictureInWords {
  private static final long serialVersionUID = 1L;
  private static final int WIDTH = 515;
  private static final int HEIGHT = 166;
  private static final double TOP = 22;
  private static final double FOOT = HEIGHT - 32;

  /** A bar from one amount to another, with its words. */
  record Step(String name, String said, double from, double to, boolean whole)
      implements java.io.Serializable {}

  private final ArrayList<Step> steps;
  private final Palette palette;
  private final String said;

  private VariancePicture(ArrayList<Step> steps, Palette palette, String said) {
    this.steps = steps;
    this.palette = palette;
    this.said = said;
  }

  /** The picture, or null where there is no first plan to begin at. */
  static Renderable of(FinalReportData data, Look look) {
    if (data.firstCost() == null || data.resultCost() == null || data.variance().isEmpty()) {
      return null;
    }
    Words words = look.words();
    ArrayList<Step> steps = new ArrayList<>();
    String first = words.say("said.amount", data.firstCost());
    String result = words.say("said.amount", data.resultCost());
    steps.add(
        new Step(words.get("said.variance.first"), first, 0, data.firstCost().doubleValue(), true));
    BigDecimal at = data.firstCost();
    for (VarianceRow row : data.variance()) {
      if (row.cost() == null || row.cost().signum() == 0) {
        continue;
      }
      BigDecimal next = at.add(row.cost());
      steps.add(
          new Step(
              row.source(),
              (row.cost().signum() > 0 ? "+" : "") + words.say("said.amount", row.cost()),
              at.doubleValue(),
              next.doubleValue(),
              false));
      at = next;
    }
    steps.add(
        new Step(
            words.get("said.variance.result"), result, 0, data.resultCost().doubleValue(), true));
    return new VariancePicture(steps, look.palette(), words.say("picture.variance", first, result));
  }

  @Override
  public String inWords() {
    return said;
  }

  @Override
  public Dimension2D getDimension(JasperReportsContext context) {
    return new Dimension(WIDTH, HEIGHT);
  }

  @Override
  public void render(JasperReportsContext context, Graphics2D pen, Rectangle2D where) {
    AffineTransform before = pen.getTransform();
    pen.translate(where.getX(), where.getY());
    double scale = Math.min(where.getWidth() / WIDTH, where.getHeight() / HEIGHT);
    pen.scale(scale, scale);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    draw(pen, palette.font(context, Font.PLAIN, 7f), palette.font(context, Font.BOLD, 7f));
    pen.setTransform(before);
  }

  private void draw(Graphics2D pen, Font plain, Font bold) {
    double most = steps.stream().mapToDouble(step -> Math.max(step.from, step.to)).max().orElse(0);
    double least =
        Math.min(
            0, steps.stream().mapToDouble(step -> Math.min(step.from, step.to)).min().orElse(0));
    // small steps between large bars are lost on a scale that begins at nought
    double lowest =
        steps.stream()
            .mapToDouble(step -> Math.min(step.whole ? step.to : step.from, step.to))
            .min()
            .orElse(0);
    double span = most - lowest;
    double base = least < 0 || span <= 0 || span > 0.5 * most ? least : lowest - span;
    double perUnit = most == base ? 0 : (FOOT - TOP) / (most - base);
    double room = (double) WIDTH / steps.size();
    double width = Math.min(64, room * 0.6);
    pen.setColor(palette.quietColour());
    pen.setStroke(new BasicStroke(0.6f));
    double nought = base > 0 ? FOOT : FOOT - (0 - base) * perUnit;
    pen.draw(new Line2D.Double(0, nought, WIDTH, nought));
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      double x = i * room + (room - width) / 2;
      double from = step.whole ? nought : FOOT - (step.from - base) * perUnit;
      double to = FOOT - (step.to - base) * perUnit;
      Rectangle2D bar =
          new Rectangle2D.Double(x, Math.min(from, to), width, Math.max(0.8, Math.abs(from - to)));
      Color colour =
          step.whole
              ? palette.mainColour()
              : step.to > step.from ? palette.redColour() : palette.of(Light.GREEN);
      pen.setColor(step.whole ? colour : Palette.pale(colour, 0.35));
      pen.fill(bar);
      pen.setColor(colour);
      pen.setStroke(new BasicStroke(0.8f));
      pen.draw(bar);
      if (i + 1 < steps.size()) {
        pen.setColor(palette.quietColour());
        pen.setStroke(
            new BasicStroke(
                0.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {2, 2}, 0));
        pen.draw(new Line2D.Double(x + width, to, x + room, to));
      }
      if (base > 0 && step.whole) {
        cut(pen, x, width);
      }
      middle(pen, bold, palette.textColour(), step.said, x + width / 2, bar.getMinY() - 4, room);
      middle(pen, plain, palette.textColour(), step.name, x + width / 2, FOOT + 14, room);
    }
  }

  /** Two white lines across a bar say that its scale does not begin at nought. */
  private static void cut(Graphics2D pen, double x, double width) {
    pen.setColor(Color.WHITE);
    pen.setStroke(new BasicStroke(1.6f));
    for (double y = FOOT - 12; y > FOOT - 18; y -= 5) {
      pen.draw(new Line2D.Double(x - 2, y + 2, x + width + 2, y - 2));
    }
  }

  private static void middle(
      Graphics2D pen, Font font, Color colour, String wanted, double x, double y, double room) {
    FontRenderContext context = new FontRenderContext(null, true, true);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : RecordSource.printable(wanted).strip().split("\\s+")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && font.getStringBounds(longer, context).getWidth() > room - 6) {
        lines.add(line.toString());
        line = new StringBuilder(word);
      } else {
        line = new StringBuilder(longer);
      }
    }
    lines.add(line.toString());
    pen.setColor(colour);
    for (int i = 0; i < Math.min(2, lines.size()); i++) {
      if (lines.get(i).isEmpty()) {
        continue;
      }
      double width = font.getStringBounds(lines.get(i), context).getWidth();
      Shape outline =
          new TextLayout(lines.get(i), font, context)
              .getOutline(AffineTransform.getTranslateInstance(x - width / 2, y + i * 9));
      pen.fill(outline);
    }
  }
}
