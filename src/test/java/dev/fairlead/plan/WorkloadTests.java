package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.people.Absences;
import dev.fairlead.people.Groups;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.Workloads.Page;
import dev.fairlead.plan.Workloads.Row;
import dev.fairlead.plan.conflict.Workload;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Who is asked for how much in which week: over all projects, for whom, and on its page. */
@FairleadTest
class WorkloadTests {
  private static final LocalDate MONDAY = LocalDate.of(2027, 3, 1);

  private final List<String> people = new ArrayList<>();

  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Projects projects;
  @Autowired Absences absences;
  @Autowired Workloads workloads;
  @Autowired FairleadClock clock;
  @Autowired MockMvc mvc;

  @BeforeEach
  void beforeTheWeekBegins() {
    clock.stopAt(MONDAY.atTime(7, 0).atZone(ZoneId.systemDefault()).toInstant());
  }

  /** Other tests count the people that there are. */
  @AfterEach
  void nobodyStays() {
    clock.resume();
    if (people.isEmpty()) {
      return;
    }
    for (String statement :
        List.of(
            "delete from absence where username in (:people)",
            "delete from team_member where username in (:people)",
            "update plan_task set owner = null where owner in (:people)",
            "update project set coordinator = 'clara' where coordinator in (:people)",
            "delete from app_user_group where username in (:people)",
            "delete from app_user where username in (:people)")) {
      jdbc.sql(statement).param("people", people).update();
    }
  }

  /** Somebody whom no other test knows. */
  private String person(String name, String... groups) {
    jdbc.sql(
            "insert into app_user (username, display_name, email, password_hash, enabled) select ?, ?, ?, password_hash, true"
                + " from app_user where username = 'clara'")
        .params(name, "Name of " + name, name + "@example.org")
        .update();
    people.add(name);
    for (String group : groups) {
      jdbc.sql("insert into app_user_group (username, group_id) values (?, ?)")
          .params(name, group)
          .update();
    }
    return name;
  }

  /** A project of this coordinator alone, in which a person has a share and a task from 1 March. */
  private String project(String coordinator, String owner, int share, int days) {
    String key = PlanFixture.project(jdbc);
    jdbc.sql("delete from team_member where project_key = ?").param(key).update();
    jdbc.sql(
            "insert into team_member (project_key, username, role, availability, hourly_rate) values (?, ?, 'Developer', ?, 80)")
        .params(key, owner, share)
        .update();
    plans.edit(
        key,
        0,
        List.of(
            PlanEdit.of(
                Kind.ADD_TASK,
                -1,
                Map.of("name", "Work of " + owner, "durationDays", "" + days, "owner", owner))),
        "clara");
    jdbc.sql("update project set coordinator = ? where project_key = ?")
        .params(coordinator, key)
        .update();
    return key;
  }

  private Page page(String by, boolean mine, String project) {
    return workloads.page(by, mine, project, null, 1);
  }

  private static List<String> shown(Page page) {
    return page.people().stream().map(Row::username).toList();
  }

  @Test
  void theWeeksOfAPersonOverAllProjectsWithTheTasksThatMakeThemUp() {
    String pia = person("pia");
    String one = project("clara", pia, 50, 10);
    String other = project("clara", pia, 100, 5);
    absences.add(pia, LocalDate.of(2027, 3, 11), LocalDate.of(2027, 3, 12), "Wedding");

    Page page = page("maria", false, one);
    assertThat(page.mondays()).hasSize(12).startsWith(MONDAY).endsWith(MONDAY.plusWeeks(11));
    Workload load = page.people().get(0).load();
    assertThat(shown(page)).containsExactly(pia);
    assertThat(load.weeks().subList(0, 4))
        .as("the last two of ten days wait until she is back")
        .extracting(Workload.Week::percent)
        .containsExactly(150, 50, 20, 0);
    assertThat(load.weeks().subList(0, 3))
        .extracting(Workload.Week::leave)
        .containsExactly(false, true, false);
    assertThat(load.tasks())
        .extracting(Workload.Task::projectKey)
        .containsExactlyInAnyOrder(one, other);

    jdbc.sql("update plan_task set percent_complete = 100 where project_key = ?")
        .param(other)
        .update();
    PlanFixture.phase(jdbc, one, "CLOSED");
    assertThat(page("maria", false, one).people().get(0).load().tasks())
        .as("done, or of a project that is over")
        .isEmpty();
  }

  @Test
  void othersAreSeenByThoseWhoDecideWhatPeopleWorkOn() {
    String pit = person("pit");
    String key = project("clara", pit, 100, 5);
    for (String reader : List.of("clara", "colin", "maria", "sofia", "stefan")) {
      assertThat(shown(page(reader, false, key))).as(reader).containsExactly(pit);
    }
    for (String other : List.of("tom", "paula", "admin", pit)) {
      for (String project : List.of(key, "", "no-such-project")) {
        for (boolean mine : new boolean[] {true, false}) {
          assertThat(shown(page(other, mine, project))).as(other).containsExactly(other);
        }
      }
    }
    assertThat(page(pit, false, "").people().get(0).load().weeks().get(0).percent()).isEqualTo(100);
  }

