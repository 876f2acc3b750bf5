package dev.fairlead.project.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.people.Users;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Projects;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@FairleadTest
class ProjectPagesTests {
  @Autowired MockMvc mvc;
  @Autowired Projects projects;
  @Autowired Users users;

  private MockHttpServletRequestBuilder as(String name, MockHttpServletRequestBuilder request) {
    return request
        .with(
            user(name)
                .authorities(
                    users.get(name).groups().stream().map(SimpleGrantedAuthority::new).toList()))
        .with(csrf());
  }

  private MockHttpServletRequestBuilder form(String key) {
    return post("/projects")
        .param("key", key)
        .param("name", "New CRM")
        .param("summary", "Why")
        .param("sponsor", "sofia")
        .param("coordinator", "clara")
        .param("start", "2027-01-04")
        .param("deadline", "2027-06-30")
        .param("budget", "180,000")
        .param("timeTolerance", "5")
        .param("costTolerance", "10")
        .param("goals[0].statement", "Visits are prepared faster")
        .param("goals[0].measure", "Minutes")
        .param("goals[0].target", "15")
        .param("goals[2].statement", "The old tools are off")
        .param("goals[2].measure", "Tools in use")
        .param("goals[2].target", "none")
        .param("goals[2].weight", "2")
        .param("team[0].username", "tom")
        .param("team[0].role", "Developer")
        .param("team[0].availability", "80")
        .param("team[0].hourlyRate", "90.50");
  }

  @Test
  void aCoordinatorBeginsAProjectAndSeesWhereItWaits() throws Exception {
    mvc.perform(as("clara", form("PW-1"))).andExpect(redirectedUrl("/projects/PW-1"));
    assertThat(projects.get("PW-1").goals()).hasSize(2);
    assertThat(projects.get("PW-1").budget()).isEqualByComparingTo("180000");
    String page =
        mvc.perform(as("clara", get("/projects/PW-1")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page)
        .contains(
            "Draft plan",
            "on Clara Lindgren since",
            "Sofia Brandt",
            "The old tools are off",
            "180,000 EUR");
  }

  @Test
  void aRefusedFieldIsMarkedAndNothingTypedIsLost() throws Exception {
    String page =
        mvc.perform(
                as("clara", form("PW-2"))
                    .param("deadline", "x")
                    .with(
                        request -> {
                          request.setParameter("deadline", "2026-12-31");
                          return request;
                        }))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page)
        .contains(
            "cannot lie before the start",
            "value=\"180,000\"",
            "value=\"Visits are prepared faster\"",
            "value=\"90.50\"");
    assertThat(projects.find("PW-2")).isEmpty();
  }

  @Test
  void anEmptyFormNamesEveryFieldAtOnce() throws Exception {
    String page =
        mvc.perform(as("clara", post("/projects").param("budget", "abc")))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("fields need your attention", "&quot;abc&quot; is not a number");
  }

  /** What cannot be read, and what the rules refuse, in every part of the form. */
  @Test
  void everythingThatIsWrongIsSaidAtOnceEachBesideItsField() throws Exception {
    SampleProject.begin(projects, "PW-20", "20000");
    MockHttpServletRequestBuilder form =
        form("PW-20")
            .with(
                request -> {
                  request.setParameter("sponsor", "nobody");
                  request.setParameter("coordinator", "tom");
                  request.setParameter("deadline", "2026-12-31");
                  request.setParameter("budget", "much");
                  request.setParameter("timeTolerance", "2000");
                  request.setParameter("goals[2].weight", "400");
                  request.setParameter("team[0].availability", "200");
                  request.setParameter("team[0].hourlyRate", "x");
                  request.setParameter("team[1].username", "tom");
                  request.setParameter("team[1].role", "");
                  request.setParameter("team[1].availability", "50");
                  request.setParameter("team[1].hourlyRate", "-1");
                  return request;
                });
    Document page =
        Jsoup.parse(
            mvc.perform(as("clara", form))
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString());
    Map<String, String> said = new TreeMap<>();
    page.select("form .invalid-feedback")
        .forEach(beside -> said.put(beside.id().replace("-error", ""), beside.text()));
    said.values().removeIf(String::isBlank);
    assertThat(said)
        .containsOnlyKeys(
            "key",
            "sponsor",
            "coordinator",
            "deadline",
            "budget",
            "timeTolerance",
            "goals[1].weight",
            "team[0].availability",
            "team[0].hourlyRate",
            "team[1].username",
            "team[1].role",
            "team[1].hourlyRate")
        .containsEntry("key", "The key \"PW-20\" belongs to another project. Choose another one.")
        .containsEntry("deadline", "The deadline must be given and cannot lie before the start.")
        .containsEntry("budget", "\"much\" is not a number. Write it like 250000 or 12.5.")
        .containsEntry(
            "team[0].availability",
            "The availability of Tom Eriksen must be between 1 and 100 percent.");
    assertThat(page.select("[data-problem]").text()).contains("12 fields need your attention");
    assertThat(page.select("[name=deadline]").val()).isEqualTo("2026-12-31");
    assertThat(page.select("[name='goals[1].weight']").val()).isEqualTo("400");
  }

