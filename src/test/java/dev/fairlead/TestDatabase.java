package dev.fairlead;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;

/**
 * The database of all tests with {@link FairleadTest}: H2 in memory, or a real PostgreSQL where
 * {@code -Dfairlead.test.database=postgres} asks for it. {@code mvn verify} runs the same tests on
 * both (see the execution "postgres" in the pom): no test is written twice, and one that is added
 * cannot be forgotten.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final SingletonSupplier<EmbeddedPostgres> POSTGRES =
      SingletonSupplier.of(TestDatabase::start);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    String url =
        isPostgres()
            ? postgres().getJdbcUrl("postgres", "postgres")
            : "jdbc:h2:mem:fairlead;DB_CLOSE_DELAY=-1";
    TestPropertyValues.of(
            "spring.datasource.url=" + url,
            "spring.datasource.username=" + (isPostgres() ? "postgres" : "fairlead"),
            "spring.datasource.password=")
        .applyTo(context);
  }

  public static boolean isPostgres() {
    return "postgres".equals(System.getProperty("fairlead.test.database"));
  }

  /** One server for the virtual machine; it ends with it. */
  public static EmbeddedPostgres postgres() {
    return POSTGRES.obtain();
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
