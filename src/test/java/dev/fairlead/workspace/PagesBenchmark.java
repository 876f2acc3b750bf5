package dev.fairlead.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.fairlead.BenchReport;
import dev.fairlead.KeptDatabases;
import dev.fairlead.ManyProjects;
import dev.fairlead.OnPostgres;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.project.Projects;
import dev.fairlead.tracking.Progress;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.GenericManagerFactory;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What the pages that everybody opens cost with more and more projects of 100 tasks each, on
 * PostgreSQL: up to 10,000, with a million tasks; four of five are on their way, one waits for its
 * approval. Each figure stands beside the same with 1,000 projects, the inbox and Tasklist also
 * beside themselves with a twentieth of the tasks. The page "about", which asks the database for
 * nothing of a project, is the control. At the end the daily reviews of all become due at once.
 * Prints, asserts no time.
 */
@SpringBootTest(properties = "fairlead.demo-world=false")
@ContextConfiguration(initializers = OnPostgres.class)
@AutoConfigureMockMvc
class PagesBenchmark {
  private static final int ROUNDS = 31;
  private static final int WARMING_UP = 20;

  /**
   * {@code -Dpages.projects=250,1000} measures the pages with so many projects, and nothing else
   * but for {@code -Dpages.reviews=true}.
   */
  private static final String CHOSEN = System.getProperty("pages.projects", "");

  private static final List<Integer> SIZES =
      CHOSEN.isBlank()
          ? List.of(100, 250, 1_000, 5_000, 10_000)
          : Arrays.stream(CHOSEN.split(",")).map(String::strip).map(Integer::valueOf).toList();

  /** Four of five of these are on their way, so that some 10,000 reviews are due at once. */
  private static final int REVIEWED = 12_510;

  private static final boolean REVIEWS =
      Boolean.parseBoolean(System.getProperty("pages.reviews", "" + CHOSEN.isBlank()));

  /** Longest that the reviews of all are waited for. */
  private static final Duration PATIENCE = Duration.ofMinutes(25);

  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Progress progress;
  @Autowired ProcessDriver driver;
  @Autowired MockMvc web;
  @Autowired IdentityService identity;
  @Autowired FilterService filters;
  @Autowired ProcessEngine engine;
  @Autowired DataSource source;

  @TestConfiguration
  static class Databases {
    @Bean
    static BeanPostProcessor keptDatabases() {
      return KeptDatabases.inPlaceOfTheOnly();
    }
  }

  /** One of the things that are measured. */
  private interface Look {
    void open() throws Exception;
  }

  @Test
  void pagesWithMoreAndMoreProjects() throws Exception {
    executor().shutdown();
    LargeProjects.begin(projects, plans, progress, driver);
    ManyProjects many = new ManyProjects(jdbc, transactions, LargeProjects.FIVE);
    Map<String, Look> looks = new LinkedHashMap<>();
    looks.put("about (control)", page("clara", "coordinators", "/about"));
    looks.put("portfolio, first page", page("clara", "coordinators", "/"));
    looks.put(
        "portfolio, a page in the middle", page("clara", "coordinators", "/?after=COPY-00050"));
    looks.put("portfolio, search for one project", page("clara", "coordinators", "/?q=COPY-00077"));
    looks.put("project", page("clara", "coordinators", "/projects/COPY-00077"));
    looks.put("plan", page("clara", "coordinators", "/projects/COPY-00077/plan"));
    looks.put(
        "plan of 1,000 tasks",
        page("clara", "coordinators", "/projects/" + LargeProjects.LONG + "/plan"));
    looks.put(
        "its data", page("clara", "coordinators", "/api/projects/" + LargeProjects.LONG + "/plan"));
    looks.put("progress", page("clara", "coordinators", "/projects/COPY-00077/progress"));
    looks.put("late tasks of all projects", page("maria", "managers", "/late"));
    looks.put("late tasks, coordinator of all", page("clara", "coordinators", "/late?mine=true"));
    looks.put("late tasks, team member", page("tom-19", "team-members", "/late?mine=true"));
    looks.put("inbox of a team member", page("tom-19", "team-members", "/work"));
    looks.put("inbox of the coordinator of all", page("clara", "coordinators", "/work"));
    looks.put("inbox of a manager of all", page("maria", "managers", "/work"));
    looks.put(
        "inbox of the coordinator, one project",
        page("clara", "coordinators", "/work?words=COPY-00077"));
    looks.put(
        "inbox of the coordinator, a common word",
        page("clara", "coordinators", "/work?words=report"));
    looks.put(
        "inbox of the coordinator, no such word",
        page("clara", "coordinators", "/work?words=nowhere"));
    looks.put("Tasklist of a team member", tasklist("tom-19", "team-members"));
    looks.put("Tasklist of the coordinator of all", tasklist("clara", "coordinators"));
    looks.put("Tasklist of a manager of all", tasklist("maria", "managers"));
    // on their own: they read all tasks, and so drive from memory what the pages read
    Map<String, Look> byTheEngine = new LinkedHashMap<>();
    byTheEngine.put("the same by the engine alone: member", byTheEngine(looks, "a team member"));
    byTheEngine.put("coordinator", byTheEngine(looks, "the coordinator of all"));
    byTheEngine.put("manager", byTheEngine(looks, "a manager of all"));
    int made = 0;
    for (int count : SIZES) {
      many.copy(made + 1, count);
      made = count;
      BenchReport.say(
          PagesBenchmark.class,
          "%d projects: %d tasks of plans, %d open tasks, %d timers",
          count,
          number("plan_task"),
          number("act_ru_task"),
          number("act_ru_job"));
      databases().keep(kept(count));
    }
    many.settle();
    head();
    for (Map<String, Look> together : List.of(looks, byTheEngine)) {
      byTurns(together).forEach(PagesBenchmark::print);
    }
    databases().lookAtTheFilled();
    databases().close();
    sizes();
    if (CHOSEN.isBlank()) {
      fourAtOnce();
    }
    if (REVIEWS) {
      many.copy(made + 1, REVIEWED);
      reviewsOfAll();
    }
  }

