package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.fairlead.FairleadTest;
import dev.fairlead.LongRegisters;
import dev.fairlead.change.ChangeRequest;
import dev.fairlead.change.Changes;
import dev.fairlead.plan.Criticality;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.plan.PlanSystem;
import dev.fairlead.plan.Registers;
import dev.fairlead.plan.SystemAction;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.WordIndex;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Registers of more than 500: pages show them all in turn, and whoever acts on all has all. */
@FairleadTest
class LongRegistersTests {
  private static final int MANY = 512;

  @Autowired JdbcClient jdbc;
  @Autowired JdbcTemplate template;
  @Autowired Issues issues;
  @Autowired Changes changes;
  @Autowired Registers registers;
  @Autowired WordIndex words;
  @Autowired FairleadClock clock;
  @Autowired List<OpenPoints> openPoints;
  @Autowired MockMvc mvc;

  private String tracked() {
    String key = PlanFixture.project(jdbc);
    PlanFixture.phase(jdbc, key, "TRACKING");
    return key;
  }

  @Test
  void issuesStandOnPagesOfFiftyWithTheirNumber() throws Exception {
    String key = tracked();
    LongRegisters.issues(template, key, MANY, null);
    jdbc.sql("update issue set status = 'RESOLVED' where project_key = ? and number > 500")
        .param(key)
        .update();
    String at = "/projects/" + key + "/issues";
    Document page = page(at);
    assertThat(titles(page)).hasSize(50).startsWith("Fault 500").endsWith("Fault 451");
    assertThat(page.select("nav[aria-label=Pages]").text())
        .isEqualTo("1 to 50 of 500 issues Next page");
    page = page(parts(page, "issues").select("a:contains(All)").attr("href"));
    assertThat(page.select("nav[aria-label=Pages]").text())
        .isEqualTo("1 to 50 of 512 issues Next page");
    page = page(page.select("nav[aria-label=Pages] a").attr("href"));
    assertThat(titles(page)).startsWith("Fault 450");
    assertThat(page.select("nav[aria-label=Pages]").text())
        .isEqualTo("Previous page 51 to 100 of 512 issues Next page");
    page = page(at + "?show=all&page=99");
    assertThat(titles(page)).hasSize(12).endsWith("Fault 501");
    assertThat(page.select("nav[aria-label=Pages]").text())
        .isEqualTo("Previous page 501 to 512 of 512 issues");

    // a form that is refused comes back on the page from which it was sent
    String action = page.select("#file form").attr("action");
    Document refused =
        Jsoup.parse(
            mvc.perform(post(action).param("title", "Half").with(user("tom")).with(csrf()))
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString());
    assertThat(titles(refused)).endsWith("Fault 501");
  }

  @Test
  void issuesAreLookedAtByPartAndInTheOrderThatIsChosen() throws Exception {
    String key = tracked();
    LongRegisters.issues(template, key, 6, null);
    String today = "'" + clock.today() + "'";
    for (String set :
        List.of(
            "status = 'CLOSED', urgency = 'HIGH', impact = 'HIGH', owner = 'tom' where number = 6",
            "urgency = 'MEDIUM', impact = 'MEDIUM', owner = 'tom', target_date = date "
                + today
                + " where number = 5",
            "urgency = 'MEDIUM', impact = 'MEDIUM', status = 'POSTPONED', target_date = date "
                + today
                + " - 1 where number = 4",
            "urgency = 'HIGH', impact = 'LOW', target_date = date "
                + today
                + " + 9 where number = 3",
            "urgency = 'LOW', impact = 'LOW' where number = 2",
            "urgency = 'HIGH', impact = 'HIGH' where number = 1")) {
      jdbc.sql("update issue set " + set.replace(" where", " where project_key = ? and"))
          .param(key)
          .update();
    }
    String at = "/projects/" + key + "/issues";
    Document page = page(at);
    assertThat(parts(page, "issues").select("a").eachText())
        .containsExactly("Open (5)", "Overdue (1)", "Mine (1)", "All (6)");
    assertThat(numbers(page)).containsExactly("1", "5", "4", "3", "2");
    assertThat(page.select("tr:contains(Fault 4)").text()).contains("Postponed", "Overdue");
    assertThat(page.select("tr:contains(Fault 5)").text()).doesNotContain("Overdue");
    assertThat(numbers(page(at + "?sort=target"))).containsExactly("4", "5", "3", "2", "1");
    assertThat(numbers(page(at + "?show=all&sort=newest")))
        .containsExactly("5", "4", "3", "2", "1", "6");
    assertThat(numbers(page(at + "?show=overdue"))).containsExactly("4");
    assertThat(numbers(page(at + "?show=mine"))).containsExactly("5");
    assertThat(numbers(page(at + "?show=nosuch&sort=nosuch"))).hasSize(5);
    jdbc.sql("update issue set status = 'CLOSED' where project_key = ?").param(key).update();
    assertThat(page(at).text()).contains("There is none of these.").contains("All (6)");
  }

