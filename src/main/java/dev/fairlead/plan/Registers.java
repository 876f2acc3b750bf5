package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.project.History;
import dev.fairlead.project.Phase;
import dev.fairlead.project.Project;
import dev.fairlead.project.Projects;
import dev.fairlead.shared.ConflictException;
import dev.fairlead.shared.NotFoundException;
import dev.fairlead.shared.ReadOnce;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Seen;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The registers of a project beside its tasks: systems, risks, budget lines. The coordinator keeps
 * them until the project is closed; budget lines rest once the plan is submitted, since their sum
 * is what managers approve.
 */
@Service
@Transactional
public class Registers {
  private static final int MOST_TASKS_OF_RISK = 100;

  private final ReadOnce<String, List<PlanSystem>> systems = new ReadOnce<>();
  private final ReadOnce<String, List<Risk>> risks = new ReadOnce<>();
  private final ReadOnce<String, List<BudgetLine>> lines = new ReadOnce<>();
  private final JdbcClient jdbc;
  private final PlanStore store;
  private final Projects projects;
  private final Users users;
  private final Authority authority;
  private final RiskMeasures measures;
  private final LineUses lineUses;
  private final RegisterHistory told;
  private final ApplicationEventPublisher events;

  Registers(
      JdbcClient jdbc,
      PlanStore store,
      Projects projects,
      Users users,
      Authority authority,
      RiskMeasures measures,
      LineUses lineUses,
      RegisterHistory told,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.store = store;
    this.projects = projects;
    this.users = users;
    this.authority = authority;
    this.measures = measures;
    this.lineUses = lineUses;
    this.told = told;
    this.events = events;
  }

  @Transactional(readOnly = true)
  public List<PlanSystem> systems(String projectKey) {
    return systems.find(projectKey, this::readSystems).orElseThrow();
  }

  private Optional<List<PlanSystem>> readSystems(String projectKey) {
    return Optional.of(
        jdbc.sql(
                "select number, name, action, owner, environment, criticality, maintenance_window, blackout_from,"
                    + " blackout_until from plan_system where project_key = ? order by number")
            .param(projectKey)
            .query(PlanSystem.class)
            .list());
  }

  @Transactional(readOnly = true)
  public List<Risk> risks(String projectKey) {
    return risks.find(projectKey, this::readRisks).orElseThrow();
  }

  private Optional<List<Risk>> readRisks(String projectKey) {
    return Optional.of(
        jdbc.sql(
                "select r.number, chance, title, cause, event, effect, category, likelihood, impact, proximity, owner,"
                    + " response, residual_likelihood, residual_impact, cost, next_review, status, delay_low,"
                    + " delay_likely, delay_high, delay_tasks, m.id as measure, m.text, m.responsible, m.due, m.done_on,"
                    + " m.done_by from risk r left join risk_measure m on m.project_key = r.project_key"
                    + " and m.risk = r.number where r.project_key = ? order by r.number, m.id")
            .param(projectKey)
            .query(Registers::collectRisks));
  }

  @Transactional(readOnly = true)
  public List<BudgetLine> budgetLines(String projectKey) {
    return lines.find(projectKey, this::readLines).orElseThrow();
  }

  private Optional<List<BudgetLine>> readLines(String projectKey) {
    return Optional.of(
        jdbc.sql(
                "select number, name, category, amount from budget_line where project_key = ? order by number")
            .param(projectKey)
            .query(BudgetLine.class)
            .list());
  }

  /**
   * Saves a system from a form.
   *
   * @param seen {@link PlanSystem#seen()} of the system that the form showed; nothing of a new one
   * @throws ConflictException when somebody changed it meanwhile
   */
  public int saveSystem(String projectKey, PlanSystem system, String seen, String by) {
    Project project = guard(projectKey, by);
    if (system.number() != 0) {
      PlanSystem now = system(projectKey, system.number());
      Seen.mustBe(
          now.seen(),
          seen,
          "plan.systemMeanwhile",
          String.valueOf(now.number()),
          now.name(),
          told.otherwise(now, system));
    }
    return save(project, system, by);
  }

