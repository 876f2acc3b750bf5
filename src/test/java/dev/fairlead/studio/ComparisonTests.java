package dev.fairlead.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.shared.RefusedException;
import dev.fairlead.studio.Difference.Fact;
import dev.fairlead.studio.Difference.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two versions in words, shown on the diagrams and tables that Fairlead ships. */
class ComparisonTests {
  private static final Path PROCESSES = Path.of("processes");

  @ParameterizedTest
  @MethodSource("shipped")
  void aFileDoesNotDifferFromItself(Path file) throws IOException {
    String xml = Files.readString(file);
    assertThat(Comparison.between(xml, xml)).isEmpty();
    // nor from itself as another editor lays its lines out
    assertThat(Comparison.between(xml, xml.replaceAll(">\\s+<", "><"))).isEmpty();
  }

  static Stream<Path> shipped() throws IOException {
    return Stream.concat(
        Files.list(PROCESSES).filter(file -> file.toString().endsWith(".bpmn")),
        Files.list(PROCESSES.resolve("decisions")));
  }

  @Test
  void aConditionAnAssignmentAndAnAnswerAreNamedWithWhatTheyWere() throws IOException {
    String before = Files.readString(PROCESSES.resolve("approvePlan.bpmn"));
    String after =
        change(before, "name=\"Approve plan\" camunda:formKey", "name=\"Decide\" camunda:formKey");
    after = change(after, "${approverGroup}", "sponsors");

    List<Difference> differences = Comparison.between(before, after);

    assertThat(differences)
        .filteredOn(d -> d.elementId().equals("userTask_approvePlan"))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.fate()).isEqualTo(Fate.CHANGED);
              assertThat(task.element()).isEqualTo("User task \"Decide\"");
              assertThat(task.facts())
                  .contains(
                      new Fact("Name", "Approve plan", "Decide"),
                      new Fact("Candidate groups", "${approverGroup}", "sponsors"));
            });
  }

  @Test
  void aFlowDoesNotChangeBecauseItsTaskHasAnotherName() throws IOException {
    String before = Files.readString(PROCESSES.resolve("reviewRisk.bpmn"));
    String after =
        change(before, "name=\"Review risk\" camunda:formKey", "name=\"Look\" camunda:formKey");
    assertThat(Comparison.between(before, after))
        .extracting(Difference::elementId)
        .containsExactly("userTask_reviewRisk");
    assertThat(
            Comparison.between(
                before,
                change(
                    before,
                    "targetRef=\"serviceTask_recordRiskReview\"",
                    "targetRef=\"endEvent_riskReviewed\"")))
        .singleElement()
        .satisfies(
            flow ->
                assertThat(flow.facts())
                    .containsExactly(
                        new Fact("To", "\"Record risk review\"", "\"Risk reviewed\"")));
  }

  @Test
  void aTimerThatWaitsForAnotherMomentIsNamed() throws IOException {
    String before = Files.readString(PROCESSES.resolve("approvePlan.bpmn"));
    assertThat(
            Comparison.between(before, change(before, ">${approvalReminderAt}<", ">${laterAt}<")))
        .singleElement()
        .satisfies(
            timer ->
                assertThat(timer.facts())
                    .contains(new Fact("Timer, at", "${approvalReminderAt}", "${laterAt}")));
  }

  @Test
  void whatComesAndGoesIsTold() throws IOException {
    String before = Files.readString(PROCESSES.resolve("reviewRisk.bpmn"));
    String task =
        "<bpmn:userTask id=\"userTask_new\" name=\"Ask again\""
            + " camunda:candidateGroups=\"sponsors\">"
            + "<bpmn:extensionElements><camunda:properties><camunda:property"
            + " name=\"fairlead:approval\" value=\"true\" /></camunda:properties>"
            + "</bpmn:extensionElements></bpmn:userTask>";
    String after = before.replaceFirst("</bpmn:process>", task + "</bpmn:process>");

    assertThat(Comparison.between(before, after))
        .extracting(Difference::fate, Difference::element)
        .containsExactly(tuple(Fate.ADDED, "User task \"Ask again\""));
    assertThat(Comparison.between(before, after).get(0).facts())
        .containsExactlyInAnyOrder(
            new Fact("Name", "", "Ask again"),
            new Fact("Candidate groups", "", "sponsors"),
            new Fact("Property fairlead:approval", "", "true"));
    assertThat(Comparison.between(after, before))
        .extracting(Difference::fate, Difference::element)
        .containsExactly(tuple(Fate.REMOVED, "User task \"Ask again\""));
  }

  @Test
  void whatAnElementIsAndWhatItHoldsWithoutAWordIsTold() throws IOException {
    String before = Files.readString(PROCESSES.resolve("reviewRisk.bpmn"));
    String end = "<bpmn:endEvent id=\"endEvent_riskReviewed\" name=\"Risk reviewed\">";
    assertThat(
            Comparison.between(
                before,
                change(before, end, end + "<bpmn:terminateEventDefinition id=\"terminate_1\" />")))
        .singleElement()
        .satisfies(
            difference ->
                assertThat(difference.facts())
                    .containsExactly(new Fact("terminate event definition", "", "yes")));
    String manual = before.replace("bpmn:userTask", "bpmn:manualTask");
    assertThat(Comparison.between(before, manual))
        .singleElement()
        .satisfies(
            difference ->
                assertThat(difference.facts())
                    .containsExactly(new Fact("Kind of element", "User task", "Manual task")));
  }

  @Test
  void anElementThatOnlyStandsElsewhereIsMoved() throws IOException {
    String before = Files.readString(PROCESSES.resolve("reviewRisk.bpmn"));
    String after =
        before.replaceFirst(
            "(bpmnElement=\"userTask_reviewRisk\"[^>]*>\\s*<dc:Bounds x=\")\\d+", "$199");
    assertThat(Comparison.between(before, after))
        .extracting(Difference::elementId, Difference::fate)
        .containsExactly(tuple("userTask_reviewRisk", Fate.MOVED));
  }

  @Test
  void aRowOfATableSaysWhichColumnsChangedAndWhereItWent() throws IOException {
    String before = Files.readString(PROCESSES.resolve("decisions/changeRoute.dmn"));
    String after = change(before, "\"sponsors\"", "\"steering-board\"");
    assertThat(Comparison.between(before, after).get(0))
        .satisfies(
            row -> {
              assertThat(row.element()).isEqualTo("Row 1");
              assertThat(row.facts())
                  .containsExactly(
                      new Fact("Decided or reviewed by", "\"sponsors\"", "\"steering-board\""));
            });

    int first = before.indexOf("<rule ");
    int second = before.indexOf("<rule ", first + 1);
    int third = before.indexOf("<rule ", second + 1);
    String swapped =
        before.substring(0, first)
            + before.substring(second, third)
            + before.substring(first, second)
            + before.substring(third);
    assertThat(Comparison.between(before, swapped))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.fate()).isEqualTo(Fate.CHANGED);
              assertThat(row.facts()).extracting(Fact::name).containsExactly("Place in the table");
            });

    String shorter = before.substring(0, first) + before.substring(second);
    assertThat(Comparison.between(before, shorter))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.fate()).isEqualTo(Fate.REMOVED);
              assertThat(row.facts()).contains(new Fact("Type of change", "\"emergency\"", ""));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<a>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>"
      })
  void whatIsNoDrawingIsRefusedInWords(String xml) {
    assertThatThrownBy(() -> Comparison.between("<a/>", xml))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("Camunda Modeler");
  }

  private static String change(String xml, String before, String after) {
    assertThat(xml).contains(before);
    int at = xml.indexOf(before);
    return xml.substring(0, at) + after + xml.substring(at + before.length());
  }
}