  /** The same for the two forms of the team and for programs. */
  @Test
  void theTeamAndProgramsAreToldEverythingAtOnceToo() throws Exception {
    SampleProject.begin(projects, "PW-21", "20000");
    Document member =
        Jsoup.parse(
            mvc.perform(
                    as(
                        "clara",
                        post("/projects/PW-21/team")
                            .param("username", "")
                            .param("role", "")
                            .param("availability", "200")
                            .param("hourlyRate", "x")))
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString());
    assertThat(member.select("#username-error").text()).isEqualTo("Choose a person.");
    assertThat(member.select("#role-error").text()).startsWith("Say what the person does");
    assertThat(member.select("#availability-error").text())
        .isEqualTo("The availability of this person must be between 1 and 100 percent.");
    assertThat(member.select("#hourlyRate-error").text()).contains("is not a number");
    Document rate =
        Jsoup.parse(
            mvc.perform(
                    as(
                        "clara",
                        post("/projects/PW-21/team/rates")
                            .param("member", "")
                            .param("validFrom", "soon")
                            .param("rate", "1000000")))
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString());
    assertThat(rate.select("#member-error").text()).startsWith("Please choose a person");
    assertThat(rate.select("#validFrom-error").text()).contains("is not a date");
    assertThat(rate.select("#rate-error").text()).contains("higher than 100,000");
    mvc.perform(
            as(
                "clara",
                post("/api/projects")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(
                        """
                        {"key":"PW-22","name":"By program","sponsor":"nobody","start":"2027-01-04",
                         "deadline":"2026-01-04","budget":0,"timeTolerance":5,"costTolerance":10,
                         "goals":[{"number":1,"statement":"s","measure":"m","target":"","weight":1}],
                         "team":[]}
                        """)))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.field").value("sponsor"))
        .andExpect(jsonPath("$.fields.deadline").isNotEmpty())
        .andExpect(jsonPath("$.fields.budget").isNotEmpty())
        .andExpect(jsonPath("$.fields['goals[0].target']").isNotEmpty());
  }

