package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A process owner changes a diagram in the workspace, sees at once what is in its way, and has it
 * released by another; then moves what runs.
 */
class StudioIT extends InBrowser {
  @Autowired RuntimeService runtime;

  @AfterAll
  void nothingRunsOn() {
    runtime.createProcessInstanceQuery().processInstanceBusinessKey("STUDIO-IT").list().stream()
        .forEach(i -> runtime.deleteProcessInstance(i.getId(), "story over"));
  }

  @Test
  void aDiagramIsEditedCheckedReleasedAndWhatRunsIsMoved() {
    runtime
        .createProcessInstanceByKey("reviewRisk")
        .businessKey("STUDIO-IT")
        .setVariables(Map.of("reviewer", "tom", "reviewUntil", new Date(), "riskNumber", 1))
        .startBeforeActivity("userTask_reviewRisk")
        .execute();
    Person paula = person("paula");
    paula.header().follows("Processes");
    paula.sheet().follows("Review risk");
    Page page = paula.page();
    Locator picture = page.locator(".fl-diagram[data-drawn]");
    assertThat(picture.locator(".fl-badge")).hasText("1");
    paula.sheet().row("User task \"Review risk\"").sees("STUDIO-IT");

    paula.sheet().presses("Edit");
    page.locator(".fl-editor[data-drawn]").waitFor();
    Locator name = page.locator("#bio-properties-panel-name");
    page.locator("[data-element-id=startEvent_riskReviewDue] .djs-hit").first().click();
    name.fill("");
    assertThat(page.locator("[data-findings]")).containsText("name");
    assertThat(page.locator(".fl-wrong[data-element-id=startEvent_riskReviewDue]")).isVisible();
    assertThat(page.locator("[data-advice]")).containsText("startEvent_riskReviewDue");
    name.fill("Review of a risk due");
    assertThat(page.locator("[data-findings]")).containsText("It keeps the process contract");
    paula.sheet().presses("Save");
    assertThat(page.locator("[data-status]")).hasText("Saved");
    paula.sheet().fills("What the change is for", "People asked what is due").presses("Submit");
    paula.isTold("Another process owner has it");

    Person petra = person("petra");
    petra.opensTask("Release diagram", "reviewRisk");
    petra
        .frame()
        .sees("People asked what is due", "Start \"Review of a risk due\"", "Risk review due");
    petra.sheet().chooses("Your decision", "Release");
    petra.completes();

    paula.seesInTime(
        "the new version",
        () -> {
          paula.opens("/processes/reviewRisk");
          return paula.sheet();
        },
        "People asked what is due Studio");
    paula.sheet().follows("Compare");
    page.locator(".fl-diagram[data-drawn] .fl-changed").first().waitFor();
    paula.sheet().sees("Changed", "Review of a risk due");

    paula.opens("/processes/reviewRisk").sheet().follows("Move running instances");
    paula.sheet().row("STUDIO-IT").sees("User task \"Review risk\"", "Nothing");
    page.locator("form[method=post] .btn-primary").click();
    paula.isTold("goes on in version");
    paula.sheet().row("User task \"Review risk\"").sees("STUDIO-IT");

    // what runs is not what was shipped any more, in words and in the picture
    paula.opens("/processes/files");
    Locator changed = page.locator("li:has(a[href='/processes/reviewRisk'])");
    changed.locator("summary:has-text('picture')").click();
    changed.locator(".fl-diagram[data-drawn] .fl-changed").nth(1).waitFor();
  }

  @Test
  void theWordsOfAFormAreEditedBesideTheFormAsPeopleSeeIt() throws Exception {
    Person paula = person("paula");
    paula.opens("/processes").sheet().follows("Find solution (form)");
    Page page = paula.page();
    assertThat(page.locator(".fl-form-preview")).containsText("Workaround");
    paula.sheet().presses("Edit");
    page.locator(".fl-editor[data-drawn]").waitFor();
    Locator field = page.locator("[data-id='field:workaround']");
    field.getByLabel("Label").fill("What helps meanwhile");
    assertThat(page.locator(".fl-form-seen")).containsText("What helps meanwhile");
    Locator findings = page.locator("[data-findings]");
    assertThat(findings).containsText("It keeps the process contract");
    paula.sheet().presses("Add a text");
    page.keyboard().press("Control+A");
    page.keyboard().type("Wait, {{1+1}} *now*.");
    assertThat(findings).containsText("text that the browser would run or compute");
    page.keyboard().press("Control+A");
    page.keyboard().type("Ask *first*.");
    assertThat(findings).containsText("It keeps the process contract");
    page.getByText("Ask first.").waitFor();
    paula.sheet().presses("Undo");
    assertThat(page.locator(".fl-form-seen")).not().containsText("Ask first.");
    paula.sheet().presses("Save");
    assertThat(page.locator("[data-status]")).hasText("Saved");
    String file = Files.readString(Path.of("processes/forms/findSolution.html"));
    String kept =
        (String)
            page.evaluate(
                "async () => (await fetch(document.querySelector('.fl-editor').dataset.file)).text()");
    // the file in git differs in what was changed, and in nothing else
    Assertions.assertThat(kept.replaceFirst("\\s*<p>Text</p>", ""))
        .isEqualTo(file.replace(">Workaround<", ">What helps meanwhile<"));
    paula.sheet().presses("Discard the draft");
    paula.isTold("thrown away");
  }

  @Test
  void aTableIsEditedInTheWorkspace() {
    Person paula = person("paula");
    paula.opens("/processes/riskLevel").sheet().presses("Edit");
    Page page = paula.page();
    page.locator(".fl-editor[data-drawn]").waitFor();
    assertThat(page.locator(".fl-canvas .tjs-table")).isVisible();
    assertThat(page.locator("[data-findings]")).containsText("It keeps the process contract");
    paula.sheet().presses("Discard the draft");
    paula.isTold("thrown away");
  }
}
