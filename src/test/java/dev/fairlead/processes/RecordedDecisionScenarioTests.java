package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.people.Users;
import dev.fairlead.project.DecisionEntry;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.project.NewDecision;
import dev.fairlead.project.RecordedDecision;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Decisions that people take outside the processes, in the log with all others. */
@FairleadTest
class RecordedDecisionScenarioTests extends Scenario {
  @Autowired RecordedDecisions decisions;
  @Autowired DecisionLog log;
  @Autowired Users users;
  @Autowired MockMvc mvc;

  private static NewDecision wanted(String title, String about, String supersedes) {
    return new NewDecision(
        title,
        "We host it ourselves",
        "The law; the cloud would be cheaper",
        "Steering board: Stefan Novak, Sofia Brandt",
        MONDAY.toLocalDate(),
        LocalDate.of(2027, 2, 1),
        "The team, by mail",
        about,
        supersedes);
  }

  @Test
  void theCoordinatorRecordsOneOnThePageAndItsEntrySaysAllOfIt() throws Exception {
    SampleProject.begin(projects, "RD-1", "20000");
    SampleProject.plan(plans, "RD-1");
    MockHttpServletResponse done =
        send(
            "clara",
            post("/projects/RD-1/decisions")
                .param("title", "Host it inside")
                .param("text", "We host it ourselves")
                .param("reason", "The law")
                .param("decidedBy", "Steering board")
                .param("decidedOn", "2027-01-04")
                .param("appliesFrom", "2027-02-01")
                .param("communicatedTo", "The team")
                .param("about", "t1 Build")
                .param("supersedes", ""));
    assertThat(done.getStatus()).isEqualTo(302);
    DecisionEntry entry = entry("RD-1");
    assertThat(entry.kind()).isEqualTo("RECORDED");
    assertThat(entry.decision()).isEqualTo("DECIDE");
    assertThat(entry.subject()).isEqualTo("RD-1-D1");
    assertThat(entry.subjectName()).isEqualTo("Host it inside");
    assertThat(entry.decidedBy()).isEqualTo("clara");
    assertThat(entry.comment().lines())
        .containsExactly(
            "We host it ourselves",
            "Reason and alternatives: The law",
            "Decided by: Steering board",
            "Decided on: 4 Jan 2027",
            "Applies from: 1 Feb 2027",
            "Communicated to: The team",
            "Concerns: Task 1: " + plans.current("RD-1").task(1).name());
    Document page = page("tom", "/projects/RD-1/decisions?kind=RECORDED");
    assertThat(page.select("tbody tr").text())
        .contains("Decided", "recorded", "Host it inside", "RD-1-D1", "Task 1");
    assertThat(page.select("#record")).as("only the coordinator records").isEmpty();
    assertThat(page.text()).doesNotContain("??");
    assertThat(log.verify("RD-1").isIntact()).isTrue();
    assertThat(told("RD-1")).contains("Recorded the decision RD-1-D1 \"Host it inside\"");
  }

