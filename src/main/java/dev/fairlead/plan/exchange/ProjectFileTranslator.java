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
import java.util.Objects;
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
import org.mpxj.Rate;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Resource;
import org.mpxj.ResourceAssignment;
import org.mpxj.ResourceType;
import org.mpxj.ScheduleFrom;
import org.mpxj.Task;
import org.mpxj.TaskField;
import org.mpxj.TaskMode;
import org.mpxj.TimeUnit;

/** Turns a project file of whichever format into our words, and counts what does not fit them. */
final class ProjectFileTranslator {
  private static final int LONGEST_TEXT = 200;
  private static final int LARGEST_KEPT_NUMBER = 999_999;
  private static final int MOST_EXCEPTIONS = 20_000;

  /** Files hold 0.29 where people said 29 percent, which comes back a little less. */
  private static final double ROUNDING = 0.000_001;

  private final ProjectFile file;
  private final Format format;
  private final Losses losses;
  private final WorkingCalendar calendar;
  private final ProjectCalendar theirCalendar;
  private final List<Task> rows = new ArrayList<>();
  private final Map<Task, Task> parents = new IdentityHashMap<>();
  private final Set<Task> summaries = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Task, Integer> numbers = new IdentityHashMap<>();

  private final Map<ProjectCalendar, Boolean> differing = new IdentityHashMap<>();

