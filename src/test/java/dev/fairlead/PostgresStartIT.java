package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The packaged application on PostgreSQL, with the environment that docker-compose.yml gives it:
 * what a real installation is on its first day.
 */
class PostgresStartIT {
  private static EmbeddedPostgres postgres;
  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Test
  void theFirstAdministratorComesFromTheEnvironmentAndMakesTheOthers() throws Exception {
    Map<String, String> environment = environment("fresh");
    try (Jar jar = Jar.start(folder, environment).awaitReady()) {
      assertThat(ask("fresh", "select username from app_user")).isEqualTo("root-admin");
      assertThat(ask("fresh", "select count(*) from project")).isEqualTo("0");
      assertThat(new Visitor(jar.url()).logIn("clara", "fairlead-demo")).isFalse();
      assertThat(new Visitor(jar.url()).logIn("root-admin", "fairlead-demo")).isFalse();

      Visitor admin = new Visitor(jar.url());
      assertThat(admin.logIn("root-admin", "a long secret")).isTrue();
      assertThat(admin.get("/").page()).contains(">Users<");
      Visitor.Answer made =
          admin.submit(
              "/users",
              "/users",
              "username",
              "nora",
              "displayName",
              "Nora Lind",
              "email",
              "nora@example.org",
              "groups",
              "coordinators",
              "password",
              "nora's first one");
      assertThat(made.page()).contains("Nora Lind can log in as nora now.");

      Visitor nora = new Visitor(jar.url());
      assertThat(nora.logIn("nora", "nora's first one")).isTrue();
      assertThat(
              nora.submit(
                      "/account",
                      "/account/password",
                      "current",
                      "nora's first one",
                      "password",
                      "nora's own one",
                      "repeated",
                      "nora's own one")
                  .page())
          .contains("Your password is changed.");
      assertThat(nora.get("/projects/new").status()).isEqualTo(200);
      assertThat(nora.get("/users").status()).isEqualTo(403);
    }
    environment.put("FAIRLEAD_ADMIN_PASSWORD", "");
    try (Jar again = Jar.start(folder, environment).awaitReady()) {
      assertThat(new Visitor(again.url()).logIn("root-admin", "a long secret"))
          .as("a second start needs no secret and changes no password")
          .isTrue();
      assertThat(new Visitor(again.url()).logIn("nora", "nora's own one")).isTrue();
    }
  }

  @Test
  void aStartWithoutAFirstAdministratorSaysInOneSentenceWhatIsMissing() throws Exception {
    Map<String, String> environment = environment("nobody");
    environment.remove("FAIRLEAD_ADMIN_PASSWORD");
    try (Jar jar = Jar.start(folder, environment)) {
      assertThat(jar.awaitEnd()).isNotZero();
      assertThat(jar.output())
          .contains(
              "There are no users yet, and the first administrator comes from the environment: set"
                  + " FAIRLEAD_ADMIN_PASSWORD and start again.")
          .doesNotContain("\tat ");
    }
    assertThat(ask("nobody", "select count(*) from app_user")).isEqualTo("0");
  }

  @Test
  void aDatabaseThatDoesNotLetUsInIsNamedInOneSentence() throws Exception {
    Map<String, String> environment = environment("closed");
    environment.put("FAIRLEAD_DB_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/x");
    try (Jar jar = Jar.start(folder, environment)) {
      assertThat(jar.awaitEnd()).isNotZero();
      assertThat(jar.output())
          .contains("does not let Fairlead in: FATAL: database \"x\" does not exist")
          .contains("Check FAIRLEAD_DB_URL")
          .doesNotContain("\tat ");
    }
  }

  /** What the compose file gives the application, with our server and our secrets in it. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> environment(String database) throws Exception {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + database + " login password 'db secret'");
      statement.execute("create database " + database + " owner " + database);
    }
    Map<String, Map<String, Map<String, Object>>> compose =
        new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
    Map<String, String> environment = new HashMap<>();
    ((Map<String, Object>) compose.get("services").get("fairlead").get("environment"))
        .forEach(
            // what nobody sets is what stands behind the dash
            (name, value) ->
                environment.put(name, value.toString().replaceFirst("^\\$\\{\\w+:-(.*)}$", "$1")));
    assertThat(environment)
        .as("secrets and the first administrator come from outside")
        .allSatisfy(
            (name, value) -> {
              if (name.matches("FAIRLEAD_(ADMIN_.*|DB_PASSWORD)")) {
                assertThat(value).matches("\\$\\{" + name + ":\\?.*}");
              }
            });
    environment.put(
        "FAIRLEAD_DB_URL", "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database);
    environment.put("FAIRLEAD_DB_USERNAME", database);
    environment.put("FAIRLEAD_DB_PASSWORD", "db secret");
    environment.put("FAIRLEAD_ADMIN_USERNAME", "root-admin");
    environment.put("FAIRLEAD_ADMIN_PASSWORD", "a long secret");
    environment.put("FAIRLEAD_ADMIN_EMAIL", "root@example.org");
    environment.put("FAIRLEAD_MAIL_HOST", "");
    // sentences as people read them
    environment.remove("LOGGING_STRUCTURED_FORMAT_CONSOLE");
    environment.put("FAIRLEAD_URL", "http://localhost");
    return environment;
  }

  private static String ask(String database, String question) throws Exception {
    try (Connection connection = postgres.getDatabase("postgres", database).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
