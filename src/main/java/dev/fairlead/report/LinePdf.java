package dev.fairlead.report;

import com.lowagie.text.Font;
import com.lowagie.text.ImgTemplate;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfTemplate;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.font.TextAttribute;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.text.AttributedCharacterIterator.Attribute;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRPrintImage;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.type.HyperlinkTypeEnum;
import net.sf.jasperreports.engine.type.ModeEnum;
import net.sf.jasperreports.engine.type.RotationEnum;
import net.sf.jasperreports.engine.type.RunDirectionEnum;
import net.sf.jasperreports.engine.util.JRStyledText;
import net.sf.jasperreports.engine.util.JRTextAttribute;
import net.sf.jasperreports.pdf.AbstractPdfTextRenderer;
import net.sf.jasperreports.pdf.SimplePdfTextRenderer;
import net.sf.jasperreports.pdf.classic.ClassicImage;
import net.sf.jasperreports.pdf.classic.ClassicPdfProducer;
import net.sf.jasperreports.pdf.common.PdfDocumentWriter;
import net.sf.jasperreports.pdf.common.PdfImage;
import net.sf.jasperreports.pdf.common.PdfProducerContext;
import net.sf.jasperreports.pdf.common.PdfTextAlignment;
import net.sf.jasperreports.pdf.common.PdfTextRendererContext;
import net.sf.jasperreports.renderers.Graphics2DRenderable;

/**
 * Writes a text that fits on one line, which most cells of a table are, straight into the page: the
 * library would lay it out as a column of its own, which takes most of the time of a long report.
 * What needs more (several lines, other directions of writing, several fonts) is left to the
 * library, so that both look the same to the dot.
 */
final class LinePdf extends ClassicPdfProducer {
  /** What an attribute here makes of a text, only the library knows. */
  private static final List<Attribute> NOT_PLAIN =
      List.of(
          TextAttribute.UNDERLINE,
          TextAttribute.STRIKETHROUGH,
          TextAttribute.SUPERSCRIPT,
          TextAttribute.BACKGROUND,
          JRTextAttribute.HYPERLINK,
          JRTextAttribute.HTML_LIST,
          JRTextAttribute.HTML_LIST_ITEM);

  /**
   * Of the pages, pictures and fonts, from 1 to 9. The usual 6 takes half as long again to pack
   * them, for a report that is a fortieth smaller.
   */
  static final int COMPRESSION = 4;

  private final JasperReportsContext jasper;
  private final float pageHeight;
  private final Map<Attributes, Font> fonts = new HashMap<>();
  private final Map<DrawnDisc, PdfTemplate> discs = new HashMap<>();

  private record Attributes(Map<Attribute, Object> common, Map<Attribute, Object> own) {}

  private record DrawnDisc(Disc disc, double width, double height) {}

  /**
   * @param pageHeight in points; all pages of a report have the same
   */
  LinePdf(PdfProducerContext context, float pageHeight) {
    super(context);
    this.jasper = context.getJasperReportsContext();
    this.pageHeight = pageHeight;
  }

  @Override
  public PdfDocumentWriter createWriter(OutputStream out) throws JRException {
    PdfDocumentWriter writer = super.createWriter(out);
    getPdfWriter().setCompressionLevel(COMPRESSION);
    return writer;
  }

  @Override
  public AbstractPdfTextRenderer getTextRenderer(PdfTextRendererContext text) {
    // without an offset the text was not measured, and another renderer measures it now
    return text.getPrintText().getLeadingOffset() == 0
        ? super.getTextRenderer(text)
        : new Line(text);
  }