  private PlanSystem system(String projectKey, int number) {
    return systems(projectKey).stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow(() -> NotFoundException.because("plan.systemMissing", String.valueOf(number)));
  }

  /** Saves a system; number 0 for a new one. Returns its number. */
  public int saveSystem(String projectKey, PlanSystem system, String by) {
    return save(guard(projectKey, by), system, by);
  }

  private int save(Project project, PlanSystem system, String by) {
    String projectKey = project.key();
    text("name", system.name(), 120, true);
    text("environment", system.environment(), 120, false);
    text("maintenanceWindow", system.maintenanceWindow(), 200, false);
    missing("action", system.action());
    missing("criticality", system.criticality());
    person("owner", system.owner());
    PlanRules.day("blackoutFrom", system.name(), system.blackoutFrom());
    PlanRules.day("blackoutUntil", system.name(), system.blackoutUntil());
    if ((system.blackoutFrom() == null) != (system.blackoutUntil() == null)
        || system.blackoutFrom() != null
            && system.blackoutUntil().isBefore(system.blackoutFrom())) {
      throw RefusedException.ofField("blackoutUntil", "plan.blackoutDates");
    }
    String name = clean(system.name());
    String nameKey = Systems.key(name);
    PlanSystem was = system.number() == 0 ? null : system(projectKey, system.number());
    int number = was == null ? next(project, "next_system") : was.number();
    boolean twice =
        jdbc.sql(
                    "select count(*) from plan_system where project_key = ? and name_key = ? and number <> ?")
                .params(projectKey, nameKey, number)
                .query(Long.class)
                .single()
            > 0;
    if (twice) {
      throw RefusedException.ofField("name", "plan.systemTwice", name);
    }
    if (system.number() == 0) {
      jdbc.sql(
              "insert into plan_system (name, name_key, action, owner, environment, criticality, maintenance_window,"
                  + " blackout_from, blackout_until, project_key, number) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(systemValues(projectKey, system, name, nameKey, number))
          .update();
      changed(projectKey);
    } else {
      changed(
          projectKey,
          jdbc.sql(
                  "update plan_system set name = ?, name_key = ?, action = ?, owner = ?, environment = ?,"
                      + " criticality = ?, maintenance_window = ?, blackout_from = ?, blackout_until = ?"
                      + " where project_key = ? and number = ?")
              .params(systemValues(projectKey, system, name, nameKey, number))
              .update(),
          "plan.systemMissing",
          number);
    }
    PlanSystem kept =
        new PlanSystem(
            number,
            name,
            system.action(),
            blankToNull(system.owner()),
            clean(system.environment()),
            system.criticality(),
            clean(system.maintenanceWindow()),
            system.blackoutFrom(),
            system.blackoutUntil());
    told.system(projectKey, was, kept, by);
    return number;
  }

  private static List<Object> systemValues(
      String key, PlanSystem system, String name, String nameKey, int number) {
    return java.util.Arrays.asList(
        name,
        nameKey,
        system.action().name(),
        blankToNull(system.owner()),
        clean(system.environment()),
        system.criticality().name(),
        clean(system.maintenanceWindow()),
        system.blackoutFrom(),
        system.blackoutUntil(),
        key,
        number);
  }

  /**
   * Saves a risk from a form.
   *
   * @param seen {@link Risk#seen()} of the risk that the form showed; nothing of a new one
   * @throws ConflictException when somebody changed, reviewed or marked it meanwhile
   */
  public int saveRisk(String projectKey, Risk risk, String seen, String by) {
    Project project = guard(projectKey, by);
    if (risk.number() != 0) {
      Risk now = risk(projectKey, risk.number());
      Seen.mustBe(
          now.seen(),
          seen,
          "plan.riskMeanwhile",
          String.valueOf(now.number()),
          now.title(),
          Sentences.say("plan.screen.risk." + now.status()),
          now.level());
    }
    return save(project, risk, by);
  }

  public int saveRisk(String projectKey, Risk risk, String by) {
    return save(guard(projectKey, by), risk, by);
  }

  private int save(Project project, Risk risk, String by) {
    String projectKey = project.key();
    text("title", risk.title(), 200, true);
    text("cause", risk.cause(), 1000, false);
    text("event", risk.event(), 1000, false);
    text("effect", risk.effect(), 1000, false);
    text("category", risk.category(), 60, false);
    text("proximity", risk.proximity(), 60, false);
    grade("likelihood", risk.likelihood());
    grade("impact", risk.impact());
    if (risk.residualLikelihood() != null) {
      grade("residualLikelihood", risk.residualLikelihood());
    }
    if (risk.residualImpact() != null) {
      grade("residualImpact", risk.residualImpact());
    }
    missing("status", risk.status());
    person("owner", risk.owner());
    if (risk.response() != null && !Risk.Response.to(risk.chance()).contains(risk.response())) {
      throw RefusedException.ofField(
          "response",
          risk.chance() ? "plan.responseToChance" : "plan.responseToThreat",
          Sentences.say("plan.screen.response." + risk.response()));
    }
    measures.check(risk.measures());
    money("cost", risk.cost(), false);
    delay(projectKey, risk);
    PlanRules.day("nextReview", risk.title(), risk.nextReview());
    if (risk.status() == Risk.RiskStatus.OCCURRED
        && (risk.number() == 0
            || risk(projectKey, risk.number()).status() != Risk.RiskStatus.OCCURRED)) {
      throw RefusedException.ofField("status", "plan.riskOccurredBy");
    }
    Risk was = risk.number() == 0 ? null : risk(projectKey, risk.number());
    int number = was == null ? next(project, "next_risk") : was.number();
    List<Object> values =
        java.util.Arrays.asList(
            risk.chance(),
            clean(risk.title()),
            lines(risk.cause()),
            lines(risk.event()),
            lines(risk.effect()),
            clean(risk.category()),
            risk.likelihood(),
            risk.impact(),
            clean(risk.proximity()),
            blankToNull(risk.owner()),
            risk.response() == null ? null : risk.response().name(),
            risk.residualLikelihood(),
            risk.residualImpact(),
            risk.cost(),
            risk.nextReview(),
            risk.status().name(),
            risk.delay() == null ? null : risk.delay().estimate().optimisticMinutes(),
            risk.delay() == null ? null : risk.delay().estimate().mostLikelyMinutes(),
            risk.delay() == null ? null : risk.delay().estimate().pessimisticMinutes(),
            risk.delay() == null
                ? ""
                : risk.delay().tasks().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(",")),
            projectKey,
            number);
    if (risk.number() == 0) {
      jdbc.sql(
              "insert into risk (chance, title, cause, event, effect, category, likelihood, impact, proximity, owner,"
                  + " response, residual_likelihood, residual_impact, cost, next_review, status, delay_low,"
                  + " delay_likely, delay_high, delay_tasks, project_key, number)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(values)
          .update();
    } else {
      changed(
          projectKey,
          jdbc.sql(
                  "update risk set chance = ?, title = ?, cause = ?, event = ?, effect = ?, category = ?,"
                      + " likelihood = ?, impact = ?, proximity = ?, owner = ?, response = ?, residual_likelihood = ?,"
                      + " residual_impact = ?, cost = ?, next_review = ?, status = ?, delay_low = ?, delay_likely = ?,"
                      + " delay_high = ?, delay_tasks = ? where project_key = ? and number = ?")
              .params(values)
              .update(),
          "plan.riskMissing",
          number);
    }
    measures.save(projectKey, number, risk.measures());
    changed(projectKey);
    tell(projectKey, was, risk(projectKey, number), by);
    return number;
  }

  private void tell(String projectKey, Risk was, Risk is, String by) {
    told.risk(projectKey, was, is, store.calendars(List.of(projectKey)).get(projectKey), by);
  }

  /**
   * Keeps that a measure is done. Besides the coordinator, whoever is responsible for it says so.
   */
  public void measureDone(String projectKey, int number, long measure, String by) {
    lock(projectKey);
    Project project = projects.get(projectKey);
    RiskMeasure found =
        risk(projectKey, number).measures().stream()
            .filter(one -> one.id() == measure)
            .findFirst()
            .orElseThrow(
                () -> NotFoundException.because("plan.measureMissing", String.valueOf(number)));
    if (!authority.finishes(project, by).test(found)) {
      throw RefusedException.forbidden(
          "plan.measureWho", users.nameOf(project.coordinator()), project.key());
    }
    authority.open(project);
    measures.done(found, by);
    changed(projectKey);
    told.risk(
        projectKey,
        number,
        Sentences.say(
            "plan.history.measureDone",
            found.text(),
            String.valueOf(number),
            risk(projectKey, number).title()),
        by);
  }

  /** The open measures of these risks that this person may say to be done now, by their ids. */
  @Transactional(readOnly = true)
  public Set<Long> measuresToFinish(Project project, List<Risk> risks, String by) {
    if (project.phase() == Phase.CLOSED || project.isPaused()) {
      return Set.of();
    }
    return risks.stream()
        .flatMap(risk -> risk.measures().stream())
        .filter(measure -> !measure.isDone())
        .filter(authority.finishes(project, by))
        .map(RiskMeasure::id)
        .collect(Collectors.toSet());
  }

  /** Refuses a delay that cannot be; tasks are looked at only where some are named. */
  private void delay(String projectKey, Risk risk) {
    if (risk.delay() == null) {
      return;
    }
    ThreePointEstimate estimate = risk.delay().estimate();
    if (!estimate.isOrdered()
        || estimate.optimisticMinutes() < 0
        || estimate.pessimisticMinutes() > PlanRules.LONGEST_MINUTES) {
      throw RefusedException.ofField("delayLikely", "plan.riskDelay");
    }
    if (risk.delay().tasks().size() > MOST_TASKS_OF_RISK) {
      throw RefusedException.ofField("delayTasks", "plan.riskTasks", MOST_TASKS_OF_RISK);
    }
    if (!risk.delay().tasks().isEmpty()) {
      Set<Integer> known =
          Set.copyOf(
              jdbc.sql(
                      "select number from plan_task t where project_key = ? and not exists (select 1 from"
                          + " plan_task c where c.project_key = t.project_key and c.parent = t.number)")
                  .param(projectKey)
                  .query(Integer.class)
                  .list());
      for (int task : risk.delay().tasks()) {
        if (!known.contains(task)) {
          throw RefusedException.ofField("delayTasks", "plan.riskTask", String.valueOf(task));
        }
      }
    }
  }

  /** A row for each measure, and one for a risk without any. */
  private static List<Risk> collectRisks(ResultSet rows) throws SQLException {
    List<Risk> risks = new ArrayList<>();
    List<RiskMeasure> measures = List.of();
    int number = 0;
    while (rows.next()) {
      if (rows.getInt("number") != number) {
        number = rows.getInt("number");
        measures = new ArrayList<>();
        risks.add(toRisk(rows, Collections.unmodifiableList(measures)));
      }
      if (rows.getObject("measure") != null) {
        measures.add(
            new RiskMeasure(
                rows.getLong("measure"),
                rows.getString("text"),
                rows.getString("responsible"),
                rows.getObject("due", LocalDate.class),
                rows.getObject("done_on", LocalDate.class),
                rows.getString("done_by")));
      }
    }
    return risks;
  }

  private static Risk toRisk(ResultSet row, List<RiskMeasure> measures) throws SQLException {
    String response = row.getString("response");
    Long likely = row.getObject("delay_likely", Long.class);
    String tasks = row.getString("delay_tasks");
    return new Risk(
        row.getInt("number"),
        row.getBoolean("chance"),
        row.getString("title"),
        row.getString("cause"),
        row.getString("event"),
        row.getString("effect"),
        row.getString("category"),
        row.getInt("likelihood"),
        row.getInt("impact"),
        row.getString("proximity"),
        row.getString("owner"),
        response == null ? null : Risk.Response.valueOf(response),
        measures,
        row.getObject("residual_likelihood", Integer.class),
        row.getObject("residual_impact", Integer.class),
        row.getBigDecimal("cost"),
        row.getObject("next_review", LocalDate.class),
        Risk.RiskStatus.valueOf(row.getString("status")),
        likely == null
            ? null
            : new Risk.Delay(
                new ThreePointEstimate(row.getLong("delay_low"), likely, row.getLong("delay_high")),
                tasks.isEmpty()
                    ? List.of()
                    : Arrays.stream(tasks.split(",")).map(Integer::valueOf).toList()));
  }

  /**
   * Saves a line of the budget from a form.
   *
   * @param seen {@link BudgetLine#seen()} of the line that the form showed; nothing of a new one
   * @throws ConflictException when somebody changed it meanwhile
   */
  public int saveBudgetLine(String projectKey, BudgetLine line, String seen, String by) {
    Project project = guard(projectKey, by);
    if (line.number() != 0) {
      BudgetLine now = line(projectKey, line.number());
      Seen.mustBe(now.seen(), seen, "plan.lineMeanwhile", now.name(), told.otherwise(now, line));
    }
    return save(project, line, by);
  }

  private BudgetLine line(String projectKey, int number) {
    return budgetLines(projectKey).stream()
        .filter(one -> one.number() == number)
        .findFirst()
        .orElseThrow(() -> NotFoundException.because("plan.lineMissing", String.valueOf(number)));
  }

  public int saveBudgetLine(String projectKey, BudgetLine line, String by) {
    return save(guard(projectKey, by), line, by);
  }

  private int save(Project project, BudgetLine line, String by) {
    String projectKey = project.key();
    authority.planning(project);
    check(line);
    BudgetLine was = line.number() == 0 ? null : line(projectKey, line.number());
    int number = was == null ? next(project, "next_line") : was.number();
    BudgetLine kept =
        new BudgetLine(number, clean(line.name()), clean(line.category()), line.amount());
    if (line.number() == 0) {
      insert(projectKey, kept);
    } else if (update(projectKey, kept) == 0) {
      throw NotFoundException.because("plan.lineMissing", String.valueOf(number));
    }
    changed(projectKey);
    told.line(projectKey, was, kept, by);
    return number;
  }

  /** Refuses a line whose name, category or amount cannot be. */
  static void check(BudgetLine line) {
    text("name", line.name(), 120, true);
    text("category", line.category(), 60, false);
    money("amount", line.amount(), true);
  }

  private void insert(String projectKey, BudgetLine line) {
    jdbc.sql(
            "insert into budget_line (name, category, amount, project_key, number) values (?, ?, ?, ?, ?)")
        .params(line.name(), line.category(), line.amount(), projectKey, line.number())
        .update();
  }

  private int update(String projectKey, BudgetLine line) {
    return jdbc.sql(
            "update budget_line set name = ?, category = ?, amount = ? where project_key = ? and number = ?")
        .params(line.name(), line.category(), line.amount(), projectKey, line.number())
        .update();
  }

  /** The plan beside the lines of its budget. */
  WorkPlan withLines(WorkPlan plan) {
    int next =
        jdbc.sql("select next_line from work_plan where project_key = ?")
            .param(plan.projectKey())
            .query(Integer.class)
            .optional()
            .orElse(1);
    return plan.withLines(new BudgetLines(budgetLines(plan.projectKey()), next));
  }

  /**
   * Writes what differs between the lines of two states of a locked plan.
   *
   * @param change id of the change request that asked for it, or null
   */
  void saveLines(WorkPlan before, WorkPlan after, String by, String change) {
    if (Objects.equals(before.lines(), after.lines())) {
      return;
    }
    String key = before.projectKey();
    mustBeUnused(before, after);
    for (BudgetLine line : before.lines().all()) {
      if (after.lines().line(line.number()) == null) {
        jdbc.sql("delete from budget_line where project_key = ? and number = ?")
            .params(key, line.number())
            .update();
      }
    }
    for (BudgetLine line : after.lines().all()) {
      BudgetLine was = before.lines().line(line.number());
      if (was == null) {
        insert(key, line);
      } else if (!was.equals(line)) {
        update(key, line);
      }
    }
    jdbc.sql("update work_plan set next_line = ? where project_key = ?")
        .params(after.lines().next(), key)
        .update();
    changed(key);
    told.lines(before.lines(), after.lines(), key, by, change);
  }

  /**
   * Refuses to drop lines of the budget on which something is booked.
   *
   * @param after a plan of the same project, with fewer lines
   */
  @Transactional(readOnly = true, noRollbackFor = RefusedException.class)
  public void mustBeUnused(WorkPlan before, WorkPlan after) {
    for (BudgetLine line : before.lines().all()) {
      if (after.lines().line(line.number()) == null) {
        long uses = lineUses.of(before.projectKey(), line.number());
        if (uses > 0) {
          throw RefusedException.ofField("line", "plan.lineBooked", line.name(), uses);
        }
      }
    }
  }

  public void removeSystem(String projectKey, int number, String by) {
    Project project = guard(projectKey, by);
    authority.planning(project);
    unused("system_number", projectKey, number, "plan.systemUsed");
    PlanSystem was = system(projectKey, number);
    remove("plan_system", projectKey, number, "plan.systemMissing");
    told.system(projectKey, was, null, by);
  }

  /**
   * Takes a risk away that was entered by mistake; once the plan is approved a risk is closed
   * instead.
   */
  public void removeRisk(String projectKey, int number, String by) {
    Project project = guard(projectKey, by);
    authority.planning(project);
    Risk was = risk(projectKey, number);
    remove("risk", projectKey, number, "plan.riskMissing");
    tell(projectKey, was, null, by);
  }

  public void removeBudgetLine(String projectKey, int number, String by) {
    Project project = guard(projectKey, by);
    authority.planning(project);
    unused("budget_line", projectKey, number, "plan.lineUsed");
    BudgetLine was = line(projectKey, number);
    remove("budget_line", projectKey, number, "plan.lineMissing");
    told.line(projectKey, was, null, by);
  }

  /** What a line of a register is called; empty where it is gone. */
  @Transactional(readOnly = true)
  public Optional<String> nameOf(String projectKey, History.Register register, int number) {
    return switch (register) {
      case SYSTEM ->
          systems(projectKey).stream()
              .filter(system -> system.number() == number)
              .map(PlanSystem::name)
              .findFirst();
      case RISK ->
          risks(projectKey).stream()
              .filter(risk -> risk.number() == number)
              .map(Risk::title)
              .findFirst();
      case BUDGET_LINE ->
          budgetLines(projectKey).stream()
              .filter(line -> line.number() == number)
              .map(BudgetLine::name)
              .findFirst();
      case ACTION, STAKEHOLDER -> Optional.empty(); // kept in other rooms
    };
  }

  /** The open threat of the highest level. Chances are no danger, however likely they are. */
  @Transactional(readOnly = true)
  public Optional<Risk> highestThreat(String projectKey) {
    return risks(projectKey).stream()
        .filter(risk -> risk.isOpen() && !risk.chance())
        .max(Comparator.comparingInt(Risk::level));
  }

  /** Level of the highest open threat, 0 when there is none. */
  @Transactional(readOnly = true)
  public int highestOpenRisk(String projectKey) {
    return highestThreat(projectKey).map(Risk::level).orElse(0);
  }

  /** What the open risks would cost, each weighed with its likelihood; chances do not count. */
  @Transactional(readOnly = true)
  public BigDecimal exposure(String projectKey) {
    return risks(projectKey).stream()
        .filter(risk -> risk.isOpen() && !risk.chance() && risk.cost() != null)
        .map(risk -> risk.cost().multiply(BigDecimal.valueOf(risk.percent())).movePointLeft(2))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * How much the business depends on the most critical system that the project touches; LOW when
   * there is none.
   */
  @Transactional(readOnly = true)
  public Criticality highestCriticality(String projectKey) {
    return systems(projectKey).stream()
        .map(PlanSystem::criticality)
        .max(Comparator.naturalOrder())
        .orElse(Criticality.LOW);
  }

  /** Marks a risk as occurred and tells the other rooms by {@link RiskOccurred}. */
  public void riskOccurred(String projectKey, int number, String by) {
    guard(projectKey, by);
    Risk was = risk(projectKey, number);
    occurred(projectKey, number, by);
    tell(projectKey, was, risk(projectKey, number), by);
  }

  /** As {@link #riskOccurred}, also for the owner of the risk, who says so in its review. */
  void occurred(String projectKey, int number, String by) {
    Risk risk = risk(projectKey, number);
    if (!risk.isOpen()) {
      throw ConflictException.because("plan.riskNotOpen", String.valueOf(number), risk.title());
    }
    jdbc.sql("update risk set status = 'OCCURRED' where project_key = ? and number = ?")
        .params(projectKey, number)
        .update();
    changed(projectKey);
    events.publishEvent(new RiskOccurred(projectKey, risk, by));
  }

  private Risk risk(String projectKey, int number) {
    return risks(projectKey).stream()
        .filter(risk -> risk.number() == number)
        .findFirst()
        .orElseThrow(() -> NotFoundException.because("plan.riskMissing", String.valueOf(number)));
  }

  /**
   * Keeps others from writing this plan and these registers until the transaction ends. What this
   * transaction read of them and of their project before is read anew, so that nothing is decided
   * by what is over. The plan is locked first: who writes it then writes its project, too.
   */
  PlanStore.Head lock(String projectKey) {
    PlanStore.Head head = store.lock(projectKey);
    projects.changed(projectKey);
    changed(projectKey);
    return head;
  }

  private Project guard(String projectKey, String by) {
    lock(projectKey);
    Project project = projects.get(projectKey);
    authority.coordinator(project, by);
    authority.open(project);
    return project;
  }

  private int next(Project project, String counter) {
    int number =
        jdbc.sql("select " + counter + " from work_plan where project_key = ?")
            .param(project.key())
            .query(Integer.class)
            .single();
    jdbc.sql("update work_plan set " + counter + " = ? where project_key = ?")
        .params(number + 1, project.key())
        .update();
    return number;
  }

  private void unused(String column, String projectKey, int number, String code) {
    long tasks =
        jdbc.sql("select count(*) from plan_task where project_key = ? and " + column + " = ?")
            .params(projectKey, number)
            .query(Long.class)
            .single();
    if (tasks > 0) {
      throw RefusedException.because(code, String.valueOf(number), tasks);
    }
  }

  private void remove(String table, String projectKey, int number, String code) {
    changed(
        projectKey,
        jdbc.sql("delete from " + table + " where project_key = ? and number = ?")
            .params(projectKey, number)
            .update(),
        code,
        number);
  }

  /** For whoever writes a row of these registers: they are read anew. */
  void changed(String projectKey) {
    systems.forget(projectKey);
    risks.forget(projectKey);
    lines.forget(projectKey);
  }

  private void changed(String projectKey, int rows, String code, int number) {
    changed(projectKey);
    if (rows == 0) {
      throw NotFoundException.because(code, String.valueOf(number));
    }
  }

  private void person(String field, String username) {
    if (username != null && !username.isBlank() && users.find(username).isEmpty()) {
      throw RefusedException.ofField(field, "plan.personUnknown", username);
    }
  }

  private static void text(String field, String value, int longest, boolean needed) {
    if (needed && (value == null || value.isBlank())) {
      throw RefusedException.ofField(field, "plan.missing", Sentences.say("plan.field." + field));
    }
    if (value != null && value.strip().length() > longest) {
      throw RefusedException.ofField(
          field, "plan.tooLong", Sentences.say("plan.field." + field), longest);
    }
  }

  private static void missing(String field, Object value) {
    if (value == null) {
      throw RefusedException.ofField(field, "plan.missing", Sentences.say("plan.field." + field));
    }
  }

  private static void grade(String field, int value) {
    if (value < 1 || value > 5) {
      throw RefusedException.ofField(field, "plan.grade", Sentences.say("plan.field." + field));
    }
  }

  private static void money(String field, BigDecimal value, boolean needed) {
    if (value == null ? needed : value.signum() < 0 || value.compareTo(PlanRules.MOST_MONEY) > 0) {
      throw RefusedException.ofField(field, "plan.money", Sentences.say("plan.field." + field));
    }
  }

  private static String blankToNull(String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String clean(String value) {
    return value == null ? "" : value.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static String lines(String value) {
    return value == null ? "" : value.replaceAll("[\\p{Cntrl}&&[^\n]]+", "").strip();
  }
}
