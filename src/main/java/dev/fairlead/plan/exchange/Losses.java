package dev.fairlead.plan.exchange;

import dev.fairlead.plan.exchange.Loss.Case;
import dev.fairlead.plan.exchange.Loss.Effect;
import dev.fairlead.shared.Sentences;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects what an import loses; the sentence of {@code x} is {@code plan.exchange.loss.x}. */
public final class Losses {
  static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

  private record Kind(PlanPart part, Effect effect) {}

  private static final Map<String, Kind> KINDS = new HashMap<>();

  static {
    changed(PlanPart.FILE, "fileName", "charset", "start");
    dropped(PlanPart.FILE, "projects", "ignoredErrors", "columns");
    dropped(PlanPart.TASKS, "externalTasks", "inactive", "emptySummaries", "subprojects");
    changed(PlanPart.TASKS, "recurring", "splits", "levels", "longMilestones", "noDuration");
    changed(PlanPart.NAMES, "names", "longTexts", "brokenLetters");
    changed(PlanPart.NUMBERS, "numbers", "numbersTwice");
    changed(PlanPart.DURATIONS, "durations", "durationsFromEffort", "elapsedDurations");
    dropped(PlanPart.OWNERS, "severalPeople", "summaryResources", "materials", "nobody");
    changed(PlanPart.OWNERS, "unmatched");
    changed(PlanPart.CONSTRAINTS, "manual", "softConstraints", "constraintDates");
    dropped(PlanPart.CONSTRAINTS, "secondConstraints");
    dropped(PlanPart.DEPENDENCIES, "externalLinks", "doubleLinks");
    changed(PlanPart.DEPENDENCIES, "percentLags", "elapsedLags");
    changed(PlanPart.CALENDAR, "calendar", "taskCalendars");
    dropped(PlanPart.CALENDAR, "calendarExceptions", "peopleCalendars");
    dropped(PlanPart.COSTS, "summaryCosts", "summaryValues", "rates");
    changed(PlanPart.PROGRESS, "percent");
    dropped(PlanPart.DATES, "levelling", "plannedDates");
    changed(PlanPart.DATES, "datesDiffer", "fromFinish", "progressLater");
    dropped(PlanPart.OTHER, "notes", "baselines", "customFields", "ownFields");
    // what a kind of file cannot hold when a plan goes out
    dropped(PlanPart.OTHER, "toSystems", "toLines", "toCalendarProgram");
    dropped(PlanPart.DEADLINES, "toDeadlines");
    dropped(PlanPart.DURATIONS, "toEstimates");
    dropped(PlanPart.EFFORT, "toEffort");
    dropped(PlanPart.CONSTRAINTS, "toSummaryConstraints");
    dropped(PlanPart.DEPENDENCIES, "toSummaryLinks");
    dropped(PlanPart.CALENDAR, "toCalendar");
    changed(PlanPart.NUMBERS, "toNumbers");
  }

  private static void changed(PlanPart part, String... fields) {
    for (String field : fields) {
      KINDS.put(field, new Kind(part, Effect.CHANGED));
    }
  }

  private static void dropped(PlanPart part, String... fields) {
    for (String field : fields) {
      KINDS.put(field, new Kind(part, Effect.DROPPED));
    }
  }

  /** All that can be lost. */
  static Set<String> fields() {
    return KINDS.keySet();
  }

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Map<String, String> details = new HashMap<>();
  private final Map<String, List<Case>> cases = new HashMap<>();

  public void add(String field, int count) {
    if (count > 0) {
      counts.merge(field, count, Integer::sum);
    }
  }

  void add(String field, int count, String detail) {
    add(field, count);
    details.put(field, detail);
  }

  /** Of the same field, but told with all the names it happened to. */
  void addNamed(String field, int count, String name) {
    if (count > 0) {
      add(field, count);
      details.merge(
          field, name, (before, more) -> before.length() > 300 ? before : before + ", " + more);
    }
  }

  /** One case; the number is null where the task itself was left out. */
  public void at(String field, Integer task, String name, Object from, Object to) {
    at(field, new Case(task, name, text(from), text(to), null));
  }

  public void at(String field, Case where) {
    add(field, 1);
    List<Case> named = cases.computeIfAbsent(field, key -> new ArrayList<>());
    if (named.size() < Loss.MOST_CASES) {
      named.add(where);
    }
  }

  /** What the sentence of a field says beside the count. */
  public void tell(String field, String detail) {
    details.put(field, detail);
  }

  /** A value as people write it: dates by their months, kinds in words. */
  static String said(Object value) {
    if (value instanceof LocalDateTime moment) {
      return MOMENT.format(moment);
    }
    if (value instanceof LocalDate day) {
      return DAY.format(day);
    }
    if (value instanceof Enum<?> kind && kind.name().contains("_")) {
      return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    return value == null ? null : value.toString();
  }

  private static String text(Object value) {
    String text = said(value);
    return text == null || text.length() <= 120 ? text : text.substring(0, 119) + "…";
  }

  public List<Loss> list() {
    return counts.entrySet().stream()
        .map(
            e -> {
              String field = e.getKey();
              Kind kind = KINDS.get(field);
              return new Loss(
                  field,
                  kind.part(),
                  kind.effect(),
                  e.getValue(),
                  Sentences.say(
                      "plan.exchange.loss." + field, e.getValue(), details.getOrDefault(field, "")),
                  List.copyOf(cases.getOrDefault(field, List.of())));
            })
        .toList();
  }
}
