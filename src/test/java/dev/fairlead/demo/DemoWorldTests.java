package dev.fairlead.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.FairleadApplication;
import dev.fairlead.QuickPasswords;
import dev.fairlead.TestDatabase;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.Goal;
import dev.fairlead.project.GoalRating;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

/**
 * A first start that is ended while the demo world is made, at whichever moment, leaves one that
 * the next start finishes, and that is the same in all tables as one that nobody disturbed.
 */
@Tag("database")
class DemoWorldTests {
  private static final LocalDateTime FIRST_START = LocalDateTime.of(2027, 3, 17, 10, 20);

  /** Of the 145 steps: the archive of the closed project is made, and most reports. */
  private static final int MANY = 110;

  private final List<ConfigurableApplicationContext> started = new ArrayList<>();

  @AfterEach
  void end() {
    DyingDatabase.revive();
    started.forEach(ConfigurableApplicationContext::close);
  }

  @Test
  void aStartThatWasEndedIsGoneOnWithAndNothingIsMissingOrTwice() throws Exception {
    ConfigurableApplicationContext undisturbed = start("demo_undisturbed");
    undisturbed.getBean(DemoWorld.class).make(FIRST_START);
    Map<String, List<String>> whole = WholeDatabase.of(undisturbed.getBean(JdbcClient.class));
    visitorsAreToldWhileItIsMade(undisturbed);
    theClosedProjectShowsAGoalThatChangedAndWhatItsContractorSaid(undisturbed);

    peopleAreMadeTogether();
    ConfigurableApplicationContext killed = start("demo_killed");
    DemoWorld world = killed.getBean(DemoWorld.class);
    DemoRecord record = killed.getBean(DemoRecord.class);
    for (int kills = 0; kills == 0 || record.unfinished().orElseThrow().done() < MANY; kills++) {
      LocalDateTime firstStart = FIRST_START.plusDays(kills);
      DyingDatabase.dieAtCommit(1 + kills * 37 % 101, kills % 2 == 0);
      assertThatThrownBy(() -> world.make(firstStart))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("could not be made");
      assertThat(DyingDatabase.isDead()).as("it fails for no other reason").isTrue();
      DyingDatabase.revive();
    }
    anotherReleaseRefuses(world, killed.getBean(JdbcClient.class));
    world.end();
    assertThat(world.make(FIRST_START)).as("gone on with while Fairlead is being ended").isFalse();
    killed.close();

    // the settings leave the demo world out, but half of one is no less odd for that
    ConfigurableApplicationContext again = start("demo_killed");
    assertThat(again.getBean(DemoProgress.class).isMaking()).isFalse();
    assertThat(again.getBean(DemoRecord.class).unfinished()).isEmpty();
    Map<String, List<String>> made = WholeDatabase.of(again.getBean(JdbcClient.class));
    assertThat(WholeDatabase.differences(whole, made)).isEmpty();
    assertThat(again.getBean(DecisionLog.class).verify(null).isIntact()).isTrue();
  }

  private static void visitorsAreToldWhileItIsMade(ConfigurableApplicationContext application) {
    DemoProgress making = application.getBean(DemoProgress.class);
    RestClient visitor =
        RestClient.create(
            "http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
    making.begin();
    making.stepsDone(35, 145);
    visitor
        .get()
        .uri("/projects/ERP-FIN")
        .exchange(
            (asked, answer) -> {
              assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
              assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
              assertThat(answer.bodyTo(String.class))
                  .contains("one to three minutes; 24 percent are done")
                  .contains("log in as clara with the password fairlead-demo");
              return answer;
            });
    making.end();
    assertThat(visitor.get().uri("/login").retrieve().body(String.class))
        .contains("name=\"password\"");
  }

  private static void theClosedProjectShowsAGoalThatChangedAndWhatItsContractorSaid(
      ConfigurableApplicationContext application) throws Exception {
    assertThat(application.getBean(Projects.class).get("VPN-RENEW").goals())
        .extracting(Goal::target, Goal::changedBy, Goal::addedBy, Goal::rating)
        .startsWith(tuple("Less than 30 s", List.of("VPN-RENEW-C1"), null, GoalRating.REACHED))
        .endsWith(tuple("All", List.of(), "VPN-RENEW-C1", GoalRating.REACHED));
    List<String> frozen =
        application
            .getBean(JdbcClient.class)
            .sql("select snapshot from report where project_key = 'VPN-RENEW' and kind = 'FINAL'")
            .query(String.class)
            .list();
    assertThat(frozen)
        .singleElement()
        .asString()
        .contains("Less than 20 s", "Less than 30 s", "rules of 31 of 46 applications", "Gatework");
  }

  private static void anotherReleaseRefuses(DemoWorld world, JdbcClient jdbc) {
    jdbc.sql("update demo_making set steps = steps + 1").update();
    assertThatThrownBy(() -> world.make(FIRST_START))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("another release")
        .hasMessageContaining("delete the folder data");
    jdbc.sql("update demo_making set steps = steps - 1").update();
  }

  private void peopleAreMadeTogether() {
    int[] people = {0};
    DyingDatabase.dieAt(
        statement -> statement.startsWith("insert into app_user (") && ++people[0] == 5);
    assertThatThrownBy(() -> start("demo_killed")).hasStackTraceContaining("killed");
    DyingDatabase.revive();
  }

  private ConfigurableApplicationContext start(String database) {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(
                FairleadApplication.class, QuickPasswords.class, DyingDatabase.class)
            .initializers(new TestDatabase())
            .run(
                "--server.port=0",
                "--fairlead.test.name=" + database,
                "--fairlead.demo-world=false",
                "--camunda.bpm.job-execution.enabled=false",
                "--logging.level.dev.fairlead.demo.DemoWorld=OFF");
    started.add(context);
    return context;
  }
}
