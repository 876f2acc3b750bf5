package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.fairlead.FairleadTest;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.project.Pauses;
import dev.fairlead.tracking.Action;
import dev.fairlead.tracking.Actions;
import dev.fairlead.tracking.CheckIns;
import dev.fairlead.tracking.Commitments;
import dev.fairlead.tracking.Issue;
import dev.fairlead.tracking.NewAction;
import dev.fairlead.tracking.NewCommitment;
import dev.fairlead.tracking.NewPosting;
import dev.fairlead.tracking.Posting;
import dev.fairlead.tracking.Postings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.engine.HistoryService;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * The project was paused or closed while somebody typed, or they lost their right: their form comes
 * back with all that they typed, why nothing was saved, and what to do.
 */
@FairleadTest
class RefusedFormScenarioTests extends Scenario {
  private static final LocalDate WEDNESDAY = MONDAY.toLocalDate().plusDays(2);
  private static final String TYPED = "What nobody wants to type twice";

  @Autowired Actions actions;
  @Autowired CheckIns checkIns;
  @Autowired CommunicationPlan communication;
  @Autowired Pauses pauses;
  @Autowired Postings postings;
  @Autowired Commitments commitments;
  @Autowired HistoryService engineHistory;
  @Autowired JdbcClient jdbc;
  @Autowired MockMvc mvc;

  /**
   * @param field the one whose text is looked for
   * @param text what is typed into it
   * @param others what else is sent, such as "title=News; form=HTML"
   */
  private record Form(String by, String path, String field, String text, String others) {
    Form(String by, String path, String field, String others) {
      this(by, path, field, TYPED, others);
    }

    Map<String, String> fields() {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put(field, text);
      for (String other : others.split("; ")) {
        fields.put(other.substring(0, other.indexOf('=')), other.substring(other.indexOf('=') + 1));
      }
      return fields;
    }

    Form by(String other) {
      return new Form(other, path, field, text, others);
    }
  }

  private Action action(String key) {
    return actions.add(
        key,
        new NewAction("Send it", "", "", null, "tom", WEDNESDAY, Issue.Level.LOW, true),
        "clara");
  }

  /** Forms of the registers that the coordinator keeps. */
  private List<Form> ofTheCoordinator(String key) {
    String at = "/projects/" + key;
    String seen = "seen=" + actions.get(key + "-A1").seen();
    String action = "; responsible=tom; priority=LOW; due=" + WEDNESDAY;
    String row =
        "title=News; content=MILESTONES; form=HTML; channel=MAIL; frequency=WEEKLY;"
            + " responsible=clara; role=TEAM; freeText=Hello; firstDue="
            + WEDNESDAY;
    return List.of(
        new Form("clara", at + "/actions", "title", "description=" + action),
        new Form("clara", at + "/actions", "description", seen + "; number=1; title=It" + action),
        new Form("clara", at + "/actions/1/cancel", "outcome", seen),
        new Form(
            "clara",
            at + "/decisions",
            "text",
            "title=Inside; decidedBy=The board; decidedOn=" + MONDAY.toLocalDate()),
        new Form("clara", at + "/risks", "cause", "title=Fire; likelihood=2; impact=2"),
        new Form("clara", at + "/systems", "maintenanceWindow", "name=ERP; action=CHANGE"),
        new Form("clara", at + "/budget", "name", "category=Licences; amount=10"),
        new Form("clara", at + "/budget", "category", "name=Licences; amount=10; number=1; seen=x"),
        new Form("clara", at + "/communication/rows", "purpose", row),
        new Form(
            "clara",
            at + "/communication/rows/" + communication.rows(key).get(0).id(),
            "purpose",
            row));
  }

  /** Reports are shared as long as the project is not paused. */
  private static Form ofLinks(String key) {
    return new Form(
        "clara", "/projects/" + key + "/communication/links", "days", "41", "party=1; report=R1");
  }

  private long spend(String key, String by) {
    return postings.post(
        key,
        new NewPosting(
            MONDAY.toLocalDate(),
            Posting.Kind.EXPENSE,
            BigDecimal.TEN,
            null,
            null,
            null,
            null,
            "Cable",
            null),
        by);
  }

  private long order(String key) {
    return commitments
        .enter(
            key,
            new NewCommitment(
                null,
                "Acme",
                "Servers",
                BigDecimal.TEN,
                MONDAY.toLocalDate(),
                MONDAY.toLocalDate()),
            "clara")
        .id();
  }

