package dev.fairlead.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One browser for all classes: the system's Chromium, or else one that Playwright fetches. */
class Chromium implements BeforeAllCallback {
  private static final Path SYSTEM = Path.of("/usr/bin/chromium");

  /** How long people wait for what should come, also on a machine that does other things. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public void beforeAll(ExtensionContext context) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    ((InBrowser) context.getRequiredTestInstance())
        .use(
            context
                .getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .getOrComputeIfAbsent(Running.class)
                .browser);
  }

  static class Running implements ExtensionContext.Store.CloseableResource {
    private final boolean installed = Files.isExecutable(SYSTEM);
    private final Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(installed ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of()));
    private final Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(installed ? SYSTEM : null)
                    .setArgs(
                        List.of(
                            "--no-sandbox", "--disable-gpu", "--disable-background-networking")));

    @Override
    public void close() {
      playwright.close();
    }
  }
}