  /** A table of risks has a thousand discs, but three kinds of them. */
  @Override
  public PdfImage drawImage(
      JRPrintImage image,
      Graphics2DRenderable picture,
      boolean asShapes,
      double width,
      double height)
      throws JRException, IOException {
    if (!(picture instanceof Disc disc) || image.getMode() == ModeEnum.OPAQUE) {
      return super.drawImage(image, picture, asShapes, width, height);
    }
    DrawnDisc key = new DrawnDisc(disc, width, height);
    PdfTemplate drawn = discs.get(key);
    if (drawn == null) {
      drawn = getPdfContentByte().createTemplate((float) width, (float) height);
      Graphics2D pen = drawn.createGraphicsShapes((float) width, (float) height);
      try {
        disc.render(jasper, pen, new Rectangle2D.Double(0, 0, width, height));
      } finally {
        pen.dispose();
      }
      discs.put(key, drawn);
    }
    return new ClassicImage(new ImgTemplate(drawn));
  }

  /** The text's font, or null where it is more than letters of one font. */
  private Font font(JRStyledText text, Locale locale) {
    return fonts.computeIfAbsent(
        new Attributes(text.getGlobalAttributes(), text.getRuns().get(0).attributes),
        attributes -> {
          Map<Attribute, Object> all = new HashMap<>();
          if (attributes.common != null) {
            all.putAll(attributes.common);
          }
          all.putAll(attributes.own);
          return NOT_PLAIN.stream().anyMatch(one -> all.get(one) != null)
              ? null
              : getFont(all, locale);
        });
  }

  private final class Line extends SimplePdfTextRenderer {
    private final Locale locale;

    Line(PdfTextRendererContext context) {
      super(jasper, context);
      this.locale = context.getTextLocale();
    }

    @Override
    public void render() {
      if (!isPlain() || !written(font(styledText, locale))) {
        super.render();
      }
    }

    private boolean isPlain() {
      return styledText.getRuns().size() == 1
          && styledText.getRuns().get(0).startIndex == 0
          && styledText.getRuns().get(0).endIndex == allText.length()
          && text.getRotation() == RotationEnum.NONE
          && text.getRunDirection() != RunDirectionEnum.RTL
          && text.getAnchorName() == null
          && text.getHyperlinkType() == HyperlinkTypeEnum.NONE
          && horizontalAlignment != PdfTextAlignment.JUSTIFIED
          && !allText.isEmpty()
          && allText.charAt(0) != ' '
          && allText.charAt(allText.length() - 1) != ' '
          && allText.chars().allMatch(LinePdf::isPlain);
    }

    /** Whether it fits on its line, and so was written. */
    private boolean written(Font font) {
      BaseFont base = font == null ? null : font.getBaseFont();
      if (base == null || font.getStyle() > Font.NORMAL) {
        return false;
      }
      float size = font.getSize();
      float room = width - leftPadding - rightPadding;
      for (int i = 0; i < allText.length(); i++) {
        // letter by letter, as the library does, so that both round alike
        room -= base.getWidthPoint(allText.charAt(i), size);
      }
      float top = pageHeight - y - topPadding - verticalAlignOffset - text.getLeadingOffset();
      float at = top - text.getLineSpacingFactor() * size;
      if (room < 0 || at < pageHeight - y - height + bottomPadding) {
        return false;
      }
      float indent =
          switch (horizontalAlignment) {
            case RIGHT -> room;
            case CENTER -> room / 2;
            default -> 0;
          };
      pdfTagger.startText(text);
      PdfContentByte page = getPdfContentByte();
      page.beginText();
      page.setTextMatrix(x + leftPadding + indent, at);
      page.setFontAndSize(base, size);
      Color color = font.getColor();
      if (color != null) {
        page.setColorFill(color);
      }
      page.showText(allText);
      if (color != null) {
        page.resetRGBColorFill();
      }
      page.endText();
      pdfTagger.endText();
      return true;
    }
  }

  /** Letters from left to right, numbers and their punctuation; no break, and nothing to shape. */
  private static boolean isPlain(int c) {
    return c >= 0x20 && c < 0x590 && c != 0xAD && (c < 0x7F || c >= 0xA0)
        || c >= 0x2010 && c <= 0x2027
        || c >= 0x20A0 && c <= 0x20BF;
  }
}
