package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadTest;
import dev.fairlead.SqlStatements;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.engine.variable.type.ValueType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** The same tasks in the same order as the engine's own statement finds, whoever asks for what. */
@FairleadTest
@Transactional
class IndexedTaskListsTests {
  private static final String BY_INDEX = "from ACT_RU_TASK where SUSPENSION_STATE_ = 1";
  private static final LocalDateTime BEGIN = LocalDateTime.of(2027, 1, 4, 9, 0);
  private static final String OWN = "ida";
  private static final List<String> GROUPS = List.of("lists-a", "lists-b");

  @Autowired ProcessEngine engine;
  @Autowired TaskService tasks;
  @Autowired FilterService filters;
  @Autowired IdentityService identity;
  @Autowired AuthorizationService authorizations;
  @Autowired JdbcClient jdbc;

  /** 72 tasks: hers, another's, nobody's; of processes and of none; on hold; of tenants. */
  @BeforeEach
  void someTasks() {
    List<String> definitions =
        jdbc.sql("select ID_ from ACT_RE_PROCDEF order by KEY_").query(String.class).list();
    assertThat(definitions).hasSizeGreaterThan(3);
    for (int i = 0; i < 72; i++) {
      String id = "lists-%02d".formatted((i * 31) % 72);
      jdbc.sql(
              "insert into ACT_RU_TASK (ID_, REV_, NAME_, TASK_DEF_KEY_, ASSIGNEE_, PRIORITY_, CREATE_TIME_, DUE_DATE_,"
                  + " SUSPENSION_STATE_, PROC_DEF_ID_, TENANT_ID_, TASK_STATE_) values (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'Created')")
          .params(
              id,
              "Task " + i % 7,
              "key" + i % 5,
              List.of(OWN, "otto", "").get(i % 3).isEmpty()
                  ? null
                  : List.of(OWN, "otto").get(i % 3),
              i % 4 * 10,
              Timestamp.valueOf(BEGIN.plusMinutes((i * 17) % 72)),
              i % 11 == 0 ? null : Timestamp.valueOf(BEGIN.plusDays((i * 13) % 72)),
              i % 10 == 9 ? 2 : 1,
              i % 6 == 5 ? null : definitions.get(i % 4),
              i % 16 == 8 ? "tenant" : null)
          .update();
      if (i % 2 == 0) {
        link(id, null, GROUPS.get(i / 2 % 2));
        link(id, null, "lists-c");
      }
      if (i % 5 == 0) {
        link(id, null, GROUPS.get(1));
        link(id, OWN, null);
      }
      if (i % 4 == 0) {
        jdbc.sql(
                "insert into ACT_RU_VARIABLE (ID_, REV_, TYPE_, NAME_, TASK_ID_, VAR_SCOPE_, TEXT_) values (?, 1, 'string', 'colour', ?, ?, ?)")
            .params("lists-v" + i, id, id, i % 8 == 0 ? "red" : "blue")
            .update();
      }
    }
  }

  @AfterEach
  void nobodyAsks() {
    identity.clearAuthentication();
  }

  private void link(String task, String user, String group) {
    jdbc.sql(
            "insert into ACT_RU_IDENTITYLINK (ID_, REV_, TYPE_, TASK_ID_, USER_ID_, GROUP_ID_) values (?, 1, ?, ?, ?, ?)")
        .params("l" + task + user + group + Math.random(), "candidate", task, user, group)
        .update();
  }

  private TaskQuery query() {
    return tasks.createTaskQuery();
  }

  /** What the index answers to whoever may read all tasks, by name. */
  private Map<String, Supplier<TaskQuery>> known() {
    Map<String, Supplier<TaskQuery>> known = new LinkedHashMap<>();
    known.put("own", () -> query().taskAssignee(OWN).active());
    known.put("another's", () -> query().taskAssignee("otto").active());
    known.put("nobody's", () -> query().taskAssignee("unknown").active());
    known.put("overdue", () -> query().taskAssignee(OWN).dueBefore(day(30)).active());
    known.put("offered", () -> query().taskCandidateGroupIn(GROUPS).active());
    known.put(
        "offered, overdue", () -> query().taskCandidateGroupIn(GROUPS).dueBefore(day(30)).active());
    known.put("offered to one group", () -> query().taskCandidateGroup("lists-b").active());
    known.put("unassigned", () -> query().taskCandidateGroupIn(GROUPS).taskUnassigned().active());
    known.put("either", () -> either(GROUPS).active());
    known.put("either, one group", () -> either(List.of("lists-c")).active());
    return known;
  }

  private TaskQuery either(List<String> groups) {
    return query().or().taskAssignee(OWN).taskCandidateGroupIn(groups).endOr();
  }