  private KeptDatabases databases() {
    return (KeptDatabases) source;
  }

  private static String kept(int projects) {
    return "projects_" + projects;
  }

  private static boolean compared() {
    return SIZES.containsAll(List.of(250, 1_000, 5_000, 10_000));
  }

  private static void head() {
    BenchReport.say(
        PagesBenchmark.class,
        "%-36s %s%s",
        "ms",
        SIZES.stream().map("%,9d"::formatted).collect(Collectors.joining()),
        compared() ? "   10,000 : 1,000        5,000 : 250" : "");
  }

  /**
   * The medians in milliseconds, and of how many times as long it took with so many more projects
   * in each round the median and between what the middle half of the rounds lies.
   */
  private static void print(String name, Map<Integer, double[]> seconds) {
    BenchReport.say(
        PagesBenchmark.class,
        "%-36s %s%s",
        name,
        SIZES.stream()
            .map(size -> "%9.1f".formatted(BenchReport.quarter(2, seconds.get(size)) * 1000))
            .collect(Collectors.joining()),
        compared()
            ? "   " + times(seconds, 10_000, 1_000) + "   " + times(seconds, 5_000, 250)
            : "");
  }

  private static String times(Map<Integer, double[]> seconds, int many, int few) {
    double[] times = new double[ROUNDS];
    Arrays.setAll(times, i -> seconds.get(many)[i] / seconds.get(few)[i]);
    return BenchReport.middle("%.2f", times);
  }

