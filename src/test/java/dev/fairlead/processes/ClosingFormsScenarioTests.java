package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.fairlead.FairleadTest;
import dev.fairlead.OpenForm;
import dev.fairlead.closure.Deliverable;
import dev.fairlead.closure.Deliverables;
import dev.fairlead.closure.HandoverChecklist;
import dev.fairlead.closure.HandoverChecklist.Answer;
import dev.fairlead.closure.Handovers;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Forms that were opened before others decided or answered something while a project closes. */
@FairleadTest
class ClosingFormsScenarioTests extends Scenario {
  private static final String FIRST = "form[action$=/closing/deliverables/1]";
  private static final String SECOND = "form[action$=/closing/deliverables/2]";
  private static final String CHECKLIST = "form[action$=/closing/handover/1]:has(fieldset)";

  @Autowired Deliverables deliverables;
  @Autowired Handovers handovers;
  @Autowired Registers registers;
  @Autowired MockMvc web;

  @Test
  void nobodyAcceptsByCriteriaThatTheyHaveNotSeen() throws Exception {
    toClosing("CF-1");
    deliverables.change("CF-1", 1, "Go-live", "Shop is open\nManual is written", null, "clara");
    OpenForm early = open("CF-1", "sofia", FIRST).with("met-1", "yes").with("met-2", "yes");
    deliverables.change("CF-1", 1, "Go-live", "Shop is open\nManual is printed", null, "clara");

    MockHttpServletResponse refused = send(early.with("condition", "Nice work"), "sofia");
    assertThat(refused.getStatus()).isEqualTo(409);
    assertThat(text(refused))
        .contains("is not what you saw any more", "Manual is printed", "Nice work");
    assertThat(Jsoup.parse(text(refused)).select("main [name^=met-][checked]"))
        .as("a tick belongs to the criterion beside which it was set")
        .isEmpty();
    assertThat(first("CF-1").acceptance()).isNull();

    OpenForm again = OpenForm.in(text(refused), FIRST).with("met-1", "yes").with("met-2", "yes");
    assertThat(send(again, "sofia").getStatus()).isEqualTo(302);
    assertThat(first("CF-1").acceptance()).isEqualTo(Deliverable.Acceptance.ACCEPTED);
    assertThat(send(early.with("acceptance", "REJECTED"), "sofia").getStatus()).isEqualTo(409);
    assertThat(first("CF-1").acceptance()).isEqualTo(Deliverable.Acceptance.ACCEPTED);
  }

  @Test
  void theNumberOfARemovedDeliverableMayStandForAnother() throws Exception {
    toClosing("CF-2");
    deliverables.add("CF-2", "Manual", "Readable", null, "clara");
    OpenForm accepting = open("CF-2", "sofia", SECOND).with("met-1", "yes");
    OpenForm changing = open("CF-2", "clara", SECOND).with("criteria", "Readable by all");
    assertThat(send(changing.with("remove", "1"), "clara").getStatus()).isEqualTo(302);
    deliverables.add("CF-2", "Training", "Twelve people trained", null, "clara");

    assertThat(send(accepting, "sofia").getStatus()).isEqualTo(409);
    assertThat(send(changing.with("change", "1"), "clara").getStatus()).isEqualTo(409);
    assertThat(send(changing.with("remove", "2"), "clara").getStatus()).isEqualTo(409);
    assertThat(send(accepting.with("seen", ""), "sofia").getStatus()).isEqualTo(409);
    Deliverable training = deliverables.of("CF-2").get(1);
    assertThat(training.name()).isEqualTo("Training");
    assertThat(training.criteria()).isEqualTo("Twelve people trained");
    assertThat(training.acceptance()).isNull();
  }

  @Test
  void coordinatorAndReceiverKeepEachOthersAnswers() throws Exception {
    toClosing("CF-3");
    OpenForm coordinators = open("CF-3", "clara", CHECKLIST);
    OpenForm receivers = open("CF-3", "tarek", CHECKLIST);
    assertThat(
            send(
                    coordinators
                        .with("answer-BACKUP", "YES")
                        .with("note-BACKUP", "Tried on Monday"),
                    "clara")
                .getStatus())
        .isEqualTo(302);
    assertThat(send(receivers.with("answer-OWNER", "YES"), "tarek").getStatus()).isEqualTo(302);

    assertThat(line("CF-3", "BACKUP").answer()).isEqualTo(Answer.YES);
    assertThat(line("CF-3", "BACKUP").note()).isEqualTo("Tried on Monday");
    assertThat(line("CF-3", "OWNER").answer()).isEqualTo(Answer.YES);
    assertThat(line("CF-3", "OWNER").note()).isEqualTo("Tarek Haddad takes it over");
  }

