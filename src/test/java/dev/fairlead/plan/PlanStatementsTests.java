package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.plan.PlanEdit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What the pages of a plan ask of the database does not grow with its tasks. */
@FairleadTest
class PlanStatementsTests {
  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired Plans plans;
  @Autowired ObjectMapper json;

  private String small;
  private String large;

  @BeforeEach
  void plansOfTenAndOfThreeHundredTasks() {
    jdbc.sql("update project set phase = 'CLOSED' where project_key like 'PLAN-%'").update();
    small = plan(10);
    large = plan(300);
  }

  /** A summary over tasks of tom and tina in a row, with estimates and a system. */
  private String plan(int tasks) {
    String key = PlanFixture.project(jdbc);
    jdbc.sql(
            "insert into plan_system (project_key, number, name, name_key, action, owner, environment, criticality,"
                + " maintenance_window) values (?, 1, ?, ?, 'CHANGE', 'tina', 'Production', 'HIGH', '')")
        .params(key, "System of " + key, "system of " + key.toLowerCase())
        .update();
    List<PlanEdit> edits = new ArrayList<>();
    edits.add(edit(Kind.ADD_TASK, -1, "name", "Everything"));
    for (int i = 2; i <= tasks; i++) {
      edits.add(
          edit(
              Kind.ADD_TASK,
              -i,
              "name",
              "Task " + i,
              "parent",
              "-1",
              "durationDays",
              "2",
              "owner",
              i % 2 == 0 ? "tom" : "tina",
              "system",
              "1"));
      if (i > 2) {
        edits.add(edit(Kind.ADD_LINK, -i, "predecessor", "-" + (i - 1)));
      }
    }
    plans.edit(key, 0, edits, "clara");
    return key;
  }

  private void perform(MockHttpServletRequestBuilder request) throws Exception {
    mvc.perform(request.with(user("clara").authorities(() -> "coordinators")).with(csrf()))
        .andExpect(status().isOk());
  }

  /** The second time, since the first one reads decision tables that are remembered from then. */
  private List<String> statementsOfOpening(String path) throws Exception {
    perform(get(path));
    return SqlStatements.of(
        () -> {
          perform(get(path));
          return path;
        });
  }

  @Test
  void openingThePageOfAPlan() throws Exception {
    assertThat(statementsOfOpening("/projects/" + large + "/plan"))
        .hasSameSizeAs(statementsOfOpening("/projects/" + small + "/plan"))
        .isNotEmpty();
  }

  @Test
  void openingThePlanInTheEditor() throws Exception {
    assertThat(statementsOfOpening("/api/projects/" + large + "/plan"))
        .hasSameSizeAs(statementsOfOpening("/api/projects/" + small + "/plan"))
        .isNotEmpty();
  }

  @Test
  void savingOneTask() throws Exception {
    assertThat(statementsOfSaving(large)).hasSameSizeAs(statementsOfSaving(small)).isNotEmpty();
  }

  private List<String> statementsOfSaving(String key) throws Exception {
    save(key, "4");
    return SqlStatements.of(
        () -> {
          save(key, "3");
          return key;
        });
  }

  private void save(String key, String days) throws Exception {
    int version = plans.current(key).version();
    perform(
        post("/api/projects/" + key + "/plan/edits")
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                json.writeValueAsString(
                    Map.of(
                        "version",
                        version,
                        "known",
                        version,
                        "edits",
                        List.of(edit(Kind.SET, 5, "durationDays", days))))));
  }
}
