package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.closure.Lesson;
import dev.fairlead.closure.Lessons;
import dev.fairlead.closure.NewLesson;
import dev.fairlead.people.Groups;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;

/** What one project taught is put before those who plan the next. */
@FairleadTest
class OfferedLessonsTests extends Scenario {
  @Autowired Lessons lessons;
  @Autowired Registers registers;
  @Autowired MockMvc web;
  @Autowired JdbcTemplate jdbc;

  /** What other tests taught may fit as well, and better. */
  @BeforeEach
  void nothingWasLearnedYet() {
    jdbc.update("delete from lesson_use");
    jdbc.update("delete from lesson");
  }

  @Test
  void aLessonOnTheSameSystemIsOfferedWhilePlanningUntilItIsJudged() throws Exception {
    track("OL-1");
    teach("The middleware Quokkabus lost messages", "Test Quokkabus under load first");
    teach("The middleware Wombatbus lost messages", "Test Wombatbus under load first");
    SampleProject.begin(projects, "OL-2", "20000");
    assertThat(recommended()).doesNotContain("Test Quokkabus under load first");
    registers.saveSystem("OL-2", named("Quokkabus"), "clara");
    assertThat(recommended())
        .contains("Test Quokkabus under load first")
        .doesNotContain("Test Wombatbus under load first");
    assertThat(page()).contains("Lessons that may help", "Test Quokkabus under load first");

    assertThat(lessons.fitting("Wombatbus has lost messages of the middleware", 3))
        .extracting(Lesson::recommendation)
        .startsWith("Test Wombatbus under load first", "Test Quokkabus under load first");
    assertThat(lessons.fitting("It is so, or not", 3)).as("short words say nothing").isEmpty();

    long lesson = lessons.offered("OL-2", 10).get(0).id();
    web.perform(
            post("/lessons/" + lesson + "/use")
                .param("project", "OL-2")
                .param("planning", "true")
                .param("applies", "true")
                .with(csrf())
                .with(user("clara").authorities(() -> Groups.COORDINATORS)))
        .andExpect(redirectedUrl("/projects/OL-2"));
    assertThat(recommended()).doesNotContain("Test Quokkabus under load first");
    assertThat(lessons.search("Quokkabus", 5)).extracting(Lesson::used).containsExactly(1);
    assertThat(told("OL-2")).contains("Test Quokkabus under load first");
  }

  @Test
  void aLessonThatDoesNotFitIsNotOfferedAgainAndDoesNotCountAsUsed() {
    track("OL-3");
    lessons.record(
        "OL-3",
        new NewLesson("Vendors", "Echidna GmbH was late", false, "Ask twice", null),
        "clara");
    SampleProject.begin(projects, "OL-4", "20000");
    registers.saveSystem("OL-4", named("Echidna"), "clara");
    Lesson offered = lessons.offered("OL-4", 1).get(0);
    lessons.judge(offered.id(), "OL-4", false, "clara");
    assertThat(lessons.offered("OL-4", 10)).extracting(Lesson::id).doesNotContain(offered.id());
    assertThat(lessons.search("Echidna", 5)).extracting(Lesson::used).containsExactly(0);
  }

  @Test
  void howeverManyLessonsThereAreTheOldestIsOfferedWhereItFits() throws Exception {
    track("OL-5");
    lessons.record(
        "OL-5",
        new NewLesson("Technology", "Numbat lost messages", false, "Test Numbat first", null),
        "clara");
    jdbc.batchUpdate(
        "insert into lesson (project_key, category, situation, went_well, recommendation, recorded_by, recorded_at)"
            + " values ('OL-5', 'Technology', 'Nothing', true, 'Nothing', 'clara', current_timestamp)",
        Collections.nCopies(2_500, new Object[0]));
    try {
      SampleProject.begin(projects, "OL-6", "20000");
      registers.saveSystem("OL-6", named("Numbat"), "clara");
      assertThat(lessons.offered("OL-6", 1))
          .extracting(Lesson::recommendation)
          .containsExactly("Test Numbat first");
      assertThat(SqlStatements.of(() -> lessons.offered("OL-6", 1)))
          .filteredOn(sql -> sql.contains("lesson"))
          .as("by the index of their words")
          .hasSize(1)
          .allMatch(sql -> sql.contains("search_word"));
    } finally {
      jdbc.update("delete from lesson where project_key = 'OL-5' and situation = 'Nothing'");
    }
  }

  private void teach(String situation, String recommendation) {
    lessons.record(
        "OL-1", new NewLesson("Technology", situation, false, recommendation, null), "clara");
  }

  private java.util.List<String> recommended() {
    return lessons.offered("OL-2", 10).stream().map(Lesson::recommendation).toList();
  }

  private String page() throws Exception {
    return web.perform(
            get("/projects/OL-2").with(user("clara").authorities(() -> Groups.COORDINATORS)))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  private static PlanSystem named(String name) {
    return new PlanSystem(
        0, name, SystemAction.USE, "tom", "production", Criticality.LOW, "", null, null);
  }
}
