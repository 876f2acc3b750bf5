package dev.fairlead.plan;

import dev.fairlead.people.Users;
import dev.fairlead.project.History;
import dev.fairlead.shared.Sentences;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says what differs between two states of a system or of a line of the budget, field by field. */
@Component
class RegisterHistory {
  private final History history;
  private final Users users;

  RegisterHistory(History history, Users users) {
    this.history = history;
    this.users = users;
  }

  /** What now stands in the fields in which somebody's form says something else. */
  String otherwise(PlanSystem now, PlanSystem typed) {
    return otherwise(now, typed, systemFields());
  }

  /** The same of a line of the budget. */
  String otherwise(BudgetLine now, BudgetLine typed) {
    return otherwise(now, typed, lineFields());
  }

  /**
   * Notes what became of a system; nothing where nothing was changed.
   *
   * @param was null where it is new
   * @param is null where it was removed
   */
  void system(String projectKey, PlanSystem was, PlanSystem is, String by) {
    PlanSystem one = is == null ? was : is;
    String said = told("plan.history.system.", one.name(), was, is, systemFields());
    if (said != null) {
      History.About about = new History.About(History.Register.SYSTEM, one.number(), null);
      history.note(projectKey, by, List.of(new History.Told(about, said)));
    }
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
    return told("plan.history.line.", one.name(), was, is, lineFields());
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

  private static <T> String otherwise(T now, T typed, Map<String, Function<T, Object>> fields) {
    String told =
        fields.entrySet().stream()
            .filter(
                field ->
                    !text(field.getValue().apply(now)).equals(text(field.getValue().apply(typed))))
            .map(field -> label(field.getKey()) + ": " + dash(text(field.getValue().apply(now))))
            .collect(Collectors.joining(", "));
    return told.isEmpty() ? Sentences.say("plan.sameAsTyped") : told;
  }

  /** What was done in one sentence; null where nothing differs. */
  private static <T> String told(
      String code, String name, T was, T is, Map<String, Function<T, Object>> fields) {
    if (was == null || is == null) {
      T one = is == null ? was : is;
      String values =
          fields.entrySet().stream()
              .filter(field -> !field.getKey().equals("name"))
              .filter(field -> !text(field.getValue().apply(one)).isEmpty())
              .map(
                  field ->
                      Sentences.say(
                          "plan.history.value",
                          label(field.getKey()),
                          text(field.getValue().apply(one))))
              .collect(Collectors.joining("; "));
      return Sentences.say(code + (was == null ? "added" : "removed"), name, values);
    }
    List<String> values = new ArrayList<>();
    fields.forEach(
        (field, of) -> {
          String before = text(of.apply(was));
          String after = text(of.apply(is));
          if (!before.equals(after)) {
            values.add(
                Sentences.say("project.data.fromTo", label(field), dash(before), dash(after)));
          }
        });
    return values.isEmpty()
        ? null
        : Sentences.say(code + "changed", name, String.join("; ", values));
  }

  private static String label(String field) {
    return Sentences.say("plan.field." + field);
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : value instanceof LocalDate day
            ? Sentences.day(day)
            : value == null ? "" : value.toString().strip();
  }
}
