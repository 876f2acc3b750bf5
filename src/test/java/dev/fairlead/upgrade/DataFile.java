package dev.fairlead.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * The rows of a whole database as inserts that H2 and PostgreSQL both read, one a line. The tables
 * are made by the migrations that the old release had, which never change, and by the engine's own
 * scripts.
 */
public final class DataFile {
  private static final String TABLES_OF = "-- tables of migration ";

  /** History that no page reads of what ran already, and is long. */
  private static final String LEFT_OUT =
      "(?i)spring_session.*|act_ru_.*meter_log|act_hi_(job_log|op_log|detail)";

  private DataFile() {}

  static void write(Connection h2, Writer file) throws SQLException, IOException {
    file.write(
        TABLES_OF
            + one(
                h2,
                "select max(cast(\"version\" as integer)) from \"flyway_schema_history\""
                    + " where \"version\" is not null")
            + "\n");
    for (String table : tables(h2)) {
      if (!table.matches(LEFT_OUT)) {
        writeRows(h2, table, file);
      }
    }
  }

  private static void writeRows(Connection h2, String table, Writer file)
      throws SQLException, IOException {
    try (Statement statement = h2.createStatement();
        ResultSet rows = statement.executeQuery("select * from \"" + table + "\" order by 1")) {
      ResultSetMetaData columns = rows.getMetaData();
      String names =
          IntStream.rangeClosed(1, columns.getColumnCount())
              .mapToObj(i -> quotedIfLower(name(columns, i)))
              .collect(Collectors.joining(", "));
      while (rows.next()) {
        file.write("insert into " + quotedIfLower(table) + " (" + names + ")");
        file.write(" overriding system value values (");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          file.write((i == 1 ? "" : ", ") + literal(rows, i, columns.getColumnType(i)));
        }
        file.write(");\n");
      }
    }
  }

  private static String name(ResultSetMetaData columns, int column) {
    try {
      return columns.getColumnName(column);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Flyway's own table has lower-case names on both databases. */
  private static String quotedIfLower(String name) {
    return name.equals(name.toUpperCase(java.util.Locale.ROOT)) ? name : '"' + name + '"';
  }

  private static String literal(ResultSet rows, int column, int type) throws SQLException {
    Object value = rows.getObject(column);
    if (value == null) {
      return "null";
    }
    return switch (type) {
      case Types.BOOLEAN, Types.BIT -> "" + rows.getBoolean(column);
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> "" + rows.getLong(column);
      case Types.NUMERIC, Types.DECIMAL -> rows.getBigDecimal(column).toPlainString();
      case Types.REAL, Types.FLOAT, Types.DOUBLE ->
          BigDecimal.valueOf(rows.getDouble(column)).toPlainString();
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          "unhex('" + HexFormat.of().formatHex(rows.getBytes(column)) + "')";
      default -> text(rows.getString(column));
    };
  }

  private static String text(String value) {
    String quoted = value.replace("'", "''");
    return quoted.matches("[^\\\\\\n\\r]*")
        ? '\'' + quoted + '\''
        : "U&'"
            + quoted.replace("\\", "\\\\").replace("\n", "\\000a").replace("\r", "\\000d")
            + '\'';
  }

  /** Fills an empty database with these rows, as the old release left them. */
  static void read(InputStream file, String url, String username) {
    boolean postgres = url.contains(":postgresql:");
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(file), UTF_8));
        Connection database = DriverManager.getConnection(url, username, "")) {
      makeTables(database, url, username, postgres, lines.readLine().substring(TABLES_OF.length()));
      run(
          database,
          postgres ? "set session_replication_role = replica" : "set referential_integrity false",
          postgres
              ? "create function unhex(text) returns bytea as 'select decode($1, ''hex'')' language sql"
              : "create alias unhex for '" + DataFile.class.getName() + ".unhex'");
      List<String> ownDigests = postgres ? ownDigests(database) : List.of();
      for (String table : tables(database)) {
        run(database, "delete from \"" + table + '"');
      }
      try (Statement statement = database.createStatement()) {
        int waiting = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          statement.addBatch(line);
          if (++waiting % 500 == 0) {
            statement.executeBatch();
          }
        }
        statement.executeBatch();
      }
      run(database, ownDigests.toArray(String[]::new));
      countOn(database);
      run(
          database,
          postgres ? "drop function unhex(text)" : "drop alias unhex",
          postgres ? "set session_replication_role = origin" : "set referential_integrity true");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The rows come from H2, and so do their digests of scripts; those of scripts that PostgreSQL has
   * instead are set by these.
   */
  private static List<String> ownDigests(Connection database) throws SQLException {
    List<String> digests = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet scripts =
            statement.executeQuery(
                "select \"script\", \"checksum\" from \"flyway_schema_history\"")) {
      while (scripts.next()) {
        String script = scripts.getString(1);
        if (new ClassPathResource("db/postgresql/" + script).exists()) {
          digests.add(
              "update \"flyway_schema_history\" set \"checksum\" = %d where \"script\" = '%s'"
                  .formatted(scripts.getInt(2), script));
        }
      }
    }
    return digests;
  }

  /** Called by H2. */
  public static byte[] unhex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static void makeTables(
      Connection database, String url, String username, boolean postgres, String migration) {
    Flyway.configure()
        .dataSource(url, username, "")
        .locations("classpath:db/migration", "classpath:db/" + (postgres ? "postgresql" : "h2"))
        .target(migration)
        .load()
        .migrate();
    for (String part :
        List.of(
            "engine",
            "history",
            "identity",
            "case.engine",
            "case.history",
            "decision.engine",
            "decision.history")) {
      ScriptUtils.executeSqlScript(
          database,
          new ClassPathResource(
              "org/camunda/bpm/engine/db/create/activiti."
                  + (postgres ? "postgres" : "h2")
                  + ".create."
                  + part
                  + ".sql"));
    }
  }

  /** Lets numbers that the database gives go on after those that are there. */
  private static void countOn(Connection database) throws SQLException {
    List<String> counted = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select table_name, column_name from information_schema.columns"
                    + " where is_identity = 'YES' and lower(table_schema) = 'public'")) {
      while (found.next()) {
        counted.add(found.getString(1) + '"' + found.getString(2));
      }
    }
    for (String both : counted) {
      String table = '"' + both.substring(0, both.indexOf('"')) + '"';
      String column = both.substring(both.indexOf('"')) + '"';
      String next = one(database, "select coalesce(max(" + column + "), 0) + 1 from " + table);
      run(database, "alter table " + table + " alter column " + column + " restart with " + next);
    }
  }

  private static List<String> tables(Connection database) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select table_name from information_schema.tables where table_type = 'BASE TABLE'"
                    + " and lower(table_schema) = 'public' order by 1")) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  private static String one(Connection database, String question) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static void run(Connection database, String... statements) throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
