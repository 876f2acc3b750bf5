package dev.fairlead.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Organisation, logo, font and colours of all reports: {@code reports/style.properties}, and over
 * it the file of the same name in a folder of the house's own. What is wrong there is said in the
 * log and left out; the reports print all the same.
 */
final class ReportStyle {
  private static final Logger log = LoggerFactory.getLogger(ReportStyle.class);
  private static final String FILE = "style.properties";
  private static final int LARGEST_LOGO = 1 << 20;
  private static final int WIDEST_LOGO = 4000;
  private static final String COLOUR = "#[0-9A-Fa-f]{6}";

  private final Path folder;
  private final Properties shipped;
  private final Properties chosen;
  private final BufferedImage logo;

  private ReportStyle(Path folder) {
    this.folder = folder;
    this.shipped = shipped();
    this.chosen = chosen();
    this.logo = readLogo();
  }

  /**
   * Reads the style.
   *
   * @param folder of the house, or null or blank for what comes with Fairlead
   */
  static ReportStyle from(String folder) {
    return new ReportStyle(folder == null || folder.isBlank() ? null : Path.of(folder.strip()));
  }

  String organisation() {
    return RecordSource.printable(chosen.getProperty("organisation", "")).strip();
  }

  /** The logo, or null where there is none. */
  BufferedImage logo() {
    return logo;
  }

  String font() {
    return chosen.getProperty("font").strip();
  }

  Palette palette() {
    return new Palette(
        colour("main"),
        colour("accent"),
        colour("text"),
        colour("quiet"),
        colour("line"),
        colour("head"),
        new Palette.Lights(colour("green"), colour("yellow"), colour("amber"), colour("red")),
        font());
  }

  /** A sheet of styles, written with the shipped look, in the look that was chosen. */
  String dressed(String sheet) {
    String dressed = sheet.replace("fontName=\"Fairlead\"", "fontName=\"" + font() + "\"");
    Map<String, String> colours = new LinkedHashMap<>();
    shipped.stringPropertyNames().stream()
        .filter(name -> name.startsWith("colour."))
        .forEach(name -> colours.put(shipped.getProperty(name).strip(), chosen.getProperty(name)));
    StringBuilder result = new StringBuilder();
    var colour = java.util.regex.Pattern.compile(COLOUR).matcher(dressed);
    while (colour.find()) {
      String now = colours.get(colour.group().toUpperCase(Locale.ROOT));
      colour.appendReplacement(result, now == null ? colour.group() : now);
    }
    colour.appendTail(result);
    return result.toString();
  }

  private int colour(String name) {
    return Integer.parseInt(chosen.getProperty("colour." + name).substring(1), 16);
  }

  private static Properties shipped() {
    Properties properties = new Properties();
    try (InputStream file = ReportStyle.class.getResourceAsStream("/reports/" + FILE)) {
      properties.load(new java.io.InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("reports/" + FILE + " cannot be read", e);
    }
    return properties;
  }

  private Properties chosen() {
    Properties result = new Properties();
    result.putAll(shipped);
    Path file = folder == null ? null : folder.resolve(FILE);
    if (file == null) {
      return result;
    }
    if (!Files.isRegularFile(file)) {
      log.warn(
          "There is no file {}, so the reports keep the look that comes with Fairlead. Copy"
              + " reports/{} there and change it, or remove FAIRLEAD_REPORTS_DIR.",
          file,
          FILE);
      return result;
    }
    Properties own = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      own.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      log.warn(
          "{} cannot be read ({}), so the reports keep the look that comes with Fairlead.",
          file,
          e.getMessage());
      return result;
    }
    for (String name : own.stringPropertyNames()) {
      String value = own.getProperty(name).strip();
      if (!shipped.containsKey(name)) {
        log.warn("{} sets {}, which no report knows. Its line is left out.", file, name);
      } else if (name.startsWith("colour.") && !value.matches(COLOUR)) {
        log.warn(
            "{} sets {} to \"{}\", which is no colour such as #1F3A5F. The shipped one stays.",
            file,
            name,
            value);
      } else if (name.equals("font") && !ReportFonts.known(value)) {
        log.warn(
            "{} sets the font \"{}\", which is not there to embed. The shipped one stays.",
            file,
            value);
      } else {
        result.setProperty(name, value);
      }
    }
    return result;
  }

  private BufferedImage readLogo() {
    String name = chosen.getProperty("logo", "").strip();
    if (name.isEmpty()) {
      return null;
    }
    String problem;
    try {
      byte[] content = content(name);
      if (content == null) {
        problem = "is not there";
      } else if (content.length > LARGEST_LOGO) {
        problem = "is larger than 1 MB";
      } else {
        BufferedImage read = decoded(content);
        if (read != null) {
          return read;
        }
        problem =
            "is no PNG or JPEG image of at most " + WIDEST_LOGO + " x " + WIDEST_LOGO + " dots";
      }
    } catch (IOException | RuntimeException e) {
      problem = "cannot be read: " + e.getMessage();
    }
    log.warn("The logo {} {}. The reports are printed without a logo.", name, problem);
    return null;
  }

  /** Only a file right beside the style: a name with folders in it finds nothing. */
  private byte[] content(String name) throws IOException {
    if (!name.matches("[\\w .-]+") || name.startsWith(".")) {
      return null;
    }
    if (folder != null && Files.isRegularFile(folder.resolve(name))) {
      Path file = folder.resolve(name);
      return Files.size(file) > LARGEST_LOGO
          ? new byte[LARGEST_LOGO + 1]
          : Files.readAllBytes(file);
    }
    try (InputStream file = ReportStyle.class.getResourceAsStream("/reports/" + name)) {
      return file == null ? null : file.readNBytes(LARGEST_LOGO + 1);
    }
  }

  /** Looks at the size before it unfolds the image: a small file can hold a huge one. */
  private static BufferedImage decoded(byte[] content) throws IOException {
    try (ImageInputStream input =
        ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input);
        return reader.getWidth(0) > WIDEST_LOGO || reader.getHeight(0) > WIDEST_LOGO
            ? null
            : reader.read(0);
      } finally {
        reader.dispose();
      }
    }
  }
}
