package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.plan.exchange.PlanPart;
import dev.fairlead.shared.ConflictException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.hamcrest.Matchers;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A file that would replace a plan is shown first, and what it lost stays readable afterwards. */
@FairleadTest
class ImportPagesTests {
  private static final String CSV =
      """
      Id,Level,Name,Duration,Predecessors,Owner,Colour
      1,1,Prepare,,,,
      2,2,Interview users,5d,,Tom Eriksen,
      3,2,<b>Write</b> it down,3d,2,Nobody Known,red
      4,1,Ready,0d,3,,
      """;

  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired PlanImports imports;
  @Autowired Registers registers;

  private String key;
  private String plan;

  @BeforeEach
  void aProject() {
    key = PlanFixture.project(jdbc);
    plan = "/projects/" + key + "/plan";
  }

  private void aPlan() {
    registers.saveSystem(
        key,
        new PlanSystem(0, "CRM", SystemAction.CHANGE, "tom", "", Criticality.LOW, "", null, null),
        "clara");
    plans.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Old work", "durationDays", "5", "system", "1"),
            edit(Kind.ADD_TASK, -2, "name", "Interview users", "durationDays", "2", "system", "1")),
        "clara");
  }

  private static RequestPostProcessor clara() {
    return user("clara").authorities(() -> "coordinators");
  }

  private String page(String path, String who) throws Exception {
    String html =
        mvc.perform(get(path).with(user(who)))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(html).as(path).doesNotContain("??", "<b>Write").contains("</html>");
    return html;
  }

  private static MockMultipartFile file(String text) {
    return new MockMultipartFile(
        "file", "plan.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIntoAnEmptyPlanIsTakenAtOnceAndItsLossReportShown() throws Exception {
    String report =
        mvc.perform(multipart(plan + "/import").file(file(CSV)).with(clara()).with(csrf()))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    assertThat(report).matches(".*/plan/imports/\\d+");
    assertThat(page(report, "tom"))
        .contains("plan.csv", "Nobody Known", "Colour", "Left out", "&lt;b&gt;Write&lt;/b&gt;");
    assertThat(page(plan, "tom")).contains(report);
    mvc.perform(get("/api" + report).with(user("tom")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.parts[?(@.part=='NAMES')].taken").value(4));
    mvc.perform(get("/api/projects/" + key + "/plan/imports/0").with(user("tom")))
        .andExpect(status().isNotFound());
    assertThat(page("/projects/" + key + "/frame/approval", "maria"))
        .contains("The plan came from the file plan.csv", report)
        .doesNotContain("was edited since");
    plans.edit(key, 1, List.of(edit(Kind.SET, 4, "name", "Done")), "clara");
    assertThat(page("/projects/" + key + "/frame/approval", "maria")).contains("was edited since");
  }

  /** The list only where one came from it. */
  @Test
  void aRefusedFileLeadsBackToWhereOneCameFrom() throws Exception {
    aPlan();
    assertThat(page(plan, "clara")).contains("id=\"fl-plan-editor\"").doesNotContain("\"view\"");
    assertThat(page(plan + "?view=list", "clara")).contains("name=\"view\" value=\"list\"");
    MockMultipartFile none = new MockMultipartFile("file", "plan.mpp", "", new byte[] {1, 2, 3});
    String editor = refused(multipart(plan + "/import").file(none));
    assertThat(editor).contains("id=\"fl-plan-editor\"", "is-invalid");
    String list = refused(multipart(plan + "/import").file(none).param("view", "list"));
    assertThat(list).contains("is-invalid", "name=\"view\" value=\"list\"");
    assertThat(list).doesNotContain("id=\"fl-plan-editor\"");
    MockHttpServletRequestBuilder holidays =
        post(plan + "/holidays").param("version", "1").param("country", "XX").param("year", "2027");
    assertThat(refused(holidays)).contains("id=\"fl-plan-editor\"");
    MockHttpServletRequestBuilder owners =
        post(plan + "/owners").param("version", "1").param("owner", "tina");
    mvc.perform(owners.with(clara()).with(csrf())).andExpect(redirectedUrl(plan));
  }

  private String refused(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request.with(clara()).with(csrf()))
        .andExpect(status().isUnprocessableEntity())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @Test
  void aPlanOfAnotherYearIsMovedToTheStartOfItsProject() throws Exception {
    LocalDate begin = plans.current(key).start();
    plans.edit(
        key, 0, List.of(edit(Kind.ADD_TASK, -1, "name", "Old", "deadline", "2003-02-07")), "clara");
    WorkPlan now = plans.current(key);
    WorkPlan ofThen =
        new WorkPlan(
            key,
            now.version(),
            LocalDate.of(2003, 1, 7),
            now.deadline(),
            now.calendar(),
            now.tasks(),
            now.links(),
            now.budget(),
            null);
    plans.replaceAll(key, now.version(), ofThen, "clara");
    String version = String.valueOf(plans.current(key).version());
    assertThat(page(plan, "clara")).contains("The plan begins on 7 Jan 2003", "Move it to");
    assertThat(page(plan + "?view=list", "clara")).contains("The plan begins on 7 Jan 2003");
    assertThat(page(plan, "tom")).doesNotContain("Move it to");
    mvc.perform(post(plan + "/start").param("version", "0").with(clara()).with(csrf()))
        .andExpect(status().isConflict());
    mvc.perform(post(plan + "/start").param("version", version).with(clara()).with(csrf()))
        .andExpect(redirectedUrl(plan));
    assertThat(plans.current(key).start()).isEqualTo(begin);
    assertThat(plans.current(key).tasks().get(0).deadline()).isEqualTo(begin.plusDays(31));
    assertThat(page(plan, "clara")).doesNotContain("Move it to");

    mvc.perform(multipart(plan + "/import").file(file(CSV)).with(clara()).with(csrf()));
    mvc.perform(take(imports.previewWaiting(key, "clara").seen()));
    assertThat(plans.current(key).start()).as("a file without days").isEqualTo(begin);
  }

  @Test
  void aFileOverAPlanWaitsUntilItIsTaken() throws Exception {
    aPlan();
    mvc.perform(multipart(plan + "/import").file(file(CSV)).with(clara()).with(csrf()))
        .andExpect(redirectedUrl(plan + "/import"));

    assertThat(plans.current(key).tasks())
        .extracting(PlanTask::name)
        .containsExactly("Old work", "Interview users");
    assertThat(imports.all(key)).isEmpty();
    assertThat(page(plan + "/import", "clara"))
        .contains("Take it", "Leave it", "Nobody Known", "Old work");

    mvc.perform(take(imports.previewWaiting(key, "clara").seen()))
        .andExpect(status().is3xxRedirection());
    assertThat(plans.current(key).tasks()).hasSize(4);
    // the same task by number and name keeps what no file holds
    assertThat(plans.current(key).task(2).system()).isEqualTo(1);
    assertThat(imports.waiting(key)).isEmpty();
    PlanImports.Imported done = imports.all(key).get(0);
    assertThat(imports.report(key, done.id()).orElseThrow().parts())
        .filteredOn(part -> part.part() == PlanPart.OTHER)
        .singleElement()
        .satisfies(
            part ->
                assertThat(part.losses())
                    .singleElement()
                    .satisfies(
                        loss -> assertThat(loss.cases().get(0).name()).contains("Old work")));
  }

  @Test
  void aFileThatIsLeftChangesNothing() throws Exception {
    aPlan();
    mvc.perform(multipart(plan + "/import").file(file(CSV)).with(clara()).with(csrf()));
    mvc.perform(post(plan + "/import/leave").with(clara()).with(csrf()))
        .andExpect(redirectedUrl(plan));

    assertThat(plans.current(key).version()).isEqualTo(1);
    assertThat(imports.waiting(key)).isEmpty();
    mvc.perform(get(plan + "/import").with(clara())).andExpect(status().is3xxRedirection());
  }

  @Test
  void aPlanThatWasSavedMeanwhileIsNotOverwritten() throws Exception {
    aPlan();
    mvc.perform(multipart(plan + "/import").file(file(CSV)).with(clara()).with(csrf()));
    plans.edit(key, 1, List.of(edit(Kind.SET, 1, "name", "Newer work")), "clara");

    String seen = imports.previewWaiting(key, "clara").seen();
    mvc.perform(take(seen))
        .andExpect(status().isConflict())
        .andExpect(content().string(Matchers.containsString("Newer work")));
    assertThatThrownBy(() -> imports.take(key, 1, seen, "clara"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("plan was saved");
    assertThat(plans.current(key).tasks()).hasSize(2);
  }

  @Test
  void aFileThatTookThePlaceOfTheOneThatWasShownIsNotTaken() throws Exception {
    aPlan();
    mvc.perform(multipart(plan + "/import").file(file(CSV)).with(clara()).with(csrf()));
    String seen = hidden(page(plan + "/import", "clara"));
    mvc.perform(
        multipart(plan + "/import")
            .file(file("Id,Level,Name,Duration\n1,1,Something else,2d\n"))
            .with(clara())
            .with(csrf()));

    mvc.perform(take(seen))
        .andExpect(status().isConflict())
        .andExpect(content().string(Matchers.containsString("not the file that you looked at")))
        .andExpect(content().string(Matchers.containsString("Take it")));
    mvc.perform(take("")).andExpect(status().isConflict());
    assertThat(plans.current(key).version()).isEqualTo(1);
    assertThat(imports.waiting(key)).isPresent();

    mvc.perform(take(hidden(page(plan + "/import", "clara"))))
        .andExpect(status().is3xxRedirection());
    assertThat(plans.current(key).tasks())
        .extracting(PlanTask::name)
        .containsExactly("Something else");
  }

  private MockHttpServletRequestBuilder take(String seen) {
    return post(plan + "/import/take")
        .param("version", "1")
        .param("seen", seen)
        .with(clara())
        .with(csrf());
  }

  private static String hidden(String page) {
    return Jsoup.parse(page).select("main [name=seen]").attr("value");
  }

  @Test
  void aProgramThatLookedBeforeIsToldWhenThePlanWasSavedMeanwhile() throws Exception {
    aPlan();
    plans.edit(key, 1, List.of(edit(Kind.SET, 1, "name", "Newer work")), "clara");
    mvc.perform(
            multipart("/api/projects/" + key + "/plan/import")
                .file(file(CSV))
                .param("version", "1")
                .with(clara())
                .with(csrf()))
        .andExpect(status().isConflict());
    assertThat(plans.current(key).tasks()).hasSize(2);
    mvc.perform(
            multipart("/api/projects/" + key + "/plan/import")
                .file(file(CSV))
                .param("version", "2")
                .with(clara())
                .with(csrf()))
        .andExpect(status().isOk());
    assertThat(plans.current(key).tasks()).hasSize(4);
  }

  @Test
  void aFileThatCannotBeTakenIsRefusedBeforeItWaits() throws Exception {
    aPlan();
    String circle = "Id,Name,Predecessors\n1,A,2\n2,B,1\n";
    mvc.perform(multipart(plan + "/import").file(file(circle)).with(clara()).with(csrf()))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(Matchers.containsString("1 A -&gt; 2 B -&gt; 1 A")));
    assertThat(imports.waiting(key)).isEmpty();
  }

  @Test
  void theInterfaceAnswersWithTheReportAndShowsAPreview() throws Exception {
    aPlan();
    mvc.perform(
            multipart("/api/projects/" + key + "/plan/import")
                .file(file(CSV))
                .param("preview", "true")
                .with(clara())
                .with(csrf()))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.saved").value(false))
        .andExpect(jsonPath("$.report.format").value("CSV table"))
        .andExpect(
            jsonPath("$.report.parts[?(@.part=='OWNERS')].losses[0].cases[0].from")
                .value("Nobody Known"));
    assertThat(plans.current(key).tasks()).hasSize(2);
  }

  @Test
  void thePlanGoesOutInEveryFormatWithWhatItCannotHold() throws Exception {
    aPlan();
    plans.edit(key, 1, List.of(edit(Kind.SET, 1, "deadline", "2027-05-05")), "clara");
    assertThat(page(plan + "/export", "tom"))
        .contains("Primavera P6 XML", "deadline of one task has no place", "Calendar (ICS)");
    for (String format : List.of("xml", "pmxml", "xlsx", "csv", "ics")) {
      mvc.perform(
              get("/api/projects/" + key + "/plan/export").param("format", format).with(clara()))
          .andExpect(status().isOk());
    }
    assertThat(plans.current(key).task(1).deadline()).isEqualTo(LocalDate.of(2027, 5, 5));
  }
}
