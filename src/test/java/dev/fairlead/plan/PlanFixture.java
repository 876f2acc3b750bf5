package dev.fairlead.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Projects for tests of the plan, without the process that carries their life. */
public final class PlanFixture {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private PlanFixture() {}

  /**
   * A project in planning from 1 March to 30 June 2027 of the coordinator clara, with tom (100
   * percent) and tina.
   */
  public static String project(JdbcClient jdbc) {
    String key = "PLAN-" + COUNT.incrementAndGet();
    jdbc.sql(
            "insert into project (project_key, name, summary, sponsor, coordinator, start_date, deadline, budget,"
                + " time_tolerance, cost_tolerance, phase) values (?, ?, '', 'sofia', 'clara', ?, ?, ?, 5, 10, 'PLANNING')")
        .params(
            key,
            "Project " + key,
            LocalDate.of(2027, 3, 1),
            LocalDate.of(2027, 6, 30),
            new BigDecimal("100000"))
        .update();
    jdbc.sql("insert into project_ending (ending, project_key) values (?, ?)")
        .params(key.toLowerCase(Locale.ROOT), key)
        .update();
    for (Map.Entry<String, String> member : Map.of("tom", "80.00", "tina", "90.00").entrySet()) {
      jdbc.sql(
              "insert into team_member (project_key, username, role, availability, hourly_rate)"
                  + " values (?, ?, 'Developer', 100, ?)")
          .params(key, member.getKey(), new BigDecimal(member.getValue()))
          .update();
    }
    return key;
  }

  /** How many rows of tasks the plan's own query reads and maps. */
  public static int readTasks(ApplicationContext spring, String key) {
    return spring.getBean(PlanStore.class).tasks(key).size();
  }

  public static void phase(JdbcClient jdbc, String key, String phase) {
    jdbc.sql("update project set phase = ? where project_key = ?").params(phase, key).update();
  }
}
