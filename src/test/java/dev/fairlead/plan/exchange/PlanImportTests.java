package dev.fairlead.plan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.plan.ConstraintType;
import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.schedule.CriticalPathScheduler;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.mpxj.Duration;
import org.mpxj.LocalTimeRange;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Resource;
import org.mpxj.Task;
import org.mpxj.TaskMode;
import org.mpxj.TimeUnit;
import org.mpxj.mpx.MPXWriter;
import org.mpxj.mspdi.MSPDIWriter;
import org.mpxj.primavera.PrimaveraPMFileWriter;
import org.mpxj.writer.ProjectWriter;

class PlanImportTests {
  private static final PlanImport IN = new PlanImport();
  private static final WorkingCalendar HOUSE = WorkingCalendar.standard();

  @AfterAll
  static void stop() {
    IN.destroy();
  }

  // ---- project files

  @Test
  void microsoftProjectXmlTellsEverythingItCouldNotTake() throws Exception {
    ProjectFile file = project();
    Task phase = file.addTask();
    phase.setName("Phase");
    Task build = task(phase, "Build", 3);
    Resource anna = person(file, "Anna");
    build.addResourceAssignment(anna);
    build.addResourceAssignment(person(file, "Bert"));
    build.setNotes("Remember the milk");
    build.setBaselineStart(LocalDateTime.of(2027, 3, 1, 8, 0));
    Task test = task(phase, "Test", 2);
    test.setCalendar(nightShift(file));
    test.setText(1, "red");
    link(build, test, RelationType.FINISH_START, Duration.getInstance(50, TimeUnit.PERCENT));
    Task unused = task(phase, "Never mind", 1);
    unused.setActive(false);
    link(unused, test, RelationType.FINISH_START, Duration.getInstance(0, TimeUnit.DAYS));
    Task manual = task(phase, "By hand", 1);
    manual.setTaskMode(TaskMode.MANUALLY_SCHEDULED);
    manual.setStart(LocalDateTime.of(2027, 3, 9, 8, 0));
    manual.setFinish(LocalDateTime.of(2027, 3, 9, 17, 0));
    link(build, manual, RelationType.START_START, Duration.getInstance(2, TimeUnit.ELAPSED_DAYS));

    ImportedPlan plan = IN.read("plan.xml", written(new MSPDIWriter(), file), HOUSE);

    assertThat(plan.format()).isEqualTo("Microsoft Project XML");
    assertThat(plan.start()).isEqualTo(LocalDate.of(2027, 3, 1));
    assertThat(plan.tasks())
        .extracting(t -> t.name())
        .containsExactly("Phase", "Build", "Test", "By hand");
    assertThat(plan.tasks().get(1).ownerLabel()).isEqualTo("Anna");
    assertThat(plan.tasks().get(3).constraint()).isEqualTo(ConstraintType.START_NO_EARLIER_THAN);
    assertThat(plan.links()).extracting(TaskLink::type).containsExactly(LinkType.FS, LinkType.SS);
    assertThat(plan.links()).extracting(TaskLink::lagMinutes).containsExactly(720L, 686L);
    assertThat(plan.losses())
        .extracting(Loss::field)
        .containsExactlyInAnyOrder(
            "inactive",
            "severalPeople",
            "taskCalendars",
            "manual",
            "percentLags",
            "elapsedLags",
            "externalLinks",
            "notes",
            "baselines",
            "customFields");
    assertThat(plan.losses())
        .extracting(Loss::sentence)
        .contains(
            "One task has several people; the first became the owner, the others were not taken.")
        .noneMatch(s -> s.startsWith("plan.exchange"));
  }

  @Test
  void holidaysAndShiftsOfTheFilesCalendarAreTaken() throws Exception {
    ProjectFile file = project();
    file.getDefaultCalendar()
        .addCalendarException(LocalDate.of(2027, 3, 3), LocalDate.of(2027, 3, 4));
    file.getDefaultCalendar().setWorkingDay(DayOfWeek.FRIDAY, false);
    task(file, "Work", 5);

    ImportedPlan plan = IN.read("plan.xml", written(new MSPDIWriter(), file), HOUSE);

    assertThat(plan.calendar().isWorkingDay(LocalDate.of(2027, 3, 2))).isTrue();
    assertThat(plan.calendar().isWorkingDay(LocalDate.of(2027, 3, 3))).isFalse();
    assertThat(plan.calendar().isWorkingDay(LocalDate.of(2027, 3, 4))).isFalse();
    assertThat(plan.calendar().isWorkingDay(LocalDate.of(2027, 3, 5))).isFalse();
  }

