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
      "async () => (await axe.run(document, {resultTypes: ['violations'], iframes: false})).violations"
          + ".flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html))";

  private Axe() {}

  /** Each fault with the element that has it; what is in frames is not looked at. */
  @SuppressWarnings("unchecked")
  public static List<String> faults(Page page) {
    page.evaluate(ENGINE);
    return (List<String>) page.evaluate(ASK);
  }

  private static String engine() {
    try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
