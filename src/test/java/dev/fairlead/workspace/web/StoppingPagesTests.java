package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Pauses;
import dev.fairlead.project.Projects;
import dev.fairlead.report.ReportFormat;
import dev.fairlead.report.Reports;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.Issues;
import dev.fairlead.tracking.NewIssue;
import dev.fairlead.workspace.Worklist;
import java.time.LocalDateTime;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Pausing, resuming and cancelling on the pages, each with what it says before it happens. */
@FairleadTest
class StoppingPagesTests {
  @Autowired MockMvc mvc;
  @Autowired Projects projects;
  @Autowired Pauses pauses;
  @Autowired Plans plans;
  @Autowired Users users;
  @Autowired Issues issues;
  @Autowired Reports reports;
  @Autowired Worklist worklist;
  @Autowired ProcessDriver driver;

  @BeforeEach
  void onAMonday() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
  }

  @AfterEach
  void letTimeRun() {
    driver.resumeTime();
  }

  @Test
  void aPauseIsPreviewedDoneAndShownEverywhere() throws Exception {
    SampleProject.submitted(driver, projects, plans, "SP-1", "clara");
    assertThat(words("clara", "/projects/SP-1")).contains("Pause this project");
    assertThat(words("tom", "/projects/SP-1")).doesNotContain("Pause this project");
    assertThat(words("clara", "/projects/SP-1/pause"))
        .contains(
            "Approve plan managers",
            "Reminders, escalations, the daily review and reports stand still",
            "do not move",
            "Told by mail, once: Clara Lindgren, Maria Costa, Martin Keller, Sofia Brandt.");
    mvc.perform(as("tom", get("/projects/SP-1/pause"))).andExpect(status().isForbidden());

    String refused =
        Jsoup.parse(
                mvc.perform(
                        as("clara", post("/projects/SP-1/pause"))
                            .param("reason", " ")
                            .param("until", "2027-02-01"))
                    .andExpect(status().isUnprocessableEntity())
                    .andReturn()
                    .getResponse()
                    .getContentAsString())
            .toString();
    assertThat(refused).contains("Please say why", "value=\"2027-02-01\"", "is-invalid");
    mvc.perform(
            as("clara", post("/projects/SP-1/pause"))
                .param("reason", "The vendor is late")
                .param("until", "soon"))
        .andExpect(status().isUnprocessableEntity());
    mvc.perform(
            as("clara", post("/projects/SP-1/pause"))
                .param("reason", "The vendor is late")
                .param("until", "2027-02-01"))
        .andExpect(redirectedUrl("/projects/SP-1"));

    for (String tab : List.of("", "/plan", "/risks", "/progress", "/costs", "/closing")) {
      assertThat(words("tom", "/projects/SP-1" + tab))
          .contains(
              "Paused since 4 Jan 2027 by Clara Lindgren: The vendor is late",
              "Expected to resume on 1 Feb 2027.");
    }
    assertThat(words("sofia", "/projects/SP-1")).contains("Resume this project", "on hold");
    assertThat(words("tom", "/projects/SP-1")).doesNotContain("Resume this project");
    assertThat(words("tom", "/?q=SP-1"))
        .contains("Paused", "since 4 Jan by Clara Lindgren, until 1 Feb 2027", "The vendor is late")
        .contains("1 task is on hold");
    assertThat(words("maria", "/work"))
        .contains("On hold", "Project SP-1 is paused since 4 Jan 2027 by Clara Lindgren");
    String task = worklist.ofProjects(List.of("SP-1")).get("SP-1").get(0).id();
    assertThat(page("maria", "/work/tasks/" + task))
        .contains("is paused since 4 Jan 2027", "fieldset disabled")
        .doesNotContain("Take and complete");
    String late =
        mvc.perform(
                as("maria", post("/work/tasks/{id}/complete", task)).param("decision", "approve"))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(late).contains("is on hold");
    mvc.perform(as("clara", get("/api/projects/SP-1")))
        .andExpect(jsonPath("$.phase").value("APPROVAL"))
        .andExpect(jsonPath("$.pause.reason").value("The vendor is late"));

    mvc.perform(as("tom", post("/projects/SP-1/resume"))).andExpect(status().isForbidden());
    assertThat(words("sofia", "/projects/SP-1/resume"))
        .contains("Approve plan managers", "at its next time", "The dates of the plan have not");
    mvc.perform(as("sofia", post("/projects/SP-1/resume")))
        .andExpect(redirectedUrl("/projects/SP-1"));
    String second =
        mvc.perform(as("clara", post("/projects/SP-1/resume")))
            .andExpect(status().isConflict())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(second).contains("Sofia Brandt has resumed SP-1 already, on 4 Jan 2027, 09:00");
    assertThat(words("tom", "/projects/SP-1/history"))
        .contains("Pauses", "The vendor is late", "resumed by Sofia Brandt");
    assertThat(words("tom", "/projects/SP-1")).doesNotContain("Paused since");
  }

  @Test
  void whilePausedWorkIsRefusedByPageAndRestWithTheSameSentence() throws Exception {
    SampleProject.tracked(driver, projects, plans, "SP-2");
    pauses.pause("SP-2", "No money", null, "sofia");
    String why = "Project SP-2 is paused since 4 Jan 2027 by Sofia Brandt: No money";
    String api =
        mvc.perform(
                as("tom", post("/api/projects/SP-2/progress"))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"task\": 1, \"percent\": 50}"))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(api).contains(why);
    for (MockHttpServletRequestBuilder form :
        List.of(
            post("/projects/SP-2/progress").param("task", "1").param("percent", "50"),
            post("/projects/SP-2/systems")
                .param("name", "ERP")
                .param("action", "CHANGE")
                .param("criticality", "HIGH"),
            post("/projects/SP-2/reports"))) {
      var answer = mvc.perform(as("clara", form)).andReturn();
      String shown = answer.getResponse().getContentAsString() + answer.getFlashMap();
      assertThat(shown).contains(why);
    }
    for (String tab : List.of("progress", "changes", "issues", "reports", "systems", "risks")) {
      assertThat(
              Jsoup.parse(page("clara", "/projects/SP-2/" + tab))
                  .select("main form[method=post], .fl-main form[method=post]"))
          .as(tab)
          .isEmpty();
    }
    mvc.perform(
            as("clara", post("/projects/SP-2/costs"))
                .param("day", "2027-01-04")
                .param("kind", "EXPENSE")
                .param("amount", "10")
                .param("text", "Invoice"))
        .andExpect(status().is3xxRedirection());
    PdfReader plan = new PdfReader(reports.plan("SP-2", ReportFormat.PDF, "clara"));
    StringBuilder text = new StringBuilder();
    for (int number = 1; number <= plan.getNumberOfPages(); number++) {
      text.append(new PdfTextExtractor(plan).getTextFromPage(number)).append(' ');
    }
    assertThat(text.toString().replaceAll("\\s+", " "))
        .contains("Paused since 2027-01-04 (Tracking)");
  }

  @Test
  void cancellingSaysFirstWhatEnds() throws Exception {
    SampleProject.tracked(driver, projects, plans, "SP-3");
    issues.file(
        "SP-3",
        new NewIssue(
            Issue.Kind.PROBLEM, "Slow", "Slow", null, 1, Issue.Level.LOW, Issue.Level.LOW, null),
        "tom");
    reports.request("SP-3", "clara");
    driver.moveTo(LocalDateTime.of(2027, 1, 12, 9, 0));
    assertThat(words("clara", "/projects/SP-3/cancel"))
        .contains(
            "Report on late task: Build Tom Eriksen",
            "Confirm all work done Clara Lindgren",
            "Issue, closed without a solution: SP-3-I1 Slow",
            "Follow-up, closed without an answer: Build, asked of Tom Eriksen",
            "Report, discarded: SP-3-R1",
            "Told by mail, once: Clara Lindgren, Sofia Brandt, Tina Okafor, Tom Eriksen");
    mvc.perform(as("clara", post("/projects/SP-3/cancel")).param("reason", "x".repeat(1001)))
        .andExpect(status().isUnprocessableEntity());
    mvc.perform(as("clara", post("/projects/SP-3/cancel")).param("reason", "Not needed"))
        .andExpect(redirectedUrl("/projects/SP-3"));
    assertThat(words("clara", "/projects/SP-3/history")).contains("Cancelled the project");
    mvc.perform(as("clara", get("/projects/SP-3/cancel")))
        .andExpect(redirectedUrl("/projects/SP-3"));
  }

  private MockHttpServletRequestBuilder as(String name, MockHttpServletRequestBuilder request) {
    return request
        .with(
            user(name)
                .authorities(
                    users.get(name).groups().stream().map(SimpleGrantedAuthority::new).toList()))
        .with(csrf());
  }

  private String page(String name, String path) throws Exception {
    return mvc.perform(as(name, get(path)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  private String words(String name, String path) throws Exception {
    return Jsoup.parse(page(name, path)).text();
  }

  @Test
  void anotherDayIsExpectedWhileItIsPaused() throws Exception {
    SampleProject.tracked(driver, projects, plans, "SP-20");
    mvc.perform(as("clara", post("/projects/SP-20/pause/expected")).param("until", "2027-02-01"))
        .andExpect(status().isConflict());
    mvc.perform(
            as("clara", post("/projects/SP-20/pause"))
                .param("reason", "The vendor is late")
                .param("until", "2027-01-11"))
        .andExpect(status().is3xxRedirection());
    assertThat(words("clara", "/projects/SP-20/resume"))
        .contains("It does not go on yet", "Change the day");
    for (String wrong : List.of("soon", "2026-01-01")) {
      assertThat(
              mvc.perform(as("clara", post("/projects/SP-20/pause/expected")).param("until", wrong))
                  .andExpect(status().isUnprocessableEntity())
                  .andReturn()
                  .getResponse()
                  .getContentAsString())
          .contains("invalid-feedback", wrong);
    }
    mvc.perform(as("tom", post("/projects/SP-20/pause/expected")).param("until", "2027-02-01"))
        .andExpect(status().isForbidden());
    mvc.perform(as("sofia", post("/projects/SP-20/pause/expected")).param("until", "2027-02-01"))
        .andExpect(status().is3xxRedirection());
    assertThat(projects.get("SP-20").pause().until()).isEqualTo("2027-02-01");
    assertThat(words("clara", "/projects/SP-20")).contains("Expected to resume on 1 Feb 2027");
  }

  @Test
  void otherProgramsPauseResumeAndCancel() throws Exception {
    SampleProject.tracked(driver, projects, plans, "SP-21");
    String acts = "/api/projects/SP-21/actions";
    assertThat(rest("clara", acts, "{}", 422)).contains("PAUSE, EXPECT, RESUME or CANCEL");
    assertThat(rest("clara", acts, "{\"action\": \"PAUSE\"}", 422))
        .contains("\"field\":\"reason\"");
    rest("tom", acts, "{\"action\": \"PAUSE\", \"reason\": \"Holidays\"}", 403);
    assertThat(rest("clara", acts, "{\"action\": \"PAUSE\", \"reason\": \"Holidays\"}", 200))
        .contains("\"reason\":\"Holidays\"");
    rest("clara", acts, "{\"action\": \"EXPECT\", \"until\": \"2027-02-01\"}", 200);
    assertThat(projects.get("SP-21").pause().until()).isEqualTo("2027-02-01");
    rest("clara", acts, "{\"action\": \"RESUME\"}", 200);
    rest("clara", acts, "{\"action\": \"RESUME\"}", 409);
    assertThat(projects.get("SP-21").isPaused()).isFalse();
    assertThat(rest("clara", acts, "{\"action\": \"CANCEL\", \"reason\": \"No money\"}", 200))
        .contains("\"phase\":\"CLOSING\"");
    assertThat(rest("clara", acts, "{\"action\": \"CANCEL\", \"reason\": \"Again\"}", 409))
        .contains("is closing already");
    assertThat(
            mvc.perform(as("clara", get("/projects/SP-21/cancel")))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getFlashMap()
                .get("problem"))
        .asString()
        .contains("is closing already");
  }

  private String rest(String who, String path, String body, int expected) throws Exception {
    return mvc.perform(as(who, post(path)).contentType(MediaType.APPLICATION_JSON).content(body))
        .andExpect(status().is(expected))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
