package dev.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People who write over REST, each text once, and what was acknowledged to them; for tests that
 * kill what they write to.
 */
final class WritingPeople {
  /** What the database must never hold, and the question that finds it. */
  static final Map<String, String> HALF_DONE = new LinkedHashMap<>();

  static {
    HALF_DONE.put(
        "projects without exactly one life",
        "select project_key from project p where (select count(*) from act_ru_execution e"
            + " join act_re_procdef d on d.id_ = e.proc_def_id_ where e.business_key_ = p.project_key"
            + " and e.parent_id_ is null and d.key_ = 'projectLifecycle') <> 1");
    HALF_DONE.put(
        "processes of projects that do not exist",
        "select business_key_ from act_ru_execution where business_key_ is not null and business_key_ not in"
            + " (select project_key from project union all select id from change_request)");
    HALF_DONE.put(
        "projects without goal, team or first entry of their history",
        "select project_key from project p where not exists (select 1 from goal g where g.project_key ="
            + " p.project_key) or (select count(*) from team_member t where t.project_key = p.project_key) <> 2"
            + " or not exists (select 1 from project_history h where h.project_key = p.project_key)");
    HALF_DONE.put(
        "plans that were taken in part",
        "select project_key from project p where (select count(*) from plan_task t where t.project_key ="
            + " p.project_key) <> (select 3 * count(distinct project_key) from plan_import i where i.project_key"
            + " = p.project_key) or (select count(*) from plan_link l where l.project_key = p.project_key)"
            + " <> (select 2 * count(distinct project_key) from plan_import i where i.project_key ="
            + " p.project_key)");
    HALF_DONE.put(
        "changes without a process",
        "select id from change_request c where not exists (select 1 from act_ru_execution e where"
            + " e.business_key_ = c.id)");
    HALF_DONE.put(
        "reports that the plan does not know",
        "select note from progress_report r where r.id = (select max(id) from progress_report) and r.percent <>"
            + " (select percent_complete from plan_task t where t.project_key = r.project_key and t.number ="
            + " r.task)");
    HALF_DONE.put(
        "tasks of one person without their mail",
        "select id_ from act_ru_task t where t.assignee_ is not null and t.name_ = 'Draft plan' and not exists"
            + " (select 1 from outbox_mail m where m.notice_key = 'task/' || t.id_)");
  }

  private static final String TRACKED = "TRACKED";
  private static final Map<String, String> RELEASE =
      Map.of("release", "publish", "summary", "All is well.", "overrideHealth", "none");
  private static final Duration LONGEST_STEP = Duration.ofMinutes(5);

  /** One thing that a person does; an exception where the connection breaks. */
  interface Write {
    void once() throws Exception;
  }

  /** What the application said it has: each text is unique and stands in the named table. */
  record Acknowledged(String table, String column, String value) {}

  private final RestPeople rest;
  private final Runnable onAcknowledged;
  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger approved = new AtomicInteger();

