package dev.fairlead.report;

import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.fonts.FontUtil;

/** The colours and the font of pictures; the same as in {@code reports/styles/fairlead.jrtx}. */
final class Palette {
  static final Color NAVY = new Color(0x1f3a5f);
  static final Color TEAL = new Color(0x0f766e);
  static final Color AMBER = new Color(0xb45309);
  static final Color RED = new Color(0xb91c1c);
  static final Color GREEN = new Color(0x15803d);
  static final Color YELLOW = new Color(0xca8a04);
  static final Color INK = new Color(0x1f2937);
  static final Color GREY = new Color(0x6b7280);
  static final Color LINE = new Color(0xd5dbe3);
  static final Color PALE = new Color(0xe8eef5);
  static final String FONT = "DejaVu Sans Condensed";

  private Palette() {}

  static Color of(Light light) {
    return switch (light) {
      case GREEN -> GREEN;
      case YELLOW -> YELLOW;
      case AMBER -> AMBER;
      case RED -> RED;
      case NONE -> GREY;
    };
  }

  /** The embedded font, so that a picture looks the same on every machine. */
  static Font font(JasperReportsContext context, int style, float size) {
    Font font =
        FontUtil.getInstance(context)
            .getAwtFontFromBundles(FONT, style, size, Locale.ENGLISH, true);
    return font == null ? new Font(Font.SANS_SERIF, style, 1).deriveFont(size) : font;
  }
}
