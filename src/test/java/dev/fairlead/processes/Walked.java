package dev.fairlead.processes;

import dev.fairlead.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * What the scenarios walked: a line for each class of them and for each sequence flow, as {@code
 * process/flow}. Several virtual machines share the scenarios, so each keeps its lines in a file.
 */
final class Walked {
  private static final Path FOLDER = Path.of("target", "walked");
  private static final Set<String> HERE = new ConcurrentSkipListSet<>();
  private static final Path FILE = begin();

  private Walked() {}

  static void note(String what) {
    if (HERE.add(what)) {
      try {
        Files.writeString(FILE, what + "\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The lines of all virtual machines. */
  static Set<String> all() throws IOException {
    Set<String> lines = new TreeSet<>();
    if (Files.isDirectory(FOLDER)) {
      try (Stream<Path> files = Files.list(FOLDER)) {
        for (Path file : files.toList()) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines;
  }

  /** A file of this virtual machine, in the place of what an earlier run left in it. */
  private static Path begin() {
    String machine =
        (TestDatabase.isPostgres() ? "postgres-" : "h2-")
            + System.getProperty("surefire.forkNumber", "0");
    try {
      return Files.writeString(Files.createDirectories(FOLDER).resolve(machine), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
