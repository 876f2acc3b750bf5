package dev.fairlead.communication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.project.CalendarEntry;
import dev.fairlead.project.NoticeTable;
import dev.fairlead.project.NoticeTable.Cell;
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

  String keepTables(List<NoticeTable> tables) {
    return tables.isEmpty() ? null : write(tables.stream().map(MailParts::bounded).toList());
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

  private static NoticeTable bounded(NoticeTable table) {
    return new NoticeTable(
        Words.line(table.title(), LONGEST_CELL),
        table.columns(),
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
