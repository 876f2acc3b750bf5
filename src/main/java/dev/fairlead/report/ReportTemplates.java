package dev.fairlead.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.sf.jasperreports.engine.DefaultJasperReportsContext;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRTemplate;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.design.JasperDesign;
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
  private final ReportStyle style;
  private final JasperReportsContext context;
  private String stylesName;
  private JRTemplate styles;
  private final Map<String, JasperReport> reports;
  private final Map<String, JasperReport> parts;
  private final Map<String, JasperReport> sheets;

  ReportTemplates(ReportStyle style) {
    this.style = style;
    context = context(style);
    ReportFonts.withoutCharacterLists();
    reports = compile("classpath:reports/*.jrxml");
    parts = compile("classpath:reports/parts/*.jrxml");
    sheets = compile("classpath:reports/sheets/*.jrxml", ReportTemplates::withoutStyles);
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

  /** One sheet of a workbook, to be filled with {@link #styles()}. */
  JasperReport sheet(String id) {
    return need(sheets, id);
  }

  /** The style sheet, read once: the library would read it anew for each sheet of a workbook. */
  JRTemplate styles() {
    return styles;
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

  private JasperReportsContext context(ReportStyle style) {
    SimpleJasperReportsContext context =
        new SimpleJasperReportsContext(DefaultJasperReportsContext.getInstance());
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
    ReportFiles files = new ReportFiles(context, style);
    stylesName = files.stylesName();
    context.setExtensions(RepositoryService.class, List.of(files));
    styles = JRXmlTemplateLoader.load(new ByteArrayInputStream(files.styles()));
    return context;
  }

  private InputStream dressed(InputStream template) throws IOException {
    return new ByteArrayInputStream(
        new String(template.readAllBytes(), StandardCharsets.UTF_8)
            .replace(ReportFiles.STYLES, stylesName)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void withoutStyles(JasperDesign sheet) {
    List.copyOf(sheet.getTemplatesList()).forEach(sheet::removeTemplate);
  }

  private Map<String, JasperReport> compile(String pattern) {
    return compile(pattern, design -> {});
  }

  private Map<String, JasperReport> compile(String pattern, Consumer<JasperDesign> change) {
    Map<String, JasperReport> compiled = new LinkedHashMap<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
        String name = file.getFilename().replace(".jrxml", "");
        try (InputStream content = file.getInputStream()) {
          JasperDesign design = JRXmlLoader.load(context, dressed(content));
          change.accept(design);
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
