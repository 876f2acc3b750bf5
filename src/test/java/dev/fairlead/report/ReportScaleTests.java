package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.fairlead.report.ReportRows.RiskRow;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

/** Much data, and the portfolio in all formats. */
class ReportScaleTests {
  private static final ReportRenderer renderer = new ReportRenderer();

  @Test
  void aRegisterOfFiveThousandRisksIsPrintedToTheLast() throws Exception {
    PlanReportData plan = withRisks(5_000);
    try (PdfReader pdf = new PdfReader(renderer.render(plan, ReportFormat.PDF))) {
      assertThat(pdf.getNumberOfPages()).isGreaterThan(150);
      StringBuilder end = new StringBuilder();
      for (int page = pdf.getNumberOfPages() - 3; page <= pdf.getNumberOfPages(); page++) {
        end.append(new PdfTextExtractor(pdf).getTextFromPage(page));
      }
      assertThat(end.toString()).contains("R5000");
    }
    try (ReadableWorkbook book =
        new ReadableWorkbook(new ByteArrayInputStream(renderer.render(plan, ReportFormat.XLSX)))) {
      assertThat(book.findSheet("Risks").orElseThrow().read()).hasSize(5_001);
    }
  }

  @Test
  void aPortfolioOfAThousandProjectsNamesEachInEveryFormat() throws Exception {
    PortfolioReportData data = ReportSamples.portfolio(1_000);
    StringBuilder text = new StringBuilder();
    try (PdfReader pdf = new PdfReader(renderer.render(data, ReportFormat.PDF))) {
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        text.append(new PdfTextExtractor(pdf).getTextFromPage(page)).append(' ');
      }
    }
    for (int i : new int[] {1, 500, 1_000}) {
      assertThat(text.toString()).contains("P-" + i + " Roll-out");
    }
    try (ReadableWorkbook book =
        new ReadableWorkbook(new ByteArrayInputStream(renderer.render(data, ReportFormat.XLSX)))) {
      assertThat(book.findSheet("Projects").orElseThrow().read()).hasSize(1_001);
    }
    assertThat(renderer.render(data, ReportFormat.DOCX)).hasSizeGreaterThan(10_000);
  }

  @Test
  void ofManyReportsTheTrendShowsTheLastNine() {
    assertThat(Reports.last(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)))
        .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(Reports.last(List.of(1, 2))).containsExactly(1, 2);
  }

  @Test
  void manyReportsLeaveNoSwapFileBehind() {
    java.io.File folder = new java.io.File(System.getProperty("java.io.tmpdir"));
    int before = swapFiles(folder);
    for (int i = 0; i < 20; i++) {
      renderer.render(ReportSamples.emptyInterim(), ReportFormat.PDF);
    }
    // other tests render as well, in a process beside this one
    org.awaitility.Awaitility.await().until(() -> swapFiles(folder) <= before);
  }

  private static int swapFiles(java.io.File folder) {
    String[] found = folder.list((in, name) -> name.startsWith("swap_"));
    return found == null ? 0 : found.length;
  }

  static PlanReportData withRisks(int count) {
    PlanReportData some = ReportSamples.plan(2);
    List<RiskRow> risks = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      RiskRow one = some.risks().get(i % some.risks().size());
      risks.add(
          new RiskRow(
              "R" + i,
              one.title(),
              one.description(),
              one.category(),
              one.proximity(),
              one.likelihood(),
              one.impact(),
              one.level(),
              one.light(),
              one.owner(),
              one.response(),
              one.measures(),
              one.measuresDue(),
              one.residual(),
              one.cost(),
              one.delayDays(),
              one.nextReview(),
              one.status()));
    }
    return new PlanReportData(
        some.head(),
        some.summary(),
        some.start(),
        some.deadline(),
        some.plannedFinish(),
        some.budget(),
        some.plannedCost(),
        some.timeTolerance(),
        some.costTolerance(),
        some.goals(),
        some.team(),
        some.tasks(),
        some.milestones(),
        some.systems(),
        risks,
        some.budgetLines(),
        some.findings(),
        some.approvals());
  }
}
