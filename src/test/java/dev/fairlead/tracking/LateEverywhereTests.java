package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.tracking.LateEverywhere.Overdue;
import dev.fairlead.tracking.LateEverywhere.OverduePromise;
import dev.fairlead.tracking.LateEverywhere.Tasks;
import dev.fairlead.tracking.LateEverywhere.Whose;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

/** The late tasks of all projects: which, in which order, for whom. */
@FairleadTest
class LateEverywhereTests {
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired LateEverywhere late;
  @Autowired Registers registers;
  @Autowired FairleadClock clock;
  @Autowired MockMvc mvc;

  @BeforeEach
  void tenDaysOn() {
    clock.stopAt(LocalDateTime.of(2027, 3, 11, 9, 0).atZone(ZoneId.systemDefault()).toInstant());
  }

  @AfterEach
  void resume() {
    clock.resume();
  }

  /**
   * From Monday, 1 March: "Work" with "First" of two days below it, then "Second" of three days,
   * and "Last" of sixty.
   */
  private String project(String coordinator) {
    String key = PlanFixture.project(jdbc);
    plans.edit(
        key,
        0,
        List.of(
            PlanEdit.of(Kind.ADD_TASK, -1, Map.of("name", "Work")),
            PlanEdit.of(
                Kind.ADD_TASK,
                -2,
                Map.of("name", "First", "durationDays", "2", "owner", "tom", "parent", "-1")),
            PlanEdit.of(
                Kind.ADD_TASK, -3, Map.of("name", "Second", "durationDays", "3", "owner", "tina")),
            PlanEdit.of(Kind.ADD_LINK, -3, Map.of("predecessor", "-2")),
            PlanEdit.of(
                Kind.ADD_TASK, -4, Map.of("name", "Last", "durationDays", "60", "owner", "tom"))),
        "clara");
    baselines.freeze(key, "maria", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
    jdbc.sql("update project set coordinator = ? where project_key = ?")
        .params(coordinator, key)
        .update();
    return key;
  }

  /** Somebody whom no other test knows. */
  private String person(String name) {
    jdbc.sql(
            "insert into app_user (username, display_name, email, password_hash, enabled) select ?, ?, ?, password_hash, true"
                + " from app_user where username = 'clara'")
        .params(name, name, name + "@example.org")
        .update();
    return name;
  }

  private List<Overdue> all(Whose whose, String person) {
    List<Overdue> found = new ArrayList<>();
    Tasks page;
    int number = 0;
    do {
      page = late.page(whose, person, ++number);
      found.addAll(page.tasks());
    } while (page.more());
    return found;
  }

  @Test
  void whatShouldBeDoneAndIsNotTheLongestOverdueFirst() {
    String lena = person("lena");
    String key = project(lena);
    jdbc.sql(
            "insert into follow_up (project_key, task, open_mark, owner, opened_at, days_late, finish_slip_days)"
                + " values (?, 2, 0, 'tom', ?, 1, 0)")
        .params(key, LocalDateTime.of(2027, 3, 3, 7, 0))
        .update();
    assertThat(all(Whose.MINE, lena))
        .extracting(
            Overdue::name, Overdue::owner, Overdue::daysOverdue, task -> task.askedAt() != null)
        .containsExactly(tuple("First", "tom", 7, true), tuple("Second", "tina", 4, false));
    assertThat(all(Whose.ALL, "maria"))
        .filteredOn(task -> key.equals(task.projectKey()))
        .extracting(Overdue::number)
        .containsExactly(2, 3);
    assertThat(all(Whose.ALL, "maria"))
        .extracting(Overdue::plannedFinish)
        .isSortedAccordingTo(Comparator.naturalOrder());

    jdbc.sql("update plan_task set percent_complete = 100 where project_key = ? and number = 2")
        .param(key)
        .update();
    assertThat(all(Whose.MINE, lena)).extracting(Overdue::name).containsExactly("Second");
  }

  /** "First" is planned to be finished on Tuesday, 2 March at 17:00. */
  @Test
  void nothingIsOverdueBeforeTheDayOfItsFinishIsOver() {
    String lore = person("lore");
    project(lore);
    clockAt(LocalDateTime.of(2027, 3, 2, 23, 0));
    assertThat(all(Whose.MINE, lore)).isEmpty();
    for (int hour : new int[] {0, 7, 12, 20}) {
      clockAt(LocalDateTime.of(2027, 3, 3, hour, 0));
      assertThat(all(Whose.MINE, lore))
          .as("at " + hour)
          .extracting(Overdue::name, Overdue::daysOverdue)
          .containsExactly(tuple("First", 1));
    }
  }

  private void clockAt(LocalDateTime moment) {
    clock.stopAt(moment.atZone(ZoneId.systemDefault()).toInstant());
  }

  @Test
  void nothingIsDueInAProjectThatIsPausedOrNotOnItsWay() {
    String lasse = person("lasse");
    String paused = project(lasse);
    String closed = project(lasse);
    assertThat(all(Whose.MINE, lasse)).hasSize(4);
    jdbc.sql(
            "insert into project_pause (project_key, open_mark, paused_at, paused_by, reason) values (?, 0, ?, ?, 'No money')")
        .params(paused, clock.now(), lasse)
        .update();
    PlanFixture.phase(jdbc, closed, "CLOSED");
    assertThat(all(Whose.MINE, lasse)).isEmpty();
  }

  @Test
  void measuresOnRisksThatAreOverdueStandBelow() throws Exception {
    String lia = person("lia");
    String leon = person("leon");
    String key = project("clara");
    registers.saveRisk(
        key,
        risk(
            Risk.RiskStatus.ACTIVE,
            new RiskMeasure("Order early", lia, LocalDate.of(2027, 3, 10)),
            new RiskMeasure("Ask weekly", lia, LocalDate.of(2027, 3, 9)),
            new RiskMeasure("Of nobody", null, LocalDate.of(2027, 3, 8)),
            new RiskMeasure("Today is in time", lia, LocalDate.of(2027, 3, 11)),
            new RiskMeasure(0, "Done", lia, LocalDate.of(2027, 3, 1), clock.today(), lia)),
        "clara");
    registers.saveRisk(
        key,
        risk(Risk.RiskStatus.CLOSED, new RiskMeasure("Not needed", lia, LocalDate.of(2027, 3, 1))),
        "clara");
    assertThat(late.measures(Whose.MINE, lia, 1))
        .extracting(OverduePromise::text)
        .containsExactly("Ask weekly", "Order early");
    jdbc.sql("update project set coordinator = ? where project_key = ?").params(leon, key).update();
    assertThat(late.measures(Whose.MINE, leon, 1))
        .extracting(OverduePromise::text)
        .containsExactly("Of nobody", "Ask weekly", "Order early");
    assertThat(late.measures(Whose.ALL, "maria", 1))
        .filteredOn(measure -> key.equals(measure.projectKey()))
        .hasSize(3);
    assertThat(words("/late?mine=true", leon))
        .contains("Measures on risks that are overdue", "Ask weekly", "1 Vendor late", "9 Mar 2027")
        .doesNotContain("??");
    PlanFixture.phase(jdbc, key, "CLOSED");
    assertThat(late.measures(Whose.MINE, lia, 1)).isEmpty();
  }

  @Test
  void eachListHasPagesOfItsOwnAndSaysHowManyThereAre() throws Exception {
    String lutz = person("lutz");
    String key = project(lutz);
    registers.saveRisk(
        key,
        risk(
            Risk.RiskStatus.ACTIVE,
            IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new RiskMeasure("Measure " + i, lutz, LocalDate.of(2027, 3, 9)))
                .toArray(RiskMeasure[]::new)),
        lutz);
    jdbc.sql(
            "insert into risk_measure (project_key, risk, text, responsible, due) select project_key,"
                + " risk, concat('Again ', text), responsible, cast('2027-03-10' as date) from"
                + " risk_measure where project_key = ?")
        .param(key)
        .update();
    jdbc.sql(
            "insert into risk_measure (project_key, risk, text, responsible, due) select project_key,"
                + " risk, concat('Once ', text), responsible, cast('2027-03-08' as date) from"
                + " risk_measure where project_key = ? and text like 'Again%'")
        .param(key)
        .update();
    for (int number = 1; number <= 53; number++) {
      jdbc.sql(
              "insert into action_item (id, project_key, number, title, description, origin,"
                  + " responsible, due, priority, on_report, status, created_by, created_at) values"
                  + " (?, ?, ?, ?, '', '', ?, ?, 'LOW', true, 'OPEN', 'clara', ?)")
          .params(
              key + "-A" + number,
              key,
              number,
              "Call " + number,
              lutz,
              LocalDate.of(2027, 1, 1).plusDays(number),
              clock.now())
          .update();
    }
    Document page = Jsoup.parse(words("/late?mine=true", lutz));
    assertThat(page.select("#measures tbody tr")).hasSize(50);
    assertThat(page.select("#measures nav").text()).isEqualTo("1 to 50 of 60 measures Next page");
    assertThat(page.select("#actions tbody tr")).hasSize(50);
    page = Jsoup.parse(words(page.select("#actions nav a").attr("href"), lutz));
    assertThat(page.select("h1 + p").text()).as("still mine").contains("you coordinate");
    assertThat(page.select("#actions tbody th .fw-semibold").eachText())
        .containsExactly("Call 51", "Call 52", "Call 53");
    assertThat(page.select("#actions nav").text())
        .isEqualTo("Previous page 51 to 53 of 53 actions");
    page = Jsoup.parse(words(page.select("#measures nav a").attr("href"), lutz));
    assertThat(page.select("#actions tbody tr")).as("each for itself").hasSize(3);
    assertThat(page.select("#measures tbody tr")).hasSize(10);
    assertThat(page.select("#measures").text()).contains("Again Measure");
    // the other tests look at the first page of all projects
    PlanFixture.phase(jdbc, key, "CLOSED");
  }

