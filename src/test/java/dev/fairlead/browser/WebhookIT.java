package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.fairlead.webhooks.Webhooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An administrator wants a program to be told, whose server is not there. */
@Story
class WebhookIT extends InBrowser {
  private static final String URL = "https://hooks.invalid/fairlead";

  @Autowired Webhooks webhooks;

  @AfterAll
  void nobodyIsTold() {
    webhooks.all().forEach(webhook -> webhooks.remove(webhook.id(), "admin"));
  }

  @Test
  @Order(1)
  void sheAddsAnAddressAndReadsTheSecretOnce() {
    Person ada = person("admin");
    ada.opens("/");
    ada.page().locator(".fl-user").click();
    ada.header().follows("Webhooks");
    ada.sheet()
        .sees("No address is told of decisions.")
        .fills("Address", "https://intranet.example/x")
        .ticks("Archive");
    ada.complaints().expecting(422, () -> ada.page().locator("#url").press("Enter"));
    ada.sheet().sees("Fairlead may not ask intranet.example");
    assertThat(ada.page().locator("#url")).hasValue("https://intranet.example/x");
    assertThat(ada.page().locator("#kind-ARCHIVE")).isChecked();
    ada.sheet().fills("Address", URL).presses("Add");
    ada.isTold("hooks.invalid is told of what is decided from now on.");
    assertThat(ada.page().locator("#secret").inputValue()).startsWith("whsec_");
    Page page = ada.page();
    page.reload();
    ada.sheet().sees(URL, "Archive of all projects", "Added by Ada Minow");
    assertThat(page.locator("#secret")).hasCount(0);
  }

  @Test
  @Order(2)
  void sheTestsItReadsWhyItDoesNotArriveAndGivesItUp() {
    Person ada = person("admin");
    ada.opens("/webhooks");
    ada.sheet().presses("Send a test event to hooks.invalid");
    ada.isTold("A test event for hooks.invalid leaves within seconds.");
    ada.seesInTime(
        "why it did not arrive",
        () -> ada.opens("/webhooks?state=WAITING").sheet(),
        "No connection");
    ada.sheet().row("Test", "No connection").presses("Give up Test to hooks.invalid");
    ada.isTold("It was given up.");
    ada.sheet().row("given up").sees("Test", "Ada Minow decided on");
  }

  @Test
  @Order(3)
  void sheSwitchesItOffAndOnAgain() {
    Person ada = person("admin");
    ada.opens("/webhooks").sheet().presses("Switch off hooks.invalid");
    ada.isTold("What is decided meanwhile waits for it.");
    ada.sheet().presses("Switch on hooks.invalid");
    ada.isTold("gets what was decided meanwhile");
  }
}
