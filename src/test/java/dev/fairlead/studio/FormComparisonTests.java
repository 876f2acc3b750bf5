package dev.fairlead.studio;

import static dev.fairlead.studio.InStudio.changed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.engine.contract.Finding;
import dev.fairlead.studio.Difference.Fact;
import dev.fairlead.studio.Difference.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two texts of a form in words, and what a changed form must leave as it was. */
class FormComparisonTests {
  private String form;
  private String diagram;

  @BeforeEach
  void shipped() throws IOException {
    form = Files.readString(Path.of("processes/forms/approvePlan.html"));
    diagram = Files.readString(Path.of("processes/approvePlan.bpmn"));
  }

  static Stream<Path> forms() throws IOException {
    return Files.list(Path.of("processes/forms"));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormDoesNotDifferFromItselfHoweverItIsWritten(Path file) throws IOException {
    String html = Files.readString(file);
    String otherwise = html.replaceAll(">\\s+<", "><").replace(" required>", " required=\"\">");
    assertThat(FormComparison.between(html, otherwise)).isEmpty();
    assertThat(FormKeys.check(html, otherwise, List.of())).isEmpty();
  }

  @Test
  void wordsAreNamedWithWhatTheyWere() {
    String now = changed(form, ">Comment<", ">Reasons<");
    now = changed(now, "Needed for rework and rejection.", "Say why.");
    now = changed(now, "Approve: the work may start", "Yes: the work may start");
    now = changed(now, "Nobody can approve a plan that", "No one may approve a plan that");

    assertThat(FormComparison.between(form, now))
        .extracting(Difference::elementId, Difference::element, Difference::fate)
        .containsExactly(
            tuple(
                "text:No one may approve a plan that they submitted themselves.",
                "Text \"No one may approve a plan that they submitted themselves.\"",
                Fate.CHANGED),
            tuple("field:decision", "Field \"Your decision\"", Fate.CHANGED),
            tuple("field:comment", "Field \"Reasons\"", Fate.CHANGED));
    assertThat(FormComparison.between(form, now).get(1).facts())
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.name()).isEqualTo("Choice \"approve\"");
              assertThat(fact.before()).startsWith("Approve: the work");
            });
    assertThat(FormComparison.between(form, now).get(2).facts())
        .contains(new Fact("Label", "Comment", "Reasons"))
        .extracting(Fact::name)
        .containsExactlyInAnyOrder("Label", "Help");
  }

  @Test
  void whatCameWentMovedOrWasHiddenIsNamed() {
    String rule = "  <p>Nobody can approve a plan that they submitted themselves.</p>\n";
    String moved = changed(form, rule, "").replace("</form>", rule + "</form>");
    assertThat(FormComparison.between(form, moved))
        .extracting(Difference::fate)
        .containsExactly(Fate.MOVED);
    assertThat(FormComparison.between(form, moved.replace("submitted themselves", "wrote")))
        .singleElement()
        .satisfies(
            difference ->
                assertThat(difference.facts()).contains(new Fact("Place in the form", "2", "6")));
    assertThat(FormComparison.between(form, changed(form, rule, "  <p>Wholly other words</p>\n")))
        .extracting(Difference::fate, Difference::facts)
        .containsExactly(
            tuple(Fate.ADDED, List.of(new Fact("Text", "", "Wholly other words"))),
            tuple(Fate.REMOVED, List.of()));
    String hidden = changed(form, "class=\"form-group mb-3\"", "class=\"form-group d-none\"");
    assertThat(FormComparison.between(form, hidden))
        .allSatisfy(
            difference ->
                assertThat(difference.facts())
                    .singleElement()
                    .satisfies(fact -> assertThat(fact.after()).contains("d-none")))
        .hasSize(2);
  }

  @Test
  void whatNobodySeesIsADifferenceAllTheSame() {
    for (String unseen :
        List.of("<script>x()</script></form>", "<!-- x --></form>", "<hr></form>")) {
      assertThat(FormComparison.between(form, form.replace("</form>", unseen)))
          .extracting(Difference::element)
          .containsExactly("How the form is built, which nobody sees");
    }
    // also beside another difference
    String other = changed(form, ">Comment<", ">Reasons<");
    String linked = changed(form, "Nobody can", "<a href=\"/x\">Nobody</a> can");
    assertThat(FormComparison.between(linked, linked.replace("\"/x\"", "\"/y\"")))
        .singleElement()
        .satisfies(
            difference ->
                assertThat(difference.facts())
                    .extracting(Fact::name, Fact::after)
                    .containsExactly(
                        tuple(
                            "As written",
                            "<a href=\"/y\">Nobody</a> can approve a plan that they submitted"
                                + " themselves.")));
    String label = " for=\"approvePlan-comment\"";
    String hidden = changed(other, label, label + " aria-hidden=\"true\"");
    assertThat(FormComparison.between(form, hidden))
        .singleElement()
        .satisfies(
            difference ->
                assertThat(difference.facts())
                    .extracting(Fact::name)
                    .containsExactly("Label", "Label, as written"));
  }

  @Test
  void theOrderOfChoicesIsSeen() {
    String rework =
        "      <option value=\"rework\">Ask for rework: the plan goes back to the coordinator</option>\n";
    String last = changed(form, rework, "").replace("    </select>", rework + "    </select>");
    assertThat(FormComparison.between(form, last))
        .singleElement()
        .satisfies(
            difference ->
                assertThat(difference.facts())
                    .containsExactly(
                        new Fact(
                            "Order of the choices",
                            "approve, rework, reject",
                            "approve, reject, rework")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cam-variable-name=\"comment\" cam-variable-type=\"String\" | cam-variable-name=\"comment\""
            + " cam-variable-type=\"Long\" | field:comment | has answered with a String so far",
        "<option value=\"reject\"> | <option value=\"approve\"> | field:decision | has a way for its answer \"reject\"",
        "<option value=\"rework\"> | <option value=\"approve\"> | field:decision"
            + " | nobody could go the default way behind it (\"rework\")",
        "<option value=\"rework\"> | <option value=\"reject\">No</option><option value=\"rework\">"
            + " | |",
        "<option value=\"reject\"> | <option value=\"reject\">No</option><option value=\"later\">"
            + " | field:decision | offers the answer \"later\", which no diagram decides by",
        "data-view=\"approval\" | data-view=\"plan\" | frame:approval | people need in front of them",
        "data-view=\"approval\" | data-view=\"plan\" | frame:plan | does not show",
      })
  void whatStepsAndDiagramsReadMustStay(String old, String now, String at, String words) {
    List<Finding> found = FormKeys.check(form, changed(form, old, now), List.of(diagram));
    if (words == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .anySatisfy(
              finding -> {
                assertThat(finding.elementId()).isEqualTo(at);
                assertThat(finding.sentence()).contains(words);
              });
    }
  }

  @Test
  void aChoiceThatNoWayNamesMayGoWhileAnotherTakesTheDefaultWay() {
    String later = "<option value=\"later\">Later</option>";
    String before = changed(form, "<option value=\"rework\">", later + "<option value=\"rework\">");
    assertThat(FormKeys.check(before, changed(before, later, ""), List.of(diagram))).isEmpty();
  }

  @Test
  void anApprovalStaysOne() {
    String mark = "<camunda:property name=\"fairlead:approval\" value=\"true\" />";
    assertThat(Approvals.check(diagram, diagram)).isEmpty();
    assertThat(Approvals.check(diagram, changed(diagram, mark, "")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.elementId()).isEqualTo("userTask_approvePlan");
              assertThat(finding.sentence())
                  .startsWith("User task \"Approve plan\" is not marked as an approval any more");
            });
    // redrawn, it has another id; its place is taken only by another approval
    String redrawn = diagram.replace("userTask_approvePlan", "Activity_0abc");
    assertThat(Approvals.check(diagram, redrawn)).isEmpty();
    assertThat(Approvals.check(diagram, changed(redrawn, mark, "")))
        .extracting(Finding::sentence)
        .singleElement()
        .asString()
        .startsWith("User task \"Approve plan\" is gone, and with it the rule");
  }

  @Test
  void aFormThatIsNoneIsReadWithoutAnError() {
    assertThat(FormParts.read("").parts()).isEmpty();
    assertThat(FormParts.read("<p>a<p>b<select cam-variable-name=x>").parts()).hasSize(3);
    assertThat(FormComparison.between("", form)).allMatch(d -> d.fate() == Fate.ADDED);
    String many = "<form>" + "<p>again</p>".repeat(5000) + "</form>";
    assertThat(FormComparison.between(many, many)).isEmpty();
  }
}