  /**
   * @param url of the application, asked for before each call
   */
  WritingPeople(Supplier<String> url, Runnable onAcknowledged) {
    this.rest = new RestPeople(url);
    this.onAcknowledged = onAcknowledged;
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** What was acknowledged and is not there. */
  List<Acknowledged> lost(JdbcClient jdbc) {
    return acknowledged.stream()
        .filter(
            what ->
                jdbc.sql(
                            "select count(*) from "
                                + what.table()
                                + " where "
                                + what.column()
                                + " = ?")
                        .param(what.value())
                        .query(Long.class)
                        .single()
                    == 0)
        .toList();
  }

  /** One project whose work has begun, for progress and changes. */
  void beginTracking() throws Exception {
    rest.create(TRACKED);
    rest.importPlan(TRACKED);
    rest.complete("clara", TRACKED, Map.of());
    rest.complete("tom", TRACKED, Map.of());
    rest.complete("tina", TRACKED, Map.of());
    rest.complete("clara", TRACKED, Map.of("nextStep", "submit"));
    rest.complete("maria", TRACKED, Map.of("decision", "approve"));
    assertThat(
            RestPeople.read(rest.call("clara", "GET", "/api/projects/" + TRACKED, null))
                .get("phase")
                .asText())
        .isEqualTo("TRACKING");
  }

  /** After a restart the work of a project goes on where it was. */
  void goOnWithTheLast() throws Exception {
    String key =
        acknowledged.stream()
            .filter(what -> what.table().equals("project"))
            .reduce((first, second) -> second)
            .orElseThrow()
            .value();
    assertThat(rest.call("clara", "GET", "/api/projects/" + key, null).statusCode()).isEqualTo(200);
    rest.importPlan(key);
    rest.complete("clara", key, Map.of());
    rest.complete("tom", key, Map.of());
  }

  void project() throws Exception {
    String key = "K-" + number.incrementAndGet();
    rest.create(key);
    acknowledge("project", "project_key", key);
    rest.importPlan(key);
    acknowledge("plan_import", "project_key", key);
  }

  void progress() throws Exception {
    String note = "Report " + number.incrementAndGet();
    HttpResponse<String> answer =
        rest.call(
            "tom",
            "POST",
            "/api/projects/" + TRACKED + "/progress",
            Map.of("task", 1, "percent", number.get() % 100, "note", note));
    if (isDone(answer)) {
      acknowledge("progress_report", "note", note);
    }
  }

  void change() throws Exception {
    String title = "Change " + number.incrementAndGet();
    HttpResponse<String> answer =
        rest.call(
            "clara",
            "POST",
            "/api/projects/" + TRACKED + "/changes",
            Map.of(
                "type", "NORMAL",
                "category", "SCHEDULE",
                "title", title,
                "description", "More to test",
                "reason", "A new rule",
                "notDone", "The audit fails",
                "implementationPlan", "Test longer",
                "backoutPlan", "Test as before",
                "edits",
                    List.of(
                        Map.of("kind", "SET", "task", 2, "values", Map.of("durationDays", "4")))));
    if (isDone(answer)) {
      acknowledge("change_request", "title", title);
    }
  }

  /**
   * A project from its beginning to its approved plan and its first report. A person whose call
   * broke does the same task again unless it is done.
   */
  void approval(Predicate<String> isDone) throws Exception {
    String key = "A-" + number.incrementAndGet();
    rest.create(key);
    acknowledge("project", "project_key", key);
    rest.importPlan(key);
    acknowledge("plan_import", "project_key", key);
    persist("clara", key, Map.of(), isDone);
    persist("tom", key, Map.of(), isDone);
    persist("tina", key, Map.of(), isDone);
    persist("clara", key, Map.of("nextStep", "submit"), isDone);
    persist("maria", key, Map.of("decision", "approve"), isDone);
    acknowledge("plan_snapshot", "kind = 'BASELINE' and project_key", key);
    approved.incrementAndGet();
    askForReport(key);
    persist("clara", key, "userTask_releaseReport", RELEASE, isDone);
    // it is made by a job, so it is there when nothing is due any more
    acknowledge("report", "status = 'PUBLISHED' and project_key", key);
  }

  /** Once more where the call broke; a report that waits already was asked for. */
  private void askForReport(String key) throws Exception {
    Instant begin = Instant.now();
    while (Duration.between(begin, Instant.now()).compareTo(LONGEST_STEP) < 0) {
      try {
        int answer =
            rest.call("clara", "POST", "/api/projects/" + key + "/reports", null).statusCode();
        assertThat(answer).isIn(202, 409);
        return;
      } catch (IOException unknown) {
        broken.incrementAndGet();
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError("no report can be asked for of " + key);
  }

  private void persist(
      String person, String key, Map<String, String> answers, Predicate<String> isDone)
      throws Exception {
    persist(person, key, "", answers, isDone);
  }

  private void persist(
      String person,
      String key,
      String element,
      Map<String, String> answers,
      Predicate<String> isDone)
      throws Exception {
    Instant begin = Instant.now();
    String task = null;
    while (Duration.between(begin, Instant.now()).compareTo(LONGEST_STEP) < 0) {
      try {
        if (task == null) {
          task = rest.task(person, key, element).orElse(null);
        }
        if (task != null && rest.completeTask(person, task, answers).statusCode() == 204) {
          return;
        }
      } catch (IOException unknown) {
        broken.incrementAndGet();
      }
      if (task != null && isDone.test(task)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new AssertionError(person + " cannot go on with " + key);
  }

  /** Calls of {@link #approval} that broke and were made again. */
  int broken() {
    return broken.get();
  }

  int approved() {
    return approved.get();
  }

  /** Two at the same plan at the same moment: one of them reads so and tries again. */
  private static boolean isDone(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(201, 409);
    return answer.statusCode() == 201;
  }

  private void acknowledge(String table, String column, String value) {
    acknowledged.add(new Acknowledged(table, column, value));
    onAcknowledged.run();
  }
}
