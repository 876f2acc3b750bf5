package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Process owners at their pages, with a diagram of the test's own and its form: those of the review
 * of a risk under another id. Nothing of it is left behind.
 */
abstract class InStudio {
  @Autowired MockMvc mvc;
  @Autowired RepositoryService repository;
  @Autowired RuntimeService runtime;
  @Autowired JdbcClient jdbc;

  private final String key;
  private final List<String> deployments = new ArrayList<>();

  /** The diagram as it was deployed first. */
  String drawn;

  /** Its form. */
  String asked;

  InStudio(String key) {
    this.key = key;
  }

  @BeforeEach
  void oneVersion() throws IOException {
    drawn =
        Files.readString(Path.of("processes/reviewRisk.bpmn"))
            .replace("\"reviewRisk\"", "\"" + key + "\"")
            .replace("reviewRisk.html", key + ".html");
    asked = Files.readString(Path.of("processes/forms/reviewRisk.html"));
    deploy(drawn);
  }

  @AfterEach
  void asBefore() {
    runtime.createProcessInstanceQuery().processDefinitionKey("releaseDiagram").list().stream()
        .forEach(i -> runtime.deleteProcessInstance(i.getId(), "test over"));
    Set<String> all = new LinkedHashSet<>(deployments);
    repository.createProcessDefinitionQuery().processDefinitionKey(key).list().stream()
        .map(ProcessDefinition::getDeploymentId)
        .forEach(all::add);
    all.forEach(id -> repository.deleteDeployment(id, true));
    deployments.clear();
    jdbc.sql("delete from process_draft").update();
  }

  /** With the form as it is. */
  String deploy(String xml) {
    return deploy(xml, asked);
  }

  String deploy(String xml, String form) {
    String id =
        repository
            .createDeployment()
            .name("Test")
            .addString(key + ".bpmn", xml)
            .addString(key + ".html", form)
            .deploy()
            .getId();
    deployments.add(id);
    return id;
  }

  /** Together with a decision table of the test's own, called ownLevel. */
  String deployWith(String xml, String table) {
    String id =
        repository
            .createDeployment()
            .name("Test")
            .addString(key + ".bpmn", xml)
            .addString(key + ".html", asked)
            .addString("ownLevel.dmn", table)
            .deploy()
            .getId();
    deployments.add(id);
    return id;
  }

  int latest() {
    return repository
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .latestVersion()
        .singleResult()
        .getVersion();
  }

  /** As paula sees it. */
  Document page(String address) throws Exception {
    return page(get(address));
  }

  Document page(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
    return Jsoup.parse(
        mvc.perform(request.with(paula()).with(csrf()))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString());
  }

  static RequestPostProcessor paula() {
    return user("paula").authorities(() -> "process-owners");
  }

  static RequestPostProcessor petra() {
    return user("petra").authorities(() -> "process-owners");
  }

  /** The text with one change, which must be one. */
  static String changed(String text, String old, String now) {
    assertThat(text).contains(old);
    return text.replace(old, now);
  }
}
