package dev.fairlead.plan;

import dev.fairlead.people.Absences;
import dev.fairlead.people.PersonalCalendar;
import dev.fairlead.people.Users;
import dev.fairlead.plan.schedule.Finishes;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.Scheduler;
import dev.fairlead.project.MemberRates;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.ProjectDated;
import dev.fairlead.project.ProjectToBeDated;
import dev.fairlead.project.Projects;
import dev.fairlead.project.TeamMember;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The plans of record: reading, editing, scheduling, progress. */
@Service
@Transactional
public class Plans {
  private final PlanStore store;
  private final Projects projects;
  private final Users users;
  private final PlanWriter writer;
  private final Registers registers;
  private final Scheduler scheduler;
  private final Absences absences;
  private final Authority authority;
  private final MemberRates memberRates;
  private final FairleadClock clock;

  Plans(
      PlanStore store,
      Projects projects,
      Users users,
      PlanWriter writer,
      Registers registers,
      Scheduler scheduler,
      Absences absences,
      Authority authority,
      MemberRates memberRates,
      FairleadClock clock) {
    this.store = store;
    this.projects = projects;
    this.users = users;
    this.writer = writer;
    this.registers = registers;
    this.scheduler = scheduler;
    this.absences = absences;
    this.authority = authority;
    this.memberRates = memberRates;
    this.clock = clock;
  }

  /** The plan as it stands; empty for a project that nobody has planned yet. */
  @Transactional(readOnly = true)
  public WorkPlan current(String projectKey) {
    return store.load(projects.get(projectKey));
  }

  /** The same of a project that is read already. */
  @Transactional(readOnly = true)
  public WorkPlan current(Project project) {
    return store.load(project);
  }

  /** The plan as it stands with the lines of its budget, for edits that may speak of them. */
  @Transactional(readOnly = true)
  public WorkPlan currentWithLines(String projectKey) {
    return registers.withLines(current(projectKey));
  }

  /**
   * Dates of the current plan. Once the project is tracked, what is left to do is done from the
   * beginning of today on, see {@link FairleadClock#statusMoment}.
   */
  @Transactional(readOnly = true)
  public Schedule schedule(String projectKey) {
    Project project = projects.get(projectKey);
    return schedule(store.load(project), project);
  }

  /**
   * Dates of any plan of this project, such as one after wished edits, by the same status date as
   * the current one.
   */
  public Schedule schedule(WorkPlan plan, Project project) {
    return scheduler.schedule(plan, statusDate(project), calendars(plan));
  }

  /** The finish dates of {@link #schedule(WorkPlan, Project)} alone, for those who ask often. */
  public Finishes finishes(WorkPlan plan, Project project) {
    return scheduler.finishes(plan, statusDate(project), calendars(plan));
  }

  /** The calendars of these projects' plans by key, in one statement. */
  @Transactional(readOnly = true)
  public Map<String, WorkingCalendar> calendars(Collection<String> projectKeys) {
    return store.calendars(projectKeys);
  }

