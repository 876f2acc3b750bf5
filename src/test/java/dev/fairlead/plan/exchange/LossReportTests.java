package dev.fairlead.plan.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.plan.LinkType;
import dev.fairlead.plan.PlanTask;
import dev.fairlead.plan.TaskLink;
import dev.fairlead.plan.WorkPlan;
import dev.fairlead.plan.exchange.Loss.Case;
import dev.fairlead.plan.exchange.Loss.Effect;
import dev.fairlead.plan.schedule.CriticalPathScheduler;
import dev.fairlead.shared.RefusedException;
import dev.fairlead.shared.WorkingCalendar;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.mpxj.Duration;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectFile;
import org.mpxj.Relation;
import org.mpxj.RelationType;
import org.mpxj.Resource;
import org.mpxj.Task;
import org.mpxj.TaskMode;
import org.mpxj.TimeUnit;
import org.mpxj.mspdi.MSPDIWriter;
import org.mpxj.planner.PlannerWriter;
import org.mpxj.writer.ProjectWriter;

/** What was taken, changed and left out of a file, task by task, and whose dates differ and why. */
class LossReportTests {
  private static final PlanImport IN = new PlanImport();
  private static final WorkingCalendar HOUSE = WorkingCalendar.standard();

  @AfterAll
  static void stop() {
    IN.destroy();
  }

  // ---- the report

  @Test
  void everyLossHasItsSentence() throws Exception {
    Properties texts = new Properties();
    try (InputStream bundle = getClass().getResourceAsStream("/messages/plan.properties")) {
      texts.load(bundle);
    }
    String prefix = "plan.exchange.loss.";
    assertThat(Losses.fields())
        .containsExactlyInAnyOrderElementsOf(
            texts.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .collect(Collectors.toSet()));
  }

  @Test
  void eachPartSaysWhatWasTakenChangedAndLeftOutWithTheTasks() throws Exception {
    ProjectFile file = project();
    Task build = task(file, "Build", 3);
    build.addResourceAssignment(person(file, "Anna"));
    build.addResourceAssignment(person(file, "Bert"));
    Task test = task(file, "Test", 2);
    link(build, test, RelationType.FINISH_START, Duration.getInstance(50, TimeUnit.PERCENT));
    Task unused = task(file, "Never mind", 1);
    unused.setActive(false);
    person(file, "Carl");

    LossReport report = report(IN.read("plan.xml", written(new MSPDIWriter(), file), HOUSE));

    assertThat(report.format()).isEqualTo("Microsoft Project XML");
    assertThat(part(report, PlanPart.TASKS))
        .returns(2, LossReport.Part::taken)
        .returns(1, LossReport.Part::dropped);
    assertThat(part(report, PlanPart.DURATIONS)).returns(2, LossReport.Part::taken);
    assertThat(part(report, PlanPart.DEPENDENCIES))
        .returns(0, LossReport.Part::taken)
        .returns(1, LossReport.Part::changed);
    Loss lag = part(report, PlanPart.DEPENDENCIES).losses().get(0);
    assertThat(lag.effect()).isEqualTo(Effect.CHANGED);
    assertThat(lag.cases()).containsExactly(new Case(2, "Test", "50.0%", "12h", null));
    assertThat(part(report, PlanPart.TASKS).losses().get(0).cases())
        .containsExactly(new Case(null, "Never mind", null, null, null));
    assertThat(part(report, PlanPart.OWNERS).losses())
        .extracting(Loss::field)
        .containsExactlyInAnyOrder("severalPeople", "nobody");
    assertThat(part(report, PlanPart.OWNERS).losses().get(0).cases())
        .containsExactly(new Case(1, "Build", "Anna, Bert", "Anna", null));
  }

  @Test
  void aReportNamesAHundredCasesAndCountsTheRest() {
    StringBuilder csv = new StringBuilder("Name,Duration (days),Milestone\n");
    csv.append("Gate,2,yes\n".repeat(250));

    Loss loss = csv(csv.toString()).losses().get(0);

    assertThat(loss.field()).isEqualTo("longMilestones");
    assertThat(loss.count()).isEqualTo(250);
    assertThat(loss.cases()).hasSize(Loss.MOST_CASES);
  }

