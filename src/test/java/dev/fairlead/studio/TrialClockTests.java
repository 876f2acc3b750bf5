package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.studio.Scenario.Happening;
import dev.fairlead.studio.Trial.Fate;
import dev.fairlead.studio.Trial.Moment;
import dev.fairlead.studio.Trial.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time that goes by in a scenario, on a clock that is nobody else's. */
class TrialClockTests {
  private static final LocalDateTime MONDAY = LocalDateTime.of(2027, 1, 4, 9, 0);

  @Test
  void whatIsDueFiresInItsOrderAndWhatIsNotWaits() throws Exception {
    Date before = ClockUtil.getCurrentTime();
    Outcome outcome =
        run(
            "followUpTask",
            ShippedScenarioTests.files("followUpTask"),
            List.of(wait("P4D"), task("userTask_reportOnLateTask", Map.of("reply", "problem"))),
            Map.of(
                "planEscalation",
                List.of(
                    Map.<String, Object>of(
                        "coordinatorAt", "2027-01-08T09:00:00",
                        "remindAt", "2027-01-06T09:00:00",
                        "managerAt", "2027-01-08T09:00:01",
                        "deputyAt", "2027-01-07T09:00:00"))),
            Set.of("endEvent_tellCoordinatorDone"));
    assertThat(outcome.fate()).as(outcome.toString()).isEqualTo(Fate.THROUGH);
    assertThat(outcome.course())
        .extracting(Moment::at)
        .containsExactly(
            MONDAY.plusDays(2),
            MONDAY.plusDays(3),
            MONDAY.plusDays(4),
            MONDAY.plusDays(4),
            MONDAY.plusDays(4));
    assertThat(outcome.course().get(3).what()).isEqualTo("P4D later; nobody has done anything");
    assertThat(outcome.course().get(4).what()).startsWith("User task");
    // the clock of the real engine, which is the same virtual machine's, has only gone on
    assertThat(Duration.between(before.toInstant(), ClockUtil.getCurrentTime().toInstant()))
        .isLessThan(Duration.ofMinutes(10));
  }

  @Test
  void whatComesEveryWorkingDayComesOnWorkingDays() throws Exception {
    Outcome outcome =
        run(
            "projectLifecycle",
            ShippedScenarioTests.files("projectLifecycle"),
            List.of(
                wait("P7D"), new Happening(null, null, null, "callActivity_trackProject", null)),
            Map.of("findDueRows", List.of(Map.<String, Object>of("dueCommunications", List.of(1)))),
            Set.of());
    assertThat(outcome.fate()).as(outcome.toString()).isEqualTo(Fate.THROUGH);
    assertThat(outcome.course())
        .filteredOn(moment -> moment.what().contains("Every working day"))
        .extracting(Moment::at)
        .containsExactly(
            LocalDateTime.of(2027, 1, 5, 8, 0),
            LocalDateTime.of(2027, 1, 6, 8, 0),
            LocalDateTime.of(2027, 1, 7, 8, 0),
            LocalDateTime.of(2027, 1, 8, 8, 0),
            LocalDateTime.of(2027, 1, 11, 8, 0));
  }

  @Test
  void aDurationCountsFromTheMomentAtWhichItBegan() throws Exception {
    String waiting =
        Files.readString(Path.of("processes/reviewRisk.bpmn"))
            .replaceFirst(
                "(?s)<bpmn:serviceTask id=\"serviceTask_openRiskReview\".*?</bpmn:serviceTask>",
                "<bpmn:intermediateCatchEvent id=\"serviceTask_openRiskReview\" name=\"Rest\">"
                    + "<bpmn:timerEventDefinition><bpmn:timeDuration>PT36H</bpmn:timeDuration>"
                    + "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>");
    Map<String, byte[]> files = Map.of("reviewRisk.bpmn", waiting.getBytes(StandardCharsets.UTF_8));
    List<Happening> happens =
        List.of(wait("P1D"), wait("PT13H"), task("userTask_reviewRisk", Map.of()));
    Outcome outcome = run("reviewRisk", files, happens, Map.of(), Set.of("endEvent_riskReviewed"));
    assertThat(outcome.fate()).as(outcome.toString()).isEqualTo(Fate.THROUGH);
    assertThat(outcome.course())
        .extracting(Moment::at)
        .containsExactly(
            MONDAY.plusDays(1), MONDAY.plusHours(36), MONDAY.plusHours(37), MONDAY.plusHours(37));
    // what stands behind a wait does not come before it
    Outcome tooEarly =
        run(
            "reviewRisk",
            files,
            List.of(task("userTask_reviewRisk", Map.of()), wait("P2D")),
            Map.of(),
            Set.of());
    assertThat(tooEarly.fate()).isEqualTo(Fate.STUCK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the engine counts the days of the week from Monday, which not every cron does
        "timeCycle | 0 0 8 ? * 3 | 2027-01-06T08:00",
        "timeCycle | R2/P1M | 2027-02-04T09:00",
        "timeCycle | ${every} | 2027-01-05T09:00",
        "timeDuration | P1M | 2027-02-04T09:00",
        "timeDuration | ${pause} | 2027-01-04T17:00",
        "timeDate | 2027-03-01T10:00:00 | 2027-03-01T10:00",
      })
  void aTimerIsDueWhenTheEngineWouldSayFromThatMoment(String kind, String time, LocalDateTime due)
      throws Exception {
    String waiting =
        Files.readString(Path.of("processes/reviewRisk.bpmn"))
            .replaceFirst(
                "(?s)<bpmn:serviceTask id=\"serviceTask_openRiskReview\".*?</bpmn:serviceTask>",
                Matcher.quoteReplacement(
                    "<bpmn:intermediateCatchEvent id=\"serviceTask_openRiskReview\" name=\"Rest\">"
                        + "<bpmn:timerEventDefinition><bpmn:%s>%s</bpmn:%s>"
                            .formatted(kind, time, kind)
                        + "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"));
    Outcome outcome =
        run(
            "reviewRisk",
            Map.of("reviewRisk.bpmn", waiting.getBytes(StandardCharsets.UTF_8)),
            List.of(
                new Happening(null, "serviceTask_openRiskReview", null, null, null),
                task("userTask_reviewRisk", Map.of())),
            Map.of(),
            Set.of("endEvent_riskReviewed"));
    assertThat(outcome.fate()).as(outcome.toString()).isEqualTo(Fate.THROUGH);
    assertThat(outcome.course().get(0).at()).isEqualTo(due);
  }

