package dev.fairlead.report;

import dev.fairlead.report.ReportRows.CostPoint;
import dev.fairlead.report.ReportRows.TaskRow;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import net.sf.jasperreports.engine.JRDataSource;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRParameter;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.export.ooxml.JRXlsxExporter;
import net.sf.jasperreports.engine.fill.JRSwapFileVirtualizer;
import net.sf.jasperreports.engine.type.OrientationEnum;
import net.sf.jasperreports.engine.util.JRConcurrentSwapFile;
import net.sf.jasperreports.export.SimpleExporterInput;
import net.sf.jasperreports.export.SimpleOutputStreamExporterOutput;
import net.sf.jasperreports.export.SimpleXlsxExporterConfiguration;
import net.sf.jasperreports.export.SimpleXlsxReportConfiguration;
import net.sf.jasperreports.pdf.JRPdfExporter;
import net.sf.jasperreports.pdf.SimplePdfExporterConfiguration;
import net.sf.jasperreports.pdf.common.PdfProducer;
import net.sf.jasperreports.pdf.common.PdfTaggerFactory;
import net.sf.jasperreports.pdf.type.PdfaConformanceEnum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes a report's data as a document. What comes out depends on the data alone: the same frozen
 * data give the same words and figures whenever they are rendered. Safe for many threads; long
 * reports swap their pages to a file.
 */
@Component
public class ReportRenderer {
  private static final Logger log = LoggerFactory.getLogger(ReportRenderer.class);
  private static final int PAGES_IN_MEMORY = 120;

  /** Compiled once in a program's life for each look. */
  private static final Map<String, ReportTemplates> COMPILED = new ConcurrentHashMap<>();

  private final String folder;
  private final RenderQueue queue;

  /** With the look that comes with Fairlead. */
  ReportRenderer() {
    this("", 2, 20, Duration.ofMinutes(1));
  }

  /**
   * With the look of the house.
   *
   * @param folder with its {@code style.properties} and logo, or blank
   * @param atOnce so many reports are made at a time
   * @param longestQueue so many more may wait
   */
  @Autowired
  ReportRenderer(
      @Value("${fairlead.reports.dir:}") String folder,
      @Value("${fairlead.reports.at-once:2}") int atOnce,
      @Value("${fairlead.reports.queue:20}") int longestQueue,
      @Value("${fairlead.reports.longest-wait:PT1M}") Duration longestWait) {
    this.folder = folder == null ? "" : folder.strip();
    this.queue = new RenderQueue(atOnce, longestQueue, longestWait);
  }

  /**
   * Compiles the templates while the application already serves, so that the first report need not
   * wait.
   */
  @EventListener(ApplicationReadyEvent.class)
  public void warmUp() {
    Thread thread =
        new Thread(
            () -> {
              try {
                templates();
              } catch (RuntimeException broken) {
                log.error("The report templates cannot be prepared", broken);
              }
            },
            "report-templates");
    thread.setDaemon(true);
    thread.start();
  }

  /** The plan as it stands. */
  public byte[] render(PlanReportData data, ReportFormat format) {
    if (format == ReportFormat.XLSX) {
      return workbook(words -> WorkbookSheets.of(data, words), data.head());
    }
    return document(
        "plan", data, data.head(), data.tasks(), List.of(), EarnedValueFigures.undefined(), format);
  }

  /** An interim report from its frozen figures. */
  public byte[] render(InterimReportData data, ReportFormat format) {
    if (format == ReportFormat.XLSX) {
      return workbook(words -> WorkbookSheets.of(data, words), data.head());
    }
    return document(
        "interimReport",
        data,
        data.head(),
        data.tasks(),
        data.costOverTime(),
        data.earnedValue(),
        format);
  }

  /** The final report. */
  public byte[] render(FinalReportData data, ReportFormat format) {
    if (format == ReportFormat.XLSX) {
      return workbook(words -> WorkbookSheets.of(data, words), data.head());
    }
    return document(
        "finalReport",
        data,
        data.head(),
        data.tasks(),
        data.costOverTime(),
        data.earnedValue(),
        format);
  }

