package dev.fairlead.privacy;

import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.Sentences;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
          "project_ending",
          "spring_session",
          "spring_session_attributes",
          "login_failure",
          "shared_token",
          "act_ge_property",
          "act_ge_schema_log");

  /** Codes, keys and names of things, of which none is a person. */
  private static final Pattern NOBODY =
      Pattern.compile(
          "(?!(user|owner|assignee|resource|start_user|create_user|assigner)_id_).*_?id_"
              + "|.*type_|.*key_|.*state_|category_|pwd_|salt_|action_|property_|delegation_"
              + "|(wanted_)?attitude|audience_role|language|status|state|kind|phase|type|category|criticality|proximity|zone|format"
              + "|template|trouble|decision|sha256|hash|secret|group_id|.*_group"
              + "|.*_(type|hash|phase)|(project|process)_key");

  /** Works as it is only, and names no person. */
  private static final String ADDRESS = "webhook.url";

  /** Columns of the engine in which nothing but login names stand. */
  private static final Pattern PEOPLE_OF_ENGINE =
      Pattern.compile("assignee_|owner_|(.*_)?(user|owner|assignee|assigner)_id_|author_");

  /** Names of things: a person may be spoken of, but is not all of it. */
  private static final Pattern NAMES = Pattern.compile("(.*_)?name_|point");

  /** In our own tables, no login name stands alone in a column longer than this. */
  private static final int LONGEST_KEY = 60;

  private final JdbcTemplate jdbc;

  Tables(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
  }

  /** What may stand in a cell. */
  enum Cell {
    /** What people wrote, or the name of a thing. */
    PROSE,
    /** A login name, a group, or a key or list of such. */
    KEY,
    /** A login name, or a list of such, and nothing else. */
    PERSON
  }

  /** Says what a text becomes, by what may stand in its cell. */
  interface Turned {
    String apply(String text, Cell cell);
  }

  /**
   * @param name as the database writes it
   * @param texts names of columns with text that may tell of people, each with its longest length
   * @param others names of the other columns, each with how it is read
   */
  record Table(String name, Map<String, Long> texts, Map<String, String> others) {
    String plainName() {
      return name.toLowerCase(Locale.ROOT);
    }

    boolean isOfEngine() {
      return plainName().startsWith("act_");
    }

    /** What the table holds, in words. */
    String title() {
      return Tables.title(plainName());
    }

    Cell cell(String column) {
      String plain = column.toLowerCase(Locale.ROOT);
      if (NAMES.matcher(plain).matches()) {
        return Cell.PROSE;
      }
      if (isOfEngine()) {
        return PEOPLE_OF_ENGINE.matcher(plain).matches() ? Cell.PERSON : Cell.KEY;
      }
      if (plain.equals("notice_key")) {
        return Cell.KEY;
      }
      return texts.get(column) <= LONGEST_KEY ? Cell.PERSON : Cell.PROSE;
    }

    boolean holdsBytes(String column) {
      return others.getOrDefault(column, "").startsWith("octet_length");
    }

    private String revision() {
      return others.keySet().stream()
          .filter("REV_"::equalsIgnoreCase)
          .map(column -> ", " + quoted(column) + " = " + quoted(column) + " + 1")
          .findAny()
          .orElse("");
    }
  }

  /** What a table holds, in words. */
  static String title(String plainName) {
    String code = "privacy.table." + plainName;
    String said = Sentences.say(code);
    return said.equals(code)
        ? (plainName.startsWith("act_")
            ? Sentences.say("privacy.table.engine", plainName.toUpperCase(Locale.ROOT))
            : plainName.replace('_', ' '))
        : said;
  }

  List<Table> all() {
    Map<String, Table> found = new LinkedHashMap<>();
    jdbc.query(
        "select c.table_name, c.column_name, c.character_maximum_length, lower(c.data_type)"
            + " from information_schema.columns c join information_schema.tables t"
            + " on t.table_schema = c.table_schema and t.table_name = c.table_name"
            + " where c.table_schema = current_schema and t.table_type = 'BASE TABLE'"
            + " order by c.table_name, c.ordinal_position",
        row -> {
          Table table =
              found.computeIfAbsent(
                  row.getString(1),
                  name -> new Table(name, new LinkedHashMap<>(), new LinkedHashMap<>()));
          String column = row.getString(2);
          String type = row.getString(4);
          long longest = row.getLong(3);
          if ((type.startsWith("char") || type.equals("text"))
              && !ADDRESS.equalsIgnoreCase(table.name() + "." + column)
              && !NOBODY.matcher(column.toLowerCase(Locale.ROOT)).matches()) {
            table.texts().put(column, longest == 0 ? Long.MAX_VALUE : longest);
          } else {
            boolean bytes = type.equals("bytea") || type.startsWith("binary");
            table
                .others()
                .put(column, bytes ? "octet_length(" + quoted(column) + ")" : quoted(column));
          }
        });
    return found.values().stream()
        .filter(table -> !table.texts().isEmpty() && !NOT_WALKED.contains(table.plainName()))
        .toList();
  }

  private boolean isPostgres() {
    return jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> connection.getMetaData().getDatabaseProductName().equals("PostgreSQL"));
  }

  /** Rows, as the database tells them apart, in which a text holds one of these in any case. */
  List<String> rowsWith(Table table, List<String> needles) {
    return rowsWith(table, needles, "");
  }

  private List<String> rowsWith(Table table, List<String> needles, String locked) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (String column : table.texts().keySet()) {
      for (String needle : needles) {
        if (needle.length() <= table.texts().get(column)) {
          // the database has its own way to small letters: it turns both
          conditions.add("lower(" + quoted(column) + ") like lower(cast(? as varchar))");
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
                + String.join(" or ", conditions)
                + locked,
            String.class,
            values.toArray());
  }

  /**
   * The texts of a row, and what else it holds where {@code whole}, of bytes their number. Empty
   * where somebody has changed or deleted the row since.
   */
  Map<String, Object> row(Table table, String id, boolean whole) {
    Stream<String> columns = table.texts().keySet().stream().map(Tables::quoted);
    if (whole) {
      columns =
          Stream.concat(
              columns,
              table.others().entrySet().stream()
                  .map(other -> other.getValue() + " as " + quoted(other.getKey())));
    }
    return jdbc.query(
        "select "
            + columns.collect(Collectors.joining(", "))
            + " from "
            + quoted(table.name())
            + " where "
            + where(),
        rows -> {
          Map<String, Object> row = new LinkedHashMap<>();
          if (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
              String column = rows.getMetaData().getColumnLabel(i);
              row.put(
                  column,
                  table.texts().containsKey(column) ? rows.getString(i) : rows.getObject(i));
            }
          }
          return row;
        },
        id);
  }

  /** What tells a row of a table for the time of a transaction. */
  private String where() {
    return isPostgres() ? "ctid = cast(? as tid)" : "_rowid_ = cast(? as bigint)";
  }

  /** Those texts of a row that are turned into others. */
  static Map<String, String> turned(Table table, Map<String, Object> row, Turned turned) {
    Map<String, String> changed = new LinkedHashMap<>();
    table
        .texts()
        .forEach(
            (column, longest) -> {
              String text = (String) row.get(column);
              String now = text == null ? null : turned.apply(text, table.cell(column));
              if (text != null && !now.equals(text)) {
                changed.put(column, now);
              }
            });
    return changed;
  }

  /**
   * Turns the texts of all rows with one of these, locked first, so that none is changed by others
   * meanwhile. What becomes too long for its column is cut.
   */
  void change(Table table, List<String> needles, Turned turned) {
    boolean missed = true;
    for (int i = 0; missed && i < 3; i++) {
      missed = false;
      for (String id : rowsWith(table, needles, " for update")) {
        Map<String, Object> row = row(table, id, false);
        Map<String, String> changed = turned(table, row, turned);
        missed |= row.isEmpty() || !changed.isEmpty() && change(table, id, changed) == 0;
      }
    }
    if (missed) {
      throw ConflictException.because("privacy.busy", table.title());
    }
  }

  private int change(Table table, String id, Map<String, String> changed) {
    List<Object> values = new ArrayList<>();
    changed.forEach(
        (column, now) -> {
          long longest = table.texts().get(column);
          values.add(now.length() <= longest ? now : now.substring(0, (int) longest - 1) + "…");
        });
    values.add(id);
    return jdbc.update(
        "update "
            + quoted(table.name())
            + " set "
            + changed.keySet().stream()
                .map(column -> quoted(column) + " = ?")
                .collect(Collectors.joining(", "))
            + table.revision()
            + " where "
            + where(),
        values.toArray());
  }

  /** What the engine keeps as bytes: values, which are JSON, words of exceptions, comments. */
  void changeBytes(Turned turned) {
    changeBytes("ACT_GE_BYTEARRAY", "BYTES_", "DEPLOYMENT_ID_ is null and ", "REV_", turned);
    changeBytes("ACT_HI_COMMENT", "FULL_MSG_", "", null, turned);
  }

  private void changeBytes(
      String table, String column, String condition, String revision, Turned turned) {
    for (String id :
        jdbc.queryForList(
            "select ID_ from " + table + " where " + condition + column + " is not null",
            String.class)) {
      String one = "select " + column + " from " + table + " where ID_ = ?";
      if (bytes(one, id, turned).isEmpty()) {
        continue;
      }
      bytes(one + " for update", id, turned)
          .ifPresent(
              now ->
                  jdbc.update(
                      "update "
                          + table
                          + " set "
                          + column
                          + " = ?"
                          + (revision == null ? "" : ", " + revision + " = " + revision + " + 1")
                          + " where ID_ = ?",
                      now,
                      id));
    }
  }

  /** What the bytes become; empty where they stay, are no text, or are gone by now. */
  private Optional<byte[]> bytes(String query, String id, Turned turned) {
    return jdbc.queryForList(query, byte[].class, id).stream()
        .filter(Objects::nonNull)
        .flatMap(
            bytes -> {
              String text = new String(bytes, StandardCharsets.UTF_8);
              String now = turned.apply(text, Cell.KEY);
              boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
              return isText && !now.equals(text)
                  ? Stream.of(now.getBytes(StandardCharsets.UTF_8))
                  : Stream.empty();
            })
        .findFirst();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