  @Test
  void aLaterOneStandsInItsPlaceAndBothSaySo() throws Exception {
    SampleProject.begin(projects, "RD-2", "20000");
    RecordedDecision first = decisions.record("RD-2", wanted("Inside", null, null), "clara");
    RecordedDecision second =
        decisions.record("RD-2", wanted("Outside", null, first.id()), "clara");
    DecisionEntry entry = entry("RD-2");
    assertThat(entry.decision()).isEqualTo("SUPERSEDE");
    assertThat(entry.comment()).endsWith("In the place of: RD-2-D1 Inside");
    Document page = page("clara", "/projects/RD-2/decisions?kind=RECORDED");
    assertThat(page.select("tbody tr").eachText())
        .satisfiesExactly(
            newest -> assertThat(newest).contains("Stands in the place of RD-2-D1"),
            older -> assertThat(older).contains("In its place stands RD-2-D2"));
    assertThat(page.select("#supersedes option").eachText())
        .as("each is superseded once")
        .containsExactly("No earlier decision", "RD-2-D2 Outside");
    assertThatThrownBy(() -> decisions.record("RD-2", wanted("Again", null, first.id()), "clara"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("stands " + second.id() + " already");
    assertThat(log.verify("RD-2").isIntact()).isTrue();
  }

  @Test
  void whatIsWrongIsSaidBesideTheFieldAndNothingIsLost() throws Exception {
    SampleProject.begin(projects, "RD-3", "20000");
    MockHttpServletResponse refused =
        send(
            "clara",
            post("/projects/RD-3/decisions")
                .param("title", "Host it inside")
                .param("text", "We host it ourselves")
                .param("decidedBy", "Steering board")
                .param("decidedOn", "2027-01-05")
                .param("about", "R7"));
    assertThat(refused.getStatus()).isEqualTo(422);
    Document page = Jsoup.parse(refused.getContentAsString());
    assertThat(page.select("#decidedOn-error").text())
        .isEqualTo("It cannot have been decided on 5 Jan 2027, which is still to come.");
    assertThat(page.select("#text").text()).isEqualTo("We host it ourselves");
    assertThat(page.select("#title").attr("value")).isEqualTo("Host it inside");
    assertThat(page.select("#about-error").text())
        .as("all of it at once")
        .contains("Nothing in RD-3 is called \"R7\"");
    assertThat(page.select("details#record").hasAttr("open")).isTrue();
    page =
        Jsoup.parse(
            send(
                    "clara",
                    post("/projects/RD-3/decisions")
                        .param("title", " ")
                        .param("text", "")
                        .param("reason", "x".repeat(801))
                        .param("decidedBy", "")
                        .param("decidedOn", "yesterday")
                        .param("appliesFrom", "1989-12-31")
                        .param("communicatedTo", "The team")
                        .param("about", "")
                        .param("supersedes", "RD-3-D9"))
                .getContentAsString());
    assertThat(page.select("#record .invalid-feedback").eachAttr("id"))
        .containsExactlyInAnyOrder(
            "title-error",
            "text-error",
            "reason-error",
            "decidedBy-error",
            "decidedOn-error",
            "appliesFrom-error",
            "supersedes-error");
    assertThat(page.select("#communicatedTo").attr("value")).isEqualTo("The team");
    page = page("clara", "/projects/RD-3/decisions");
    assertThat(page.select("details#record:not([open]) > summary").text())
        .as("above the log, folded")
        .isEqualTo("Record a decision");
    assertThat(page.select("details#record ~ .card")).as("before the log").isNotEmpty();
    assertThatThrownBy(() -> decisions.record("RD-3", wanted("X", "R7", null), "clara"))
        .hasMessageContaining("Nothing in RD-3 is called \"R7\"");
    assertThatThrownBy(() -> decisions.record("RD-3", wanted("X", null, null), "tom"))
        .hasMessageContaining("recorded by Clara Lindgren");
    assertThat(send("tom", post("/projects/RD-3/decisions").param("title", "x")).getStatus())
        .isEqualTo(403);
    assertThat(decisions.of("RD-3")).isEmpty();
  }

  @Test
  void aDeputyRecordsInTheNameOfTheCoordinator() {
    SampleProject.begin(projects, "RD-4", "20000");
    LocalDate today = MONDAY.toLocalDate();
    users.substitute("clara", "colin", today, today);
    try {
      decisions.record("RD-4", wanted("Inside", null, null), "colin");
    } finally {
      users.substitutions("clara").stream()
          .filter(one -> one.deputy().equals("colin"))
          .forEach(one -> users.endSubstitution("clara", one.id()));
    }
    assertThat(entry("RD-4").decidedBy()).isEqualTo("colin");
    assertThat(entry("RD-4").onBehalfOf()).isEqualTo("clara");
  }

  private DecisionEntry entry(String key) {
    return log.page(new DecisionLog.Wanted(key, "RECORDED", null, null, null), 0, 1).get(0);
  }

  private Document page(String name, String path) throws Exception {
    return Jsoup.parse(send(name, get(path)).getContentAsString());
  }

  private MockHttpServletResponse send(String name, MockHttpServletRequestBuilder request)
      throws Exception {
    return mvc.perform(request.with(user(name)).with(csrf())).andReturn().getResponse();
  }
}
