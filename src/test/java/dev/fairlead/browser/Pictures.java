package dev.fairlead.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pictures of what people see, in target/browser. With {@code -Dbrowser.pictures=true} one is kept
 * before every click, for a look at the whole way.
 */
final class Pictures {
  private static final Path FOLDER = Path.of("target", "browser");
  private static final boolean ALL = Boolean.getBoolean("browser.pictures");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Pictures() {}

  static void onTheWay(Page page) {
    if (ALL) {
      String where = page.url().replaceAll("^https?://[^/]*|[?#].*", "").replaceAll("\\W+", "-");
      take(page, "%04d%s".formatted(NUMBER.incrementAndGet(), where));
    }
  }

  /** Where the picture is, or why there is none. */
  static String take(Page page, String name) {
    Path file = FOLDER.resolve(name.replaceAll("[^\\w-]+", "-") + ".png");
    try {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(file).setFullPage(true).setTimeout(5_000));
      return file.toString();
    } catch (PlaywrightException broken) {
      return "no picture (" + broken.getMessage().lines().findFirst().orElse("") + ")";
    }
  }
}
