package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.closure.Closing;
import dev.fairlead.people.Absences;
import dev.fairlead.people.Scope;
import dev.fairlead.people.Users;
import dev.fairlead.project.History;
import dev.fairlead.project.NewDecision;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.project.RecordedDecisions;
import dev.fairlead.report.InterimReportData;
import dev.fairlead.report.ReportRows;
import dev.fairlead.report.Reports;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.LateEverywhere;
import dev.fairlead.tracking.NewAction;
import dev.fairlead.tracking.OpenPoint;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Actions from their entry to their end, and who is told of them when. */
@FairleadTest
class ActionScenarioTests extends Scenario {
  private static final LocalDate WEDNESDAY = MONDAY.toLocalDate().plusDays(2);

  @Autowired Actions actions;
  @Autowired RecordedDecisions decisions;
  @Autowired Closing closing;
  @Autowired Reports reports;
  @Autowired Users users;
  @Autowired Absences absences;
  @Autowired JdbcClient jdbc;
  @Autowired LateEverywhere late;
  @Autowired List<PersonalDates> dates;
  @Autowired MockMvc mvc;

  private Action add(String key, String title, String responsible, LocalDate due) {
    return actions.add(key, wanted(title, responsible, due, ""), "clara");
  }

  private static NewAction wanted(String title, String responsible, LocalDate due, String about) {
    return new NewAction(
        title, "To legal", "Steering meeting", about, responsible, due, Issue.Level.HIGH, true);
  }

  @Test
  void whoeverIsResponsibleIsToldOnceOnItsDayAsOfMeasures() throws Exception {
    track("ACTN-1");
    done("ACTN-1", BUILD, TEST, GO_LIVE);
    Action first = add("ACTN-1", "Send the contract", "tina", WEDNESDAY);
    Action ended = add("ACTN-1", "Done before", "tina", WEDNESDAY);
    actions.done(ended.id(), "Sent", ended.seen(), "tina");
    driver.moveTo(day(1, 12));
    assertThat(mailed("ACTN-1", "action")).isEmpty();
    driver.moveTo(day(2, 12));
    assertThat(mailed("ACTN-1", "action ACTN-1-A1 \"Send the contract\" is due"))
        .containsExactly("tina");
    assertThat(mails("ACTN-1"))
        .filteredOn(mail -> mail.subject().contains("ACTN-1-A1"))
        .singleElement()
        .satisfies(mail -> assertThat(mail.body()).contains("by 6 Jan 2027", "Send the contract"));
    assertThat(told("ACTN-1"))
        .contains("Told Tina Okafor that action ACTN-1-A1 \"Send the contract\" was due on 6 Jan");
    driver.moveTo(day(4, 12));
    assertThat(mailed("ACTN-1", "ACTN-1-A1")).as("once").hasSize(1);
    assertThat(late.actions(LateEverywhere.Whose.MINE, "tina", 1))
        .filteredOn(one -> one.projectKey().equals("ACTN-1"))
        .extracting(LateEverywhere.OverduePromise::about)
        .containsExactly("ACTN-1-A1");
    assertThat(page("tina", "/late?mine=true").text())
        .contains("Actions that are overdue", "Send the contract", "ACTN-1-A1")
        .doesNotContain("??");

    // put off, she is told of it again on its new day
    Action now = actions.get(first.id());
    actions.change(
        now.id(),
        wanted("Send the contract", "tina", WEDNESDAY.plusDays(7), ""),
        now.seen(),
        "clara");
    driver.moveTo(day(9, 12));
    assertThat(mailed("ACTN-1", "ACTN-1-A1")).hasSize(2);
    // whoever it is given to then is told as well, and once
    now = actions.get(first.id());
    actions.change(
        now.id(), wanted("Send the contract", "tom", now.due(), ""), now.seen(), "clara");
    driver.moveTo(day(11, 12));
    assertThat(mailed("ACTN-1", "ACTN-1-A1")).containsExactly("tina", "tina", "tom");
    now = actions.get(first.id());
    actions.done(now.id(), "Sent on Monday", now.seen(), "tom");
    driver.moveTo(day(17, 12));
    assertThat(mailed("ACTN-1", "ACTN-1-A1")).as("it is over").hasSize(3);
  }

