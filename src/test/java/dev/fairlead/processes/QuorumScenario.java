package dev.fairlead.processes;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.fairlead.people.Users;
import dev.fairlead.project.DecisionLog;
import dev.fairlead.report.ReportData;
import dev.fairlead.studio.Rehearsals;
import dev.fairlead.workspace.TaskDesk;
import dev.fairlead.workspace.Worklist;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

/** A scenario in which several people have to approve. */
abstract class QuorumScenario extends Scenario {
  @Autowired RepositoryService repository;
  @Autowired TaskService tasks;
  @Autowired TaskDesk desk;
  @Autowired Worklist worklist;
  @Autowired Users users;
  @Autowired DecisionLog log;
  @Autowired ReportData reports;
  @Autowired Rehearsals rehearsals;
  @Autowired JdbcClient jdbc;
  @Autowired MockMvc mvc;

  private final String step;
  Quorum quorum;

  /**
   * @param step id of the user task that several people do
   */
  QuorumScenario(String step) {
    this.step = step;
  }

  @BeforeEach
  void asked() {
    quorum = new Quorum(repository);
  }

  @AfterEach
  void asBefore() {
    leaveNothingRunning();
    quorum.takeBack();
    jdbc.sql("delete from substitution").update();
    jdbc.sql("delete from mail_decision").update();
  }

  /** The approval that waits. */
  Task waiting(String businessKey) {
    return tasks
        .createTaskQuery()
        .processInstanceBusinessKey(businessKey)
        .taskDefinitionKey(step)
        .singleResult();
  }

  void away(String person, String deputy) {
    users.substitute(
        person, deputy, MONDAY.toLocalDate().minusDays(1), MONDAY.toLocalDate().plusDays(30));
  }

  Document page(String name, String path) throws Exception {
    return Jsoup.parse(
        mvc.perform(
                get(path)
                    .with(
                        user(name)
                            .authorities(
                                users.get(name).groups().stream()
                                    .map(SimpleGrantedAuthority::new)
                                    .toList())))
            .andReturn()
            .getResponse()
            .getContentAsString());
  }
}