  @Test
  void aReminderNeedsNoScenarioOfItsOwn() throws Exception {
    String reminding =
        Files.readString(Path.of("processes/reviewRisk.bpmn"))
            .replaceFirst(
                "(?s)<bpmn:serviceTask id=\"serviceTask_openRiskReview\".*?</bpmn:serviceTask>",
                Matcher.quoteReplacement(
                    "<bpmn:serviceTask id=\"serviceTask_openRiskReview\" name=\"Set reminder\""
                        + " camunda:delegateExpression=\"#{setReminderDelegate}\">"
                        + "<bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter"
                        + " name=\"reminderAfter\">5</camunda:inputParameter>"
                        + "</camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>"))
            .replace("${reviewUntil}", "${reminderAt}")
            .replace(
                "</bpmn:process>",
                "<bpmn:boundaryEvent id=\"late\" name=\"Late\" cancelActivity=\"false\""
                    + " attachedToRef=\"userTask_reviewRisk\"><bpmn:timerEventDefinition>"
                    + "<bpmn:timeDate>${reminderAt}</bpmn:timeDate></bpmn:timerEventDefinition>"
                    + "</bpmn:boundaryEvent><bpmn:endEvent id=\"told\" name=\"Told\" />"
                    + "<bpmn:sequenceFlow id=\"flow_late\" sourceRef=\"late\" targetRef=\"told\" />"
                    + "</bpmn:process>");
    Outcome outcome =
        run(
            "reviewRisk",
            Map.of("reviewRisk.bpmn", reminding.getBytes(StandardCharsets.UTF_8)),
            List.of(wait("P8D"), task("userTask_reviewRisk", Map.of())),
            Map.of(),
            Set.of("told", "endEvent_riskReviewed"));
    assertThat(outcome.fate()).as(outcome.toString()).isEqualTo(Fate.THROUGH);
    // five working days from Monday morning, over a weekend
    assertThat(outcome.course().get(0).at()).isEqualTo(MONDAY.plusDays(7));
  }

  private static Happening wait(String time) {
    return new Happening(null, null, null, null, null, time);
  }

  private static Happening task(String id, Map<String, Object> with) {
    return new Happening(id, null, null, null, with);
  }

  private static Outcome run(
      String process,
      Map<String, byte[]> files,
      List<Happening> happens,
      Map<String, List<Map<String, Object>>> steps,
      Set<String> passes) {
    Map<String, Object> start =
        Map.of(
            "coordinator",
            "clara",
            "sponsor",
            "sofia",
            "taskNumber",
            1,
            "reviewer",
            "tom",
            "owner",
            "tom",
            "reviewUntil",
            "2027-01-08T09:00:00",
            "every",
            "R/P1D",
            "pause",
            "PT8H");
    Map<String, List<Map<String, Object>>> calls =
        Map.of(
            "callActivity_planProject", List.of(Map.of("submittedBy", "clara")),
            "callActivity_approvePlan", List.of(Map.of("decision", "approve")),
            "callActivity_closeProject", List.of(Map.of("earlySupport", false)));
    Scenario scenario = new Scenario("Time", start, happens, steps, calls, null, passes, false);
    return new TrialRun(process, files, Duration.ofSeconds(60))
        .through(List.of(scenario))
        .outcomes()
        .get(0);
  }
}