  /** Calendars of the owners who do not always work as the project does. */
  Map<String, PersonalCalendar> calendars(WorkPlan plan) {
    return absences.calendars(
        plan.tasks().stream()
            .map(PlanTask::owner)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  /**
   * Before tracking none; then the beginning of today; after closing the end of the day on which
   * the project closed.
   */
  public LocalDateTime statusDate(Project project) {
    return switch (project.phase()) {
      case PLANNING, APPROVAL -> null;
      case TRACKING, CLOSING -> clock.statusMoment();
      case CLOSED ->
          project.closedOn() == null ? clock.statusMoment() : project.closedOn().atTime(23, 59);
    };
  }

  /** Whether this person may edit the plan now. */
  @Transactional(readOnly = true)
  public boolean mayEdit(Project project, String by) {
    return project.phase() == Phase.PLANNING
        && !project.isPaused()
        && authority.isCoordinator(project, by);
  }

  /**
   * The project whose plan this person may edit now.
   *
   * @throws RefusedException with the reason where they may not
   */
  @Transactional(readOnly = true)
  public Project toEdit(String projectKey, String by) {
    Project project = projects.get(projectKey);
    authority.coordinator(project, by);
    authority.planning(project);
    return project;
  }

  /** Whether this person may keep the registers of systems and risks now. */
  @Transactional(readOnly = true)
  public boolean mayKeep(Project project, String by) {
    return project.phase() != Phase.CLOSED
        && !project.isPaused()
        && authority.isCoordinator(project, by);
  }

  /**
   * Edits the plan while it is being planned, all or nothing.
   *
   * @param expectedVersion the version that the person saw
   * @return the new version
   * @throws ConflictException when somebody else saved meanwhile
   * @throws RefusedException when it is not the coordinator, not the time, or an edit cannot be
   */
  public int edit(String projectKey, int expectedVersion, List<PlanEdit> edits, String by) {
    PlanStore.Head head = registers.lock(projectKey);
    Project project = toEdit(projectKey, by);
    PlanEdits.mustBeOfPlanning(edits);
    return save(project, head, expectedVersion, edits, by, null);
  }

  /**
   * Applies the edits of an approved change in any phase before the project is closed; all or
   * nothing.
   *
   * @param change its id, for the histories of what it touches
   */
  public int applyApproved(
      String projectKey, int expectedVersion, List<PlanEdit> edits, String by, String change) {
    PlanStore.Head head = registers.lock(projectKey);
    Project project = projects.get(projectKey);
    authority.open(project);
    return save(project, head, expectedVersion, edits, by, change);
  }

  private int save(
      Project project,
      PlanStore.Head head,
      int expectedVersion,
      List<PlanEdit> edits,
      String by,
      String change) {
    WorkPlan plan = fresh(project, head, expectedVersion);
    WorkPlan before = PlanEdits.nameLines(edits) ? registers.withLines(plan) : plan;
    PlanEdits.Applied applied = PlanEdits.applied(before, edits, head.nextTask());
    String said = PlanWriter.describe(edits, before);
    return writer.write(head, before, applied, edits, PlanLog.Kind.EDIT, null, said, by, change);
  }

  /**
   * Replaces tasks, links, calendar and start by those of {@code plan}; only while it is being
   * planned.
   */
  public int replaceAll(String projectKey, int expectedVersion, WorkPlan plan, String by) {
    PlanStore.Head head = registers.lock(projectKey);
    Project project = toEdit(projectKey, by);
    WorkPlan before = fresh(project, head, expectedVersion);
    WorkPlan after =
        new WorkPlan(
            projectKey,
            before.version(),
            plan.start() == null ? before.start() : plan.start(),
            before.deadline(),
            plan.calendar() == null ? before.calendar() : plan.calendar(),
            plan.tasks(),
            plan.links(),
            before.budget(),
            null);
    PlanRules.check(after);
    String said = Sentences.say("plan.edit.replaced", after.tasks().size());
    return writer.replace(head, before, after, said, by);
  }

  /**
   * Moves a plan that came with another start, such as that of an earlier project, to the start of
   * its project: constraints and deadlines of its tasks by as many days as the start.
   *
   * @throws ConflictException when somebody saved meanwhile
   */
  public void moveToStart(String projectKey, int expectedVersion, String by) {
    PlanStore.Head head = registers.lock(projectKey);
    Project project = toEdit(projectKey, by);
    WorkPlan plan = fresh(project, head, expectedVersion);
    long days = ChronoUnit.DAYS.between(plan.start(), project.start());
    WorkPlan moved =
        new WorkPlan(
            projectKey,
            plan.version(),
            project.start(),
            plan.deadline(),
            plan.calendar(),
            plan.tasks().stream().map(task -> task.movedBy(days)).toList(),
            plan.links(),
            plan.budget(),
            null);
    PlanRules.check(moved);
    String said = Sentences.say("plan.edit.movedToStart", plan.start(), project.start());
    writer.replace(head, plan, moved, said, by);
  }

  /** The plan is locked before its project, as by everybody who writes a plan. */
  @EventListener
  public void on(ProjectToBeDated dated) {
    registers.lock(dated.projectKey());
  }

  /**
   * Start and deadline of a project that is being planned were changed in its data, and the plan
   * keeps to them.
   */
  @EventListener
  public void on(ProjectDated dated) {
    PlanStore.Head head = registers.lock(dated.projectKey());
    Project project = projects.get(dated.projectKey());
    WorkPlan plan = store.load(project);
    if (dated.startMoved() && !project.start().equals(plan.start())) {
      WorkPlan moved =
          new WorkPlan(
              plan.projectKey(),
              plan.version(),
              project.start(),
              plan.deadline(),
              plan.calendar(),
              plan.tasks(),
              plan.links(),
              plan.budget(),
              null);
      String said = Sentences.say("plan.edit.projectStart", plan.start(), project.start());
      writer.replace(head, plan, moved, said, dated.by());
      head = store.lock(project.key());
      plan = store.load(project);
    }
    if (!project.deadline().equals(plan.deadline())) {
      save(
          project,
          head,
          head.version(),
          List.of(
              PlanEdit.of(
                  PlanEdit.Kind.SET_PROJECT_DEADLINE,
                  null,
                  Map.of("deadline", project.deadline().toString()))),
          dated.by(),
          null);
    }
  }

  /** The deadlines in force of these projects by key, in one statement. */
  @Transactional(readOnly = true)
  public Map<String, LocalDate> deadlines(Collection<Project> projects) {
    return store.deadlines(projects);
  }

  private WorkPlan fresh(Project project, PlanStore.Head head, int expectedVersion) {
    if (head.version() != expectedVersion) {
      throw ConflictException.because("plan.stale");
    }
    return store.load(project);
  }

  /**
   * Notes how far a task is. Missing actual dates are filled in: a task that is under way began as
   * scheduled (or today), a task that is done finished today. The plan's version stays: progress
   * changes no plan.
   *
   * @param remainingMinutes working minutes still to do, or null for the share that percent leaves
   * @param forecastFinish when its owner expects to be done, or null; the schedule keeps to it
   * @throws RefusedException naming the value that cannot be
   */
  public void recordProgress(
      String projectKey,
      int task,
      int percent,
      LocalDate actualStart,
      LocalDate actualFinish,
      Long remainingMinutes,
      LocalDate forecastFinish,
      String by) {
    registers.lock(projectKey);
    Project project = projects.get(projectKey);
    if (project.phase() != Phase.TRACKING && project.phase() != Phase.CLOSING) {
      throw RefusedException.because("plan.progressPhase", projectKey);
    }
    project.mustRun();
    WorkPlan plan = store.load(project);
    PlanTask row = plan.task(task);
    if (row == null) {
      throw NotFoundException.because("plan.taskUnknown", String.valueOf(task));
    }
    String label = PlanRules.label(row);
    if (!authority.mayReport(project, row, by)) {
      throw RefusedException.forbidden(
          "plan.progressWho", label, users.nameOf(project.coordinator()));
    }
    if (plan.isSummary(task)) {
      throw RefusedException.because("plan.progressSummary", label);
    }
    LocalDate today = clock.today();
    LocalDate start = actualStart;
    LocalDate finish = actualFinish;
    if (percent < 0 || percent > 100) {
      throw RefusedException.ofField("percent", "plan.percent", label);
    }
    if (finish != null && percent < 100) {
      throw RefusedException.ofField("actualFinish", "plan.finishedNotDone", label);
    }
    if (percent == 100 && finish == null) {
      finish = row.actualFinish() != null ? row.actualFinish().toLocalDate() : today;
    }
    if (percent > 0 && start == null) {
      LocalDate planned =
          row.actualStart() != null
              ? row.actualStart().toLocalDate()
              : scheduler
                  .schedule(plan, null, calendars(plan))
                  .byNumber()
                  .get(task)
                  .start()
                  .toLocalDate();
      LocalDate latest = finish != null ? finish : today;
      start = planned.isAfter(latest) ? latest : planned;
    }
    if (start != null && start.isAfter(today)) {
      throw RefusedException.ofField("actualStart", "plan.future", start);
    }
    if (finish != null && finish.isAfter(today)) {
      throw RefusedException.ofField("actualFinish", "plan.future", finish);
    }
    PlanRules.day("actualStart", label, start);
    if (start != null && finish != null && finish.isBefore(start)) {
      throw RefusedException.ofField("actualFinish", "plan.actualOrder", label);
    }
    if (remainingMinutes != null
        && (remainingMinutes < 0
            || remainingMinutes > PlanRules.LONGEST_MINUTES
            || remainingMinutes == 0 && percent < 100
            || remainingMinutes > 0 && percent == 100)) {
      throw RefusedException.ofField("remaining", "plan.remaining", label);
    }
    LocalDateTime startedAt = start == null ? null : earlier(plan.calendar().startOf(start));
    LocalDateTime known = row.actualFinish();
    LocalDateTime finishedAt =
        finish == null
            ? null
            : known != null && known.toLocalDate().equals(finish)
                ? known
                : earlier(plan.calendar().endOf(finish));
    if (startedAt != null && finishedAt != null && finishedAt.isBefore(startedAt)) {
      finishedAt = startedAt;
    }
    store.saveProgress(
        projectKey,
        task,
        percent,
        startedAt,
        finishedAt,
        percent == 100 ? Long.valueOf(0) : remainingMinutes,
        percent == 100 ? null : forecastFinish);
  }

  private LocalDateTime earlier(LocalDateTime moment) {
    LocalDateTime now = clock.now();
    return moment.isAfter(now) && moment.toLocalDate().equals(now.toLocalDate()) ? now : moment;
  }

  /**
   * Planned cost of a task that has no children: effort (or duration) in hours x the owner's hourly
   * rate + fixed cost. Summaries cost nothing themselves: use {@link #plannedCosts} where there may
   * be some.
   */
  public BigDecimal plannedCost(PlanTask task, Project project) {
    TeamMember member = task.owner() == null ? null : project.member(task.owner());
    return cost(task, member == null ? BigDecimal.ZERO : member.hourlyRate());
  }

  private static BigDecimal cost(PlanTask task, BigDecimal rate) {
    return hours(task).multiply(rate).add(task.fixedCost()).setScale(2, RoundingMode.HALF_UP);
  }

  /** Person-hours of a task: its effort, or its duration where nobody estimated the effort. */
  static BigDecimal hours(PlanTask task) {
    return task.effortHours() != null
        ? task.effortHours()
        : BigDecimal.valueOf(task.durationMinutes())
            .divide(BigDecimal.valueOf(60), 4, RoundingMode.HALF_UP);
  }

  /**
   * Planned cost of every task by number; 0 for summaries, so that the values add up to the whole.
   * Where rates of the team change later, each day of a task costs by the rate of that day.
   */
  public Map<Integer, BigDecimal> plannedCosts(WorkPlan plan, Project project) {
    return costs(plan, project, null);
  }

  /** The same where the dates are known already. */
  Map<Integer, BigDecimal> plannedCosts(WorkPlan plan, Project project, Schedule schedule) {
    return costs(plan, project, schedule);
  }

  private Map<Integer, BigDecimal> costs(WorkPlan plan, Project project, Schedule known) {
    Set<Integer> summaries =
        plan.tasks().stream()
            .map(PlanTask::parent)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    MemberRates.OfProject rates = memberRates.of(project);
    PlannedRates planned =
        rates.later().isEmpty()
            ? null
            : new PlannedRates(
                rates, plan.calendar(), known == null ? schedule(plan, project) : known);
    Map<String, BigDecimal> constant = new HashMap<>();
    project.team().forEach(member -> constant.put(member.username(), member.hourlyRate()));
    Map<Integer, BigDecimal> costs = new LinkedHashMap<>();
    for (PlanTask task : plan.tasks()) {
      costs.put(
          task.number(),
          summaries.contains(task.number())
              ? BigDecimal.ZERO.setScale(2)
              : cost(
                  task,
                  planned != null
                      ? planned.of(task)
                      : constant.getOrDefault(
                          Objects.toString(task.owner(), ""), BigDecimal.ZERO)));
    }
    return costs;
  }

  /** Planned cost of the whole plan. */
  public BigDecimal plannedCost(WorkPlan plan, Project project) {
    return plannedCosts(plan, project).values().stream()
        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }
}