  /** A few parts, such as for an external party. */
  public byte[] render(DigestData data, ReportFormat format) {
    if (format == ReportFormat.XLSX) {
      return workbook(words -> WorkbookSheets.of(data, words), data.head());
    }
    return document(
        "digest",
        data,
        data.head(),
        data.tasks() == null ? List.of() : data.tasks(),
        List.of(),
        EarnedValueFigures.undefined(),
        format);
  }

  /** The portfolio as it stands. */
  public byte[] render(PortfolioReportData data, ReportFormat format) {
    if (format == ReportFormat.XLSX) {
      return workbook(words -> WorkbookSheets.of(data, words), data.head());
    }
    return document(
        "portfolio",
        data,
        data.head(),
        List.of(),
        List.of(),
        EarnedValueFigures.undefined(),
        format);
  }

  private ReportTemplates templates() {
    return COMPILED.computeIfAbsent(folder, own -> new ReportTemplates(ReportStyle.from(own)));
  }

  private static Look look(ReportTemplates ready, ReportHead head) {
    return new Look(Words.in(head.language()), ready.style().palette());
  }

  private byte[] document(
      String id,
      Record data,
      ReportHead head,
      List<TaskRow> tasks,
      List<CostPoint> costs,
      EarnedValueFigures figures,
      ReportFormat format) {
    ReportTemplates ready = templates();
    Look look = look(ready, head);
    Map<String, Object> parameters = ready.partParameters();
    GanttPicture.Chart gantt = GanttPicture.of(tasks, head.statusDate(), look);
    parameters.put("ganttScale", gantt.scale());
    parameters.put("gantt", new RecordSource(gantt.strips(), look));
    parameters.put("ganttLegend", gantt.legend());
    parameters.put(
        "costChart", CostChart.of(costs, figures, head.statusDate(), head.currency(), look));
    parameters.put(
        "bridge", data instanceof FinalReportData result ? VariancePicture.of(result, look) : null);
    parameters.put("organisation", ready.style().organisation());
    parameters.put("logo", ready.style().logo());
    parameters.put(JRParameter.IS_IGNORE_PAGINATION, format == ReportFormat.DOCX);
    return withSwapFile(
        parameters,
        () -> {
          JasperPrint print =
              fill(
                  ready,
                  ready.report(id),
                  parameters,
                  new RecordSource(List.of(data), look),
                  look.words());
          print.setName(
              shortened(look.words().get(id + ".title") + " - " + shortened(head.projectName())));
          return format == ReportFormat.PDF
              ? pdf(ready, print, head, look.words())
              : WordFile.of(ready.jasper(), print, head, look.words());
        });
  }

  private byte[] workbook(Function<Words, List<WorkbookSheets.Sheet>> tables, ReportHead head) {
    ReportTemplates ready = templates();
    Look look = look(ready, head);
    Words words = look.words();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(JRParameter.IS_IGNORE_PAGINATION, true);
    return withSwapFile(
        parameters,
        () -> {
          List<JasperPrint> sheets = new ArrayList<>();
          List<String> names = new ArrayList<>();
          for (WorkbookSheets.Sheet table : tables.apply(words)) {
            JasperPrint sheet =
                fill(
                    ready,
                    ready.sheet(table.template()),
                    parameters,
                    new RecordSource(table.rows(), look),
                    words);
            sheet.setOrientation(OrientationEnum.LANDSCAPE);
            sheets.add(sheet);
            names.add(words.get("sheet." + table.name()));
          }
          return xlsx(ready, sheets, names, head);
        });
  }

  private static JasperPrint fill(
      ReportTemplates ready,
      JasperReport template,
      Map<String, Object> parameters,
      JRDataSource source,
      Words words)
      throws JRException {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put(JRParameter.REPORT_LOCALE, words.locale());
    all.put(JRParameter.REPORT_RESOURCE_BUNDLE, words.bundle());
    all.put(JRParameter.REPORT_FORMAT_FACTORY, new SignedFormats());
    return JasperFillManager.getInstance(ready.jasper()).fill(template, all, source);
  }