  /** What only the engine answers; next to each known criterion, one more. */
  private Map<String, Supplier<TaskQuery>> unknown() {
    Map<String, Supplier<TaskQuery>> unknown = new LinkedHashMap<>();
    unknown.put("all", () -> query());
    unknown.put("all active", () -> query().active());
    unknown.put("on hold", () -> query().taskAssignee(OWN).suspended());
    unknown.put("on hold or not", () -> query().taskAssignee(OWN));
    unknown.put("either, on hold or not", () -> either(GROUPS));
    unknown.put("either, on hold", () -> either(GROUPS).suspended());
    unknown.put(
        "either or active",
        () -> query().or().taskAssignee(OWN).taskCandidateGroupIn(GROUPS).active().endOr());
    unknown.put(
        "own and offered", () -> query().taskAssignee(OWN).taskCandidateGroupIn(GROUPS).active());
    unknown.put(
        "assigned too", () -> query().taskCandidateGroupIn(GROUPS).includeAssignedTasks().active());
    unknown.put(
        "either, assigned too",
        () ->
            query()
                .or()
                .taskAssignee(OWN)
                .taskCandidateGroupIn(GROUPS)
                .includeAssignedTasks()
                .endOr()
                .active());
    unknown.put("of a person", () -> query().taskCandidateUser(OWN).active());
    unknown.put(
        "either, of a person",
        () -> query().or().taskAssignee(OWN).taskCandidateUser(OWN).endOr().active());
    unknown.put("involved", () -> query().taskInvolvedUser(OWN).active());
    unknown.put("like", () -> query().taskAssigneeLike("i%").active());
    unknown.put("in", () -> query().taskAssigneeIn(OWN, "otto").active());
    unknown.put("named", () -> query().taskAssignee(OWN).taskNameLike("Task 1%").active());
    unknown.put("either, named", () -> either(GROUPS).taskNameLike("Task 1%").active());
    unknown.put(
        "either or named",
        () ->
            query()
                .or()
                .taskAssignee(OWN)
                .taskCandidateGroupIn(GROUPS)
                .taskName("Task 1")
                .endOr()
                .active());
    unknown.put(
        "either, of a step", () -> either(GROUPS).taskDefinitionKeyIn("key1", "key2").active());
    unknown.put(
        "either, red", () -> either(GROUPS).taskVariableValueEquals("colour", "red").active());
    unknown.put(
        "own, red",
        () -> query().taskAssignee(OWN).taskVariableValueEquals("colour", "red").active());
    unknown.put("either, urgent", () -> either(GROUPS).taskMinPriority(20).active());
    unknown.put("either, overdue", () -> either(GROUPS).dueBefore(day(30)).active());
    unknown.put("either, due later", () -> either(GROUPS).dueAfter(day(30)).active());
    unknown.put(
        "two choices",
        () -> either(GROUPS).or().taskPriority(10).taskDefinitionKey("key1").endOr().active());
    unknown.put("either, of a tenant", () -> either(GROUPS).tenantIdIn("tenant").active());
    unknown.put("either, of no tenant", () -> either(GROUPS).withoutTenantId().active());
    unknown.put(
        "either, of a process",
        () -> either(GROUPS).processDefinitionKeyIn("planAndApprove", "approvePlan").active());
    unknown.put("either, of these", () -> either(GROUPS).taskIdIn("lists-00", "lists-06").active());
    unknown.put("own, due", () -> query().taskAssignee(OWN).dueDate(day(13)).active());
    unknown.put("own, unassigned", () -> query().taskAssignee(OWN).taskUnassigned().active());
    unknown.put("groups like", () -> query().taskCandidateGroupLike("lists-%").active());
    unknown.put("own, created", () -> query().taskAssignee(OWN).taskCreatedAfter(day(-1)).active());
    unknown.put("own, delegated", () -> query().taskAssignee(OWN).taskOwner("otto").active());
    return unknown;
  }

  private static Date day(int number) {
    return Timestamp.valueOf(BEGIN.plusDays(number));
  }

  /** Sorted so that no two are equal, by what an index may sort by and by what only the engine. */
  private static Map<String, UnaryOperator<TaskQuery>> orders() {
    Map<String, UnaryOperator<TaskQuery>> orders = new LinkedHashMap<>();
    orders.put("newest", query -> query.orderByTaskCreateTime().desc());
    orders.put("oldest", query -> query.orderByTaskCreateTime().asc());
    orders.put("by id", query -> query);
    orders.put("urgent", query -> query.orderByTaskPriority().desc().orderByTaskCreateTime().asc());
    orders.put("due", query -> query.orderByDueDate().asc().orderByTaskCreateTime().desc());
    orders.put("due last", query -> query.orderByDueDate().desc().orderByTaskCreateTime().desc());
    orders.put(
        "engine's: by name", query -> query.orderByTaskName().asc().orderByTaskCreateTime().asc());
    orders.put(
        "engine's: by colour",
        query ->
            query
                .orderByTaskVariable("colour", ValueType.STRING)
                .asc()
                .orderByTaskCreateTime()
                .asc());
    return orders;
  }