  @Test
  void mpxAndPrimaveraXmlAreReadToo() throws Exception {
    for (boolean mpx : new boolean[] {true, false}) {
      ProjectFile file = project();
      Task first = task(file, "First", 2);
      Task second = task(file, "Second", 1);
      link(first, second, RelationType.FINISH_START, Duration.getInstance(1, TimeUnit.DAYS));
      byte[] content = written(mpx ? new MPXWriter() : new PrimaveraPMFileWriter(), file);

      ImportedPlan plan = IN.read(mpx ? "plan.mpx" : "plan.xml", content, HOUSE);

      assertThat(plan.format()).isEqualTo(mpx ? "Microsoft Project Exchange" : "Primavera P6 XML");
      assertThat(plan.tasks()).extracting(t -> t.name()).contains("First", "Second");
      assertThat(plan.links()).hasSize(1);
      assertThat(plan.links().get(0).lagMinutes()).isEqualTo(480);
      assertThat(
              plan.tasks().stream()
                  .filter(t -> t.name().equals("First"))
                  .findFirst()
                  .orElseThrow()
                  .durationMinutes())
          .isEqualTo(960);
    }
  }

  private static final String XER =
      String.join(
          "\r\n",
          "ERMHDR\t20.12\t2027-03-01\tProject\tADMIN\tx\tdb\tProject Management\tUSD",
          "%T\tPROJECT",
          "%F\tproj_id\tproj_short_name\tclndr_id\tplan_start_date\texport_flag",
          "%R\t1\tMIG\t7\t2027-03-01 08:00\tY",
          "%T\tCALENDAR",
          "%F\tclndr_id\tdefault_flag\tclndr_name\tproj_id\tclndr_type\tday_hr_cnt\tweek_hr_cnt\tclndr_data",
          "%R\t7\tY\tFive days\t\tCA_Base\t8\t40\t(0||CalendarData()((0||DaysOfWeek()((0||1()())"
              + "(0||2()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))"
              + "(0||3()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))"
              + "(0||4()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))"
              + "(0||5()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))"
              + "(0||6()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))(0||7()())))(0||Exceptions()())))",
          "%T\tPROJWBS",
          "%F\twbs_id\tproj_id\tseq_num\tproj_node_flag\twbs_short_name\twbs_name\tparent_wbs_id",
          "%R\t10\t1\t1\tY\tMIG\tMigration\t",
          "%R\t11\t1\t2\tN\tE\tEmpty phase\t10",
          "%T\tTASK",
          "%F\ttask_id\tproj_id\twbs_id\tclndr_id\ttask_type\tstatus_code\ttask_code\ttask_name"
              + "\tremain_drtn_hr_cnt\ttarget_drtn_hr_cnt\tcstr_date\tcstr_type",
          "%R\t100\t1\t10\t7\tTT_Task\tTK_NotStart\tA1000\tCopy data\t24\t24\t\t",
          "%R\t101\t1\t10\t7\tTT_Task\tTK_NotStart\tA1010\tCheck data\t16\t16\t2027-03-10 08:00\tCS_MSO",
          "%R\t102\t1\t10\t7\tTT_FinMile\tTK_NotStart\tA1020\tLive\t0\t0\t\t",
          "%T\tTASKPRED",
          "%F\ttask_pred_id\ttask_id\tpred_task_id\tproj_id\tpred_proj_id\tpred_type\tlag_hr_cnt",
          "%R\t1\t101\t100\t1\t1\tPR_FS\t8",
          "%R\t2\t101\t100\t1\t1\tPR_FF\t0",
          "%R\t3\t102\t101\t1\t1\tPR_FF\t0",
          "%E",
          "");

