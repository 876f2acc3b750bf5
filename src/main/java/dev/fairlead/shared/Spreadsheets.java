package dev.fairlead.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/**
 * Rows of text out of CSV and XLSX files that may come from anybody, and what people write into
 * cells. What the columns mean, and the sentences that refuse a file, belong to the room that reads
 * it.
 */
public final class Spreadsheets {
  private static final int MOST_COLUMNS = 100;
  private static final int MOST_ZIP_ENTRIES = 1_000;
  private static final String FORMULA_BEGINNING = "'*[=+\\-@\\t\\r].*";
  private static final String PLAIN_NUMBER = "-[0-9]+(\\.[0-9]+)?";
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("d.M.yyyy");

  private final Refusals refusals;
  private final int mostRows;
  private final int mostUnpackedMegabytes;

  /**
   * @param mostRows how many rows a file may have below its header
   * @param mostUnpackedMegabytes what a workbook may unpack to
   */
  public Spreadsheets(Refusals refusals, int mostRows, int mostUnpackedMegabytes) {
    this.refusals = refusals;
    this.mostRows = mostRows;
    this.mostUnpackedMegabytes = mostUnpackedMegabytes;
  }

  /**
   * The room's own words for a file that cannot be taken. The names: {@code csv} with the row,
   * {@code tooManyRows} with the bound, {@code unpacksTooLarge} with the bound in MB, {@code
   * doctype}, {@code truncated}, {@code zip}.
   */
  @FunctionalInterface
  public interface Refusals {
    RefusedException because(String name, Object... arguments);
  }

  /**
   * One line of a table.
   *
   * @param number as the spreadsheet program shows it, counts from 1
   */
  public record Line(int number, List<String> cells) {
    /** The text of a cell, empty where the row is shorter. */
    public String cell(Integer place) {
      return place == null || place >= cells.size() ? "" : cells.get(place);
    }

    public boolean isBlank() {
      return cells.stream().allMatch(String::isEmpty);
    }
  }

  // ---- in

