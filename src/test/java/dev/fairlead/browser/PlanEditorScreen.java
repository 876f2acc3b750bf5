package dev.fairlead.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.ArrayList;
import java.util.List;

/** One person before the plan editor. */
class PlanEditorScreen implements AutoCloseable {
  private static final String SETTLED = "#fl-plan-editor[data-ready]:not([data-busy])";

  private final BrowserContext context;
  private final String address;
  final Page page;
  final List<String> errors = new ArrayList<>();

  PlanEditorScreen(Browser browser, String address, String person, int width, int height) {
    this.address = address;
    context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    page = context.newPage();
    page.onPageError(errors::add);
    page.navigate(address + "/login");
    page.fill("[name=username]", person);
    page.fill("[name=password]", "fairlead-demo");
    page.click("button[type=submit]");
    page.waitForURL(url -> !url.contains("/login"));
  }

  PlanEditorScreen open(String project) {
    page.navigate(address + "/projects/" + project + "/plan");
    return settled();
  }

  PlanEditorScreen reload() {
    page.reload();
    return settled();
  }

  /** Waits until the editor is open and nothing is on its way to the server. */
  PlanEditorScreen settled() {
    page.locator(SETTLED).waitFor();
    return this;
  }

  Locator cell(int task, String column) {
    return page.locator(".pe-row[data-task='" + task + "'] [data-column=" + column + "]");
  }

  PlanEditorScreen at(int task, String column) {
    cell(task, column).click();
    return this;
  }

  PlanEditorScreen alsoSelect(int task) {
    cell(task, "name")
        .click(
            new Locator.ClickOptions()
                .setModifiers(List.of(com.microsoft.playwright.options.KeyboardModifier.SHIFT)));
    return this;
  }

  PlanEditorScreen type(String text) {
    page.keyboard().type(text);
    return this;
  }

  /** Presses keys one after the other. */
  PlanEditorScreen press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  String text(int task, String column) {
    return cell(task, column).textContent();
  }

  /** Copies a text as from another program. */
  PlanEditorScreen copied(String text) {
    Page other = context.newPage();
    other.navigate("data:text/html,<textarea></textarea>");
    other.locator("textarea").fill(text);
    other.keyboard().press("Control+a");
    other.keyboard().press("Control+c");
    other.close();
    page.bringToFront();
    return this;
  }

  Locator bar(int task) {
    return page.locator(".pe-bar[data-task='" + task + "']");
  }

  /** Drags from a place within an element to a place on the screen. */
  void drag(Locator from, double x, double y, double toX, double toY) {
    from.hover();
    BoundingBox box = from.boundingBox();
    Mouse mouse = page.mouse();
    mouse.move(box.x + x, box.y + y);
    mouse.down();
    mouse.move(box.x + x + 8, box.y + y + 2);
    mouse.move(toX, toY, new Mouse.MoveOptions().setSteps(5));
    mouse.up();
    settled();
  }

  @Override
  public void close() {
    context.close();
  }
}
