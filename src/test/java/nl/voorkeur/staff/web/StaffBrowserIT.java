package nl.voorkeur.staff.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in and out, roles, accounts and tokens, as staff use them. */
class StaffBrowserIT {

  private static final String OWN = "vier woorden op een rij";

  private static Portal portal;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    portal = Portal.shared();
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @Test
  void whoIsNotSignedInIsAskedToAndGetsBackToThePageTheyWanted() {
    try (StaffDesk desk = StaffDesk.window(portal, chromium)) {
      desk.open("/staff/catalogue/topics?c=de-linde");
      assertTrue(desk.path().startsWith("/staff/sign-in?to="), desk.path());
      assertEquals(0, desk.cookies().count(), "nobody is followed before signing in");
      desk.fillIn("admin", Portal.ADMIN_PASSWORD);
      assertEquals("/staff/catalogue/topics?c=de-linde", desk.path());
    }
  }

  @Test
  void aForeignAddressToGoBackToIsIgnored() {
    try (StaffDesk desk = StaffDesk.window(portal, chromium)) {
      desk.open("/staff/sign-in?to=//evil.example/staff/").fillIn("admin", Portal.ADMIN_PASSWORD);
      assertEquals("/staff/", desk.path());
    }
  }

  @Test
  void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
    try (StaffDesk desk = StaffDesk.window(portal, chromium)) {
      String known = desk.signIn("admin", "not the password").find(".note.stop").innerText();
      String unknown = desk.signIn("nobody", "not the password").find(".note.stop").innerText();
      assertEquals(known, unknown);
      assertEquals(0, desk.cookies().count(), "no session for a stranger");
      desk.fillIn("admin", Portal.ADMIN_PASSWORD);
      assertEquals("/staff/", desk.path());
    }
  }

  @Test
  void theSessionIsNewAtSignInAndItsCookieIsGuarded() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      Cookie first = session(desk);
      assertTrue(first.httpOnly);
      assertEquals(SameSiteAttribute.LAX, first.sameSite);
      assertEquals(-1, first.expires, "gone with the browser");
      desk.press("signOut");
      desk.fillIn("admin", Portal.ADMIN_PASSWORD);
      assertNotEquals(first.value, session(desk).value);
    }
  }

  /** ASVS 7.2.3. */
  @Test
  void theIdOfASessionAloneIsWorthNothing() throws Exception {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      String id = "voorkeur=" + session(desk).value;
      Cookie key =
          desk.cookies().filter(one -> one.name.equals("voorkeur-key")).findFirst().orElseThrow();
      assertTrue(key.value.matches("[A-Za-z0-9_-]{43}"), "256 bits");
      assertTrue(key.httpOnly);
      assertEquals(SameSiteAttribute.LAX, key.sameSite);
      assertEquals(303, get("/staff/", "Cookie", id).statusCode());
      String wrong = id + "; voorkeur-key=" + "A".repeat(43);
      assertEquals(303, get("/staff/", "Cookie", wrong).statusCode());
      assertEquals(200, get("/staff/", "Cookie", id + "; voorkeur-key=" + key.value).statusCode());
      desk.open("/staff/");
      assertEquals("/staff/", desk.path(), "and nobody who has it ends the session");
    }
  }

  /** ASVS 6.3.1: a network that guesses is stopped, whatever names it tries. */
  @Test
  void aNetworkWithTooManyWrongTriesHasToWaitAndOthersNeedNot() {
    Map<String, String> there = Map.of("X-Forwarded-For", "203.0.113.7");
    try (StaffDesk guesser = StaffDesk.window(portal, chromium);
        StaffDesk neighbour = StaffDesk.window(portal, chromium)) {
      guesser.context().setExtraHTTPHeaders(there);
      guesser.open("/staff/sign-in");
      for (int i = 0; i < 40; i++) {
        guesser.fillIn("nobody" + i, "one guess for all");
        assertThat(guesser.find("#name")).hasValue("nobody" + i);
        assertThat(guesser.find(".note.stop")).containsText("The name or the password");
      }
      guesser.signIn("admin", Portal.ADMIN_PASSWORD);
      assertThat(guesser.find(".note.stop")).containsText("too many wrong tries");
      assertEquals(List.of(), guesser.accessibilityFaults());
      neighbour.context().setExtraHTTPHeaders(Map.of("X-Forwarded-For", "198.51.100.7"));
      neighbour.signIn("admin", Portal.ADMIN_PASSWORD);
      assertEquals("/staff/", neighbour.path());
    }
  }

  @Test
  void signingOutEndsTheSessionOnTheServer() throws Exception {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      String cookie = cookies(desk);
      assertEquals(200, get("/staff/", "Cookie", cookie).statusCode());
      desk.press("signOut");
      assertThat(desk.find(".note.yes")).containsText("You are signed out");
      assertEquals(0, desk.cookies().filter(one -> one.name.startsWith("voorkeur")).count());
      HttpResponse<String> stolen = get("/staff/", "Cookie", cookie);
      assertEquals(303, stolen.statusCode());
      assertEquals("/staff/sign-in", stolen.headers().firstValue("Location").orElseThrow());
    }
  }

  @Test
  void anotherSiteCanNotActForASignedInMember() throws Exception {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      HttpRequest forged =
          HttpRequest.newBuilder(portal.url("/staff/index.xhtml"))
              .header("Cookie", cookies(desk))
              .header("Origin", "https://evil.example")
              .header("Sec-Fetch-Site", "cross-site")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("out=out&signOut=Sign+out"))
              .build();
      assertEquals(403, send(forged).statusCode());
      desk.open("/staff/");
      assertEquals("/staff/", desk.path(), "still signed in");
    }
  }

  @Test
  void aNameIsLockedAfterFiveWrongTriesAndTheAdministratorUnlocksIt() {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium);
        StaffDesk desk = StaffDesk.window(portal, chromium)) {
      String handedOut = account(admin, "lockable", "MARKETING");
      desk.open("/staff/sign-in");
      for (int i = 0; i < 5; i++) {
        desk.fillIn("lockable", "wrong for sure " + i);
      }
      desk.signIn("lockable", handedOut);
      assertThat(desk.find(".note.stop")).containsText("The name or the password is not right");
      admin.open("/staff/administration/operators");
      assertThat(admin.find("tr", "lockable")).containsText("locked");
      admin.find("tr", "lockable").locator("a").click();
      admin.press("unlock");
      assertThat(admin.find(".note.yes")).containsText("The lock is off");
      desk.signIn("lockable", handedOut);
      assertTrue(desk.path().startsWith("/staff/password"), desk.path());
    }
  }

  @Test
  void aHandedOutPasswordIsGoodForChoosingAnotherOnly() {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium);
        StaffDesk desk = StaffDesk.window(portal, chromium)) {
      String handedOut = account(admin, "newcomer", "MARKETING");
      desk.signIn("newcomer", handedOut).open("/staff/recipient/recipients");
      assertTrue(desk.path().startsWith("/staff/password"), desk.path());
      desk.fill("current", handedOut).fill("wanted", "too short").press("save");
      assertThat(desk.find("#wanted-error")).containsText("at least 12 characters");
      assertTrue(desk.page().title().startsWith("Error:"), desk.page().title());
      desk.fill("current", "wrong").fill("wanted", OWN).press("save");
      assertThat(desk.find("#current-error")).containsText("not your current password");
      desk.fill("current", handedOut).fill("wanted", OWN).press("save");
      assertThat(desk.find(".note.yes")).containsText("Your password was changed");
      desk.open("/staff/recipient/recipients");
      assertTrue(desk.path().startsWith("/staff/recipient"), desk.path());
    }
  }

  @Test
  void aRoleOpensItsOwnRoomsAndNoOther() {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium);
        StaffDesk marketer = StaffDesk.window(portal, chromium);
        StaffDesk officer = StaffDesk.window(portal, chromium)) {
      enter(marketer, "marketer", account(admin, "marketer", "MARKETING"));
      enter(officer, "officer", account(admin, "officer", "PRIVACY_OFFICER"));
      for (String room : List.of("operators", "operator", "tokens", "operators.xhtml")) {
        assertEquals(403, status(marketer, "/staff/administration/" + room), room);
        assertEquals(403, status(officer, "/staff/administration/" + room), room);
        assertEquals(200, status(admin, "/staff/administration/" + room), room);
      }
      assertEquals(403, status(marketer, "/staff/audit/entries"));
      assertEquals(200, status(officer, "/staff/audit/entries"));
      marketer.open("/staff/catalogue/topics?c=imailo");
      assertThat(marketer.find(".side")).not().containsText("Audit log");
      assertThat(marketer.find(".titlebar .btn")).containsText("New topic");
      officer.open("/staff/catalogue/topics?c=imailo");
      assertEquals(0, officer.find(".titlebar .btn").count());
      assertThat(officer.find(".side")).containsText("Audit log");
    }
  }

  @Test
  void closingAnAccountEndsItsSessionAtOnce() {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium);
        StaffDesk desk = StaffDesk.window(portal, chromium)) {
      enter(desk, "leaver", account(admin, "leaver", "MARKETING"));
      admin.open("/staff/administration/operators");
      admin.find("tr", "leaver").locator("a").click();
      admin.press("deactivate");
      assertThat(admin.find(".note.yes")).containsText("The account is closed");
      desk.open("/staff/recipient/recipients?c=imailo");
      assertTrue(desk.path().startsWith("/staff/sign-in"), desk.path());
      desk.fillIn("leaver", OWN);
      assertThat(desk.find(".note.stop")).isVisible();
    }
  }

  /** ASVS 7.4.5, 7.5.2. */
  @Test
  void aSessionIsSeenAndEndedFromElsewhere() {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium);
        StaffDesk desk = StaffDesk.window(portal, chromium);
        StaffDesk other = StaffDesk.window(portal, chromium)) {
      enter(desk, "wanderer", account(admin, "wanderer", "MARKETING"));
      other.signIn("wanderer", OWN).open("/staff/sessions");
      assertThat(other.find("tbody tr")).hasCount(2);
      assertThat(other.find("tbody tr", "this one")).hasCount(1);
      other.press("endOthers");
      assertThat(other.find(".note.yes")).containsText("Signed out in one browser");
      assertThat(other.find("tbody tr")).hasCount(1);
      desk.open("/staff/recipient/recipients?c=imailo");
      assertTrue(desk.path().startsWith("/staff/sign-in"), desk.path());
      admin.open("/staff/administration/operators");
      admin.find("tr", "wanderer").locator("a").click();
      admin.press("endSessions");
      assertThat(admin.find(".note.yes")).containsText("Signed out in one browser");
      other.open("/staff/recipient/recipients?c=imailo");
      assertTrue(other.path().startsWith("/staff/sign-in"), other.path());
    }
  }

  @Test
  void aTokenWorksUntilItIsRevokedAndOnlyWithinItsScopes() throws Exception {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium)) {
      admin.open("/staff/administration/tokens").press("doMake");
      assertThat(admin.find("#label-error")).isVisible();
      assertThat(admin.find("#scopes-error")).isVisible();
      admin.fill("label", "reader").find("#scope_0").check();
      admin.press("doMake");
      String token = "Bearer " + admin.find("#made").innerText();
      assertEquals(200, get("/api/v1/controllers", "Authorization", token).statusCode());
      HttpRequest close =
          HttpRequest.newBuilder(portal.url("/api/v1/topics/16/close"))
              .header("Authorization", token)
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      assertEquals(403, send(close).statusCode(), "closing a topic is not for who may read");
      admin.open("/staff/administration/tokens");
      assertFalse(admin.page().content().contains(token.substring(7)), "shown once");
      admin.find("tr", "reader").locator("input[type=submit]").click();
      assertThat(admin.find(".note.yes")).containsText("revoked");
      HttpResponse<String> refused = get("/api/v1/controllers", "Authorization", token);
      assertEquals(401, refused.statusCode());
      assertTrue(refused.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
      assertTrue(refused.headers().firstValue("Content-Type").orElse("").contains("problem+json"));
      assertTrue(refused.headers().firstValue("Set-Cookie").isEmpty(), "the API keeps no session");
    }
  }

  @Test
  void theLanguageIsRememberedWithoutAnIdentifier() {
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/catalogue/topics?c=imailo").find(".foot a[lang=de]").click();
      assertThat(desk.find("h1")).hasText("Themen");
      desk.open("/staff/catalogue/controllers?c=imailo");
      assertThat(desk.find("h1")).hasText("Verantwortliche");
      assertEquals(
          "de", desk.cookies().filter(c -> c.name.equals("lang")).findFirst().orElseThrow().value);
    }
  }

  /** What the browser sends. */
  private static String cookies(StaffDesk desk) {
    return desk.cookies().map(one -> one.name + "=" + one.value).collect(Collectors.joining("; "));
  }

  private static Cookie session(StaffDesk desk) {
    return desk.cookies().filter(one -> one.name.equals("voorkeur")).findFirst().orElseThrow();
  }

  /** Makes an account and answers the password that was handed out. */
  private static String account(StaffDesk admin, String name, String role) {
    admin.open("/staff/administration/operator");
    admin.fill("displayName", "Name of " + name).fill("name", name).find("#role_" + role).check();
    return admin.press("save").find("#handedOut").innerText();
  }

  /** Signs in for the first time and chooses a password. */
  private static void enter(StaffDesk desk, String name, String handedOut) {
    desk.signIn(name, handedOut).fill("current", handedOut).fill("wanted", OWN).press("save");
    assertThat(desk.find(".note.yes")).isVisible();
  }

  private static int status(StaffDesk desk, String path) {
    Response response = desk.page().navigate(portal.url() + path);
    return response.status();
  }

  private static HttpResponse<String> get(String path, String header, String value)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(portal.url(path)).header(header, value).build());
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
