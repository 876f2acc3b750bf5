package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.people.Absences;
import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.plan.PlanEdit.Kind;
import dev.fairlead.shared.NotFoundException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Leave and part time of a person, kept by that person, move the dates of their tasks. */
@FairleadTest
class AbsencesTests {
  private static final LocalDate WEDNESDAY = LocalDate.of(2027, 3, 3);

  @Autowired MockMvc mvc;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;
  @Autowired Absences absences;
  @Autowired Plans plans;
  @Autowired PlanCheck check;

  private String key;

  @BeforeEach
  void aPlan() {
    key = PlanFixture.project(jdbc);
    plans.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Build", "durationDays", "5", "owner", "tom"),
            edit(Kind.ADD_TASK, -2, "name", "Test", "durationDays", "1", "owner", "tina"),
            edit(Kind.ADD_LINK, -2, "predecessor", "-1")),
        "clara");
  }

  @AfterEach
  void everybodyIsBack() {
    jdbc.sql("delete from absence").update();
    jdbc.sql("delete from working_hours").update();
  }

  @Test
  void aTransactionReadsACalendarOnceUntilItChanges() throws Exception {
    TransactionTemplate together = new TransactionTemplate(transactions);
    assertThat(
            SqlStatements.of(
                () ->
                    together.execute(
                        status -> {
                          assertThat(absences.calendars(List.of("tom", "tina"))).isEmpty();
                          return absences.calendars(List.of("tina"));
                        })))
        .filteredOn(sql -> sql.contains("from absence"))
        .hasSize(1);
    together.executeWithoutResult(
        status -> {
          assertThat(absences.calendars(List.of("tom"))).isEmpty();
          absences.add("tom", WEDNESDAY, WEDNESDAY, "");
          assertThat(absences.calendars(List.of("tom"))).containsOnlyKeys("tom");
          absences.setHours("tom", Map.of(DayOfWeek.MONDAY, "8:00-12:00"));
          assertThat(absences.calendars(List.of("tom")).get("tom").week())
              .containsOnlyKeys(DayOfWeek.MONDAY);
        });
  }

  @Test
  void leaveMovesTheOwnersTasksAndIsFoundByTheCheck() {
    absences.add("tom", WEDNESDAY, WEDNESDAY.plusDays(1), "Wedding");

    assertThat(plans.schedule(key).finish()).isEqualTo(LocalDateTime.of(2027, 3, 10, 17, 0));
    assertThat(check.check(key))
        .filteredOn(finding -> finding.code().equals("plan.find.absence"))
        .singleElement()
        .returns(1, PlanFinding::task)
        .returns(false, PlanFinding::blocks)
        .satisfies(
            finding ->
                assertThat(finding.sentence())
                    .contains("Build", "Tom Eriksen", "3 Mar 2027", "4 Mar 2027"));
  }

  @Test
  void hoursOfPartTimeMakeTasksLonger() {
    absences.setHours(
        "tom", Map.of(DayOfWeek.MONDAY, "8-12, 13:00-17:00", DayOfWeek.TUESDAY, "8:00 - 12:00"));

    // five days of work at one and a half a week: three weeks of one and a half, then half a day
    assertThat(plans.schedule(key).byNumber().get(1).finish())
        .isEqualTo(LocalDateTime.of(2027, 3, 22, 12, 0));
    absences.setHours("tom", Map.of());
    assertThat(plans.schedule(key).byNumber().get(1).finish())
        .isEqualTo(LocalDateTime.of(2027, 3, 5, 17, 0));
  }

  @Test
  void daysOffThatCannotBeAreRefused() {
    absences.add("tom", WEDNESDAY, WEDNESDAY, "");
    assertThatThrownBy(() -> absences.add("tom", WEDNESDAY.minusDays(1), WEDNESDAY, ""))
        .hasMessageContaining("away from 3 Mar 2027");
    assertThatThrownBy(() -> absences.add("tom", WEDNESDAY.plusDays(9), WEDNESDAY.plusDays(8), ""))
        .hasMessageContaining("in this order");
    assertThatThrownBy(() -> absences.add("tom", null, WEDNESDAY, ""))
        .hasMessageContaining("in this order");
    assertThatThrownBy(() -> absences.setHours("tom", Map.of(DayOfWeek.MONDAY, "12:00-8:00")))
        .hasMessageContaining("8:00-12:00");
    assertThatThrownBy(
            () -> absences.setHours("tom", Map.of(DayOfWeek.MONDAY, "8:00-12:00, 11:00-13:00")))
        .hasMessageContaining("8:00-12:00");
    assertThatThrownBy(() -> absences.remove("tina", absences.of("tom").leaves().get(0).id()))
        .isInstanceOf(NotFoundException.class);
    assertThat(absences.of("tom").leaves()).hasSize(1);
  }

  @Test
  void everybodyKeepsTheirOwnAndCoordinatorsSeeThem() throws Exception {
    mvc.perform(
            post("/account/absences")
                .with(user("tom"))
                .with(csrf())
                .param("from", "2099-03-05")
                .param("until", "2099-03-03")
                .param("reason", "<b>Sailing</b>"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(Matchers.containsString("in this order")))
        .andExpect(content().string(Matchers.containsString("value=\"2099-03-05\"")));
    mvc.perform(
            post("/account/absences")
                .with(user("tom"))
                .with(csrf())
                .param("from", "2099-03-03")
                .param("until", "2099-03-05")
                .param("reason", "<b>Sailing</b>"))
        .andExpect(redirectedUrl("/account/absences"));
    mvc.perform(
            post("/account/absences/hours").with(user("tom")).with(csrf()).param("FRIDAY", "9-13"))
        .andExpect(redirectedUrl("/account/absences"));
    assertThat(page("tom")).contains("&lt;b&gt;Sailing", "09:00-13:00").doesNotContain("??");
    assertThat(page("tina")).doesNotContain("Sailing");
    assertThat(page("clara")).contains("Tom Eriksen", "3 Mar 2099", "&lt;b&gt;Sailing");
    PersonalCalendar own = absences.of("tom");
    mvc.perform(
            post("/account/absences/" + own.leaves().get(0).id() + "/remove")
                .with(user("tom"))
                .with(csrf()))
        .andExpect(redirectedUrl("/account/absences"));
    assertThat(absences.of("tom").leaves()).isEmpty();
  }

  private String page(String who) throws Exception {
    return mvc.perform(get("/account/absences").with(user(who)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }
}
