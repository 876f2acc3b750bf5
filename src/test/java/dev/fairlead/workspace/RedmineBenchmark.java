package dev.fairlead.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.BenchReport;
import dev.fairlead.ManyProjects;
import dev.fairlead.OnPostgres;
import dev.fairlead.Visitor;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Progress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Pages with 1,000 projects of 100 tasks beside those of a Redmine with as much, both over HTTP on
 * this machine and by turns. {@code -Dredmine.url=http://localhost:8099} says where it is; how to
 * set it up and fill it is told in {@code docs/figures/redmine/README.md}. Prints, asserts no time.
 */
@EnabledIfSystemProperty(named = "redmine.url", matches = ".+")
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"camunda.bpm.job-execution.enabled=false", "fairlead.demo-world=false"})
@ContextConfiguration(initializers = OnPostgres.class)
class RedmineBenchmark {
  private static final int ROUNDS = 31;

  /** The compiler of a virtual machine learns from thousands of requests, Ruby's does not. */
  private static final int WARMING_UP = 300;

  private static final int WARMING_UP_THEIRS = 5;
  private static final String PASSWORD = "fairlead-demo";

  /** Open issues that were due before today. */
  private static final String OVERDUE =
      "/issues?set_filter=1&f%5B%5D=status_id&op%5Bstatus_id%5D=o"
          + "&f%5B%5D=due_date&op%5Bdue_date%5D=%3Ct-&v%5Bdue_date%5D%5B%5D=1";

  @LocalServerPort int port;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Progress progress;
  @Autowired ProcessDriver driver;

  /** The same need of the same person in both; ours may take several requests. */
  private record Pair(Visitor ours, List<String> paths, Visitor theirs, String path) {}

  @Test
  void besideRedmine() {
    LargeProjects.begin(projects, plans, progress, driver);
    new ManyProjects(jdbc, transactions, LargeProjects.FIVE).copy(1, 1_000);
    Visitor clara = ours("clara");
    Visitor maria = ours("maria");
    Visitor tom = ours("tom-19");
    Visitor theirClara = theirs("clara");
    Visitor theirMaria = theirs("maria");
    Visitor theirTom = theirs("tom-19");
    Map<String, Pair> pairs = new LinkedHashMap<>();
    pairs.put("all projects", new Pair(clara, List.of("/"), theirClara, "/projects"));
    pairs.put(
        "a page further",
        new Pair(clara, List.of("/?after=COPY-00050"), theirClara, "/projects?page=2"));
    pairs.put(
        "Gantt chart of 1,000 tasks",
        new Pair(
            clara,
            List.of(
                "/projects/" + LargeProjects.LONG + "/plan",
                "/api/projects/" + LargeProjects.LONG + "/plan"),
            theirClara,
            "/projects/large-3/issues/gantt?months=12"));
    pairs.put("late tasks of all", new Pair(maria, List.of("/late"), theirMaria, OVERDUE));
    pairs.put(
        "my page, coordinator of all", new Pair(clara, List.of("/work"), theirClara, "/my/page"));
    pairs.put("my page, manager of all", new Pair(maria, List.of("/work"), theirMaria, "/my/page"));
    pairs.put("my page, team member", new Pair(tom, List.of("/work"), theirTom, "/my/page"));
    Map<String, double[]> ours = new LinkedHashMap<>();
    Map<String, double[]> theirs = new LinkedHashMap<>();
    for (int i = 0; i < WARMING_UP; i++) {
      pairs.values().forEach(pair -> milliseconds(pair.ours(), pair.paths()));
    }
    for (int round = -WARMING_UP_THEIRS; round < ROUNDS; round++) {
      int kept = Math.max(0, round);
      pairs.forEach(
          (name, pair) -> {
            ours.computeIfAbsent(name, any -> new double[ROUNDS])[kept] =
                milliseconds(pair.ours(), pair.paths());
            theirs.computeIfAbsent(name, any -> new double[ROUNDS])[kept] =
                milliseconds(pair.theirs(), List.of(pair.path()));
          });
    }
    BenchReport.say(
        RedmineBenchmark.class, "%-30s %22s %24s %22s", "ms", "Fairlead", "Redmine", "times");
    pairs.keySet().forEach(name -> say(name, ours.get(name), theirs.get(name)));
  }

  private static void say(String name, double[] ours, double[] theirs) {
    double[] times = new double[ROUNDS];
    Arrays.setAll(times, i -> theirs[i] / ours[i]);
    BenchReport.say(
        RedmineBenchmark.class,
        "%-30s %22s %24s %22s",
        name,
        BenchReport.middle("%.1f", ours),
        BenchReport.middle("%.1f", theirs),
        BenchReport.middle("%.1f", times));
  }

  private static double milliseconds(Visitor visitor, List<String> paths) {
    long begin = System.nanoTime();
    for (String path : paths) {
      assertThat(visitor.get(path).status()).as(path).isEqualTo(200);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private Visitor ours(String who) {
    Visitor visitor = new Visitor("http://localhost:" + port);
    assertThat(visitor.logIn(who, PASSWORD)).as(who).isTrue();
    return visitor;
  }

  private static Visitor theirs(String who) {
    String url = System.getProperty("redmine.url");
    Visitor visitor = new Visitor(url, "authenticity_token");
    assertThat(visitor.logIn(who, PASSWORD)).as(who).isTrue();
    return visitor;
  }
}