  /** First and how many; the last is longer than an index is asked for. */
  private static final List<int[]> PAGES =
      List.of(new int[] {0, 5}, new int[] {5, 5}, new int[] {0, 100}, new int[] {3, 1000});

  /** What the engine answers anyway need not be asked for so often. */
  private static List<int[]> pages(boolean indexed, boolean newest) {
    if (indexed) {
      return newest ? PAGES : PAGES.subList(0, 2);
    }
    return newest ? PAGES.subList(1, 3) : List.of();
  }

  /** Everybody who asks differs in rights; what they get is the engine's own answer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "of a group with all",
        "with a tenant",
        "may read all tasks",
        "nobody in particular",
        "of no group",
        "without the right to tasks",
        "of one process",
        "of one process and all tasks",
        "of one task",
        "robbed of one process",
        "of a robbed group",
        "robbed of one task",
        "while another is robbed",
        "like everybody"
      })
  void theEnginesOwnAnswer(String who) throws Exception {
    boolean byIndex = become(who);
    Map<String, Supplier<TaskQuery>> all = new LinkedHashMap<>(known());
    all.putAll(unknown());
    int found = 0;
    for (Map.Entry<String, Supplier<TaskQuery>> query : all.entrySet()) {
      boolean indexed = byIndex && known().containsKey(query.getKey());
      String what = who + ": " + query.getKey();
      List<Long> counts = new ArrayList<>();
      List<String> counted = SqlStatements.of(() -> counts.add(query.getValue().get().count()));
      List<String> engines =
          SqlStatements.of(() -> counts.add(asTheEngine(() -> query.getValue().get().count())));
      assertThat(counts.get(0)).as(what).isEqualTo(counts.get(1));
      assertThat(isByIndex(engines)).as("the engine's own statement beside it").isFalse();
      assertThat(isByIndex(counted)).as(what).isEqualTo(indexed);
      for (Map.Entry<String, UnaryOperator<TaskQuery>> order : orders().entrySet()) {
        for (int[] page : pages(indexed, order.getKey().equals("newest"))) {
          String which = what + ", " + order.getKey() + ", " + page[0] + " to " + page[1];
          Callable<List<String>> list =
              () -> ids(order.getValue().apply(query.getValue().get()).listPage(page[0], page[1]));
          List<String> ours = new ArrayList<>();
          List<String> statements = SqlStatements.of(() -> ours.addAll(list.call()));
          assertThat(ours).as(which).isEqualTo(asTheEngine(list));
          assertThat(isByIndex(statements))
              .as(which)
              .isEqualTo(
                  indexed
                      && page[1] <= IndexedTaskLists.LONGEST_PAGE
                      && !order.getKey().startsWith("engine's"));
          found += ours.size();
        }
      }
    }
    boolean seesNothing = List.of("of no group", "without the right to tasks").contains(who);
    assertThat(found == 0).as(who).isEqualTo(seesNothing);
  }

  /** Of tasks that were made at the same time none comes twice, and none is left out. */
  @Test
  void pagesOfEquals() {
    become("of a group with all");
    jdbc.sql("update ACT_RU_TASK set CREATE_TIME_ = ? where ID_ like 'lists-%'")
        .param(Timestamp.valueOf(BEGIN))
        .update();
    List<String> all = new ArrayList<>();
    for (int first = 0; first < 60; first += 7) {
      all.addAll(ids(either(GROUPS).active().orderByTaskCreateTime().desc().listPage(first, 7)));
    }
    assertThat(all)
        .hasSize((int) either(GROUPS).active().count())
        .hasSizeGreaterThan(20)
        .doesNotHaveDuplicates();
  }

