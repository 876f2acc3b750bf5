package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Date;
import java.util.Map;
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