  /** Forms about what was spent and ordered before. */
  private List<Form> ofSpent(String key) {
    String costs = "/projects/" + key + "/costs";
    String spent = costs + "/" + spend(key, "clara");
    String expense = "kind=EXPENSE; amount=12; day=" + MONDAY.toLocalDate();
    return List.of(
        new Form("clara", spent + "/correct", "text", expense + "; reason=Wrong"),
        new Form("clara", spent + "/correct", "reason", expense + "; text=Cables"),
        new Form("clara", spent + "/take-back", "reason", "a=b"),
        new Form("clara", costs + "/return", "reason", "posting=" + spend(key, "tom")),
        new Form("clara", costs + "/lines/1/close", "reason", "a=b"),
        new Form("clara", costs + "/period/reopen", "periodReason", "a=b"),
        new Form(
            "clara",
            "/projects/" + key + "/commitments/" + order(key) + "/close",
            "reason",
            "a=b"));
  }

  /** What is paid and ordered goes on while a project is paused, until it is closed. */
  private static List<Form> ofCosts(String key) {
    String at = "/projects/" + key;
    String day = MONDAY.toLocalDate().toString();
    return List.of(
        new Form("clara", at + "/costs", "text", "kind=EXPENSE; amount=10; day=" + day),
        new Form(
            "clara",
            at + "/commitments",
            "description",
            "supplier=Acme; budgetLine=1; amount=10; orderedOn=" + day + "; expectedOn=" + day),
        new Form(
            "clara",
            at + "/communication/parties",
            "note",
            "name=Greta; email=greta@example.org; language=en"));
  }

  /** Forms of those who belong to the project. */
  private static List<Form> ofTheTeam(String key) {
    String at = "/projects/" + key;
    return List.of(
        new Form(
            "tom",
            at + "/issues",
            "description",
            "title=Broken; kind=PROBLEM; urgency=LOW; impact=LOW"),
        new Form(
            "tom",
            at + "/changes",
            "reason",
            "type=NORMAL; category=SCOPE; title=More; description=More of it; notDone=Less;"
                + " implementationPlan=Do; backoutPlan=Undo; what-0=DURATION; task-0=1;"
                + " value-0=7"),
        new Form("tom", at + "/changes", "reason", "title=More; preview=1"),
        new Form("tom", at + "/progress", "note", "task=1; percent=50"));
  }

  private List<Form> ofTom(String key) {
    String seen = "seen=" + actions.get(key + "-A1").seen();
    return List.of(
        new Form("tom", "/projects/" + key + "/actions/1/done", "outcome", seen),
        new Form("tom", "/work/actions/" + key + "-A1/done", "outcome", seen));
  }

  private void begin(String key) {
    track(key);
    action(key);
    communication.takeProposal(key, "clara");
    jdbc.sql(
            "insert into budget_line (project_key, number, name, category, amount) values (?, 1,"
                + " 'Hardware', '', 100)")
        .param(key)
        .update();
  }

  @Test
  void theProjectWasPausedMeanwhile() throws Exception {
    begin("RFS-1");
    driver.moveTo(day(4, 8));
    long checkIn = checkIns.findOpen("RFS-1", "tom").orElseThrow().id();
    List<Form> forms = new ArrayList<>(ofTheCoordinator("RFS-1"));
    forms.addAll(ofTheTeam("RFS-1"));
    forms.addAll(ofTom("RFS-1"));
    forms.add(ofLinks("RFS-1"));
    forms.add(new Form("tom", "/projects/RFS-1/check-ins/" + checkIn, "problem-1", "percent-1=50"));
    pauses.pause("RFS-1", "The vendor is late", null, "clara");
    comeBack(
        forms,
        422,
        "The vendor is late",
        "Nothing was saved. What you typed still stands here: copy it, or send it from here once"
            + " the project is resumed.");
    assertThat(actions.open("RFS-1")).extracting(Action::title).containsExactly("Send it");
  }

  @Test
  void theirRightEndedMeanwhile() throws Exception {
    begin("RFS-2");
    List<Form> forms = new ArrayList<>();
    ofTheCoordinator("RFS-2").forEach(form -> forms.add(form.by("colin")));
    ofTheTeam("RFS-2").forEach(form -> forms.add(form.by("tarek")));
    ofCosts("RFS-2").forEach(form -> forms.add(form.by("colin")));
    ofSpent("RFS-2").forEach(form -> forms.add(form.by("colin")));
    forms.add(ofLinks("RFS-2").by("colin"));
    forms.removeIf(form -> form.others().contains("preview"));
    ofTom("RFS-2").forEach(form -> forms.add(form.by("tarek")));
    comeBack(
        forms,
        403,
        "oordinat",
        "Nothing was saved. What you typed still stands here: copy it, and give it to whoever may"
            + " enter it.");
  }

