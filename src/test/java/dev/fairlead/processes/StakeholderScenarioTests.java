package dev.fairlead.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.communication.Attitude;
import dev.fairlead.communication.Audience;
import dev.fairlead.communication.CommunicationPlan;
import dev.fairlead.communication.CommunicationRow;
import dev.fairlead.communication.Engagement;
import dev.fairlead.communication.NewRow;
import dev.fairlead.communication.NewStakeholder;
import dev.fairlead.communication.OutsideParties;
import dev.fairlead.communication.Stakeholder;
import dev.fairlead.communication.Stakeholders;
import dev.fairlead.people.Users;
import dev.fairlead.privacy.PersonalFile;
import dev.fairlead.privacy.Retention;
import dev.fairlead.project.PersonalDates;
import dev.fairlead.project.Phase;
import dev.fairlead.project.ProjectDocuments;
import dev.fairlead.shared.Checks;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Stakeholders of a project: who keeps them, who reads what, and what reaches whom. */
@FairleadTest
class StakeholderScenarioTests extends Scenario {
  private static final LocalDate FRIDAY = MONDAY.toLocalDate().plusDays(4);
  private static final String SECRET = "Fears for her team";

  @Autowired Stakeholders stakeholders;
  @Autowired CommunicationPlan plan;
  @Autowired OutsideParties parties;
  @Autowired PersonalFile personal;
  @Autowired Retention retention;
  @Autowired Users users;
  @Autowired List<PersonalDates> dates;
  @Autowired JdbcClient jdbc;
  @Autowired ObjectMapper json;
  @Autowired MockMvc web;

  private static String register(String key) {
    return "/projects/" + key + "/communication/stakeholders";
  }

  private static NewStakeholder wanted(
      String name, String person, Long party, Audience.Role role, int influence, Attitude now) {
    return new NewStakeholder(
        name,
        "Finance",
        "Consulted",
        person,
        party,
        role,
        4,
        influence,
        now,
        Attitude.SUPPORTIVE,
        "No double entry",
        SECRET,
        "tom",
        FRIDAY);
  }

  private Stakeholder opposed(String key, String name, String person) {
    return add(key, wanted(name, person, null, null, 5, Attitude.OPPOSED));
  }

