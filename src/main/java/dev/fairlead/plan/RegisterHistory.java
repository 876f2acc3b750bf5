package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.project.FieldChanges;
import dev.fairlead.project.History;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.WorkingCalendar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Says what differs between two states of a system, a risk or a line of the budget, by field. */
@Component
class RegisterHistory {
  private static final FieldChanges CHANGES = new FieldChanges("plan.field.");

  private final History history;
  private final Users users;

  RegisterHistory(History history, Users users) {
    this.history = history;
    this.users = users;
  }

  /** What now stands in the fields in which somebody's form says something else. */
  String otherwise(PlanSystem now, PlanSystem typed) {
    return CHANGES.otherwise(now, typed, systemFields());
  }

  /** The same of a line of the budget. */
  String otherwise(BudgetLine now, BudgetLine typed) {
    return CHANGES.otherwise(now, typed, lineFields());
  }

  /**
   * Notes what became of a system; nothing where nothing was changed.
   *
   * @param was null where it is new
   * @param is null where it was removed
   */
  void system(String projectKey, PlanSystem was, PlanSystem is, String by) {
    PlanSystem one = is == null ? was : is;
    String said = CHANGES.told("plan.history.system.", one.name(), was, is, systemFields());
    if (said != null) {
      History.About about = new History.About(History.Register.SYSTEM, one.number(), null);
      history.note(projectKey, by, List.of(new History.Told(about, said)));
    }
  }

  /**
   * The same of a risk.
   *
   * @param calendar by which its delay is told in working days
   */
  void risk(String projectKey, Risk was, Risk is, WorkingCalendar calendar, String by) {
    Risk one = is == null ? was : is;
    String said = CHANGES.told("plan.history.risk.", one.title(), was, is, riskFields(calendar));
    if (said != null) {
      risk(projectKey, one.number(), said, by);
    }
  }

  /** Notes a sentence about a risk. */
  void risk(String projectKey, int number, String said, String by) {
    History.About about = new History.About(History.Register.RISK, number, null);
    history.note(projectKey, by, List.of(new History.Told(about, said)));
  }

  /** The same of a line of the budget. */
  void line(String projectKey, BudgetLine was, BudgetLine is, String by) {
    history.note(projectKey, by, told(was, is, null));
  }

  /**
   * Notes what became of all lines of a budget, in one statement.
   *
   * @param change id of the change request that asked for it, or null
   */
  void lines(BudgetLines before, BudgetLines after, String projectKey, String by, String change) {
    Set<Integer> numbers = new TreeSet<>();
    before.all().forEach(line -> numbers.add(line.number()));
    after.all().forEach(line -> numbers.add(line.number()));
    history.note(
        projectKey,
        by,
        numbers.stream()
            .flatMap(number -> told(before.line(number), after.line(number), change).stream())
            .toList());
  }

  private static List<History.Told> told(BudgetLine was, BudgetLine is, String change) {
    BudgetLine one = is == null ? was : is;
    String said = said(was, is);
    return said == null
        ? List.of()
        : List.of(
            new History.Told(
                new History.About(History.Register.BUDGET_LINE, one.number(), change), said));
  }

  /** What became of a line of the budget, in one sentence; null where nothing did. */
  static String said(BudgetLine was, BudgetLine is) {
    BudgetLine one = is == null ? was : is;
    return CHANGES.told("plan.history.line.", one.name(), was, is, lineFields());
  }

  /** What became of a system of a plan, in one sentence; null where nothing did. */
  static String said(PlannedSystem was, PlannedSystem is) {
    PlannedSystem one = is == null ? was : is;
    Map<String, Function<PlannedSystem, Object>> fields = new LinkedHashMap<>();
    fields.put("name", PlannedSystem::name);
    fields.put("action", system -> said("plan.screen.action.", system.action()));
    fields.put("criticality", system -> said("plan.screen.criticality.", system.criticality()));
    return CHANGES.told("plan.history.system.", one.name(), was, is, fields);
  }

  /** What people see of a system, by the names of the fields. */
  private Map<String, Function<PlanSystem, Object>> systemFields() {
    Map<String, Function<PlanSystem, Object>> fields = new LinkedHashMap<>();
    fields.put("name", PlanSystem::name);
    fields.put("action", one -> said("plan.screen.action.", one.action()));
    fields.put("owner", one -> one.owner() == null ? "" : users.nameOf(one.owner()));
    fields.put("criticality", one -> said("plan.screen.criticality.", one.criticality()));
    fields.put("environment", PlanSystem::environment);
    fields.put("maintenanceWindow", PlanSystem::maintenanceWindow);
    fields.put("blackoutFrom", PlanSystem::blackoutFrom);
    fields.put("blackoutUntil", PlanSystem::blackoutUntil);
    return fields;
  }

  /** The same of a risk. */
  private Map<String, Function<Risk, Object>> riskFields(WorkingCalendar calendar) {
    Map<String, Function<Risk, Object>> fields = new LinkedHashMap<>();
    fields.put("title", Risk::title);
    fields.put(
        "chance", one -> Sentences.say(one.chance() ? "plan.screen.chance" : "plan.screen.threat"));
    fields.put("cause", Risk::cause);
    fields.put("event", Risk::event);
    fields.put("effect", Risk::effect);
    fields.put("likelihood", Risk::likelihood);
    fields.put("impact", Risk::impact);
    fields.put("status", one -> said("plan.screen.risk.", one.status()));
    fields.put("owner", one -> one.owner() == null ? "" : users.nameOf(one.owner()));
    fields.put("response", one -> said("plan.screen.response.", one.response()));
    fields.put(
        "measures",
        one -> one.measures().stream().map(this::measure).collect(Collectors.joining(" / ")));
    fields.put("nextReview", Risk::nextReview);
    fields.put("residualLikelihood", Risk::residualLikelihood);
    fields.put("residualImpact", Risk::residualImpact);
    fields.put("category", Risk::category);
    fields.put("proximity", Risk::proximity);
    fields.put("cost", Risk::cost);
    fields.put("delay", one -> one.delay() == null ? "" : days(one.delay().estimate(), calendar));
    fields.put(
        "delayTasks",
        one ->
            one.delay() == null
                ? ""
                : one.delay().tasks().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ")));
    return fields;
  }

  private static String days(ThreePointEstimate estimate, WorkingCalendar calendar) {
    return Stream.of(
            estimate.optimisticMinutes(),
            estimate.mostLikelyMinutes(),
            estimate.pessimisticMinutes())
        .distinct()
        .map(minutes -> PlanEdits.days(minutes, calendar))
        .collect(Collectors.joining(" / "));
  }

  private String measure(RiskMeasure measure) {
    List<String> about = new ArrayList<>();
    if (measure.responsible() != null) {
      about.add(users.nameOf(measure.responsible()));
    }
    if (measure.due() != null) {
      about.add(Sentences.day(measure.due()));
    }
    if (measure.isDone()) {
      about.add(Sentences.say("plan.history.measureIsDone"));
    }
    return measure.text() + (about.isEmpty() ? "" : " (" + String.join(", ", about) + ")");
  }

  private static String said(String code, Enum<?> value) {
    return value == null ? "" : Sentences.say(code + value);
  }

  private static Map<String, Function<BudgetLine, Object>> lineFields() {
    Map<String, Function<BudgetLine, Object>> fields = new LinkedHashMap<>();
    fields.put("name", BudgetLine::name);
    fields.put("category", BudgetLine::category);
    fields.put("amount", BudgetLine::amount);
    return fields;
  }
}
