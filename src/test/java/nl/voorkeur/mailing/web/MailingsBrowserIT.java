package nl.voorkeur.mailing.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import java.util.regex.Pattern;
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

    page.navigate(portal.url() + "/staff/mailing/policy?c=imailo");
    String colleague = "collega" + System.nanoTime() + "@imailo.example";
    page.locator("#addresses").fill(colleague);
    page.locator("#second").setChecked(false);
    check(page);
    page.locator("#save").click();
    assertThat(page.locator("main .note.yes")).isVisible();

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
    page.locator("nav.steps a").nth(2).click();
    assertThat(page.locator("nav.steps [aria-current]")).containsText("Doelgroep");
    assertThat(page.locator("#send")).hasCount(0);
    page.locator("nav.steps a").first().click();

    page.locator("#body")
        .fill(
            "# Mogen wij iets vragen?\n\nDag {{first_name|lezer}},\n\n**[Geef antwoord](https://www.imailo.example/vraag)**");
    page.locator("#save").click();
    assertThat(page.locator("main .note.stop")).hasCount(0);
    page.locator(".tabs a[lang=en]").click();
    assertThat(page.locator("#topic")).hasCount(0);
    page.locator("#subject").fill("In English " + subject);
    page.locator("#body").fill("# May we ask you something?");
    page.locator("#save").click();
    assertThat(page.locator("main .note.yes").first()).containsText("Bewaard");
    check(page);

    page.locator("nav.steps a").nth(1).click();
    assertThat(page.frameLocator("iframe.mail").locator("h1")).hasText("Mogen wij iets vragen?");
    assertThat(page.frameLocator("iframe.mail").locator("a.stop")).hasText("Stop met Onderzoek");
    check(page);
    page.locator("#in").selectOption("en");
    page.locator("#wide").selectOption("320");
    page.locator("#scheme").selectOption("dark");
    page.locator("#show").click();
    assertThat(page.frameLocator("iframe.mail.narrow.dark").locator("h1"))
        .hasText("May we ask you something?");
    assertThat(page.frameLocator("iframe.mail").locator("body"))
        .hasCSS("background-color", "rgb(14, 25, 28)");
    page.locator("#tryOut").click();
    MimeMessage test = portal.mails().await(colleague);
    assertEquals("[Test] In English " + subject, test.getSubject());

    page.locator("nav.steps a").nth(2).click();
    assertThat(page.locator("#send")).isVisible();
    check(page);
    page.locator("#date").fill("2027-03-28");
    page.locator("#time").fill("02:30");
    page.locator("#schedule").click();
    assertThat(page.locator("#time-error")).containsText("02:00");
    page.locator("#date").fill("2027-10-31");
    page.locator("#schedule").click();
    page.locator("#which").selectOption("later");
    page.locator("#schedule").click();
    assertThat(page.locator("main .titlebar .tag")).hasText("Ingepland");
    check(page);
    page.locator("#unschedule").click();
    assertThat(page.locator("main .titlebar .tag")).hasText("Concept");

    page.locator("#send").click();
    assertThat(page.locator("#sure")).isVisible();
    assertThat(page.locator("#sure [data-closes]")).isFocused();
    page.locator("#sure [data-closes]").click();
    assertThat(page.locator("#sure")).isHidden();
    page.locator("#send").click();
    page.locator("#start").click();

    assertThat(page.locator("h1")).hasText(subject);
    assertThat(page.locator("main .tag").first()).hasText(Pattern.compile("Onderweg|Klaar"));
    MimeMessage mail = portal.mails().await(reader);
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
  void aLayoutAndAPictureOfOnesOwn() {
    Page page = signedIn(1280);
    page.navigate(portal.url() + "/staff/mailing/pictures?c=imailo");
    String file = "kaas" + System.nanoTime() + ".png";
    page.locator("#file")
        .setInputFiles(
            new com.microsoft.playwright.options.FilePayload(file, "image/png", picture()));
    page.locator("#add").click();
    assertThat(page.locator("main .note.yes")).containsText(file);
    assertThat(page.locator(".shelf img").first()).isVisible();
    check(page);

    page.navigate(portal.url() + "/staff/mailing/layout?c=imailo");
    String page1 = page.locator("#page").inputValue();
    page.locator("#name").fill("Opmaak " + System.nanoTime());
    page.locator("#page").fill(page1.replace("</body>", "<script>x()</script></body>"));
    page.locator("#save").click();
    assertThat(page.locator("#page-error")).containsText("<script>");
    check(page);
    page.locator("#page")
        .fill(
            page1.replace(
                "${content}", "<p><img src=\"" + file + "\" alt=\"Kaas\"></p>${content}"));
    page.locator("#save").click();
    assertThat(page.frameLocator("iframe.mail").locator("img[alt=Kaas]")).isVisible();
    assertEquals(
        20,
        ((Number)
                page.frameLocator("iframe.mail")
                    .locator("img[alt=Kaas]")
                    .evaluate("image => image.naturalWidth"))
            .intValue(),
        "the picture is there");
    check(page);
    page.context().close();
  }

  private static byte[] picture() {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try {
      javax.imageio.ImageIO.write(
          new java.awt.image.BufferedImage(20, 10, java.awt.image.BufferedImage.TYPE_INT_RGB),
          "png",
          bytes);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void anotherControllersMailingIsNotThere() {
    Page page = signedIn(320);
    page.navigate(portal.url() + "/staff/mailing/draft?c=imailo");
    page.locator("#topic").selectOption(Long.toString(SURVEYS));
    page.locator("#subject").fill("Voor één oog");
    page.locator("#save").click();
    assertThat(page.locator("nav.steps")).isVisible();
    check(page);
    String id = page.url().replaceAll(".*mailing=(\\d+).*", "$1");
    for (String step : List.of("draft", "look", "launch")) {
      page.navigate(portal.url() + "/staff/mailing/" + step + "?c=imailo&mailing=" + id);
      assertEquals(
          true,
          page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"),
          "no sideways scrolling at 320 px: " + step);
      for (String other : List.of(step, "preview", "mailing")) {
        String path = "/staff/mailing/" + other + "?c=de-linde&mailing=" + id;
        assertEquals(404, page.navigate(portal.url() + path).status(), "promise 7: " + path);
      }
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
    var violations =
        new AxeBuilder(page)
            .exclude(List.of("iframe.mail"))
            .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
            .analyze()
            .getViolations();
    assertTrue(violations.isEmpty(), violations::toString);
  }
}
