package dev.fairlead.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import dev.fairlead.TestDatabase;
import dev.fairlead.plan.PlanFixture;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.WordIndex;
import dev.fairlead.shared.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Past issues are found by their words, by one look-up in the index however many there are. */
@FairleadTest
class WordSearchTests {
  @Autowired JdbcClient jdbc;
  @Autowired JdbcTemplate template;
  @Autowired Issues issues;
  @Autowired WordIndex words;
  @Autowired FairleadClock clock;

  private String key;

  @AfterEach
  void forget() {
    jdbc.sql("delete from search_word where kind = 'many'").update();
  }

  private Issue solved(String title, String description) {
    if (key == null) {
      key = PlanFixture.project(jdbc);
      PlanFixture.phase(jdbc, key, "TRACKING");
    }
    Issue issue =
        issues.file(
            key,
            new NewIssue(
                Issue.Kind.PROBLEM,
                title,
                description,
                null,
                null,
                Issue.Level.HIGH,
                Issue.Level.LOW,
                null),
            "tom");
    issues.triage(issue.id(), Issue.Triage.RESOLVE, "tina", null, null, null, null, null, "clara");
    return issues.solve(issue.id(), "Zirconium seal", null, "Seal replaced", "tina");
  }

  @Test
  void aWordIsFoundInTheSingularAndWhileItIsTyped() {
    assertThat(Words.of("The queries of all addresses, statuses and buses"))
        .containsExactly("query", "all", "addresse", "statuse", "buse");
    Issue issue = solved("Quuxification of ledgers fails", "The plugboards are missing");
    assertThat(ids("ledger quuxification")).contains(issue.id());
    assertThat(ids("missing plugboard")).contains(issue.id());
    assertThat(ids("the plugbo")).as("while typed").contains(issue.id());
    assertThat(ids("plugbo ledgerish")).as("the first word is complete").doesNotContain(issue.id());
    assertThat(ids("zirconium")).as("by its cause").contains(issue.id());
    assertThat(ids("the and not")).isEmpty();
    assertThat(ids("' or 1=1 --")).isEmpty();
    assertThat(issues.search(key, "plugboards", 1))
        .extracting(Issue::id)
        .containsExactly(issue.id());
    assertThat(issues.search("NO-SUCH", "plugboards", 1)).isEmpty();
  }

  @Test
  void whatSharesARareWordComesBeforeWhatSharesACommonOne() {
    for (int i = 0; i < 5; i++) {
      solved("Frobnicator " + i + " hangs", "Nothing");
    }
    Issue rare = solved("Valve sticks", "The frobnicator needs a grommet");
    assertThat(ids("frobnicator grommet x")).startsWith(rare.id()).hasSize(5);
  }

  private List<String> ids(String typed) {
    return issues.similar(typed, null, 5).stream().map(Issue::id).toList();
  }

  @Test
  void amongManyTextsItIsStillLookedUpByTheWord() throws Exception {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(new Object[] {"many", "server", "T-" + i, 1});
      rows.add(new Object[] {"many", "word" + i % 997, "T-" + i, 2});
      rows.add(new Object[] {"many", "rare" + i, "T-" + i, 1});
    }
    template.batchUpdate(
        "insert into search_word (kind, word, ref, weight) values (?, ?, ?, ?)", rows);
    template.execute("analyze" + (TestDatabase.isPostgres() ? " search_word" : ""));
    WordIndex.Hits hits = words.hits("many", "servers word12 rare77 x");
    assertThat(
            jdbc.sql(hits.sql() + " order by score desc fetch first 1 rows only")
                .params(hits.values())
                .query((row, i) -> row.getString(1))
                .list())
        .containsExactly("T-77");

    WordIndex.Hits two = words.hits("many", "rare15 rare77");
    String found = two.sql().replaceFirst("(?s).* from \\((select word.*)\\) found\\).*", "$1");
    assertThat(found.split(" union ")).hasSize(2).allSatisfy(one -> looksUp(one, two.values()));
    assertThat(SqlStatements.of(() -> issues.similar("servers hang at night", null, 5))).hasSize(1);
  }

  private void looksUp(String sql, Map<String, Object> values) {
    String plan =
        String.join(
                " ",
                new NamedParameterJdbcTemplate(template)
                    .queryForList("explain " + sql, values, String.class))
            .replaceAll("[\\s\"]+", " ");
    if (TestDatabase.isPostgres()) {
      assertThat(plan).doesNotContain("Seq Scan").contains("Index Cond").contains("word");
    } else {
      // the conditions of the index stand behind its name, in whichever order
      assertThat(plan)
          .doesNotContain("tableScan")
          .containsPattern("PRIMARY_KEY_\\w+: [^*]*\\bWORD >?= ")
          .containsPattern("PRIMARY_KEY_\\w+: [^*]*\\bKIND = ");
    }
  }
}
