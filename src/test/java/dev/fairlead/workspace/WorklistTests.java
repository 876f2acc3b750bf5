package dev.fairlead.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.FairleadTest;
import dev.fairlead.TestDatabase;
import dev.fairlead.people.Users;
import dev.fairlead.processes.SampleProject;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What waits for somebody, of whom very much is asked. */
@FairleadTest
class WorklistTests {
  private static final int MANY = 1_500;

  @Autowired Worklist worklist;
  @Autowired Projects projects;
  @Autowired Users users;
  @Autowired FairleadClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired JdbcTemplate template;
  @Autowired TransactionTemplate transactions;

  @AfterEach
  void nothingIsLeft() {
    jdbc.sql("delete from substitution").update();
    jdbc.sql("delete from ACT_RU_IDENTITYLINK where ID_ like 'many-%'").update();
    jdbc.sql("delete from ACT_RU_TASK where ID_ like 'many-%'").update();
    jdbc.sql("delete from ACT_RU_VARIABLE where ID_ = 'many-submitter'").update();
    jdbc.sql("delete from project_ending where project_key like 'AAA-%'").update();
    jdbc.sql("delete from project where project_key like 'AAA-%'").update();
  }

  @Test
  void ofWhatIsOfferedToAGroupNoMoreIsReadThanIsCounted() {
    assumeTrue(TestDatabase.isPostgres(), "H2 does not tell");
    offered(begun("LIST-1"), MANY);
    assertThat(
            read(
                () -> {
                  Worklist.Page page = worklist.page("maria", "", 1);
                  assertThat(page.tasks()).hasSize(50);
                  assertThat(page.more()).isTrue();
                }))
        .isBetween(500L, 700L);
  }

  @Test
  void whoSearchesForAProjectReadsNotAllOfTheirTasks() {
    assumeTrue(TestDatabase.isPostgres(), "H2 does not tell");
    begun("LIST-2");
    copies(begun("LIST-3"), "clara", MANY);
    assertThat(
            read(
                () ->
                    assertThat(worklist.page("clara", "list-2", 1).tasks())
                        .extracting(OpenTask::projectKey)
                        .containsExactly("LIST-2")))
        // 500 that are looked at, and 501 that say that there are more
        .isBetween(1_000L, 1_100L);
  }

  @Test
  void whoSearchesForAWordReadsNoTaskButTheirMostUrgentOnes() {
    assumeTrue(TestDatabase.isPostgres(), "H2 does not tell");
    copies(begun("LIST-6"), "clara", MANY);
    assertThat(
            transactions.<Long>execute(
                status -> {
                  // it would read a table of a few rows as it stands, and sort them
                  jdbc.sql("set local enable_sort = off").update();
                  jdbc.sql("set local enable_incremental_sort = off").update();
                  long before = scanned();
                  assertThat(worklist.page("clara", "nowhere", 1).tasks()).isEmpty();
                  return scanned() - before;
                }))
        .as("tasks that were read from the first to the last, of %d", MANY)
        .isLessThan(100);
  }

  private long scanned() {
    return jdbc.sql("select pg_stat_get_xact_tuples_returned(cast('act_ru_task' as regclass))")
        .query(Long.class)
        .single();
  }

  @Test
  void whatIsOfferedToSomebodyAndToWhomTheyStandInForIsThereOnce() {
    users.substitute("maria", "martin", clock.today(), clock.today());
    OpenTask task = begun("LIST-4");
    offered(task, 3);
    List<String> ids = worklist.of("martin").stream().map(OpenTask::id).toList();
    assertThat(ids).doesNotHaveDuplicates().contains("many-0", "many-1", "many-2");
    assertThat(worklist.load("martin").tasks()).isEqualTo(ids.size());
    assertThat(worklist.page("martin", "list-4", 1).tasks())
        .extracting(OpenTask::id)
        .containsExactlyInAnyOrder("many-0", "many-1", "many-2");
    // what one of the two submitted the other may decide, but not in the right of the first
    submittedBy("martin", task);
    assertThat(worklist.of("martin")).extracting(OpenTask::id).doesNotContain("many-0");
    submittedBy("maria", task);
    assertThat(worklist.of("martin")).extracting(OpenTask::id).contains("many-0");
    assertThat(worklist.of("maria")).extracting(OpenTask::id).doesNotContain("many-0");
  }

