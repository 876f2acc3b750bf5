package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.lowagie.text.pdf.PdfArray;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.SimpleBookmark;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.fairlead.project.ProjectDocuments.Section;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportRendererTests {
  private static final ReportRenderer renderer = new ReportRenderer();

  @Test
  void planSaysGoalsTasksSystemsRisksBudgetAndApprovals() throws IOException {
    String text = text(renderer.render(ReportSamples.plan(8), ReportFormat.PDF));

    assertThat(text)
        .contains(
            "Project plan",
            "Customer relations on the new platform",
            "CRM",
            "Awaiting approval",
            "300,000.00 EUR",
            "278,400.00 EUR",
            "2026-08-31")
        .contains("Sales and service see the same customer record", "below 1 %")
        .contains("8.5", "Cut-over accepted", "2026-08-07", "Carl Coordinator")
        .contains("Migration accepted", "Reached late")
        .contains("Contact database", "Retire", "2026-06-26 to 2026-07-03")
        .contains("Migration needs a second run", "Reduce: Clean addresses", "Red", "Yellow")
        .contains("Integration partner", "99,500.00", "Total")
        .contains("The ledger may not be touched")
        .contains("Sent back for rework", "Steering board", "Budget of 250,000 or");
  }

  @Test
  void interimReportSaysHealthFiguresRegistersAndTrend() throws IOException {
    String text = text(renderer.render(ReportSamples.interim(), ReportFormat.PDF));

    assertThat(text)
        .contains("Interim report", "Overall health", "Amber", "CRM-R3", "2026-05-29 16:42")
        .contains("Red when one dimension is red", "run is agreed and paid")
        .contains("The data model is accepted and both interfaces run in test.")
        .contains("Planned value (PV)", "175,200.00", "-16,512.00", "295,738.39", "0.91", "11.40")
        .contains("baseline 2026-08-05, forecast 2026-08-10")
        .contains("-13,200.00", "168,570.50")
        .contains("CRM-I4", "Postponed", "CRM-C3", "+4,000.00", "Awaiting")
        .contains("CRM-R1", "Not rated")
        .contains("Residual level / when", "8 / before the trial run")
        .contains("Cost / delay in days", "18,000 / 10")
        .contains("18 Open actions", "CRM-A2", "Send the contract to legal", "overdue")
        .contains("19 Decisions taken", "CRM-D2", "stands in the place of CRM-D1")
        .contains("7 Reports that are missing", "Weekly check-in", "2.3 Interfaces", "2026-05-08")
        .contains("13 Contingency that is left", "17,338.39", "4,261.61", "expected to cost")
        .contains("21 Goals", "below 1 %");
  }

  @Test
  void aReportPrintsTheFirstTenOfARegisterSaysSoAndItsWorkbookHasAll() throws IOException {
    InterimReportData report = ReportSamples.interim();
    for (String register : List.of("risks", "issues", "changes", "actions")) {
      report = ReportSamples.withMany(report, register, 23);
    }

    assertThat(text(renderer.render(report, ReportFormat.PDF)))
        .contains("15 Top risks (the first 10 of 23)", "16 Issues (the first 10 of 23)")
        .contains("17 Changes (the first 10 of 23)", "18 Open actions (the first 10 of 23)")
        .satisfies(
            text -> assertThat(text.split("Addresses from the old database", -1)).hasSize(5 + 1));
    try (ReadableWorkbook book =
        new ReadableWorkbook(
            new ByteArrayInputStream(renderer.render(report, ReportFormat.XLSX)))) {
      assertThat(book.findSheet("Issues").orElseThrow().read()).hasSize(1 + 23);
    }
    assertThat(text(renderer.render(ReportSamples.in("de", report), ReportFormat.PDF)))
        .contains("(die ersten 10 von 23)");
  }

  @Test
  void theFinalReportPrintsTheFirstOfARegisterSaysWhereTheRestIsAndItsWorkbookHasAll()
      throws IOException {
    FinalReportData report = ReportSamples.finalReport();
    for (String register : List.of("risks", "issues", "contractors")) {
      report = ReportSamples.withMany(report, register, 40);
    }

    assertThat(text(renderer.render(report, ReportFormat.PDF)))
        .contains("15 Risks (the first 25 of 40)", "16 Issues (the first 25 of 40)")
        .contains("17 Status reports of contractors (the first 25 of 40)")
        .satisfies(
            text ->
                assertThat(text.split("All of them stand in the workbook of this report", -1))
                    .hasSize(3 + 1));
    try (ReadableWorkbook book =
        new ReadableWorkbook(
            new ByteArrayInputStream(renderer.render(report, ReportFormat.XLSX)))) {
      for (String sheet : List.of("Risks", "Issues", "Contractors")) {
        assertThat(book.findSheet(sheet).orElseThrow().read()).as(sheet).hasSize(1 + 40);
      }
    }
  }

  @Test
  void aDigestPrintsTheFirstRowsOfARegisterOnPaperAndScreenAndSaysSo() throws IOException {
    InterimReportData report = ReportSamples.withMany(ReportSamples.interim(), "issues", 40);
    DigestData digest = DigestData.of(report, "News");

    assertThat(text(renderer.render(digest, ReportFormat.PDF)))
        .contains("Issues (the first 25 of 40)", "Top risks")
        .doesNotContain("Top risks (the first");
    assertThat(DigestSections.of(digest))
        .filteredOn(part -> part.heading().startsWith("Open issues"))
        .singleElement()
        .returns("Open issues (the first 25 of 40)", Section::heading)
        .satisfies(part -> assertThat(part.rows()).hasSize(25));
  }

  @Test
  void finalReportSaysResultsAgainstGoalsPlanBudgetSystemsScheduleAndPerformance()
      throws IOException {
    String text = text(renderer.render(ReportSamples.finalReport(), ReportFormat.PDF));

    assertThat(text)
        .contains("Final report", "Completed", "Partly reached", "Duplicate report of")
        .contains("Budget", "112,400.00", "118,900.00")
        .contains("Systems", "Customer platform")
        .contains("Performance", "34 of 40")
        .contains("Schedule", "2026-08-12")
        .contains(
            "Where the difference came from", "Risks that occurred", "+7,800.00", "+17,339.61")
        .contains(
            "Accepted with",
            "taken over by Olga Operations, signed on 2026-08-24",
            "not signed yet")
        .contains("15 Risks", "one is still open", "7,800.00", "Goes on with Olga Operations")
        .contains("16 Issues", "12 issues were reported", "A second run with the vendor's own")
        .contains("17 Status reports of contractors", "5 status reports", "Both interfaces are")
        .contains("20 Follow-on actions and recommendations", "2 things stay to be done")
        .contains("Switch off read access", "Nobody owned the addresses", "Run a trial migration");
  }

  @Test
  void emptySectionsSaySoInOneSentenceAndUndefinedFiguresAreDashes() throws IOException {
    String plan = text(renderer.render(ReportSamples.emptyPlan(), ReportFormat.PDF));
    String interim = text(renderer.render(ReportSamples.emptyInterim(), ReportFormat.PDF));
    String last = text(renderer.render(ReportSamples.emptyFinal(), ReportFormat.PDF));

    assertThat(plan)
        .contains(
            "No goals are set.",
            "The plan holds no tasks.",
            "No risks are open.",
            "No task has dates");
    assertThat(interim)
        .contains(
            "No issues are open.",
            "No changes were requested.",
            "No decision is needed.",
            "No action for this report is open.",
            "No decision was recorded in this period.",
            "No weekly check-in is out of date",
            "No goals are set.",
            "there is no contingency to draw on.",
            "This is the first report.")
        .contains("No costs are planned or posted yet.", "The coordinator gave no comment.")
        .contains("EAC in use");
    assertThat(last)
        .contains(
            "No lessons were recorded.",
            "Nothing stays to be done.",
            "No risk was recorded.",
            "No issue was reported.",
            "No contractor reported in this project.",
            "No system had to be handed over.");
    assertThat(plan + interim + last)
        .doesNotContain("null")
        .doesNotContain("NaN")
        .doesNotContain("0.00");
  }

  @Test
  void everySectionIsABookmarkAndEveryPageSaysItsNumber() throws IOException {
    try (PdfReader pdf =
        new PdfReader(renderer.render(ReportSamples.finalReport(), ReportFormat.PDF))) {
      List<?> bookmarks = SimpleBookmark.getBookmark(pdf);
      List<String> titles =
          bookmarks.stream().map(b -> (String) ((Map<?, ?>) b).get("Title")).toList();
      assertThat(titles)
          .hasSize(23)
          .contains("1  Summary", "3  Budget", "19  Handover of systems", "22  Lessons learned");

      PdfTextExtractor extractor = new PdfTextExtractor(pdf);
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        // the extractor leaves out what only furnishes the page
        String content =
            new String(pdf.getPageContent(page), java.nio.charset.StandardCharsets.ISO_8859_1);
        pdf.setPageContent(
            page,
            content
                .replace("/Artifact BMC", "/P BMC")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(squeezed(extractor.getTextFromPage(page)))
            .contains("Page " + page + " of " + pdf.getNumberOfPages())
            .contains("CRM-R9");
      }
    }
  }

  @Test
  void fileNamesItsTitleAuthorAndLanguage() throws IOException {
    try (PdfReader pdf =
        new PdfReader(renderer.render(ReportSamples.interim(), ReportFormat.PDF))) {
      assertThat(pdf.getInfo())
          .containsEntry("Title", "Interim report - Customer relations on the new platform")
          .containsEntry("Author", "Carl Coordinator")
          .containsEntry("Creator", "Fairlead");
      assertThat(pdf.getCatalog().get(PdfName.LANG)).hasToString("en");
    }
  }

  @Test
  void allFontsAreEmbedded() throws IOException {
    for (byte[] document :
        List.of(
            renderer.render(ReportSamples.plan(2), ReportFormat.PDF),
            renderer.render(ReportSamples.interim(), ReportFormat.PDF),
            renderer.render(ReportSamples.finalReport(), ReportFormat.PDF),
            renderer.render(ReportSamples.emptyInterim(), ReportFormat.PDF))) {
      List<String> fonts = new ArrayList<>();
      try (PdfReader pdf = new PdfReader(document)) {
        for (int i = 1; i < pdf.getXrefSize(); i++) {
          PdfObject object = pdf.getPdfObject(i);
          if (object instanceof PdfDictionary font
              && PdfName.FONT.equals(font.getAsName(PdfName.TYPE))) {
            PdfArray inner = font.getAsArray(PdfName.DESCENDANTFONTS);
            PdfDictionary face = inner == null ? font : inner.getAsDict(0);
            PdfDictionary descriptor = face.getAsDict(PdfName.FONTDESCRIPTOR);
            assertThat(descriptor).as("descriptor of " + font.get(PdfName.BASEFONT)).isNotNull();
            assertThat(descriptor.contains(PdfName.FONTFILE2))
                .as("file of " + font.get(PdfName.BASEFONT))
                .isTrue();
            fonts.add(font.get(PdfName.BASEFONT).toString());
          }
        }
      }
      assertThat(fonts).isNotEmpty().allMatch(name -> name.contains("DejaVuSansCondensed"));
    }
  }

  @Test
  void hostileTextIsPrintedLiterallyAndKeepsItsBounds() throws IOException {
    byte[] document = renderer.render(ReportSamples.hostilePlan(), ReportFormat.PDF);
    String text = text(document);

    assertThat(text)
        .contains(
            "<script>alert('x')</script>",
            "=1+1+cmd|'/C",
            "$P{REPORT_CONNECTION}",
            "<b>bold</b> & {0}");
    try (PdfReader pdf = new PdfReader(document)) {
      assertThat(pdf.getNumberOfPages()).isLessThan(25);
      assertThat(
              pdf.getCatalog().get(PdfName.NAMES) == null
                  || !pdf.getCatalog().getAsDict(PdfName.NAMES).contains(PdfName.JAVASCRIPT))
          .isTrue();
    }
  }

  @Test
  void longPlanRepeatsItsTableHeadsAndFitsIntoLittleMemory() throws IOException {
    try (PdfReader pdf =
        new PdfReader(renderer.render(ReportSamples.plan(120), ReportFormat.PDF))) {
      assertThat(pdf.getNumberOfPages()).isGreaterThan(30);
      PdfTextExtractor extractor = new PdfTextExtractor(pdf);
      assertThat(squeezed(extractor.getTextFromPage(5)))
          .contains("WBS")
          .contains("Owner")
          .contains("Slack");
    }
  }

  @Test
  void frozenFiguresGiveTheSameReportAfterTheyWereStoredAsJson() throws IOException {
    ObjectMapper json =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    InterimReportData frozen = ReportSamples.interim();
    InterimReportData read =
        json.readValue(json.writeValueAsString(frozen), InterimReportData.class);

    assertThat(read).isEqualTo(frozen);
    assertThat(text(renderer.render(read, ReportFormat.PDF)))
        .isEqualTo(text(renderer.render(frozen, ReportFormat.PDF)));
    assertThat(json.readValue(json.writeValueAsString(ReportSamples.plan(1)), PlanReportData.class))
        .isEqualTo(ReportSamples.plan(1));
    assertThat(
            json.readValue(
                json.writeValueAsString(ReportSamples.finalReport()), FinalReportData.class))
        .isEqualTo(ReportSamples.finalReport());
  }

  @Test
  void snapshotFromBeforeASectionExistedStillRenders() throws IOException {
    InterimReportData old =
        new ObjectMapper()
            .readValue("{\"head\":{\"reportId\":\"OLD-R1\"}}", InterimReportData.class);

    assertThat(text(renderer.render(old, ReportFormat.PDF)))
        .contains("OLD-R1", "No risks are open.")
        .as("it does not know whether somebody owed a report")
        .contains("This report was made before reports told of this.")
        .doesNotContain("No weekly check-in is out of date", "No goals are set.");
  }

  @Test
  void spreadsheetHoldsNumbersAndDatesAsSuch() throws IOException {
    byte[] workbook = renderer.render(ReportSamples.plan(2), ReportFormat.XLSX);

    try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
      assertThat(book.getSheets().map(Sheet::getName).toList())
          .containsExactly(
              "Overview",
              "Work breakdown",
              "Milestones",
              "Systems",
              "Risks",
              "Budget",
              "Goals",
              "Team",
              "Findings",
              "Decisions");
      List<Row> tasks = book.findSheet("Work breakdown").orElseThrow().read();
      assertThat(tasks).hasSize(13);
      assertThat(tasks.get(0).getCellText(1)).isEqualTo("Task");
      assertThat(tasks.get(2).getCellText(0)).isEqualTo("1.1");
      assertThat(tasks.get(2).getCellAsDate(5).orElseThrow().toLocalDate()).isEqualTo("2026-03-02");
      assertThat(tasks.get(2).getCellAsNumber(7).orElseThrow()).isEqualByComparingTo("6");
      List<Row> budget = book.findSheet("Budget").orElseThrow().read();
      assertThat(budget.get(1).getCellAsNumber(2).orElseThrow()).isEqualByComparingTo("120000");
    }
  }

  @Test
  void formulaInDataStaysTextInASpreadsheet() throws IOException {
    byte[] workbook = renderer.render(ReportSamples.hostilePlan(), ReportFormat.XLSX);

    try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
      for (Sheet sheet : book.getSheets().toList()) {
        for (Row row : sheet.read()) {
          for (Cell cell : row) {
            if (cell != null) {
              assertThat(cell.getFormula()).isNull();
              assertThat(cell.getType()).isNotEqualTo(CellType.FORMULA);
            }
          }
        }
      }
      assertThat(book.findSheet("Work breakdown").orElseThrow().read().get(4).getCellText(1))
          .isEqualTo("=HYPERLINK(\"http://x\")");
    }
  }

  @Test
  void namesInAnyScriptArePrintedWithEmbeddedFonts() throws IOException {
    ReportHead head =
        new ReportHead(
            "X-R1",
            1,
            "X",
            "\u5ba2\u6237\u5173\u7cfb \u30d7\u30ed\u30b8\u30a7\u30af\u30c8 \uace0\uac1d",
            "Tracking",
            "Draft",
            null,
            ReportSamples.day("2026-01-05"),
            null,
            "\u05e9\u05e8\u05d4",
            "\u0645\u062d\u0645\u062f",
            null,
            "EUR",
            "en");
    InterimReportData data =
        new InterimReportData(
            head, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    byte[] document = renderer.render(data, ReportFormat.PDF);

    assertThat(text(document)).contains("\u5ba2\u6237\u5173\u7cfb", "\uace0\uac1d");
    assertThat(fonts(document)).anyMatch(font -> font.contains("DroidSansFallback"));
  }

  @Test
  void theVarianceBridgeAddsUpInOneTotal() throws IOException {
    String text = text(renderer.render(ReportSamples.finalReport(), ReportFormat.PDF));
    String bridge =
        text.substring(text.indexOf("Where the difference came from"), text.indexOf("14 Changes"));
    assertThat(bridge.split("Total", -1)).hasSize(2);
    assertThat(bridge).contains("+5").contains("+17,339.61");
  }

  @Test
  void wordDocumentCountsItsPagesInARealFooterAndItsRowsMayGrow() throws Exception {
    Map<String, Document> parts =
        xmlParts(renderer.render(ReportSamples.finalReport(), ReportFormat.DOCX));
    assertThat(parts.get("word/footer1.xml").getDocumentElement().getTextContent())
        .contains("CRM-R9", "Status date 2026-05-29");
    Document body = parts.get("word/document.xml");
    assertThat(body.getElementsByTagName("w:footerReference").getLength()).isEqualTo(1);
    NodeList heights = body.getElementsByTagName("w:trHeight");
    assertThat(heights.getLength()).isGreaterThan(20);
    for (int i = 0; i < heights.getLength(); i++) {
      if ("exact".equals(((Element) heights.item(i)).getAttribute("w:hRule"))) {
        Element row = (Element) heights.item(i).getParentNode().getParentNode();
        assertThat(row.getElementsByTagName("w:t").getLength()).isZero();
      }
    }
  }

  @Test
  void officeFilesAreWellFormedWhateverTheDataSay() throws Exception {
    for (byte[] file :
        List.of(
            renderer.render(ReportSamples.hostilePlan(), ReportFormat.DOCX),
            renderer.render(ReportSamples.hostilePlan(), ReportFormat.XLSX),
            renderer.render(ReportSamples.interim(), ReportFormat.DOCX),
            renderer.render(ReportSamples.interim(), ReportFormat.XLSX),
            renderer.render(ReportSamples.finalReport(), ReportFormat.XLSX))) {
      assertThat(xmlParts(file)).hasSizeGreaterThan(4);
    }
    Map<String, Document> plan =
        xmlParts(renderer.render(ReportSamples.hostilePlan(), ReportFormat.DOCX));
    assertThat(plan.get("docProps/core.xml").getDocumentElement().getTextContent())
        .contains("<script>");
    assertThat(
            xmlParts(renderer.render(ReportSamples.finalReport(), ReportFormat.DOCX))
                .get("word/document.xml")
                .getDocumentElement()
                .getTextContent())
        .contains(
            "Goals and results", "Nobody owned the addresses", "Where the difference came from");
  }

  @Test
  void daysDoNotShiftInOtherTimeZones() throws IOException {
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : List.of("Pacific/Auckland", "America/Los_Angeles")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertThat(text(renderer.render(ReportSamples.finalReport(), ReportFormat.PDF)))
            .contains("2026-08-12", "2026-12-15");
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void manyThreadsRenderAtOnce() throws Exception {
    var pool = Executors.newFixedThreadPool(4);
    try {
      Callable<byte[]> job = () -> renderer.render(ReportSamples.emptyInterim(), ReportFormat.PDF);
      String one = text(job.call());
      for (var done : pool.invokeAll(java.util.Collections.nCopies(30, job))) {
        assertThat(text(done.get())).isEqualTo(one);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  static List<String> fonts(byte[] document) throws IOException {
    List<String> fonts = new ArrayList<>();
    try (PdfReader pdf = new PdfReader(document)) {
      for (int i = 1; i < pdf.getXrefSize(); i++) {
        if (pdf.getPdfObject(i) instanceof PdfDictionary font
            && PdfName.FONT.equals(font.getAsName(PdfName.TYPE))) {
          fonts.add(font.get(PdfName.BASEFONT).toString());
        }
      }
    }
    return fonts;
  }

  private static String text(byte[] document) throws IOException {
    try (PdfReader pdf = new PdfReader(document)) {
      PdfTextExtractor extractor = new PdfTextExtractor(pdf);
      StringBuilder text = new StringBuilder();
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        text.append(extractor.getTextFromPage(page)).append('\n');
      }
      return squeezed(text.toString());
    }
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static Map<String, Document> xmlParts(byte[] file) throws Exception {
    Map<String, Document> parts = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".xml") || entry.getName().endsWith(".rels")) {
          byte[] content = zip.readAllBytes();
          parts.put(
              entry.getName(),
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new ByteArrayInputStream(content)));
        }
      }
    }
    return parts;
  }
}
