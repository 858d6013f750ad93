package nl.voorkeur;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The staff pages as a member of staff uses them, in one window of English words. */
public final class StaffDesk implements AutoCloseable {

  private final Portal portal;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private StaffDesk(Portal portal, BrowserContext context) {
    this.portal = portal;
    this.context = context;
    this.page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.text().contains("Content Security")) {
            complaints.add(page.url() + " " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + " " + error));
  }

  /** A window of somebody who is not signed in. */
  public static StaffDesk window(Portal portal, Chromium chromium) {
    return window(portal, chromium, 1280, ColorScheme.LIGHT);
  }

  public static StaffDesk window(Portal portal, Chromium chromium, int width, ColorScheme scheme) {
    return new StaffDesk(
        portal,
        chromium.context(
            new Browser.NewContextOptions()
                .setLocale("en")
                .setViewportSize(width, 800)
                .setColorScheme(scheme)));
  }

  /** A window of the administrator {@code admin}. */
  public static StaffDesk ofAdministrator(Portal portal, Chromium chromium) {
    return window(portal, chromium).signIn("admin", Portal.ADMIN_PASSWORD);
  }

  public StaffDesk signIn(String name, String password) {
    open("/staff/sign-in");
    return fillIn(name, password);
  }

  /** Types name and password on the sign-in page that is shown. */
  public StaffDesk fillIn(String name, String password) {
    page.fill("#name", name);
    page.fill("#password", password);
    page.click("#go");
    return this;
  }

  /** Says why people's pages are opened, on the first that asks. */
  public StaffDesk saysWhy() {
    page.selectOption("#purpose", "QUESTION");
    return press("givePurpose");
  }

  public StaffDesk open(String path) {
    page.navigate(portal.url() + path);
    return this;
  }

  public StaffDesk press(String button) {
    page.click("#" + button);
    return this;
  }

  public StaffDesk fill(String field, String text) {
    page.fill("#" + field, text);
    return this;
  }

  /** The address of the page, without the host. */
  public String path() {
    return page.url().substring(portal.url().length());
  }

  public Page page() {
    return page;
  }

  public BrowserContext context() {
    return context;
  }

  public Locator find(String selector) {
    return page.locator(selector);
  }

  /** Those that hold a text. */
  public Locator find(String selector, String text) {
    return page.locator(selector, new Page.LocatorOptions().setHasText(text));
  }

  /** What axe-core has against the page (WCAG 2.0 to 2.2, A and AA, and best practice). */
  public List<String> accessibilityFaults() {
    Looks.picture(page, "desk" + path());
    return Axe.faults(page).stream().map(fault -> path() + " " + fault).toList();
  }

  /** Whether the page is wider than its window. */
  public boolean isScrolledSideways() {
    return (Boolean)
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
  }

  /** What the browser's console complained about, violations of the policy among it. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The cookies that the portal set, by name. */
  public Stream<com.microsoft.playwright.options.Cookie> cookies() {
    return context.cookies().stream();
  }

  @Override
  public void close() {
    context.close();
  }
}
