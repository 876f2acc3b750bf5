package dev.fairlead;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged application as a process of its own, started and ended as an administrator does. */
public final class Jar implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Duration LONGEST = Duration.ofMinutes(4);
  static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path output;
  private volatile int port;

  private Jar(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it on a free port with this environment, and nothing of the tests' own. */
  public static Jar start(Path folder, Map<String, String> environment) {
    try {
      return start(packaged(), folder, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with another packaged application, such as one on another engine. */
  public static Jar start(Path jar, Path folder, Map<String, String> environment) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    return command(options, folder, environment);
  }

  /** What stands behind {@code java} on the command line. */
  public static Jar command(List<String> options, Path folder, Map<String, String> environment) {
    try {
      Path output = Files.createTempFile(folder, "output", ".log");
      List<String> command = new ArrayList<>(options);
      command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.matches("(FAIRLEAD|SPRING)_.*"));
      builder.environment().putAll(environment);
      builder.environment().put("PORT", "0");
      builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
      return new Jar(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A node with the demo people, on this PostgreSQL, that sends its mails to this port. */
  static Map<String, String> demoNode(EmbeddedPostgres postgres, int mailPort) {
    return Map.of(
        "SPRING_PROFILES_ACTIVE",
        "postgres",
        "FAIRLEAD_DB_URL",
        postgres.getJdbcUrl("postgres", "postgres"),
        "FAIRLEAD_DB_USERNAME",
        "postgres",
        "FAIRLEAD_DEMO",
        "true",
        "FAIRLEAD_DEMO_WORLD",
        "false",
        "FAIRLEAD_MAIL_HOST",
        "localhost",
        "FAIRLEAD_MAIL_PORT",
        String.valueOf(mailPort));
  }

  static Path packaged() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().matches("fairlead-.*\\.jar")).toList();
      if (found.size() != 1) {
        throw new IllegalStateException("one packaged application expected, but: " + found);
      }
      return found.get(0);
    }
  }

  /** Waits until it takes requests. */
  public Jar awaitReady() {
    return awaitUp("readiness");
  }

  /** Waits until it lives, also where it says itself that visitors had better go elsewhere. */
  public Jar awaitAlive() {
    return awaitUp("liveness");
  }

  private Jar awaitUp(String health) {
    await("the application's " + health)
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(100))
        .failFast(this::mustRun)
        .until(() -> port() > 0 && isUp(health));
    return this;
  }

  private void mustRun() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the application ended: " + output());
    }
  }

  boolean isReady() {
    return isUp("readiness");
  }

  private boolean isUp(String health) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url() + "/actuator/health/" + health)).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until it has ended by itself, and answers its exit code. */
  public int awaitEnd() {
    await("the application ends").atMost(LONGEST).until(() -> !process.isAlive());
    return process.exitValue();
  }

  /** {@code kill -9}: the process gets no chance to finish anything. */
  public void kill() {
    process.destroyForcibly();
    await("the process is gone").atMost(LONGEST).until(() -> !process.isAlive());
  }

  /** {@code kill -STOP}: the process stands still until it is thawed. */
  public void freeze() {
    signal("STOP");
    await("the process stands still")
        .atMost(Duration.ofSeconds(5))
        .until(() -> state().startsWith("T"));
  }

  private String state() throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", "" + process.pid()).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  /** {@code kill -CONT}. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + name + " answered " + code);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code kill}: the process is asked to end, and finishes what it does. */
  public void end() {
    askToEnd();
    await("the process ends").atMost(LONGEST).until(() -> !process.isAlive());
  }

  /** {@code kill}, without waiting for its end. */
  void askToEnd() {
    process.destroy();
  }

  long pid() {
    return process.pid();
  }

  public String url() {
    return "http://localhost:" + port();
  }

  private int port() {
    if (port == 0) {
      Matcher matcher = PORT.matcher(output());
      port = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
    return port;
  }

  /** What it has written to its console so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
