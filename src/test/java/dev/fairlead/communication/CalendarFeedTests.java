package dev.fairlead.communication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.demo.ProcessDriver;
import dev.fairlead.people.Groups;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.plan.PlanEdit;
import dev.fairlead.plan.Plans;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.Risk;
import dev.fairlead.plan.RiskMeasure;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

/** A person's dates under an address that only they know. */
@FairleadTest
class CalendarFeedTests {
  private static int made;

  @Autowired MockMvc web;
  @Autowired Users users;
  @Autowired ProcessDriver driver;
  @Autowired Projects projects;
  @Autowired Plans plans;
  @Autowired Registers registers;
  @Autowired CalendarFeeds feeds;
  @Autowired CommunicationPlan communicationPlan;
  @Autowired Communications communications;
  @Autowired JdbcClient jdbc;

  private String me;

  @BeforeEach
  void somebodyInAProject() {
    driver.setTime(LocalDateTime.of(2027, 1, 4, 9, 0));
    me = "feed" + ++made;
    users.create(
        new User(me, "Fe Ed", me + "@fairlead.example", true, Set.of(Groups.TEAM_MEMBERS)),
        "long enough");
  }

  @AfterEach
  void resume() {
    driver.resumeTime();
  }

  /** A plan in which "Build" is mine, and the feedback on it that I am asked for. */
  private void join(String key) {
    SampleProject.begin(projects, key, "20000");
    SampleProject.plan(plans, key);
    projects.saveMember(key, new TeamMember(me, "Developer", 100, new BigDecimal("80")));
    plans.edit(
        key,
        plans.current(key).version(),
        List.of(PlanEdit.of(PlanEdit.Kind.SET, 1, Map.of("owner", me))),
        "clara");
    driver.act("clara", key, "userTask_draftPlan", Map.of());
  }

  private String path() {
    String address = feeds.make(me);
    return address.substring(address.indexOf("/calendar/"));
  }

  private MockHttpServletResponse read(String path, int status) throws Exception {
    return web.perform(get(path)).andExpect(status().is(status)).andReturn().getResponse();
  }

  private static List<VEvent> events(MockHttpServletResponse answer) throws Exception {
    Calendar calendar =
        new CalendarBuilder().build(new ByteArrayInputStream(answer.getContentAsByteArray()));
    assertThat(calendar.validate().getEntries()).isEmpty();
    return calendar.getComponents("VEVENT");
  }

  private static String value(VEvent event, String name) {
    return event.<Property>getProperty(name).orElseThrow().getValue();
  }

  @Test
  void itHoldsMyTasksMyWorkAndTheMilestonesOfMyProjectsWithoutALogin() throws Exception {
    join("FEED-1");
    SampleProject.begin(projects, "FEED-X", "20000");
    SampleProject.plan(plans, "FEED-X");
    MockHttpServletResponse answer = read(path(), 200);
    assertThat(answer.getContentType()).startsWith("text/calendar");
    assertThat(answer.getHeader("Set-Cookie")).isNull();
    assertThat(answer.getContentAsString()).contains("X-WR-CALNAME:Fairlead: Fe Ed");
    List<VEvent> events = events(answer);
    assertThat(events)
        .extracting(event -> value(event, "SUMMARY"))
        .containsExactlyInAnyOrder(
            "Give feedback on plan (FEED-1)", "Build (FEED-1)", "Go-live (FEED-1)");
    VEvent build =
        events.stream().filter(e -> value(e, "SUMMARY").startsWith("Build")).findFirst().get();
    assertThat(value(build, "UID")).isEqualTo("feed-1-1@fairlead");
    int version = plans.current("FEED-1").version();
    assertThat(value(build, "SEQUENCE")).isEqualTo("" + version);
  }

  @Test
  void itHoldsTheReportsAndCommunicationsThatIAmResponsibleFor() throws Exception {
    join("FEED-4");
    long report = row("FEED-4", "Status for managers", ProjectDocuments.Kind.INTERIM_REPORT, me);
    long news = row("FEED-4", "News", ProjectDocuments.Kind.FREE_TEXT, me);
    row("FEED-4", "Of somebody else", ProjectDocuments.Kind.FREE_TEXT, "clara");
    String path = path();
    List<VEvent> mine = due(path);
    assertThat(mine)
        .extracting(event -> value(event, "SUMMARY"))
        .containsExactlyInAnyOrder(
            "Report due: Status for managers (FEED-4)", "Communication due: News (FEED-4)");
    assertThat(mine)
        .extracting(event -> value(event, "UID"))
        .containsExactlyInAnyOrder(
            "communication-" + report + "@fairlead", "communication-" + news + "@fairlead");
    assertThat(mine).extracting(event -> value(event, "DTSTART")).containsOnly("20270105");
    communications.endRow("FEED-4", news, "clara");
    assertThat(due(path)).hasSize(1);
  }

