package nl.voorkeur;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The installed Chromium, without a window and without calls home. One process serves all tests of
 * this JVM and ends with it, as starting one takes seconds; a test has its own windows in it, which
 * share nothing with those of others.
 */
public final class Chromium implements AutoCloseable {

  private static final Path BINARY = Path.of("/usr/bin/chromium");
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final List<BrowserContext> windows = new ArrayList<>();

  private Chromium() {}

  private static final class Shared {
    private static final Browser BROWSER =
        Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(BINARY).setArgs(QUIET));
  }

  /** Opens it; the tests are skipped where there is none. */
  public static Chromium start() {
    Assumptions.assumeTrue(Files.isExecutable(BINARY), "needs Chromium: apt-get install chromium");
    return new Chromium();
  }

  /** A window of somebody else, without any cookie. */
  public BrowserContext context(Browser.NewContextOptions options) {
    BrowserContext window = Shared.BROWSER.newContext(options);
    windows.add(window);
    return window;
  }

  /** Closes the windows that were opened from here. */
  @Override
  public void close() {
    windows.forEach(BrowserContext::close);
  }
}
