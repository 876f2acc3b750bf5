package dev.fairlead.report;

import com.lowagie.text.DocumentException;
import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.util.List;
import net.sf.jasperreports.engine.DefaultJasperReportsContext;
import net.sf.jasperreports.engine.fonts.FontFace;
import net.sf.jasperreports.engine.fonts.FontFamily;
import net.sf.jasperreports.engine.fonts.FontSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fonts that can be embedded. */
final class ReportFonts {
  private static final Logger log = LoggerFactory.getLogger(ReportFonts.class);

  private ReportFonts() {}

  static boolean known(String name) {
    return families().stream().anyMatch(family -> family.getName().equals(name))
        || DefaultJasperReportsContext.getInstance().getExtensions(FontSet.class).stream()
            .anyMatch(set -> set.getName().equals(name));
  }

  /**
   * Leaves out the list of characters of each embedded part of a font: PDF/A asks for a complete
   * one or none, and the library writes one that is not complete. Packs them as the pages.
   */
  static void prepare() {
    for (FontFamily family : families()) {
      for (FontFace face :
          java.util.Arrays.asList(
              family.getNormalFace(),
              family.getBoldFace(),
              family.getItalicFace(),
              family.getBoldItalicFace())) {
        if (face != null && face.getTtf() != null) {
          try {
            BaseFont font =
                BaseFont.createFont(face.getTtf(), BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
            font.setIncludeCidSet(false);
            font.setCompressionLevel(LinePdf.COMPRESSION);
          } catch (DocumentException | IOException e) {
            log.warn("The font {} cannot be prepared: {}", face.getTtf(), e.getMessage());
          }
        }
      }
    }
  }

  private static List<FontFamily> families() {
    return DefaultJasperReportsContext.getInstance().getExtensions(FontFamily.class);
  }
}
