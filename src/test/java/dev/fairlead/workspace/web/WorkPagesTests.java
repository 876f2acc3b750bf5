package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.people.Users;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.workspace.OpenTask;
import dev.fairlead.workspace.Worklist;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import org.hamcrest.Matchers;
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

/** People do their tasks on Fairlead's own pages, with the real engine behind them. */
@FairleadTest
class WorkPagesTests {
  @Autowired MockMvc mvc;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Users users;
  @Autowired Worklist worklist;
  @Autowired JdbcClient jdbc;

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

  private OpenTask waiting(String key, String taskKey, String person) {
    return worklist.ofProjects(List.of(key)).get(key).stream()
        .filter(
            task ->
                task.taskKey().equals(taskKey)
                    && (person == null || person.equals(task.assignee())))
        .findFirst()
        .orElseThrow();
  }

  private OpenTask planUpForApproval(String key) throws Exception {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    complete("clara", waiting(key, "userTask_draftPlan", null));
    complete("tom", waiting(key, "userTask_giveFeedback", "tom"), "feedback", "Looks fine");
    complete("tina", waiting(key, "userTask_giveFeedback", "tina"));
    complete("clara", waiting(key, "userTask_submitPlan", null), "nextStep", "submit");
    return waiting(key, "userTask_approvePlan", null);
  }

  private void complete(String name, OpenTask task, String... answers) throws Exception {
    MockHttpServletRequestBuilder request = post("/work/tasks/{id}/complete", task.id());
    for (int i = 0; i < answers.length; i += 2) {
      request.param(answers[i], answers[i + 1]);
    }
    mvc.perform(as(name, request))
        .andExpect(status().is3xxRedirection())
        .andExpect(redirectedUrlPattern("/work*"));
  }

  @Test
  void aPlanGoesFromItsDraftToItsApprovalOnOurPages() throws Exception {
    OpenTask approval = planUpForApproval("WEB-1");
    assertThat(page("maria", "/work"))
        .contains("Approve plan", "Sample WEB-1", "Open to your groups");
    assertThat(page("maria", "/work/tasks/" + approval.id()))
        .contains("name=\"decision\"", "view=approval", "Take and complete")
        .doesNotContain("cam-variable");
    mvc.perform(
            as("maria", post("/work/tasks/{id}/complete", approval.id()))
                .param("decision", "approve"))
        .andExpect(flash().attribute("message", Matchers.containsString("Confirm")));
    assertThat(page("maria", "/work")).doesNotContain("/work/tasks/" + approval.id());
    assertThat(page("maria", "/projects/WEB-1"))
        .contains("Where it waits", "Clara Lindgren", "aria-current=\"step\"");
  }

  @Test
  void aTaskThatComesBackOpensAgainAndSaysSo() throws Exception {
    SampleProject.begin(projects, "WEB-92", "20000");
    OpenTask empty = waiting("WEB-92", "userTask_draftPlan", null);
    String address =
        mvc.perform(as("clara", post("/work/tasks/{id}/complete", empty.id())))
            .andExpect(
                flash()
                    .attribute("problem", Matchers.startsWith("\"Draft plan\" came back to you")))
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    OpenTask again = waiting("WEB-92", "userTask_draftPlan", null);
    assertThat(address).isEqualTo("/work/tasks/" + again.id()).doesNotContain(empty.id());
    assertThat(page("clara", address)).contains("view=findings");
  }

