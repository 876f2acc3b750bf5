package dev.fairlead.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The look of a house, from a folder outside the program, right and wrong. */
class ReportStyleTests {
  @TempDir Path folder;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(ReportStyle.class)).addAppender(log);
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger(ReportStyle.class)).detachAppender(log);
  }

  @Test
  void organisationColoursAndLogoOfTheFolderArePrinted() throws Exception {
    ImageIO.write(logo(Color.MAGENTA), "png", folder.resolve("house.png").toFile());
    style("organisation=Acme & Söhne", "logo=house.png", "colour.main=#7A1FA2");
    byte[] mine = render();
    byte[] shipped = new ReportRenderer().render(ReportSamples.interim(), ReportFormat.PDF);

    assertThat(text(mine)).contains("Acme & Söhne | Interim report");
    assertThat(text(shipped)).doesNotContain("Acme");
    assertThat(content(mine))
        .contains("0.47843 0.12157 0.63529 rg")
        .doesNotContain("0.12157 0.22745 0.37255 rg");
    assertThat(content(shipped)).contains("0.12157 0.22745 0.37255 rg");
    assertThat(images(mine)).isEqualTo(1);
    assertThat(images(shipped)).isZero();
    assertThat(log.list).isEmpty();
  }

  @Test
  void picturesAndStyleSheetTakeTheSameColour() throws Exception {
    style("colour.main=#123456", "colour.red=#ABCDEF");
    ReportStyle style = ReportStyle.from(folder.toString());
    assertThat(style.palette().mainColour()).isEqualTo(new Color(0x123456));
    assertThat(style.palette().of(Light.RED)).isEqualTo(new Color(0xABCDEF));
    assertThat(style.dressed(Files.readString(Path.of("reports/styles/fairlead.jrtx"))))
        .contains("#123456")
        .doesNotContainIgnoringCase("#1F3A5F");
  }

  @Test
  void everyColourOfTheStyleSheetStandsInTheStyleFile() throws Exception {
    StringBuilder all = new StringBuilder();
    style(
        "colour.main=#000001",
        "colour.accent=#000001",
        "colour.coverKind=#000001",
        "colour.coverLine=#000001",
        "colour.text=#000001",
        "colour.quiet=#000001",
        "colour.line=#000001",
        "colour.head=#000001",
        "colour.band=#000001",
        "colour.amber=#000001",
        "colour.red=#000001");
    all.append(
        ReportStyle.from(folder.toString())
            .dressed(Files.readString(Path.of("reports/styles/fairlead.jrtx"))));
    assertThat(all.toString().replace("#000001", "").replaceAll("(?i)#ffffff", ""))
        .doesNotContainPattern("#[0-9A-Fa-f]{6}");
  }

  @Test
  void anImageThatIsNoneIsRefusedInWordsAndTheReportPrintsWithoutIt() throws Exception {
    Files.writeString(folder.resolve("logo.png"), "<svg onload='alert(1)'/>");
    style("organisation=Acme", "logo=logo.png");
    assertThat(text(render())).contains("Acme | Interim report");
    assertThat(said())
        .containsExactly(
            "The logo logo.png is no PNG or JPEG image of at most 4000 x 4000 dots. The reports are"
                + " printed without a logo.");
  }

  @Test
  void aLogoThatIsMissingTooLargeOrElsewhereIsRefusedInWords() throws Exception {
    style("logo=nowhere.png");
    assertThat(ReportStyle.from(folder.toString()).logo()).isNull();
    Files.write(folder.resolve("big.png"), new byte[(1 << 20) + 1]);
    style("logo=big.png");
    assertThat(ReportStyle.from(folder.toString()).logo()).isNull();
    ImageIO.write(
        new BufferedImage(4001, 1, BufferedImage.TYPE_BYTE_BINARY),
        "png",
        folder.resolve("wide.png").toFile());
    style("logo=wide.png");
    assertThat(ReportStyle.from(folder.toString()).logo()).isNull();
    ImageIO.write(logo(Color.RED), "png", folder.resolve("a.png").toFile());
    Path deeper = Files.createDirectory(folder.resolve("deeper"));
    Files.writeString(deeper.resolve("style.properties"), "logo=../a.png");
    assertThat(ReportStyle.from(deeper.toString()).logo()).isNull();
    assertThat(said())
        .hasSize(4)
        .allMatch(line -> line.endsWith("The reports are printed without a logo."));
    assertThat(said().get(0)).contains("is not there");
    assertThat(said().get(1)).contains("larger than 1 MB");
  }

  @Test
  void wrongColoursFontsAndNamesAreSaidAndTheShippedOnesStay() throws Exception {
    style("colour.main=navy", "colour.red=#12345", "font=Comic Sans MS", "coloour.text=#000000");
    ReportStyle style = ReportStyle.from(folder.toString());
    assertThat(style.palette()).isEqualTo(ReportStyle.from("").palette());
    assertThat(style.font()).isEqualTo("Fairlead");
    assertThat(said())
        .hasSize(4)
        .anyMatch(line -> line.contains("colour.main to \"navy\""))
        .anyMatch(line -> line.contains("\"Comic Sans MS\", which is not there to embed"))
        .anyMatch(line -> line.contains("coloour.text, which no report knows"));
  }

  @Test
  void aFolderWithoutAStyleIsSaid() {
    assertThat(ReportStyle.from(folder.resolve("gone").toString()).palette())
        .isEqualTo(ReportStyle.from(null).palette());
    assertThat(said())
        .singleElement()
        .asString()
        .contains("keep the look that comes with Fairlead");
  }

  @Test
  void aChosenFontIsEmbedded() throws Exception {
    style("font=DejaVu Serif");
    byte[] document = render();
    assertThat(ReportRendererTests.fonts(document)).anyMatch(font -> font.contains("DejaVuSerif"));
  }

  private byte[] render() {
    return new ReportRenderer(folder.toString(), 2, 20, Duration.ofMinutes(1))
        .render(ReportSamples.interim(), ReportFormat.PDF);
  }

  private void style(String... lines) throws IOException {
    Files.write(folder.resolve("style.properties"), List.of(lines));
  }

  private List<String> said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static BufferedImage logo(Color colour) {
    BufferedImage image = new BufferedImage(120, 40, BufferedImage.TYPE_INT_ARGB);
    var pen = image.createGraphics();
    pen.setColor(colour);
    pen.fillOval(0, 0, 120, 40);
    pen.dispose();
    return image;
  }

  private static String text(byte[] document) throws IOException {
    try (PdfReader pdf = new PdfReader(document)) {
      return new PdfTextExtractor(pdf).getTextFromPage(1).replaceAll("\\s+", " ");
    }
  }

  private static String content(byte[] document) throws IOException {
    try (PdfReader pdf = new PdfReader(document)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
        all.write(pdf.getPageContent(page));
      }
      return all.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }

  private static int images(byte[] document) throws IOException {
    int images = 0;
    try (PdfReader pdf = new PdfReader(document)) {
      for (int i = 1; i < pdf.getXrefSize(); i++) {
        if (pdf.getPdfObject(i) instanceof com.lowagie.text.pdf.PdfDictionary object
            && com.lowagie.text.pdf.PdfName.IMAGE.equals(
                object.getAsName(com.lowagie.text.pdf.PdfName.SUBTYPE))
            && !object.contains(com.lowagie.text.pdf.PdfName.SMASK)) {
          images++;
        }
      }
    }
    return images;
  }
}
