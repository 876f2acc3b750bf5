package dev.fairlead.workspace;

import dev.fairlead.engine.TaskGuard;
import dev.fairlead.engine.TaskSubject;
import dev.fairlead.people.ApprovedBy;
import dev.fairlead.people.Groups;
import dev.fairlead.people.Scope;
import dev.fairlead.people.User;
import dev.fairlead.people.Users;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.Sentences;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What waits, on whom, and for which project. Reads the engine's tables in two queries per page,
 * however many projects or tasks it shows; the engine's own task query would need one per task for
 * its project.
 */
@Service
@Transactional(readOnly = true)
public class Worklist {
  private static final int LONGEST = 300;

  /** So many tasks on a page. */
  private static final int PAGE = 50;

  /** Nobody needs to know whether it is 700 or 8,000, and to count them takes its time. */
  private static final int COUNTED = 500;

  /** Whoever types what so many projects have in their names does not mean one of them. */
  private static final int PROJECTS = 100;

  /** States of a task in the engine's table. */
  private static final int RUNNING = 1;

  private static final int ON_HOLD = 2;

  /**
   * What is overdue first, then by due date, then the oldest; in the order of an index of the
   * engine's settings.
   */
  private static final String MOST_URGENT =
      " order by #.DUE_DATE_ nulls last, #.CREATE_TIME_, #.ID_";

  /** What the task is about, where it says so. */
  private static final String SUBJECT =
      " left join ACT_RU_VARIABLE subject on subject.VAR_SCOPE_ = t.ID_ and subject.NAME_ = '"
          + TaskSubject.VARIABLE
          + "' ";

  /** The project of a process "e": the one that it names, or the one whose life it is part of. */
  private static final String OF_PROJECT =
      " join ACT_RU_EXECUTION root on root.ID_ = e.ROOT_PROC_INST_ID_"
          + " left join ACT_RU_VARIABLE v on v.VAR_SCOPE_ = e.ID_ and v.NAME_ = 'projectKey'";

  /**
   * Whether the task "x" has the words. One by one, by their keys: PostgreSQL may find it cheaper
   * to join all tasks there are with the few that are looked at.
   */
  private static final String HAS_WORDS =
      "lower((select t.NAME_ from ACT_RU_TASK t where t.ID_ = x.ID_)) like :like"
          + " or lower((select e.BUSINESS_KEY_ from ACT_RU_EXECUTION e where e.ID_ = x.PROC_INST_ID_)) like :like"
          + " or lower((select s.TEXT_ from ACT_RU_VARIABLE s where s.VAR_SCOPE_ = x.ID_ and s.NAME_ = '"
          + TaskSubject.VARIABLE
          + "')) like :like";

  /** Whether the project of the task "x" has them. */
  private static final String HAS_PROJECT =
      " or (select case when lower(coalesce(v.TEXT_, root.BUSINESS_KEY_)) like :like"
          + " or lower((select p.name from project p"
          + " where p.project_key = coalesce(v.TEXT_, root.BUSINESS_KEY_))) like :like then 1 else 0 end"
          + " from ACT_RU_EXECUTION e"
          + OF_PROJECT
          + " where e.ID_ = x.PROC_INST_ID_) = 1";

  private static final String SELECT =
      "select t.ID_, t.NAME_, t.DESCRIPTION_, t.ASSIGNEE_, t.CREATE_TIME_, t.DUE_DATE_, t.TASK_DEF_KEY_, d.KEY_,"
          + " d.DEPLOYMENT_ID_, e.BUSINESS_KEY_, t.PROC_INST_ID_, e.ROOT_PROC_INST_ID_,"
          + " coalesce(v.TEXT_, root.BUSINESS_KEY_) as PROJECT_KEY, subject.TEXT_ as SUBJECT,"
          + " approved.TEXT_ as APPROVED_BY from ACT_RU_TASK t"
          + " join ACT_RE_PROCDEF d on d.ID_ = t.PROC_DEF_ID_"
          + " join ACT_RU_EXECUTION e on e.ID_ = t.PROC_INST_ID_"
          + OF_PROJECT
          + " left join ACT_RU_VARIABLE approved on approved.VAR_SCOPE_ = t.PROC_INST_ID_ and approved."
          + TaskGuard.NAMES_APPROVERS
          + SUBJECT;