  /** Why a task's dates may differ from those in the file: the loss that moves them. */
  private final Map<Integer, String> reasons = new HashMap<>();

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
      PlanTask task =
          summaries.contains(row) ? summary(row, tasks.size()) : leaf(row, tasks.size());
      tasks.add(task);
      milestones += task.milestone() ? 1 : 0;
      if (task.ownerLabel() != null) {
        people.add(task.ownerLabel());
      }
    }
    List<TaskLink> links = links();
    countUnusedFields();
    losses.add("ignoredErrors", file.getIgnoredErrors().size());
    // a file that says nothing looks the same, but has no finish either
    if (file.getProjectProperties().getScheduleFrom() == ScheduleFrom.FINISH
        && file.getProjectProperties().getFinishDate() != null) {
      losses.add("fromFinish", 1);
    }
    LocalDateTime start = file.getProjectProperties().getStartDate();
    if (start == null) {
      start =
          rows.stream()
              .map(Task::getStart)
              .filter(d -> d != null)
              .min(Comparator.naturalOrder())
              .orElse(null);
    }
    String title = file.getProjectProperties().getProjectTitle();
    if (isPrimavera() || title == null || title.isBlank()) {
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
        fileDates(),
        new ImportedPlan.Counts(
            tasks.size() - summaries.size() - milestones,
            summaries.size(),
            milestones,
            links.size(),
            people.size()));
  }

  /**
   * The tasks in outline order, without empty rows, the project's own row, and what we do not take.
   */
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
        losses.at("emptySummaries", null, said(task), null, null);
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
      losses.at("externalTasks", null, said(task), null, null);
      return false;
    }
    if (!task.getActive()) {
      losses.at("inactive", null, said(task), null, null);
      return false;
    }
    return true;
  }

  /**
   * The file's own lasting numbers where they are usable, so that a plan can go out, be edited and
   * come back.
   */
  private void numberRows() {
    // Primavera's are numbers of its database; people know its activity ids
    boolean usable = !isPrimavera();
    Set<Integer> seen = new HashSet<>();
    Set<Integer> twice = new HashSet<>();
    for (Task row : rows) {
      Integer id = id(row);
      boolean fresh = id == null || seen.add(id);
      if (!fresh) {
        twice.add(id);
      }
      usable &= id != null && id > 0 && id <= LARGEST_KEPT_NUMBER && fresh;
    }
    int next = 0;
    for (Task row : rows) {
      numbers.put(row, usable ? id(row) : ++next);
      if (twice.contains(id(row))) {
        losses.at("numbersTwice", next, said(row), id(row), next);
      } else if (!usable) {
        losses.at("numbers", next, said(row), theirNumber(row), next);
      }
    }
  }

  private boolean isPrimavera() {
    return format == Format.XER || format == Format.PMXML;
  }

  /** The library counts GanttProject's tasks from one, the program from nought. */
  private Integer id(Task row) {
    Integer id = row.getUniqueID();
    return id != null && format == Format.GANTT_PROJECT ? Integer.valueOf(id - 1) : id;
  }

  /** What people call the task in the file: an activity's id in Primavera, else its number. */
  private static Object theirNumber(Task row) {
    String id = row.getActivityID();
    return id != null && !id.isBlank() ? id : row.getUniqueID();
  }

  private static String said(Task row) {
    return row.getName() == null || row.getName().isBlank() ? "–" : row.getName().strip();
  }

  private void at(String field, Task row, Object from, Object to) {
    losses.at(field, numbers.get(row), said(row), from, to);
  }

  /** A loss that may move the task's dates as well. */
  private void moving(String field, Task row, Object from, Object to) {
    at(field, row, from, to);
    reasons.putIfAbsent(numbers.get(row), field);
  }

  private PlanTask summary(Task row, int position) {
    // on a summary of Primavera it is the sum of what stands below
    if (!isPrimavera() && row.getFixedCost() != null && row.getFixedCost().doubleValue() != 0) {
      at("summaryCosts", row, row.getFixedCost(), null);
    }
    if (row.getResourceAssignments().stream().anyMatch(a -> a.getResource() != null)) {
      at("summaryResources", row, String.join(", ", people(row)), null);
    }
    if (isRecurring(row)) {
      at("recurring", row, null, null);
    }
    if (row.getSubprojectFile() != null) {
      at("subprojects", row, row.getSubprojectFile(), null);
    }
    Constraint constraint = constraint(row);
    return PlanTask.named(numbers.get(row), name(row))
        .parent(parentNumber(row))
        .position(position)
        .constraint(constraint.type)
        .constraintDate(constraint.date)
        .deadline(day(row.getDeadline()))
        .build();
  }

  private PlanTask leaf(Task row, int position) {
    countTaskLosses(row);
    long minutes = duration(row);
    boolean milestone = minutes == 0;
    if (row.getMilestone() && !milestone) {
      at("longMilestones", row, row.getDuration(), null);
    }
    if (milestone && !row.getMilestone()) {
      at("noDuration", row, null, null);
    }
    int percent =
        row.getPercentageComplete() == null
            ? 0
            : (int) (row.getPercentageComplete().doubleValue() + ROUNDING);
    percent = Math.max(0, Math.min(100, percent));
    LocalDateTime actualFinish = row.getActualFinish();
    if (actualFinish != null && percent < 100) {
      at("percent", row, percent, 100);
      percent = 100;
    }
    LocalDateTime actualStart = row.getActualStart();
    Constraint constraint = constraint(row);
    return PlanTask.named(numbers.get(row), name(row))
        .parent(parentNumber(row))
        .position(position)
        .milestone(milestone)
        .durationMinutes(minutes)
        .effortHours(effort(row))
        .ownerLabel(owner(row))
        .constraint(constraint.type)
        .constraintDate(constraint.date)
        .deadline(day(row.getDeadline()))
        .fixedCost(cost(row.getFixedCost()))
        .percentComplete(percent)
        .actualStart(actualStart)
        .actualFinish(actualFinish)
        .remainingMinutes(remaining(row, minutes, percent))
        .build();
  }

  private Integer parentNumber(Task row) {
    Task parent = parents.get(row);
    return parent == null ? null : numbers.get(parent);
  }

  private String name(Task row) {
    String name =
        row.getName() == null ? "" : row.getName().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (name.isEmpty()) {
      String given = "Task " + numbers.get(row);
      losses.at("names", numbers.get(row), given, null, given);
      return given;
    }
    if (name.indexOf('\uFFFD') >= 0) {
      at("brokenLetters", row, name, null);
    }
    return shortened(row, name);
  }

  private String shortened(Task row, String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    String cut = text.substring(0, LONGEST_TEXT);
    at("longTexts", row, text, cut);
    return cut;
  }

  private long duration(Task row) {
    Duration duration = row.getDuration();
    if (duration == null) {
      moving("durations", row, null, calendar.minutesPerDay() / 60 + "h");
      return calendar.minutesPerDay();
    }
    if (duration.getUnits().isElapsed() && duration.getDuration() != 0) {
      long working =
          row.getStart() != null && row.getFinish() != null
              ? Math.max(1, calendar.workingMinutes(row.getStart(), row.getFinish()))
              : workingPart(minutes(duration));
      moving("elapsedDurations", row, duration, hours(working));
      return working;
    }
    return Math.max(0, minutes(duration));
  }

  private long minutes(Duration duration) {
    return Math.round(
        duration.convertUnits(TimeUnit.MINUTES, file.getProjectProperties()).getDuration());
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
    double hours = hours(row.getWork());
    if (hours <= 0) {
      hours =
          row.getResourceAssignments().stream()
              .filter(a -> a.getResource() != null && isPerson(a.getResource()))
              .mapToDouble(a -> hours(a.getWork()))
              .sum();
    }
    if (hours <= 0) {
      return null;
    }
    BigDecimal rounded =
        BigDecimal.valueOf(hours).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  private double hours(Duration work) {
    return work == null
        ? 0
        : work.convertUnits(TimeUnit.HOURS, file.getProjectProperties()).getDuration();
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

  private static String hours(long minutes) {
    return BigDecimal.valueOf(minutes)
            .divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + "h";
  }

  private String owner(Task row) {
    List<String> names = people(row);
    List<String> materials = new ArrayList<>();
    for (ResourceAssignment assignment : row.getResourceAssignments()) {
      Resource resource = assignment.getResource();
      if (resource != null && !isPerson(resource)) {
        materials.add(resource.getName() == null ? "–" : resource.getName());
      }
    }
    for (String material : materials) {
      at("materials", row, material, null);
    }
    if (names.size() > 1) {
      at("severalPeople", row, String.join(", ", names), names.get(0));
    }
    for (ResourceAssignment assignment : row.getResourceAssignments()) {
      Resource resource = assignment.getResource();
      if (resource != null && isPerson(resource) && worksOtherwise(resource.getCalendar())) {
        reasons.putIfAbsent(numbers.get(row), "peopleCalendars");
      }
    }
    return names.isEmpty() ? null : shortened(row, names.get(0));
  }

  private static boolean isPerson(Resource resource) {
    return resource.getType() != ResourceType.MATERIAL && resource.getType() != ResourceType.COST;
  }

  /** Names of the people of a task; nobody stands for an assignment that nobody has. */
  private static List<String> people(Task row) {
    List<String> names = new ArrayList<>();
    for (ResourceAssignment assignment : row.getResourceAssignments()) {
      Resource resource = assignment.getResource();
      if (resource == null || !isPerson(resource)) {
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
    return names;
  }

  private record Constraint(ConstraintType type, LocalDateTime date) {}

  private Constraint constraint(Task row) {
    org.mpxj.ConstraintType type = row.getConstraintType();
    LocalDateTime date = row.getConstraintDate();
    if (row.getTaskMode() == TaskMode.MANUALLY_SCHEDULED && !row.getSummary()) {
      moving("manual", row, row.getStart(), ConstraintType.START_NO_EARLIER_THAN);
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
      at("softConstraints", row, type, ours);
    }
    if (ours == ConstraintType.AS_SOON_AS_POSSIBLE || ours == ConstraintType.AS_LATE_AS_POSSIBLE) {
      return new Constraint(ours, null);
    }
    if (date == null) {
      moving("constraintDates", row, type, ConstraintType.AS_SOON_AS_POSSIBLE);
      return new Constraint(ConstraintType.AS_SOON_AS_POSSIBLE, null);
    }
    return new Constraint(ours, date);
  }

  private void countTaskLosses(Task row) {
    if (worksOtherwise(row.getCalendar())) {
      moving("taskCalendars", row, row.getCalendar().getName(), theirCalendar.getName());
    }
    if (isRecurring(row)) {
      at("recurring", row, null, null);
    }
    if (row.getSubprojectFile() != null) {
      at("subprojects", row, row.getSubprojectFile(), null);
    }
    if (row.getSplits() != null && row.getSplits().size() > 1) {
      moving("splits", row, row.getSplits().size(), 1);
    }
    if (row.getLevelingDelay() != null && row.getLevelingDelay().getDuration() != 0) {
      moving("levelling", row, row.getLevelingDelay(), null);
    }
    if (row.getSecondaryConstraintType() != null) {
      moving(
          "secondConstraints",
          row,
          Losses.said(row.getSecondaryConstraintType())
              + " "
              + Losses.said(row.getSecondaryConstraintDate()),
          null);
    }
  }

  /**
   * Some versions of MPP files carry the mark on every task; the data of the repetition is only
   * where it belongs.
   */
  private boolean isRecurring(Task row) {
    return format == Format.MPP || format == Format.MPX
        ? row.getRecurringTask() != null
        : row.getRecurring();
  }

  private List<TaskLink> links() {
    List<TaskLink> links = new ArrayList<>();
    Map<Long, Boolean> seen = new HashMap<>();
    for (Task row : rows) {
      for (Relation relation : row.getPredecessors()) {
        Integer from = numbers.get(relation.getPredecessorTask());
        int to = numbers.get(row);
        if (from == null) {
          moving("externalLinks", row, said(relation.getPredecessorTask()), null);
          continue;
        }
        if (seen.put(((long) from << 32) | to, true) != null) {
          moving(
              "doubleLinks",
              row,
              relation.getType() + " " + said(relation.getPredecessorTask()),
              null);
          continue;
        }
        links.add(new TaskLink(from, to, type(relation.getType()), lag(row, relation)));
      }
    }
    return links;
  }

  private long lag(Task row, Relation relation) {
    Duration lag = relation.getLag();
    if (lag == null || lag.getDuration() == 0) {
      return 0;
    }
    if (lag.getUnits() == TimeUnit.PERCENT || lag.getUnits() == TimeUnit.ELAPSED_PERCENT) {
      Duration whole = relation.getPredecessorTask().getDuration();
      long fixed = whole == null ? 0 : Math.round(minutes(whole) * lag.getDuration() / 100);
      moving("percentLags", row, lag, hours(fixed));
      return fixed;
    }
    if (lag.getUnits().isElapsed()) {
      long working = workingPart(minutes(lag));
      moving("elapsedLags", row, lag, hours(working));
      return working;
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
    Set<FieldType> customFields = new HashSet<>();
    for (FieldType field : file.getTasks().getPopulatedFields()) {
      if (field instanceof TaskField
              && field
                  .name()
                  .matches("(TEXT|NUMBER|FLAG|DATE|COST|DURATION|START|FINISH|OUTLINE_CODE)\\d+")
          || field instanceof org.mpxj.UserDefinedField) {
        customFields.add(field);
      }
    }
    // Primavera's planned dates look like a baseline even where nobody made one
    boolean hasBaselines =
        !isPrimavera() || file.getBaselines().stream().anyMatch(Objects::nonNull);
    for (Task row : rows) {
      if (row.getNotes() != null && !row.getNotes().isBlank()) {
        at("notes", row, row.getNotes().replaceAll("\\s+", " ").strip(), null);
      }
      if (hasBaselines && (row.getBaselineStart() != null || row.getBaselineFinish() != null)) {
        at(
            "baselines",
            row,
            Losses.said(row.getBaselineStart()) + " – " + Losses.said(row.getBaselineFinish()),
            null);
      }
      for (FieldType field : customFields) {
        Object value = row.getCachedValue(field);
        if (value != null && !Boolean.FALSE.equals(value) && !"".equals(value)) {
          at("customFields", row, field.getName() + ": " + value, null);
          break;
        }
      }
    }
    for (Resource resource : file.getResources()) {
      String name = resource.getName() == null ? "–" : resource.getName();
      if (resource.getNull() || !isPerson(resource)) {
        continue;
      }
      if (worksOtherwise(resource.getCalendar())) {
        losses.at("peopleCalendars", null, name, resource.getCalendar().getName(), null);
      }
      Rate rate = resource.getStandardRate();
      if (rate != null && rate.getAmount() > 0) {
        losses.at("rates", null, name, rate.getAmount() + " / " + rate.getUnits(), null);
      }
      if (resource.getTaskAssignments().isEmpty() && !name.equals("–")) {
        losses.at("nobody", null, name, null, null);
      }
    }
  }

  /** Whether a calendar of a task or a person has other hours or days off than the project's. */
  private boolean worksOtherwise(ProjectCalendar other) {
    return other != null
        && theirCalendar != null
        && other != theirCalendar
        && differing.computeIfAbsent(other, this::differs);
  }

  private boolean differs(ProjectCalendar other) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (!week(other, day).equals(week(theirCalendar, day))) {
        return true;
      }
    }
    Set<LocalDate> days = new HashSet<>();
    for (ProjectCalendar one : List.of(other, theirCalendar)) {
      for (ProjectCalendarException exception : one.getExpandedCalendarExceptionsWithWorkWeeks()) {
        days.add(exception.getFromDate());
        days.add(exception.getToDate());
      }
    }
    return days.stream()
        .anyMatch(day -> !shifts(other.getHours(day)).equals(shifts(theirCalendar.getHours(day))));
  }

  private static List<Shift> week(ProjectCalendar one, DayOfWeek day) {
    return one.isWorkingDay(day) ? shifts(one.getHours(day)) : List.of();
  }

  /** When each task without children begins and ends as the file itself says. */
  private Map<Integer, FileDates> fileDates() {
    boolean daysOnly = true;
    for (Task row : rows) {
      daysOnly &= isMidnight(row.getStart()) && isMidnight(row.getFinish());
    }
    Map<Integer, FileDates> dates = new HashMap<>();
    for (Task row : rows) {
      if (!summaries.contains(row) && row.getStart() != null && row.getFinish() != null) {
        int number = numbers.get(row);
        dates.put(
            number, new FileDates(row.getStart(), row.getFinish(), daysOnly, reasons.get(number)));
      }
    }
    return dates;
  }

  private static boolean isMidnight(LocalDateTime moment) {
    return moment == null || moment.toLocalTime().equals(LocalTime.MIDNIGHT);
  }

  private WorkingCalendar calendar() {
    if (theirCalendar == null) {
      losses.add("calendar", 1);
      return WorkingCalendar.standard();
    }
    Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
    long minutes = 0;
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Shift> shifts = week(theirCalendar, day);
      week.put(day, shifts);
      minutes += shifts.stream().mapToLong(Shift::minutes).sum();
    }
    if (minutes == 0) {
      losses.add("calendar", 1);
      return WorkingCalendar.standard();
    }
    TreeMap<LocalDate, List<Shift>> exceptions = new TreeMap<>();
    Deque<ProjectCalendar> layers = new ArrayDeque<>();
    for (ProjectCalendar layer = theirCalendar;
        layer != null && layers.size() < 10;
        layer = layer.getParent()) {
      layers.push(layer);
    }
    int cut = 0;
    for (ProjectCalendar layer : layers) {
      for (ProjectCalendarException exception :
          layer.getExpandedCalendarExceptionsWithWorkWeeks()) {
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