  /** By a word in more projects than are looked for, the most urgent tasks are still found. */
  @Test
  void aWordOfVeryManyProjectsFindsTasksByTheirProject() {
    String id = begun("LIST-5").id();
    assertThat(found("commonplace")).doesNotContain(id);
    jdbc.sql("update project set name = 'A commonplace one' where project_key = 'LIST-5'").update();
    template.batchUpdate(
        "insert into project (project_key, name, summary, sponsor, coordinator, start_date, deadline, budget,"
            + " time_tolerance, cost_tolerance, phase) select ?, name, summary, sponsor, coordinator, start_date,"
            + " deadline, budget, time_tolerance, cost_tolerance, 'CLOSED' from project where project_key = 'LIST-5'",
        keys());
    template.batchUpdate(
        "insert into project_ending (ending, project_key) values ('commonplace', ?)", keys());
    assertThat(found("commonplace")).contains(id);
  }

  private static List<Object[]> keys() {
    return IntStream.rangeClosed(101, 200).mapToObj(i -> new Object[] {"AAA-" + i}).toList();
  }

  private List<String> found(String words) {
    return worklist.page("clara", words, 1).tasks().stream().map(OpenTask::id).toList();
  }

  private OpenTask begun(String key) {
    SampleProject.begin(projects, key, "20000");
    return worklist.ofProjects(List.of(key)).get(key).get(0);
  }

  private void offered(OpenTask task, int many) {
    copies(task, null, many);
    template.batchUpdate(
        "insert into ACT_RU_IDENTITYLINK (ID_, REV_, TYPE_, GROUP_ID_, TASK_ID_) values (?, 1, 'candidate', 'managers', ?)",
        IntStream.range(0, many).mapToObj(i -> new Object[] {"many-" + i, "many-" + i}).toList());
    known();
  }

  /** More tasks of the process of this one, which are more urgent than all others. */
  private void copies(OpenTask task, String assignee, int many) {
    template.batchUpdate(
        "insert into ACT_RU_TASK (ID_, REV_, NAME_, TASK_DEF_KEY_, ASSIGNEE_, PRIORITY_, CREATE_TIME_, DUE_DATE_,"
            + " SUSPENSION_STATE_, PROC_DEF_ID_, PROC_INST_ID_, EXECUTION_ID_) select ?, 1, 'Copy', TASK_DEF_KEY_, ?,"
            + " PRIORITY_, CREATE_TIME_, ?, 1, PROC_DEF_ID_, PROC_INST_ID_, EXECUTION_ID_ from ACT_RU_TASK where ID_ = ?",
        IntStream.range(0, many)
            .mapToObj(
                i ->
                    new Object[] {
                      "many-" + i, assignee, LocalDateTime.of(2001, 1, 1, 9, 0), task.id()
                    })
            .toList());
    known();
  }

  private void known() {
    if (TestDatabase.isPostgres()) { // as it finds out by itself, a minute later
      jdbc.sql("vacuum analyze ACT_RU_TASK, ACT_RU_IDENTITYLINK").update();
    }
  }

  private void submittedBy(String who, OpenTask task) {
    jdbc.sql("delete from ACT_RU_VARIABLE where ID_ = 'many-submitter'").update();
    jdbc.sql(
            "insert into ACT_RU_VARIABLE (ID_, REV_, TYPE_, NAME_, EXECUTION_ID_, PROC_INST_ID_, TEXT_, VAR_SCOPE_,"
                + " IS_CONCURRENT_LOCAL_, SEQUENCE_COUNTER_) values ('many-submitter', 1, 'string', 'submittedBy', ?, ?, ?, ?,"
                + " false, 1)")
        .params(task.instanceId(), task.instanceId(), who, task.instanceId())
        .update();
  }

  /** So many entries of the index by urgency are read while it is done. */
  private long read(Runnable work) {
    return transactions.execute(
        status -> {
          // it would read a table of a few rows as it stands, and sort them
          for (String way : List.of("seqscan", "bitmapscan", "sort", "incremental_sort")) {
            jdbc.sql("set local enable_" + way + " = off").update();
          }
          long before = entriesRead();
          work.run();
          return entriesRead() - before;
        });
  }

  private long entriesRead() {
    return jdbc.sql(
            "select pg_stat_get_xact_tuples_returned(cast('fairlead_urgent_task' as regclass))")
        .query(Long.class)
        .single();
  }
}
