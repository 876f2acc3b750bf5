package dev.fairlead.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.ManyProjects;
import dev.fairlead.TestDatabase;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * What the pages that everybody opens cost with 100, 1,000 and 10,000 running projects of 100 tasks
 * each, on PostgreSQL; as a ratio to the same page with 1,000. The page "about", which asks the
 * database for nothing of a project, runs beside as the control. Prints, asserts no time.
 */
@FairleadTest
@ContextConfiguration(initializers = PagesBenchmark.OnPostgres.class)
class PagesBenchmark {
  static class OnPostgres extends TestDatabase {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      System.setProperty("fairlead.test.database", "postgres");
      super.initialize(context);
    }
  }

  private static final String KEY = "LARGE-1";
  private static final int TASKS = 100;
  private static final int ROUNDS = 15;

  @Autowired JdbcClient jdbc;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired ProcessDriver driver;
  @Autowired MockMvc web;

  /** Who opens which page. */
  private record Look(String who, String group, String path) {}

  @Test
  void pagesWithMoreAndMoreProjects() throws Exception {
    running();
    ManyProjects many = new ManyProjects(jdbc, KEY);
    Map<String, Look> looks = new LinkedHashMap<>();
    looks.put("about (control)", new Look("clara", "coordinators", "/about"));
    looks.put("portfolio, first page", new Look("clara", "coordinators", "/"));
    looks.put(
        "portfolio, a page in the middle", new Look("clara", "coordinators", "/?after=COPY-00050"));
    looks.put(
        "portfolio, search for one project", new Look("clara", "coordinators", "/?q=COPY-00077"));
    looks.put("project", new Look("clara", "coordinators", "/projects/COPY-00077"));
    looks.put("plan", new Look("clara", "coordinators", "/projects/COPY-00077/plan"));
    looks.put("progress", new Look("clara", "coordinators", "/projects/COPY-00077/progress"));
    looks.put("my work of a team member", new Look("tom-19", "team-members", "/work"));
    looks.put("my work of a coordinator of all", new Look("clara", "coordinators", "/work"));
    Map<String, Map<Integer, Double>> medians = new LinkedHashMap<>();
    int made = 0;
    for (int count : new int[] {100, 1_000, 10_000}) {
      many.copy(made + 1, count);
      made = count;
      for (Map.Entry<String, Look> look : looks.entrySet()) {
        medians
            .computeIfAbsent(look.getKey(), name -> new LinkedHashMap<>())
            .put(count, median(look.getValue()));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "BENCH %d tasks of plans, %d open tasks, %d timers%n",
        number("plan_task"),
        number("act_ru_task"),
        number("act_ru_job"));
    medians.forEach(
        (name, of) ->
            System.out.printf(
                Locale.ROOT,
                "BENCH %-36s %7.1f ms at 100, %7.1f ms at 1,000, %7.1f ms at 10,000, ratio of the last two %5.2f%n",
                name,
                of.get(100) * 1000,
                of.get(1_000) * 1000,
                of.get(10_000) * 1000,
                of.get(10_000) / of.get(1_000)));
  }

  private long number(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  /** A project whose work goes on, and whose first task is late. */
  private void running() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.begin(projects, KEY, "60000");
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= TASKS; i++) {
      edits.add(
          PlanEdit.of(
              Kind.ADD_TASK,
              -i,
              Map.of(
                  "name",
                  "Task " + i,
                  "durationDays",
                  "0.5",
                  "owner",
                  i % 2 == 0 ? "tom" : "tina")));
      if (i > 2) {
        edits.add(PlanEdit.of(Kind.ADD_LINK, -i, Map.of("predecessor", "-" + (i - 2))));
      }
    }
    plans.edit(KEY, plans.current(KEY).version(), edits, "clara");
    driver.act("clara", KEY, "userTask_draftPlan", Map.of());
    driver.act("tom", KEY, "userTask_giveFeedback", Map.of());
    driver.act("tina", KEY, "userTask_giveFeedback", Map.of());
    driver.act("clara", KEY, "userTask_submitPlan", Map.of("nextStep", "submit"));
    driver.act("maria", KEY, "userTask_approvePlan", Map.of("decision", "approve"));
    driver.moveTo(LocalDateTime.of(2027, 1, 8, 17, 30));
    assertThat(driver.waitingFor(KEY)).isNotEmpty();
  }

  private double median(Look look) throws Exception {
    double[] seconds = new double[ROUNDS];
    for (int round = -10; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      int status =
          web.perform(
                  MockMvcRequestBuilders.get(look.path())
                      .with(
                          SecurityMockMvcRequestPostProcessors.user(look.who())
                              .authorities(new SimpleGrantedAuthority(look.group()))))
              .andReturn()
              .getResponse()
              .getStatus();
      assertThat(status).as(look.path()).isEqualTo(200);
      seconds[Math.max(0, round)] = (System.nanoTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[ROUNDS / 2];
  }
}