  /**
   * Processes that may belong to these projects, found by an index each: those that name them, and
   * those of a life that has their key. What has no parent is a process.
   */
  private static final String PROCESSES =
      "select p.PROC_INST_ID_ from ACT_RU_VARIABLE p where p.NAME_ = 'projectKey' and p.TEXT_ in (:keys)"
          + " union select c.ID_ from ACT_RU_EXECUTION r join ACT_RU_EXECUTION c on c.ROOT_PROC_INST_ID_ = r.ID_"
          + " where r.BUSINESS_KEY_ in (:keys) and r.PARENT_ID_ is null and r.SUPER_EXEC_ is null"
          + " and c.PARENT_ID_ is null";

  /** Processes with one of these keys of their own, such as those of a change. */
  private static final String KEYED =
      "select k.ID_ from ACT_RU_EXECUTION k where k.BUSINESS_KEY_ in (:keys) and k.PARENT_ID_ is null";

  /** The tasks among which a person's are sought. */
  private static final String ALL = "ACT_RU_TASK";

  /**
   * The few that may belong to some projects. "offset 0": they are looked up first, and not all of
   * a person's compared with their processes.
   */
  private static final String SOME =
      "(select * from ACT_RU_TASK where PROC_INST_ID_ in ("
          + PROCESSES
          + " union "
          + KEYED
          + ") offset 0)";

  /** What waits for anyone of some people, of whom a person with some groups is one. */
  private static final String CANDIDATE =
      "select TASK_ID_ from ACT_RU_IDENTITYLINK"
          + " where TYPE_ = 'candidate' and TASK_ID_ is not null"
          + " and (USER_ID_ = :person# or GROUP_ID_ in (@))";

  /**
   * Whether it is open to a person: neither they nor whoever acts in their right have submitted it
   * or given one of the approvals that are needed. "select :me": PostgreSQL does not look who it is
   * when it plans, and so keeps one plan; each person a plan of their own would save less than to
   * make it takes.
   */
  private static final String OFFERED =
      "a.ID_ in ("
          + CANDIDATE
          + ") and a.PROC_INST_ID_ not in (select VAR_SCOPE_ from ACT_RU_VARIABLE where "
          + TaskGuard.NAMES_SUBMITTER
          + " and TEXT_ in ((select :me), (select :person#)) and VAR_SCOPE_ is not null)"
          + " and a.PROC_INST_ID_ not in (select VAR_SCOPE_ from ACT_RU_VARIABLE where "
          + TaskGuard.NAMES_APPROVERS
          + " and (position(:meIn in TEXT_) > 0 or position(:personIn# in TEXT_) > 0)"
          + " and VAR_SCOPE_ is not null)";

  private final JdbcClient jdbc;
  private final Users users;
  private final FairleadClock clock;
  private final Projects projects;

  Worklist(JdbcClient jdbc, Users users, FairleadClock clock, Projects projects) {
    this.jdbc = jdbc;
    this.users = users;
    this.clock = clock;
    this.projects = projects;
  }

  /**
   * The tasks that the person may do: their own, those of people whom they stand in for in the
   * process that holds them, and those that wait for anyone of their groups, except what they or
   * the one whom they stand in for submitted or have approved already. Overdue first, then by due
   * date, then the oldest.
   */
  public List<OpenTask> of(String username) {
    return of(username, RUNNING);
  }

  /** The same of those that are on hold, since their project is paused. */
  public List<OpenTask> onHold(String username) {
    return of(username, ON_HOLD);
  }

  /**
   * A page of what a person may do.
   *
   * @param total of all pages, as far as they are counted
   * @param more whether there are more than that
   * @param partly whether more tasks wait than were searched by all that they say
   */
  public record Page(List<OpenTask> tasks, long total, boolean more, int number, boolean partly) {
    public long from() {
      return (long) (number - 1) * PAGE + 1;
    }

    public long to() {
      return from() + tasks.size() - 1;
    }

    public boolean isFirst() {
      return number == 1;
    }

    public boolean isLast() {
      return !more && to() >= total;
    }

    public boolean isAll() {
      return isFirst() && isLast();
    }
  }

  /**
   * A page of {@link #of(String)}. All tasks are found by their project and by the whole number of
   * the change, issue or report that they are about, by the rest only those that are as urgent as
   * the first 500: each must be read for it.
   *
   * @param words a part of the task's name, of what it is about, of the key or name of its project,
   *     or of the number of the change, issue or report that it is about; blank for all
   * @param number from 1; the last page where there are not so many
   */
  public Page page(String username, String words, int number) {
    int wanted = Math.max(1, Math.min(number, Integer.MAX_VALUE / PAGE - 1));
    Some some = some(username, RUNNING, words, PAGE, (wanted - 1) * PAGE);
    if (some.ids().isEmpty() && wanted > 1) {
      return page(username, words, (int) ((count(username, words) + PAGE - 1) / PAGE));
    }
    long seen = (long) (wanted - 1) * PAGE + some.ids().size();
    boolean more = some.found() > Math.max(COUNTED, seen);
    long total = more ? Math.max(COUNTED, seen) : some.found();
    boolean partly = !words.isBlank() && load(username).more();
    return new Page(withIds(some.ids()), total, more, wanted, partly);
  }

