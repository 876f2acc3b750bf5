package dev.fairlead.report;

import com.lowagie.text.Document;
import com.lowagie.text.Font;
import com.lowagie.text.FontFactory;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfPCell;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfWriter;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.fairlead.BenchReport;
import dev.fairlead.report.ReportRows.RiskRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A report of a hundred pages, as a ratio to the time in which the PDF library itself writes the
 * same text as a table; and the memory after two hundred reports. The report is PDF/A-2a and
 * tagged, the table is neither; both embed the same fonts. Prints, asserts nothing; what it printed
 * where stands in {@code docs/figures/reports.md}.
 */
class ReportBenchmark {
  private static final int ROUNDS = 9;

  /** The compiler needs more of them for the layout of a report than for a table. */
  private static final int WARM_UP = 25;

  private final ReportRenderer renderer = new ReportRenderer();

  @Test
  void aHundredPages() throws Exception {
    PlanReportData plan = ReportScaleTests.withRisks(1_370);
    Written written = read(renderer.render(plan, ReportFormat.PDF));
    Written floor = read(table(plan));
    double[] report = new double[ROUNDS];
    double[] table = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int at = Math.max(0, round);
      report[at] = seconds(() -> renderer.render(plan, ReportFormat.PDF));
      table[at] = seconds(() -> table(plan));
    }
    Arrays.sort(report);
    Arrays.sort(table);
    BenchReport.say(
        ReportBenchmark.class,
        "report of %d pages (%d letters): %.0f ms, the same text as the library's own table of %d"
            + " pages (%d letters): %.0f ms, ratio %.1f",
        written.pages,
        written.letters,
        report[ROUNDS / 2] * 1000,
        floor.pages,
        floor.letters,
        table[ROUNDS / 2] * 1000,
        report[ROUNDS / 2] / table[ROUNDS / 2]);
  }

  @Test
  void memoryAfterTwoHundredReports() {
    long[] used = new long[5];
    for (int i = 0; i <= 200; i++) {
      renderer.render(ReportSamples.finalReport(), ReportFormat.PDF);
      if (i % 50 == 0) {
        used[i / 50] = used();
      }
    }
    BenchReport.say(
        ReportBenchmark.class,
        "memory in use after 1, 51, 101, 151, 201 reports: %s MB",
        Arrays.toString(used));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private static double seconds(Supplier<byte[]> work) {
    long begin = System.nanoTime();
    work.get();
    return (System.nanoTime() - begin) / 1e9;
  }

  private record Written(int pages, int letters) {}

  private static Written read(byte[] content) throws IOException {
    try (PdfReader pdf = new PdfReader(content)) {
      int letters = 0;
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        String text = new PdfTextExtractor(pdf).getTextFromPage(page);
        letters += (int) text.chars().filter(c -> !Character.isWhitespace(c)).count();
      }
      return new Written(pdf.getNumberOfPages(), letters);
    }
  }

  /** The cells of the report's risk register, with the labels that it repeats for each risk. */
  private static byte[] table(PlanReportData plan) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Document document = new Document();
    PdfWriter.getInstance(document, out);
    document.open();
    Font font = font("DejaVuSansCondensed.ttf");
    Font bold = font("DejaVuSansCondensed-Bold.ttf");
    PdfPTable table = new PdfPTable(9);
    table.setWidthPercentage(100);
    table.setHeaderRows(1);
    for (String head :
        new String[] {"Id", "Risk", "Category", "L", "I", "Level", "Colour", "Owner", "Status"}) {
      table.addCell(new Phrase(head, bold));
    }
    for (RiskRow risk : plan.risks()) {
      table.addCell(new Phrase(risk.id(), font));
      table.addCell(new Phrase(risk.title(), bold));
      for (Object cell :
          new Object[] {
            risk.category(),
            risk.likelihood(),
            risk.impact(),
            risk.level(),
            risk.light(),
            risk.owner(),
            risk.status()
          }) {
        table.addCell(new Phrase(String.valueOf(cell), font));
      }
      for (String cell :
          new String[] {
            "Cause, event, effect",
            "Response and measures",
            "Due / next review",
            risk.description(),
            risk.response() + ": " + risk.measures(),
            risk.measuresDue() + " / " + risk.nextReview()
          }) {
        PdfPCell wide = new PdfPCell(new Phrase(cell, font));
        wide.setColspan(3);
        table.addCell(wide);
      }
    }
    document.add(table);
    document.close();
    return out.toByteArray();
  }

  private static Font font(String file) {
    return FontFactory.getFont(
        "net/sf/jasperreports/fonts/dejavu/" + file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, 7.5f);
  }
}
