package dev.fairlead.badinput;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks for words in every column of every table, whatever its type, by reading all rows: it shares
 * nothing with what erases.
 */
final class Forgotten {
  /**
   * Files with a fingerprint, which stay what they are: docs/decisions/0032. Whoever adds a column
   * of bytes decides here what becomes of the people in it.
   */
  static final Set<String> SEALED =
      Set.of(
          "archive_file.content",
          "archive_supplement.content",
          "report_file.content",
          "shared_link.content",
          "mail_attachment.content");

  /** Diagrams, which name nobody; what the engine keeps there about instances is turned. */
  private static final Set<String> BYTES =
      Set.of(
          "act_ge_bytearray.bytes_",
          "act_hi_comment.full_msg_",
          "act_id_info.password_",
          "spring_session_attributes.attribute_bytes",
          "plan_import_waiting.content",
          "posting_import_waiting.content");

  private final JdbcTemplate jdbc;

  Forgotten(DataSource database) {
    jdbc = new JdbcTemplate(database);
  }

  private record Column(String table, String name, String type) {
    String plain() {
      return (table + '.' + name).toLowerCase(Locale.ROOT);
    }
  }

  private List<Column> columns() {
    return jdbc.query(
        "select c.table_name, c.column_name, lower(c.data_type) from information_schema.columns c"
            + " join information_schema.tables t on t.table_schema = c.table_schema"
            + " and t.table_name = c.table_name where t.table_type = 'BASE TABLE'"
            + " and lower(c.table_schema) = 'public'",
        (row, i) -> new Column(row.getString(1), row.getString(2), row.getString(3)));
  }

  /** Columns of bytes of which nobody has said what becomes of people in them. */
  Set<String> undecided() {
    Set<String> undecided = new TreeSet<>();
    for (Column column : columns()) {
      boolean bytes = column.type().equals("bytea") || column.type().startsWith("binary");
      if (bytes && !SEALED.contains(column.plain()) && !BYTES.contains(column.plain())) {
        undecided.add(column.plain());
      }
    }
    return undecided;
  }

  /** Where one of the words stands as a word, each place with how often and what it says. */
  Map<String, List<String>> places(String... words) {
    Pattern wanted =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}])("
                + String.join("|", List.of(words).stream().map(Pattern::quote).toList())
                + ")(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    Map<String, List<String>> found = new java.util.TreeMap<>();
    for (Column column : columns()) {
      if (SEALED.contains(column.plain())) {
        continue;
      }
      jdbc.query(
          "select \"" + column.name() + "\" from \"" + column.table() + "\"",
          row -> {
            String text = text(row.getObject(1) == null ? null : value(row, column));
            if (text != null && wanted.matcher(text).find()) {
              found
                  .computeIfAbsent(column.plain(), at -> new ArrayList<>())
                  .add(text.length() > 300 ? text.substring(0, 300) : text);
            }
          });
    }
    return found;
  }

  private static Object value(java.sql.ResultSet row, Column column) throws java.sql.SQLException {
    return column.type().equals("bytea") || column.type().startsWith("binary")
        ? row.getBytes(1)
        : row.getString(1);
  }

  private static String text(Object value) {
    // a line of a calendar may be broken within a name
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : value == null ? null : ((String) value).replaceAll("\\r?\\n[ \\t]", "");
  }
}