  // ---- dates

  @Test
  void tasksWhoseDatesDifferAreNamedWithTheReasonAndThoseThatFollowThem() throws Exception {
    ProjectFile file = project();
    ProjectCalendar nights = file.addDefaultBaseCalendar();
    nights.setName("No Mondays");
    nights.setWorkingDay(DayOfWeek.MONDAY, false);
    Task first = dated(task(file, "First", 2), "2027-03-01T08:00", "2027-03-02T17:00");
    Task special = dated(task(file, "Special", 1), "2027-03-02T08:00", "2027-03-02T17:00");
    special.setCalendar(nights);
    Task after = dated(task(file, "After", 1), "2027-03-03T08:00", "2027-03-03T17:00");
    link(special, after, RelationType.FINISH_START, Duration.getInstance(0, TimeUnit.DAYS));
    dated(task(file, "Odd", 1), "2027-03-05T08:00", "2027-03-05T17:00");
    // the evening of a day and the next morning are the same moment of work
    dated(task(file, "Morning", 1), "2027-03-01T08:00", "2027-03-02T08:00");
    assertThat(first.getDuration().getDuration()).isEqualTo(2);

    LossReport report = report(IN.read("plan.xml", written(new MSPDIWriter(), file), HOUSE));

    LossReport.Part dates = part(report, PlanPart.DATES);
    assertThat(dates.taken()).isEqualTo(2);
    assertThat(dates.losses()).singleElement().returns("datesDiffer", Loss::field);
    assertThat(dates.losses().get(0).cases())
        .containsExactly(
            new Case(
                2,
                "Special",
                "2 Mar 2027 08:00 – 2 Mar 2027 17:00",
                "1 Mar 2027 08:00 – 1 Mar 2027 17:00",
                "It has a calendar of its own in the file."),
            new Case(
                3,
                "After",
                "3 Mar 2027 08:00 – 3 Mar 2027 17:00",
                "2 Mar 2027 08:00 – 2 Mar 2027 17:00",
                "It follows #2 Special, whose dates differ."),
            new Case(
                4,
                "Odd",
                "5 Mar 2027 08:00 – 5 Mar 2027 17:00",
                "1 Mar 2027 08:00 – 1 Mar 2027 17:00",
                "Nothing in the file explains it; it may not have been recalculated before it was"
                    + " saved."));
  }

  // ---- further formats

