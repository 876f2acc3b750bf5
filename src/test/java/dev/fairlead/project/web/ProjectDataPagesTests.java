package dev.fairlead.project.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The page "Project data" and the same for programs. */
@FairleadTest
class ProjectDataPagesTests {
  @Autowired MockMvc mvc;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired ProcessDriver driver;
  @Autowired Users users;

  @AfterEach
  void now() {
    driver.resumeTime();
  }

  private MockHttpServletRequestBuilder as(String name, MockHttpServletRequestBuilder request) {
    return request
        .with(
            user(name)
                .authorities(
                    users.get(name).groups().stream().map(SimpleGrantedAuthority::new).toList()))
        .with(csrf());
  }

  private Document page(String name, String path, int status) throws Exception {
    return page(as(name, get(path)), status);
  }

  private Document page(MockHttpServletRequestBuilder request, int status) throws Exception {
    return Jsoup.parse(
        mvc.perform(request)
            .andExpect(status().is(status))
            .andReturn()
            .getResponse()
            .getContentAsString());
  }

  /** What a browser sends of the page as it is, but for these fields. */
  private MockHttpServletRequestBuilder sent(Document page, Map<String, String> typed) {
    MockHttpServletRequestBuilder request = post(page.selectFirst("main form").attr("action"));
    fields(page)
        .forEach(
            field ->
                request.param(
                    field.attr("name"), typed.getOrDefault(field.attr("name"), value(field))));
    return request;
  }

  private static String value(Element field) {
    return switch (field.tagName()) {
      case "select" -> field.select("option[selected]").attr("value");
      case "textarea" -> field.wholeText().replace("\n", "\r\n");
      default -> field.attr("value");
    };
  }

  @Test
  void whileItIsPlannedThePageHasTheFieldsOfTheNewProjectAndSavesThem() throws Exception {
    SampleProject.begin(projects, "DP-1", "20000");
    assertThat(page("clara", "/projects/DP-1", 200).select("a[href=/projects/DP-1/data]").text())
        .isEqualTo("Project data");
    Document page = page("clara", "/projects/DP-1/data", 200);
    Document blank = page("clara", "/projects/new", 200);
    List<String> fields = names(page);
    List<String> ofNew = names(blank);
    ofNew.removeIf(field -> field.equals("key") || field.startsWith("team["));
    assertThat(fields).contains("version").containsAll(ofNew).doesNotContain("key");

    mvc.perform(
            as(
                "clara",
                sent(
                    page,
                    Map.of(
                        "name", "Better orders",
                        "budget", "25,000",
                        "deadline", "2027-03-12",
                        "goals[0].target", "45 s"))))
        .andExpect(redirectedUrl("/projects/DP-1"))
        .andExpect(flash().attributeExists("message"));
    Project saved = projects.get("DP-1");
    assertThat(saved.name()).isEqualTo("Better orders");
    assertThat(saved.budget()).isEqualByComparingTo("25000");
    assertThat(saved.goals())
        .singleElement()
        .satisfies(g -> assertThat(g.target()).isEqualTo("45 s"));
    assertThat(saved.team()).hasSize(2);
    assertThat(plans.current("DP-1").deadline()).hasToString("2027-03-12");
    assertThat(page("clara", "/projects/DP-1/history", 200).text())
        .contains("name from \"Sample DP-1\" to \"Better orders\"")
        .doesNotContain("summary from");
  }

  private static List<String> names(Document page) {
    return new ArrayList<>(fields(page).map(field -> field.attr("name")).toList());
  }

  /** Without those that Fairlead puts into every form. */
  private static Stream<Element> fields(Document page) {
    return page.select("main form [name]:not(button)").stream()
        .filter(field -> field.closest("template") == null)
        .filter(field -> !field.attr("name").startsWith("_"));
  }

