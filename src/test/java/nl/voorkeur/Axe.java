package nl.voorkeur;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What axe-core has against a page: WCAG 2.0 to 2.2, A and AA, and best practice. Runs the engine
 * of the library's jar once in the page itself, as its builder opens a window and loads the engine
 * anew for each of its two steps, which takes ten times as long.
 */
public final class Axe {

  private static final String ENGINE = engine();
  private static final String ASK =
      "async rules => (await axe.run(document, {resultTypes: ['violations'], iframes: false,"
          + " ...(rules.length ? {runOnly: rules} : {})})).violations"
          + ".flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html))";

  /** What a colour scheme or the width of the window can change about a page. */
  private static final List<String> LOOKS =
      List.of(
          "color-contrast",
          "link-in-text-block",
          "scrollable-region-focusable",
          "target-size",
          "meta-viewport",
          "css-orientation-lock");

  private Axe() {}

  /** Each fault with the element that has it; what is in frames is not looked at. */
  public static List<String> faults(Page page) {
    return faults(page, List.of());
  }

  /**
   * The faults that the same page may have in other colours or a smaller window only; asks a tenth
   * of the rules.
   */
  public static List<String> faultsOfLook(Page page) {
    return faults(page, LOOKS);
  }

  @SuppressWarnings("unchecked")
  private static List<String> faults(Page page, List<String> rules) {
    if (Boolean.FALSE.equals(page.evaluate("'axe' in window"))) {
      page.evaluate(ENGINE);
    }
    return (List<String>) page.evaluate(ASK, rules);
  }

  private static String engine() {
    try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
