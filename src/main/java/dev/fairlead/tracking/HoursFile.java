package dev.fairlead.tracking;

import dev.fairlead.people.Users;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.Spreadsheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;

/**
 * Planned, posted and remaining hours as a file to reckon with. Figures are plain numbers; what is
 * undefined is an empty cell.
 */
@Component
public class HoursFile {
  private static final List<String> COLUMNS =
      List.of(
          "row",
          "wbs",
          "task",
          "person",
          "percent",
          "planned",
          "toDate",
          "current",
          "posted",
          "waiting",
          "remaining",
          "atCompletion",
          "difference");

  private final Users users;

  HoursFile(Users users) {
    this.users = users;
  }

  /**
   * As CSV: the tasks, the whole, the people, then what it says, told apart by the first column.
   */
  public byte[] csv(HoursTable table) {
    Map<String, String> names = names(table);
    List<List<Object>> rows = tasks(table, names);
    rows.addAll(people(table, names));
    for (String note : notes(table)) {
      rows.add(note(note));
    }
    return Spreadsheets.writeCsv(
        titles(), rows.stream().map(row -> row.stream().map(HoursFile::text).toList()).toList());
  }

  /** As a workbook with sheets for the tasks, for the people, and for what it says. */
  public byte[] xlsx(HoursTable table) {
    Map<String, String> names = names(table);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Fairlead", "1.0")) {
      write(workbook.newWorksheet(Sentences.say("tracking.hours.tasks")), tasks(table, names));
      List<List<Object>> people = people(table, names);
      people.add(whole(table));
      write(workbook.newWorksheet(Sentences.say("tracking.hours.people")), people);
      Worksheet notes = workbook.newWorksheet(Sentences.say("tracking.hours.notes"));
      List<String> said = notes(table);
      for (int r = 0; r < said.size(); r++) {
        notes.value(r, 0, said.get(r));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** To what day and by which plan it is reckoned, and what is in no sum, as on the page. */
  private static List<String> notes(HoursTable table) {
    String day = Sentences.day(table.statusDate());
    List<String> notes = new ArrayList<>();
    notes.add(
        table.baseline() == null
            ? Sentences.say("tracking.hours.leadPlan", day)
            : Sentences.say("tracking.hours.lead", day, table.baseline()));
    if (table.tasksWithoutHours() > 0) {
      notes.add(Sentences.say("tracking.hours.without", table.tasksWithoutHours()));
    }
    return notes;
  }

  private static List<Object> note(String said) {
    List<Object> row = new ArrayList<>(Collections.nCopies(COLUMNS.size(), null));
    row.set(COLUMNS.indexOf("row"), Sentences.say("tracking.hours.kind.NOTE"));
    row.set(COLUMNS.indexOf("task"), said);
    return row;
  }

  private static void write(Worksheet sheet, List<List<Object>> rows) {
    List<String> titles = titles();
    for (int c = 0; c < titles.size(); c++) {
      sheet.value(0, c, titles.get(c));
      sheet.style(0, c).bold().set();
      sheet.width(c, COLUMNS.get(c).equals("task") ? 40 : 16);
    }
    sheet.freezePane(0, 1);
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < titles.size(); c++) {
        Object cell = rows.get(r).get(c);
        if (cell instanceof Number number) {
          sheet.value(r + 1, c, number);
          sheet.style(r + 1, c).format(cell instanceof BigDecimal ? "0.00" : "0").set();
        } else if (cell != null && !text(cell).isEmpty()) {
          // a text cell is never run as a formula in a workbook, so it needs no apostrophe
          sheet.value(r + 1, c, text(cell));
        }
      }
    }
  }

  private static List<String> titles() {
    return COLUMNS.stream().map(name -> Sentences.say("tracking.hours.column." + name)).toList();
  }

  private static String text(Object cell) {
    return cell == null
        ? ""
        : cell instanceof BigDecimal number ? number.toPlainString() : cell.toString();
  }

  private List<List<Object>> tasks(HoursTable table, Map<String, String> names) {
    List<List<Object>> rows = new ArrayList<>();
    for (HoursTable.Row row : table.tasks()) {
      rows.add(
          row(
              "tracking.hours.kind." + row.kind(),
              row.wbs(),
              name(row),
              row.owner() == null ? null : names.get(row.owner()),
              row.percent(),
              row.hours()));
    }
    rows.add(whole(table));
    return rows;
  }

  /** What was dropped before any baseline named it has its number alone. */
  private static String name(HoursTable.Row row) {
    return row.kind() == HoursTable.Kind.DROPPED && row.name().isEmpty()
        ? Sentences.say("tracking.hours.taskNumber", row.number())
        : row.name();
  }

  private List<List<Object>> people(HoursTable table, Map<String, String> names) {
    List<List<Object>> rows = new ArrayList<>();
    for (HoursTable.Person person : table.people()) {
      rows.add(
          row(
              "tracking.hours.kind.PERSON",
              null,
              null,
              person.person() == null
                  ? Sentences.say("tracking.hours.nobody")
                  : names.get(person.person()),
              null,
              person.hours()));
    }
    return rows;
  }

  private static List<Object> whole(HoursTable table) {
    return row("tracking.hours.kind.WHOLE", null, null, null, null, table.total());
  }

  private static List<Object> row(
      String kind, String wbs, String task, String person, Integer percent, Hours hours) {
    return Arrays.asList(
        Sentences.say(kind),
        wbs,
        task,
        person,
        percent,
        hours.planned(),
        hours.plannedToDate(),
        hours.current(),
        hours.posted(),
        hours.waiting(),
        hours.remaining(),
        hours.atCompletion(),
        hours.difference());
  }

  private Map<String, String> names(HoursTable table) {
    return users.namesOf(
        Stream.concat(
                table.people().stream().map(HoursTable.Person::person),
                table.tasks().stream().map(HoursTable.Row::owner))
            .filter(Objects::nonNull)
            .distinct()
            .toList());
  }
}
