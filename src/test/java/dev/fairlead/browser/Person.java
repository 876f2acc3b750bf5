package dev.fairlead.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.fairlead.browser.Chromium.PATIENCE;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;

/** One person at a browser of their own, and what they do there. */
final class Person {
  static final int WIDTH = 1366;
  static final int HEIGHT = 860;
  static final String PASSWORD = "fairlead-demo";

  private final String username;
  private final String home;
  private final BrowserContext context;
  private final Page page;
  private final Complaints complaints;

  Person(Browser browser, String home, String username) {
    this.username = username;
    this.home = home;
    this.complaints = new Complaints(username);
    context =
        browser.newContext(
            new Browser.NewContextOptions().setBaseURL(home).setViewportSize(WIDTH, HEIGHT));
    context.setDefaultTimeout(PATIENCE.toMillis());
    page = context.newPage();
    complaints.listenTo(page);
    page.onDialog(Dialog::accept);
  }

  Page page() {
    return page;
  }

  Complaints complaints() {
    return complaints;
  }

  // ---- going about

  Person logsIn() {
    opens("/login");
    givesPassword();
    assertThat(page).hasURL(home + "/");
    return this;
  }

  void givesPassword() {
    sheet().fills("Login name", username).fills("Password", PASSWORD).presses("Log in");
  }

  Person opens(String path) {
    Pictures.onTheWay(page);
    page.navigate(path);
    return this;
  }

  /** Opens a tab of a project by way of the portfolio's search and the project's own tabs. */
  Sheet opensProject(String key, String tab) {
    opens("/?q=" + key);
    sheet().row(key).root().getByRole(AriaRole.LINK).first().click();
    page.getByRole(
            AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Parts of this project"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(tab).setExact(true))
        .click();
    assertThat(page.locator(".fl-tabs [aria-current=page]")).hasText(tab);
    return sheet();
  }

  /** What stands on the page below its header and its message. */
  Sheet sheet() {
    return new Sheet(page.locator("main"));
  }

  Sheet header() {
    return new Sheet(page.locator("header"));
  }

  /** What stands in the frame of the task's form. */
  Sheet frame() {
    return new Sheet(page.frameLocator("iframe.fairlead-frame").locator("body"));
  }

  /** The sentence with which Fairlead answered. */
  Person isTold(String text) {
    assertThat(page.locator("[role=status]").first()).containsText(text);
    return this;
  }

  /** The sentence with which Fairlead refused what the work does. */
  Person isRefused(String text, Runnable work) {
    complaints.expecting(
        422,
        () -> {
          work.run();
          assertThat(page.locator("[role=alert]").first()).containsText(text);
        });
    return this;
  }

  /** Looks again and again until Fairlead has done its next step by itself. */
  void seesInTime(String what, java.util.function.Supplier<Sheet> look, String text) {
    await(what)
        .atMost(PATIENCE)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(300))
        .until(() -> look.get().root().textContent().contains(text));
  }

  // ---- tasks in My work

  /** Opens the task from My work, as soon as it is there. */
  Sheet opensTask(String task, String about) {
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              opens("/work");
              org.assertj.core.api.Assertions.assertThat(tasksCalled(task, about).count())
                  .as(task + " for " + username + " in " + about)
                  .isPositive();
            });
    tasksCalled(task, about)
        .first()
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Open " + task))
        .click();
    assertThat(page.locator("h1")).hasText(task);
    return sheet();
  }

  private Locator tasksCalled(String task, String about) {
    return page.locator(".fl-list > li")
        .filter(new Locator.FilterOptions().setHasText(task))
        .filter(new Locator.FilterOptions().setHasText(about));
  }

  Person completes() {
    Pictures.onTheWay(page);
    // a frame that grows to its page moves the button away from under the pointer
    if (page.locator("iframe.fairlead-frame").count() > 0) {
      assertThat(page.locator("iframe.fairlead-frame[data-fitted]")).isVisible();
    }
    List<String> words = List.of("Complete", "Take and complete");
    page.getByRole(AriaRole.BUTTON)
        .filter(
            new Locator.FilterOptions()
                .setHasText(java.util.regex.Pattern.compile("^(" + String.join("|", words) + ")$")))
        .click();
    return this;
  }

  /** Opens Tasklist by its link in the header. */
  Tasklist opensTasklist() {
    opens("/");
    header().follows("Tasklist");
    return new Tasklist(page);
  }

  /** Reads a file that a link of the page leads to. */
  byte[] downloads(Locator link) {
    var answer = context.request().get(link.getAttribute("href"));
    org.assertj.core.api.Assertions.assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  void close() {
    context.close();
  }

  @Override
  public String toString() {
    return username;
  }
}
