package dev.fairlead.tracking;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.Spreadsheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Postings as the rows of a spreadsheet. What a file is is decided by its content; bytes and rows
 * are bounded, because the file may come from anybody.
 */
final class PostingTable {
  static final int MOST_BYTES = 2 * 1024 * 1024;
  static final int MOST_ROWS = 2_000;
  private static final Spreadsheets TABLES = new Spreadsheets(PostingTable::refused, MOST_ROWS, 16);

  /** The columns of a file, in the order of the template. */
  enum Column {
    DATE("Date", "day", "day", "posting date"),
    PERSON("Person", "person", "user", "login", "name"),
    TASK("Task", "task", "task name", "task number"),
    LINE("Budget line", "budgetLine", "line", "budget"),
    KIND("Kind", "kind", "type"),
    HOURS("Hours", "hours", "time"),
    AMOUNT("Amount", "amount", "cost", "price"),
    TEXT("Text", "text", "what for", "description", "comment");

    final String title;

    /** What {@link PostingRules} calls it. */
    final String field;

    private final Set<String> names = new HashSet<>();

    Column(String title, String field, String... others) {
      this.title = title;
      this.field = field;
      names.add(plain(title));
      for (String other : others) {
        names.add(plain(other));
      }
    }

    /** The column of this title, or null. */
    static Column titled(String title) {
      for (Column column : values()) {
        if (column.names.contains(plain(title))) {
          return column;
        }
      }
      return null;
    }

    /** The title of the column that a rule means, or an empty text where it is about the row. */
    static String titleOf(String field) {
      for (Column column : values()) {
        if (column.field.equals(field)) {
          return column.title;
        }
      }
      return "";
    }

    private static String plain(String title) {
      return title
          .toLowerCase(Locale.ROOT)
          .replaceAll("\\([^)]*\\)", "")
          .replaceAll("[^\\p{L}]", "");
    }
  }

  /** One row of a file with the cells that mean something here. */
  record Row(int number, Map<Column, String> cells) {
    String cell(Column column) {
      return cells.getOrDefault(column, "");
    }
  }

  /**
   * @param ignored titles of columns that mean nothing here
   */
  record Table(List<Row> rows, List<String> ignored) {}

  private PostingTable() {}

  /**
   * @throws RefusedException of the field {@code file} where it is no table of postings
   */
  static Table read(byte[] content) {
    if (content.length == 0) {
      throw refused("empty");
    }
    if (content.length > MOST_BYTES) {
      throw refused("tooLarge", MOST_BYTES / 1024 / 1024);
    }
    List<Spreadsheets.Line> lines;
    try {
      lines = lines(content);
    } catch (RefusedException refusal) {
      throw refusal;
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      throw refused("unreadable");
    }
    return table(lines);
  }

  private static List<Spreadsheets.Line> lines(byte[] content) throws IOException {
    if (content.length > 3 && content[0] == 'P' && content[1] == 'K' && content[2] == 3) {
      return TABLES.readXlsx(content);
    }
    if (Spreadsheets.decode(content, Math.min(content.length, 4096)).indexOf('\0') >= 0) {
      throw refused("unknown");
    }
    return TABLES.readCsv(content);
  }

  private static Table table(List<Spreadsheets.Line> lines) {
    if (lines.isEmpty()) {
      throw refused("empty");
    }
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    List<String> ignored = new ArrayList<>();
    List<String> titles = lines.get(0).cells();
    for (int i = 0; i < titles.size(); i++) {
      Column column = Column.titled(titles.get(i));
      if (column == null && !titles.get(i).isEmpty()) {
        ignored.add(shown(titles.get(i)));
      } else if (column != null && places.putIfAbsent(column, i) != null) {
        throw refused("columnTwice", column.title);
      }
    }
    if (!places.containsKey(Column.DATE) || !places.containsKey(Column.TEXT)) {
      throw refused("header");
    }
    List<Row> rows = new ArrayList<>();
    for (Spreadsheets.Line line : lines.subList(1, lines.size())) {
      if (!line.isBlank()) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        places.forEach((column, place) -> cells.put(column, line.cell(place)));
        rows.add(new Row(line.number(), cells));
      }
    }
    if (rows.isEmpty()) {
      throw refused("noRows");
    }
    return new Table(rows, ignored);
  }

  /** A text of the file, short enough for a sentence. */
  static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static RefusedException refused(String code, Object... arguments) {
    return RefusedException.ofField("file", "tracking.import." + code, arguments);
  }

  // ---- the template

  private static List<String> titles() {
    return List.of(Column.values()).stream().map(column -> column.title).toList();
  }

  private static List<List<String>> examples() {
    return List.of(
        List.of(
            "2027-03-01",
            "anna",
            "Set up the test system",
            "",
            Sentences.say("tracking.screen.posting.TIME"),
            "7.5",
            "",
            "Installed the database"),
        List.of(
            "2027-03-02",
            "",
            "",
            "Licences",
            Sentences.say("tracking.screen.posting.EXPENSE"),
            "",
            "1200.00",
            "Licences, first year"));
  }

  static byte[] csvTemplate() {
    return Spreadsheets.writeCsv(titles(), examples());
  }

  static byte[] xlsxTemplate() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Fairlead", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Postings");
      for (Column column : Column.values()) {
        int place = column.ordinal();
        sheet.value(0, place, column.title);
        sheet.style(0, place).bold().set();
        sheet.width(place, column == Column.TEXT ? 40 : 16);
      }
      sheet.freezePane(0, 1);
      for (int row = 0; row < examples().size(); row++) {
        for (Column column : Column.values()) {
          write(sheet, row + 1, column, examples().get(row).get(column.ordinal()));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static void write(Worksheet sheet, int row, Column column, String text) {
    int place = column.ordinal();
    if (text.isEmpty()) {
      return;
    }
    switch (column) {
      case DATE -> {
        sheet.value(row, place, LocalDate.parse(text));
        sheet.style(row, place).format("yyyy-mm-dd").set();
      }
      case HOURS, AMOUNT -> sheet.value(row, place, new BigDecimal(text));
      default -> sheet.value(row, place, text);
    }
  }
}
