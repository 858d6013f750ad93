package nl.voorkeur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;

/**
 * A page by day and by night, in a wide window and in one of 320 pixels, which is also what 400 %
 * zoom leaves of 1280 (WCAG 2.2, 1.4.10). All in one visit, as coming to a state of a page takes
 * longer than looking at it.
 */
public final class Looks {

  /** Where pictures go; none are taken when it is not set. */
  private static final String SHOTS = System.getenv("VOORKEUR_TEST_SHOTS");

  private Looks() {}

  /**
   * WCAG 2.2 AA as far as a program can tell: every rule once, and in the other colours and in a
   * small window what those can change; nothing wider than the window.
   *
   * @param name of the state that the page is in; also of its pictures, when those are asked for
   */
  public static void check(Page page, String name) {
    show(page, 1280, ColorScheme.LIGHT);
    assertEquals(List.of(), Axe.faults(page), name);
    fits(page, name, "");
    show(page, 1280, ColorScheme.DARK);
    assertEquals(List.of(), Axe.faultsOfLook(page), name + ", dark");
    fits(page, name, "-dark");
    show(page, 320, ColorScheme.DARK);
    fits(page, name, "-dark");
    show(page, 320, ColorScheme.LIGHT);
    assertEquals(List.of(), Axe.faultsOfLook(page), name + ", small");
    fits(page, name, "");
    show(page, 1280, ColorScheme.LIGHT);
  }

  private static void show(Page page, int width, ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    page.setViewportSize(width, 800);
  }

  private static void fits(Page page, String name, String scheme) {
    int width = page.viewportSize().width;
    assertEquals(
        0,
        page.locator("html").evaluate("e => e.scrollWidth - e.clientWidth"),
        () -> "wider than the window of " + width + ": " + name);
    picture(page, name + "-" + width + scheme);
  }

  /**
   * Takes a picture of the page as it is, for who wants to look at it; most of the time nothing.
   */
  static void picture(Page page, String name) {
    if (SHOTS != null) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(SHOTS, name.replaceAll("[^A-Za-z0-9-]+", "-") + ".png")));
    }
  }
}