  @Test
  void aRefusedFieldIsMarkedAndNothingTypedIsLost() throws Exception {
    SampleProject.begin(projects, "DP-2", "20000");
    Document page = page("clara", "/projects/DP-2/data", 200);
    Document refused =
        page(
            as(
                "clara",
                sent(
                    page,
                    Map.of(
                        "summary", "Typed at length",
                        "deadline", "2026-12-31",
                        "goals[0].statement", "A new goal"))),
            422);
    assertThat(refused.select("#deadline").attr("class")).contains("is-invalid");
    assertThat(refused.select("#deadline").attr("aria-describedby")).contains("deadline-error");
    assertThat(refused.select("#deadline-error").text()).contains("cannot lie before the start");
    assertThat(refused.select("#summary").text()).isEqualTo("Typed at length");
    assertThat(refused.select("[name=goals[0].statement]").attr("value")).isEqualTo("A new goal");
    Document unreadable = page(as("clara", sent(page, Map.of("budget", "much", "name", ""))), 422);
    assertThat(unreadable.select("main").text()).contains("\"much\" is not a number");
    assertThat(unreadable.select("#budget").attr("value")).isEqualTo("much");
    Document more = page(as("clara", sent(page, Map.of()).param("row", "goal")), 200);
    assertThat(names(more)).contains("goals[1].statement");
    assertThat(projects.get("DP-2").summary()).isEqualTo("A project for tests");
    assertThat(projects.get("DP-2").version()).isZero();
  }

  @Test
  void whoSavesSecondReadsWhatStandsThereAndKeepsWhatTheyTyped() throws Exception {
    SampleProject.begin(projects, "DP-3", "20000");
    Document seen = page("clara", "/projects/DP-3/data", 200);
    mvc.perform(as("clara", sent(seen, Map.of("budget", "30000"))))
        .andExpect(redirectedUrl("/projects/DP-3"));
    Document second = page(as("clara", sent(seen, Map.of("summary", "My words"))), 409);
    assertThat(second.select("[role=alert]").text())
        .contains("Somebody else changed the data of Sample DP-3 meanwhile");
    assertThat(second.select("#budget-error").text()).isEqualTo("There stands now: 30000");
    assertThat(second.select("#summary").text()).isEqualTo("My words");
    assertThat(projects.get("DP-3").budget()).isEqualByComparingTo("30000");
    mvc.perform(as("clara", sent(second, Map.of("budget", "30000"))))
        .andExpect(redirectedUrl("/projects/DP-3"));
    assertThat(projects.get("DP-3").summary()).isEqualTo("My words");
    assertThat(projects.get("DP-3").budget()).isEqualByComparingTo("30000");
  }

  @Test
  void whatWasApprovedIsShownAndLocked() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.submitted(driver, projects, plans, "DP-4", "clara");
    Document asked = page("clara", "/projects/DP-4/data", 200);
    assertThat(asked.select("main").text())
        .contains("waits for its approval", "Orders in a minute");
    assertThat(names(asked)).containsExactly("version");
    driver.act("maria", "DP-4", "userTask_approvePlan", Map.of("decision", "approve"));
    Document tracked = page("clara", "/projects/DP-4/data", 200);
    assertThat(tracked.select("main").text())
        .contains(
            "Deadline, budget, tolerances and goals move by a change request",
            "the start stays as it was approved",
            "20,000 EUR",
            "26 Feb 2027",
            "Sofia Brandt");
    assertThat(names(tracked)).containsExactlyInAnyOrder("version", "name", "summary");
    mvc.perform(as("clara", sent(tracked, Map.of("name", "Renamed")).param("budget", "1")))
        .andExpect(status().isUnprocessableEntity());
    assertThat(projects.get("DP-4").name()).isEqualTo("Sample DP-4");
    mvc.perform(as("clara", sent(tracked, Map.of("name", "Renamed"))))
        .andExpect(redirectedUrl("/projects/DP-4"));
    assertThat(projects.get("DP-4").name()).isEqualTo("Renamed");