  /**
   * How many tasks there are, as far as they are counted.
   *
   * @param more whether there are more than that
   */
  public record Load(long tasks, boolean more) {}

  /** How much waits for a person. */
  public Load load(String username) {
    long found = some(username, RUNNING, "", 1, 0).found();
    return new Load(Math.min(found, COUNTED), found > COUNTED);
  }

  private List<OpenTask> of(String username, int state) {
    return withIds(some(username, state, "", LONGEST, 0).ids());
  }

  /** Those tasks that are still open, the most urgent first. */
  private List<OpenTask> withIds(Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : read(SELECT + "where t.ID_ in (:ids)" + MOST_URGENT.replace("#", "t"), "ids", ids);
  }

  /**
   * A part of what somebody may do.
   *
   * @param found how many there are of all, at least as far as one behind this part
   */
  private record Some(List<String> ids, long found) {}

  /** First which, in the order of an index; all about them is read later: there may be 20,000. */
  private Some some(String username, int state, String words, int limit, int offset) {
    Map<String, Object> parameters = new HashMap<>();
    int most = Math.max(COUNTED, offset + limit) + 1;
    String first = MOST_URGENT.replace("#", "x") + " limit ";
    List<String> ids = new ArrayList<>();
    long[] found = new long[1];
    jdbc.sql(
            "select x.ID_, count(*) over () as FOUND from (select x.* from "
                + may(username, state, words, most, parameters)
                + first
                + most
                + ") x"
                + first
                + limit
                + " offset "
                + offset)
        .params(parameters)
        .query(
            row -> {
              ids.add(row.getString("ID_"));
              found[0] = row.getLong("FOUND");
            });
    return new Some(ids, found[0]);
  }

  private long count(String username, String words) {
    Map<String, Object> parameters = new HashMap<>();
    String from = may(username, RUNNING, words, 0, parameters);
    return jdbc.sql("select count(*) from " + from).params(parameters).query(Long.class).single();
  }

  /**
   * The tasks of a state that a person may do, as what stands behind "from"; values are added.
   *
   * @param most so many of them are enough; 0 for all
   */
  private String may(
      String username, int state, String words, int most, Map<String, Object> parameters) {
    Map<String, Scope> persons = new TreeMap<>(users.standsInFor(username, clock.today()));
    persons.put(username, Scope.EVERYTHING);
    parameters.putAll(Map.of("me", username, "meIn", ApprovedBy.sought(username)));
    if (words.isBlank()) {
      return all(persons, state, ALL, most, parameters);
    }
    parameters.put("like", "%" + words.strip().toLowerCase(Locale.ROOT) + "%");
    List<String> ofThese = projects.keysOf(words, PROJECTS);
    Set<String> keys = new TreeSet<>(ofThese);
    keys.add(words.strip().toUpperCase(Locale.ROOT));
    // where not all projects are known that have these words, tasks are compared with theirs
    boolean byProject = ofThese.size() == PROJECTS;
    String found =
        "select x.* from (select x.* from "
            + all(persons, state, ALL, COUNTED, parameters)
            + MOST_URGENT.replace("#", "x")
            + " limit "
            + COUNTED
            + ") x where "
            + HAS_WORDS
            + (byProject ? HAS_PROJECT : "");
    return asked(
        "(" + found + " union select x.* from " + all(persons, state, SOME, 0, parameters) + ") x",
        "keys",
        keys,
        parameters);
  }

