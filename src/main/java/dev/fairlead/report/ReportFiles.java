package dev.fairlead.report;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.repo.DefaultRepositoryService;
import net.sf.jasperreports.repo.RepositoryContext;

/** What Jasper asks for by name besides the templates, which is the colour profile. */
final class ReportFiles extends DefaultRepositoryService {
  static final String COLOUR_PROFILE = "fairlead/sRGB.icc";

  ReportFiles(JasperReportsContext context) {
    super(context);
  }

  @Override
  public InputStream getInputStream(RepositoryContext context, String name) {
    // an archive must say what its colours mean; Java brings the profile along
    return name.equals(COLOUR_PROFILE)
        ? new ByteArrayInputStream(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
        : null;
  }

  @Override
  public InputStream getInputStream(String name) {
    return getInputStream(null, name);
  }
}