  private List<String> numbers(Document page) {
    return titles(page).stream().map(title -> title.replaceAll("\\D", "")).toList();
  }

  private static Elements parts(Document page, String of) {
    return page.select("nav[aria-label=Which " + of + "]");
  }

  /** Hundreds of tasks do not hide the one issue that is open, nor are any of them lost. */
  @Test
  void whatIsOpenBeforeClosingIsFoldedKindByKind() throws Exception {
    String key = tracked();
    LongRegisters.issues(template, key, 14, null);
    LongRegisters.changes(template, key, 3);
    Document page = page("/projects/" + key + "/closing");
    assertThat(page.text()).contains("17 points must be settled first");
    assertThat(page.select("details summary").eachText()).containsExactly("4 more (Issue)");
    Elements links = page.select("ul.fl-list a");
    assertThat(links.stream().filter(a -> a.closest("details") != null)).hasSize(4);
    assertThat(links.stream().filter(a -> a.text().contains("Fault"))).hasSize(14);
    assertThat(links.stream().filter(a -> a.text().contains("Wish"))).hasSize(3);
  }

  /** What a part shows is what the change itself says of its state. */
  @Test
  void changesAreLookedAtByPart() throws Exception {
    String key = tracked();
    LongRegisters.changes(template, key, 4 * ChangeRequest.Status.values().length);
    for (ChangeRequest change : changes.all(key)) {
      int number = change.number();
      jdbc.sql(
              "update change_request set implemented_at = requested_at, status = ?, closed_at = "
                  + (number % 2 == 0 ? "null" : "requested_at")
                  + ", outcome_code = "
                  + (number / 2 % 2 == 0 ? "null" : "'SUCCESSFUL'")
                  + ", requester = ? where id = ?")
          .params(
              ChangeRequest.Status.values()[(number - 1) / 4].name(),
              number % 3 == 0 ? "tom" : "tina",
              change.id())
          .update();
    }
    List<ChangeRequest> all = changes.all(key);
    Map<String, Predicate<ChangeRequest>> parts =
        Map.of(
            "all",
            change -> true,
            "open",
            ChangeRequest::isOpen,
            "to_close",
            ChangeRequest::lacksOutcome,
            "mine",
            change -> change.requester().equals("tom"));
    for (String part : parts.keySet()) {
      List<String> ids = all.stream().filter(parts.get(part)).map(ChangeRequest::id).toList();
      assertThat(ids).as(part).isNotEmpty();
      Document page = page("/projects/" + key + "/changes?show=" + part);
      assertThat(page.select("tbody th .fl-quiet").eachText()).as(part).isEqualTo(ids);
      assertThat(parts(page, "changes").select("[aria-current=true]").text())
          .endsWith("(" + ids.size() + ")");
    }
    assertThat(page("/projects/" + key + "/changes").select("tbody tr")).hasSize(all.size());
  }

  @Test
  void whatIsSearchedForStaysOnAllPages() throws Exception {
    String key = tracked();
    LongRegisters.issues(template, key, 120, null);
    for (int number = 1; number <= 110; number++) {
      words.put(Issues.WORDS_OF, key + "-I" + number, "Fault " + number, "Zweihander & more");
    }
    Document page = page("/projects/" + key + "/issues?words=zweihander %26 more ");
    assertThat(page.select("form[role=search]").text()).contains("110 found");
    assertThat(titles(page)).hasSize(50);
    page = page(page.select("nav[aria-label=Pages] a").attr("href"));
    assertThat(page.select("#words").attr("value")).isEqualTo("zweihander & more");
    page = page(page.select("nav[aria-label=Pages] a").last().attr("href"));
    assertThat(titles(page)).hasSize(10);
    assertThat(page.select("nav[aria-label=Pages]").text())
        .isEqualTo("Previous page 101 to 110 of 110 issues");
    page = page("/projects/" + key + "/issues?words=nosuchword");
    assertThat(page.text()).contains("No issue of this project holds a word of \"nosuchword\".");
  }

  @Test
  void feedbackFromOutsideStandsOnPages() throws Exception {
    String key = tracked();
    long party =
        inserted(
            "outside_party",
            "insert into outside_party (project_key, name, organisation, email, language, created_at)"
                + " values ('%s', 'Ann', 'Ann Ltd', 'ann@example.org', 'en', current_timestamp)",
            key);
    long link =
        inserted(
            "shared_link",
            "insert into shared_link (project_key, party_id, title, kind, snapshot, content, created_at,"
                + " expires_at, opened_count) values ('%s', "
                + party
                + ", 'News', 'FREE_TEXT', '{}', '', current_timestamp, current_timestamp, 0)",
            key);
    for (int i = 1; i <= 103; i++) {
      jdbc.sql(
              "insert into outside_feedback (link_id, project_key, party_id, given_at, text)"
                  + " values (?, ?, ?, timestamp '2027-01-04 09:00:00', ?)")
          .params(link, key, party, "Said " + i)
          .update();
    }
    Document page = page("/projects/" + key + "/communication");
    assertThat(page.select("section:has(#feedback) li")).hasSize(50);
    assertThat(page.select("section:has(#feedback) li").first().text()).contains("Said 103");
    assertThat(page.select("section:has(#feedback) nav").text())
        .isEqualTo("1 to 50 of 103, the newest first Next page");
    page = page("/projects/" + key + "/communication?feedback=3");
    assertThat(page.select("section:has(#feedback) li"))
        .hasSize(3)
        .last()
        .satisfies(last -> assertThat(last.text()).contains("Said 1"));
  }

