package dev.fairlead.upgrade;

import dev.fairlead.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;

/** The database that the previous release left, before this one is started on it. */
class UpgradedDatabase extends TestDatabase {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    super.initialize(context);
    Environment settings = context.getEnvironment();
    try (InputStream rows = new ClassPathResource("upgrade/data.sql.gz").getInputStream()) {
      DataFile.read(
          rows,
          settings.getRequiredProperty("spring.datasource.url"),
          settings.getRequiredProperty("spring.datasource.username"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
