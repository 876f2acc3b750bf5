package dev.fairlead.plan;

import static dev.fairlead.plan.PlanEditsTests.edit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.plan.PlanEdit.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Whom the plan editor offers as owners, in a small organisation and in one of thousands. */
@FairleadTest
class PossibleOwnersTests {
  private static final int THOUSANDS = 5_000;

  @Autowired JdbcClient jdbc;
  @Autowired JdbcTemplate batch;
  @Autowired MockMvc mvc;
  @Autowired PlanEditor editor;
  @Autowired ObjectMapper json;

  private List<String> others;
  private String key;
  private String at;

  @BeforeEach
  void aPlanAmongSixPeople() {
    others =
        jdbc.sql("select username from app_user where enabled = true and username not in (:six)")
            .param("six", List.of("clara", "colin", "sofia", "tom", "tina", "tarek"))
            .query(String.class)
            .list();
    enable(false);
    account("gone_a", "Greta Gone", false);
    key = PlanFixture.project(jdbc);
    at = "/api/projects/" + key + "/plan";
    editor.edit(
        key,
        0,
        List.of(
            edit(Kind.ADD_TASK, -1, "name", "Analysis", "owner", "gone_a"),
            edit(Kind.ADD_TASK, -2, "name", "Build")),
        "clara");
  }

  @AfterEach
  void everybodyElseAgain() {
    jdbc.sql("update plan_task set owner = null where project_key = ?").param(key).update();
    jdbc.sql("delete from app_user where password_hash = ''").update();
    enable(true);
  }

  private void enable(boolean enabled) {
    jdbc.sql("update app_user set enabled = :enabled where username in (:others)")
        .param("enabled", enabled)
        .param("others", others)
        .update();
  }

  private void account(String username, String name, boolean enabled) {
    jdbc.sql("insert into app_user values (?, ?, ?, '', ?)")
        .params(username, name, username + "@example.org", enabled)
        .update();
  }

  private void thousands() {
    batch.batchUpdate(
        "insert into app_user values (?, ?, ?, '', true)",
        IntStream.range(0, THOUSANDS)
            .mapToObj(
                i -> new Object[] {"many" + i, "Person -" + (10_000 + i), "m" + i + "@example.org"})
            .toList());
  }

  private JsonNode asked(MockHttpServletRequestBuilder request, String who, int status)
      throws Exception {
    var answer = mvc.perform(request.with(user(who)).with(csrf())).andReturn().getResponse();
    assertThat(answer.getStatus()).isEqualTo(status);
    return json.readTree(answer.getContentAsString(StandardCharsets.UTF_8));
  }

  private JsonNode search(String words) throws Exception {
    return asked(get("/api/people").param("q", words), "tom", 200);
  }

  private static List<String> values(JsonNode people) {
    return people.findValuesAsText("value");
  }

  private static List<String> usernames(JsonNode people) {
    return people.findValuesAsText("username");
  }

  @Test
  void whereThereAreFewPeopleAllAreOfferedTheTeamFirst() throws Exception {
    JsonNode state = asked(get(at), "clara", 200);
    assertThat(values(state.get("people")))
        .containsExactly("tina", "tom", "clara", "colin", "gone_a", "sofia", "tarek");
    assertThat(state.get("morePeople").asBoolean()).isFalse();
  }

  @Test
  void amongThousandsTheTeamTheCoordinatorAndTheOwnersAre() throws Exception {
    int before = SqlStatements.count(() -> asked(get(at), "clara", 200));
    thousands();
    assertThat(SqlStatements.count(() -> asked(get(at), "clara", 200))).isEqualTo(before);
    JsonNode state = asked(get(at), "clara", 200);
    assertThat(values(state.get("people"))).containsExactly("tina", "tom", "clara", "gone_a");
    assertThat(state.get("morePeople").asBoolean()).isTrue();
  }