  @Test
  void itHoldsTheMeasuresOnRisksThatIAmResponsibleFor() throws Exception {
    join("FEED-5");
    List<RiskMeasure> measures =
        List.of(
            new RiskMeasure("Order early", me, LocalDate.of(2027, 1, 14)),
            new RiskMeasure("Of somebody else", "clara", LocalDate.of(2027, 1, 14)),
            new RiskMeasure("Some day", me, null),
            new RiskMeasure(
                0, "Done", me, LocalDate.of(2027, 1, 14), LocalDate.of(2027, 1, 4), me));
    int number =
        registers.saveRisk(
            "FEED-5",
            new Risk(
                0,
                false,
                "Vendor late",
                "",
                "",
                "",
                "",
                3,
                3,
                "",
                null,
                null,
                measures,
                null,
                null,
                null,
                null,
                Risk.RiskStatus.ACTIVE,
                null),
            "clara");
    RiskMeasure mine = registers.risks("FEED-5").get(0).measures().get(0);
    String path = path();
    VEvent due = due(path).get(0);
    assertThat(due(path)).hasSize(1);
    assertThat(value(due, "SUMMARY")).isEqualTo("Measure due: Order early (FEED-5)");
    assertThat(value(due, "UID")).isEqualTo("measure-" + mine.id() + "@fairlead");
    assertThat(value(due, "DTSTART")).isEqualTo("20270114");
    assertThat(value(due, "DESCRIPTION")).contains("Vendor late");
    registers.measureDone("FEED-5", number, mine.id(), me);
    assertThat(due(path)).isEmpty();
  }

  private List<VEvent> due(String path) throws Exception {
    return events(read(path, 200)).stream()
        .filter(event -> value(event, "SUMMARY").contains(" due: "))
        .toList();
  }

  private long row(String key, String title, ProjectDocuments.Kind content, String responsible) {
    return communicationPlan.add(
        key,
        new NewRow(
            title,
            "So that everybody knows",
            content,
            CommunicationRow.Form.PDF,
            CommunicationRow.Channel.MAIL,
            CommunicationRow.Frequency.WEEKLY,
            LocalDate.of(2027, 1, 5),
            responsible,
            null,
            false,
            content.isReport() ? null : "News",
            new Audience(Set.of(Audience.Role.TEAM), List.of(), List.of())),
        "clara");
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    join("FEED-2");
    String path = path();
    String tag = read(path, 200).getHeader("ETag");
    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    MockHttpServletResponse same =
        web.perform(get(path).header("If-None-Match", tag))
            .andExpect(status().isNotModified())
            .andReturn()
            .getResponse();
    assertThat(same.getContentAsByteArray()).isEmpty();
    web.perform(head(path)).andExpect(status().isOk());

    plans.edit(
        "FEED-2",
        plans.current("FEED-2").version(),
        List.of(PlanEdit.of(PlanEdit.Kind.SET, 1, Map.of("durationDays", "9"))),
        "clara");
    MockHttpServletResponse moved =
        web.perform(get(path).header("If-None-Match", tag))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse();
    assertThat(moved.getHeader("ETag")).isNotEqualTo(tag);
  }

  @Test
  void unknownRevokedRenewedAndClosedAddressesAreNotFound() throws Exception {
    String first = path();
    String second = path();
    read(first, 404);
    read(second, 200);
    for (String wrong :
        List.of(
            "/calendar/x.ics",
            "/calendar/" + "A".repeat(43) + ".ics",
            "/calendar/" + "A".repeat(43),
            second.replace(".ics", ".txt"),
            second.replace(".ics", ""))) {
      assertThat(read(wrong, 404).getContentAsString()).as(wrong).doesNotContain("VCALENDAR");
    }
    User user = users.get(me);
    users.change(new User(me, user.displayName(), user.email(), false, user.groups()), "admin");
    read(second, 404);
    users.change(user, "admin");
    read(second, 200);
    feeds.revoke(me);
    read(second, 404);
  }

  @Test
  void theAddressIsShownOnceAndOnlyItsHashIsKept() throws Exception {
    SimpleGrantedAuthority team = new SimpleGrantedAuthority(Groups.TEAM_MEMBERS);
    MvcResult made =
        web.perform(post("/account/mail/calendar").with(csrf()).with(user(me).authorities(team)))
            .andExpect(status().is3xxRedirection())
            .andReturn();
    String address = (String) made.getFlashMap().get("address");
    assertThat(address).matches("http://[^/]+/calendar/[A-Za-z0-9_-]{43}\\.ics");
    String token = address.substring(address.lastIndexOf('/') + 1).replace(".ics", "");
    assertThat(
            jdbc.sql("select token_hash from calendar_feed where username = ?")
                .param(me)
                .query(String.class)
                .single())
        .isEqualTo(CalendarChanges.sha256(token))
        .doesNotContain(token);
    String page =
        web.perform(get("/account/mail").with(user(me).authorities(team)))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).doesNotContain(token).contains("No program has read it yet", "Make a new");
    read("/calendar/" + token + ".ics", 200);
    assertThat(
            web.perform(get("/account/mail").with(user(me).authorities(team)))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains("A program read it last around 4 Jan 2027");
    web.perform(post("/account/mail/calendar/revoke").with(csrf()).with(user(me).authorities(team)))
        .andExpect(status().is3xxRedirection());
    read("/calendar/" + token + ".ics", 404);
  }

  @Test
  void whatItAsksOfTheDatabaseDoesNotGrowWithTheProjects() throws Exception {
    join("FEED-3");
    String path = path();
    read(path, 200);
    int few = SqlStatements.count(() -> read(path, 200));
    for (int i = 0; i < 6; i++) {
      join("FEED-3" + i);
    }
    read(path, 200);
    int many = SqlStatements.count(() -> read(path, 200));
    assertThat(events(read(path, 200))).hasSize(21);
    assertThat(many).isEqualTo(few).isPositive();
  }
}
