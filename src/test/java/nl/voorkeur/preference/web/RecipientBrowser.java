package nl.voorkeur.preference.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.Chromium;
import nl.voorkeur.Links;
import nl.voorkeur.Looks;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A recipient of iMailo with a browser and a mailbox: what the tests of their pages share. */
abstract class RecipientBrowser {

  static final long WEEKBLIK = 11;
  static final long REISBRIEVEN = 12;
  static final long AANBIEDINGEN = 13;

  static Portal portal;
  static Links links;
  static People people;
  static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    portal = Portal.shared();
    links = new Links(portal);
    people = new People(portal);
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  /** A window without scripts. */
  static BrowserContext plain(String locale) {
    return chromium.context(
        new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale(locale));
  }

  /** A window with scripts, as the engine that looks for faults needs them. */
  static BrowserContext scripted() {
    return chromium.context(
        new Browser.NewContextOptions()
            .setLocale("nl-NL")
            .setBypassCSP(true)
            .setColorScheme(ColorScheme.LIGHT)
            .setReducedMotion(ReducedMotion.REDUCE)
            .setViewportSize(1280, 800));
  }

  /** As fast as a person types, since a form that is filled in faster mails nobody. */
  static void type(Locator field, String text) {
    field.pressSequentially(
        text, new Locator.PressSequentiallyOptions().setDelay(2200.0 / text.length()));
  }

  static void unfold(Page page, String title) {
    page.locator("summary", new Page.LocatorOptions().setHasText(title)).click();
  }

  static void unfoldAll(Page page) {
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))");
  }

  /** Asks for a link from the page of an ordinary mail, and answers it. */
  static String freshLink(BrowserContext window, String address) {
    Page page = window.newPage();
    page.navigate(links.preferences(people.find(address)) + "?lang=nl");
    page.locator("summary").nth(1).click();
    page.locator("#maillink").click();
    assertThat(page.locator("h1")).isVisible();
    return linkIn(portal.mails().await(address), "/f/");
  }

  /** As if the form had been open for a while: what is filled in faster mails nobody. */
  static void takeTime(Page page, String path) {
    page.locator("form.flow input[name=seal]")
        .first()
        .evaluate(
            "(field, seal) => { field.value = seal; }", links.seal(path, Duration.ofSeconds(3)));
  }

  /** Comes in by a fresh link and opens what is held. */
  static Page openData(BrowserContext window, String address) {
    Page page = window.newPage();
    page.navigate(freshLink(window, address));
    page.locator("#open").click();
    page.getByText("Alles wat wij van u bewaren").click();
    return page;
  }

  static String linkIn(MimeMessage mail, String path) {
    Matcher link =
        Pattern.compile(Pattern.quote(portal.url() + path) + "[A-Za-z0-9_-]+").matcher(text(mail));
    assertTrue(link.find(), "a link in the mail");
    return link.group();
  }

  /** The plain text of a mail. */
  static String text(MimeMessage mail) {
    try {
      return mail.getContent() instanceof MimeMultipart parts
          ? (String) parts.getBodyPart(0).getContent()
          : (String) mail.getContent();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a page says in a language, once it is seen to be in that one. */
  static String words(Page page, String language) {
    assertThat(page.locator("html")).hasAttribute("lang", language);
    String text = page.locator("body").innerText();
    assertFalse(text.contains("???") || text.contains("{0}") || text.contains("Optional["), text);
    return text;
  }

  /** WCAG 2.2 AA in both colours and sizes, and no heavy page. */
  static void check(Page page, String name) {
    assertNotEquals("", page.title());
    assertTrue(
        page.content().getBytes(StandardCharsets.UTF_8).length <= 30_000, "at most 30 kB: " + name);
    Looks.check(page, name);
  }
}
