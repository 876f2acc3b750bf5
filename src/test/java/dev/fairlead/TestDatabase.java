package dev.fairlead;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;

/**
 * The database of all tests with {@link FairleadTest}: H2 in memory, or a real PostgreSQL where
 * {@code -Dfairlead.test.database=postgres} asks for it. {@code mvn verify} runs the same tests on
 * both (see the execution "postgres" in the pom): no test is written twice, and one that is added
 * cannot be forgotten. A test that needs a database of its own names it by {@code
 * fairlead.test.name}.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final SingletonSupplier<EmbeddedPostgres> POSTGRES =
      SingletonSupplier.of(TestDatabase::start);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    String name = context.getEnvironment().getProperty("fairlead.test.name", "fairlead");
    String url = isPostgres() ? postgres(name) : "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    TestPropertyValues.of(
            "spring.datasource.url=" + url,
            "spring.datasource.username=" + (isPostgres() ? "postgres" : "fairlead"),
            "spring.datasource.password=")
        .applyTo(context);
  }

  public static boolean isPostgres() {
    return "postgres".equals(System.getProperty("fairlead.test.database"));
  }

  /** Where a database of this name is, on the PostgreSQL of these tests; it is made if need be. */
  public static String urlOf(String name) {
    return postgres(name);
  }

  /** One server for the virtual machine, which ends with it, and in it one database per name. */
  private static String postgres(String name) {
    EmbeddedPostgres server = POSTGRES.obtain();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      if (!"42P04".equals(e.getSQLState())) { // it exists already
        throw new IllegalStateException(e);
      }
    }
    return server.getJdbcUrl("postgres", name);
  }

  /** Ends after the applications that use it, whose last words would otherwise wait for it. */
  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
      SpringApplication.getShutdownHandlers().add(() -> close(server));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
