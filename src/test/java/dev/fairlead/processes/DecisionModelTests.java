package dev.fairlead.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.contract.ProcessContract;
import dev.fairlead.people.Groups;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.InputClause;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision tables, row by row, on the plain decision engine. */
class DecisionModelTests {
  private static final DmnEngine ENGINE =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  static Stream<Path> decisions() {
    return ProcessFiles.decisions().stream();
  }

  @Test
  void theSevenTablesAreThere() {
    assertThat(ProcessFiles.decisions())
        .extracting(ProcessFiles::id)
        .containsExactlyInAnyOrder(
            "approvalLevels",
            "changeRoute",
            "escalationLadder",
            "handoverPoints",
            "planFindings",
            "projectHealth",
            "riskLevel");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void everyTableKeepsTheProcessContractAndIsReadable(Path file) {
    DmnModelInstance model = Dmn.readModelFromFile(file.toFile());
    assertThat(new ProcessContract().check(model)).isEmpty();
    assertThat(model.getModelElementsByType(Decision.class))
        .extracting(Decision::getId)
        .containsExactly(ProcessFiles.id(file));
    assertThat(model.getModelElementsByType(InputClause.class))
        .allMatch(input -> !input.getLabel().isBlank());
    assertThat(model.getModelElementsByType(Rule.class))
        .allMatch(
            rule ->
                rule.getDescription() != null && !rule.getDescription().getTextContent().isBlank());
  }

  @Test
  void tablesNameOnlyGroupsThatExist() {
    Set<String> named =
        Stream.of("approvalLevels", "changeRoute")
            .flatMap(
                id ->
                    Dmn.readModelFromFile(file(id).toFile())
                        .getModelElementsByType(OutputEntry.class)
                        .stream())
            .filter(entry -> entry.getId().endsWith("approverGroup"))
            .map(entry -> entry.getTextContent().trim().replace("\"", ""))
            .collect(Collectors.toSet());
    named.remove("null");
    assertThat(Groups.ALL).containsAll(named);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1, 1000, 1, -, 0, 0, LOW, managers, Every plan needs the approval of a manager.",
        "1, 900000, 25, -, 0, 0, HIGH, managers, Every plan needs the approval of a manager.",
        "2, 49999.99, 9, -, 0, 0, MEDIUM, -, -",
        "2, 50000, 0, -, 0, 0, LOW, sponsors, 'The budget is 50,000 or more.'",
        "2, 100, 10, -, 0, 0, LOW, sponsors, A risk of level 10 or more is open.",
        "2, 100, 0, -, 0, 0, HIGH, steering-board, A system of high criticality is touched.",
        "2, 100, 0, 50, 24999, 4, LOW, -, -",
        "2, 100, 0, 49.9, 0, 0, LOW, sponsors, The deadline holds with less than 50 percent.",
        "2, 100, 0, -, 25000, 0, LOW, sponsors, 'The expected cost of the open risks is 25,000 or"
            + " more.'",
        "2, 100, 0, 90, 0, 5, LOW, sponsors, Five or more conflicts over people and systems are"
            + " open.",
        "3, 100, 0, 20, 0, 0, HIGH, steering-board, A system of high criticality is touched.",
        "3, 100, 0, -, 30000, 0, HIGH, steering-board, A system of high criticality is touched.",
        "3, 100, 0, -, 0, 7, HIGH, steering-board, A system of high criticality is touched.",
        "3, 100, 0, 20, 30000, 7, LOW, -, -",
        "3, 100, 0, -, 0, 0, HIGH, -, -",
        "3, 249999, 0, -, 0, 0, MEDIUM, -, -",
        "3, 250000, 0, -, 0, 0, LOW, steering-board, 'The budget is 250,000 or more.'",
        "3, 50000, 0, -, 0, 0, HIGH, steering-board, A system of high criticality is touched.",
        "3, 100, 10, -, 0, 0, HIGH, steering-board, A system of high criticality is touched.",
        "4, 900000, 25, -, 0, 0, HIGH, -, -"
      })
  void plansAreApprovedLevelByLevel(
      int level,
      double budget,
      int risk,
      Double deadlineHolds,
      double exposure,
      int conflicts,
      String criticality,
      String group,
      String reason) {
    VariableMap facts =
        Variables.putValue("approvalLevel", level)
            .putValue("budget", budget)
            .putValue("riskLevel", risk)
            .putValue("deadlineHolds", deadlineHolds)
            .putValue("riskExposure", exposure)
            .putValue("conflicts", conflicts)
            .putValue("criticality", criticality);
    assertOutcome("approvalLevels", facts, "approverGroup", group, reason);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "noOwner, 1, -, blocks, Work that nobody is responsible for does not get done.",
        "noOwners, 12, -, blocks, Work that nobody is responsible for does not get done.",
        "lateBeyond, 9, -, blocks, The finish is later than the tolerance for time allows.",
        "late, 2, -, warns, Worth a look before the plan is submitted.",
        "costBeyond, 12.5, -, blocks, The cost is higher than the tolerance for cost allows.",
        "cost, 2, -, warns, Worth a look before the plan is submitted.",
        "blackout, 1, HIGH, blocks, Nobody may touch a system of high criticality in its blackout.",
        "blackoutOther, 1, HIGH, blocks, Nobody may touch a system of high criticality in its"
            + " blackout.",
        "blackout, 3, MEDIUM, warns, There is work on a system in its blackout.",
        "blackoutOther, 3, LOW, warns, There is work on a system in its blackout.",
        "overload, 2, -, passes, Up to two hours too much are no conflict.",
        "overload, 2.5, -, warns, A person is asked for more than they can give.",
        "overloadAcross, 80, -, warns, A person is asked for more than they can give.",
        "absence, 1, -, warns, A person is booked while away.",
        "systemTwice, 5, HIGH, warns, Two projects change a system at the same time.",
        "maintenance, 1, LOW, passes, A system of low criticality can do without its maintenance"
            + " window.",
        "maintenance, 1, MEDIUM, warns, There is work on a system outside its maintenance window.",
        "maintenance, 1, HIGH, warns, There is work on a system outside its maintenance window.",
        "noSystemOwner, 1, HIGH, warns, Worth a look before the plan is submitted."
      })
  void findingsBlockWarnOrPass(
      String finding, double amount, String criticality, String effect, String reason) {
    VariableMap facts =
        Variables.putValue("finding", finding)
            .putValue("amount", amount)
            .putValue("criticality", criticality);
    assertOutcome("planFindings", facts, "effect", effect, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "USE, HIGH, production, ''",
    "IMPLEMENT, MEDIUM, production, OWNER SUPPORT MONITORING BACKUP CAPACITY LICENCES CERTIFICATES"
        + " DOCUMENTS TRAINING KNOWN_ISSUES ACCESS",
    "REPLACE, HIGH, live, OWNER SUPPORT MONITORING BACKUP RESTORE CAPACITY LICENCES CERTIFICATES"
        + " DOCUMENTS TRAINING KNOWN_ISSUES ACCESS",
    "IMPLEMENT, LOW, test, OWNER SUPPORT CAPACITY LICENCES CERTIFICATES DOCUMENTS TRAINING"
        + " KNOWN_ISSUES ACCESS",
    "CHANGE, LOW, production, OWNER SUPPORT DOCUMENTS KNOWN_ISSUES",
    "CHANGE, HIGH, production, OWNER SUPPORT RESTORE CAPACITY_CHANGED DOCUMENTS KNOWN_ISSUES",
    "RETIRE, HIGH, '', DATA_ARCHIVED ACCESS_WITHDRAWN LICENCES_ENDED CERTIFICATES_REVOKED"
        + " MONITORING_REMOVED OPEN_ISSUES"
  })
  void aHandoverHasThePointsOfItsSystem(
      String action, String criticality, String environment, String points) {
    VariableMap facts =
        Variables.putValue("action", action)
            .putValue("criticality", criticality)
            .putValue("environment", environment);
    assertThat(
            decide("handoverPoints", facts).getResultList().stream()
                .map(row -> (String) row.get("point"))
                .toList())
        .containsExactly(points.isEmpty() ? new String[0] : points.split(" "));
    assertThat(decide("handoverPoints", facts).getResultList())
        .allMatch(row -> Set.of("", "owner", "window", "issues").contains(row.get("known")));
  }

  @Test
  void noLevelIsLeftEmptyBelowAnApproval() {
    for (double budget : new double[] {0, 49999, 50000, 250000}) {
      for (int risk : new int[] {0, 9, 10, 25}) {
        for (String criticality : Arrays.asList("LOW", "MEDIUM", "HIGH", null)) {
          Set<String> asked = new HashSet<>();
          boolean over = false;
          for (int level = 1; level <= 4; level++) {
            DmnDecisionResult result =
                decide(
                    "approvalLevels",
                    Variables.putValue("approvalLevel", level)
                        .putValue("budget", budget)
                        .putValue("riskLevel", risk)
                        .putValue("criticality", criticality));
            if (result.isEmpty()) {
              over = true;
            } else {
              assertThat(over).isFalse();
              assertThat(asked.add((String) result.getSingleResult().get("approverGroup")))
                  .isTrue();
            }
          }
          boolean board = budget >= 250000 || "HIGH".equals(criticality);
          assertThat(asked.contains("steering-board")).isEqualTo(board);
          assertThat(asked.contains("sponsors")).isEqualTo(budget >= 50000 || risk >= 10);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "emergency, 0, 0, true, emergency, sponsors, An emergency on a critical system acts first;"
            + " the sponsors review it.",
        "emergency, 99, 99, false, emergency, managers, An emergency acts first; a manager reviews"
            + " it.",
        "standard, 0, 1, false, standard, -, A standard change that delays nothing and costs at"
            + " most 1 percent needs no decision.",
        "standard, 1, 0, false, normal, managers, The effect is small; a manager decides.",
        "standard, 0, 1.1, false, normal, managers, The effect is small; a manager decides.",
        "standard, 0, 0, true, normal, sponsors, The change touches a system of high criticality.",
        "normal, 11, 0, false, normal, steering-board, The finish moves by more than 10 working"
            + " days.",
        "normal, 0, 10.5, true, normal, steering-board, The cost rises by more than 10 percent.",
        "normal, 6, 0, false, normal, sponsors, The finish moves by more than 5 working days.",
        "normal, 0, 6, false, normal, sponsors, The cost rises by more than 5 percent.",
        "normal, -3, -2, false, normal, managers, The effect is small; a manager decides.",
        "normal, 10, 10, false, normal, sponsors, The finish moves by more than 5 working days."
      })
  void changesTakeOneOfThreeRoutes(
      String type,
      int finish,
      double cost,
      boolean critical,
      String route,
      String group,
      String reason) {
    VariableMap facts =
        Variables.putValue("changeType", type)
            .putValue("finishDelta", finish)
            .putValue("costDeltaPercent", cost)
            .putValue("touchesCriticalSystem", critical)
            .putValue("movesTolerance", false)
            .putValue("changesGoals", false);
    assertOutcome("changeRoute", facts, "approverGroup", group, reason);
    assertThat(decide("changeRoute", facts).getSingleResult().get("route")).isEqualTo(route);
  }

  @Test
  void anotherToleranceIsDecidedByTheSponsorsUnlessTheBoardDecidesAnyway() {
    VariableMap facts =
        Variables.putValue("changeType", "normal")
            .putValue("finishDelta", 0)
            .putValue("costDeltaPercent", 0.0)
            .putValue("touchesCriticalSystem", false)
            .putValue("movesTolerance", true)
            .putValue("changesGoals", false);
    assertOutcome(
        "changeRoute", facts, "approverGroup", "sponsors", "The change sets another tolerance.");
    assertThat(decide("changeRoute", facts).getSingleResult().get("route")).isEqualTo("normal");
    assertOutcome(
        "changeRoute",
        facts.putValue("finishDelta", 11),
        "approverGroup",
        "steering-board",
        "The finish moves by more than 10 working days.");
  }

  @Test
  void goalsAreDecidedByTheSponsorsUnlessTheBoardDecidesAnyway() {
    VariableMap facts =
        Variables.putValue("changeType", "normal")
            .putValue("finishDelta", 0)
            .putValue("costDeltaPercent", 0.0)
            .putValue("touchesCriticalSystem", false)
            .putValue("movesTolerance", false)
            .putValue("changesGoals", true);
    assertOutcome(
        "changeRoute",
        facts,
        "approverGroup",
        "sponsors",
        "The change is about the goals of the project.");
    assertThat(decide("changeRoute", facts).getSingleResult().get("route")).isEqualTo("normal");
    assertOutcome(
        "changeRoute",
        facts.putValue("costDeltaPercent", 10.5),
        "approverGroup",
        "steering-board",
        "The cost rises by more than 10 percent.");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "schedule, -20, green",
        "schedule, 50, green",
        "schedule, 51, amber",
        "schedule, 100, amber",
        "schedule, 100.1, red",
        "cost, 0, green",
        "cost, 50, green",
        "cost, 80, amber",
        "cost, 100, amber",
        "cost, 101, red",
        "scope, 0, green",
        "scope, 1, green",
        "scope, 2, amber",
        "scope, 3, amber",
        "scope, 4, red",
        "resources, 100, green",
        "resources, 101, amber",
        "resources, 120, amber",
        "resources, 121, red",
        "risk, 0, green",
        "risk, 9, green",
        "risk, 10, amber",
        "risk, 16, amber",
        "risk, 20, red",
        "risk, 25, red",
        "overall, 0, green",
        "overall, 1, amber",
        "overall, 2, red",
        "cost, -, amber",
        "unheardOf, 1, amber"
      })
  void everyDimensionOfHealthHasItsColourAndAReason(String dimension, Double value, String colour) {
    Map<String, Object> result =
        decide("projectHealth", Variables.putValue("dimension", dimension).putValue("value", value))
            .getSingleResult()
            .getEntryMap();
    assertThat(result.get("colour")).isEqualTo(colour);
    assertThat((String) result.get("reason")).endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "true, 10, 0.5, 1, 1.5, 2, A critical task is ten or more",
    "true, 9, 1, 2, 3, 5, A critical task is late",
    "true, 0, 1, 2, 3, 5, A critical task is late",
    "false, 10, 1, 2, 3, 5, A task is ten or more",
    "false, 9, 2, 4, 6, 10, The task has slack"
  })
  void theLadderIsShorterTheMoreIsAtStake(
      boolean critical,
      int daysLate,
      double remind,
      double deputy,
      double coordinator,
      double managers,
      String reason) {
    Map<String, Object> row =
        decide(
                "escalationLadder",
                Variables.putValue("criticalTask", critical).putValue("daysLate", daysLate))
            .getSingleResult()
            .getEntryMap();
    assertThat(row)
        .containsEntry("remindAfter", remind)
        .containsEntry("deputyAfter", deputy)
        .containsEntry("coordinatorAfter", coordinator)
        .containsEntry("managersAfter", managers);
    assertThat((String) row.get("reason")).startsWith(reason).endsWith(".");
  }

  @ParameterizedTest
  @CsvSource({
    "1, green",
    "2, green",
    "3, yellow",
    "16, yellow",
    "19, yellow",
    "20, red",
    "25, red"
  })
  void risksAreGreenYellowOrRed(int level, String colour) {
    assertThat(
            decide("riskLevel", Variables.putValue("level", level)).getSingleResult().get("colour"))
        .isEqualTo(colour);
  }

  private static void assertOutcome(
      String id, VariableMap facts, String output, String value, String reason) {
    DmnDecisionResult result = decide(id, facts);
    if (reason == null) {
      assertThat(result).isEmpty();
      return;
    }
    DmnDecisionResultEntries row = result.getSingleResult();
    assertThat(row.get(output)).isEqualTo(value);
    assertThat(row.get("reason")).isEqualTo(reason);
  }

  private static DmnDecisionResult decide(String id, VariableMap facts) {
    return ENGINE.evaluateDecision(
        ENGINE.parseDecision(id, Dmn.readModelFromFile(file(id).toFile())), facts);
  }

  private static Path file(String id) {
    return ProcessFiles.FOLDER.resolve("decisions").resolve(id + ".dmn");
  }
}
