package dev.fairlead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged application unpacked, and beside it an archive of its loaded classes, as Spring Boot
 * offers it; it starts in about half the time. For tests that start it again and again.
 */
final class QuickStart {
  private final Path jar;
  private final Path archive;

  private QuickStart(Path jar, Path archive) {
    this.jar = jar;
    this.archive = archive;
  }

  /**
   * Unpacks it and starts it once in this environment, which also makes its tables; it ends as soon
   * as it has begun.
   */
  static QuickStart prepare(Path folder, Map<String, String> environment) {
    try {
      Path packaged = Jar.packaged();
      Path unpacked = Path.of("target", "unpacked").toAbsolutePath();
      FileSystemUtils.deleteRecursively(unpacked);
      Jar.command(
              List.of(
                  "-Djarmode=tools",
                  "-jar",
                  packaged.toAbsolutePath().toString(),
                  "extract",
                  "--destination",
                  unpacked.toString()),
              folder,
              Map.of())
          .awaitEnd();
      QuickStart made =
          new QuickStart(
              unpacked.resolve(packaged.getFileName()), unpacked.resolve("fairlead.jsa"));
      Jar.command(
              made.options("-XX:ArchiveClassesAtExit=", "-Dspring.context.exit=onRefresh"),
              folder,
              environment)
          .awaitEnd();
      if (!Files.exists(made.archive)) {
        throw new IllegalStateException("no archive of classes: " + made.archive);
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Jar start(Path folder, Map<String, String> environment) {
    return Jar.command(options("-XX:SharedArchiveFile="), folder, environment);
  }

  private List<String> options(String use, String... more) {
    List<String> options = new ArrayList<>(Jar.OPTIONS);
    options.add(use + archive);
    options.addAll(List.of(more));
    options.addAll(List.of("-jar", jar.toString()));
    return options;
  }
}