  private static final String GANTT_PROJECT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <project name="Branch office" company="" webLink="" view-date="2027-03-01" view-index="0"
          gantt-divider-location="300" resource-divider-location="300" version="3.2.3200" locale="en">
        <description/>
        <calendars><day-types><day-type id="0"/><day-type id="1"/>
          <default-week id="1" name="default" sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/>
        </day-types><date year="2027" month="3" date="3" type="HOLIDAY"/></calendars>
        <tasks>
          <taskproperties><taskproperty id="tpd0" name="type" type="default" valuetype="icon"/></taskproperties>
          <task id="1" name="Move" meeting="false" start="2027-03-01" duration="6" complete="0" expand="true">
            <task id="2" name="Pack b\u00f6xes" meeting="false" start="2027-03-01" duration="3" complete="50" expand="true">
              <depend id="3" type="2" difference="1" hardness="Strong"/>
            </task>
            <task id="3" name="Drive" meeting="false" start="2027-03-08" duration="1" complete="0" expand="true">
              <depend id="4" type="2" difference="0" hardness="Strong"/>
            </task>
          </task>
          <task id="4" name="Moved" meeting="true" start="2027-03-09" duration="0" complete="0" expand="true"/>
        </tasks>
        <resources><resource id="1" name="Anna" function="Default:0" contacts="" phone=""/></resources>
        <allocations><allocation task-id="2" resource-id="1" function="Default:0" responsible="true" load="100.0"/></allocations>
        <vacations/><roles roleset-name="Default"/>
      </project>
      """;

  @Test
  void ganttProjectIsRead() {
    ImportedPlan plan = IN.read("move.gan", GANTT_PROJECT.getBytes(StandardCharsets.UTF_8), HOUSE);

    assertThat(plan.format()).isEqualTo("GanttProject");
    assertThat(plan.tasks())
        .extracting(PlanTask::name)
        .containsExactly("Move", "Pack b\u00f6xes", "Drive", "Moved");
    int move = plan.tasks().get(0).number();
    int pack = plan.tasks().get(1).number();
    assertThat(plan.tasks()).extracting(PlanTask::parent).containsExactly(null, move, move, null);
    assertThat(plan.tasks().get(1))
        .returns(3 * 480L, PlanTask::durationMinutes)
        .returns(50, PlanTask::percentComplete)
        .returns("Anna", PlanTask::ownerLabel);
    assertThat(plan.tasks().get(3).milestone()).isTrue();
    assertThat(plan.calendar().isWorkingDay(LocalDate.of(2027, 3, 3))).isFalse();
    assertThat(plan.links())
        .containsExactly(
            new TaskLink(pack, plan.tasks().get(2).number(), LinkType.FS, 480),
            new TaskLink(
                plan.tasks().get(2).number(), plan.tasks().get(3).number(), LinkType.FS, 0));
  }

  @Test
  void plannerIsRead() throws Exception {
    ProjectFile file = project();
    Task first = dated(task(file, "First", 2), "2027-03-01T08:00", "2027-03-02T17:00");
    Task second = dated(task(file, "Second", 1), "2027-03-03T08:00", "2027-03-03T17:00");
    link(first, second, RelationType.FINISH_START, Duration.getInstance(0, TimeUnit.DAYS));

    ImportedPlan plan = IN.read("plan.planner", written(new PlannerWriter(), file), HOUSE);

    assertThat(plan.format()).isEqualTo("Planner");
    assertThat(plan.tasks()).extracting(PlanTask::name).containsExactly("First", "Second");
    assertThat(plan.tasks()).extracting(PlanTask::durationMinutes).containsExactly(960L, 480L);
    assertThat(plan.links()).hasSize(1);
  }

  @Test
  void otherXmlWithARootCalledProjectIsNoPlan() {
    assertThatThrownBy(
            () -> IN.read("pom.xml", "<project><name>x</name></project>".getBytes(), HOUSE))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.code()).isEqualTo("plan.exchange.unknownXml"));
  }

  // ---- difficult files

  @Test
  void fiveThousandTasksWithTheirDatesAreReadAndCompared() throws Exception {
    ProjectFile file = project();
    Task phase = null;
    Task before = null;
    for (int i = 0; i < 5_000; i++) {
      if (i % 100 == 0) {
        phase = file.addTask();
        phase.setName("Phase " + i);
        continue;
      }
      Task task = task(phase, "Task " + i, 1);
      if (before != null) {
        link(before, task, RelationType.FINISH_START, Duration.getInstance(0, TimeUnit.DAYS));
      }
      before = task;
    }
    ImportedPlan plan = IN.read("plan.xml", written(new MSPDIWriter(), file), HOUSE);

    assertThat(plan.tasks()).hasSize(5_000);
    assertThat(plan.links()).hasSize(4_949);
    assertThat(part(report(plan), PlanPart.TASKS).taken()).isEqualTo(5_000);
  }

  @Test
  void negativeLagSummaryLinksAndSubprojectsAreTold() throws Exception {
    ProjectFile file = project();
    Task phase = file.addTask();
    phase.setName("Phase");
    task(phase, "Inside", 2);
    Task after = task(file, "After", 1);
    link(phase, after, RelationType.FINISH_START, Duration.getInstance(-1, TimeUnit.DAYS));
    Task other = task(file, "Other project", 5);
    other.setSubprojectFile("other.mpp");

    ImportedPlan plan = IN.read("plan.xml", written(new MSPDIWriter(), file), HOUSE);

    assertThat(plan.links()).containsExactly(new TaskLink(1, 3, LinkType.FS, -480));
    assertThat(plan.losses())
        .singleElement()
        .returns("subprojects", Loss::field)
        .returns(
            new Case(4, "Other project", "other.mpp", null, null), loss -> loss.cases().get(0));
  }

  @Test
  void aFileWithoutACalendarUsesTheStandardOneAndSaysSo() {
    String xml =
        "<Project xmlns=\"http://schemas.microsoft.com/project\"><StartDate>2027-03-01T08:00:00</StartDate><Tasks>"
            + "<Task><UID>1</UID><ID>1</ID><Name>Only</Name><Duration>PT16H0M0S</Duration></Task></Tasks></Project>";

    ImportedPlan plan = IN.read("plan.xml", xml.getBytes(StandardCharsets.UTF_8), HOUSE);

    assertThat(plan.tasks()).singleElement().returns(960L, PlanTask::durationMinutes);
    assertThat(plan.calendar().week()).isEqualTo(HOUSE.week());
  }

  @Test
  void idsUsedTwiceAreToldAndTheTasksKeptApart() {
    String xml =
        "<Project xmlns=\"http://schemas.microsoft.com/project\"><StartDate>2027-03-01T08:00:00</StartDate><Tasks>"
            + "<Task><UID>7</UID><ID>1</ID><Name>One</Name><Duration>PT8H0M0S</Duration></Task>"
            + "<Task><UID>7</UID><ID>2</ID><Name>Two</Name><Duration>PT8H0M0S</Duration></Task>"
            + "</Tasks></Project>";

    ImportedPlan plan = IN.read("plan.xml", xml.getBytes(StandardCharsets.UTF_8), HOUSE);

    assertThat(plan.tasks()).extracting(PlanTask::name).containsExactly("One", "Two");
    assertThat(plan.tasks()).extracting(PlanTask::number).doesNotHaveDuplicates();
    assertThat(plan.losses()).extracting(Loss::field).contains("numbersTwice");
  }

  @Test
  void lettersThatAreNotInTheEncodingThatTheFileClaimsAreRefusedInWords() {
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Project><Name>Pr\u00fcfung</Name></Project>";

    assertThatThrownBy(
            () -> IN.read("plan.xml", xml.getBytes(Charset.forName("windows-1252")), HOUSE))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.code()).isEqualTo("plan.exchange.encoding"));
  }

  @Test
  void controlCharactersInNamesAreLeftOutSoThatThePlanCanGoOutAgain() {
    ImportedPlan plan = csv("Name\nA\u0007B\n");

    assertThat(plan.tasks().get(0).name()).isEqualTo("A B");
  }

  // ---- helpers

  private static ImportedPlan csv(String text) {
    return IN.read("plan.csv", text.getBytes(StandardCharsets.UTF_8), HOUSE);
  }

  private static LossReport report(ImportedPlan file) {
    WorkPlan plan =
        new WorkPlan("T", 1, file.start(), null, file.calendar(), file.tasks(), file.links());
    Losses losses = new Losses();
    int agreeing =
        DateComparison.compare(
            file, plan, new CriticalPathScheduler().schedule(plan, null), losses);
    java.util.List<Loss> all = new java.util.ArrayList<>(file.losses());
    all.addAll(losses.list());
    return LossReport.of(file, all, agreeing);
  }

  private static LossReport.Part part(LossReport report, PlanPart part) {
    return report.parts().stream().filter(p -> p.part() == part).findFirst().orElseThrow();
  }

  private static ProjectFile project() {
    ProjectFile file = new ProjectFile();
    ProjectCalendar calendar = file.addDefaultBaseCalendar();
    file.setDefaultCalendar(calendar);
    file.getProjectProperties().setDefaultCalendar(calendar);
    file.getProjectProperties().setStartDate(LocalDateTime.of(2027, 3, 1, 8, 0));
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

  private static Task dated(Task task, String start, String finish) {
    task.setStart(LocalDateTime.parse(start));
    task.setFinish(LocalDateTime.parse(finish));
    return task;
  }

  private static Resource person(ProjectFile file, String name) {
    Resource person = file.addResource();
    person.setName(name);
    return person;
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