  @Test
  void aPointThatBothAnsweredIsNamedAndNothingIsLost() throws Exception {
    toClosing("CF-4");
    OpenForm receivers = open("CF-4", "tarek", CHECKLIST);
    send(
        open("CF-4", "clara", CHECKLIST)
            .with("answer-BACKUP", "YES")
            .with("note-BACKUP", "Tried on Monday")
            .with("answer-TRAINING", "YES"),
        "clara");

    MockHttpServletResponse refused =
        send(
            receivers
                .with("answer-OWNER", "YES")
                .with("answer-BACKUP", "NOT_NEEDED")
                .with("note-BACKUP", "It keeps no data"),
            "tarek");
    assertThat(refused.getStatus()).isEqualTo(409);
    assertThat(Jsoup.parse(text(refused)).select("[role=alert]").text())
        .contains("Backup in place: Yes, Tried on Monday")
        .doesNotContain("Owner", "trained");
    assertThat(line("CF-4", "OWNER").answer()).isNull();
    assertThat(line("CF-4", "BACKUP").answer()).isEqualTo(Answer.YES);

    OpenForm again = OpenForm.in(text(refused), CHECKLIST);
    assertThat(again.value("note-BACKUP")).isEqualTo("It keeps no data");
    assertThat(again.value("answer-TRAINING")).as("as it stands now").isEqualTo("YES");
    assertThat(send(again, "tarek").getStatus()).isEqualTo(302);
    assertThat(line("CF-4", "OWNER").answer()).isEqualTo(Answer.YES);
    assertThat(line("CF-4", "BACKUP").answer()).isEqualTo(Answer.NOT_NEEDED);
    assertThat(line("CF-4", "TRAINING").answer()).isEqualTo(Answer.YES);
  }

  @Test
  void nobodySignsAnswersThatTheyHaveNotSeen() throws Exception {
    toClosing("CF-5");
    handovers.answer("CF-5", 1, HandoverAnswers.allYes(handovers, "CF-5", 1), "clara");
    OpenForm early = open("CF-5", "tarek", CHECKLIST).with("sign", "1");
    send(
        open("CF-5", "clara", CHECKLIST)
            .with("answer-BACKUP", "NOT_NEEDED")
            .with("note-BACKUP", "Comes later"),
        "clara");

    MockHttpServletResponse refused = send(early, "tarek");
    assertThat(refused.getStatus()).isEqualTo(409);
    assertThat(text(refused)).contains("Backup in place: Not needed, Comes later");
    assertThat(handovers.of("CF-5").get(0).isSigned()).isFalse();
    assertThat(line("CF-5", "BACKUP").answer()).isEqualTo(Answer.NOT_NEEDED);

    OpenForm again = OpenForm.in(text(refused), CHECKLIST).with("sign", "1");
    assertThat(send(again, "tarek").getStatus()).isEqualTo(302);
    assertThat(handovers.of("CF-5").get(0).isSigned()).isTrue();
  }

  private void toClosing(String key) {
    track(key);
    registers.saveSystem(
        key,
        new PlanSystem(
            0,
            "Shop " + key,
            SystemAction.IMPLEMENT,
            "tarek",
            "production",
            Criticality.MEDIUM,
            "",
            null,
            null),
        "clara");
    done(key, BUILD, TEST, GO_LIVE);
    act("clara", key, "userTask_confirmAllWorkDone");
  }

  private Deliverable first(String key) {
    return deliverables.of(key).get(0);
  }

  private HandoverChecklist.Line line(String key, String point) {
    return handovers.of(key).get(0).points().stream()
        .filter(line -> line.point().equals(point))
        .findFirst()
        .orElseThrow();
  }

  private OpenForm open(String key, String who, String query) throws Exception {
    return OpenForm.in(
        text(
            web.perform(get("/projects/" + key + "/closing").with(user(who)))
                .andReturn()
                .getResponse()),
        query);
  }

  private MockHttpServletResponse send(OpenForm form, String who) throws Exception {
    return web.perform(form.send().with(user(who))).andReturn().getResponse();
  }

  private static String text(MockHttpServletResponse answer) throws Exception {
    return answer.getContentAsString(StandardCharsets.UTF_8);
  }
}
