package dev.fairlead.plan.exchange;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.ThreePointEstimate;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.Sentences;
import dev.fairlead.shared.Spreadsheets;
import dev.fairlead.shared.WorkingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A plan as rows of text, one task each: what spreadsheets hold. */
final class PlanTable {
  private static final int LONGEST_TEXT = 200;
  private static final BigDecimal LARGEST_MONEY = new BigDecimal("1000000000000");
  private static final BigDecimal LARGEST_NUMBER = new BigDecimal("1000000");

  private static final Pattern AMOUNT =
      Pattern.compile(
          "([0-9][0-9.,]*)\\s*(d|days?|h|hrs?|hours?|w|wks?|weeks?|m|mins?|minutes?)?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PREDECESSOR =
      Pattern.compile(
          "(.+?)\\s*(FS|SS|FF|SF)?\\s*(?:([+-])\\s*([0-9][^+-]*))?", Pattern.CASE_INSENSITIVE);

  /** The columns; those after {@link #PERCENT} are written by the export and need not be there. */
  enum Column {
    ID("Id"),
    LEVEL("Outline level", "level", "outline"),
    NAME("Name", "task", "task name", "title", "activity name"),
    DURATION("Duration (days)"),
    EFFORT("Effort (hours)", "work", "planned effort"),
    OWNER("Owner", "responsible", "resource names", "resource", "assigned to"),
    START("Start no earlier than", "earliest start"),
    DEADLINE("Deadline"),
    PREDECESSORS("Predecessors", "predecessor"),
    MILESTONE("Milestone"),
    COST("Cost", "fixed cost"),
    PERCENT("Percent complete", "% complete", "progress"),
    CONSTRAINT("Constraint", "constraint type"),
    CONSTRAINT_DATE("Constraint date"),
    ACTUAL_START("Actual start"),
    ACTUAL_FINISH("Actual finish"),
    REMAINING("Remaining (days)", "remaining duration"),
    OPTIMISTIC("Optimistic (days)", "optimistic duration"),
    MOST_LIKELY("Most likely (days)", "most likely duration"),
    PESSIMISTIC("Pessimistic (days)", "pessimistic duration"),
    WBS("WBS", "wbs code", "outline number"),
    PLANNED_START("Planned start"),
    PLANNED_FINISH("Planned finish");

    final String title;
    private final Set<String> names = new HashSet<>();

    Column(String title, String... others) {
      this.title = title;
      names.add(plain(title));
      for (String other : others) {
        names.add(plain(other));
      }
    }

    static Column of(String title) {
      String plain = plain(title);
      for (Column column : values()) {
        if (column.names.contains(plain)) {
          return column;
        }
      }
      return null;
    }

    private static String plain(String title) {
      return title
          .toLowerCase(Locale.ROOT)
          .replaceAll("\\([^)]*\\)", "")
          .replaceAll("[^\\p{L}%]", "");
    }
  }

  static final List<Column> TEMPLATE_COLUMNS =
      List.of(Column.values()).subList(0, Column.PERCENT.ordinal() + 1);

  private PlanTable() {}

  // ---- out

  static List<String> titles(List<Column> columns) {
    return columns.stream().map(c -> c.title).toList();
  }

  static List<List<String>> examples() {
    return List.of(
        List.of("1", "1", "Prepare", "", "", "", "", "", "", "no", "", ""),
        List.of(
            "2",
            "2",
            "Set up the test system",
            "3",
            "20",
            "Anna Example",
            "2027-03-01",
            "",
            "",
            "no",
            "500",
            "0"),
        List.of("3", "1", "Go live", "0", "", "", "", "2027-03-31", "2FS+1d", "yes", "", "0"));
  }

  /** All columns of all tasks, in the order of {@link Column}. */
  static List<List<String>> rows(WorkPlan plan, Schedule schedule) {
    long perDay = plan.calendar().minutesPerDay();
    Map<Integer, ScheduledTask> dates = schedule.byNumber();
    Map<Integer, StringBuilder> predecessors = new HashMap<>();
    for (TaskLink link : plan.links()) {
      StringBuilder text = predecessors.computeIfAbsent(link.successor(), n -> new StringBuilder());
      text.append(text.isEmpty() ? "" : ";").append(link.predecessor());
      if (link.type() != LinkType.FS || link.lagMinutes() != 0) {
        text.append(link.type());
      }
      if (link.lagMinutes() != 0) {
        text.append(link.lagMinutes() < 0 ? "-" : "+")
            .append(amount(Math.abs(link.lagMinutes()), perDay));
      }
    }
    List<List<String>> rows = new ArrayList<>(plan.tasks().size());
    for (PlanTask task : plan.tasks()) {
      ScheduledTask when = dates.get(task.number());
      boolean plainStart = task.constraint() == ConstraintType.START_NO_EARLIER_THAN;
      boolean other = !plainStart && task.constraint() != ConstraintType.AS_SOON_AS_POSSIBLE;
      Map<Column, String> cells = new EnumMap<>(Column.class);
      cells.put(Column.ID, "" + task.number());
      cells.put(Column.LEVEL, "" + when.level());
      cells.put(Column.NAME, task.name());
      cells.put(Column.DURATION, when.summary() ? "" : days(task.durationMinutes(), perDay));
      cells.put(
          Column.EFFORT, task.effortHours() == null ? "" : task.effortHours().toPlainString());
      cells.put(Column.OWNER, task.owner() != null ? task.owner() : text(task.ownerLabel()));
      cells.put(Column.START, plainStart ? date(task.constraintDate()) : "");
      cells.put(Column.DEADLINE, text(task.deadline()));
      cells.put(Column.PREDECESSORS, text(predecessors.get(task.number())));
      cells.put(Column.MILESTONE, task.milestone() ? "yes" : "no");
      cells.put(
          Column.COST, task.fixedCost().signum() == 0 ? "" : task.fixedCost().toPlainString());
      cells.put(Column.PERCENT, "" + when.percentComplete());
      cells.put(Column.CONSTRAINT, other ? say(task.constraint()) : "");
      cells.put(Column.CONSTRAINT_DATE, other ? date(task.constraintDate()) : "");
      cells.put(Column.ACTUAL_START, date(task.actualStart()));
      cells.put(Column.ACTUAL_FINISH, date(task.actualFinish()));
      cells.put(
          Column.REMAINING,
          task.remainingMinutes() == null ? "" : days(task.remainingMinutes(), perDay));
      ThreePointEstimate estimate = task.estimate();
      boolean given = estimate != null;
      cells.put(Column.OPTIMISTIC, given ? days(estimate.optimisticMinutes(), perDay) : "");
      cells.put(Column.MOST_LIKELY, given ? days(estimate.mostLikelyMinutes(), perDay) : "");
      cells.put(Column.PESSIMISTIC, given ? days(estimate.pessimisticMinutes(), perDay) : "");
      cells.put(Column.WBS, when.wbs());
      cells.put(Column.PLANNED_START, date(when.start()));
      cells.put(Column.PLANNED_FINISH, date(when.finish()));
      rows.add(List.copyOf(cells.values()));
    }
    return rows;
  }

  private static String say(ConstraintType type) {
    String words = type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String amount(long minutes, long perDay) {
    if (minutes % perDay == 0) {
      return minutes / perDay + "d";
    }
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
  }

  private static String days(long minutes, long perDay) {
    BigDecimal days =
        BigDecimal.valueOf(minutes).divide(BigDecimal.valueOf(perDay), 6, RoundingMode.HALF_UP);
    return days.signum() == 0 ? "0" : days.stripTrailingZeros().toPlainString();
  }

  private static String date(LocalDateTime date) {
    if (date == null) {
      return "";
    }
    return date.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? date.toLocalDate().toString()
        : date.toString().replace('T', ' ');
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  /**
   * Money without needless zeros, but never in powers of ten, so that equal amounts are equal
   * objects.
   */
  static BigDecimal money(BigDecimal amount) {
    BigDecimal bare = amount.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }

  // ---- in

  /** Whether a text that does not call itself a table at least looks like one of ours. */
  static boolean hasHeader(byte[] content) {
    String head = Spreadsheets.decode(content, content.length).lines().findFirst().orElse("");
    return head.length() < 2_000
        && Arrays.stream(head.split("[,;\t]"))
            .anyMatch(t -> Column.of(t.replace("\"", "")) == Column.NAME);
  }

  static ImportedPlan read(
      List<Spreadsheets.Line> lines, String format, WorkingCalendar calendar, Losses losses) {
    return new Reader(lines, format, calendar, losses).read();
  }

  /** Reads one table. */
  private static final class Reader {
    private final List<Spreadsheets.Line> lines;
    private final String format;
    private final WorkingCalendar calendar;
    private final Losses losses;
    private final long perDay;
    private final Map<Column, Integer> places = new EnumMap<>(Column.class);
    private final Map<String, Integer> numberOfId = new HashMap<>();
    private final Map<Integer, FileDates> dates = new HashMap<>();

    Reader(List<Spreadsheets.Line> lines, String format, WorkingCalendar calendar, Losses losses) {
      this.lines = lines;
      this.format = format;
      this.calendar = calendar;
      this.losses = losses;
      perDay = calendar.minutesPerDay();
    }

    ImportedPlan read() {
      readHeader();
      List<Spreadsheets.Line> rows =
          lines.subList(1, lines.size()).stream().filter(l -> !l.isBlank()).toList();
      if (rows.isEmpty()) {
        throw PlanImport.refused("noTasks");
      }
      int count = rows.size();
      int[] numbers = numbers(rows);
      int[] levels = levels(rows);
      int[] parents = new int[count];
      boolean[] summary = new boolean[count];
      int[] lastOnLevel = new int[count + 2];
      for (int i = 0; i < count; i++) {
        parents[i] = levels[i] == 1 ? -1 : lastOnLevel[levels[i] - 1];
        lastOnLevel[levels[i]] = i;
        if (parents[i] >= 0) {
          summary[parents[i]] = true;
        }
      }
      List<PlanTask> tasks = new ArrayList<>(count);
      List<TaskLink> links = new ArrayList<>();
      Set<String> people = new TreeSet<>();
      int milestones = 0;
      int summaries = 0;
      for (int i = 0; i < count; i++) {
        Integer parent = parents[i] < 0 ? null : numbers[parents[i]];
        PlanTask task = task(rows.get(i), i, numbers[i], parent, summary[i]);
        tasks.add(task);
        readLinks(rows.get(i), numbers[i], links);
        milestones += task.milestone() ? 1 : 0;
        summaries += summary[i] ? 1 : 0;
        if (task.ownerLabel() != null) {
          people.add(task.ownerLabel());
        }
      }
      return new ImportedPlan(
          format,
          null,
          null,
          calendar,
          List.copyOf(tasks),
          List.copyOf(links),
          List.copyOf(people),
          losses.list(),
          dates,
          new ImportedPlan.Counts(
              count - summaries - milestones, summaries, milestones, links.size(), people.size()));
    }

    private void readHeader() {
      if (lines.isEmpty()) {
        throw PlanImport.refused("empty");
      }
      List<String> titles = lines.get(0).cells();
      for (int i = 0; i < titles.size(); i++) {
        Column column = titles.get(i).isEmpty() ? null : Column.of(titles.get(i));
        if (column != null && places.putIfAbsent(column, i) != null) {
          throw PlanImport.refused("columnTwice", titles.get(i));
        }
        if (column == null) {
          countUnknownColumn(i, titles.get(i));
        }
      }
      if (!places.containsKey(Column.NAME)) {
        throw PlanImport.refused("header");
      }
    }

    private void countUnknownColumn(int place, String title) {
      int filled = 0;
      for (Spreadsheets.Line line : lines.subList(1, lines.size())) {
        filled += line.cell(place).isEmpty() ? 0 : 1;
      }
      losses.addNamed("columns", filled, title);
    }

    private String cell(Spreadsheets.Line row, Column column) {
      return row.cell(places.get(column));
    }

    /** The numbers that the file uses where all are small whole numbers, else 1, 2, 3... */
    private int[] numbers(List<Spreadsheets.Line> rows) {
      boolean usable = true;
      int[] numbers = new int[rows.size()];
      for (int i = 0; i < rows.size(); i++) {
        String id = cell(rows.get(i), Column.ID);
        if (!id.isEmpty() && numberOfId.putIfAbsent(id, i) != null) {
          throw PlanImport.refused("idTwice", "" + rows.get(i).number(), id);
        }
        usable &= id.matches("[1-9][0-9]{0,5}");
      }
      for (int i = 0; i < rows.size(); i++) {
        String id = cell(rows.get(i), Column.ID);
        numbers[i] = usable ? Integer.parseInt(id) : i + 1;
        // who gives no ids means the rows as they are counted below the header
        numberOfId.put(id.isEmpty() ? "" + (i + 1) : id, numbers[i]);
        if (!usable && !id.isEmpty()) {
          losses.at("numbers", numbers[i], cell(rows.get(i), Column.NAME), id, numbers[i]);
        }
      }
      return numbers;
    }

    private int[] levels(List<Spreadsheets.Line> rows) {
      int[] levels = new int[rows.size()];
      boolean byLevel = places.containsKey(Column.LEVEL);
      for (int i = 0; i < levels.length; i++) {
        Spreadsheets.Line row = rows.get(i);
        String level = cell(row, byLevel ? Column.LEVEL : Column.WBS);
        if (level.isEmpty()) {
          levels[i] = 1;
        } else if (byLevel) {
          if (!level.matches("[1-9][0-9]?")) {
            throw wrong(row, Column.LEVEL, level, "number1to99");
          }
          levels[i] = Integer.parseInt(level);
        } else {
          levels[i] = Math.min(99, level.split("\\.").length);
        }
        int most = i == 0 ? 1 : levels[i - 1] + 1;
        if (levels[i] > most) {
          losses.at("levels", null, cell(row, Column.NAME), levels[i], most);
          levels[i] = most;
        }
      }
      return levels;
    }

    private PlanTask task(
        Spreadsheets.Line row, int position, int number, Integer parent, boolean summary) {
      String name =
          shortened(number, cell(row, Column.NAME).replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
      if (name.isEmpty()) {
        name = "Task " + number;
        losses.at("names", number, name, null, name);
      }
      BigDecimal effort = number(row, Column.EFFORT, LARGEST_NUMBER, "hours");
      BigDecimal cost = number(row, Column.COST, LARGEST_MONEY, "money");
      LocalDateTime start = date(row, Column.START);
      LocalDateTime deadline = date(row, Column.DEADLINE);
      LocalDateTime actualStart = date(row, Column.ACTUAL_START);
      LocalDateTime actualFinish = date(row, Column.ACTUAL_FINISH);
      Long remaining = minutes(row, Column.REMAINING);
      int percent = percent(row);
      String owner = shortened(number, cell(row, Column.OWNER));
      boolean wantsMilestone = yes(row);
      ConstraintType constraint =
          start == null ? ConstraintType.AS_SOON_AS_POSSIBLE : ConstraintType.START_NO_EARLIER_THAN;
      LocalDateTime constraintDate = start;
      String kind = cell(row, Column.CONSTRAINT);
      if (!kind.isEmpty()) {
        constraint = constraint(row, kind);
        boolean dated =
            constraint != ConstraintType.AS_SOON_AS_POSSIBLE
                && constraint != ConstraintType.AS_LATE_AS_POSSIBLE;
        LocalDateTime given = date(row, Column.CONSTRAINT_DATE);
        constraintDate = !dated ? null : given == null ? start : given;
        if (dated && constraintDate == null) {
          throw wrong(row, Column.CONSTRAINT_DATE, "", "date");
        }
      }
      LocalDate due = deadline == null ? null : deadline.toLocalDate();
      if (summary) {
        if (effort != null || cost != null || !owner.isEmpty()) {
          losses.at("summaryValues", number, name, null, null);
        }
        return PlanTask.named(number, name)
            .parent(parent)
            .position(position)
            .constraint(constraint)
            .constraintDate(constraintDate)
            .deadline(due)
            .build();
      }
      keepFileDates(row, number, name);
      Long given = minutes(row, Column.DURATION);
      long minutes;
      if (given != null) {
        minutes = given;
      } else if (wantsMilestone) {
        minutes = 0;
      } else if (effort != null && effort.signum() > 0) {
        minutes =
            effort.multiply(BigDecimal.valueOf(60)).setScale(0, RoundingMode.HALF_UP).longValue();
        losses.at("durationsFromEffort", number, name, null, effort.toPlainString() + "h");
      } else {
        minutes = perDay;
        losses.at("durations", number, name, null, perDay / 60 + "h");
      }
      boolean milestone = minutes == 0;
      if (wantsMilestone && !milestone) {
        losses.at("longMilestones", number, name, cell(row, Column.DURATION), null);
      }
      if (!wantsMilestone && milestone) {
        losses.at("noDuration", number, name, null, null);
      }
      if (actualFinish != null && percent < 100) {
        losses.at("percent", number, name, percent, 100);
        percent = 100;
      }
      return PlanTask.named(number, name)
          .parent(parent)
          .position(position)
          .milestone(milestone)
          .durationMinutes(minutes)
          .effortHours(effort == null || effort.signum() == 0 ? null : money(effort))
          .ownerLabel(owner.isEmpty() ? null : owner)
          .constraint(constraint)
          .constraintDate(constraintDate)
          .deadline(due)
          .fixedCost(money(cost == null ? BigDecimal.ZERO : cost))
          .percentComplete(percent)
          .actualStart(actualStart)
          .actualFinish(actualFinish)
          .remainingMinutes(remaining)
          .estimate(milestone ? null : estimate(row))
          .build();
    }

    /** The three values of an estimate, which must rise; none where all cells are empty. */
    private ThreePointEstimate estimate(Spreadsheets.Line row) {
      Long optimistic = minutes(row, Column.OPTIMISTIC);
      Long mostLikely = minutes(row, Column.MOST_LIKELY);
      Long pessimistic = minutes(row, Column.PESSIMISTIC);
      if (optimistic == null && mostLikely == null && pessimistic == null) {
        return null;
      }
      Column missing =
          optimistic == null
              ? Column.OPTIMISTIC
              : mostLikely == null
                  ? Column.MOST_LIKELY
                  : pessimistic == null ? Column.PESSIMISTIC : null;
      if (missing != null) {
        throw wrong(row, missing, "", "estimate");
      }
      ThreePointEstimate estimate = new ThreePointEstimate(optimistic, mostLikely, pessimistic);
      if (!estimate.isOrdered()) {
        throw wrong(row, Column.MOST_LIKELY, cell(row, Column.MOST_LIKELY), "estimate");
      }
      return estimate;
    }

    /**
     * The planned dates are not taken, since they are computed, but compared with what comes out.
     */
    private void keepFileDates(Spreadsheets.Line row, int number, String name) {
      String from = cell(row, Column.PLANNED_START);
      String to = cell(row, Column.PLANNED_FINISH);
      if (from.isEmpty() || to.isEmpty()) {
        return;
      }
      try {
        boolean daysOnly = from.length() <= 10 && to.length() <= 10;
        dates.put(
            number,
            new FileDates(
                date(row, Column.PLANNED_START), date(row, Column.PLANNED_FINISH), daysOnly, null));
      } catch (RefusedException noDates) {
        losses.at("plannedDates", number, name, from + " – " + to, null);
      }
    }

    private String shortened(int number, String text) {
      if (text.length() <= LONGEST_TEXT) {
        return text;
      }
      String cut = text.substring(0, LONGEST_TEXT);
      losses.at("longTexts", number, cut, text, cut);
      return cut;
    }

    private void readLinks(Spreadsheets.Line row, int number, List<TaskLink> links) {
      String cell = cell(row, Column.PREDECESSORS);
      Set<Integer> seen = new HashSet<>();
      for (String part : cell.split(cell.contains(";") ? ";" : ",")) {
        String text = part.strip();
        if (text.isEmpty()) {
          continue;
        }
        Integer predecessor = numberOfId.get(text);
        LinkType type = LinkType.FS;
        long lag = 0;
        if (predecessor == null) {
          Matcher match = PREDECESSOR.matcher(text);
          if (!match.matches()) {
            throw wrong(row, Column.PREDECESSORS, text, "predecessor");
          }
          predecessor = numberOfId.get(match.group(1));
          if (predecessor == null) {
            throw wrong(row, Column.PREDECESSORS, text, "predecessor");
          }
          type =
              match.group(2) == null
                  ? LinkType.FS
                  : LinkType.valueOf(match.group(2).toUpperCase(Locale.ROOT));
          if (match.group(4) != null) {
            Long minutes = amount(match.group(4).strip());
            if (minutes == null) {
              throw wrong(row, Column.PREDECESSORS, text, "predecessor");
            }
            lag = match.group(3).equals("-") ? -minutes : minutes;
          }
        }
        if (!seen.add(predecessor)) {
          losses.at("doubleLinks", number, cell(row, Column.NAME), text, null);
          continue;
        }
        links.add(new TaskLink(predecessor, number, type, lag));
      }
    }

    private Long minutes(Spreadsheets.Line row, Column column) {
      String text = cell(row, column);
      if (text.isEmpty()) {
        return null;
      }
      Long minutes = amount(text);
      if (minutes == null) {
        throw wrong(row, column, text, "days");
      }
      return minutes;
    }

    /** Days unless another unit is given; null where it is no amount of time. */
    private Long amount(String text) {
      Matcher match = AMOUNT.matcher(text);
      if (!match.matches()) {
        return null;
      }
      BigDecimal number = Spreadsheets.number(match.group(1));
      if (number == null || number.compareTo(LARGEST_NUMBER) > 0) {
        return null;
      }
      String unit =
          match.group(2) == null ? "d" : match.group(2).substring(0, 1).toLowerCase(Locale.ROOT);
      long factor =
          switch (unit) {
            case "h" -> 60;
            case "m" -> 1;
            case "w" -> 5 * perDay;
            default -> perDay;
          };
      return number
          .multiply(BigDecimal.valueOf(factor))
          .setScale(0, RoundingMode.HALF_UP)
          .longValue();
    }

    private BigDecimal number(
        Spreadsheets.Line row, Column column, BigDecimal most, String wanted) {
      String text = cell(row, column);
      if (text.isEmpty()) {
        return null;
      }
      BigDecimal number = Spreadsheets.number(text);
      if (number == null || number.signum() < 0 || number.compareTo(most) > 0) {
        throw wrong(row, column, text, wanted);
      }
      return number;
    }

    private int percent(Spreadsheets.Line row) {
      String text = cell(row, Column.PERCENT).replace("%", "").strip();
      if (text.isEmpty()) {
        return 0;
      }
      BigDecimal number = Spreadsheets.number(text);
      if (number == null || number.signum() < 0 || number.intValue() > 100) {
        throw wrong(row, Column.PERCENT, text, "percent");
      }
      return Math.min(100, number.intValue());
    }

    private boolean yes(Spreadsheets.Line row) {
      String text = cell(row, Column.MILESTONE).toLowerCase(Locale.ROOT);
      return switch (text) {
        case "yes", "y", "true", "1", "x" -> true;
        case "", "no", "n", "false", "0" -> false;
        default -> throw wrong(row, Column.MILESTONE, text, "yesNo");
      };
    }

    private ConstraintType constraint(Spreadsheets.Line row, String text) {
      try {
        return ConstraintType.valueOf(
            text.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]+", "_"));
      } catch (IllegalArgumentException unknown) {
        throw wrong(row, Column.CONSTRAINT, text, "constraint");
      }
    }

    private LocalDateTime date(Spreadsheets.Line row, Column column) {
      String text = cell(row, column);
      if (text.isEmpty()) {
        return null;
      }
      LocalDateTime date = Spreadsheets.moment(text);
      if (date == null) {
        throw wrong(row, column, text, "date");
      }
      return date;
    }

    private static RefusedException wrong(
        Spreadsheets.Line row, Column column, String text, String wanted) {
      String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
      return PlanImport.refused(
          "cell",
          "" + row.number(),
          column.title,
          shown,
          Sentences.say("plan.exchange.wanted." + wanted));
    }
  }
}
