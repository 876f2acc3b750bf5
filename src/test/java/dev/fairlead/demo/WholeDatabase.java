package dev.fairlead.demo;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All rows of all tables, sorted, without what differs each time: ids, and what is hashed or
 * rendered from them.
 */
final class WholeDatabase {
  private static final Pattern DIFFERS =
      Pattern.compile(
          "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\\$2a\\$\\S{56}|(?<=posting )\\d+");

  /** Of the application's starts, of its visitors, and large because of the diagrams. */
  private static final Pattern NOT_OF_THE_WORLD =
      Pattern.compile(
          "(?i)flyway_.*|spring_session.*|act_ge_(schema_log|property)|act_re_.*|act_ru_(filter|authorization)|node.*");

  private WholeDatabase() {}

  static Map<String, List<String>> of(JdbcClient jdbc) {
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
                        .sql("select * from \"" + table + "\"")
                        .query((row, i) -> written(row))
                        .list()
                        .stream()
                        .sorted()
                        .toList()));
    return tables;
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
            default -> String.valueOf(row.getString(i));
          };
      all.append(columns.getColumnName(i))
          .append('=')
          .append(DIFFERS.matcher(value).replaceAll("#"))
          .append("; ");
    }
    return all.toString();
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