  @Test
  void theProjectWasClosedMeanwhile() throws Exception {
    begin("RFS-3");
    List<Form> forms = new ArrayList<>(ofTheCoordinator("RFS-3"));
    forms.addAll(ofTheTeam("RFS-3"));
    forms.addAll(ofTom("RFS-3"));
    forms.addAll(ofCosts("RFS-3"));
    forms.addAll(ofSpent("RFS-3"));
    PlanFixture.phase(jdbc, "RFS-3", "CLOSED");
    comeBack(
        forms,
        0,
        "",
        "Nothing was saved. What you typed still stands here: copy what you need of it before you"
            + " leave the page.");
  }

  @Test
  void somebodyElseSaidMeanwhileThatItIsDone() throws Exception {
    begin("RFS-4");
    List<Form> forms = new ArrayList<>(ofTom("RFS-4"));
    Action action = actions.get("RFS-4-A1");
    actions.done(action.id(), "Sent", action.seen(), "clara");
    comeBack(
        forms,
        409,
        "RFS-4-A1 is not open any more (Done). Open it again to change it.",
        "copy what you need of it before you leave the page.");
  }

  @Test
  void somebodyElseClosedOrTookItBackMeanwhile() throws Exception {
    begin("RFS-5");
    List<Form> forms = new ArrayList<>();
    long spent = spend("RFS-5", "clara");
    long order = order("RFS-5");
    long waiting = spend("RFS-5", "tom");
    postings.takeBack("RFS-5", spent, "Twice", "clara");
    postings.approve("RFS-5", List.of(waiting), "clara");
    commitments.close("RFS-5", order, "Not needed", "clara");
    String costs = "/projects/RFS-5/costs/";
    forms.add(new Form("clara", costs + spent + "/take-back", "reason", "a=b"));
    forms.add(
        new Form(
            "clara",
            costs + spent + "/correct",
            "text",
            "kind=EXPENSE; amount=12; reason=Wrong; day=" + MONDAY.toLocalDate()));
    forms.add(new Form("clara", costs + "return", "reason", "posting=" + waiting));
    forms.add(
        new Form("clara", "/projects/RFS-5/commitments/" + order + "/close", "reason", "a=b"));
    comeBack(forms, 409, "", "");
  }

  @Test
  void aPostingComesBackThoughItStandsOnALaterPage() throws Exception {
    begin("RFS-6");
    long spent = spend("RFS-6", "clara");
    for (int i = 0; i < 50; i++) {
      spend("RFS-6", "clara");
    }
    comeBack(
        List.of(
            new Form("colin", "/projects/RFS-6/costs/" + spent + "/take-back", "reason", "a=b")),
        403,
        "oordinat",
        "give it to whoever may enter it.");
  }

  @Test
  void aReasonThatIsTooLongComesBackBesideItsOwnField() throws Exception {
    begin("RFS-7");
    long first = spend("RFS-7", "clara");
    spend("RFS-7", "clara");
    spend("RFS-7", "tom");
    String longText = "Because ".repeat(60).strip();
    MockHttpServletResponse response =
        mvc.perform(
                post("/projects/RFS-7/costs/" + first + "/take-back")
                    .param("reason", longText)
                    .with(user("clara"))
                    .with(csrf()))
            .andReturn()
            .getResponse();
    assertThat(response.getStatus()).isEqualTo(422);
    Document page = Jsoup.parse(response.getContentAsString());
    assertThat(page.select("[name=reason]").eachAttr("value").stream().filter(v -> !v.isEmpty()))
        .containsExactly(longText);
    assertThat(page.select(".invalid-feedback")).hasSize(1);
    Element form = page.select("details[open] form:has(.invalid-feedback)").first();
    assertThat(form.attr("action")).endsWith("/costs/" + first + "/take-back");
  }