  @Test
  void aRowIsAddedAndRemovedWithoutAnyScript() throws Exception {
    String more =
        mvc.perform(as("clara", form("PW-3")).param("row", "member"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(more).contains("name=\"team[1].username\"");
    String less =
        mvc.perform(as("clara", form("PW-3")).param("row", "goal-0"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(less).doesNotContain("Visits are prepared faster").contains("The old tools are off");
    assertThat(projects.find("PW-3")).isEmpty();
  }

  @Test
  void onlyCoordinatorsBeginProjects() throws Exception {
    mvc.perform(as("maria", get("/projects/new"))).andExpect(status().isForbidden());
    mvc.perform(as("maria", get("/projects"))).andExpect(redirectedUrl("/"));
    mvc.perform(as("maria", form("PW-4"))).andExpect(status().isForbidden());
    assertThat(projects.find("PW-4")).isEmpty();
  }

  @Test
  void onlyItsCoordinatorChangesTheTeam() throws Exception {
    SampleProject.begin(projects, "PW-5", "20000");
    MockHttpServletRequestBuilder tarek =
        post("/projects/PW-5/team")
            .param("username", "tarek")
            .param("role", "Tester")
            .param("availability", "50")
            .param("hourlyRate", "70");
    mvc.perform(as("clara", tarek)).andExpect(redirectedUrl("/projects/PW-5/team"));
    assertThat(projects.get("PW-5").member("tarek").availability()).isEqualTo(50);
    mvc.perform(as("colin", post("/projects/PW-5/team/remove").param("username", "tarek")))
        .andExpect(status().isForbidden());
    String page =
        mvc.perform(
                as(
                    "clara",
                    post("/projects/PW-5/team")
                        .param("username", "tom")
                        .param("role", "")
                        .param("availability", "200")
                        .param("hourlyRate", "1")))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("value=\"200\"", "is-invalid");
  }

  @Test
  void aProjectIsCancelledWithAReasonByCoordinatorOrSponsorOnly() throws Exception {
    SampleProject.begin(projects, "PW-6", "20000");
    mvc.perform(as("colin", post("/projects/PW-6/cancel").param("reason", "no")))
        .andExpect(status().isForbidden());
    String again =
        mvc.perform(as("sofia", post("/projects/PW-6/cancel")))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(again).contains("Please give the reason", "Draft plan");
    mvc.perform(as("sofia", post("/projects/PW-6/cancel").param("reason", "The budget is gone")))
        .andExpect(flash().attributeExists("message"));
    assertThat(projects.get("PW-6").phase()).isEqualTo(Phase.CLOSING);
  }

  @Test
  void theInterfaceForProgramsMakesPagesAndFindsProjects() throws Exception {
    String json =
        """
        {"key":"%s","name":"By program","sponsor":"sofia","start":"2027-01-04","deadline":"2027-06-30","budget":1000,
         "timeTolerance":5,"costTolerance":10,"goals":[{"number":1,"statement":"s","measure":"m","target":"t","weight":1}],"team":[]}
        """;
    mvc.perform(
            as(
                "clara",
                post("/api/projects")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(json.formatted("PW-7"))))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.coordinator").value("clara"));
    mvc.perform(as("clara", get("/api/projects").param("q", "by program").param("size", "1")))
        .andExpect(jsonPath("$[0].key").value("PW-7"));
    mvc.perform(
            as(
                "clara",
                post("/api/projects")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(json.formatted("PW-7"))))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.field").value("key"));
    mvc.perform(
            as("clara", post("/api/projects").contentType(MediaType.APPLICATION_JSON).content("{")))
        .andExpect(status().isBadRequest());
    mvc.perform(as("clara", get("/api/projects/NOPE")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.detail").isNotEmpty());
    mvc.perform(
            as(
                "maria",
                post("/api/projects")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(json.formatted("PW-8"))))
        .andExpect(status().isForbidden());
  }

  @Test
  void aSlashTooManyLeadsToThePage() throws Exception {
    for (String page :
        List.of(
            "/projects/PW-23",
            "/projects/PW-23/plan",
            "/work",
            "/systems",
            "/conflicts",
            "/lessons",
            "/users",
            "/processes",
            "/login",
            "/shared/x")) {
      mvc.perform(get(page + "/")).andExpect(redirectedUrl(page));
    }
    mvc.perform(as("clara", get("/projects/PW-23/plan/?view=list")))
        .andExpect(redirectedUrl("/projects/PW-23/plan?view=list"));
    for (String other : List.of("/api/projects/PW-23/", "/camunda/app/tasklist/default/")) {
      mvc.perform(as("clara", get(other))).andExpect(redirectedUrl(null));
    }
    for (String nothing : List.of("//evil.example/", "/;/evil.example/", "/projects//evil/")) {
      mvc.perform(as("clara", get(URI.create("http://localhost" + nothing))))
          .andExpect(redirectedUrl(null));
    }
    mvc.perform(as("clara", post("/projects/PW-23/team/"))).andExpect(redirectedUrl(null));
  }

  @Test
  void whatIsNotThereIsSaidInASentence() throws Exception {
    String page =
        mvc.perform(as("clara", get("/projects/NOPE")))
            .andExpect(status().isNotFound())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page)
        .contains("There is nothing here", "NOPE", "href=\"/work\"")
        .doesNotContain("Exception");
    mvc.perform(as("clara", get("/projects/PW-X/nothing"))).andExpect(status().isNotFound());
  }
}