  @Test
  void peopleAreThoseOfAllProjectsOfMineOrOfOne() {
    String polly = person("polly", Groups.COORDINATORS);
    String paul = person("paul");
    String pam = person("pam");
    String hers = project(polly, paul, 100, 5);
    project("clara", pam, 100, 5);
    jdbc.sql("update project set name = 'Quokka census' where project_key = ?")
        .param(hers)
        .update();
    projects.renamed(hers);

    assertThat(shown(page(polly, true, ""))).containsExactly(paul, polly);
    assertThat(shown(page(polly, true, hers))).containsExactly(paul);
    assertThat(shown(page("maria", false, "quokka"))).containsExactly(paul);
    assertThat(everybody("maria")).contains(paul, pam).doesNotContain(polly);
    assertThat(page("maria", false, "no-such-project"))
        .returns(false, Page::projectKnown)
        .returns(List.of(), Page::people);

    jdbc.sql("update app_user set enabled = false where username in (?, ?)")
        .params(paul, pam)
        .update();
    assertThat(everybody("maria")).as("work that is left has to be given away").contains(paul);
    jdbc.sql("update plan_task set percent_complete = 100 where owner = ?").param(paul).update();
    assertThat(everybody("maria")).doesNotContain(paul).contains(pam);
  }

  private List<String> everybody(String by) {
    List<String> found = new ArrayList<>();
    Page page;
    int number = 0;
    do {
      page = workloads.page(by, false, "", null, ++number);
      found.addAll(shown(page));
    } while (page.more());
    return found;
  }

  @Test
  void laterWeeksBeginWithTheMondayBeforeTheDayAskedFor() {
    String pepe = person("pepe");
    project("clara", pepe, 100, 70);
    Page later = workloads.page(pepe, false, "", LocalDate.of(2027, 5, 26), 1);
    assertThat(later.mondays()).startsWith(LocalDate.of(2027, 5, 24));
    assertThat(later.first()).isFalse();
    assertThat(later.people().get(0).load().weeks())
        .extracting(Workload.Week::percent)
        .startsWith(100, 100, 0);
    for (LocalDate early : List.of(LocalDate.MIN, MONDAY.minusDays(1), MONDAY.plusDays(6))) {
      assertThat(workloads.page(pepe, false, "", early, 1))
          .as("%s", early)
          .returns(MONDAY, page -> page.mondays().get(0))
          .returns(true, Page::first);
    }
    assertThat(workloads.page(pepe, false, "", LocalDate.MAX, 1).mondays()).hasSize(12);
  }

  @Test
  void pagesOfFiftyPeopleInNoMoreStatementsThanForTwo() throws Exception {
    String petra = person("petra-k", Groups.COORDINATORS);
    project(petra, person("p-00"), 100, 5);
    int few = SqlStatements.count(() -> page(petra, true, ""));
    for (int i = 1; i < 52; i++) {
      project(petra, person("p-%02d".formatted(i)), 100, 5);
    }
    assertThat(few).isBetween(5, 16);
    assertThat(SqlStatements.count(() -> page(petra, true, ""))).isBetween(5, few);
    assertThat(page(petra, true, ""))
        .returns(50, page -> page.people().size())
        .returns(true, Page::more);
    assertThat(workloads.page(petra, true, "", null, 2))
        .returns(3, page -> page.people().size())
        .returns(false, Page::more);
    assertThat(workloads.page(petra, true, "", null, -3).number()).isEqualTo(1);
    assertThat(workloads.page(petra, true, "", null, Integer.MAX_VALUE).people()).isEmpty();

    assertThat(words("/workload?mine=true", petra))
        .contains(
            "Name of p-00", "Next page", "mine=true&amp;project=&amp;from=2027-03-01&amp;page=2");
    assertThat(words("/workload?mine=true&page=9", petra)).contains("There are no more people.");
  }

  @Test
  void thePageSaysWhoIsAskedForTooMuchAndByWhat() throws Exception {
    String peer = person("peer");
    String one = project("clara", peer, 60, 5);
    String other = project("clara", peer, 50, 5);
    absences.add(peer, LocalDate.of(2027, 3, 8), LocalDate.of(2027, 3, 14), "Wedding");

    assertThat(words("/workload?project=" + one, "maria"))
        .contains(
            "<caption",
            "scope=\"row\"",
            "Name of peer",
            "110 %",
            "too much",
            "leave",
            "The 2 tasks of Name of peer",
            "href=\"/projects/" + one + "/plan?task=1#edit\"",
            "href=\"/projects/" + other + "\"",
            "60 % of the working time from 1 Mar 2027 to 5 Mar 2027",
            "1 Mar: 24 h",
            "Later weeks",
            "/conflicts?of=")
        .doesNotContain("Earlier weeks", "Wedding", "Next page");
    assertThat(words("/workload?project=" + one + "&from=2027-06-01", "maria"))
        .contains("Earlier weeks")
        .doesNotContain("110 %");
    assertThat(words("/workload", peer))
        .contains("Name of peer", "How much of your working time")
        .doesNotContain("name=\"project\"");
    assertThat(words("/workload?project=no-such-project", "maria"))
        .contains(
            "No project is called &quot;no-such-project&quot;.",
            "aria-describedby=\"project-unknown\"",
            "value=\"no-such-project\"");
    jdbc.sql("delete from team_member where project_key = ?").param(one).update();
    jdbc.sql("update plan_task set owner = null where project_key = ?").param(one).update();
    assertThat(words("/workload?project=" + one, "maria"))
        .contains("Add people on the tab Team of the project.");
    assertThat(words("/", "tom")).contains("href=\"/workload\"");
    assertThat(words("/projects/" + other + "/team", "maria"))
        .contains("href=\"/workload?project=" + other + "\"");
  }

  private String words(String address, String person) throws Exception {
    String html =
        mvc.perform(get(address).with(user(person)))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(html).as(address).doesNotContain("??").contains("</html>");
    return html;
  }
}
