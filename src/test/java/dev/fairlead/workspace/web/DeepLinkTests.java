package dev.fairlead.workspace.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.plan.Plans;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.LocalDateTime;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

/**
 * The button of a mail leads to the very task, through the login, and decides nothing by itself.
 */
@FairleadTest
class DeepLinkTests {
  @Autowired MockMvc web;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired TaskService tasks;

  @BeforeEach
  void onAMonday() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
  }

  @AfterEach
  void resume() {
    driver.resumeTime();
  }

  private String approval(String key) {
    SampleProject.submitted(driver, projects, plans, key, "clara");
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskDefinitionKey("userTask_approvePlan")
        .singleResult()
        .getId();
  }

  /** Opens the link without a login, logs in, and follows where that leads. */
  private MockHttpServletResponse follow(String link, String username) throws Exception {
    MockHttpServletResponse stranger = web.perform(get(link)).andReturn().getResponse();
    Cookie session = stranger.getCookie("SESSION");
    assertThat(stranger.getStatus()).isEqualTo(302);
    assertThat(stranger.getRedirectedUrl()).endsWith("/login");
    MockHttpServletResponse opened =
        web.perform(
                post("/login")
                    .cookie(session)
                    .param("username", username)
                    .param("password", "fairlead-demo")
                    .with(csrf()))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse();
    URI address = URI.create(opened.getRedirectedUrl());
    assertThat(address.getPath()).isEqualTo(URI.create(link).getPath());
    return web.perform(get(address).cookie(opened.getCookie("SESSION"))).andReturn().getResponse();
  }

  @Test
  void theLinkSurvivesTheLoginAndShowsTheTask() throws Exception {
    String task = approval("LINK-1");
    MockHttpServletResponse page = follow("/work/tasks/" + task, "maria");
    assertThat(page.getStatus()).isEqualTo(200);
    assertThat(page.getContentAsString()).contains("Approve plan", "Sample LINK-1");
    assertThat(tasks.createTaskQuery().taskId(task).singleResult())
        .as("reading it decides nothing and takes it from nobody")
        .isNotNull()
        .matches(open -> open.getAssignee() == null);
  }

  @Test
  void noParameterOfALinkDecides() throws Exception {
    String task = approval("LINK-2");
    follow("/work/tasks/" + task + "?decision=approve&complete=true", "maria");
    assertThat(follow("/work/tasks/" + task + "/complete?decision=approve", "maria").getStatus())
        .isIn(403, 404, 405);
    assertThat(tasks.createTaskQuery().taskId(task).singleResult()).isNotNull();
  }

  @Test
  void aTaskThatIsDoneOrOfSomebodyElseSaysSoInWords() throws Exception {
    String task = approval("LINK-3");
    web.perform(
            post("/work/tasks/" + task + "/claim")
                .with(user("martin").authorities(new SimpleGrantedAuthority("managers")))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    MockHttpServletResponse others = follow("/work/tasks/" + task, "maria");
    assertThat(others.getStatus()).isEqualTo(200);
    assertThat(others.getContentAsString()).contains("This task waits on Martin Keller");
    driver.act("martin", "LINK-3", "userTask_approvePlan", Map.of("decision", "approve"));
    MockHttpServletResponse gone = follow("/work/tasks/" + task, "maria");
    assertThat(gone.getStatus()).isEqualTo(410);
    assertThat(gone.getContentAsString())
        .contains("This task is no longer open", "done by Martin Keller");
  }
}