  /** The filters of Tasklist are what the index is for; the engine adds who asks. */
  @Test
  void filtersOfTasklist() throws Exception {
    become("of a group with all");
    Map<String, Boolean> byIndex = new LinkedHashMap<>();
    for (Filter filter : filters.createFilterQuery().listPage(0, 100)) {
      TaskQuery newest = query().orderByTaskCreateTime().desc();
      Callable<List<String>> list = () -> ids(filters.listPage(filter.getId(), newest, 0, 15));
      List<String> statements =
          SqlStatements.of(() -> assertThat(list.call()).isEqualTo(asTheEngine(list)));
      List<String> counting = SqlStatements.of(() -> filters.count(filter.getId()));
      byIndex.put(filter.getName(), isByIndex(statements) && isByIndex(counting));
    }
    assertThat(byIndex)
        .containsEntry("Waiting for me", true)
        .containsEntry("My tasks", true)
        .containsEntry("My groups' tasks", true)
        .containsEntry("Overdue", true)
        .containsEntry("Approvals", false);
  }

  private static boolean isByIndex(List<String> statements) {
    return statements.stream().anyMatch(statement -> statement.contains(BY_INDEX));
  }

  /** Makes one of them ask, and says whether the index may answer. */
  private boolean become(String who) {
    String user = OWN;
    List<String> groups = List.of("coordinators");
    List<String> tenants = null;
    boolean byIndex = false;
    String process =
        jdbc.sql(
                "select min(d.KEY_) from ACT_RU_TASK t join ACT_RE_PROCDEF d on d.ID_ = t.PROC_DEF_ID_ where t.ID_ like 'lists-%'")
            .query(String.class)
            .single();
    switch (who) {
      case "of a group with all" -> byIndex = true;
      case "with a tenant" -> tenants = List.of("tenant");
      case "may read all tasks" -> {
        groups = List.of();
        grant(Authorization.AUTH_TYPE_GRANT, OWN, null, Resources.TASK, "*", Permissions.READ);
        byIndex = true;
      }
      case "nobody in particular" -> user = null;
      case "of no group" -> groups = List.of();
      case "without the right to tasks" -> groups = List.of("administrators");
      case "of one process" -> {
        groups = List.of("lists-a");
        grantProcess(Authorization.AUTH_TYPE_GRANT, null, "lists-a", process);
      }
      case "of one process and all tasks" -> {
        groups = List.of("lists-a", "managers");
        grantProcess(Authorization.AUTH_TYPE_GRANT, null, "lists-a", process);
        grant(
            Authorization.AUTH_TYPE_GRANT, OWN, null, Resources.TASK, "lists-00", Permissions.READ);
        byIndex = true;
      }
      case "of one task" -> {
        groups = List.of();
        grant(
            Authorization.AUTH_TYPE_GRANT, OWN, null, Resources.TASK, "lists-00", Permissions.READ);
      }
      case "robbed of one process" ->
          grantProcess(Authorization.AUTH_TYPE_REVOKE, OWN, null, process);
      case "of a robbed group" ->
          grantProcess(Authorization.AUTH_TYPE_REVOKE, null, "coordinators", process);
      case "robbed of one task" ->
          grant(
              Authorization.AUTH_TYPE_REVOKE,
              OWN,
              null,
              Resources.TASK,
              "lists-00",
              Permissions.READ);
      case "while another is robbed" -> {
        grantProcess(Authorization.AUTH_TYPE_REVOKE, "otto", null, process);
        byIndex = true;
      }
      case "like everybody" -> {
        groups = List.of();
        Authorization global =
            authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
        global.setResource(Resources.PROCESS_DEFINITION);
        global.setResourceId(Authorization.ANY);
        global.addPermission(ProcessDefinitionPermissions.READ_TASK);
        authorizations.saveAuthorization(global);
        byIndex = true;
      }
      default -> throw new IllegalArgumentException(who);
    }
    if (user != null) {
      identity.setAuthentication(user, groups, tenants);
    }
    return byIndex;
  }

  private void grantProcess(int type, String user, String group, String process) {
    grant(
        type,
        user,
        group,
        Resources.PROCESS_DEFINITION,
        process,
        ProcessDefinitionPermissions.READ_TASK);
  }

  private void grant(
      int type, String user, String group, Resource resource, String id, Permission permission) {
    Authorization one = authorizations.createNewAuthorization(type);
    one.setUserId(user);
    one.setGroupId(group);
    one.setResource(resource);
    one.setResourceId(id);
    if (type == Authorization.AUTH_TYPE_REVOKE) {
      one.removePermission(permission);
    } else {
      one.addPermission(permission);
    }
    authorizations.saveAuthorization(one);
  }

  private static List<String> ids(List<Task> tasks) {
    return tasks.stream().map(Task::getId).toList();
  }

  /** What the engine's own manager of tasks answers. */
  private <T> T asTheEngine(Callable<T> asks) {
    return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getCommandExecutorTxRequired()
        .execute(
            context -> {
              context.getSessions().put(TaskManager.class, new TaskManager());
              try {
                return asks.call();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