  /**
   * As PDF/A-2a: with its fonts, the meaning of its colours, its structure and its language, so
   * that it can be read aloud today and opened in thirty years.
   */
  private static byte[] pdf(ReportTemplates ready, JasperPrint print, ReportHead head, Words words)
      throws JRException {
    SimplePdfExporterConfiguration settings = new SimplePdfExporterConfiguration();
    settings.setMetadataTitle(print.getName());
    settings.setMetadataAuthor(shortened(head.author()));
    settings.setMetadataSubject(shortened(head.projectKey() + " " + head.reportId()));
    settings.setMetadataCreator("Fairlead");
    settings.setDisplayMetadataTitle(true);
    settings.setCompressed(true);
    settings.setTagged(true);
    settings.setTagLanguage(words.language());
    settings.setPdfaConformance(PdfaConformanceEnum.PDFA_2A);
    settings.setIccProfilePath(ReportFiles.COLOUR_PROFILE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JRPdfExporter exporter = new TaggedExporter(ready, print);
    exporter.setExporterInput(new SimpleExporterInput(print));
    exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(out));
    exporter.setConfiguration(settings);
    exporter.exportReport();
    return out.toByteArray();
  }

  /** The library's own tags are not part of its free edition; its interface for them is. */
  private static final class TaggedExporter extends JRPdfExporter {
    private final JasperPrint print;

    TaggedExporter(ReportTemplates ready, JasperPrint print) {
      super(ready.jasper());
      this.print = print;
    }

    @Override
    protected PdfTaggerFactory getPdfTaggerFactory(Boolean tagged) {
      return exporter -> new DocumentTags();
    }

    @Override
    protected PdfProducer createPdfProducer() {
      return new LinePdf(createPdfProducerContext(), print.getPageHeight());
    }
  }

  private static byte[] xlsx(
      ReportTemplates ready, List<JasperPrint> sheets, List<String> names, ReportHead head)
      throws JRException {
    SimpleXlsxReportConfiguration layout = new SimpleXlsxReportConfiguration();
    layout.setOnePagePerSheet(false);
    layout.setIgnoreAnchors(true);
    layout.setDetectCellType(true);
    layout.setWhitePageBackground(false);
    layout.setRemoveEmptySpaceBetweenRows(true);
    layout.setRemoveEmptySpaceBetweenColumns(true);
    layout.setFitWidth(1);
    layout.setFitHeight(0);
    layout.setPrintPageWidth(842);
    layout.setPrintPageHeight(595);
    layout.setSheetFooterLeft(shortened(head.reportId()));
    layout.setSheetFooterRight("&P / &N");
    layout.setSheetNames(names.toArray(String[]::new));
    SimpleXlsxExporterConfiguration settings = new SimpleXlsxExporterConfiguration();
    settings.setMetadataTitle(escaped(shortened(head.projectName())));
    settings.setMetadataAuthor(escaped(shortened(head.author())));
    settings.setMetadataApplication("Fairlead");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JRXlsxExporter exporter = new JRXlsxExporter(ready.jasper());
    exporter.setExporterInput(SimpleExporterInput.getInstance(sheets));
    exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(out));
    exporter.setConfiguration(layout);
    exporter.setConfiguration(settings);
    exporter.exportReport();
    return out.toByteArray();
  }

  static String shortened(String text) {
    String clean = text == null ? "" : RecordSource.printable(text).replace('\n', ' ');
    return clean.codePointCount(0, clean.length()) > 200
        ? clean.substring(0, clean.offsetByCodePoints(0, 200))
        : clean;
  }

  /** Jasper writes the properties of office files into their XML as they are. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private interface Work {
    byte[] run() throws JRException;
  }

  /**
   * Waits for its turn, keeps the pages of a long report in a file, and removes that file at the
   * end.
   */
  private byte[] withSwapFile(Map<String, Object> parameters, Work work) {
    return queue.inTurn(
        () -> {
          JRSwapFileVirtualizer virtualizer =
              new JRSwapFileVirtualizer(
                  PAGES_IN_MEMORY,
                  new JRConcurrentSwapFile(System.getProperty("java.io.tmpdir"), 4096, 256),
                  true);
          parameters.put(JRParameter.REPORT_VIRTUALIZER, virtualizer);
          try {
            return work.run();
          } catch (JRException e) {
            throw new IllegalStateException("The report cannot be written: " + e.getMessage(), e);
          } finally {
            virtualizer.cleanup();
          }
        });
  }
}