  private static Risk risk(Risk.RiskStatus status, RiskMeasure... measures) {
    return new Risk(
        0,
        false,
        "Vendor late",
        "",
        "",
        "",
        "",
        3,
        3,
        "",
        null,
        null,
        List.of(measures),
        null,
        null,
        null,
        null,
        status,
        null);
  }

  @Test
  void ownersSeeTheirOwn() {
    String key = project(person("lotte"));
    assertThat(all(Whose.MINE, "tina"))
        .filteredOn(task -> key.equals(task.projectKey()))
        .extracting(Overdue::name)
        .containsExactly("Second");
  }

  @Test
  void pagesOfFiftyInThreeStatements() throws Exception {
    String lars = person("lars");
    project(lars);
    int few = SqlStatements.count(() -> late.page(Whose.MINE, lars, 1));
    for (int i = 0; i < 26; i++) {
      project(lars);
    }
    assertThat(SqlStatements.count(() -> late.page(Whose.MINE, lars, 1)))
        .isEqualTo(few)
        .isEqualTo(3);
    assertThat(late.page(Whose.MINE, lars, 1).tasks()).hasSize(50);
    assertThat(late.page(Whose.MINE, lars, 2).tasks()).hasSize(4);
    assertThat(late.page(Whose.MINE, lars, 2).more()).isFalse();
    assertThat(late.page(Whose.MINE, lars, -3).number()).isEqualTo(1);
    assertThat(late.page(Whose.MINE, lars, Integer.MAX_VALUE).tasks()).isEmpty();

    String page = words("/late?mine=true", lars);
    assertThat(page)
        .contains("First", "7 working days", "Next page", "/late?mine=true&amp;page=2&amp;");
    assertThat(words("/late?mine=true&page=3", lars)).contains("No more tasks are late.");
    assertThat(words("/", "clara")).contains("href=\"/late\"");
  }

  private String words(String address, String person) throws Exception {
    return mvc.perform(
            get(address).with(user(person).authorities(new SimpleGrantedAuthority("team-members"))))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
