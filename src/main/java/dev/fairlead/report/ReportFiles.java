package dev.fairlead.report;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.repo.DefaultRepositoryService;
import net.sf.jasperreports.repo.RepositoryContext;

/** What Jasper asks for by name besides the templates: the styles in the house's own colours. */
final class ReportFiles extends DefaultRepositoryService {
  static final String COLOUR_PROFILE = "fairlead/sRGB.icc";
  static final String STYLES = "reports/styles/fairlead.jrtx";

  private final byte[] styles;
  private final String stylesName;

  ReportFiles(JasperReportsContext context, ReportStyle style) {
    super(context);
    try (InputStream sheet = ReportFiles.class.getResourceAsStream("/" + STYLES)) {
      styles =
          style
              .dressed(new String(sheet.readAllBytes(), StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(STYLES + " cannot be read", e);
    }
    stylesName = "fairlead/" + Integer.toHexString(Arrays.hashCode(styles)) + ".jrtx";
  }

  /** The library keeps what it once read under a name, so each look has a name of its own. */
  String stylesName() {
    return stylesName;
  }

  byte[] styles() {
    return styles;
  }

  @Override
  public InputStream getInputStream(RepositoryContext context, String name) {
    if (name.equals(stylesName)) {
      return new ByteArrayInputStream(styles);
    }
    return switch (name) {
      // an archive must say what its colours mean; Java brings the profile along
      case COLOUR_PROFILE ->
          new ByteArrayInputStream(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
      default -> null;
    };
  }

  @Override
  public InputStream getInputStream(String name) {
    return getInputStream(null, name);
  }
}
