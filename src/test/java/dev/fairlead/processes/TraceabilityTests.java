package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.fairlead.FairleadTest;
import dev.fairlead.LongRegisters;
import dev.fairlead.closure.Lessons;
import dev.fairlead.closure.NewLesson;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.project.NewDecision;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.NewAction;
import java.time.LocalDate;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;

/** From a risk to its issue and back, and from each to what was decided and is done about it. */
@FairleadTest
class TraceabilityTests extends Scenario {
  private static final LocalDate WEDNESDAY = MONDAY.toLocalDate().plusDays(2);

  @Autowired Registers registers;
  @Autowired RecordedDecisions decisions;
  @Autowired Actions actions;
  @Autowired Lessons lessons;
  @Autowired JdbcTemplate jdbc;
  @Autowired MockMvc mvc;

  @Test
  void aRiskLeadsToItsIssueAndBack() throws Exception {
    track("TRACE-1");
    int occurring = risk("TRACE-1", "<b>Vendor</b> late");
    int other = risk("TRACE-1", "Tester ill");
    registers.riskOccurred("TRACE-1", occurring, "clara");
    Document issue = page("/issues/TRACE-1-I1");
    assertThat(issue.select("a[href=/projects/TRACE-1/risks#r" + occurring + "]").text())
        .isEqualTo("Risk " + occurring + ": <b>Vendor</b> late");
    assertThat(page("/issues/TRACE-1-I1/frame").text()).contains("Of the risk that occurred");
    Document risks = page("/projects/TRACE-1/risks");
    assertThat(risks.select("#r" + occurring + " a[href=/issues/TRACE-1-I1]").text())
        .startsWith("Issue 1: ");
    assertThat(risks.select("#r" + occurring).text()).contains("Open");
    assertThat(risks.select("#r" + other + " a[href^=/issues/]")).isEmpty();
  }

  @Test
  void risksIssuesAndChangesListTheDecisionsAndActionsAboutThem() throws Exception {
    track("TRACE-2");
    int risk = risk("TRACE-2", "Vendor late");
    registers.riskOccurred("TRACE-2", risk, "clara");
    LongRegisters.changes(jdbc, "TRACE-2", 1);
    for (String about : List.of("R" + risk, "I1", "C1")) {
      String first = decisions.record("TRACE-2", decision(about, null), "clara").id();
      Action action =
          actions.add(
              "TRACE-2",
              new NewAction(
                  "Act on " + about, "", "", about, "tom", WEDNESDAY, Issue.Level.HIGH, true),
              "clara");
      String said = "Open, due 6 Jan 2027";
      assertThat(about(about)).contains("Decision", "Decide on " + about, said);
      actions.done(action.id(), "Done", action.seen(), "tom");
      decisions.record("TRACE-2", decision(null, first), "clara");
      assertThat(about(about))
          .contains("Act on " + about + " Done", "in its place stands decision")
          .doesNotContain(said);
    }
    assertThat(page("/issues/TRACE-2-I1").select("a[href=/projects/TRACE-2/actions?only=2]"))
        .as("the one about the issue")
        .hasSize(1);
    assertThat(about("I1")).doesNotContain("Act on C1");
  }

  @Test
  void lessonsAreOfferedWhileARiskIsTyped() throws Exception {
    track("TRACE-3");
    lessons.record(
        "TRACE-3",
        new NewLesson(
            "Technology", "The Bandicootbus lost messages", false, "Test Bandicootbus", null),
        "clara");
    Document form = page("/projects/TRACE-3/risks");
    assertThat(form.select("form [hx-get=/lessons/fitting]").attr("hx-include"))
        .contains("title", "cause", "event", "effect");
    for (String field : List.of("title", "cause", "event", "effect")) {
      assertThat(page("/lessons/fitting?" + field + "=Bandicootbus").text())
          .as(field)
          .contains("Test Bandicootbus");
    }
    assertThat(page("/lessons/fitting?title=Nothing&cause=else").text()).isEmpty();
  }

  private String about(String ref) throws Exception {
    return switch (ref.charAt(0)) {
      case 'R' -> page("/projects/TRACE-2/risks").select("#r" + ref.substring(1)).text();
      case 'I' -> page("/issues/TRACE-2-I1").select("section:has(#about-it)").text();
      default -> page("/changes/TRACE-2-C1").select("section:has(#about-it)").text();
    };
  }

  private int risk(String key, String title) {
    return registers.saveRisk(
        key,
        new Risk(
            0,
            false,
            title,
            "",
            "",
            "",
            "",
            2,
            3,
            "",
            "tom",
            Risk.Response.ACCEPT,
            List.of(),
            null,
            null,
            null,
            null,
            Risk.RiskStatus.ACTIVE,
            null),
        "clara");
  }

  private static NewDecision decision(String about, String supersedes) {
    return new NewDecision(
        "Decide on " + about,
        "We do",
        null,
        "Steering board",
        MONDAY.toLocalDate(),
        null,
        null,
        about,
        supersedes);
  }

  private Document page(String path) throws Exception {
    String html =
        mvc.perform(get(path).with(user("clara").authorities(() -> "coordinators")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(html).as("untranslated texts").doesNotContain("??");
    return Jsoup.parse(html);
  }
}
