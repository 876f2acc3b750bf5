package dev.fairlead.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.jasperreports.engine.DefaultJasperReportsContext;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRStyle;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.fill.JRSubreportRunnerFactory;
import net.sf.jasperreports.engine.xml.JRXmlLoader;
import net.sf.jasperreports.engine.xml.JRXmlTemplateLoader;
import net.sf.jasperreports.repo.RepositoryService;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The compiled templates of {@code reports/}, by file name without its end. Only these files are
 * ever compiled, never data, and their expressions may use only the classes on Jasper's own list.
 */
final class ReportTemplates {
  private static final String STYLES = "reports/styles/fairlead.jrtx";

  private final ReportStyle style;
  private final JasperReportsContext context;
  private final Map<String, JasperReport> reports;
  private final Map<String, JasperReport> parts;
  private final Map<String, JasperReport> sheets;

  ReportTemplates(ReportStyle style) {
    this.style = style;
    context = context();
    ReportFonts.prepare();
    JRStyle[] styles = styles(style);
    reports = compile("classpath:reports/*.jrxml", styles);
    parts = compile("classpath:reports/parts/*.jrxml", styles);
    sheets = compile("classpath:reports/sheets/*.jrxml", styles);
  }

  ReportStyle style() {
    return style;
  }

  JasperReportsContext jasper() {
    return context;
  }

  JasperReport report(String id) {
    return need(reports, id);
  }

  /** One sheet of a workbook. */
  JasperReport sheet(String id) {
    return need(sheets, id);
  }

  /** What each report's parameters {@code part_<name>} stand for. */
  Map<String, Object> partParameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parts.forEach((name, part) -> parameters.put("part_" + name, part));
    return parameters;
  }

  private static JasperReport need(Map<String, JasperReport> among, String id) {
    JasperReport found = among.get(id);
    if (found == null) {
      throw new IllegalStateException("There is no report template " + id + ".jrxml");
    }
    return found;
  }

  private static JasperReportsContext context() {
    Settings context = new Settings();
    context.setProperty("net.sf.jasperreports.report.class.filter.enabled", "true");
    // the type of "a text or a number", and what the JVM itself loads when a template is used often
    context.setProperty(
        "net.sf.jasperreports.report.class.whitelist.fairlead",
        "java.io.Serializable,jdk.internal.reflect.ConstructorAccessorImpl");
    // pictures, when their page is swapped to a file
    context.setProperty(
        "net.sf.jasperreports.deserialization.class.whitelist.fairlead",
        "dev.fairlead.report.*,java.time.Ser");
    // what does not fit is seen to be cut
    context.setProperty("net.sf.jasperreports.text.truncate.at.char", "true");
    context.setProperty("net.sf.jasperreports.text.truncate.suffix", "\u2026");
    context.setProperty("net.sf.jasperreports.default.file.repository.enabled", "false");
    context.setProperty(
        JRSubreportRunnerFactory.SUBREPORT_RUNNER_FACTORY, Subreports.class.getName());
    context.setExtensions(RepositoryService.class, List.of(new ReportFiles(context)));
    context.freeze();
    return context;
  }

  /**
   * The library's settings and ours, put together once: it would do so a dozen times for each
   * report and each sheet.
   */
  private static final class Settings extends SimpleJasperReportsContext {
    private Map<String, String> all;

    Settings() {
      super(DefaultJasperReportsContext.getInstance());
    }

    void freeze() {
      all = Map.copyOf(super.getProperties());
    }

    @Override
    public Map<String, String> getProperties() {
      return all == null ? super.getProperties() : all;
    }
  }

  /** In the colours of the house. */
  private static JRStyle[] styles(ReportStyle style) {
    try (InputStream sheet = ReportTemplates.class.getResourceAsStream("/" + STYLES)) {
      String dressed = style.dressed(new String(sheet.readAllBytes(), StandardCharsets.UTF_8));
      return JRXmlTemplateLoader.load(
              new ByteArrayInputStream(dressed.getBytes(StandardCharsets.UTF_8)))
          .getStyles();
    } catch (IOException e) {
      throw new IllegalStateException(STYLES + " cannot be read", e);
    }
  }

  /** Compiled in: the library would read the style sheet anew for each report and each sheet. */
  private static void dress(JasperDesign design, JRStyle[] styles) throws JRException {
    List.copyOf(design.getTemplatesList()).forEach(design::removeTemplate);
    for (int i = 0; i < styles.length; i++) {
      design.addStyle(i, styles[i]);
    }
  }

  private Map<String, JasperReport> compile(String pattern, JRStyle[] styles) {
    Map<String, JasperReport> compiled = new LinkedHashMap<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
        String name = file.getFilename().replace(".jrxml", "");
        try (InputStream content = file.getInputStream()) {
          JasperDesign design = JRXmlLoader.load(context, content);
          dress(design, styles);
          compiled.put(name, JasperCompileManager.getInstance(context).compile(design));
        } catch (JRException e) {
          throw new IllegalStateException(
              "The report template " + name + ".jrxml is broken: " + e.getMessage(), e);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("The report templates cannot be read: " + e.getMessage(), e);
    }
    return compiled;
  }
}