  @Test
  void whatIsTypedAboutWhatIsGoneCanBeCopiedFromTheErrorPage() throws Exception {
    begin("RFS-8");
    MockHttpServletResponse response =
        mvc.perform(
                post("/projects/RFS-8/commitments/99999/close?words=not+typed")
                    .param("words", "not typed")
                    .param("reason", TYPED + "\nin two lines")
                    .param("freeText", "<b>Hello</b> Clara")
                    .param("days", "12")
                    .param("priority", "MEDIUM")
                    .param("seen", "abc def")
                    .param("_once", "ein mal")
                    .with(user("clara"))
                    .with(csrf()))
            .andReturn()
            .getResponse();
    assertThat(response.getStatus()).isEqualTo(404);
    Document page = Jsoup.parse(response.getContentAsString());
    assertThat(page.select("textarea[readonly]").stream().map(Element::wholeText))
        .containsExactlyInAnyOrder(TYPED + "\nin two lines", "<b>Hello</b> Clara");
    assertThat(page.select("textarea").stream().map(one -> one.attr("id")))
        .allSatisfy(id -> assertThat(page.select("label[for=" + id + "]")).hasSize(1));
    assertThat(page.select("main").text())
        .contains("What you typed", "It is not saved. Copy what you need", "Free text", "Reason");

    String over =
        engineHistory
            .createHistoricTaskInstanceQuery()
            .processInstanceBusinessKey("RFS-8")
            .taskDefinitionKey("userTask_approvePlan")
            .singleResult()
            .getId();
    response =
        mvc.perform(
                post("/work/tasks/" + over + "/complete")
                    .param("comment", TYPED)
                    .with(user("maria"))
                    .with(csrf()))
            .andReturn()
            .getResponse();
    assertThat(response.getStatus()).isEqualTo(410);
    assertThat(Jsoup.parse(response.getContentAsString()).select("textarea[readonly]").text())
        .isEqualTo(TYPED);

    for (String gone : List.of("commitments/99999/close", "costs/lines/99/close")) {
      // nor is it lost where their right ended as well
      response =
          mvc.perform(
                  post("/projects/RFS-8/" + gone)
                      .param("reason", TYPED)
                      .with(user("colin"))
                      .with(csrf()))
              .andReturn()
              .getResponse();
      assertThat(response.getStatus()).as(gone).isEqualTo(404);
      assertThat(Jsoup.parse(response.getContentAsString()).select("textarea[readonly]").text())
          .isEqualTo(TYPED);
    }

    response =
        mvc.perform(
                post("/users/nobody/password")
                    .param("password", "a secret of mine")
                    .with(user("admin").authorities(new SimpleGrantedAuthority("administrators")))
                    .with(csrf()))
            .andReturn()
            .getResponse();
    assertThat(response.getStatus()).isBetween(400, 499);
    assertThat(response.getContentAsString()).doesNotContain("a secret of mine");
  }

  private void comeBack(List<Form> forms, int status, String why, String whatToDo)
      throws Exception {
    SoftAssertions all = new SoftAssertions();
    for (Form form : forms) {
      boolean preview = form.others().contains("preview");
      MockHttpServletRequestBuilder request = post(form.path());
      form.fields().forEach(request::param);
      MockHttpServletResponse response =
          mvc.perform(request.with(user(form.by())).with(csrf())).andReturn().getResponse();
      String of = form.by() + " " + form.path() + " " + form.fields();
      if (status == 0) {
        all.assertThat(response.getStatus()).as(of).isIn(403, 409, 422);
      } else if (!preview) {
        all.assertThat(response.getStatus()).as(of).isEqualTo(status);
        all.assertThat(Jsoup.parse(response.getContentAsString()).select(".alert-danger").text())
            .as(of)
            .contains(why);
      }
      Document page = Jsoup.parse(response.getContentAsString());
      Element field =
          page.select("form[method=post] [name=" + form.field() + "]").stream()
              .filter(
                  one ->
                      (one.hasAttr("value") ? one.attr("value") : one.text()).equals(form.text()))
              .findFirst()
              .orElse(null);
      all.assertThat(field).as(of + " has the text").isNotNull();
      if (field != null) {
        all.assertThat(field.hasAttr("disabled") || field.closest("fieldset[disabled]") != null)
            .as(of + " may be copied")
            .isFalse();
        all.assertThat(page.select("#again"))
            .as(of)
            .containsExactlyElementsOf(field.closest("form").select("#again"));
        if (!preview && !form.path().contains("check-ins")) {
          all.assertThat(page.select(".alert-danger a[href=#again]")).as(of).hasSize(1);
        }
        all.assertThat(field.closest("form").select(".alert-warning").text())
            .as(of)
            .contains(whatToDo);
      }
    }
    all.assertAll();
  }
}
