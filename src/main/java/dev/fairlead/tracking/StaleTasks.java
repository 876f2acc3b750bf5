package dev.fairlead.tracking;

import dev.fairlead.people.Absences;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.shared.FairleadClock;
import dev.fairlead.shared.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tasks that should be under way, and of which nobody has spoken for two weeks of their owner's
 * work: neither by a report nor in a follow-up.
 */
@Component
class StaleTasks {
  /** Working days without a word. */
  static final int SILENT_DAYS = 10;

  /** However few days somebody works, nobody looks back further than this. */
  private static final int LONGEST_DAYS = 366;

  private final JdbcClient jdbc;
  private final Absences absences;
  private final FairleadClock clock;

  StaleTasks(JdbcClient jdbc, Absences absences, FairleadClock clock) {
    this.jdbc = jdbc;
    this.absences = absences;
    this.clock = clock;
  }

  /** Before this moment nobody has spoken for long, in the time of this calendar. */
  static LocalDateTime longAgo(WorkingCalendar calendar, LocalDateTime now) {
    LocalDate day = now.toLocalDate();
    int left = SILENT_DAYS;
    for (int i = 0; i < LONGEST_DAYS && left > 0; i++) {
      day = day.minusDays(1);
      if (calendar.isWorkingDay(day)) {
        left--;
      }
    }
    return day.atStartOfDay();
  }

  /** The numbers of those among them that are stale, in the order of the plan. */
  List<Integer> among(WorkPlan plan, List<Suspects.Silent> silent) {
    return unheard(plan, silent).stream().map(UnheardTasks.Unheard::task).toList();
  }

  /** Those among them that are stale, with when somebody spoke of them last. */
  List<UnheardTasks.Unheard> unheard(WorkPlan plan, List<Suspects.Silent> suspects) {
    LocalDateTime now = clock.now();
    LocalDateTime longAgo = longAgo(plan.calendar(), now);
    List<Suspects.Silent> silent =
        suspects.stream().filter(suspect -> suspect.since().isBefore(longAgo)).toList();
    if (silent.isEmpty()) {
      return List.of();
    }
    Map<Integer, LocalDateTime> words = lastWords(plan.projectKey());
    List<Suspects.Silent> unheard =
        silent.stream().filter(suspect -> lastWord(words, suspect).isBefore(longAgo)).toList();
    Map<String, LocalDateTime> longAgoOf = new HashMap<>();
    absences
        .calendars(
            unheard.stream()
                .map(suspect -> suspect.task().owner())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()))
        .forEach(
            (owner, own) -> longAgoOf.put(owner, longAgo(own.sharedWith(plan.calendar()), now)));
    return unheard.stream()
        .filter(
            suspect ->
                lastWord(words, suspect)
                    .isBefore(
                        longAgoOf.getOrDefault(
                            Objects.toString(suspect.task().owner(), ""), longAgo)))
        .map(
            suspect ->
                new UnheardTasks.Unheard(
                    suspect.task().number(), lastWord(words, suspect).toLocalDate()))
        .toList();
  }

  /** When somebody spoke of the task last, or its work began where nobody did. */
  private static LocalDateTime lastWord(
      Map<Integer, LocalDateTime> words, Suspects.Silent suspect) {
    LocalDateTime word = words.get(suspect.task().number());
    return word == null || word.isBefore(suspect.since()) ? suspect.since() : word;
  }

  /** When somebody spoke of each task last. */
  private Map<Integer, LocalDateTime> lastWords(String projectKey) {
    Map<Integer, LocalDateTime> words = new HashMap<>();
    jdbc.sql(
            "select w.task, max(w.spoken_at) from (select task, reported_at as spoken_at from progress_report"
                + " where project_key = ? union all select task, coalesce(closed_at, opened_at) as spoken_at"
                + " from follow_up where project_key = ?) w group by w.task")
        .params(projectKey, projectKey)
        .query(
            row -> {
              words.put(row.getInt(1), row.getObject(2, LocalDateTime.class));
            });
    return words;
  }

  /** When somebody spoke of one task last, or when its work began or should have. */
  LocalDate lastWord(String projectKey, PlanTask task, LocalDateTime promisedStart) {
    LocalDateTime since = task.actualStart() != null ? task.actualStart() : promisedStart;
    return lastWord(lastWords(projectKey), new Suspects.Silent(task, since)).toLocalDate();
  }
}