  private long inserted(String table, String insert, String key) {
    jdbc.sql(insert.formatted(key)).update();
    return jdbc.sql("select max(id) from " + table).query(Long.class).single();
  }

  @Test
  void changesStandOnPagesOfFiftyAndProgramsGetAll() throws Exception {
    String key = tracked();
    LongRegisters.changes(template, key, MANY);
    Document page = page("/projects/" + key + "/changes");
    assertThat(titles(page)).hasSize(50).startsWith("Wish 512");
    assertThat(page.select("nav[aria-label=Pages]").text())
        .isEqualTo("1 to 50 of 512 changes Next page");
    page = page(page.select("nav[aria-label=Pages] a").attr("href"));
    assertThat(titles(page)).startsWith("Wish 462");
    assertThat(titles(page("/projects/" + key + "/changes?page=11")))
        .hasSize(12)
        .endsWith("Wish 1");
    mvc.perform(get("/api/projects/" + key + "/changes").with(user("tom")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.length()").value(MANY));
    mvc.perform(
            post("/api/projects/" + key + "/changes/merges")
                .contentType("application/json")
                .content("{\"change\": \"" + key + "-C1\", \"into\": \"NONE\"}")
                .with(user("clara"))
                .with(csrf()))
        .andExpect(jsonPath("$.field").value("into"));
  }

  @Test
  void nothingThatIsOpenIsForgotten() throws Exception {
    String key = tracked();
    LongRegisters.issues(template, key, MANY, null);
    LongRegisters.changes(template, key, MANY);
    jdbc.sql("update issue set status = 'POSTPONED' where project_key = ? and number = 1")
        .param(key)
        .update();
    assertThat(issues.open(key)).hasSize(MANY).last().extracting(Issue::number).isEqualTo(1);
    assertThat(issues.open(key, 3)).extracting(Issue::number).containsExactly(512, 511, 510);
    assertThat(changes.open(key)).hasSize(MANY);
    assertThat(openPoints.stream().flatMap(room -> room.of(key).stream()).map(OpenPoint::kind))
        .filteredOn(kind -> "issue".equals(kind) || "change".equals(kind))
        .hasSize(2 * MANY);
    Document cancel = page("/projects/" + key + "/cancel", "clara");
    assertThat(cancel.select("a[href^=/issues/]")).hasSize(50);
    assertThat(cancel.select("a[href^=/changes/]")).hasSize(50);
    assertThat(cancel.text())
        .contains("Issue, closed without a solution: 462 more", "Change, withdrawn: 462 more");
    assertThat(cancel.select("main a").eachAttr("href"))
        .contains("/projects/" + key + "/issues", "/projects/" + key + "/changes");
  }

  @Test
  void theIssuesOfASystemStandOnPagesToo() throws Exception {
    String first = tracked();
    String second = tracked();
    int one = system(first, "Orgel 12/B");
    LongRegisters.issues(template, first, 40, one);
    LongRegisters.issues(template, second, 25, system(second, "orgel  12/b"));
    jdbc.sql("update issue set status = 'RESOLVED' where project_key = ? and number > 20")
        .param(second)
        .update();
    Document page = page("/systems?name=Orgel 12/B");
    assertThat(page.select("#issues .fl-title")).hasSize(50);
    assertThat(page.select("#issues .fl-title").first().text()).isEqualTo("Fault 40");
    assertThat(page.select("#issues nav").text()).isEqualTo("1 to 50 of 65 issues Next page");
    String next = page.select("#issues nav a").attr("href");
    assertThat(next).endsWith("&issues=2#issues");
    page = page(next.replace("#issues", ""));
    assertThat(page.select("#issues .fl-title").eachText())
        .hasSize(15)
        .endsWith("Fault 22", "Fault 21");
    assertThat(issues.openOnSystem("ORGEL 12/b")).hasSize(60);
  }

  private int system(String key, String name) {
    return registers.saveSystem(
        key,
        new PlanSystem(
            0, name, SystemAction.CHANGE, "tom", "live", Criticality.LOW, "", null, null),
        "clara");
  }

  private static List<String> titles(Document page) {
    return page.select("main tbody th a").eachText();
  }

  private Document page(String address) throws Exception {
    return page(address, "tom");
  }

  private Document page(String address, String person) throws Exception {
    return Jsoup.parse(
        mvc.perform(get(URI.create(address.replace(" ", "%20"))).with(user(person)))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString());
  }
}
