package dev.fairlead.report;

import java.awt.Color;
import java.awt.Font;
import java.io.Serializable;
import java.util.Locale;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.fonts.FontUtil;

/**
 * The colours and the font of pictures, from {@code reports/style.properties}, in a form that can
 * be swapped to a file with the page.
 */
record Palette(
    int main, int accent, int text, int quiet, int line, int head, Lights lights, String family)
    implements Serializable {
  /** The colours of the traffic lights. */
  record Lights(int green, int yellow, int amber, int red) implements Serializable {}

  Color mainColour() {
    return new Color(main);
  }

  Color accentColour() {
    return new Color(accent);
  }

  Color textColour() {
    return new Color(text);
  }

  Color quietColour() {
    return new Color(quiet);
  }

  Color lineColour() {
    return new Color(line);
  }

  Color headColour() {
    return new Color(head);
  }

  Color amberColour() {
    return new Color(lights.amber);
  }

  Color redColour() {
    return new Color(lights.red);
  }

  Color of(Light light) {
    return switch (light) {
      case GREEN -> new Color(lights.green);
      case YELLOW -> new Color(lights.yellow);
      case AMBER -> amberColour();
      case RED -> redColour();
      case NONE -> quietColour();
    };
  }

  /** The colour mixed with white, so that a bar and its outline keep to one hue. */
  static Color pale(Color colour, double share) {
    return new Color(
        mixed(colour.getRed(), share),
        mixed(colour.getGreen(), share),
        mixed(colour.getBlue(), share));
  }

  private static int mixed(int part, double share) {
    return (int) Math.round(255 - (255 - part) * share);
  }

  /** The embedded font, so that a picture looks the same on every machine. */
  Font font(JasperReportsContext context, int style, float size) {
    Font font =
        FontUtil.getInstance(context)
            .getAwtFontFromBundles(family, style, size, Locale.ENGLISH, true);
    return font == null ? new Font(Font.SANS_SERIF, style, 1).deriveFont(size) : font;
  }
}
