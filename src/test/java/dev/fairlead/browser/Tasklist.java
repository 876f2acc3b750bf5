package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** Camunda Tasklist, where managers decide. */
final class Tasklist {
  private final Page page;

  Tasklist(Page page) {
    this.page = page;
    assertThat(page.locator(".task-filters .item").first()).isVisible();
  }

  Locator header() {
    return page.locator("[cam-widget-header]");
  }

  Locator endOfLifeBanner() {
    return page.locator(".ce-eol-banner");
  }

  /** The names of the filters, without the count that the chosen one carries. */
  Locator filters() {
    return page.locator(".task-filters .item h4 a");
  }

  void leavesByName() {
    header().locator("a.navbar-brand").click();
  }

  void logsOut() {
    header().locator(".account a.dropdown-toggle").click();
    header().getByText("Log out", new Locator.GetByTextOptions().setExact(true)).click();
  }

  Tasklist choosesFilter(String name) {
    Locator filter =
        page.locator(".task-filters .item").filter(new Locator.FilterOptions().setHasText(name));
    page.mouse().move(0, 0); // away from a filter whose tooltip covers the others
    filter.getByRole(AriaRole.LINK).first().click();
    assertThat(filter).hasClass(java.util.regex.Pattern.compile("\\bactive\\b"));
    assertThat(page.locator("[cam-tasks] .loader")).isHidden();
    return this;
  }

  /** The tasks in the list that are called so and are about this project or change. */
  Locator tasks(String name, String about) {
    return page.locator(".tasks-list li.task")
        .filter(new Locator.FilterOptions().setHasText(name))
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.locator(".variables")
                        .getByText(Pattern.compile("^\\s*" + about + "( |$)"))));
  }

  Tasklist opensTask(String name, String about) {
    tasks(name, about).getByRole(AriaRole.LINK).first().click();
    assertThat(page.locator(".task-card h2.task")).hasText(name);
    assertThat(page.locator(".task-card form.fairlead-form")).isVisible();
    return this;
  }

  Tasklist claims() {
    Pictures.onTheWay(page);
    page.locator("button.claim").click();
    assertThat(page.locator(".task-card .assignee .glyphicon-remove")).isVisible();
    return this;
  }

  /** Presses "Claim" without a belief that it will do. */
  Tasklist triesToClaim() {
    Pictures.onTheWay(page);
    page.locator("button.claim").click();
    return this;
  }

  /** The form of the open task. */
  Sheet form() {
    return new Sheet(page.locator(".task-card"));
  }

  /** The frame in the form, which shows what the task is about. */
  Sheet frame() {
    return new Sheet(page.frameLocator(".task-card iframe.fairlead-frame").locator("body"));
  }

  void completes() {
    form().presses("Complete");
    assertThat(page.locator(".task-details .no-task")).isVisible();
  }

  Locator notifications() {
    return page.locator(".page-notifications .alert");
  }
}