  @Test
  void primaveraXerIsRead() {
    ImportedPlan plan = IN.read("plan.xer", XER.getBytes(StandardCharsets.UTF_8), HOUSE);

    assertThat(plan.tasks())
        .extracting(t -> t.name())
        .containsExactly("Migration", "Copy data", "Check data", "Live");
    assertThat(plan.tasks()).extracting(t -> t.parent()).containsExactly(null, 1, 1, 1);
    assertThat(plan.tasks().get(1).durationMinutes()).isEqualTo(24 * 60);
    assertThat(plan.tasks().get(2).constraint()).isEqualTo(ConstraintType.MUST_START_ON);
    assertThat(plan.tasks().get(3).milestone()).isTrue();
    assertThat(plan.links())
        .containsExactly(new TaskLink(2, 3, LinkType.FS, 480), new TaskLink(3, 4, LinkType.FF, 0));
    assertThat(plan.losses())
        .extracting(Loss::field)
        .contains("softConstraints", "doubleLinks", "emptySummaries");
  }

  @Test
  void aCircleInTheFileIsNamedWhenThePlanIsScheduled() {
    ImportedPlan plan = csv("Id,Name,Predecessors\n1,A,3\n2,B,1\n3,C,2SS+2d\n");

    assertThatThrownBy(
            () ->
                new CriticalPathScheduler()
                    .schedule(
                        new WorkPlan(
                            "T",
                            1,
                            LocalDate.of(2027, 3, 1),
                            null,
                            HOUSE,
                            plan.tasks(),
                            plan.links()),
                        null))
        .hasMessageContaining("1 A -> 2 B -> 3 C -> 1 A");
  }

  // ---- tables

  @Test
  void aTableInEverydaySpellingIsRead() {
    ImportedPlan plan =
        csv(
            """
            WBS;Task name;Duration;Work;Responsible;Deadline;Predecessors;Milestone;Cost;% complete;Colour
            1;Prepare;;;;;;;;;
            1.1;Server;2,5;20;Anna;31.03.2027;;;1,500.50;40%;red
            1.2;Network;4h;;;;2;;;;
            2;Live;;;;2027-04-01;2SS+1d, 3 FS - 2h;yes;;;
            """);

    assertThat(plan.tasks()).extracting(t -> t.number()).containsExactly(1, 2, 3, 4);
    assertThat(plan.tasks()).extracting(t -> t.parent()).containsExactly(null, 1, 1, null);
    assertThat(plan.tasks().get(1).durationMinutes()).isEqualTo(1200);
    assertThat(plan.tasks().get(1).deadline()).isEqualTo(LocalDate.of(2027, 3, 31));
    assertThat(plan.tasks().get(1).fixedCost()).isEqualByComparingTo("1500.5");
    assertThat(plan.tasks().get(1).percentComplete()).isEqualTo(40);
    assertThat(plan.tasks().get(2).durationMinutes()).isEqualTo(240);
    assertThat(plan.tasks().get(3).milestone()).isTrue();
    assertThat(plan.links())
        .containsExactly(
            TaskLink.finishToStart(2, 3),
            new TaskLink(2, 4, LinkType.SS, 480),
            new TaskLink(3, 4, LinkType.FS, -120));
    assertThat(plan.losses())
        .extracting(Loss::sentence)
        .containsExactly("One value in unknown columns was not taken: Colour.");
  }

  @Test
  void idsThatAreNoNumbersAreCountedAndStillLink() {
    ImportedPlan plan =
        csv("Id,Name,Predecessors\nA-10,First,\nB-20,Second,A-10\nC,Third,B-20FF+1w\n");

    assertThat(plan.links())
        .containsExactly(TaskLink.finishToStart(1, 2), new TaskLink(2, 3, LinkType.FF, 2400));
    assertThat(plan.losses()).extracting(Loss::field).contains("numbers");
  }

  @Test
  void missingDurationsAreTakenFromTheEffortOrSetToADay() {
    ImportedPlan plan = csv("Name,Effort (hours)\nA,4\nB,\n");

    assertThat(plan.tasks()).extracting(t -> t.durationMinutes()).containsExactly(240L, 480L);
    assertThat(plan.losses())
        .extracting(Loss::field)
        .containsExactly("durationsFromEffort", "durations");
  }

