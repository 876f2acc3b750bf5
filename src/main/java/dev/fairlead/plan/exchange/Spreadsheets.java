package dev.fairlead.plan.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.LocalTime;
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

/** Rows of text out of CSV and XLSX files; what the cells mean is {@link PlanTable}'s business. */
final class Spreadsheets {
  private static final int MOST_COLUMNS = 100;
  private static final int MOST_ZIP_ENTRIES = 1_000;
  private static final long MOST_UNPACKED_BYTES = 80L * 1024 * 1024;
  private static final String FORMULA_BEGINNING = "'*[=+\\-@\\t\\r].*";

  private Spreadsheets() {}

  /**
   * One line of a table.
   *
   * @param number as the spreadsheet program shows it, counts from 1
   */
  record Line(int number, List<String> cells) {}

  static List<Line> readCsv(byte[] content, Losses losses) throws IOException {
    String text = decode(content, content.length);
    if (charset(content) == WINDOWS) {
      losses.add("charset", 1);
    }
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
        if (number > PlanImport.MOST_TASKS + 1) {
          throw PlanImport.tooManyTasks();
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
      throw PlanImport.refused("csv", number + 1);
    }
    return lines;
  }

  static List<Line> readXlsx(byte[] content) throws IOException {
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
          if (cells.stream().allMatch(String::isEmpty)) {
            continue;
          }
          if (lines.size() > PlanImport.MOST_TASKS) {
            throw PlanImport.tooManyTasks();
          }
          lines.add(new Line(row.getRowNum(), cells));
        }
      }
    }
    return lines;
  }

  /**
   * Unpacks everything once without keeping it: what a workbook claims about its own sizes proves
   * nothing.
   */
  private static void checkZip(byte[] content) throws IOException {
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
          throw PlanImport.refused("unpacksTooLarge", MOST_UNPACKED_BYTES / 1024 / 1024);
        }
        try (InputStream unpacking = zip.getInputStream(entry)) {
          for (int read = unpacking.read(buffer); read > 0; read = unpacking.read(buffer)) {
            unpacked += read;
            if (new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("<!DOCTYPE")) {
              throw PlanImport.refused("doctype");
            }
            if (unpacked > MOST_UNPACKED_BYTES) {
              throw PlanImport.refused("unpacksTooLarge", MOST_UNPACKED_BYTES / 1024 / 1024);
            }
          }
        }
      }
    } catch (IOException noDirectory) {
      throw PlanImport.refused("truncated", Format.XLSX.label);
    }
    if (!workbook) {
      throw PlanImport.refused("zip");
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

  /** A text that a spreadsheet program would run as a formula gets an apostrophe before it. */
  static String guarded(String text) {
    return text.matches("(?s)" + FORMULA_BEGINNING) ? "'" + text : text;
  }

  static String withoutGuard(String text) {
    return text.startsWith("'") && text.matches("(?s)" + FORMULA_BEGINNING)
        ? text.substring(1)
        : text;
  }

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

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  static boolean isUtf8(byte[] content) {
    return charset(content) == StandardCharsets.UTF_8;
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

  static String decode(byte[] content, int length) {
    String text = new String(content, 0, length, charset(content));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