  /**
   * The tasks that one may do in the right of one of these people, as what stands behind "from";
   * see {@link #may}.
   *
   * @param which of which tasks, {@link #ALL} or {@link #SOME}
   */
  private String all(
      Map<String, Scope> persons,
      int state,
      String which,
      int most,
      Map<String, Object> parameters) {
    // no more columns than the index has, which is then all that is read
    String open =
        "(select a.ID_, a.DUE_DATE_, a.CREATE_TIME_, a.PROC_INST_ID_ from "
            + which
            + " a where a.SUSPENSION_STATE_ = "
            + state
            + " and a.PROC_INST_ID_ is not null and a.ASSIGNEE_ ";
    String first = MOST_URGENT.replace("#", "a") + " limit " + most;
    List<String> parts = new ArrayList<>();
    List<String> rights = new ArrayList<>();
    List<String> anything = new ArrayList<>();
    persons.forEach(
        (person, scope) -> {
          String n = String.valueOf(parameters.size());
          parameters.put("person" + n, person);
          parameters.put("personIn" + n, ApprovedBy.sought(person));
          String groups = groups(person);
          String inScope = "";
          if (!scope.isEverything()) {
            inScope =
                " and a.PROC_DEF_ID_ in (select ID_ from ACT_RE_PROCDEF where KEY_ in (:processes"
                    + n
                    + "))";
            parameters.put("processes" + n, scope.processes());
          }
          parts.add(open + "= :person" + n + inScope + (most == 0 ? "" : first) + ")");
          rights.add("(" + OFFERED.replace("#", n).replace("@", groups) + inScope + ")");
          anything.add("exists (" + CANDIDATE.replace("#", n).replace("@", groups) + ")");
        });
    // "case": a question to each task in the order of the index, until there are enough, and not a
    // join, which reads and sorts all; the order of what has no assignee must be said whole.
    // Whoever is offered nothing asks no task.
    String inOrder = first.replace("order by", "order by a.ASSIGNEE_, a.SUSPENSION_STATE_,");
    parts.add(
        open
            + "is null and ("
            + String.join(" or ", anything)
            + ") and case when "
            + String.join(" or ", rights)
            + " then true else false end"
            + (most == 0 ? "" : inOrder)
            + ")");
    // nobody's task is in two of them
    return "(" + String.join(" union all ", parts) + ") x";
  }

  /**
   * The groups of a person as they stand in a statement. They are no parameters, since PostgreSQL
   * keeps one plan for a statement: to some groups very much is offered, to most nothing.
   */
  private String groups(String person) {
    Set<String> groups = new TreeSet<>(users.find(person).map(User::groups).orElse(Set.of()));
    groups.retainAll(Groups.ALL);
    return groups.isEmpty() ? "''" : "'" + String.join("', '", groups) + "'";
  }

  /**
   * The open tasks of each of these projects, by when they are due or else since when they wait.
   */
  public Map<String, List<OpenTask>> ofProjects(Collection<String> keys) {
    Map<String, List<OpenTask>> found = new HashMap<>();
    if (!keys.isEmpty()) {
      read(
              SELECT
                  + "where t.PROC_INST_ID_ in ("
                  + PROCESSES
                  + ") and coalesce(v.TEXT_, root.BUSINESS_KEY_) in (:keys) order by coalesce(t.DUE_DATE_, t.CREATE_TIME_), t.CREATE_TIME_, t.ID_",
              "keys",
              keys)
          .forEach(
              task -> found.computeIfAbsent(task.projectKey(), key -> new ArrayList<>()).add(task));
    }
    return found;
  }

  /** The open tasks of the whole life that this process is part of. */
  public List<OpenTask> ofRoot(String rootId) {
    return read(
        SELECT + "where e.ROOT_PROC_INST_ID_ = :root order by t.CREATE_TIME_, t.ID_",
        Map.of("root", rootId));
  }

  public Optional<OpenTask> find(String taskId) {
    return read(SELECT + "where t.ID_ = :id", Map.of("id", taskId)).stream().findFirst();
  }

  /** Those of these tasks that are open, on hold or not. */
  Set<String> open(Collection<String> ids) {
    return ids.isEmpty()
        ? Set.of()
        : Set.copyOf(
            jdbc.sql("select ID_ from ACT_RU_TASK where ID_ in (:ids)")
                .param("ids", ids)
                .query(String.class)
                .list());
  }

  /** Whether Fairlead itself has a step to do next in this life, such as making a report. */
  public boolean worksOn(String rootId) {
    return jdbc.sql(
                "select count(*) from ACT_RU_JOB j join ACT_RU_EXECUTION e on e.ID_ = j.PROCESS_INSTANCE_ID_"
                    + " where e.ROOT_PROC_INST_ID_ = ? and j.TYPE_ = 'message' and j.RETRIES_ > 0")
            .param(rootId)
            .query(Long.class)
            .single()
        > 0;
  }

  /** The names of the projects with these keys. */
  public Map<String, String> projectNames(Collection<String> keys) {
    Map<String, String> names = new HashMap<>();
    if (!keys.isEmpty()) {
      jdbc.sql("select project_key, name from project where project_key in (:keys)")
          .param("keys", Set.copyOf(keys))
          .query(
              row -> {
                names.put(row.getString(1), row.getString(2));
              });
    }
    return names;
  }

