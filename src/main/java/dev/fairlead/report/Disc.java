package dev.fairlead.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.Objects;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.AbstractRenderer;
import net.sf.jasperreports.renderers.Graphics2DRenderable;

/**
 * A traffic light's disc, drawn as vectors; hollow where nothing was judged. The word stands beside
 * it.
 */
final class Disc extends AbstractRenderer implements Graphics2DRenderable {
  private static final long serialVersionUID = 1L;

  private final Color colour;
  private final boolean hollow;

  Disc(Color colour, boolean hollow) {
    this.colour = colour;
    this.hollow = hollow;
  }

  @Override
  public void render(JasperReportsContext context, Graphics2D pen, Rectangle2D where) {
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double size = Math.min(where.getWidth(), where.getHeight()) - 1;
    var disc = new Ellipse2D.Double(where.getX() + 0.5, where.getY() + 0.5, size, size);
    pen.setColor(colour);
    if (hollow) {
      pen.setStroke(new BasicStroke(0.8f));
      pen.draw(disc);
    } else {
      pen.fill(disc);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Disc disc && disc.hollow == hollow && disc.colour.equals(colour);
  }

  @Override
  public int hashCode() {
    return Objects.hash(colour, hollow);
  }
}