  @Test
  void aWrongCellIsNamedByItsRowAndColumn() {
    assertRefused(
        "Id,Name,Duration (days)\n1,A,soon\n",
        "Row 2, column Duration (days): \"soon\" is not a number of days");
    assertRefused(
        "Id,Name,Predecessors\n1,A,9\n", "Row 2, column Predecessors: \"9\" is not a list of Ids");
    assertRefused("Id,Name,Predecessors\n1,A,\n2,B,1FS+1x\n", "Row 3, column Predecessors");
    assertRefused("Name,Deadline\nA,03/04/2027\n", "is not a date such as 2027-03-31");
    assertRefused("Name,Deadline\nA,2027-02-30\n", "is not a date such as 2027-03-31");
    assertRefused("Name,Percent complete\nA,140\n", "is not a number from 0 to 100");
    assertRefused("Name,Milestone\nA,perhaps\n", "is not yes or no");
    assertRefused("Name,Cost\nA,-5\n", "is not an amount of money");
    assertRefused("Id,Name\n1,A\n1,B\n", "Row 3: the Id 1 is used twice");
    assertRefused("Name,Name\nA,B\n", "The column Name is there twice");
    assertRefused("Id,Duration\n1,2\n", "one of them must be Name");
    assertRefused("Name\n", "The file holds no tasks.");
    assertRefused("Name\n\"A\n", "cannot be read as CSV");
  }

  @Test
  void windowsTextIsReadAndTold() {
    ImportedPlan plan =
        IN.read(
            "plan.csv", "Name\nPr\u00fcfung\n".getBytes(Charset.forName("windows-1252")), HOUSE);

    assertThat(plan.tasks().get(0).name()).isEqualTo("Pr\u00fcfung");
    assertThat(plan.losses()).extracting(Loss::field).contains("charset");
  }

  // ---- files that are no plans

  @Test
  void whatAFileIsIsDecidedByItsContent() {
    ImportedPlan plan = IN.read("plan.mpp", "Name\nA\n".getBytes(StandardCharsets.UTF_8), HOUSE);

    assertThat(plan.format()).isEqualTo("CSV table");
    assertThat(plan.losses())
        .extracting(Loss::sentence)
        .contains(
            "The file's name promises another format; its content is CSV table and was read as that.");
  }

  @Test
  void everythingElseIsRefusedInOneSentence() throws Exception {
    byte[] xml = written(new MSPDIWriter(), withOneTask());
    byte[] ole = new byte[4096];
    System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, ole, 0, 4);

