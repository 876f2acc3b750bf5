package dev.fairlead.communication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.NoticeTable;
import dev.fairlead.project.NoticeTable.Cell;
import dev.fairlead.shared.Sentences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/** The parts of a mail beside its text, as they are kept until it leaves. */
@Component
class MailParts {
  private static final int LONGEST_CELL = 500;
  private static final int MOST_ROWS = 500;

  private final ObjectMapper json;

  MailParts(ObjectMapper json) {
    this.json = json;
  }

  /** A date as it stands in a mail, with the number of changes that it has seen. */
  record Dated(CalendarEntry entry, int sequence) {}

  /**
   * @param link path within Fairlead where all of it is to be seen, or null
   */
  String keepTables(List<NoticeTable> tables, String link) {
    return tables.isEmpty()
        ? null
        : write(tables.stream().map(table -> bounded(table, link)).toList());
  }

  String keepDates(List<Dated> dates) {
    return dates.isEmpty() ? null : write(dates);
  }

  List<NoticeTable> tables(Mail mail) {
    return mail.tables() == null ? List.of() : read(mail.tables(), new TypeReference<>() {});
  }

  List<Dated> dates(Mail mail) {
    return mail.calendar() == null ? List.of() : read(mail.calendar(), new TypeReference<>() {});
  }

  private static NoticeTable bounded(NoticeTable table, String link) {
    List<List<Cell>> rows =
        new ArrayList<>(
            table.rows().stream()
                .limit(MOST_ROWS)
                .map(
                    row ->
                        row.stream()
                            .map(
                                cell ->
                                    new Cell(
                                        Words.line(cell.text(), LONGEST_CELL),
                                        cell.light(),
                                        cell.link()))
                            .toList())
                .toList());
    int more = table.rows().size() - rows.size();
    if (more > 0) {
      rows.add(last(Sentences.say("communication.mail.more", more), link, rows.get(0).size()));
    }
    return new NoticeTable(Words.line(table.title(), LONGEST_CELL), table.columns(), rows);
  }

  /** A row that says what the others do not, as wide as they are. */
  private static List<Cell> last(String sentence, String link, int width) {
    List<Cell> row = new ArrayList<>(Collections.nCopies(width, Cell.of("")));
    row.set(0, new Cell(sentence, null, link));
    return row;
  }

  private String write(Object parts) {
    try {
      return json.writeValueAsString(parts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T read(String parts, TypeReference<T> type) {
    try {
      return json.readValue(parts, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