  /**
   * On whom the task waits, in words: a person's name or the groups, and who has approved already
   * where more than one approval is needed.
   */
  public String waitsOn(OpenTask task) {
    if (task.assignee() != null) {
      return users.nameOf(task.assignee());
    }
    List<String> who = new ArrayList<>();
    task.candidateUsers().forEach(name -> who.add(users.nameOf(name)));
    task.candidateGroups().forEach(group -> who.add(groupName(group)));
    String asked = who.isEmpty() ? Sentences.say("workspace.nobody") : String.join(", ", who);
    return task.approvedBy().isEmpty()
        ? asked
        : Sentences.say(
            "workspace.approvedAlready",
            asked,
            task.approvedBy().stream().map(users::nameOf).collect(Collectors.joining(", ")));
  }

  /** The same of many tasks by their ids; all people are read together. */
  public Map<String, String> waitsOn(Collection<OpenTask> tasks) {
    Set<String> people = new TreeSet<>();
    tasks.forEach(task -> people.addAll(task.candidateUsers()));
    tasks.forEach(task -> people.addAll(task.approvedBy()));
    tasks.stream().map(OpenTask::assignee).filter(Objects::nonNull).forEach(people::add);
    users.find(people);
    Map<String, String> names = new HashMap<>();
    tasks.forEach(task -> names.put(task.id(), waitsOn(task)));
    return names;
  }

  static String groupName(String group) {
    String code = "people.group." + group;
    String name = Sentences.say(code);
    return name.equals(code) ? group : name;
  }

  /**
   * The statement with these values, which stand in it as {@code in (:name)}. Many are one array:
   * PostgreSQL reckons with ten of them in the plan that it keeps, makes a plan each time for a
   * shorter array, and for a longer list of values where the tables are large.
   */
  private static String asked(
      String sql, String name, Collection<String> values, Map<String, Object> parameters) {
    boolean many = values.size() >= 10;
    parameters.put(name, many ? values.toArray(String[]::new) : values);
    return many ? sql.replace("in (:" + name + ")", "= any(:" + name + ")") : sql;
  }

  private List<OpenTask> read(String sql, String name, Collection<String> values) {
    Map<String, Object> parameters = new HashMap<>();
    return read(asked(sql, name, values, parameters), parameters);
  }

  private List<OpenTask> read(String sql, Map<String, ?> parameters) {
    Map<String, OpenTask> tasks = new LinkedHashMap<>();
    jdbc.sql(sql)
        .params(parameters)
        .query(
            row -> {
              OpenTask task = toTask(row);
              tasks.put(task.id(), task);
            });
    if (!tasks.isEmpty()) {
      Map<String, Object> ids = new HashMap<>();
      jdbc.sql(
              asked(
                  "select TASK_ID_, USER_ID_, GROUP_ID_ from ACT_RU_IDENTITYLINK where TYPE_ = 'candidate' and TASK_ID_ in (:ids)",
                  "ids",
                  tasks.keySet(),
                  ids))
          .params(ids)
          .query(
              row -> {
                OpenTask task = tasks.get(row.getString("TASK_ID_"));
                if (row.getString("USER_ID_") != null) {
                  task.candidateUsers().add(row.getString("USER_ID_"));
                }
                if (row.getString("GROUP_ID_") != null) {
                  task.candidateGroups().add(row.getString("GROUP_ID_"));
                }
              });
    }
    return List.copyOf(tasks.values());
  }

  private static OpenTask toTask(ResultSet row) throws SQLException {
    return new OpenTask(
        row.getString("ID_"),
        row.getString("NAME_") == null ? row.getString("TASK_DEF_KEY_") : row.getString("NAME_"),
        row.getString("DESCRIPTION_"),
        row.getString("SUBJECT"),
        row.getString("ASSIGNEE_"),
        time(row.getTimestamp("CREATE_TIME_")),
        time(row.getTimestamp("DUE_DATE_")),
        row.getString("TASK_DEF_KEY_"),
        row.getString("KEY_"),
        row.getString("DEPLOYMENT_ID_"),
        row.getString("BUSINESS_KEY_"),
        row.getString("PROJECT_KEY"),
        row.getString("PROC_INST_ID_"),
        row.getString("ROOT_PROC_INST_ID_"),
        new TreeSet<>(),
        new TreeSet<>(),
        ApprovedBy.kept(row.getString("APPROVED_BY")).voters());
  }

  private static LocalDateTime time(Timestamp value) {
    return value == null ? null : value.toLocalDateTime();
  }
}