    assertRefused("plan.csv", new byte[0], "plan.exchange.empty");
    assertRefused("plan.csv", new byte[PlanImport.MOST_BYTES + 1], "plan.exchange.tooLarge");
    assertRefused("plan.mpp", ole, "plan.exchange.unreadable");
    assertRefused("plan.mpp", "just words".getBytes(), "plan.exchange.unknown");
    assertRefused("plan.pdf", "%PDF-1.7 Name".getBytes(), "plan.exchange.unknown");
    assertRefused("plan.bin", new byte[] {1, 2, 0, 3}, "plan.exchange.unknown");
    assertRefused("plan.xml", Arrays.copyOf(xml, xml.length - 100), "plan.exchange.truncated");
    assertRefused("plan.xml", "<html><body/></html>".getBytes(), "plan.exchange.unknownXml");
    assertRefused(
        "plan.xer", XER.substring(0, XER.length() - 40).getBytes(), "plan.exchange.truncated");
    assertRefused("plan.xlsx", zip("readme.txt", 10), "plan.exchange.zip");
    assertRefused(
        "plan.xlsx", Arrays.copyOf(zip("xl/workbook.xml", 10), 40), "plan.exchange.truncated");
    assertRefused("plan.xlsx", zip("xl/workbook.xml", 10), "plan.exchange.unreadable");
  }

  @Test
  void aStreamIsNeverReadFurtherThanAFileMayBeLong() {
    assertThatThrownBy(
            () ->
                IN.read(
                    "plan.csv",
                    new ByteArrayInputStream(new byte[PlanImport.MOST_BYTES + 5]),
                    HOUSE))
        .hasMessageContaining("larger than 20 MB");
  }

  @Test
  void aWorkbookThatUnpacksToGigabytesIsRefused() throws Exception {
    assertRefused(
        "plan.xlsx", zip("xl/workbook.xml", 90 * 1024 * 1024), "plan.exchange.unpacksTooLarge");
  }

  @Test
  void xmlWithADocumentTypeIsRefusedBeforeAnythingIsResolved() {
    String file =
        "<!DOCTYPE Project [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Project><Name>&x;</Name></Project>";

    assertRefused("plan.xml", file.getBytes(), "plan.exchange.doctype");
    assertRefused(
        "plan.xml", ("<?xml version=\"1.0\"?>" + file).getBytes(), "plan.exchange.doctype");
    assertRefused("plan.xml", file.getBytes(StandardCharsets.UTF_16), "plan.exchange.doctype");
  }

  @Test
  void moreThanFiftyThousandTasksAreRefused() {
    String csv = "Name\n" + "A\n".repeat(PlanImport.MOST_TASKS + 1);
    String xml =
        "<Project><Tasks>" + "<Task/>".repeat(PlanImport.MOST_TASKS + 1) + "</Tasks></Project>";

    assertRefused("plan.csv", csv.getBytes(), "plan.exchange.tooManyTasks");
    assertRefused("plan.xml", xml.getBytes(), "plan.exchange.tooManyTasks");
  }

  @Test
  void fiftyThousandTasksAreRead() {
    StringBuilder csv = new StringBuilder("Id,Name,Predecessors\n");
    for (int i = 1; i <= PlanImport.MOST_TASKS; i++) {
      csv.append(i).append(",Task,").append(i > 1 ? "" + (i - 1) : "").append('\n');
    }
    assertThat(csv(csv.toString()).links()).hasSize(PlanImport.MOST_TASKS - 1);
  }

  // ---- helpers

  private static ImportedPlan csv(String text) {
    return IN.read("plan.csv", text.getBytes(StandardCharsets.UTF_8), HOUSE);
  }

  private static void assertRefused(String csv, String sentence) {
    assertThatThrownBy(() -> csv(csv))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(sentence);
  }

  private static void assertRefused(String name, byte[] content, String code) {
    assertThatThrownBy(() -> IN.read(name, content, HOUSE))
        .as(name + " " + code)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refusal -> {
              assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
              assertThat(refusal.field()).isEqualTo("file");
              assertThat(refusal.getMessage()).endsWith(".").isNotEqualTo(code);
            });
  }

  private static byte[] zip(String entry, int size) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      byte[] block = new byte[1024];
      for (int written = 0; written < size; written += block.length) {
        zip.write(block, 0, Math.min(block.length, size - written));
      }
    }
    return out.toByteArray();
  }

  private static ProjectFile project() {
    ProjectFile file = new ProjectFile();
    ProjectCalendar calendar = file.addDefaultBaseCalendar();
    file.setDefaultCalendar(calendar);
    file.getProjectProperties().setDefaultCalendar(calendar);
    file.getProjectProperties().setStartDate(LocalDateTime.of(2027, 3, 1, 8, 0));
    return file;
  }

  private static ProjectFile withOneTask() {
    ProjectFile file = project();
    task(file, "Only", 1);
    return file;
  }

  private static Task task(org.mpxj.ChildTaskContainer parent, String name, int days) {
    Task task = parent.addTask();
    task.setName(name);
    task.setDuration(Duration.getInstance(days, TimeUnit.DAYS));
    task.setRemainingDuration(Duration.getInstance(days, TimeUnit.DAYS));
    task.setTaskMode(TaskMode.AUTO_SCHEDULED);
    return task;
  }

  private static Resource person(ProjectFile file, String name) {
    Resource person = file.addResource();
    person.setName(name);
    return person;
  }

  private static ProjectCalendar nightShift(ProjectFile file) {
    ProjectCalendar calendar = file.addDefaultBaseCalendar();
    calendar.setName("Weekends");
    calendar.setWorkingDay(DayOfWeek.SUNDAY, true);
    calendar
        .addCalendarHours(DayOfWeek.SUNDAY)
        .add(new LocalTimeRange(LocalTime.of(8, 0), LocalTime.of(12, 0)));
    return calendar;
  }

  private static void link(Task from, Task to, RelationType type, Duration lag) {
    to.addPredecessor(new Relation.Builder().predecessorTask(from).type(type).lag(lag));
  }

  private static byte[] written(ProjectWriter writer, ProjectFile file) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(file, out);
    return out.toByteArray();
  }
}
