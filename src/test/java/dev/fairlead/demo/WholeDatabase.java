package dev.fairlead.demo;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All rows of all tables, sorted, without what differs each time: ids, and what is hashed or
 * rendered from them.
 */
public final class WholeDatabase {
  private static final Pattern DIFFERS =
      Pattern.compile(
          "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\\$2a\\$\\S{56}|(?<=posting |checkIn-|followUp-)\\d+|\\d+(?= bytes)");

  /**
   * Of the application's starts and visitors; and how often decision tables were asked, whose
   * answers each start remembers anew.
   */
  private static final Pattern NOT_OF_THE_WORLD =
      Pattern.compile(
          "(?i)flyway_.*|spring_session.*|act_ge_(schema_log|property)|act_re_.*"
              + "|act_ru_(filter|authorization)|act_hi_dec.*|node.*");

  private WholeDatabase() {}

  public static Map<String, List<String>> of(JdbcClient jdbc) {
    Map<String, List<String>> tables = new TreeMap<>();
    jdbc
        .sql(
            "select table_name from information_schema.tables where table_type = 'BASE TABLE'"
                + " and lower(table_schema) = 'public'")
        .query(String.class)
        .list()
        .stream()
        .filter(table -> !NOT_OF_THE_WORLD.matcher(table).matches())
        .forEach(
            table ->
                tables.put(
                    table,
                    jdbc
                        .sql(
                            "select * from \""
                                + table
                                + "\""
                                + (isFiles(table) ? " where DEPLOYMENT_ID_ is null" : ""))
                        .query((row, i) -> written(row))
                        .list()
                        .stream()
                        .filter(row -> !row.contains("history-cleanup"))
                        .sorted()
                        .toList()));
    return tables;
  }

  /** Rows that only one of the two has, each with its table; as often as it has them more often. */
  static List<String> differences(Map<String, List<String>> one, Map<String, List<String>> other) {
    Set<String> tables = new TreeSet<>(one.keySet());
    tables.addAll(other.keySet());
    List<String> found = new ArrayList<>();
    for (String table : tables) {
      List<String> here = new ArrayList<>(one.getOrDefault(table, List.of()));
      List<String> there = new ArrayList<>(other.getOrDefault(table, List.of()));
      one.getOrDefault(table, List.of()).forEach(row -> removeBoth(row, here, there));
      here.forEach(row -> found.add(table + " lacks " + row));
      there.forEach(row -> found.add(table + " has beside " + row));
    }
    return found;
  }

  private static void removeBoth(String row, List<String> here, List<String> there) {
    if (there.remove(row)) {
      here.remove(row);
    }
  }

  /** The engine keeps what is deployed, diagrams and forms, beside the values of processes. */
  private static boolean isFiles(String table) {
    return table.equalsIgnoreCase("act_ge_bytearray");
  }

  private static String written(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    StringBuilder all = new StringBuilder();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String value =
          switch (columns.getColumnType(i)) {
            // keys that a database gives away once, also where the row is taken back
            case Types.BIGINT -> row.getObject(i) == null ? "null" : "#";
            case Types.BLOB, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> text(row, i);
            default -> isOfVariable(columns.getColumnName(i)) ? number(row, i) : row.getString(i);
          };

      all.append(columns.getColumnName(i))
          .append('=')
          .append(DIFFERS.matcher(String.valueOf(value)).replaceAll("#"))
          .append("; ");
    }
    return all.toString();
  }

  /** The engine writes numbers as text once more, keys among them. */
  private static boolean isOfVariable(String column) {
    return column.equalsIgnoreCase("text_");
  }

  private static String number(ResultSet row, int column) throws SQLException {
    String value = row.getString(column);
    return value != null && value.matches("\\d+") ? "#" : value;
  }

  private static String text(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    if (bytes == null) {
      return "null";
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("%PDF") || text.startsWith("PK") ? text.substring(0, 2) : text;
  }
}