  @Test
  void pagesAreEnglishThroughoutWhateverTheBrowserAsksFor() throws Exception {
    SampleProject.begin(projects, "WEB-93", "20000");
    assertThat(
            mvc.perform(as("clara", get("/projects/WEB-93")).locale(Locale.GERMANY))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains("26 Feb 2027")
        .doesNotContain("Feb.");
  }

  /** Dates, numbers and what the editor is told: not a letter is another. */
  @Test
  void noPageLooksOtherwiseToAGermanBrowser() throws Exception {
    SampleProject.begin(projects, "WEB-94", "20000.50");
    SampleProject.plan(plans, "WEB-94");
    for (String path :
        List.of(
            "/",
            "/work",
            "/late",
            "/workload",
            "/conflicts",
            "/projects/WEB-94",
            "/projects/WEB-94/plan",
            "/projects/WEB-94/progress",
            "/projects/WEB-94/costs",
            "/projects/WEB-94/team",
            "/projects/WEB-94/decisions",
            "/projects/WEB-94/communication",
            "/projects/WEB-94/data",
            "/api/projects/WEB-94/plan")) {
      assertThat(seen(path, Locale.GERMANY)).as(path).isEqualTo(seen(path, Locale.ENGLISH));
    }
  }

  private String seen(String path, Locale language) throws Exception {
    MockHttpServletResponse answer =
        mvc.perform(as("clara", get(path)).locale(language)).andReturn().getResponse();
    assertThat(answer.getStatus()).as(path).isEqualTo(200);
    // tokens are others each time
    return answer
        .getContentAsString()
        .replaceAll("(\"(_csrf|_once)\"[^>]*(value|content)=\")[^\"]*", "$1");
  }

  @Test
  void aPageReadsItsProjectOnce() throws Exception {
    SampleProject.begin(projects, "WEB-90", "20000");
    SampleProject.plan(plans, "WEB-90");
    assertThat(SqlStatements.of(() -> page("clara", "/projects/WEB-90/progress")))
        .filteredOn(statement -> statement.contains(" from project p "))
        .hasSize(1);
  }

  @Test
  void aPageDoesNotReadAllAccountsToNameAFew() throws Exception {
    SampleProject.begin(projects, "WEB-91", "20000");
    SampleProject.plan(plans, "WEB-91");
    for (String path : List.of("/", "/work", "/projects/WEB-91", "/projects/WEB-91/plan")) {
      // who may edit the plan is offered all people as owners
      assertThat(SqlStatements.of(() -> page("maria", path)))
          .as(path)
          .noneMatch(statement -> statement.contains("g.username = u.username order by"));
    }
  }

  /** However many projects, tasks and people a page shows. */
  @Test
  void aListIsReadInTheSameStatementsHoweverLongItIs() throws Exception {
    SampleProject.begin(projects, "GATE-1", "20000");
    planUpForApproval("GATE-2");
    int work = statements("clara", "/work");
    int portfolio = statements("clara", "/?q=gate");
    int manager = statements("maria", "/work");
    for (int i = 3; i <= 8; i++) {
      planUpForApproval("GATE-" + i);
      SampleProject.begin(projects, "GATE-1" + i, "20000");
    }
    assertThat(statements("clara", "/?q=gate")).isEqualTo(portfolio).isLessThanOrEqualTo(9);
    assertThat(statements("clara", "/work")).isEqualTo(work).isLessThanOrEqualTo(14);
    assertThat(statements("maria", "/work")).isEqualTo(manager).isLessThanOrEqualTo(14);
    assertThat(statements("clara", "/?q=gate-1")).isLessThanOrEqualTo(portfolio);
    assertThat(SqlStatements.of(() -> page("clara", "/work?words=gate")))
        .as("whoever searches is not shown postings")
        .noneMatch(statement -> statement.contains(" from posting "));
  }

  private int statements(String name, String path) throws Exception {
    return SqlStatements.count(() -> page(name, path));
  }

  @Test
  void aProjectIsFoundByPartsOfItsWordsInAnyOrder() throws Exception {
    SampleProject.begin(projects, "FIND-77", "20000");
    for (String typed :
        List.of("find-77", "IND-7", "ample  -77", "77 sample", "sample FIND-77", "d-7", "le 7")) {
      assertThat(projects.page("", typed, 200))
          .as(typed)
          .extracting(Project::key)
          .contains("FIND-77");
    }
    for (String typed : List.of("find-78", "sample find-778", "find_77", "f%77", "zzz 77")) {
      assertThat(projects.page("", typed, 200))
          .as(typed)
          .extracting(Project::key)
          .doesNotContain("FIND-77");
    }
    assertThat(projects.page("FIND-77", "find-77", 200)).isEmpty();
  }

  @Test
  void whoHasManyTasksReadsThemPageByPageAndFindsOneByWords() throws Exception {
    for (int i = 1; i <= 51; i++) {
      SampleProject.begin(projects, "WEB-" + (100 + i), "20000");
    }
    long all = worklist.load("clara").tasks();
    assertThat(all).isGreaterThan(50);
    assertThat(page("clara", "/")).contains(all + " tasks wait for you");
    String first = page("clara", "/work");
    assertThat(first).contains("1 to 50 of " + all + " tasks", "Next page", "WEB-101");
    Document last = Jsoup.parse(page("clara", "/work?page=99"));
    assertThat(last.text()).contains("51 to " + all + " of " + all, "Previous page");
    assertThat(last.select("#mine").get(0).closest("section").select("li")).hasSize((int) all - 50);
    assertThat(last.text()).doesNotContain("Sample WEB-101");

    Document found = Jsoup.parse(page("clara", "/work?words=web-151"));
    assertThat(found.text()).contains("One task has \"web-151\" in its name or project", "WEB-151");
    assertThat(found.select("a.fl-title")).extracting(Element::text).containsExactly("Draft plan");
    assertThat(found.select("#fl-search").val()).as("the search for projects").isEmpty();
    assertThat(Jsoup.parse(page("clara", "/work?words=Draft")).text())
        .contains("1 to 50 of " + all);
    assertThat(page("clara", "/work?words=nothing of this kind"))
        .contains("No task has", "No task matches");
    assertThat(page("tom", "/work")).doesNotContain("Next page", "taskWords");
    assertThat(page("clara", "/work?page=-3")).contains("1 to 50 of");
  }

  /**
   * With more tasks than are read for a search, those behind are found by their project, and the
   * page says how far it looked.
   */
  @Test
  void whoHasVeryManyTasksFindsAllOfAProject() throws Exception {
    SampleProject.begin(projects, "WEB-160", "20000");
    SampleProject.begin(projects, "WEB-161", "20000");
    OpenTask last = worklist.ofProjects(List.of("WEB-160")).get("WEB-160").get(0);
    OpenTask copied = worklist.ofProjects(List.of("WEB-161")).get("WEB-161").get(0);
    String before = page("clara", "/work?words=web-160");
    assertThat(before).contains("One task has").doesNotContain("most urgent were searched");
    jdbc.sql("update ACT_RU_TASK set DUE_DATE_ = ?, NAME_ = 'Odd one' where ID_ = ?")
        .params(LocalDateTime.of(2099, 1, 1, 9, 0), last.id())
        .update();
    assertThat(found("odd one")).containsExactly("Odd one");
    for (int i = 0; i < 510; i++) {
      jdbc.sql(
              "insert into ACT_RU_TASK (ID_, REV_, NAME_, TASK_DEF_KEY_, ASSIGNEE_, PRIORITY_, CREATE_TIME_, DUE_DATE_,"
                  + " SUSPENSION_STATE_, PROC_DEF_ID_, PROC_INST_ID_, EXECUTION_ID_) select ?, 1, 'Odd copy', TASK_DEF_KEY_, 'clara',"
                  + " PRIORITY_, CREATE_TIME_, ?, 1, PROC_DEF_ID_, PROC_INST_ID_, EXECUTION_ID_ from ACT_RU_TASK where ID_ = ?")
          .params("many-" + i, LocalDateTime.of(2001, 1, 1, 9, 0), copied.id())
          .update();
    }
    try {
      Document many = Jsoup.parse(page("clara", "/work?words=web-160"));
      assertThat(many.text()).contains("One task has", "The 500 most urgent were searched");
      assertThat(found("sample web-160")).containsExactly("Odd one");
      assertThat(found("odd one")).isEmpty();
      assertThat(page("clara", "/work?words=odd")).contains("1 to 50 of 500");
      assertThat(page("clara", "/work")).doesNotContain("most urgent were searched");
    } finally {
      jdbc.sql("delete from ACT_RU_TASK where ID_ like 'many-%'").update();
    }
    assertThat(found("odd one")).containsExactly("Odd one");
  }

  private List<String> found(String words) throws Exception {
    return Jsoup.parse(page("clara", "/work?words=" + words)).select("a.fl-title").eachText();
  }

  @Test
  void aRefusalOfTheDomainIsSaidOnTheFormAndNothingTypedIsLost() throws Exception {
    OpenTask approval = planUpForApproval("WEB-2");
    String page =
        mvc.perform(
                as("maria", post("/work/tasks/{id}/complete", approval.id()))
                    .param("decision", "rework")
                    .param("comment", ""))
            .andExpect(status().isUnprocessableEntity())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("alert-danger");
    assertThat(Jsoup.parse(page).select("select[name=decision] option[selected]").eachAttr("value"))
        .containsExactly("rework");
    // the refusal also took back that Maria had taken the task
    assertThat(waiting("WEB-2", "userTask_approvePlan", null).assignee()).isNull();
  }

  @Test
  void aTaskThatIsDoneSaysByWhom() throws Exception {
    OpenTask approval = planUpForApproval("WEB-3");
    complete("maria", approval, "decision", "approve");
    String late =
        mvc.perform(
                as("martin", post("/work/tasks/{id}/complete", approval.id()))
                    .param("decision", "reject"))
            .andExpect(status().isGone())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(late).contains("already done by Maria Costa");
    mvc.perform(as("martin", get("/work/tasks/{id}", approval.id()))).andExpect(status().isGone());
  }

  @Test
  void aTakenTaskIsNotOpenToTheOthersUntilItIsGivenBack() throws Exception {
    OpenTask approval = planUpForApproval("WEB-4");
    mvc.perform(as("maria", post("/work/tasks/{id}/claim", approval.id())))
        .andExpect(flash().attributeExists("message"));
    assertThat(page("martin", "/work")).doesNotContain("/work/tasks/" + approval.id());
    assertThat(page("martin", "/work/tasks/" + approval.id()))
        .contains("waits on Maria Costa")
        .doesNotContain("/complete");
    mvc.perform(
            as("martin", post("/work/tasks/{id}/complete", approval.id()))
                .param("decision", "approve"))
        .andExpect(status().isForbidden());
    mvc.perform(as("martin", post("/work/tasks/{id}/giveBack", approval.id())))
        .andExpect(status().isForbidden());
    mvc.perform(as("maria", post("/work/tasks/{id}/giveBack", approval.id())))
        .andExpect(flash().attributeExists("message"));
    assertThat(page("martin", "/work")).contains("/work/tasks/" + approval.id());
  }

  @Test
  void aTeamMemberCannotTakeAnApproval() throws Exception {
    OpenTask approval = planUpForApproval("WEB-5");
    String page =
        mvc.perform(as("tom", post("/work/tasks/{id}/claim", approval.id())))
            .andExpect(status().isForbidden())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("does not wait for Tom Eriksen");
    assertThat(waiting("WEB-5", "userTask_approvePlan", null).assignee()).isNull();
  }

  @Test
  void theFrameOfAFormLeadsToThePageOfItsProject() throws Exception {
    SampleProject.begin(projects, "WEB-6", "20000");
    OpenTask draft = waiting("WEB-6", "userTask_draftPlan", null);
    mvc.perform(as("clara", get("/work/tasks/{id}/frame", draft.id()).param("view", "findings")))
        .andExpect(redirectedUrlPattern("/projects/WEB-6/frame/findings*"));
    mvc.perform(as("clara", get("/work/tasks/{id}/frame", draft.id()).param("view", "../x")))
        .andExpect(status().isNotFound());
    mvc.perform(as("clara", get("/work/tasks/nope"))).andExpect(status().isNotFound());
  }

  @Test
  void thePortfolioSaysWhereEachProjectWaitsAndFindsByName() throws Exception {
    SampleProject.begin(projects, "WEB-7", "20000");
    String found = page("maria", "/?q=sample web-7");
    assertThat(found)
        .contains("Sample WEB-7", "Draft plan", "on Clara Lindgren since")
        .doesNotContain("WEB-6");
    assertThat(page("maria", "/?q=nowhere-at-all")).contains("No project matches");
  }
}
