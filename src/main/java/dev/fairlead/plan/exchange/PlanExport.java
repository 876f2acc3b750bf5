package dev.fairlead.plan.exchange;

import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.Schedule;
import dev.fairlead.plan.schedule.ScheduledTask;
import dev.fairlead.shared.WorkingCalendar;
import dev.fairlead.shared.WorkingCalendar.Shift;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.mpxj.ConstraintType;
import org.mpxj.Duration;
import org.mpxj.LocalTimeRange;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectCalendarException;
import org.mpxj.ProjectCalendarHours;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Resource;
import org.mpxj.ResourceAssignment;
import org.mpxj.Task;
import org.mpxj.TaskMode;
import org.mpxj.TimeUnit;
import org.mpxj.mspdi.MSPDIWriter;
import org.springframework.stereotype.Component;

/**
 * Writes plans as Microsoft Project XML, CSV and XLSX. What is written can be read again by {@link PlanImport} and gives
 * the same plan, apart from what no such file holds (systems, budget lines) and from owners, who come back as labels.
 */
@Component
public class PlanExport {

  /** The plan as Microsoft Project XML; a task's number is its unique id there, which lasts while it is edited. */
  public byte[] mspdi(WorkPlan plan, Schedule schedule, String title) {
    ProjectFile file = new ProjectFile();
    long perDay = plan.calendar().minutesPerDay();
    file.getProjectProperties().setProjectTitle(title);
    file.getProjectProperties().setName(title);
    file.getProjectProperties().setStartDate(plan.calendar().addWorking(plan.start().atStartOfDay(), 0));
    file.getProjectProperties().setFinishDate(schedule.finish());
    file.getProjectProperties().setMinutesPerDay((int) perDay);
    file.getProjectProperties().setMinutesPerWeek(minutesPerWeek(plan.calendar()));
    ProjectCalendar calendar = file.addCalendar();
    calendar.setName("Standard");
    write(plan.calendar(), calendar);
    file.setDefaultCalendar(calendar);
    file.getProjectProperties().setDefaultCalendar(calendar);

    Map<Integer, ScheduledTask> dates = schedule.byNumber();
    Map<Integer, Task> tasks = new HashMap<>();
    Map<String, Resource> people = new HashMap<>();
    int row = 0;
    for (PlanTask task : plan.tasks()) {
      Task theirs = task.parent() == null ? file.addTask() : tasks.get(task.parent()).addTask();
      tasks.put(task.number(), theirs);
      theirs.setUniqueID(task.number());
      theirs.setID(++row);
      write(task, dates.get(task.number()), theirs);
      String owner = task.owner() != null ? task.owner() : task.ownerLabel();
      if (owner != null) {
        Resource person = people.computeIfAbsent(owner, name -> person(file, name));
        assign(task, theirs, person);
      }
    }
    for (TaskLink link : plan.links()) {
      tasks
          .get(link.successor())
          .addPredecessor(
              new Relation.Builder()
                  .predecessorTask(tasks.get(link.predecessor()))
                  .type(type(link.type()))
                  .lag(Duration.getInstance(link.lagMinutes(), TimeUnit.MINUTES)));
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      MSPDIWriter writer = new MSPDIWriter();
      writer.setWriteTimephasedData(false);
      writer.write(file, out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The plan as CSV in UTF-8 with a byte order mark, which spreadsheet programs need. */
  public byte[] csv(WorkPlan plan, Schedule schedule) {
    return csv(List.of(PlanTable.Column.values()), PlanTable.rows(plan, schedule));
  }

  /** The plan as an Excel workbook with one sheet. */
  public byte[] xlsx(WorkPlan plan, Schedule schedule) {
    return xlsx(List.of(PlanTable.Column.values()), PlanTable.rows(plan, schedule));
  }

  /** A CSV file to fill in and import: the header and three example rows. */
  public byte[] csvTemplate() {
    return csv(PlanTable.TEMPLATE_COLUMNS, PlanTable.examples());
  }

  /** An Excel workbook to fill in and import: the header and three example rows. */
  public byte[] xlsxTemplate() {
    return xlsx(PlanTable.TEMPLATE_COLUMNS, PlanTable.examples());
  }

  private static byte[] csv(List<PlanTable.Column> columns, List<List<String>> rows) {
    CsvMapper mapper = CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
    List<List<String>> lines = new ArrayList<>(rows.size() + 1);
    lines.add(PlanTable.titles(columns));
    for (List<String> row : rows) {
      lines.add(row.stream().map(Spreadsheets::guarded).toList());
    }
    try {
      String text = mapper.writer(CsvSchema.emptySchema().withLineSeparator("\r\n")).writeValueAsString(lines);
      return ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] xlsx(List<PlanTable.Column> columns, List<List<String>> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "Fairlead", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Plan");
      for (int c = 0; c < columns.size(); c++) {
        sheet.value(0, c, columns.get(c).title);
        sheet.style(0, c).bold().set();
        sheet.width(c, columns.get(c) == PlanTable.Column.NAME ? 40 : 16);
      }
      sheet.freezePane(0, 1);
      for (int r = 0; r < rows.size(); r++) {
        for (int c = 0; c < columns.size(); c++) {
          write(sheet, r + 1, c, columns.get(c), rows.get(r).get(c));
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static void write(Worksheet sheet, int row, int place, PlanTable.Column column, String text) {
    if (text.isEmpty()) {
      return;
    }
    switch (column) {
      case ID, LEVEL, DURATION, EFFORT, COST, PERCENT, REMAINING -> sheet.value(row, place, new BigDecimal(text));
      case START, DEADLINE, CONSTRAINT_DATE, ACTUAL_START, ACTUAL_FINISH, PLANNED_START, PLANNED_FINISH -> {
        if (text.length() == 10) {
          sheet.value(row, place, LocalDate.parse(text));
          sheet.style(row, place).format("yyyy-mm-dd").set();
        } else {
          // a time within a day stays text: as a number it would come back a fraction of a second off
          sheet.value(row, place, text);
        }
      }
      // a text cell is never run as a formula in a workbook, so it needs no apostrophe
      default -> sheet.value(row, place, text);
    }
  }

  private static void write(PlanTask task, ScheduledTask when, Task theirs) {
    Duration duration = Duration.getInstance(task.durationMinutes() / 60.0, TimeUnit.HOURS);
    theirs.setName(task.name());
    theirs.setTaskMode(TaskMode.AUTO_SCHEDULED);
    theirs.setStart(when.start());
    theirs.setFinish(when.finish());
    theirs.setPercentageComplete(when.percentComplete());
    if (task.constraint() != null) {
      theirs.setConstraintType(ConstraintType.valueOf(task.constraint().name()));
      theirs.setConstraintDate(task.constraintDate());
    }
    if (task.deadline() != null) {
      theirs.setDeadline(task.deadline().atTime(17, 0));
    }
    if (when.summary()) {
      return;
    }
    theirs.setMilestone(task.milestone());
    theirs.setDuration(duration);
    theirs.setFixedCost(task.fixedCost());
    theirs.setActualStart(task.actualStart());
    theirs.setActualFinish(task.actualFinish());
    double remaining =
        task.remainingMinutes() != null
            ? task.remainingMinutes()
            : task.durationMinutes() * (100 - task.percentComplete()) / 100.0;
    theirs.setRemainingDuration(Duration.getInstance(remaining / 60, TimeUnit.HOURS));
    theirs.setActualDuration(
        Duration.getInstance(task.durationMinutes() * task.percentComplete() / 6000.0, TimeUnit.HOURS));
    if (task.effortHours() != null) {
      theirs.setWork(Duration.getInstance(task.effortHours().doubleValue(), TimeUnit.HOURS));
    }
  }

  private static Resource person(ProjectFile file, String name) {
    Resource person = file.addResource();
    person.setName(name);
    return person;
  }

  private static void assign(PlanTask task, Task theirs, Resource person) {
    ResourceAssignment assignment = theirs.addResourceAssignment(person);
    double hours =
        task.effortHours() != null ? task.effortHours().doubleValue() : task.durationMinutes() / 60.0;
    double done = hours * task.percentComplete() / 100;
    assignment.setWork(Duration.getInstance(task.effortHours() == null ? 0 : hours, TimeUnit.HOURS));
    assignment.setActualWork(Duration.getInstance(task.effortHours() == null ? 0 : done, TimeUnit.HOURS));
    assignment.setRemainingWork(
        Duration.getInstance(task.effortHours() == null ? 0 : hours - done, TimeUnit.HOURS));
    assignment.setStart(theirs.getStart());
    assignment.setFinish(theirs.getFinish());
  }

  private static void write(WorkingCalendar ours, ProjectCalendar theirs) {
    for (DayOfWeek day : DayOfWeek.values()) {
      List<Shift> shifts = ours.week().getOrDefault(day, List.of());
      theirs.setWorkingDay(day, !shifts.isEmpty());
      fill(theirs.addCalendarHours(day), shifts);
    }
    for (Map.Entry<LocalDate, List<Shift>> exception : ours.exceptions().entrySet()) {
      ProjectCalendarException day = theirs.addCalendarException(exception.getKey());
      fill(day, exception.getValue());
    }
  }

  private static void fill(ProjectCalendarHours hours, List<Shift> shifts) {
    for (Shift shift : shifts) {
      LocalTime end = shift.to().equals(LocalTime.MAX) ? LocalTime.MIDNIGHT : shift.to();
      hours.add(new LocalTimeRange(shift.from(), end));
    }
  }

  private static int minutesPerWeek(WorkingCalendar calendar) {
    return (int) calendar.week().values().stream().flatMap(List::stream).mapToLong(Shift::minutes).sum();
  }

  private static RelationType type(LinkType type) {
    return switch (type) {
      case FS -> RelationType.FINISH_START;
      case SS -> RelationType.START_START;
      case FF -> RelationType.FINISH_FINISH;
      case SF -> RelationType.START_FINISH;
    };
  }
}
