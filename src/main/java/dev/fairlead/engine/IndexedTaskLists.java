package dev.fairlead.engine;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.db.AuthorizationCheck;
import org.camunda.bpm.engine.impl.db.CompositePermissionCheck;
import org.camunda.bpm.engine.impl.db.PermissionCheck;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSession;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.TaskManager;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Answers what Tasklist asks most, "which tasks are mine or offered to my groups", in the order of
 * an index. The engine's own statement reads, joins and sorts all tasks of a person to show
 * fifteen.
 *
 * <p>It answers only what it knows wholly: a query whose statement is, letter by letter, the one
 * that a query with nothing but the known criteria has, of somebody who may read every task and
 * from whom no right is taken. Everything else is the engine's matter, and so are the rows: the
 * index says which tasks, and the engine's own statement, with its criteria and rights, reads them.
 */
final class IndexedTaskLists extends TaskManager {
  /** Longer pages gain nothing. */
  static final int LONGEST_PAGE = 200;

  private static final int LAST = 1_000_000;

  private static final String LIST = "selectTaskByQueryCriteria";
  private static final String COUNT = "selectTaskCountByQueryCriteria";

  /** What a list may be sorted by: columns of the task itself. */
  private static final Set<String> ORDERS =
      Set.of("CREATE_TIME_", "DUE_DATE_", "FOLLOW_UP_DATE_", "PRIORITY_");

  private final JdbcClient jdbc;

