package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfReader;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** veraPDF says that every kind of report, in both languages, is PDF/A-2a and PDF/UA-1. */
class ReportArchiveFormTests {
  private static final ReportRenderer RENDERER = new ReportRenderer();

  @BeforeAll
  static void validator() {
    VeraGreenfieldFoundryProvider.initialise();
  }

  static Stream<Arguments> documents() {
    Stream<Arguments> inBoth =
        Words.LANGUAGES.stream()
            .flatMap(
                language ->
                    Stream.of(
                            ReportSamples.plan(2),
                            ReportSamples.interim(),
                            ReportSamples.finalReport(),
                            ReportSamples.portfolio(5))
                        .map(data -> document(language, ReportSamples.in(language, data))));
    Stream<Arguments> odd =
        Stream.of(
                ReportSamples.emptyPlan(),
                ReportSamples.emptyInterim(),
                ReportSamples.emptyFinal(),
                ReportSamples.hostilePlan(),
                ReportSamples.inAllScripts())
            .map(data -> document("odd", data));
    return Stream.concat(inBoth, odd);
  }

  private static Arguments document(String what, Record data) {
    return Arguments.of(data.getClass().getSimpleName() + " " + what, pdf(data));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void isFitForArchivesAndForReadersOfTheScreen(String name, byte[] document) throws Exception {
    assertThat(complaints(document, PDFAFlavour.PDFA_2_A)).isEmpty();
    assertThat(complaints(document, PDFAFlavour.PDFUA_1)).isEmpty();
  }

  @Test
  void theValidatorComplainsAboutWhatIsNoArchiveForm() throws Exception {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    com.lowagie.text.Document plain = new com.lowagie.text.Document();
    com.lowagie.text.pdf.PdfWriter.getInstance(plain, out);
    plain.open();
    plain.add(new com.lowagie.text.Paragraph("Not embedded"));
    plain.close();
    assertThat(complaints(out.toByteArray(), PDFAFlavour.PDFA_2_A)).isNotEmpty();
  }

  @Test
  void languageAndStructureAreSaid() throws Exception {
    try (PdfReader pdf = new PdfReader(pdf(ReportSamples.in("de", ReportSamples.interim())))) {
      assertThat(pdf.getCatalog().get(PdfName.LANG)).hasToString("de");
      PdfDictionary root = pdf.getCatalog().getAsDict(PdfName.STRUCTTREEROOT);
      String roles = roles(root, new StringBuilder()).toString();
      assertThat(roles).contains("H1", "H2", "Table", "TR", "TH", "TD", "Figure", "P");
    }
  }

  private static StringBuilder roles(PdfDictionary element, StringBuilder to) {
    if (element.getAsName(PdfName.S) != null) {
      to.append(PdfName.decodeName(element.getAsName(PdfName.S).toString())).append(' ');
    }
    if (element.getAsArray(PdfName.K) != null) {
      for (int i = 0; i < element.getAsArray(PdfName.K).size(); i++) {
        if (element.getAsArray(PdfName.K).getAsDict(i) != null) {
          roles(element.getAsArray(PdfName.K).getAsDict(i), to);
        }
      }
    } else if (element.getAsDict(PdfName.K) != null) {
      roles(element.getAsDict(PdfName.K), to);
    }
    return to;
  }

  static byte[] pdf(Record data) {
    if (data instanceof PlanReportData plan) {
      return RENDERER.render(plan, ReportFormat.PDF);
    }
    if (data instanceof InterimReportData interim) {
      return RENDERER.render(interim, ReportFormat.PDF);
    }
    if (data instanceof PortfolioReportData portfolio) {
      return RENDERER.render(portfolio, ReportFormat.PDF);
    }
    return RENDERER.render((FinalReportData) data, ReportFormat.PDF);
  }

  private static List<String> complaints(byte[] document, PDFAFlavour flavour) throws Exception {
    try (PDFAParser parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(document), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      List<String> complaints =
          result.getTestAssertions().stream()
              .filter(test -> test.getStatus() == TestAssertion.Status.FAILED)
              .map(test -> test.getRuleId().getClause() + " " + test.getMessage())
              .distinct()
              .toList();
      assertThat(result.isCompliant()).isEqualTo(complaints.isEmpty());
      return complaints;
    }
  }
}
