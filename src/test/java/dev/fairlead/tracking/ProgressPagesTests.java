package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.OpenForm;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.Plans;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A report says what was changed in its form, and leaves the rest as others reported it. */
@FairleadTest
class ProgressPagesTests {
  private static final int ANALYSIS = 1;
  private static final int MANUAL = 2;
  private static final LocalDate TENTH = LocalDate.of(2027, 3, 10);
  private static final LocalDate TWELFTH = LocalDate.of(2027, 3, 12);

  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired Progress progress;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aTrackedProject() {
    onMarch(1);
    key = PlanFixture.project(jdbc);
    plans.edit(key, 0, List.of(add(-1, "Analysis"), add(-2, "Manual")), "clara");
    baselines.freeze(key, "mia", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
  }

  @AfterEach
  void time() {
    clock.resume();
  }

  private void onMarch(int day) {
    clock.stopAt(LocalDateTime.of(2027, 3, day, 10, 0).atZone(ZoneId.systemDefault()).toInstant());
  }

  private static PlanEdit add(int number, String name) {
    return PlanEdit.of(
        Kind.ADD_TASK, number, Map.of("name", name, "durationDays", "5", "owner", "tom"));
  }

  @Test
  void theIndicesAreNotYetThereBeforeADayOfTheWorkIsOver() throws Exception {
    String first = page();
    assertThat(first)
        .contains("not yet: no day of the planned work is over")
        .contains("count the days before 1 Mar 2027, which is not over yet");
    mvc.perform(get("/api/projects/" + key + "/earned-value").with(user("clara")))
        .andExpect(jsonPath("$.plannedUntil").value("2027-02-28"))
        .andExpect(jsonPath("$.spiTime").doesNotExist());
    onMarch(2);
    assertThat(page()).doesNotContain("not yet:").contains("the work goes slower than planned");
    mvc.perform(get("/api/projects/" + key + "/earned-value").with(user("clara")))
        .andExpect(jsonPath("$.plannedUntil").value("2027-03-01"))
        .andExpect(jsonPath("$.spiTime").value(0));
  }

  @Test
  void aClosedProjectStaysAtTheDayOnWhichItWasClosed() throws Exception {
    onMarch(12);
    PlanFixture.phase(jdbc, key, "CLOSED");
    jdbc.sql("update project set closed_on = ? where project_key = ?").params(TENTH, key).update();
    assertThat(page())
        .contains("Earned value at 10 Mar 2027")
        .doesNotContain("which is not over yet");
    mvc.perform(get("/api/projects/" + key + "/earned-value").with(user("clara")))
        .andExpect(jsonPath("$.statusDate").value("2027-03-10"));
    mvc.perform(get("/api/projects/" + key + "/earned-value?date=2027-03-12").with(user("clara")))
        .andExpect(jsonPath("$.statusDate").value("2027-03-12"));
  }

  private String page() throws Exception {
    return mvc.perform(get("/projects/" + key + "/progress").with(user("clara")))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void reportsOnATaskStandOnPagesAndTheNewestComeFirst() throws Exception {
    for (int percent = 0; percent < 62; percent++) {
      jdbc.sql(
              "insert into progress_report (project_key, task, percent, note, reported_by, reported_at)"
                  + " values (?, ?, ?, ?, 'tom', timestamp '2027-01-04 09:00:00')")
          .params(key, ANALYSIS, percent, "Step " + percent)
          .update();
    }
    Document page = parsed("/progress?task=" + ANALYSIS);
    assertThat(page.select(".fl-timeline li")).hasSize(50);
    assertThat(page.select(".fl-timeline li").first().text()).startsWith("61 % Step 61");
    assertThat(page.select("nav[aria-label=Pages]").text())
        .isEqualTo("1 to 50 of 62 reports, the newest first Next page");
    page = parsed("/progress?task=" + ANALYSIS + "&reports=2");
    assertThat(page.select(".fl-timeline li")).hasSize(12);
    assertThat(page.select(".fl-timeline li").last().text()).contains("Step 0");

    Document frame = parsed("/frame/lateTask?taskNumber=" + ANALYSIS);
    assertThat(frame.select(".fl-timeline li")).hasSize(50);
    assertThat(frame.select("a[href$=/progress?task=" + ANALYSIS + "]").text())
        .isEqualTo("All 62 reports");
  }

  private Document parsed(String path) throws Exception {
    return Jsoup.parse(
        mvc.perform(get("/projects/" + key + path).with(user("clara")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString());
  }

  @Test
  void aNoteOnWhatIsDoneMovesNoFinish() throws Exception {
    onMarch(3);
    progress.report(key, done(ANALYSIS, 100), "tom");
    LocalDateTime finish = task(ANALYSIS).actualFinish();
    assertThat(finish).isEqualTo("2027-03-03T10:00");

    onMarch(9);
    OpenForm form = form(ANALYSIS);
    assertThat(form.value("actualFinish")).isEqualTo("2027-03-03");
    sent(form.with("note", "The paper is in the archive"));
    assertThat(task(ANALYSIS).actualFinish()).isEqualTo(finish);

    progress.report(key, done(ANALYSIS, 100), "clara");
    assertThat(task(ANALYSIS).actualFinish()).isEqualTo(finish);
    assertThat(progress.reportPage(key, ANALYSIS, 1))
        .hasSize(3)
        .extracting(ProgressReport::actualFinish)
        .containsOnly(LocalDate.of(2027, 3, 3));

    sent(form(ANALYSIS).with("actualFinish", "2027-03-05"));
    assertThat(task(ANALYSIS).actualFinish().toLocalDate()).isEqualTo("2027-03-05");
    sent(form(ANALYSIS).with("percent", "90"));
    assertThat(task(ANALYSIS).actualFinish()).as("not done after all").isNull();
    sent(form(ANALYSIS).with("percent", "100"));
    assertThat(task(ANALYSIS).actualFinish().toLocalDate()).isEqualTo("2027-03-09");
  }

  @Test
  void aForecastHoldsUntilItIsReplacedOrWithdrawn() throws Exception {
    onMarch(3);
    progress.report(key, forecast(ANALYSIS, 40, TENTH), "tom");
    OpenForm form = form(ANALYSIS);
    assertThat(form.value("forecastFinish")).isEqualTo("2027-03-10");
    sent(form.with("percent", "50"));
    assertThat(task(ANALYSIS).percentComplete()).isEqualTo(50);
    assertThat(task(ANALYSIS).forecastFinish()).isEqualTo(TENTH);
    progress.report(key, done(ANALYSIS, 60), "clara");
    assertThat(task(ANALYSIS).forecastFinish()).isEqualTo(TENTH);
    assertThat(progress.reportPage(key, ANALYSIS, 1))
        .extracting(ProgressReport::forecastFinish)
        .containsOnly(TENTH);

    sent(form(ANALYSIS).with("forecastFinish", ""));
    assertThat(task(ANALYSIS).forecastFinish()).as("withdrawn").isNull();
    progress.report(key, forecast(ANALYSIS, 60, TENTH), "tom");
    sent(form(ANALYSIS).with("remainingHours", "12"));
    assertThat(task(ANALYSIS).forecastFinish()).as("hours take its place").isNull();
    sent(form(ANALYSIS).with("note", "Nothing new"));
    assertThat(task(ANALYSIS).remainingMinutes()).isEqualTo(720);
    sent(form(ANALYSIS).with("percent", "70"));
    assertThat(task(ANALYSIS).remainingMinutes()).isNull();

    progress.report(key, forecast(ANALYSIS, 70, TENTH), "tom");
    sent(form(ANALYSIS).with("percent", "100"));
    assertThat(task(ANALYSIS).forecastFinish()).as("done").isNull();
    progress.report(key, forecast(MANUAL, 10, TENTH), "tom");
    onMarch(11);
    sent(form(MANUAL).with("percent", "20"));
    assertThat(task(MANUAL).forecastFinish()).as("its day is over").isNull();
  }

  @Test
  void aFormThatWasOpenedBeforeTakesNothingBack() throws Exception {
    onMarch(3);
    progress.report(key, forecast(ANALYSIS, 40, TENTH), "tom");
    OpenForm early = form(ANALYSIS);
    progress.report(key, forecast(ANALYSIS, 60, TWELFTH), "tom");

    sent(early.with("note", "I have seen it"));
    assertThat(task(ANALYSIS).percentComplete()).isEqualTo(60);
    assertThat(task(ANALYSIS).forecastFinish()).isEqualTo(TWELFTH);
    sent(early.with("percent", "70"));
    assertThat(task(ANALYSIS).percentComplete()).isEqualTo(70);
    assertThat(task(ANALYSIS).forecastFinish()).isEqualTo(TWELFTH);
  }

  @Test
  void theDaysOfOneTaskAreNotReportedOnAnother() throws Exception {
    onMarch(3);
    progress.report(key, done(ANALYSIS, 100), "tom");
    progress.report(key, forecast(MANUAL, 0, TWELFTH), "tom");
    onMarch(9);

    sent(form(ANALYSIS).with("task", "" + MANUAL).with("percent", "30"));
    assertThat(task(MANUAL).percentComplete()).isEqualTo(30);
    assertThat(task(MANUAL).actualStart().toLocalDate()).isEqualTo("2027-03-09");
    assertThat(task(MANUAL).actualFinish()).isNull();
    assertThat(task(MANUAL).forecastFinish()).isEqualTo(TWELFTH);
  }

  @Test
  void aRefusedFormStillKnowsWhatItShowed() throws Exception {
    onMarch(3);
    progress.report(key, forecast(ANALYSIS, 40, TENTH), "tom");
    String refused =
        mvc.perform(form(ANALYSIS).with("percent", "140").send().with(user("tom")))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    progress.report(key, forecast(ANALYSIS, 40, TWELFTH), "clara");
    sent(OpenForm.in(refused, "form:has([name=percent])").with("percent", "44"));
    assertThat(task(ANALYSIS).percentComplete()).isEqualTo(44);
    assertThat(task(ANALYSIS).forecastFinish()).isEqualTo(TWELFTH);
  }

  @Test
  void aProgramSaysWhatIsNewAndLeavesTheRest() throws Exception {
    onMarch(3);
    progress.report(key, forecast(ANALYSIS, 40, TENTH), "tom");
    progress.report(key, done(MANUAL, 100), "tom");
    onMarch(9);
    json("{\"task\": 1, \"percent\": 45}")
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.forecastFinish").value("2027-03-10"));
    json("{\"task\": 2, \"percent\": 100, \"note\": \"Printed\"}")
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.actualFinish").value("2027-03-03"));
    json("{\"task\": 1, \"percent\": 45, \"withdrawForecast\": true}")
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.forecastFinish").doesNotExist());
    assertThat(task(ANALYSIS).forecastFinish()).isNull();
  }

  private ResultActions json(String body) throws Exception {
    return mvc.perform(
        post("/api/projects/" + key + "/progress")
            .contentType(MediaType.APPLICATION_JSON)
            .content(body)
            .with(user("tom"))
            .with(csrf()));
  }

  private OpenForm form(int task) throws Exception {
    String page =
        mvc.perform(get("/projects/" + key + "/progress?task=" + task).with(user("tom")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    return OpenForm.in(page, "form:has([name=percent])");
  }

  private void sent(OpenForm form) throws Exception {
    mvc.perform(form.send().with(user("tom"))).andExpect(status().is3xxRedirection());
  }

  private PlanTask task(int number) {
    return plans.current(key).task(number);
  }

  private static NewProgress done(int task, int percent) {
    return new NewProgress(task, percent, null, null, null, null, null);
  }

  private static NewProgress forecast(int task, int percent, LocalDate finish) {
    return new NewProgress(task, percent, null, null, null, finish, null);
  }
}
