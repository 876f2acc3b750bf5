package dev.fairlead.report;

import com.lowagie.text.Document;
import com.lowagie.text.FontFactory;
import com.lowagie.text.Phrase;
import com.lowagie.text.pdf.BaseFont;
import com.lowagie.text.pdf.PdfPTable;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfWriter;
import dev.fairlead.report.ReportRows.RiskRow;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A report of a hundred pages, as a ratio to the time in which the PDF library itself writes the
 * same text as a table; and the memory after two hundred reports. Prints, asserts nothing.
 */
class ReportBenchmark {
  private static final int ROUNDS = 9;

  /** The compiler needs more of them for the layout of a report than for a table. */
  private static final int WARM_UP = 25;

  private final ReportRenderer renderer = new ReportRenderer();

  @Test
  void aHundredPages() throws Exception {
    PlanReportData plan = ReportScaleTests.withRisks(1_370);
    int pages;
    try (PdfReader pdf = new PdfReader(renderer.render(plan, ReportFormat.PDF))) {
      pages = pdf.getNumberOfPages();
    }
    double[] report = new double[ROUNDS];
    double[] table = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int at = Math.max(0, round);
      report[at] = seconds(() -> renderer.render(plan, ReportFormat.PDF));
      table[at] = seconds(() -> table(plan));
    }
    Arrays.sort(report);
    Arrays.sort(table);
    System.out.printf(
        Locale.ENGLISH,
        "%nreport of %d pages: %.0f ms, the same text as the library's own table: %.0f ms, ratio"
            + " %.1f%n",
        pages,
        report[ROUNDS / 2] * 1000,
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
    System.out.printf(
        "%nmemory in use after 1, 51, 101, 151, 201 reports: %s MB%n", Arrays.toString(used));
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

  private static byte[] table(PlanReportData plan) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Document document = new Document();
    PdfWriter.getInstance(document, out);
    document.open();
    var font =
        FontFactory.getFont(
            "net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed.ttf",
            BaseFont.IDENTITY_H,
            BaseFont.EMBEDDED,
            7.5f);
    PdfPTable table = new PdfPTable(12);
    table.setWidthPercentage(100);
    for (RiskRow risk : plan.risks()) {
      for (Object cell :
          new Object[] {
            risk.id(),
            risk.title(),
            risk.category(),
            risk.likelihood(),
            risk.impact(),
            risk.level(),
            risk.light(),
            risk.owner(),
            risk.status(),
            risk.description(),
            risk.response() + ": " + risk.measures(),
            risk.measuresDue() + " / " + risk.nextReview()
          }) {
        table.addCell(new Phrase(String.valueOf(cell), font));
      }
    }
    document.add(table);
    document.close();
    return out.toByteArray();
  }
}