  /** What a browser is sent of a plan of 1,000 tasks, before any proxy that packs it. */
  private void sizes() throws Exception {
    for (String path :
        List.of(
            "/projects/" + LargeProjects.LONG + "/plan",
            "/api/projects/" + LargeProjects.LONG + "/plan")) {
      byte[] sent =
          web.perform(MockMvcRequestBuilders.get(path).with(as("clara", "coordinators")))
              .andReturn()
              .getResponse()
              .getContentAsByteArray();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(sent);
      }
      BenchReport.say(
          PagesBenchmark.class,
          "%s: %.1f KB, %.1f KB packed by gzip",
          path,
          sent.length / 1e3,
          packed.size() / 1e3);
    }
  }

  /**
   * Four clients save one neighbouring task after the other, none of them sees the others' tasks.
   */
  private void fourAtOnce() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    int each = 50;
    int begin = plans.current(LargeProjects.LONG).version();
    ExecutorService clients = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    for (int client = 0; client < 4; client++) {
      int own = client;
      all.add(
          clients.submit(
              () -> {
                int known = begin;
                for (int i = 0; i < each; i++) {
                  MockHttpServletResponse answer =
                      web.perform(
                              MockMvcRequestBuilders.post(
                                      "/api/projects/" + LargeProjects.LONG + "/plan/edits")
                                  .contentType(MediaType.APPLICATION_JSON)
                                  .content(
                                      "{\"version\":%d,\"edits\":[{\"kind\":\"SET\",\"task\":%d,\"values\":{\"durationDays\":\"2\"}}]}"
                                          .formatted(known, 4 * i + own + 1))
                                  .with(SecurityMockMvcRequestPostProcessors.csrf())
                                  .with(as("clara", "coordinators")))
                          .andReturn()
                          .getResponse();
                  if (answer.getStatus() == 200) {
                    known = JsonPath.read(answer.getContentAsString(), "$.plan.version");
                  } else {
                    refused.incrementAndGet();
                  }
                }
                return null;
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    clients.shutdown();
    BenchReport.say(
        PagesBenchmark.class,
        "four clients saved neighbouring tasks: %d of %d refused",
        refused.get(),
        4 * each);
  }

  private static RequestPostProcessor as(String who, String group) {
    return SecurityMockMvcRequestPostProcessors.user(who)
        .authorities(new SimpleGrantedAuthority(group));
  }

  /** Monday at seven: the job executor meets a timer of each project that is on its way. */
  private void reviewsOfAll() throws InterruptedException {
    driver.setTime(LocalDateTime.of(2027, 1, 11, 7, 0));
    long due = due();
    long begin = System.nanoTime();
    executor().start();
    try {
      while (due() > 0 && System.nanoTime() - begin < PATIENCE.toNanos()) {
        Thread.sleep(1_000);
      }
    } finally {
      executor().shutdown();
    }
    BenchReport.say(
        PagesBenchmark.class,
        "%d timers due at once: %d left after %.0f s, %d failed, %d open tasks",
        due,
        due(),
        (System.nanoTime() - begin) / 1e9,
        jdbc.sql("select count(*) from act_ru_job where exception_msg_ is not null")
            .query(Long.class)
            .single(),
        number("act_ru_task"));
  }

  private long due() {
    return jdbc.sql(
            "select count(*) from act_ru_job where retries_ > 0 and (duedate_ is null or duedate_ <= ?)")
        .param(LocalDateTime.of(2027, 1, 11, 7, 0))
        .query(Long.class)
        .single();
  }

  private JobExecutor executor() {
    return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getJobExecutor();
  }

  private long number(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  private Look page(String who, String group, String path) {
    return () ->
        assertThat(
                web.perform(MockMvcRequestBuilders.get(path).with(as(who, group)))
                    .andReturn()
                    .getResponse()
                    .getStatus())
            .as(path)
            .isEqualTo(200);
  }

  /** The first page of what waits for a person, and how much it is, as Tasklist asks for them. */
  private Look tasklist(String who, String group) {
    return () -> {
      identity.setAuthentication(who, List.of(group));
      try {
        String filter =
            filters.createFilterQuery().filterName("Waiting for me").singleResult().getId();
        TaskQuery newest = engine.getTaskService().createTaskQuery().orderByTaskCreateTime().desc();
        assertThat(filters.listPage(filter, newest, 0, 15)).hasSizeLessThanOrEqualTo(15);
        assertThat(filters.count(filter)).as(who).isPositive();
      } finally {
        identity.clearAuthentication();
      }
    };
  }

  /** The same with the engine's own statements, which decision 0039 went round. */
  private Look byTheEngine(Map<String, Look> looks, String whose) {
    Look tasklist = looks.get("Tasklist of " + whose);
    Map<Class<?>, SessionFactory> managers =
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
            .getSessionFactories();
    return () -> {
      SessionFactory ours =
          managers.put(TaskManager.class, new GenericManagerFactory(TaskManager.class));
      try {
        tasklist.open();
      } finally {
        managers.put(TaskManager.class, ours);
      }
    };
  }

  /**
   * Seconds by the number of projects, round by round. In each round all are opened, each with one
   * number of projects right after the other, so that what the machine does meanwhile meets all of
   * them alike.
   */
  private Map<String, Map<Integer, double[]>> byTurns(Map<String, Look> looks) throws Exception {
    Map<String, Map<Integer, double[]>> seconds = new LinkedHashMap<>();
    List<Integer> sizes = new ArrayList<>(SIZES);
    for (int round = -WARMING_UP; round < ROUNDS; round++) {
      for (Map.Entry<String, Look> look : looks.entrySet()) {
        // none is always the first
        Collections.rotate(sizes, 1);
        for (int size : sizes) {
          databases().lookAt(kept(size));
          long begin = System.nanoTime();
          look.getValue().open();
          seconds.computeIfAbsent(look.getKey(), name -> new HashMap<>())
                  .computeIfAbsent(size, any -> new double[ROUNDS])[Math.max(0, round)] =
              (System.nanoTime() - begin) / 1e9;
        }
      }
    }
    return seconds;
  }
}
