package dev.fairlead.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * All tables of the database as they are, ours and the engine's: a column that is added tomorrow is
 * looked through without anybody's thinking of it.
 */
@Component
class Tables {
  /** What holds no person, or is treated by itself. */
  private static final Set<String> NOT_WALKED =
      Set.of(
          "flyway_schema_history",
          "decision_log",
          "decision_head",
          "decision_redaction",
          "app_user",
          "search_word",
          "spring_session",
          "spring_session_attributes",
          "login_failure",
          "shared_token",
          "act_ge_property",
          "act_ge_schema_log");

  private final JdbcTemplate jdbc;

  Tables(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
  }

  /**
   * @param name as the database writes it
   * @param texts names of columns with text, each with its longest length
   */
  record Table(String name, Map<String, Long> texts) {
    String plainName() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  List<Table> all() {
    Map<String, Map<String, Long>> found = new LinkedHashMap<>();
    jdbc.query(
        "select c.table_name, c.column_name, c.character_maximum_length"
            + " from information_schema.columns c join information_schema.tables t"
            + " on t.table_schema = c.table_schema and t.table_name = c.table_name"
            + " where c.table_schema = current_schema and t.table_type = 'BASE TABLE'"
            + " and (lower(c.data_type) like 'char%' or lower(c.data_type) = 'text')"
            + " order by c.table_name, c.ordinal_position",
        row -> {
          long longest = row.getLong(3);
          found
              .computeIfAbsent(row.getString(1), name -> new LinkedHashMap<>())
              .put(row.getString(2), longest == 0 ? Long.MAX_VALUE : longest);
        });
    return found.entrySet().stream()
        .map(one -> new Table(one.getKey(), one.getValue()))
        .filter(table -> !NOT_WALKED.contains(table.plainName()))
        .toList();
  }

  /** What tells a row of a table for the time of a transaction. */
  private boolean isPostgres() {
    return jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> connection.getMetaData().getDatabaseProductName().equals("PostgreSQL"));
  }

  /**
   * Rows, as the database tells them apart, in which a text holds one of these in small letters.
   */
  List<String> rowsWith(Table table, List<String> needles) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (String column : table.texts().keySet()) {
      for (String needle : needles) {
        if (needle.length() <= table.texts().get(column)) {
          conditions.add("lower(" + quoted(column) + ") like ?");
          values.add('%' + needle.replaceAll("[\\\\%_]", "_") + '%');
        }
      }
    }
    return conditions.isEmpty()
        ? List.of()
        : jdbc.queryForList(
            "select "
                + (isPostgres() ? "cast(ctid as text)" : "cast(_rowid_ as varchar)")
                + " from "
                + quoted(table.name())
                + " where "
                + String.join(" or ", conditions),
            String.class,
            values.toArray());
  }

  /** The texts of a row, and what else it holds where {@code whole}. */
  Map<String, Object> row(Table table, String id, boolean whole) {
    String columns =
        whole
            ? "*"
            : table.texts().keySet().stream().map(Tables::quoted).collect(Collectors.joining(", "));
    return jdbc.query(
        "select " + columns + " from " + quoted(table.name()) + " where " + where(),
        rows -> {
          Map<String, Object> row = new LinkedHashMap<>();
          rows.next();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            String column = rows.getMetaData().getColumnName(i);
            row.put(
                column, table.texts().containsKey(column) ? rows.getString(i) : rows.getObject(i));
          }
          return row;
        },
        id);
  }

  private String where() {
    return isPostgres() ? "ctid = cast(? as tid)" : "_rowid_ = cast(? as bigint)";
  }

  /** Turns the texts of a row; what becomes too long for its column is cut. */
  boolean change(Table table, String id, UnaryOperator<String> turned) {
    Map<String, String> changed = new LinkedHashMap<>();
    row(table, id, false)
        .forEach(
            (column, value) -> {
              String text = (String) value;
              String now = turned.apply(text);
              if (text != null && !now.equals(text)) {
                long longest = table.texts().get(column);
                changed.put(
                    column,
                    now.length() <= longest ? now : now.substring(0, (int) longest - 1) + "…");
              }
            });
    if (changed.isEmpty()) {
      return false;
    }
    List<Object> values = new ArrayList<>(changed.values());
    values.add(id);
    jdbc.update(
        "update "
            + quoted(table.name())
            + " set "
            + changed.keySet().stream()
                .map(column -> quoted(column) + " = ?")
                .collect(Collectors.joining(", "))
            + " where "
            + where(),
        values.toArray());
    return true;
  }

  /** What the engine keeps as bytes: values, which are JSON, words of exceptions, comments. */
  void changeBytes(UnaryOperator<String> turned) {
    changeBytes("ACT_GE_BYTEARRAY", "BYTES_", "DEPLOYMENT_ID_ is null and ", turned);
    changeBytes("ACT_HI_COMMENT", "FULL_MSG_", "", turned);
  }

  private void changeBytes(
      String table, String column, String condition, UnaryOperator<String> turned) {
    for (String id :
        jdbc.queryForList(
            "select ID_ from " + table + " where " + condition + column + " is not null",
            String.class)) {
      byte[] bytes =
          jdbc.queryForObject(
              "select " + column + " from " + table + " where ID_ = ?", byte[].class, id);
      String text = new String(bytes, StandardCharsets.UTF_8);
      String now = turned.apply(text);
      boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
      if (isText && !now.equals(text)) {
        jdbc.update(
            "update " + table + " set " + column + " = ? where ID_ = ?",
            now.getBytes(StandardCharsets.UTF_8),
            id);
      }
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
