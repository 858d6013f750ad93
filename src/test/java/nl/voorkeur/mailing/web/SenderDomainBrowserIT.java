package nl.voorkeur.mailing.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import nl.voorkeur.Axe;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An administrator makes a key for a controller's domain, puts it into use and ends it. */
class SenderDomainBrowserIT {

  private static Portal portal;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000); // the first view of a page takes long
    chromium = Chromium.start();
    portal = Portal.shared();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void aKeyGoesFromMakingToRetiring() {
    Page page = signedIn(1280, ColorScheme.LIGHT);
    page.navigate(portal.url() + "/staff/mailing/domain?c=de-linde");
    page.locator("#prepareEd25519").click();
    assertThat(page.locator("main textarea"))
        .hasValue(Pattern.compile("v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}="));
    assertThat(page.locator("main .receipt .tag")).hasText("klaargezet");
    String record = page.locator("main textarea").inputValue();
    check(page);
    page.getByRole(AriaRole.BUTTON, name("In gebruik nemen zonder DNS")).click();
    assertThat(page.locator("main .receipt .tag")).hasText("in gebruik");
    assertThat(page.locator("main .receipt .hint")).containsText("DNS de sleutel niet liet zien");
    page.navigate(portal.url() + "/staff/mailing/domain?c=imailo");
    assertThat(page.locator("h1")).isVisible();
    assertThat(page.locator("main")).not().containsText(record); // promise 7
    page.navigate(portal.url() + "/staff/mailing/domain?c=de-linde&check=1");
    assertThat(page.locator("main .note.warn li").first()).isVisible(); // no such domain in DNS
    check(page);
    page.getByRole(AriaRole.BUTTON, name("Uit gebruik nemen")).click();
    assertThat(page.locator("main .receipt .tag")).hasText("uit gebruik");
    page.context().close();
  }

  @Test
  void itFitsASmallDarkScreen() {
    Page page = signedIn(320, ColorScheme.DARK);
    page.navigate(portal.url() + "/staff/mailing/domain?c=imailo");
    page.locator("#prepareRsa").click();
    assertThat(page.locator("main textarea")).hasValue(Pattern.compile("v=DKIM1; k=rsa; p=.*"));
    check(page);
    assertEquals(
        true,
        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
        "no sideways scrolling at 320 px");
    page.getByRole(AriaRole.BUTTON, name("Uit gebruik nemen")).click();
    assertThat(page.locator("main .receipt .tag")).hasText("uit gebruik");
    page.context().close();
  }

  private static Page.GetByRoleOptions name(String start) {
    return new Page.GetByRoleOptions().setName(Pattern.compile("^" + start));
  }

  private static Page signedIn(int width, ColorScheme scheme) {
    Page page =
        chromium
            .context(
                new Browser.NewContextOptions()
                    .setLocale("nl-NL")
                    .setColorScheme(scheme)
                    .setViewportSize(width, 900))
            .newPage();
    page.navigate(portal.url() + "/staff/sign-in");
    page.getByLabel("Naam").fill("admin");
    page.getByLabel("Wachtwoord").fill(Portal.ADMIN_PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in")).click();
    page.waitForURL(url -> !url.contains("sign-in"));
    return page;
  }

  /** WCAG 2.2 AA as far as a program can see. */
  private static void check(Page page) {
    assertEquals(List.of(), Axe.faults(page));
  }
}