  private IndexedTaskLists(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** To be given to the engine in place of its own. */
  static SessionFactory insteadOfTheEngines(JdbcClient jdbc) {
    return new SessionFactory() {
      @Override
      public Class<?> getSessionType() {
        return TaskManager.class;
      }

      @Override
      public Session openSession() {
        return new IndexedTaskLists(jdbc);
      }
    };
  }

  @Override
  public List<Task> findTasksByQueryCriteria(TaskQueryImpl query) {
    Known known = isShort(query) ? known(query, LIST) : null;
    if (known == null || !readsAll()) {
      return super.findTasksByQueryCriteria(query);
    }
    List<String> ids = ids(known, query);
    if (ids.isEmpty()) {
      return new ArrayList<>();
    }
    TaskQueryImpl same = known.query();
    same.taskIdIn(ids.toArray(String[]::new));
    same.setFirstResult(0);
    same.setMaxResults(ids.size());
    List<Task> tasks = new ArrayList<>(super.findTasksByQueryCriteria(same));
    if (tasks.size() != ids.size()) { // somebody took or ended one in between
      return super.findTasksByQueryCriteria(query);
    }
    Map<String, Integer> order =
        IntStream.range(0, ids.size()).boxed().collect(Collectors.toMap(ids::get, i -> i));
    tasks.sort(Comparator.comparing(task -> order.get(task.getId())));
    return tasks;
  }

  @Override
  public long findTaskCountByQueryCriteria(TaskQueryImpl query) {
    Known known = known(query, COUNT);
    if (known == null || !readsAll()) {
      return super.findTaskCountByQueryCriteria(query);
    }
    Map<String, Object> values = new HashMap<>();
    String all = String.join(" union all ", parts(known, "ID_", values));
    return jdbc.sql("select count(*) from (" + all + ") x")
        .params(values)
        .query(Long.class)
        .single();
  }

  /**
   * What is asked for, and nothing else, of tasks that are not on hold.
   *
   * @param assignee whose tasks, or null
   * @param groups whose unassigned tasks, or empty
   * @param dueBefore only what is due before that, or null
   * @param query the same as a query of its own
   */
  private record Known(String assignee, List<String> groups, Date dueBefore, TaskQueryImpl query) {}

  /** What this query asks for, or null if it is not all known. */
  private Known known(TaskQueryImpl query, String statement) {
    List<TaskQueryImpl> parts = query.getQueries();
    TaskQueryImpl asked = parts.get(parts.size() - 1);
    boolean either = parts.size() == 2;
    if (parts.size() > 2 || query.isQueryForProcessTasksOnly() || !sortable(query)) {
      return null;
    }
    List<String> groups =
        asked.getCandidateGroups() == null ? List.of() : List.copyOf(asked.getCandidateGroups());
    boolean both = asked.getAssignee() != null && !groups.isEmpty();
    if (both != either || asked.getAssignee() == null && groups.isEmpty()) {
      return null;
    }
    TaskQueryImpl same = new TaskQueryImpl();
    TaskQuery criteria = either ? same.or() : same;
    if (asked.getAssignee() != null) {
      criteria.taskAssignee(asked.getAssignee());
    }
    if (!groups.isEmpty()) {
      criteria.taskCandidateGroupIn(groups);
    }
    if (!either && query.getDueBefore() != null) {
      same.dueBefore(query.getDueBefore());
    }
    if (asked.getAssignee() == null && query.isUnassigned()) {
      same.taskUnassigned();
    }
    same.active();
    same.setOrderingProperties(query.getOrderingProperties());
    same.setFirstResult(query.getFirstResult());
    same.setMaxResults(query.getMaxResults());
    same.setAuthCheck(query.getAuthCheck());
    same.setTenantCheck(query.getTenantCheck());
    return textOf(statement, query).equals(textOf(statement, same))
        ? new Known(asked.getAssignee(), groups, query.getDueBefore(), same)
        : null;
  }

  private static boolean isShort(TaskQueryImpl query) {
    return query.getMaxResults() >= 0
        && query.getMaxResults() <= LONGEST_PAGE
        && query.getFirstResult() >= 0
        && query.getFirstResult() <= LAST;
  }

  private static boolean sortable(TaskQueryImpl query) {
    return query.getOrderingProperties().stream()
        .allMatch(
            order ->
                order.getRelation() == null
                    && order.getDirection() != null
                    && ORDERS.contains(order.getQueryProperty().getName()));
  }

  /** The statement that the engine would run. */
  private String textOf(String statement, TaskQueryImpl query) {
    DbSqlSession session = getDbSqlSession();
    return session
        .getSqlSession()
        .getConfiguration()
        .getMappedStatement(session.getDbSqlSessionFactory().mapStatement(statement))
        .getBoundSql(query)
        .getSql();
  }

  /**
   * Whether whoever asks may read every task: what the engine would look for at each of them is
   * granted to them on all at once, no right is taken from anybody, and there are no tenants that
   * some see and others do not.
   */
  private boolean readsAll() {
    TaskQueryImpl anything = new TaskQueryImpl();
    configureQuery(anything);
    AuthorizationCheck asking = anything.getAuthCheck();
    CompositePermissionCheck wanted = asking.getPermissionChecks();
    List<String> tenants = anything.getTenantCheck().getAuthTenantIds();
    if (!asking.isAuthorizationCheckEnabled()
        || asking.isRevokeAuthorizationCheckEnabled()
        || !wanted.isDisjunctive()
        || !wanted.getCompositeChecks().isEmpty()
        || !anything.getTenantCheck().isTenantCheckEnabled()
        || tenants != null && !tenants.isEmpty()) {
      return false;
    }
    CompositePermissionCheck onAll = new CompositePermissionCheck(true);
    for (PermissionCheck one : wanted.getAtomicChecks()) {
      PermissionCheck all = new PermissionCheck();
      all.setPermission(one.getPermission());
      all.setResource(one.getResource());
      all.setResourceId(Authorization.ANY);
      onAll.addAtomicCheck(all);
    }
    return getAuthorizationManager()
        .isAuthorized(asking.getAuthUserId(), asking.getAuthGroupIds(), onAll);
  }

  /** The tasks of the page, in the order that is asked for; of equals, in that of their ids. */
  private List<String> ids(Known known, TaskQueryImpl query) {
    Set<String> columns = new LinkedHashSet<>();
    List<String> orders = new ArrayList<>();
    String direction = "asc";
    for (QueryOrderingProperty order : query.getOrderingProperties()) {
      direction = order.getDirection().getName();
      columns.add(order.getQueryProperty().getName());
      orders.add(order.getQueryProperty().getName() + " " + direction);
    }
    columns.add("ID_");
    orders.add("ID_ " + direction);
    String sorted = " order by " + String.join(", ", orders) + " limit ";
    Map<String, Object> values = new HashMap<>();
    int enough = query.getFirstResult() + query.getMaxResults();
    String all =
        parts(known, String.join(", ", columns), values).stream()
            .map(part -> "(" + part + sorted + enough + ")")
            .collect(Collectors.joining(" union all "));
    return jdbc.sql(
            "select ID_ from ("
                + all
                + ") x"
                + sorted
                + query.getMaxResults()
                + " offset "
                + query.getFirstResult())
        .params(values)
        .query(String.class)
        .list();
  }

  /** The tasks that belong to the person, and those that are offered to them; never the same. */
  private static List<String> parts(Known known, String columns, Map<String, Object> values) {
    String open =
        "select "
            + columns
            + " from ACT_RU_TASK where SUSPENSION_STATE_ = 1 and TENANT_ID_ is null and ";
    List<String> parts = new ArrayList<>();
    if (known.assignee() != null) {
      values.put("person", known.assignee());
      parts.add(open + "ASSIGNEE_ = :person" + due(known, values));
    }
    if (!known.groups().isEmpty()) {
      values.put("groups", known.groups());
      parts.add(
          open
              + "ASSIGNEE_ is null and ID_ in (select TASK_ID_ from ACT_RU_IDENTITYLINK"
              + " where TYPE_ = 'candidate' and GROUP_ID_ in (:groups))"
              + due(known, values));
    }
    return parts;
  }

  private static String due(Known known, Map<String, Object> values) {
    if (known.dueBefore() == null) {
      return "";
    }
    values.put("due", new Timestamp(known.dueBefore().getTime()));
    return " and DUE_DATE_ < :due";
  }
}
