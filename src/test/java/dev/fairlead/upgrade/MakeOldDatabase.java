package dev.fairlead.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * No test of the build: run in a release's own source code, it writes the database from which
 * {@link UpgradeTests} upgrades. How, says {@code src/test/resources/upgrade/README.md}.
 */
@FairleadTest
@TestPropertySource(properties = "fairlead.test.name=made")
@Import({EveryWait.class, Waits.class, Figures.class, People.class})
class MakeOldDatabase {
  private static final Path FOLDER = Path.of("src/test/resources/upgrade");

  @Autowired EveryWait world;
  @Autowired Waits waits;
  @Autowired Figures figures;
  @Autowired ProcessDriver driver;
  @Autowired DataSource database;
  @Autowired JdbcClient jdbc;

  @Test
  void write() throws Exception {
    try {
      world.make();
      assertThat(new TreeSet<>(waits.waiting())).containsAll(waits.drawn());
      shorten();
      List<String> known = new ArrayList<>();
      waits.waiting().forEach(wait -> known.add("waits: " + wait));
      known.addAll(figures.of(EveryWait.THEN.toLocalDate()));
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve("figures.txt"), known);
      try (Connection connection = database.getConnection();
          Writer file =
              new BufferedWriter(
                  new OutputStreamWriter(
                      new Packed(Files.newOutputStream(FOLDER.resolve("data.sql.gz"))), UTF_8))) {
        DataFile.write(connection, file);
      }
    } finally {
      driver.resumeTime();
    }
  }

  /** PDFs do not pack: one archive keeps its own, all other files are a few bytes. */
  private void shorten() {
    for (String files :
        List.of("report_file", "shared_link", "archive_file where project_key <> 'WRAP-UP'")) {
      jdbc.sql("update " + files.replaceFirst("( where|$)", " set content = X'255044462d'$1"))
          .update();
    }
  }

  private static final class Packed extends GZIPOutputStream {
    Packed(OutputStream file) throws IOException {
      super(file);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
