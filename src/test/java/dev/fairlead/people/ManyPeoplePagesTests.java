package dev.fairlead.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Forms that ask for a person, where nobody would choose one from a list of all. */
@FairleadTest
class ManyPeoplePagesTests {
  private static final String KEY = "MANY-1";

  @Autowired JdbcClient jdbc;
  @Autowired MockMvc mvc;
  @Autowired Users users;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired ProcessDriver driver;

  @BeforeEach
  void crowd() {
    for (int i = 100; i < 160; i++) {
      jdbc.sql("insert into app_user values (?, ?, ?, '', true)")
          .params("crowd" + i, "Person " + i, i + "@example.org")
          .update();
    }
    if (projects.find(KEY).isEmpty()) {
      SampleProject.tracked(driver, projects, plans, KEY);
      SampleProject.begin(projects, "MANY-2", "20000");
      SampleProject.plan(plans, "MANY-2");
    }
  }

  @AfterEach
  void gone() {
    phase("TRACKING");
    jdbc.sql("delete from team_member where username like 'crowd%'").update();
    jdbc.sql("delete from substitution where deputy like 'crowd%'").update();
    jdbc.sql("delete from app_user where username like 'crowd%'").update();
  }

  private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, String who)
      throws Exception {
    MockHttpServletResponse answer =
        mvc.perform(
                request
                    .with(
                        user(who)
                            .authorities(
                                users.get(who).groups().stream()
                                    .map(SimpleGrantedAuthority::new)
                                    .toList()))
                    .with(csrf()))
            .andReturn()
            .getResponse();
    answer.setCharacterEncoding(StandardCharsets.UTF_8.name());
    return answer;
  }

  private void phase(String phase) {
    jdbc.sql("update project set phase = ? where project_key = ?").params(phase, KEY).update();
  }

  @ParameterizedTest
  @CsvSource({
    "/projects/new, clara, team[0].username",
    "/projects/MANY-1/team, clara, username",
    "/projects/MANY-2/plan?view=list, clara, bulkOwner",
    "/projects/MANY-2/systems, clara, owner",
    "/projects/MANY-2/risks, clara, owner",
    "/projects/MANY-1/closing, clara, acceptor",
    "/projects/MANY-1/communication/rows/new, clara, somebodyElse",
    "/projects/MANY-1/decisions, maria, person",
    "/account/absences, tom, deputy",
    "/users/tom, admin, deputy"
  })
  void aFormLetsOnePersonBeNamed(String path, String who, String field) throws Exception {
    phase(path.endsWith("/closing") ? "CLOSING" : "TRACKING");
    String page = answer(get(path), who).getContentAsString();
    assertThat(page)
        .contains("id=\"" + field + "\"", "list=\"" + field + "-people\"", "data-person")
        .doesNotContain("crowd");
    jdbc.sql("delete from app_user where username like 'crowd%'").update();
    assertThat(answer(get(path), who).getContentAsString())
        .as("where they are few, all are offered")
        .doesNotContain("data-person")
        .contains("<option value=\"tina\"");
  }

  @Test
  void aPersonIsNamedByTheirLoginNameTheirNameOrTheirAddress() throws Exception {
    String team = "/projects/" + KEY + "/team";
    for (String name : new String[] {"crowd101", "person 102", " 103@example.org "}) {
      answer(
          post(team)
              .param("username", name)
              .param("role", "Tester")
              .param("availability", "50")
              .param("hourlyRate", "70"),
          "clara");
    }
    assertThat(projects.get(KEY).member("crowd101")).isNotNull();
    assertThat(projects.get(KEY).member("crowd102")).isNotNull();
    assertThat(projects.get(KEY).member("crowd103")).isNotNull();

    MockHttpServletResponse refused =
        answer(
            post(team)
                .param("username", "Person")
                .param("role", "Tester")
                .param("availability", "50")
                .param("hourlyRate", "70"),
            "clara");
    assertThat(refused.getStatus()).isEqualTo(422);
    assertThat(refused.getContentAsString())
        .contains("There is no user &quot;Person&quot;", "value=\"Person\"")
        .contains("aria-describedby=\"username-help username-error\"", "id=\"username-error\"");
  }

  @Test
  void aDeputyIsNamedByTheirName() throws Exception {
    answer(
        post("/account/absences/deputies")
            .param("deputy", "Person 110")
            .param("deputyFrom", "2031-01-06")
            .param("deputyUntil", "2031-01-10"),
        "tom");
    assertThat(users.substitutions("tom"))
        .extracting(Substitution::deputy)
        .containsExactly("crowd110");
  }

  @Test
  void decisionsAreFilteredByWhatAPersonIsCalled() throws Exception {
    assertThat(
            answer(get("/projects/" + KEY + "/decisions?person=Maria Costa"), "maria")
                .getContentAsString())
        .contains("value=\"maria\"", ">Maria Costa</span>")
        .doesNotContain(">Clara Lindgren</span>");
  }
}