  @Test
  void whoStandsInForThemInEverythingIsToldWhoMayNotSayThatItIsDoneIsNot() {
    users.substitute("tina", "tarek", WEDNESDAY.minusDays(2), WEDNESDAY.plusDays(20));
    users.substitute(
        "tina",
        "petra",
        WEDNESDAY.minusDays(2),
        WEDNESDAY.plusDays(20),
        new Scope(Set.of("trackProject")));
    try {
      track("ACTN-10");
      add("ACTN-10", "Send the contract", "tina", WEDNESDAY);
      absences.add("tina", WEDNESDAY, WEDNESDAY.plusDays(2), "Ill");
      driver.moveTo(day(2, 12));
      assertThat(mailed("ACTN-10", "ACTN-10-A1")).containsExactly("tarek", "tina");
      Action action = actions.get("ACTN-10-A1");
      assertThatThrownBy(() -> actions.done(action.id(), "Sent", action.seen(), "petra"))
          .hasMessageContaining("Tina Okafor, who is responsible for it");
      actions.done(action.id(), "Sent", action.seen(), "tarek");
    } finally {
      absences.of("tina").leaves().forEach(leave -> absences.remove("tina", leave.id()));
      users.substitutions("tina").forEach(given -> users.endSubstitution("tina", given.id()));
    }
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws Exception {
    track("ACTN-11");
    MockHttpServletResponse refused =
        send(
            "clara",
            post("/projects/ACTN-11/actions")
                .param("title", " ")
                .param("description", "x".repeat(2001))
                .param("origin", "A phone call")
                .param("about", "I77")
                .param("responsible", "nobody")
                .param("priority", "URGENT")
                .param("due", "Friday"));
    assertThat(refused.getStatus()).isEqualTo(422);
    Document page = Jsoup.parse(refused.getContentAsString());
    assertThat(page.select("#edit .invalid-feedback").eachAttr("id"))
        .containsExactlyInAnyOrder(
            "title-error",
            "description-error",
            "about-error",
            "responsible-error",
            "priority-error",
            "due-error");
    assertThat(page.select("#due-error").text()).as("what is typed is no day").contains("Friday");
    assertThat(page.select("#origin").attr("value")).isEqualTo("A phone call");
  }

  @Test
  void moreThanAPageOfThemAreReadPageByPageAndCountedWhole() throws Exception {
    track("ACTN-12");
    Action first = add("ACTN-12", "Call 1", "tom", WEDNESDAY);
    Action ended = add("ACTN-12", "Call 2", "tom", WEDNESDAY);
    actions.done(ended.id(), "Called", ended.seen(), "tom");
    long before = waiting(page("tom", "/work")) - 1;
    for (int number = 3; number <= 54; number++) {
      jdbc.sql(
              "insert into action_item (id, project_key, number, title, description, origin,"
                  + " responsible, due, priority, on_report, status, created_by, created_at) select"
                  + " concat('ACTN-12-A', :number), project_key, :number, concat('Call ', :number),"
                  + " description, origin, responsible, :due, 'LOW', on_report, status, created_by,"
                  + " created_at from action_item where id = :first")
          .param("number", number)
          .param("due", WEDNESDAY.plusDays(number))
          .param("first", first.id())
          .update();
    }
    Document page = page("tom", "/projects/ACTN-12/actions");
    assertThat(page.select("nav.btn-group a").eachText())
        .as("what is done is nobody's to do")
        .containsExactly("Open (53)", "Overdue (0)", "Mine (53)", "All (54)");
    assertThat(page.select("li.list-group-item")).hasSize(50);
    assertThat(page.text()).contains("1 to 50 of 53 actions").doesNotContain("Call 54");
    page = page("tom", page.select("nav[aria-label=Pages] a").attr("href"));
    assertThat(page.select("li.list-group-item")).hasSize(3);
    assertThat(page.text()).contains("51 to 53 of 53 actions", "Call 54");
    assertThat(page("tom", "/projects/ACTN-12/actions?page=99").text()).contains("51 to 53 of 53");
    assertThat(page("tom", "/projects/ACTN-12/actions?show=mine").text()).doesNotContain("Call 2 ");
    assertThat(
            page("tom", "/projects/ACTN-12/actions?show=all&sort=priority")
                .select("li.list-group-item h2")
                .first()
                .text())
        .isEqualTo("ACTN-12-A1 Call 1");
    // one of them is found wherever it stands
    page = page("tom", actions.get("ACTN-12-A54").path());
    assertThat(page.select("li.list-group-item h2").eachText())
        .containsExactly("ACTN-12-A54 Call 54");
    assertThat(page.text()).contains("Only ACTN-12-A54. Show all that are open");
    assertThat(send("tom", get("/projects/ACTN-12/actions?only=55")).getStatus()).isEqualTo(404);

    page = page("tom", "/work");
    assertThat(page.select("#actions li")).hasSize(50);
    assertThat(page.select("#actions").text())
        .contains("1 to 50 of " + (before + 53) + " actions")
        .doesNotContain("Call 54");
    String next = page.select("#actions nav a").last().attr("href");
    assertThat(next).contains("actions=2");
    page = page("tom", next);
    assertThat(page.select("#actions").text())
        .contains("51 to " + (before + 53) + " of " + (before + 53) + " actions", "Call 54");
    // whoever says from there that one is done stays there
    Element form = page.select("#actions li:contains(Call 54) form").first();
    MockHttpServletResponse done =
        send(
            "tom",
            post(form.attr("action"))
                .param("seen", form.select("[name=seen]").attr("value"))
                .param("outcome", "Called"));
    assertThat(done.getRedirectedUrl()).isEqualTo("/work?page=1&actions=2");
  }

  /** How many actions wait for somebody, as their list of work says. */
  private static long waiting(Document work) {
    return work.select("#actions li").size();
  }

  @Test
  void itStandsInTheirListOfWorkAndIsSaidToBeDoneThere() throws Exception {
    track("ACTN-2");
    Action action = add("ACTN-2", "Call the vendor", "tom", WEDNESDAY);
    Document work = page("tom", "/work");
    assertThat(work.select("#actions li").text()).contains("Call the vendor", "until 6 Jan 2027");
    assertThat(page("tina", "/work").text()).doesNotContain("Call the vendor");
    assertThat(
            dates.stream()
                .flatMap(some -> some.of("tom", WEDNESDAY, WEDNESDAY).stream())
                .map(entry -> entry.title())
                .toList())
        .contains("Action due: Call the vendor (ACTN-2)");

    String seen = work.select("#actions input[name=seen]").attr("value");
    MockHttpServletResponse refused =
        send("tom", post("/work/actions/ACTN-2-A1/done").param("seen", seen).param("outcome", " "));
    assertThat(refused.getStatus()).isEqualTo(422);
    assertThat(Jsoup.parse(refused.getContentAsString()).select("#done-ACTN-2-A1-error").text())
        .isEqualTo("Please fill in the result.");
    refused =
        send(
            "tina", post("/work/actions/ACTN-2-A1/done").param("seen", seen).param("outcome", "x"));
    assertThat(refused.getStatus()).isEqualTo(403);
    assertThat(refused.getContentAsString()).contains("Tom Eriksen, who is responsible for it");
    refused =
        send(
            "tom",
            post("/work/actions/ACTN-2-A1/done").param("seen", "old").param("outcome", "So"));
    assertThat(refused.getStatus()).isEqualTo(409);
    assertThat(Jsoup.parse(refused.getContentAsString()).select("#done-ACTN-2-A1").text())
        .as("what was typed stands there again")
        .isEqualTo("So");
    assertThat(
            send(
                    "tom",
                    post("/work/actions/ACTN-2-A1/done")
                        .param("seen", seen)
                        .param("outcome", "They deliver on Friday"))
                .getStatus())
        .isEqualTo(302);
    assertThat(actions.get(action.id()).status()).isEqualTo(Action.Status.DONE);
    assertThat(page("tom", "/work").text()).doesNotContain("Call the vendor");
    assertThat(page("clara", "/projects/ACTN-2/actions?show=all").select("#a1").text())
        .contains("Done", "They deliver on Friday", "Tom Eriksen");

    // the coordinator opens it again, with what became of it in its history
    Action now = actions.get(action.id());
    actions.reopen(now.id(), now.seen(), "clara");
    assertThat(actions.get(action.id()).outcome()).isNull();
    assertThat(
            history.page("ACTN-2", History.Register.ACTION, 1, 0, 10).stream()
                .map(History.Entry::sentence)
                .toList())
        .hasSize(3)
        .satisfies(
            sentences -> {
              assertThat(sentences.get(0)).contains("status from \"Done\" to \"Open\"");
              assertThat(sentences.get(1))
                  .contains("result or reason from \"-\" to \"They deliver on Friday\"");
              assertThat(sentences.get(2)).contains("ACTN-2-A1 \"Call the vendor\" was added");
            });
  }

  @Test
  void theFormRefusesBesideTheFieldAndLosesNothing() throws Exception {
    track("ACTN-3");
    MockHttpServletRequestBuilder form =
        post("/projects/ACTN-3/actions")
            .param("title", "Send it")
            .param("description", "To legal")
            .param("origin", "A phone call")
            .param("responsible", "tom")
            .param("priority", "LOW")
            .param("due", "2027-01-09");
    MockHttpServletResponse refused = send("clara", form);
    assertThat(refused.getStatus()).isEqualTo(422);
    Document page = Jsoup.parse(refused.getContentAsString());
    assertThat(page.select("#due-error").text())
        .isEqualTo(
            "Nobody works on 9 Jan 2027 in ACTN-3. Give a working day, such as 11 Jan 2027.");
    assertThat(page.select("#title").attr("value")).isEqualTo("Send it");
    assertThat(page.select("#origin").attr("value")).isEqualTo("A phone call");
    assertThat(page.select("#onReport").hasAttr("checked")).isFalse();
    refused = send("tom", post("/projects/ACTN-3/actions").param("title", "Mine"));
    assertThat(refused.getStatus()).isEqualTo(403);

    Action action = add("ACTN-3", "Ask legal", "tom", WEDNESDAY);
    assertThatThrownBy(
            () ->
                actions.change(
                    action.id(),
                    wanted("Ask legal", "tina", WEDNESDAY, ""),
                    "something older",
                    "clara"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("responsible: Tom Eriksen");
    refused =
        send(
            "clara",
            post("/projects/ACTN-3/actions")
                .param("number", "1")
                .param("seen", "something older")
                .param("title", "Ask legal twice")
                .param("responsible", "tom")
                .param("priority", "LOW")
                .param("due", WEDNESDAY.toString()));
    assertThat(refused.getStatus()).isEqualTo(409);
    page = Jsoup.parse(refused.getContentAsString());
    assertThat(page.select("#title").attr("value")).isEqualTo("Ask legal twice");
    assertThat(page.select("#edit input[name=seen], form.card input[name=seen]").attr("value"))
        .as("saved once more it replaces what was told")
        .isEqualTo(actions.get(action.id()).seen());
    refused =
        send(
            "clara",
            post("/projects/ACTN-3/actions/1/cancel")
                .param("seen", action.seen())
                .param("outcome", " "));
    assertThat(refused.getStatus()).isEqualTo(422);
    page = Jsoup.parse(refused.getContentAsString());
    assertThat(page.select("#onReport").hasAttr("checked"))
        .as("the form of a new action is as it was")
        .isTrue();
    assertThat(page.select("#cancel-ACTN-3-A1-error")).hasSize(1);
    assertThat(page("clara", "/projects/ACTN-3/actions?show=mine").text())
        .contains("There is none of these.")
        .contains("Open (1)", "Mine (0)");
    assertThat(page("tom", "/projects/ACTN-3/actions?show=mine").select("#a1").text())
        .contains("Ask legal");
    assertThat(page("tom", "/projects/ACTN-3/actions").select("#edit")).isEmpty();
  }

  @Test
  void itComesFromADecisionAndIsFoundFromThere() throws Exception {
    track("ACTN-4");
    String decision = decisions.record("ACTN-4", hosting(null), "clara").id();
    assertThat(
            page("clara", "/projects/ACTN-4/decisions")
                .select("a[href=/projects/ACTN-4/actions?from=D1#edit]"))
        .hasSize(1);
    assertThat(page("clara", "/projects/ACTN-4/actions?from=D1").select("#about").attr("value"))
        .isEqualTo("D1");
    actions.add(
        "ACTN-4", wanted("Order servers", "tom", WEDNESDAY, decision + " Host it"), "clara");
    Document page = page("tom", "/projects/ACTN-4/actions");
    assertThat(page.select("#a1 a[href=/projects/ACTN-4/decisions?subject=ACTN-4-D1]").text())
        .isEqualTo("Decision 1: Host it inside");
    assertThat(page("tom", "/projects/ACTN-4/decisions?subject=ACTN-4-D1").text())
        .contains("Only ACTN-4-D1.", "We host it ourselves");
  }

  @Test
  void nothingClosesWhileAnActionIsOpenAndAStoppedProjectNeedsNone() {
    track("ACTN-5");
    add("ACTN-5", "Send the contract", "tom", WEDNESDAY);
    assertThat(closing.readiness("ACTN-5"))
        .contains(
            new OpenPoint(
                "action", "ACTN-5-A1 Send the contract", "/projects/ACTN-5/actions?only=1"));
    Action action = actions.get("ACTN-5-A1");
    actions.cancel(action.id(), "Legal has it", action.seen(), "clara");
    assertThat(closing.readiness("ACTN-5")).noneMatch(point -> point.kind().equals("action"));

    SampleProject.begin(projects, "ACTN-6", "20000");
    add("ACTN-6", "Send the contract", "tom", WEDNESDAY);
    projects.cancel("ACTN-6", "No money", "clara");
    assertThat(actions.get("ACTN-6-A1").status()).isEqualTo(Action.Status.CANCELLED);
    assertThat(actions.get("ACTN-6-A1").outcome()).isEqualTo("The project is not carried out.");
  }

  @Test
  void reportsTellWhatIsOpenAndWhatWasDecidedSinceTheLastOne() throws Exception {
    track("ACTN-7");
    add("ACTN-7", "Send the contract", "tom", WEDNESDAY);
    actions.add(
        "ACTN-7",
        new NewAction("Order cake", "", "", null, "tina", WEDNESDAY, Issue.Level.LOW, false),
        "clara");
    Action ended = add("ACTN-7", "Call legal", "tom", WEDNESDAY);
    actions.done(ended.id(), "They wait", ended.seen(), "tom");
    String first = decisions.record("ACTN-7", hosting(null), "clara").id();
    driver.setTime(day(3, 9));
    InterimReportData told = reports.interim(reports.freeze("ACTN-7"));
    assertThat(told.actions())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.id()).isEqualTo("ACTN-7-A1");
              assertThat(row.owner()).isEqualTo("Tom Eriksen");
              assertThat(row.priority()).isEqualTo("High");
              assertThat(row.status()).as("it was due the day before").isEqualTo("overdue");
              assertThat(row.source()).isEqualTo("Steering meeting");
            });
    assertThat(told.decisionsTaken())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.id()).isEqualTo(first);
              assertThat(row.what()).isEqualTo("Host it inside: We host it ourselves");
              assertThat(row.decidedBy()).isEqualTo("Steering board");
            });
    jdbc.sql("update report set status = 'PUBLISHED' where id = 'ACTN-7-R1'").update();
    driver.setTime(day(4, 9));
    decisions.record("ACTN-7", hosting(first), "clara");
    assertThat(reports.interim(reports.freeze("ACTN-7")).decisionsTaken())
        .as("each is news once")
        .extracting(ReportRows.TakenDecisionRow::what)
        .containsExactly("Host it inside: We host it ourselves (stands in the place of ACTN-7-D1)");
  }

  private static NewDecision hosting(String supersedes) {
    return new NewDecision(
        "Host it inside",
        "We host it ourselves",
        null,
        "Steering board",
        MONDAY.toLocalDate(),
        null,
        null,
        null,
        supersedes);
  }

  private Document page(String name, String path) throws Exception {
    return Jsoup.parse(send(name, get(path)).getContentAsString());
  }

  private MockHttpServletResponse send(String name, MockHttpServletRequestBuilder request)
      throws Exception {
    return mvc.perform(request.with(user(name)).with(csrf())).andReturn().getResponse();
  }
}
