package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.plan.Baselines;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.Plans;
import dev.fairlead.shared.FairleadClock;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** From an approved plan through reports, postings and a correction to the page of hours. */
@FairleadTest
class HoursPagesTests {
  private static final LocalDate MONDAY = LocalDate.of(2027, 3, 8);

  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired Baselines baselines;
  @Autowired Progress progress;
  @Autowired Postings postings;
  @Autowired FairleadClock clock;

  private String key;

  @BeforeEach
  void aProject() {
    clock.stopAt(MONDAY.atTime(16, 0).atZone(ZoneId.systemDefault()).toInstant());
    forgetTheHours();
    key = PlanFixture.project(jdbc);
  }

  @AfterEach
  void time() {
    clock.resume();
    forgetTheHours();
  }

  /** Hours of a day count over all projects, so each test has its days for itself. */
  private void forgetTheHours() {
    jdbc.sql("update posting set state = 'WITHDRAWN' where posting_day between ? and ?")
        .params(LocalDate.of(2027, 3, 1), LocalDate.of(2027, 3, 31))
        .update();
  }

  private void tasks(PlanEdit... edits) {
    plans.edit(key, plans.current(key).version(), List.of(edits), "clara");
  }

  private static PlanEdit add(int number, String... values) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      all.put(values[i], values[i + 1]);
    }
    return PlanEdit.of(PlanEdit.Kind.ADD_TASK, number, all);
  }

  private long post(int day, String person, String hours, Integer task, String by) {
    return postings.post(
        key,
        new NewPosting(
            LocalDate.of(2027, 3, day),
            Posting.Kind.TIME,
            null,
            new BigDecimal(hours),
            person,
            task,
            null,
            "Work"),
        by);
  }

  private void report(int task, int percent, String remaining) {
    progress.report(
        key,
        new NewProgress(
            task,
            percent,
            remaining == null ? null : new BigDecimal(remaining),
            LocalDate.of(2027, 3, 1),
            null,
            null,
            ""),
        "clara");
  }

  private String answer(String address) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(address).with(user("tom")).with(csrf())).andReturn().getResponse();
    assertThat(response.getStatus()).as(address).isEqualTo(200);
    assertThat(response.getContentAsString()).as("untranslated texts").doesNotContain("??");
    return response.getContentAsString();
  }

  private Document page(String query) throws Exception {
    return Jsoup.parse(answer("/projects/" + key + "/costs/hours" + query));
  }

  private static List<String> rows(Document page, String heading) {
    return page.select("section[aria-labelledby=" + heading + "] tbody tr").eachText();
  }

  private void approvedAndTracked() {
    tasks(
        add(-1, "name", "Build"),
        add(-2, "name", "Design", "durationDays", "5", "owner", "tom", "parent", "-1"),
        add(
            -3,
            "name",
            "Code",
            "durationDays",
            "10",
            "effortHours",
            "40",
            "owner",
            "tina",
            "parent",
            "-1"),
        add(-4, "name", "Delivery", "durationDays", "5"));
    baselines.freeze(key, "maria", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
  }

  @Test
  void plannedPostedAndLeftStandSideBySide() throws Exception {
    approvedAndTracked();
    report(2, 50, null);
    report(3, 25, "72");
    post(1, "tom", "8", 2, "clara");
    post(2, "tom", "10", 2, "clara");
    long wrong = post(3, "tom", "9", 2, "clara");
    postings.takeBack(key, wrong, "Another project", "clara");
    post(4, "tom", "6", 2, "tom");
    post(1, "tina", "4", 1, "clara");
    post(2, "tina", "3", null, "clara");
    post(3, "tina", "2", 4, "clara");

    Document page = page("");
    assertThat(page.select(".fl-head p").text())
        .isEqualTo(
            "Person-hours planned, posted and left, as of 8 Mar 2027. Planned is what baseline 1"
                + " approved.");
    assertThat(rows(page, "tasks-head"))
        .containsExactly(
            "1 Build 80.00 60.00 22.00 waiting: 6.00 56.00 78.00 -2.00",
            "On 1 Build itself - - 4.00 - - -",
            "1.1 Design Tom Eriksen, 50 % 40.00 40.00 18.00 waiting: 6.00 20.00 38.00 -2.00",
            // 72 hours of a working time of 80 in which 40 hours of effort lie
            "1.2 Code Tina Okafor, 25 %, nothing posted 40.00 20.00 0.00 36.00 36.00 -4.00",
            "2 Delivery Not planned Nobody, 0 % - - 2.00 - - -",
            "Time posted on no task - - 3.00 - - -",
            "Whole project 80.00 60.00 27.00 waiting: 6.00 56.00 83.00 +3.00 Over plan");
    assertThat(rows(page, "people"))
        .containsExactly(
            "Tina Okafor 40.00 20.00 9.00 36.00 45.00 +5.00 Over plan",
            "Tom Eriksen 40.00 40.00 18.00 waiting: 6.00 20.00 38.00 -2.00",
            "Whole project 80.00 60.00 27.00 waiting: 6.00 56.00 83.00 +3.00 Over plan");
    assertThat(page.select("#without").text())
        .isEqualTo(
            "One task is not done and has neither effort nor owner: what is left of it is in no"
                + " sum.");
    assertThat(page.select("#total .text-danger").text()).isEqualTo("+3.00");

    String only = page.select("#tasks .card-header a").attr("href");
    assertThat(page.select("#tasks .card-header a").text())
        .isEqualTo("Only the 3 over plan, or not planned");
    assertThat(rows(Jsoup.parse(answer(only.replace("#tasks", ""))), "tasks-head"))
        .containsExactly(
            "On 1 Build itself - - 4.00 - - -",
            "2 Delivery Not planned Nobody, 0 % - - 2.00 - - -",
            "Time posted on no task - - 3.00 - - -");
    assertThat(Jsoup.parse(answer("/projects/" + key + "/costs")).select("main a").eachAttr("href"))
        .contains("/projects/" + key + "/costs/hours");

    mvc.perform(get("/api/projects/" + key + "/hours").with(user("tom")))
        .andExpect(jsonPath("$.statusDate").value("2027-03-08"))
        .andExpect(jsonPath("$.baseline").value(1))
        .andExpect(jsonPath("$.total.difference").value(3.0))
        .andExpect(jsonPath("$.tasks[2].hours.atCompletion").value(38.0))
        .andExpect(jsonPath("$.tasks[1].kind").value("BRANCH_ITSELF"))
        .andExpect(jsonPath("$.tasks[1].hours.planned").doesNotExist())
        .andExpect(jsonPath("$.people[1].person").value("tom"));
  }

  @Test
  void theHoursGoOutAsCsvAndWorkbookInWhichNothingIsAFormula() throws Exception {
    tasks(
        add(-1, "name", "=1+1", "durationDays", "5", "owner", "tom"),
        add(-2, "name", "Code", "durationDays", "5", "owner", "tina"));
    baselines.freeze(key, "maria", "Approved");
    PlanFixture.phase(jdbc, key, "TRACKING");
    report(1, 50, null);
    report(2, 100, null);
    post(1, "tom", "8", 1, "clara");
    post(2, "tina", "20", 2, "clara");
    clock.stopAt(MONDAY.plusDays(1).atTime(7, 0).atZone(ZoneId.systemDefault()).toInstant());

    Document page = page("");
    List<String> files =
        page.select(".fl-head a[href*=export]").stream().map(a -> a.attr("href")).toList();
    assertThat(files).hasSize(2);
    MockHttpServletResponse csv = file(files.get(1));
    assertThat(csv.getHeader("Content-Disposition"))
        .isEqualTo("attachment; filename=\"" + key + "-hours-2027-03-09.csv\"");
    String all = csv.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(all.substring(1).lines().toList())
        .containsExactly(
            "Row,WBS,Task,Person,Done %,Planned,Planned to date,In the plan now,Posted,Waiting,"
                + "Remaining,At completion,Difference",
            "Task,1,'=1+1,Tom Eriksen,50,40.00,40.00,40.00,8.00,0.00,20.00,28.00,-12.00",
            "Task,2,Code,Tina Okafor,100,40.00,40.00,40.00,20.00,0.00,0.00,20.00,-20.00",
            "Whole project,,,,,80.00,80.00,80.00,28.00,0.00,20.00,48.00,-32.00",
            "Person,,,Tina Okafor,,40.00,40.00,40.00,20.00,0.00,0.00,20.00,-20.00",
            "Person,,,Tom Eriksen,,40.00,40.00,40.00,8.00,0.00,20.00,28.00,-12.00",
            "Note,,\"Person-hours planned, posted and left, as of 9 Mar 2027. Planned is what"
                + " baseline 1 approved.\",,,,,,,,,,");
    try (ReadableWorkbook book =
        new ReadableWorkbook(
            new ByteArrayInputStream(file(files.get(0)).getContentAsByteArray()))) {
      assertThat(book.getSheets().map(Sheet::getName))
          .containsExactly("By task", "By person", "Notes");
      List<Row> rows = book.getFirstSheet().read();
      assertThat(rows.get(1).getCellText(2)).isEqualTo("=1+1");
      assertThat(rows.get(1).getCell(2).getFormula()).isNull();
      assertThat(rows.get(1).getCellAsNumber(12).orElseThrow()).isEqualByComparingTo("-12");
      assertThat(rows).hasSize(4);
      List<Row> people = book.getSheet(1).orElseThrow().read();
      assertThat(people).hasSize(4);
      assertThat(people.get(3).getCellText(0)).isEqualTo("Whole project");
      assertThat(book.getSheet(2).orElseThrow().read().get(0).getCellText(0))
          .contains("as of 9 Mar 2027", "baseline 1");
    }
    mvc.perform(
            get("/api/projects/" + key + "/hours/export").param("format", "exe").with(user("tom")))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("There is no file as")));
  }

  @Test
  void aFileNamesTasksThatAreGoneByTheirNumberAndSaysWhatIsInNoSum() throws Exception {
    tasks(
        add(-1, "name", "Code", "durationDays", "5", "owner", "tina"),
        add(-2, "name", "Design", "durationDays", "5", "owner", "tom"),
        add(-3, "name", "Delivery", "durationDays", "5"));
    PlanFixture.phase(jdbc, key, "TRACKING");
    post(1, "tom", "5", 2, "clara");
    jdbc.sql("delete from plan_task where project_key = ? and number = 2").param(key).update();

    assertThat(
            file("/api/projects/" + key + "/hours/export?format=csv")
                .getContentAsString(java.nio.charset.StandardCharsets.UTF_8)
                .lines())
        .anyMatch(line -> line.startsWith("No longer in the plan,,Task 2,"))
        .anyMatch(line -> line.startsWith("Note,,") && line.contains("no baseline tells its hours"))
        .anyMatch(line -> line.startsWith("Note,,") && line.contains("One task is not done"));
  }

  private MockHttpServletResponse file(String address) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(address).with(user("tom"))).andReturn().getResponse();
    assertThat(response.getStatus()).as(address).isEqualTo(200);
    return response;
  }

  @Test
  void whatAChangeDidToThePlanStandsBesideWhatWasApproved() throws Exception {
    approvedAndTracked();
    post(1, "tom", "5", 2, "clara");
    jdbc.sql("update plan_task set effort_hours = 60 where project_key = ? and number = 3")
        .param(key)
        .update();
    jdbc.sql("delete from plan_task where project_key = ? and number = 2").param(key).update();
    Document page = page("");
    assertThat(rows(page, "tasks-head"))
        .containsExactly(
            "1 Build 40.00 now 60.00 20.00 0.00 60.00 60.00 +20.00 Over plan",
            "1.1 Code Tina Okafor, 0 % 40.00 now 60.00 20.00 0.00 60.00 60.00 +20.00 Over plan",
            "Design No longer in the plan 40.00 40.00 5.00 0.00 5.00 -35.00",
            "Whole project 80.00 now 60.00 60.00 5.00 60.00 65.00 -15.00");
    assertThat(rows(page, "people"))
        .containsExactly(
            "Tina Okafor 40.00 now 60.00 20.00 0.00 60.00 60.00 +20.00 Over plan",
            "Tom Eriksen Not planned - - 5.00 - - -",
            "Nobody any more, or not yet 40.00 40.00 0.00 0.00 0.00 -40.00",
            "Whole project 80.00 now 60.00 60.00 5.00 60.00 65.00 -15.00");
  }

  @Test
  void theFingerprintOfABaselineCoversItsHours() {
    approvedAndTracked();
    assertThat(baselines.all(key).get(0).tasks())
        .extracting(task -> task.hours() == null ? null : task.hours().toPlainString())
        .containsExactly(null, "40.00", "40.00", null);
    assertThat(isIntact()).isTrue();
    jdbc.sql("update plan_snapshot_task set hours = 39 where project_key = ? and number = 2")
        .param(key)
        .update();
    assertThat(isIntact()).isFalse();
  }

  /** The latest one is remembered, those before it are read anew. */
  private boolean isIntact() {
    baselines.freeze(key, "maria", "Approved again");
    return baselines.isIntact(baselines.original(key).orElseThrow());
  }

  @Test
  void aPlanOfAThousandTasksStandsOnPages() throws Exception {
    List<PlanEdit> edits = new ArrayList<>();
    for (int i = 1; i <= 999; i++) {
      edits.add(add(-i, "name", "Step " + i, "durationDays", "1", "owner", "tom"));
    }
    for (int from = 0; from < edits.size(); from += 200) {
      tasks(edits.subList(from, Math.min(from + 200, edits.size())).toArray(new PlanEdit[0]));
    }
    Document page = page("");
    assertThat(page.select(".fl-head p").text()).contains("the plan as it stands");
    assertThat(rows(page, "tasks-head")).hasSize(50);
    assertThat(rows(page, "people"))
        .containsExactly(
            "Tom Eriksen 7,992.00 - 0.00 7,992.00 7,992.00 0.00",
            "Whole project 7,992.00 - 0.00 7,992.00 7,992.00 0.00");
    assertThat(page.select("#tasks nav").text()).isEqualTo("1 to 50 of 999 rows Next page");
    String last =
        page.select("#tasks nav a").attr("href").replace("page=2", "page=20").replace("#tasks", "");
    List<String> rows = rows(Jsoup.parse(answer(last)), "tasks-head");
    assertThat(rows).hasSize(50);
    assertThat(rows.get(49)).startsWith("Whole project 7,992.00");
    for (String odd : List.of("?page=-7", "?page=99999", "?over=true&page=3")) {
      assertThat(page(odd).select("h1").text()).as(odd).isEqualTo("Hours");
    }
  }

  @Test
  void aProjectWithoutPlanSaysSo() throws Exception {
    Document page = page("");
    assertThat(page.select("main .fl-empty").text())
        .isEqualTo("No task has planned hours, and no time is posted.");
    assertThat(page.select("main table")).isEmpty();
  }
}