  /** Reads CSV whose columns are divided by commas, semicolons or tabs. */
  public List<Line> readCsv(byte[] content) throws IOException {
    String text = decode(content, content.length);
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.TRIM_SPACES)
            .build();
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
    List<Line> lines = new ArrayList<>();
    int number = 0;
    try (MappingIterator<String[]> rows =
        mapper.readerFor(String[].class).with(schema).readValues(text)) {
      while (rows.hasNextValue()) {
        String[] row = rows.nextValue();
        number++;
        if (number > mostRows + 1) {
          throw refusals.because("tooManyRows", mostRows);
        }
        lines.add(
            new Line(
                number,
                Arrays.stream(row)
                    .limit(MOST_COLUMNS)
                    .map(c -> c == null ? "" : withoutGuard(c.strip()))
                    .toList()));
      }
    } catch (JsonProcessingException broken) {
      throw refusals.because("csv", number + 1);
    }
    return lines;
  }

  /** Reads the first sheet of a workbook, without its empty rows. */
  public List<Line> readXlsx(byte[] content) throws IOException {
    checkZip(content);
    List<Line> lines = new ArrayList<>();
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, false))) {
      Sheet sheet = workbook.getFirstSheet();
      try (var rows = sheet.openStream()) {
        for (Iterator<Row> all = rows.iterator(); all.hasNext(); ) {
          Row row = all.next();
          List<String> cells = new ArrayList<>();
          for (int i = 0; i < Math.min(row.getCellCount(), MOST_COLUMNS); i++) {
            cells.add(text(row.getCell(i)));
          }
          Line line = new Line(row.getRowNum(), cells);
          if (line.isBlank()) {
            continue;
          }
          if (lines.size() > mostRows) {
            throw refusals.because("tooManyRows", mostRows);
          }
          lines.add(line);
        }
      }
    }
    return lines;
  }

  /**
   * Unpacks everything once without keeping it: what a workbook claims about its own sizes proves
   * nothing.
   */
  private void checkZip(byte[] content) {
    boolean workbook = false;
    long unpacked = 0;
    int entries = 0;
    byte[] buffer = new byte[16 * 1024];
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get()) {
      for (Iterator<ZipArchiveEntry> all = zip.getEntries().asIterator(); all.hasNext(); ) {
        ZipArchiveEntry entry = all.next();
        workbook |= entry.getName().equals("xl/workbook.xml");
        if (++entries > MOST_ZIP_ENTRIES) {
          throw refusals.because("unpacksTooLarge", mostUnpackedMegabytes);
        }
        try (InputStream unpacking = zip.getInputStream(entry)) {
          for (int read = unpacking.read(buffer); read > 0; read = unpacking.read(buffer)) {
            unpacked += read;
            if (new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("<!DOCTYPE")) {
              throw refusals.because("doctype");
            }
            if (unpacked > mostUnpackedMegabytes * 1024L * 1024) {
              throw refusals.because("unpacksTooLarge", mostUnpackedMegabytes);
            }
          }
        }
      }
    } catch (IOException noDirectory) {
      throw refusals.because("truncated");
    }
    if (!workbook) {
      throw refusals.because("zip");
    }
  }

  private static String text(Cell cell) {
    if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
      return "";
    }
    if (cell.getType() == CellType.STRING) {
      return cell.asString().strip();
    }
    if (cell.getType() == CellType.BOOLEAN) {
      return cell.asBoolean() ? "yes" : "no";
    }
    String raw = cell.getRawValue() == null ? "" : cell.getRawValue().strip();
    if (cell.getType() != CellType.NUMBER) {
      return raw;
    }
    String pattern = cell.getDataFormatString();
    if (pattern != null && isDatePattern(pattern)) {
      LocalDateTime date = cell.asDate();
      return date.toLocalTime().equals(LocalTime.MIDNIGHT)
          ? date.toLocalDate().toString()
          : date.toString();
    }
    BigDecimal number = cell.asNumber();
    if (pattern != null && pattern.contains("%")) {
      number = number.movePointRight(2);
    }
    return number.stripTrailingZeros().toPlainString();
  }

  private static boolean isDatePattern(String pattern) {
    String bare = pattern.replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "").toLowerCase(Locale.ROOT);
    return !bare.contains("general") && (bare.contains("y") || bare.contains("d"));
  }

  /** The number that a cell says, with a point or a comma before its decimals, or null. */
  public static BigDecimal number(String text) {
    String bare = text.replace(" ", "");
    if (bare.matches("-?\\d{1,3}(,\\d{3})+(\\.\\d+)?")) {
      bare = bare.replace(",", "");
    } else if (bare.matches("-?\\d+,\\d+")) {
      bare = bare.replace(',', '.');
    }
    return bare.matches("-?\\d{1,15}(\\.\\d{1,15})?") ? new BigDecimal(bare) : null;
  }

  /** The moment that a cell says, at midnight where it says a day only, or null. */
  public static LocalDateTime moment(String text) {
    LocalDateTime date = null;
    try {
      if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
        date = LocalDate.parse(text).atStartOfDay();
      } else if (text.matches("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d)?")) {
        date = LocalDateTime.parse(text.replace(' ', 'T'));
      } else if (text.matches("\\d{1,2}\\.\\d{1,2}\\.\\d{4}")) {
        date = LocalDate.parse(text, GERMAN).atStartOfDay();
      } else if (text.matches("[2-7]\\d{4}(\\.\\d+)?")) {
        // a day counted as spreadsheet programs do, in a cell that is not formatted as a date
        date = LocalDate.of(1899, 12, 30).plusDays(new BigDecimal(text).intValue()).atStartOfDay();
      }
    } catch (DateTimeException noSuchDay) {
      return null;
    }
    return date == null || date.getYear() < 1990 || date.getYear() > 2200 ? null : date;
  }

  // ---- out

  /** CSV in UTF-8 with a byte order mark, which spreadsheet programs need. */
  public static byte[] writeCsv(List<String> titles, List<List<String>> rows) {
    CsvMapper mapper =
        CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    List<List<String>> lines = new ArrayList<>(rows.size() + 1);
    lines.add(titles);
    for (List<String> row : rows) {
      lines.add(row.stream().map(Spreadsheets::guarded).toList());
    }
    try {
      String text =
          mapper
              .writer(CsvSchema.emptySchema().withLineSeparator("\r\n"))
              .writeValueAsString(lines);
      return ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * A text that a spreadsheet program would run as a formula gets an apostrophe before it; a number
   * below zero is none, and would be no number any more.
   */
  private static String guarded(String text) {
    return text.matches("(?s)" + FORMULA_BEGINNING) && !text.matches(PLAIN_NUMBER)
        ? "'" + text
        : text;
  }

  private static String withoutGuard(String text) {
    return text.startsWith("'") && text.matches("(?s)" + FORMULA_BEGINNING)
        ? text.substring(1)
        : text;
  }

  // ---- letters

  private static char separator(String text) {
    int end = text.indexOf('\n');
    String head = end < 0 ? text : text.substring(0, end);
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(head, candidate) > count(head, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  public static boolean isUtf8(byte[] content) {
    return charset(content) == StandardCharsets.UTF_8;
  }

  /** Whether the text is of no known encoding and so read as Windows writes it in the West. */
  public static boolean isWindows(byte[] content) {
    return charset(content) == WINDOWS;
  }

  private static Charset charset(byte[] content) {
    if (content.length >= 2 && (content[0] & 0xFF) == 0xFF && (content[1] & 0xFF) == 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    if (content.length >= 2 && (content[0] & 0xFF) == 0xFE && (content[1] & 0xFF) == 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException notUtf8) {
      return WINDOWS;
    }
  }

  /** The text of the first bytes in the encoding that they are in. */
  public static String decode(byte[] content, int length) {
    String text = new String(content, 0, length, charset(content));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
