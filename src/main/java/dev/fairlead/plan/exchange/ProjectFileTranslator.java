package dev.fairlead.plan.exchange;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.mpxj.Duration;
import org.mpxj.FieldType;
import org.mpxj.LocalTimeRange;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectCalendarException;
import org.mpxj.ProjectCalendarHours;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Resource;
import org.mpxj.ResourceAssignment;
import org.mpxj.ResourceType;
import org.mpxj.Task;
import org.mpxj.TaskField;
import org.mpxj.TaskMode;
import org.mpxj.TimeUnit;

/** Turns a project file of whichever format into our words, and counts what does not fit them. */
final class ProjectFileTranslator {
  private static final int LONGEST_TEXT = 200;
  private static final int LARGEST_KEPT_NUMBER = 999_999;
  private static final int MOST_EXCEPTIONS = 20_000;

  private final ProjectFile file;
  private final Format format;
  private final Losses losses;
  private final WorkingCalendar calendar;
  private final ProjectCalendar theirCalendar;
  private final List<Task> rows = new ArrayList<>();
  private final Map<Task, Task> parents = new IdentityHashMap<>();
  private final Set<Task> summaries = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Task, Integer> numbers = new IdentityHashMap<>();

  ProjectFileTranslator(ProjectFile file, Format format, Losses losses) {
    this.file = file;
    this.format = format;
    this.losses = losses;
    theirCalendar = file.getDefaultCalendar();
    calendar = calendar();
  }

  ImportedPlan plan() {
    collectRows();
    if (rows.isEmpty()) {
      throw PlanImport.refused("noTasks");
    }
    numberRows();
    List<PlanTask> tasks = new ArrayList<>(rows.size());
    Set<String> people = new TreeSet<>();
    int milestones = 0;
    for (Task row : rows) {
      PlanTask task = summaries.contains(row) ? summary(row, tasks.size()) : leaf(row, tasks.size());
      tasks.add(task);
      milestones += task.milestone() ? 1 : 0;
      if (task.ownerLabel() != null) {
        people.add(task.ownerLabel());
      }
    }
    List<TaskLink> links = links();
    countUnusedFields();
    losses.add("ignoredErrors", file.getIgnoredErrors().size());
    LocalDateTime start = file.getProjectProperties().getStartDate();
    if (start == null) {
      start = rows.stream().map(Task::getStart).filter(d -> d != null).min(Comparator.naturalOrder()).orElse(null);
    }
    String title = file.getProjectProperties().getProjectTitle();
    if (title == null || title.isBlank()) {
      title = file.getProjectProperties().getName();
    }
    return new ImportedPlan(
        format.label,
        title == null || title.isBlank() ? null : title,
        start == null ? null : start.toLocalDate(),
        calendar,
        List.copyOf(tasks),
        List.copyOf(links),
        List.copyOf(people),
        losses.list(),
        new ImportedPlan.Counts(
            tasks.size() - summaries.size() - milestones, summaries.size(), milestones, links.size(), people.size()));
  }

  /** The tasks in outline order, without empty rows, the project's own row, and what we do not take. */
  private void collectRows() {
    List<Task> found = new ArrayList<>();
    // for every task the nearest one that is taken: itself or one above it
    Map<Task, Task> nearest = new IdentityHashMap<>();
    Deque<Task> open = new ArrayDeque<>();
    push(open, file.getChildTasks());
    while (!open.isEmpty()) {
      Task task = open.pop();
      push(open, task.getChildTasks());
      Task above = nearest.get(task.getParentTask());
      if (!isTaken(task)) {
        nearest.put(task, above);
        continue;
      }
      if (found.size() == PlanImport.MOST_TASKS) {
        throw PlanImport.tooManyTasks();
      }
      found.add(task);
      nearest.put(task, task);
      if (above != null) {
        parents.put(task, above);
      }
    }
    for (int i = found.size() - 1; i >= 0; i--) {
      Task task = found.get(i);
      if (task.getSummary() && !summaries.contains(task) && task.getSubprojectFile() == null) {
        losses.add("emptySummaries");
        continue;
      }
      rows.add(task);
      if (parents.get(task) != null) {
        summaries.add(parents.get(task));
      }
    }
    Collections.reverse(rows);
  }

  private static void push(Deque<Task> open, List<Task> tasks) {
    for (int i = tasks.size() - 1; i >= 0; i--) {
      open.push(tasks.get(i));
    }
  }

  private boolean isTaken(Task task) {
    if (task.getNull()) {
      return false;
    }
    boolean projectRow = task.getParentTask() == null && Integer.valueOf(0).equals(task.getID());
    if (projectRow) {
      return false;
    }
    if (task.getExternalTask()) {
      losses.add("externalTasks");
      return false;
    }
    if (!task.getActive()) {
      losses.add("inactive");
      return false;
    }
    return true;
  }