  private Stakeholder add(String key, NewStakeholder wanted) {
    return stakeholders.add(key, wanted, "clara", new Checks());
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5, MANAGE_CLOSELY",
    "4, 4, MANAGE_CLOSELY",
    "4, 3, KEEP_SATISFIED",
    "3, 4, KEEP_INFORMED",
    "3, 3, MONITOR",
    "1, 1, MONITOR"
  })
  void theGridProposesWhatIsUsual(int influence, int interest, Engagement proposed) {
    assertThat(Engagement.of(influence, interest)).isEqualTo(proposed);
  }

  @Test
  void whoeverSteersReadsAllTheTeamNoJudgementAndOthersNothing() throws Exception {
    track("STK-1");
    opposed("STK-1", "Petra Novotna", "petra");
    for (String reader : List.of("clara", "sofia", "maria", "stefan")) {
      assertThat(page(reader, register("STK-1")).text())
          .as(reader)
          .contains("Petra Novotna", "Influence 5, interest 4", "attitude opposed", SECRET)
          .contains("manage closely", "History of the stakeholders")
          .doesNotContain("??");
    }
    Document team = page("tina", register("STK-1"));
    assertThat(team.text())
        .contains("Petra Novotna", "Finance", "Consulted", "No double entry", "Tom Eriksen")
        .doesNotContain("opposed", "nfluence", SECRET, "manage closely", "was added", "??");
    assertThat(page("tom", register("STK-1")).text())
        .as("he looks after her")
        .contains("attitude opposed", SECRET)
        .doesNotContain("History of the stakeholders");
    assertThat(page("tom", register("STK-1") + "?only=1").text()).contains("STK-1-S1 Petra");
    assertThat(page("tina", register("STK-1") + "?only=1").text()).doesNotContain("was added");
    for (String other : List.of("colin", "tarek", "paula", "petra", "admin")) {
      assertThat(send(other, get(register("STK-1"))).getStatus()).as(other).isEqualTo(403);
      assertThat(send(other, get("/api/projects/STK-1/stakeholders")).getStatus()).isEqualTo(403);
      assertThat(page(other, "/projects/STK-1/communication").text()).doesNotContain("akeholder");
    }
    String forTeam = send("tina", get("/api/projects/STK-1/stakeholders")).getContentAsString();
    assertThat(forTeam).contains("Petra Novotna").doesNotContain("OPPOSED", SECRET, "MANAGE");
    assertThat(send("maria", get("/api/projects/STK-1/stakeholders")).getContentAsString())
        .contains("OPPOSED", SECRET, "MANAGE_CLOSELY");
    for (String format : List.of("csv", "xlsx")) {
      MockHttpServletResponse file =
          send("tina", get("/api/projects/STK-1/stakeholders/export").param("format", format));
      assertThat(file.getStatus()).isEqualTo(200);
      assertThat(unpacked(file.getContentAsByteArray())).doesNotContain("opposed", SECRET);
    }
    assertThat(
            send("maria", get("/api/projects/STK-1/stakeholders/export").param("format", "csv"))
                .getContentAsString())
        .contains(",manage closely,opposed,supportive,", SECRET);
    assertThat(
            send("maria", get("/api/projects/STK-1/stakeholders/export").param("format", "doc"))
                .getStatus())
        .isEqualTo(422);
  }

  @Test
  void whoStandsInForASteererReadsAndNobodySortsByWhatTheyMayNotKnow() throws Exception {
    track("STK-2");
    add("STK-2", wanted("Zoe", null, null, null, 5, Attitude.OPPOSED));
    add("STK-2", wanted("Abe", null, null, null, 1, Attitude.NEUTRAL));
    assertThat(page("maria", register("STK-2") + "?sort=influence").select("h2 bdi").eachText())
        .startsWith("Zoe");
    assertThat(page("tina", register("STK-2") + "?sort=influence").select("h2 bdi").eachText())
        .startsWith("Abe");
    users.substitute("maria", "tarek", MONDAY.toLocalDate(), FRIDAY);
    try {
      assertThat(page("tarek", register("STK-2")).text()).contains("attitude opposed");
    } finally {
      users.substitutions("maria").forEach(given -> users.endSubstitution("maria", given.id()));
    }
  }

  @Test
  void noOtherPlaceTellsHowSomebodyStands() throws Exception {
    track("STK-3");
    Stakeholder one = opposed("STK-3", "Petra Novotna", "petra");
    stakeholders.change(
        "STK-3",
        1,
        wanted("Petra Novotna", "petra", null, null, 5, Attitude.NEUTRAL),
        one.seen(),
        "clara",
        new Checks());
    assertThat(page("maria", register("STK-3")).text())
        .contains("attitude from \"opposed\" to \"neutral\"");
    assertThat(told("STK-3")).doesNotContain("Petra", "opposed");
    for (String path :
        List.of(
            "/projects/STK-3",
            "/projects/STK-3/history",
            "/projects/STK-3/history?of=STAKEHOLDER&number=1")) {
      assertThat(page("clara", path).text()).as(path).doesNotContain("opposed", SECRET);
    }
    close("STK-3");
    MockHttpServletResponse archive = send("tarek", get("/projects/STK-3/archive"));
    assertThat(unpacked(archive.getContentAsByteArray()))
        .contains("registers/stakeholders.json", "\"name\" : \"Petra Novotna\"")
        .doesNotContain("opposed", "OPPOSED", SECRET, "No double entry");
  }

  @Test
  void somebodyOfHighInfluenceWhomNothingReachesIsWarnedOf() throws Exception {
    track("STK-4");
    long ann = parties.add("STK-4", "Ann", "Acme", "ann@acme.example", "en", null, "clara");
    add("STK-4", wanted("Ann", null, ann, null, 5, Attitude.NEUTRAL));
    add("STK-4", wanted("Board", null, null, Audience.Role.STEERING_BOARD, 4, Attitude.NEUTRAL));
    add("STK-4", wanted("Maria", "maria", null, null, 4, Attitude.SUPPORTIVE));
    add("STK-4", wanted("Works council", null, null, null, 4, Attitude.OPPOSED));
    add("STK-4", wanted("Low", "tarek", null, null, 3, Attitude.NEUTRAL));
    assertThat(warned("STK-4")).containsExactly("Ann", "Board", "Maria", "Works council");
    assertThat(page("maria", "/projects/STK-4/communication").text())
        .contains("4 stakeholders of high influence are reached by no row");
    assertThat(page("tina", "/projects/STK-4/communication").text())
        .doesNotContain("high influence");
    Document row = page("clara", "/projects/STK-4/communication/rows/new?stakeholder=1");
    assertThat(row.select("input[name=outside][checked]").eachAttr("value"))
        .containsExactly("" + ann);
    row("STK-4", new Audience(Set.of(), List.of(), List.of(ann)));
    assertThat(warned("STK-4")).containsExactly("Board", "Maria", "Works council");
    row("STK-4", new Audience(Set.of(Audience.Role.MANAGERS), List.of(), List.of()));
    assertThat(warned("STK-4")).containsExactly("Board", "Works council");
    row("STK-4", new Audience(Set.of(Audience.Role.STEERING_BOARD), List.of(), List.of()));
    assertThat(warned("STK-4")).containsExactly("Works council");
    assertThat(page("maria", register("STK-4") + "?only=3").text()).contains("Reached by: News");
    stakeholders.retire("STK-4", 4, stakeholders.get("STK-4", 4, "clara").seen(), "clara");
    assertThat(warned("STK-4")).isEmpty();
  }

  private List<String> warned(String key) throws Exception {
    return page("maria", register(key)).select("#missed bdi").eachText().stream()
        .map(name -> name.replace(" (Finance)", ""))
        .toList();
  }

  private void row(String key, Audience audience) {
    plan.add(
        key,
        new NewRow(
            "News",
            "All know",
            ProjectDocuments.Kind.MILESTONES,
            CommunicationRow.Form.HTML,
            CommunicationRow.Channel.MAIL,
            CommunicationRow.Frequency.WEEKLY,
            FRIDAY,
            "clara",
            null,
            false,
            null,
            audience),
        "clara");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceAndNothingIsLost() throws Exception {
    track("STK-5");
    opposed("STK-5", "Petra Novotna", null);
    MockHttpServletResponse refused =
        send(
            "clara",
            post(register("STK-5"))
                .param("name", "petra novotna")
                .param("organisation", "finance")
                .param("role", "x".repeat(121))
                .param("person", "nobody")
                .param("known", "TEAM")
                .param("influence", "7")
                .param("interest", "much")
                .param("attitude", "ANGRY")
                .param("expectations", "Keep <this>")
                .param("responsible", "admin")
                .param("nextReview", "2026-01-01"));
    assertThat(refused.getStatus()).isEqualTo(422);
    Document page = Jsoup.parse(refused.getContentAsString());
    assertThat(page.select("form .invalid-feedback").eachText())
        .anyMatch(said -> said.contains("is in the register already, as STK-5-S1"))
        .anyMatch(said -> said.contains("longer than 120"))
        .anyMatch(said -> said.contains("There is no user \"nobody\""))
        .anyMatch(said -> said.contains("not two of them"))
        .anyMatch(said -> said.contains("Choose influence from 1 (low) to 5 (high)"))
        .anyMatch(said -> said.contains("interest"))
        .anyMatch(said -> said.contains("choose one of the list"))
        .anyMatch(said -> said.contains("a member of the team of STK-5"))
        .anyMatch(said -> said.contains("lies in the past"));
    assertThat(page.select("textarea[name=expectations]").text()).isEqualTo("Keep <this>");
    assertThat(page.text()).doesNotContain("??");
    assertThat(stakeholders.all("STK-5", "clara")).hasSize(1);
  }

  @Test
  void whatSomebodyElseSavedIsToldAndWhoSavesOnceMoreHasSeenIt() throws Exception {
    track("STK-6");
    Stakeholder before = opposed("STK-6", "Petra", null);
    stakeholders.change(
        "STK-6",
        1,
        wanted("Petra", null, null, null, 5, Attitude.NEUTRAL),
        before.seen(),
        "clara",
        new Checks());
    MockHttpServletResponse conflict = send("clara", form("STK-6", before.seen()));
    assertThat(conflict.getStatus()).isEqualTo(409);
    Document page = Jsoup.parse(conflict.getContentAsString());
    assertThat(page.text()).contains("Somebody has changed Petra (Finance)", "attitude: neutral");
    assertThat(page.select("input[name=name]").attr("value")).isEqualTo("Petra N.");
    String seen = page.select("#edit input[name=seen]").attr("value");
    assertThat(send("clara", form("STK-6", seen)).getStatus()).isEqualTo(302);
    assertThat(stakeholders.get("STK-6", 1, "clara").name()).isEqualTo("Petra N.");
    assertThatThrownBy(() -> stakeholders.retire("STK-6", 1, seen, "clara"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Petra N. (Finance), influence 2");
    String now = stakeholders.get("STK-6", 1, "clara").seen();
    assertThatThrownBy(() -> stakeholders.retire("STK-6", 1, now, "maria"))
        .isInstanceOf(RefusedException.class);
    assertThat(send("clara", post(register("STK-6") + "/1/retire").param("seen", now)).getStatus())
        .isEqualTo(302);
    assertThat(page("maria", register("STK-6")).text()).doesNotContain("STK-6-S1 Petra N., Fin");
    assertThat(page("maria", register("STK-6") + "?show=former").text())
        .contains("STK-6-S1 Petra N., Fin", "no longer concerned");
    stakeholders.restore("STK-6", 1, stakeholders.get("STK-6", 1, "clara").seen(), "clara");
    assertThat(stakeholders.get("STK-6", 1, "clara").isActive()).isTrue();
  }

  private static MockHttpServletRequestBuilder form(String key, String seen) {
    return post(register(key))
        .param("number", "1")
        .param("seen", seen)
        .param("name", "Petra N.")
        .param("organisation", "Finance")
        .param("influence", "2")
        .param("interest", "2")
        .param("attitude", "OPPOSED")
        .param("wantedAttitude", "NEUTRAL");
  }

  @Test
  void reviewsAreInTheRegisterAndInTheCalendarOfWhoeverIsResponsible() throws Exception {
    track("STK-7");
    opposed("STK-7", "Petra", null);
    assertThat(page("tom", register("STK-7") + "?show=review").text()).contains("To review (0)");
    driver.setTime(MONDAY.plusDays(4));
    assertThat(page("tom", register("STK-7") + "?show=review").text())
        .contains("To review (1)", "Yours (1)", "review is due");
    assertThat(page("tom", "/work").text())
        .contains("Stakeholders to review", "Petra", "Review due on 8 Jan 2027")
        .doesNotContain("??");
    assertThat(page("tina", "/work").text()).doesNotContain("Stakeholders to review");
    assertThat(page("tina", register("STK-7") + "?show=review").text())
        .contains("To review (0)", "Yours (0)");
    assertThat(
            dates.stream()
                .flatMap(room -> room.of("tom", FRIDAY, FRIDAY).stream())
                .map(Object::toString))
        .anyMatch(entry -> entry.contains("Review stakeholder Petra (STK-7)"));
  }

  @Test
  void aClosedProjectKeepsThemForAYearAndChangesNothing() throws Exception {
    track("STK-8");
    opposed("STK-8", "Petra Novotna", "petra");
    String seen = stakeholders.get("STK-8", 1, "clara").seen();
    close("STK-8");
    assertThatThrownBy(() -> stakeholders.retire("STK-8", 1, seen, "clara"))
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> opposed("STK-8", "Other", null)).hasMessageContaining("is closed");
    assertThat(page("clara", register("STK-8")).select("form[action*=stakeholders]")).isEmpty();
    assertThat(page("maria", register("STK-8")).text()).contains("attitude opposed");
    send("clara", get("/projects/STK-8/archive"));
    driver.setTime(MONDAY.plusDays(360));
    retention.clean();
    assertThat(stakeholders.all("STK-8", "clara")).hasSize(1);
    driver.setTime(MONDAY.plusDays(380));
    retention.clean();
    assertThat(stakeholders.all("STK-8", "clara")).isEmpty();
    assertThat(
            jdbc.sql(
                    "select count(*) from project_history where project_key = 'STK-8' and"
                        + " subject_type = 'STAKEHOLDER'")
                .query(Long.class)
                .single())
        .isZero();
    assertThat(told("STK-8")).as("the rest of the history stays").isNotEmpty();
  }

  private void close(String key) {
    projects.cancel(key, "Bought instead", "clara");
    runWaiting();
    act(
        "clara",
        key,
        "userTask_recordLessons",
        "wentWell",
        "Team",
        "wentBadly",
        "Market",
        "recommendation",
        "Look before");
    runWaiting();
    assertThat(projects.get(key).phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void thePersonGetsWhatIsJudgedAboutThemAndWhoeverLooksAfterThemDoesNot() throws Exception {
    track("STK-9");
    opposed("STK-9", "Petra from Finance", "petra");
    assertThat(stakeholdersOf(personal.of("petra")))
        .contains("Petra from Finance", "OPPOSED", SECRET);
    assertThat(stakeholdersOf(personal.of("tom")))
        .contains("Petra from Finance")
        .doesNotContain("OPPOSED", SECRET, "No double entry");
    long ann = parties.add("STK-9", "Ann", "Acme", "ann9@acme.example", "en", null, "clara");
    add("STK-9", wanted("A. Acme", null, ann, null, 2, Attitude.OPPOSED));
    assertThat(stakeholdersOf(personal.of(ann))).contains("A. Acme", "OPPOSED");
  }

  private String stakeholdersOf(Path file) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals("data/stakeholder.json")) {
          // other tests know the same people
          return StreamSupport.stream(json.readTree(zip.readAllBytes()).spliterator(), false)
              .filter(row -> row.get("project_key").asText().equals("STK-9"))
              .map(JsonNode::toString)
              .collect(Collectors.joining());
        }
      }
      return "";
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void programsKeepTheRegisterAsPeopleDo() throws Exception {
    track("STK-10");
    MockHttpServletResponse made =
        send(
            "clara",
            json(
                "/api/projects/STK-10/stakeholders",
                "{\"name\": \"Auditors\", \"influence\": 4, \"interest\": 1}"));
    assertThat(made.getStatus()).isEqualTo(201);
    assertThat(made.getContentAsString())
        .contains("\"KEEP_SATISFIED\"", "\"attitude\":\"UNKNOWN\"", "\"responsible\":\"clara\"");
    Stakeholder one = stakeholders.get("STK-10", 1, "clara");
    String address = "/api/projects/STK-10/stakeholders/changes";
    assertThat(
            send("clara", json(address, "{\"number\": 1, \"seen\": \"old\", \"active\": false}"))
                .getStatus())
        .isEqualTo(409);
    assertThat(send("clara", json(address, "{\"seen\": \"x\"}")).getStatus()).isEqualTo(422);
    String change =
        "{\"number\": 1, \"seen\": \"%s\", \"stakeholder\": {\"name\": \"Audit\", \"influence\": 5, \"interest\": 1}}"
            .formatted(one.seen());
    assertThat(send("maria", json(address, change)).getStatus()).isEqualTo(403);
    assertThat(send("clara", json(address, change)).getStatus()).isEqualTo(200);
    assertThat(stakeholders.get("STK-10", 1, "clara").name()).isEqualTo("Audit");
    assertThat(send("clara", json(address, change.replace(": 1, \"s", ": 9, \"s"))).getStatus())
        .isEqualTo(404);
  }

  private static MockHttpServletRequestBuilder json(String path, String body) {
    return post(path).contentType("application/json").content(body);
  }

  /** All texts of a file, of what is packed in it too. */
  private static String unpacked(byte[] file) throws IOException {
    StringBuilder text = new StringBuilder(new String(file, UTF_8));
    Path kept = Files.createTempFile("fairlead-test", ".zip");
    try {
      Files.write(kept, file);
      if (text.indexOf("PK") == 0) {
        try (ZipFile zip = new ZipFile(kept.toFile())) {
          for (ZipEntry entry : Collections.list(zip.entries())) {
            text.append(entry.getName())
                .append(new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
          }
        }
      }
      return text.toString();
    } finally {
      Files.delete(kept);
    }
  }

  private Document page(String name, String path) throws Exception {
    return Jsoup.parse(send(name, get(path)).getContentAsString());
  }

  private MockHttpServletResponse send(String name, MockHttpServletRequestBuilder request)
      throws Exception {
    return web.perform(request.with(user(name)).with(csrf())).andReturn().getResponse();
  }
}