  @Test
  void whatOneGivesToSomebodyElseSaysTheirNameToEverybody() throws Exception {
    thousands();
    asked(
        post(at + "/edits")
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                """
                {"version": 1, "edits": [
                  {"kind": "SET", "task": 2, "values": {"owner": "many7"}}]}"""),
        "clara",
        200);
    assertThat(asked(get(at + "/changes?since=1"), "tom", 200).get("people"))
        .singleElement()
        .satisfies(owner -> assertThat(owner.get("value").asText()).isEqualTo("many7"))
        .satisfies(owner -> assertThat(owner.get("name").asText()).isEqualTo("Person -10007"));
    assertThat(values(asked(get(at), "tom", 200).get("people"))).contains("many7");
  }

  @Test
  void aSearchFindsPartsOfNamesAndSaysHowManyMoreThereAre() throws Exception {
    thousands();
    account("o_neill", "Åsa O'Neill-100%", true);
    assertThat(usernames(search("person -1000").get("people")))
        .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "many" + i).toList());
    JsonNode many = search("Pers");
    assertThat(many.get("people")).hasSize(20);
    assertThat(many.get("more").asInt()).isEqualTo(THOUSANDS - 20);
    assertThat(SqlStatements.count(() -> search("Pers")))
        .isLessThanOrEqualTo(SqlStatements.count(() -> search("nobody")) + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "åsa, o_neill",
    "NEILL Ås, o_neill",
    "o_n, o_neill",
    "100%, o_neill",
    "o'neill, o_neill",
    "eriksen, tom",
    "tom, tom",
    "%, o_neill",
    "_, o_neill",
    "greta, ",
    "Åsa Eriksen, ",
    "!, ",
    "\\, ",
    "\"'); --\", "
  })
  void everySignStandsForItself(String words, String found) throws Exception {
    account("o_neill", "Åsa O'Neill-100%", true);
    JsonNode answer = search(words);
    assertThat(usernames(answer.get("people")))
        .isEqualTo(found == null ? List.of() : List.of(found));
    assertThat(answer.get("more").asInt()).isZero();
  }

  @Test
  void whoeverSearchesForNothingOrForFarTooMuchIsAnswered() throws Exception {
    assertThat(search(" ").get("people")).hasSize(6);
    assertThat(search("x ".repeat(1_000) + "y".repeat(4_000)).get("people")).isEmpty();
    assertThat(asked(get("/api/people"), "clara", 200).get("more").asInt()).isZero();
  }

  private String page(String path) throws Exception {
    return mvc.perform(get("/projects/" + key + path).with(user("clara")))
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  private String send(String path, String... typed) throws Exception {
    MockHttpServletRequestBuilder form =
        post("/projects/" + key + path).with(user("clara")).with(csrf());
    for (int i = 0; i < typed.length; i += 2) {
      form.param(typed[i], typed[i + 1]);
    }
    return mvc.perform(form).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
  }

  private String ownerOf(String table, int number) {
    return jdbc.sql("select owner from " + table + " where project_key = ? and number = ?")
        .params(key, number)
        .query((row, i) -> "" + row.getString(1))
        .single();
  }

  private int version() {
    return jdbc.sql("select version from work_plan where project_key = ?")
        .param(key)
        .query(Integer.class)
        .single();
  }

  @Test
  void formsWithoutScriptsListFewAndLetOneOfThousandsBeNamed() throws Exception {
    String form = "/plan?view=list&task=2";
    assertThat(page(form)).contains("<select class=\"form-select\" id=\"owner\"");
    int before = SqlStatements.count(() -> page(form));
    thousands();
    assertThat(SqlStatements.count(() -> page(form))).isLessThanOrEqualTo(before);
    assertThat(page(form))
        .contains("list=\"owner-people\"", "Begin to type, and people are offered")
        .contains("<option value=\"tom\">Tom Eriksen</option>")
        .doesNotContain("many7", "<select class=\"form-select\" id=\"owner\"");

    send("/plan/tasks/2", "version", "" + version(), "name", "Build", "owner", "person -10007 ");
    assertThat(ownerOf("plan_task", 2)).isEqualTo("many7");
    send("/plan/tasks/2", "version", "" + version(), "name", "Build", "owner", "many8");
    assertThat(ownerOf("plan_task", 2)).isEqualTo("many8");
    assertThat(send("/plan/tasks/2", "version", "" + version(), "name", "Build", "owner", "Person"))
        .contains("The owner &quot;Person&quot; of task", "is no user");
    assertThat(ownerOf("plan_task", 2)).isEqualTo("many8");
  }

  @Test
  void aNameThatTwoPeopleShareIsAskedFor() throws Exception {
    account("namesake", "Tom Eriksen", true);
    String answer =
        send("/plan/tasks/2", "version", "" + version(), "name", "Build", "owner", "Tom Eriksen");
    assertThat(answer).contains("is no user. Choose a person from the list, or give their login");
    assertThat(ownerOf("plan_task", 2)).isEqualTo("null");
  }

  /** Before, whoever saved the form took the task away from them. */
  @Test
  void anOwnerWhoseAccountWasShutStaysChosen() throws Exception {
    assertThat(page("/plan?view=list&task=1"))
        .contains("<option value=\"gone_a\" selected>Greta Gone</option>");
  }
}
