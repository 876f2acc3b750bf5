package dev.fairlead.plan;

import dev.fairlead.people.Absences;
import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.plan.conflict.Blackout;
import dev.fairlead.plan.conflict.PlannedProject;
import dev.fairlead.plan.schedule.Scheduler;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.RefusedException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The plans of many projects at once; the number of statements does not depend on how many. */
@Component
class Portfolio {
  static final Set<Phase> ACTIVE = Set.of(Phase.PLANNING, Phase.APPROVAL, Phase.TRACKING);

  private final JdbcClient jdbc;
  private final PlanStore store;
  private final Plans plans;
  private final Projects projects;
  private final Scheduler scheduler;
  private final Absences absences;

  Portfolio(
      JdbcClient jdbc,
      PlanStore store,
      Plans plans,
      Projects projects,
      Scheduler scheduler,
      Absences absences) {
    this.jdbc = jdbc;
    this.store = store;
    this.plans = plans;
    this.projects = projects;
    this.scheduler = scheduler;
    this.absences = absences;
  }

  /**
   * Whose plans ask for people and systems, one rule for workload, conflicts and the editor: those
   * with work going on or planned. A paused project asks for nobody until it is resumed, and a
   * closed one no more.
   */
  static boolean asks(Project project) {
    return ACTIVE.contains(project.phase()) && !project.isPaused();
  }

  /** Of those that ask, the ones whose plan has been approved: what health is judged by. */
  static boolean isCarriedOut(Project project) {
    return asks(project) && project.phase() == Phase.TRACKING;
  }

  /** All projects that ask for people. */
  List<PlannedProject> asking() {
    return asking(projects.inPhases(ACTIVE));
  }

  private List<PlannedProject> asking(List<Project> some) {
    return planned(some.stream().filter(Portfolio::asks).toList());
  }

  /** Those with these keys that have work going on, paused ones as well. */
  List<PlannedProject> active(Collection<String> keys) {
    return planned(
        projects.withKeys(keys).stream().filter(p -> ACTIVE.contains(p.phase())).toList());
  }

  /** The projects that ask for these people. */
  List<PlannedProject> askingFor(Collection<String> people) {
    return asking(projects.withKeys(keysOf(people)));
  }

  private List<String> keysOf(Collection<String> owners) {
    return owners.isEmpty()
        ? List.of()
        : jdbc.sql(
                "select distinct project_key from plan_task where owner in (:owners)"
                    + " and percent_complete < 100")
            .param("owners", owners)
            .query(String.class)
            .list();
  }

  /** The others that are carried out and have work left for owners of this plan. */
  List<PlannedProject> carriedOutBeside(Project project, WorkPlan plan) {
    Set<String> keys = new TreeSet<>(keysOf(owners(List.of(plan))));
    keys.remove(project.key());
    return planned(projects.withKeys(keys).stream().filter(Portfolio::isCarriedOut).toList());
  }

  /** The projects that ask for a person or a system of this plan as well. */
  List<PlannedProject> sharingWith(Project project, WorkPlan plan) {
    Set<String> keys = new TreeSet<>(keysOf(owners(List.of(plan))));
    keys.addAll(
        jdbc.sql(
                "select distinct project_key from plan_system"
                    + " where name_key in (select name_key from plan_system where project_key = :key)")
            .param("key", project.key())
            .query(String.class)
            .list());
    keys.remove(project.key());
    return asking(projects.withKeys(keys));
  }

  private List<PlannedProject> planned(List<Project> some) {
    if (some.isEmpty()) {
      return List.of();
    }
    List<String> keys = some.stream().map(Project::key).toList();
    Map<String, WorkPlan> byKey = store.loadAll(some);
    Map<String, List<PlanSystem>> systems = systems(keys);
    Map<String, PersonalCalendar> people = absences.calendars(owners(byKey.values()));
    List<PlannedProject> planned = new ArrayList<>();
    for (Project project : some) {
      WorkPlan plan = byKey.get(project.key());
      try {
        planned.add(
            PlannedProject.of(
                project,
                plan,
                scheduler.schedule(plan, plans.statusDate(project), people),
                systems.getOrDefault(project.key(), List.of())));
      } catch (RefusedException unschedulable) {
        // its own check says so; it cannot be compared with
      }
    }
    return planned;
  }

  /** Calendars of all owners who do not always work as their projects do. */
  Map<String, PersonalCalendar> calendars(Collection<PlannedProject> projects) {
    return absences.calendars(owners(projects.stream().map(PlannedProject::plan).toList()));
  }

  private static Set<String> owners(Collection<WorkPlan> plans) {
    return plans.stream()
        .flatMap(plan -> plan.tasks().stream())
        .map(PlanTask::owner)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private Map<String, List<PlanSystem>> systems(List<String> keys) {
    Map<String, List<PlanSystem>> systems = new HashMap<>();
    jdbc.sql(
            "select project_key, number, name, action, owner, environment, criticality, maintenance_window,"
                + " blackout_from, blackout_until from plan_system where project_key in (:keys)"
                + " order by project_key, number")
        .param("keys", keys)
        .query(
            row -> {
              systems
                  .computeIfAbsent(row.getString("project_key"), key -> new ArrayList<>())
                  .add(
                      new PlanSystem(
                          row.getInt("number"),
                          row.getString("name"),
                          SystemAction.valueOf(row.getString("action")),
                          row.getString("owner"),
                          row.getString("environment"),
                          Criticality.valueOf(row.getString("criticality")),
                          row.getString("maintenance_window"),
                          row.getObject("blackout_from", LocalDate.class),
                          row.getObject("blackout_until", LocalDate.class)));
            });
    return systems;
  }

  /** What any project that is not closed says about days on which nobody may touch a system. */
  List<Blackout> blackouts() {
    return jdbc.sql(
            "select s.project_key, s.name_key, s.blackout_from, s.blackout_until"
                + " from plan_system s join project p on p.project_key = s.project_key"
                + " where s.blackout_from is not null and p.phase <> 'CLOSED' order by s.blackout_from, s.project_key")
        .query(
            (row, i) ->
                new Blackout(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, LocalDate.class),
                    row.getObject(4, LocalDate.class)))
        .list();
  }
}