  /** The file's own lasting numbers where they are usable, so that a plan can go out, be edited and come back. */
  private void numberRows() {
    boolean usable = format == Format.MSPDI || format == Format.MPP;
    Set<Integer> seen = new HashSet<>();
    for (Task row : rows) {
      Integer id = row.getUniqueID();
      usable &= id != null && id > 0 && id <= LARGEST_KEPT_NUMBER && seen.add(id);
    }
    losses.add("numbers", usable ? 0 : rows.size());
    int next = 0;
    for (Task row : rows) {
      numbers.put(row, usable ? row.getUniqueID() : ++next);
    }
  }

  private PlanTask summary(Task row, int position) {
    if (row.getFixedCost() != null && row.getFixedCost().doubleValue() != 0) {
      losses.add("summaryCosts");
    }
    if (row.getResourceAssignments().stream().anyMatch(a -> a.getResource() != null)) {
      losses.add("summaryResources");
    }
    if (isRecurring(row)) {
      losses.add("recurring");
    }
    if (row.getSubprojectFile() != null) {
      losses.add("subprojects");
    }
    Constraint constraint = constraint(row);
    return new PlanTask(
        numbers.get(row), parentNumber(row), position, name(row), false, 0, null, null, null, constraint.type,
        constraint.date, day(row.getDeadline()), null, null, BigDecimal.ZERO, 0, null, null, null);
  }

  private PlanTask leaf(Task row, int position) {
    countTaskLosses(row);
    long minutes = duration(row);
    boolean milestone = minutes == 0;
    if (row.getMilestone() && !milestone) {
      losses.add("longMilestones");
    }
    if (milestone && !row.getMilestone()) {
      losses.add("noDuration");
    }
    int percent = row.getPercentageComplete() == null ? 0 : (int) row.getPercentageComplete().doubleValue();
    percent = Math.max(0, Math.min(100, percent));
    LocalDateTime actualFinish = row.getActualFinish();
    if (actualFinish != null && percent < 100) {
      losses.add("percent");
      percent = 100;
    }
    LocalDateTime actualStart = row.getActualStart();
    Constraint constraint = constraint(row);
    return new PlanTask(
        numbers.get(row),
        parentNumber(row),
        position,
        name(row),
        milestone,
        minutes,
        effort(row),
        null,
        owner(row),
        constraint.type,
        constraint.date,
        day(row.getDeadline()),
        null,
        null,
        cost(row.getFixedCost()),
        percent,
        actualStart,
        actualFinish,
        remaining(row, minutes, percent));
  }

  private Integer parentNumber(Task row) {
    Task parent = parents.get(row);
    return parent == null ? null : numbers.get(parent);
  }

  private String name(Task row) {
    String name = row.getName() == null ? "" : row.getName().replaceAll("\\s+", " ").strip();
    if (name.isEmpty()) {
      losses.add("names");
      return "Task " + numbers.get(row);
    }
    return shortened(name);
  }

  private String shortened(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    losses.add("longTexts");
    return text.substring(0, LONGEST_TEXT);
  }

  private long duration(Task row) {
    Duration duration = row.getDuration();
    if (duration == null) {
      losses.add("durations");
      return calendar.minutesPerDay();
    }
    if (duration.getUnits().isElapsed() && duration.getDuration() != 0) {
      losses.add("elapsedDurations");
      if (row.getStart() != null && row.getFinish() != null) {
        return Math.max(1, calendar.workingMinutes(row.getStart(), row.getFinish()));
      }
      return workingPart(minutes(duration));
    }
    return Math.max(0, minutes(duration));
  }

  private long minutes(Duration duration) {
    return Math.round(duration.convertUnits(TimeUnit.MINUTES, file.getProjectProperties()).getDuration());
  }

  /** The share of a stretch of time around the clock in which people work. */
  private long workingPart(long elapsedMinutes) {
    long week = 0;
    for (DayOfWeek day : DayOfWeek.values()) {
      week += calendar.week().getOrDefault(day, List.of()).stream().mapToLong(Shift::minutes).sum();
    }
    return Math.round(elapsedMinutes * (double) week / (7 * 24 * 60));
  }

