package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.NewProgress;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import dev.fairlead.tracking.Progress;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** The page, the PDF, the workbook and the word document say the same figures. */
@FairleadTest
class ReportFiguresScenarioTests {
  private static final LocalDate STATUS_DATE = LocalDate.of(2027, 1, 12);

  /** How the page calls a figure, and how the reports do. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  private static final List<String> SIGNED =
      List.of("Cost variance (EV - AC)", "Schedule variance (EV - PV)", "Variance at compl. (VAC)");

  static {
    NAMES.put("PV, planned value", "Planned value (PV)");
    NAMES.put("EV, earned value", "Earned value (EV)");
    NAMES.put("AC, actual cost", "Actual cost (AC)");
    NAMES.put("CV, cost variance", "Cost variance (EV - AC)");
    NAMES.put("SV, schedule variance", "Schedule variance (EV - PV)");
    NAMES.put("CPI, cost performance index", "CPI (EV / AC)");
    NAMES.put("SPI, schedule performance index", "SPI (EV / PV)");
    NAMES.put("SPI(t)", "SPI(t), earned schedule");
    NAMES.put("ES, earned schedule in weeks", "Earned schedule, weeks");
    NAMES.put("TCPI to the budget", "TCPI to budget");
    NAMES.put("TCPI to the forecast", "TCPI to forecast");
    NAMES.put("BAC, budget at completion", "Budget at completion (BAC)");
    NAMES.put("EAC, the variance goes on", "EAC = BAC / CPI");
    NAMES.put("EAC, the variance was a one-off", "EAC = AC + BAC - EV");
    NAMES.put("EAC, time pressure costs as well", "EAC by CPI x SPI");
    NAMES.put("EAC, forecast in use", "EAC in use");
    NAMES.put("ETC, estimate to complete", "Estimate to complete (ETC)");
    NAMES.put("VAC, variance at completion", "Variance at compl. (VAC)");
  }

  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Progress progress;
  @Autowired Postings postings;
  @Autowired Reports reports;
  @Autowired MockMvc web;

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  @Test
  void pageAndAllFormatsSayTheSame() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.tracked(driver, projects, plans, "RF-1");
    driver.setTime(STATUS_DATE.atTime(9, 0));
    progress.report(
        "RF-1",
        new NewProgress(1, 60, null, LocalDate.of(2027, 1, 5), null, null, "Slower"),
        "tom");
    worked("RF-1", 7, "17");
    worked("RF-1", 8, "20");
    reports.request("RF-1", "clara");
    driver.act(
        "clara",
        "RF-1",
        "userTask_releaseReport",
        Map.of("release", "publish", "summary", "Late.", "overrideHealth", "none"));
    driver.runWaiting();

    Map<String, String> page = figuresOfThePage();
    String pdf = pdf();
    String docx = docx();
    Map<String, BigDecimal> xlsx = overview();

    assertThat(page).containsKeys(NAMES.keySet().toArray(String[]::new));
    NAMES.forEach(
        (onPage, inReport) -> {
          String value = page.get(onPage);
          String printed = SIGNED.contains(inReport) ? signed(value) : value;
          assertThat(squeezed(pdf)).as(inReport + " in PDF").contains(squeezed(inReport + printed));
          assertThat(squeezed(docx))
              .as(inReport + " in DOCX")
              .contains(squeezed(inReport + printed));
          assertThat(xlsx.get(inReport).setScale(2, RoundingMode.HALF_UP))
              .as(inReport + " in XLSX")
              .isEqualByComparingTo(value.replace(",", ""));
        });
  }

  @Test
  void theBudgetLinesAddUpToTheForecastInUse() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.tracked(driver, projects, plans, "RF-2");
    driver.setTime(STATUS_DATE.atTime(9, 0));
    progress.report(
        "RF-2", new NewProgress(1, 30, null, LocalDate.of(2027, 1, 4), null, null, ""), "tom");
    worked("RF-2", 5, "16");
    worked("RF-2", 6, "15");
    reports.request("RF-2", "clara");

    var frozen = reports.interim("RF-2-R1");
    assertThat(frozen.earnedValue().eac()).isPositive();
    assertThat(
            frozen.budgetLines().stream()
                .map(line -> line.forecast())
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(frozen.earnedValue().eac());
  }

  /** Hours of Tina in January, posted by the coordinator, so that they count at once. */
  private void worked(String key, int day, String hours) {
    postings.post(
        key,
        new NewPosting(
            LocalDate.of(2027, 1, day),
            Posting.Kind.TIME,
            null,
            new BigDecimal(hours),
            "tina",
            1,
            null,
            "Build"),
        "clara");
  }

  private Map<String, String> figuresOfThePage() throws Exception {
    String html =
        web.perform(
                get("/projects/RF-1/progress")
                    .param("date", STATUS_DATE.toString())
                    .with(user("clara")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    Map<String, String> figures = new HashMap<>();
    Jsoup.parse(html)
        .select("tr:has(td.fl-num)")
        .forEach(row -> figures.put(row.child(0).text(), row.child(1).text()));
    return figures;
  }

  private String pdf() throws Exception {
    // not the library that wrote it
    try (PDDocument document = Loader.loadPDF(reports.file("RF-1-R1", ReportFormat.PDF))) {
      return new PDFTextStripper().getText(document);
    }
  }

  private String docx() throws Exception {
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(reports.file("RF-1-R1", ReportFormat.DOCX)))) {
      ZipEntry entry = zip.getNextEntry();
      while (!"word/document.xml".equals(entry.getName())) {
        entry = zip.getNextEntry();
      }
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(zip.readAllBytes()))
          .getDocumentElement()
          .getTextContent();
    }
  }

  private Map<String, BigDecimal> overview() throws Exception {
    Map<String, BigDecimal> figures = new HashMap<>();
    try (ReadableWorkbook book =
        new ReadableWorkbook(
            new ByteArrayInputStream(reports.file("RF-1-R1", ReportFormat.XLSX)))) {
      List<Row> rows = book.findSheet("Overview").orElseThrow().read();
      for (Row row : rows) {
        if (row.getCell(1) != null && row.getCell(1).getType() == CellType.NUMBER) {
          figures.put(row.getCellText(0), row.getCellAsNumber(1).orElseThrow());
        }
      }
    }
    return figures;
  }

  private static String signed(String value) {
    return value.startsWith("-") ? value : "+" + value;
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