    Document reader = page("tom", "/projects/DP-4/data", 200);
    assertThat(names(reader)).containsExactly("version");
    assertThat(reader.select("main button[type=submit]")).isEmpty();
  }

  @Test
  void aSponsorNamesAnotherCoordinatorAlsoInThePlaceOfOneWhoHasLeft() throws Exception {
    users.create(
        new User("dp-left", "Dee Parted", "dp@example.org", true, Set.of(Groups.COORDINATORS)),
        "a long password");
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.begin(projects, "DP-5", "20000", "dp-left");
    users.change(
        new User("dp-left", "Dee Parted", "dp@example.org", false, Set.of(Groups.COORDINATORS)),
        "admin");
    Document page = page("sofia", "/projects/DP-5/data", 200);
    assertThat(names(page)).containsExactlyInAnyOrder("version", "sponsor", "coordinator");
    assertThat(page.select("#coordinator option[selected]").text()).isEqualTo("Dee Parted");
    mvc.perform(as("tom", sent(page, Map.of("coordinator", "colin"))))
        .andExpect(status().isForbidden());
    mvc.perform(as("sofia", sent(page, Map.of("coordinator", "sofia"))))
        .andExpect(status().isUnprocessableEntity());
    mvc.perform(as("sofia", sent(page, Map.of("coordinator", "colin"))))
        .andExpect(redirectedUrl("/projects/DP-5"));
    assertThat(projects.get("DP-5").coordinator()).isEqualTo("colin");
    assertThat(driver.waitingFor("DP-5")).containsExactly("userTask_draftPlan:colin");
    assertThat(page("sofia", "/projects/DP-5/decisions", 200).text())
        .contains("Replaced the coordinator Dee Parted by Colin Abara");
  }

  @Test
  void programsChangeWhatTheySayAndNothingElse() throws Exception {
    SampleProject.begin(projects, "DP-6", "20000");
    mvc.perform(as("clara", json("DP-6", "{\"version\": 0, \"budget\": 22000}")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.budget").value(22000))
        .andExpect(jsonPath("$.version").value(1))
        .andExpect(jsonPath("$.name").value("Sample DP-6"));
    mvc.perform(as("clara", json("DP-6", "{\"version\": 0, \"budget\": 23000}")))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").isNotEmpty());
    mvc.perform(as("clara", json("DP-6", "{\"budget\": 23000}")))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.field").value("version"));
    mvc.perform(as("clara", json("DP-6", "{\"version\": 1, \"budget\": 1e999999999}")))
        .andExpect(status().is4xxClientError());
    mvc.perform(as("tom", json("DP-6", "{\"version\": 1, \"name\": \"Toms\"}")))
        .andExpect(status().isForbidden());
    assertThat(projects.get("DP-6").budget()).isEqualByComparingTo("22000");
  }

  private static MockHttpServletRequestBuilder json(String key, String body) {
    return post("/api/projects/" + key + "/data")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body);
  }

  @Test
  void overviewAndPortfolioKnowADeadlineThatAChangeHasMoved() throws Exception {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    SampleProject.tracked(driver, projects, plans, "DP-7");
    String overview =
        page("clara", "/projects/DP-7", 200).select("section[aria-labelledby=facts]").text();
    assertThat(overview).contains("26 Feb 2027").doesNotContain("after the deadline", "originally");
    plans.applyApproved(
        "DP-7",
        plans.current("DP-7").version(),
        List.of(
            PlanEdit.of(
                PlanEdit.Kind.SET_PROJECT_DEADLINE, null, Map.of("deadline", "2027-01-08"))),
        "clara",
        null);
    overview = page("clara", "/projects/DP-7", 200).select("section[aria-labelledby=facts]").text();
    assertThat(overview)
        .contains("8 Jan 2027", "4 days left", "originally 26 Feb 2027", "after the deadline");
    driver.setTime(LocalDateTime.of(2027, 1, 12, 9, 0));
    Document portfolio = page("clara", "/?q=dp-7", 200);
    assertThat(portfolio.select("main tbody td .late")).isNotEmpty();
    assertThat(portfolio.select("main tbody").text()).contains("8 Jan 2027");
  }
}