  private BigDecimal effort(Task row) {
    Duration work = row.getWork();
    if (work == null || work.getDuration() <= 0) {
      return null;
    }
    double hours = work.convertUnits(TimeUnit.HOURS, file.getProjectProperties()).getDuration();
    BigDecimal rounded = BigDecimal.valueOf(hours).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  private Long remaining(Task row, long minutes, int percent) {
    Duration remaining = row.getRemainingDuration();
    if (remaining == null || percent == 0 || percent == 100 || remaining.getUnits().isElapsed()) {
      return null;
    }
    long left = minutes(remaining);
    long computed = Math.round(minutes * (100 - percent) / 100.0);
    // the percentage is rounded to whole numbers, so a difference below one percent says nothing
    return Math.abs(left - computed) <= minutes / 100 ? null : Long.valueOf(left);
  }

  private String owner(Task row) {
    List<String> names = new ArrayList<>();
    for (ResourceAssignment assignment : row.getResourceAssignments()) {
      Resource resource = assignment.getResource();
      if (resource == null) {
        continue;
      }
      if (resource.getType() == ResourceType.MATERIAL || resource.getType() == ResourceType.COST) {
        losses.add("materials");
        continue;
      }
      String name = resource.getName();
      if (name == null || name.isBlank()) {
        name = resource.getEmailAddress();
      }
      if (name != null && !name.isBlank() && !names.contains(name.strip())) {
        names.add(name.strip());
      }
    }
    if (names.size() > 1) {
      losses.add("severalPeople");
    }
    return names.isEmpty() ? null : shortened(names.get(0));
  }

  private record Constraint(ConstraintType type, LocalDateTime date) {}

  private Constraint constraint(Task row) {
    org.mpxj.ConstraintType type = row.getConstraintType();
    LocalDateTime date = row.getConstraintDate();
    if (row.getTaskMode() == TaskMode.MANUALLY_SCHEDULED && !row.getSummary()) {
      losses.add("manual");
      if (row.getStart() != null) {
        return new Constraint(ConstraintType.START_NO_EARLIER_THAN, row.getStart());
      }
    }
    ConstraintType ours =
        type == null
            ? ConstraintType.AS_SOON_AS_POSSIBLE
            : switch (type) {
              case START_ON -> ConstraintType.MUST_START_ON;
              case FINISH_ON -> ConstraintType.MUST_FINISH_ON;
              default -> ConstraintType.valueOf(type.name());
            };
    if (type == org.mpxj.ConstraintType.START_ON || type == org.mpxj.ConstraintType.FINISH_ON) {
      losses.add("softConstraints");
    }
    if (ours == ConstraintType.AS_SOON_AS_POSSIBLE || ours == ConstraintType.AS_LATE_AS_POSSIBLE) {
      return new Constraint(ours, null);
    }
    if (date == null) {
      losses.add("constraintDates");
      return new Constraint(ConstraintType.AS_SOON_AS_POSSIBLE, null);
    }
    return new Constraint(ours, date);
  }

  private void countTaskLosses(Task row) {
    if (row.getCalendar() != null && theirCalendar != null && row.getCalendar() != theirCalendar) {
      losses.add("taskCalendars");
    }
    if (isRecurring(row)) {
      losses.add("recurring");
    }
    if (row.getSubprojectFile() != null) {
      losses.add("subprojects");
    }
    if (row.getSplits() != null && row.getSplits().size() > 1) {
      losses.add("splits");
    }
    if (row.getLevelingDelay() != null && row.getLevelingDelay().getDuration() != 0) {
      losses.add("levelling");
    }
    if (row.getSecondaryConstraintType() != null) {
      losses.add("secondConstraints");
    }
  }

  /** Some versions of MPP files carry the mark on every task; the data of the repetition is only where it belongs. */
  private boolean isRecurring(Task row) {
    return format == Format.MPP || format == Format.MPX ? row.getRecurringTask() != null : row.getRecurring();
  }

  private List<TaskLink> links() {
    List<TaskLink> links = new ArrayList<>();
    Map<Long, Boolean> seen = new HashMap<>();
    for (Task row : rows) {
      for (Relation relation : row.getPredecessors()) {
        Integer from = numbers.get(relation.getPredecessorTask());
        int to = numbers.get(row);
        if (from == null) {
          losses.add("externalLinks");
          continue;
        }
        if (seen.put(((long) from << 32) | to, true) != null) {
          losses.add("doubleLinks");
          continue;
        }
        links.add(new TaskLink(from, to, type(relation.getType()), lag(relation)));
      }
    }
    return links;
  }

  private long lag(Relation relation) {
    Duration lag = relation.getLag();
    if (lag == null || lag.getDuration() == 0) {
      return 0;
    }
    if (lag.getUnits() == TimeUnit.PERCENT || lag.getUnits() == TimeUnit.ELAPSED_PERCENT) {
      losses.add("percentLags");
      Duration whole = relation.getPredecessorTask().getDuration();
      return whole == null ? 0 : Math.round(minutes(whole) * lag.getDuration() / 100);
    }
    if (lag.getUnits().isElapsed()) {
      losses.add("elapsedLags");
      return workingPart(minutes(lag));
    }
    return minutes(lag);
  }

  private static LinkType type(RelationType type) {
    if (type == null) {
      return LinkType.FS;
    }
    return switch (type) {
      case FINISH_START -> LinkType.FS;
      case START_START -> LinkType.SS;
      case FINISH_FINISH -> LinkType.FF;
      case START_FINISH -> LinkType.SF;
    };
  }

  private void countUnusedFields() {
    int notes = 0;
    int baselines = 0;
    int custom = 0;
    Set<FieldType> customFields = new HashSet<>();
    for (FieldType field : file.getTasks().getPopulatedFields()) {
      if (field instanceof TaskField && field.name().matches("(TEXT|NUMBER|FLAG|DATE|COST|DURATION|START|FINISH|OUTLINE_CODE)\\d+")
          || field instanceof org.mpxj.UserDefinedField) {
        customFields.add(field);
      }
    }
    for (Task row : rows) {
      notes += row.getNotes() != null && !row.getNotes().isBlank() ? 1 : 0;
      baselines += row.getBaselineStart() != null || row.getBaselineFinish() != null ? 1 : 0;
      for (FieldType field : customFields) {
        Object value = row.getCachedValue(field);
        if (value != null && !Boolean.FALSE.equals(value) && !"".equals(value)) {
          custom++;
          break;
        }
      }
    }
    losses.add("notes", notes);
    losses.add("baselines", baselines);
    losses.add("customFields", custom);
    int ownCalendars = 0;
    int rates = 0;
    for (Resource resource : file.getResources()) {
      ProjectCalendar own = resource.getCalendar();
      ownCalendars += own != null && own != theirCalendar && !own.getCalendarExceptions().isEmpty() ? 1 : 0;
      rates += resource.getStandardRate() != null && resource.getStandardRate().getAmount() > 0 ? 1 : 0;
    }
    losses.add("peopleCalendars", ownCalendars);
    losses.add("rates", rates);
  }

  private WorkingCalendar calendar() {
    if (theirCalendar == null) {
      losses.add("calendar");
      return WorkingCalendar.standard();
    }
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    long minutes = 0;
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Shift> shifts = theirCalendar.isWorkingDay(day) ? shifts(theirCalendar.getHours(day)) : List.of();
      week.put(day, shifts);
      minutes += shifts.stream().mapToLong(Shift::minutes).sum();
    }
    if (minutes == 0) {
      losses.add("calendar");
      return WorkingCalendar.standard();
    }
    TreeMap<LocalDate, List<Shift>> exceptions = new TreeMap<>();
    Deque<ProjectCalendar> layers = new ArrayDeque<>();
    for (ProjectCalendar layer = theirCalendar; layer != null && layers.size() < 10; layer = layer.getParent()) {
      layers.push(layer);
    }
    int cut = 0;
    for (ProjectCalendar layer : layers) {
      for (ProjectCalendarException exception : layer.getExpandedCalendarExceptionsWithWorkWeeks()) {
        LocalDate last = exception.getToDate();
        for (LocalDate day = exception.getFromDate(); !day.isAfter(last); day = day.plusDays(1)) {
          if (exceptions.size() >= MOST_EXCEPTIONS) {
            cut++;
            break;
          }
          List<Shift> shifts = shifts(theirCalendar.getHours(day));
          if (shifts.equals(week.get(day.getDayOfWeek()))) {
            exceptions.remove(day);
          } else {
            exceptions.put(day, shifts);
          }
        }
      }
    }
    losses.add("calendarExceptions", cut);
    return new WorkingCalendar(week, exceptions);
  }

  private static List<Shift> shifts(ProjectCalendarHours hours) {
    if (hours == null) {
      return List.of();
    }
    List<Shift> shifts = new ArrayList<>();
    for (LocalTimeRange range : hours) {
      if (range.getStart() == null || range.getEnd() == null) {
        continue;
      }
      LocalTime end = range.getEnd().equals(LocalTime.MIDNIGHT) ? LocalTime.MAX : range.getEnd();
      if (end.isAfter(range.getStart())) {
        shifts.add(new Shift(range.getStart(), end));
      }
    }
    shifts.sort(Comparator.comparing(Shift::from));
    for (int i = shifts.size() - 1; i > 0; i--) {
      if (shifts.get(i).from().isBefore(shifts.get(i - 1).to())) {
        shifts.remove(i);
      }
    }
    return List.copyOf(shifts);
  }

  private static LocalDate day(LocalDateTime date) {
    return date == null ? null : date.toLocalDate();
  }

  private static BigDecimal cost(Number cost) {
    return PlanTable.money(cost == null ? BigDecimal.ZERO : BigDecimal.valueOf(cost.doubleValue()));
  }
}
