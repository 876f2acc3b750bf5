package dev.fairlead.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.export.ooxml.JRDocxExporter;
import net.sf.jasperreports.export.SimpleDocxExporterConfiguration;
import net.sf.jasperreports.export.SimpleDocxReportConfiguration;
import net.sf.jasperreports.export.SimpleExporterInput;
import net.sf.jasperreports.export.SimpleOutputStreamExporterOutput;

/**
 * Writes a report that was filled without pages as a DOCX: the word processor breaks the pages
 * itself, and a real footer, which Jasper does not write, counts them.
 */
final class WordFile {
  private static final int A4_HEIGHT = 842;
  private static final String CONTENT_TYPE =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml";
  private static final String RELATION =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer";
  private static final String NAMESPACE =
      "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

  private WordFile() {}

  static byte[] of(JasperReportsContext context, JasperPrint print, ReportHead head, Words words)
      throws JRException {
    print.setPageHeight(A4_HEIGHT);
    SimpleDocxExporterConfiguration settings = new SimpleDocxExporterConfiguration();
    settings.setMetadataTitle(ReportRenderer.escaped(print.getName()));
    settings.setMetadataAuthor(ReportRenderer.escaped(ReportRenderer.shortened(head.author())));
    settings.setMetadataApplication("Fairlead");
    SimpleDocxReportConfiguration layout = new SimpleDocxReportConfiguration();
    layout.setFlexibleRowHeight(true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JRDocxExporter exporter = new JRDocxExporter(context);
    exporter.setExporterInput(new SimpleExporterInput(print));
    exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(out));
    exporter.setConfiguration(layout);
    exporter.setConfiguration(settings);
    exporter.exportReport();
    String left =
        words
            .get("docx.foot")
            .replace("{0}", ReportRenderer.shortened(head.reportId()))
            .replace(
                "{1}",
                head.statusDate() == null ? RecordSource.UNDEFINED : words.day(head.statusDate()));
    try {
      return withFooter(out.toByteArray(), footer(left, words));
    } catch (IOException e) {
      throw new IllegalStateException("The report cannot be written: " + e.getMessage(), e);
    }
  }

  private static String footer(String left, Words words) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:ftr xmlns:w=\""
        + NAMESPACE
        + "\"><w:p><w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"10300\"/></w:tabs></w:pPr>"
        + run("<w:t xml:space=\"preserve\">" + ReportRenderer.escaped(left) + "</w:t>")
        + run("<w:tab/>")
        + run("<w:t xml:space=\"preserve\">" + words.get("docx.page") + " </w:t>")
        + field("PAGE")
        + run("<w:t xml:space=\"preserve\"> " + words.get("docx.of") + " </w:t>")
        + field("NUMPAGES")
        + "</w:p></w:ftr>";
  }

  private static String run(String content) {
    return "<w:r><w:rPr><w:color w:val=\"6B7280\"/><w:sz w:val=\"14\"/></w:rPr>"
        + content
        + "</w:r>";
  }

  private static String field(String name) {
    return "<w:fldSimple w:instr=\"" + name + "\">" + run("<w:t>1</w:t>") + "</w:fldSimple>";
  }

  private static byte[] withFooter(byte[] document, String footer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + 2048);
    try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(document));
        ZipOutputStream to = new ZipOutputStream(out)) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        byte[] content = from.readAllBytes();
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(
            switch (entry.getName()) {
              case "word/document.xml" ->
                  replaced(
                      content,
                      "<w:sectPr>",
                      "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer1\"/>",
                      "w:bottom=\"0\"",
                      "w:bottom=\"900\"",
                      "w:footer=\"0\"",
                      "w:footer=\"400\"");
              case "word/_rels/document.xml.rels" ->
                  replaced(
                      content,
                      "</Relationships>",
                      "<Relationship Id=\"footer1\" Type=\""
                          + RELATION
                          + "\" Target=\"footer1.xml\"/></Relationships>");
              case "[Content_Types].xml" ->
                  replaced(
                      content,
                      "</Types>",
                      "<Override PartName=\"/word/footer1.xml\" ContentType=\""
                          + CONTENT_TYPE
                          + "\"/></Types>");
              default -> content;
            });
      }
      to.putNextEntry(new ZipEntry("word/footer1.xml"));
      to.write(footer.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /** Replaces the last occurrence of each, which stands behind all that data may say. */
  private static byte[] replaced(byte[] content, String... pairs) {
    StringBuilder text = new StringBuilder(new String(content, StandardCharsets.UTF_8));
    for (int i = 0; i < pairs.length; i += 2) {
      int at = text.lastIndexOf(pairs[i]);
      if (at >= 0) {
        text.replace(at, at + pairs[i].length(), pairs[i + 1]);
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
