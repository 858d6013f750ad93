package nl.voorkeur.mailing.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import java.util.regex.Pattern;
import nl.voorkeur.Axe;
import nl.voorkeur.Chromium;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A member of staff writes a mailing, looks it over, sends it and sees how it ends. */
class MailingsBrowserIT {

  private static final long SURVEYS = 15;

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
  void aMailingGoesFromTheFirstWordToTheLastDelivery() throws Exception {
    People people = new People(portal);
    String reader = people.freshAddress();
    people.subscriber(reader, SURVEYS);
    String subject = "Onderzoek " + System.nanoTime() + ": één vraag";
    Page page = signedIn(1280);

    page.navigate(portal.url() + "/staff/mailing/draft?c=imailo");
    page.locator("#save").click();
    assertThat(page.locator("main .note.stop li")).hasCount(2);
    check(page);
    page.locator("#topic").selectOption(Long.toString(SURVEYS));
    page.locator("#subject").fill(subject);
    page.locator("#preheader").fill("Het duurt een minuut.");
    page.locator("#body").fill("# Mogen wij iets vragen?\n\nDag {{voornaam}},");
    page.locator("#save").click();
    assertThat(page.locator("main .note.stop")).containsText("voornaam");
    assertThat(page.locator("#send")).hasCount(0);

    page.locator("#body")
        .fill(
            "# Mogen wij iets vragen?\n\nDag {{first_name|lezer}},\n\n**[Geef antwoord](https://www.imailo.example/vraag)**");
    page.locator("#save").click();
    assertThat(page.frameLocator("iframe.mail").locator("h1")).hasText("Mogen wij iets vragen?");
    assertThat(page.frameLocator("iframe.mail").locator("a.stop")).hasText("Stop met Onderzoek");
    check(page);

    page.locator("#send").click();
    assertThat(page.locator("#sure")).isVisible();
    assertThat(page.locator("#sure [data-closes]")).isFocused();
    page.locator("#sure [data-closes]").click();
    assertThat(page.locator("#sure")).isHidden();
    page.locator("#send").click();
    page.locator("#start").click();

    assertThat(page.locator("h1")).hasText(subject);
    assertThat(page.locator("main .tag").first()).hasText(Pattern.compile("Onderweg|Klaar"));
    MimeMessage mail = portal.mails().await(subject);
    assertEquals(subject, mail.getSubject());
    assertThat(page.locator("main .tag").first()).hasText("Klaar");
    assertThat(page.locator("#pause")).hasCount(0);
    check(page);
    assertEquals(1, portal.mails().count(reader), "one copy");

    MimeMessage to = portal.mails().await(reader);
    assertEquals("List-Unsubscribe=One-Click", to.getHeader("List-Unsubscribe-Post", null));
    String html = (String) ((MimeMultipart) to.getContent()).getBodyPart(1).getContent();
    assertTrue(html.contains("Dag lezer,"), html);
    assertFalse(html.contains("{{"), html);

    page.navigate(portal.url() + "/staff/mailing/mailings?c=imailo");
    assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(subject)))
        .isVisible();
    check(page);
    page.context().close();
  }

  @Test
  void anotherControllersMailingIsNotThere() {
    Page page = signedIn(320);
    page.navigate(portal.url() + "/staff/mailing/draft?c=imailo");
    page.locator("#topic").selectOption(Long.toString(SURVEYS));
    page.locator("#subject").fill("Voor één oog");
    page.locator("#save").click();
    assertThat(page.locator("iframe.mail")).isVisible();
    check(page);
    assertEquals(
        true,
        page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
        "no sideways scrolling at 320 px");
    String id = page.url().replaceAll(".*mailing=(\\d+).*", "$1");
    for (String path :
        List.of(
            "/staff/mailing/draft?c=de-linde&mailing=" + id,
            "/staff/mailing/mailing?c=de-linde&mailing=" + id,
            "/staff/mailing/preview?c=de-linde&mailing=" + id)) {
      assertEquals(404, page.navigate(portal.url() + path).status(), "promise 7: " + path);
    }
    page.context().close();
  }

  private static Page signedIn(int width) {
    Page page =
        chromium
            .context(new Browser.NewContextOptions().setLocale("nl-NL").setViewportSize(width, 900))
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
