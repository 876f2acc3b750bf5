package dev.fairlead.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of the embedded database. A mark beside it says that a Fairlead works with it; a mark
 * that is still there at the next start means that the last one was killed. Then the rows are
 * written into a new file with new indexes, since H2 may leave an index entry without its row when
 * it is killed (docs/decisions/0015).
 */
public final class EmbeddedDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Pattern URL =
      Pattern.compile("jdbc:h2:(?:file:)?(?!mem:|tcp:|ssl:|zip:|nio|split:)([^;]+)(;.*)?");

  private static final Pattern CLOSES = Pattern.compile("(?i);DB_CLOSE_ON_EXIT=([^;]*)");

  private final Path file;
  private final String settings;
  private final String username;
  private final String password;

  private EmbeddedDatabase(Path file, String settings, String username, String password) {
    this.file = file;
    this.settings = settings;
    this.username = username;
    this.password = password;
  }

  /** The database file that this address names; empty where it names another kind of database. */
  public static Optional<EmbeddedDatabase> at(String url, String username, String password) {
    Matcher matcher = URL.matcher(url == null ? "" : url);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String path = matcher.group(1).replaceFirst("^~", System.getProperty("user.home"));
    return Optional.of(
        new EmbeddedDatabase(
            Path.of(path).toAbsolutePath().normalize(),
            // the new file does not exist yet
            matcher.group(2) == null ? "" : matcher.group(2).replaceAll("(?i);IFEXISTS=TRUE", ""),
            username,
            password));
  }

  /** The same address, by which H2 leaves it to Fairlead to close it, unless it says otherwise. */
  static String closedByFairlead(String url) {
    return CLOSES.matcher(url).find() ? url : url + ";DB_CLOSE_ON_EXIT=FALSE";
  }

  /** Whether the address lets H2 close itself as soon as the process is asked to end. */
  static boolean closesItself(String url) {
    Matcher says = CLOSES.matcher(url);
    return !says.find() || !"FALSE".equalsIgnoreCase(says.group(1));
  }

  /** Whether whoever worked with it last was stopped without closing it. */
  public boolean wasKilled() {
    return Files.exists(mark()) && Files.exists(beside(".mv.db"));
  }

  /**
   * Marks the file as being worked with, after mending what a kill may have left.
   *
   * @return false when another process has it open; then nothing is done
   */
  public boolean open() {
    if (wasKilled() && !rebuild()) {
      return false;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.write(mark(), new byte[0]);
    } catch (IOException e) {
      LOG.warn("The mark {} cannot be written: {}", mark(), e.getMessage());
    }
    return true;
  }

  /** Takes the mark away, once the database is closed. */
  public void close() {
    try {
      Files.deleteIfExists(mark());
    } catch (IOException e) {
      LOG.warn("The mark {} cannot be removed: {}", mark(), e.getMessage());
    }
  }

  /**
   * Writes all rows into a new file. Whatever goes wrong, the old file stays in use; when all went
   * well, it stays beside the new one as {@code .mv.db.before-rebuild}.
   *
   * @return false when the database does not let us in
   */
  public boolean rebuild() {
    Path script = beside(".rebuild.sql");
    Path fresh = beside(".rebuild.mv.db");
    long begun = System.nanoTime();
    try {
      Files.deleteIfExists(script);
      Files.deleteIfExists(fresh);
      try (Connection old = connect(file)) {
        old.createStatement().execute("script to '" + quoted(script) + "' charset 'UTF-8'");
      } catch (SQLException e) {
        if (e.getSQLState() != null && e.getSQLState().matches("08.*|28.*|90020|90149")) {
          return false;
        }
        throw e;
      }
      try (Connection made = connect(beside(".rebuild"))) {
        made.createStatement().execute("runscript from '" + quoted(script) + "' charset 'UTF-8'");
      }
      keep(beside(".mv.db"), beside(".mv.db.before-rebuild"));
      Files.move(
          fresh,
          beside(".mv.db"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      LOG.warn(
          "Fairlead was not stopped in order the last time. Its embedded database {} was written anew in {} ms.",
          file,
          (System.nanoTime() - begun) / 1_000_000);
    } catch (IOException | SQLException e) {
      LOG.error(
          "Fairlead was not stopped in order the last time, and its embedded database {} could not be written anew;"
              + " it is used as it is: {}",
          file,
          e.getMessage());
    } finally {
      delete(script);
      delete(fresh);
    }
    return true;
  }

  private Connection connect(Path database) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:file:" + database + settings, username, password);
  }

  private static void keep(Path file, Path kept) throws IOException {
    Files.deleteIfExists(kept);
    try {
      Files.createLink(kept, file);
    } catch (UnsupportedOperationException | IOException noLinks) {
      Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", file, e.getMessage());
    }
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }

  private Path mark() {
    return beside(".working");
  }

  private Path beside(String end) {
    return file.resolveSibling(file.getFileName() + end);
  }
}
