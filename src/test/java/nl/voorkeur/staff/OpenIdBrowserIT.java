package nl.voorkeur.staff;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in at a real OpenID provider, npm's certified {@code oidc-provider}. */
class OpenIdBrowserIT {

  private static Process provider;
  private static Portal portal;
  private static Chromium chromium;

  @BeforeAll
  static void open() throws Exception {
    chromium = Chromium.start();
    Path folder = Files.createDirectories(Path.of("target/openid"));
    for (String file : List.of("package.json", "provider.mjs")) {
      Files.copy(
          Path.of("src/test/openid", file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assumeTrue(
        run(folder, "npm", "install", "--no-package-lock", "--no-audit", "--no-fund"),
        "npm is not here, or can't install oidc-provider");
    int port = freePort();
    portal =
        Portal.start(
            Map.of(
                "VOORKEUR_STAFF_OPENID_ISSUER",
                "http://localhost:" + port,
                "VOORKEUR_STAFF_OPENID_CLIENT",
                "voorkeur",
                "VOORKEUR_STAFF_OPENID_SECRET",
                "a-secret-between-the-two-of-us"));
    provider =
        new ProcessBuilder(
                "node", "provider.mjs", Integer.toString(port), portal.url() + "/staff/oidc/back")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    awaitReady();
  }

  private static void awaitReady() throws IOException {
    BufferedReader out = provider.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals("ready")) {
        return;
      }
    }
    throw new AssertionError("the provider did not start");
  }

  private static boolean run(Path folder, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
      return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void close() {
    chromium.close();
    if (provider != null) {
      provider.destroy();
    }
    if (portal != null) {
      portal.close();
    }
  }

  @Test
  void whoHasAnAccountHereGetsInAndNobodyElse() {
    try (StaffDesk admin = StaffDesk.ofAdministrator(portal, chromium);
        StaffDesk noor = StaffDesk.window(portal, chromium);
        StaffDesk loose = StaffDesk.window(portal, chromium);
        StaffDesk later = StaffDesk.window(portal, chromium)) {
      admin.open("/staff/administration/operator");
      admin.fill("displayName", "Noor Bakker").fill("name", "noor").find("#role_MARKETING").check();
      admin.press("save");
      admin.open("/staff/administration/operators");
      admin.find("tr", "Noor").locator("a").click();
      admin.fill("email", "no address").press("doReach");
      assertThat(admin.find("#email-error")).isVisible();
      admin.fill("email", "Noor@imailo.example").press("doReach");
      assertThat(admin.find(".note.yes")).isVisible();

      goElsewhere(loose, "loose-noor");
      assertThat(loose.find(".note.stop")).containsText("no access here");
      assertEquals(List.of(), loose.accessibilityFaults());
      goElsewhere(noor, "noor");
      assertThat(noor.find("h1")).hasText("Topics");
      assertTrue(noor.path().startsWith("/staff/catalogue/topics"), noor.path());
      assertThat(noor.find(".me")).containsText("Noor Bakker");

      admin.fill("email", "").press("doReach");
      goElsewhere(later, "noor");
      assertThat(later.find(".note.stop")).containsText("no access here");
    }
  }

  /** A code or a state of somebody else opens nothing. */
  @Test
  void anAnswerThatNobodyAskedForIsRefused() {
    try (StaffDesk desk = StaffDesk.window(portal, chromium)) {
      desk.open("/staff/oidc/back?code=stolen&state=made-up");
      assertTrue(desk.path().startsWith("/staff/sign-in?elsewhere=no"), desk.path());
    }
  }

  private static void goElsewhere(StaffDesk desk, String name) {
    desk.open("/staff/catalogue/topics?c=imailo").press("elsewhere");
    desk.page().fill("input[name=login]", name);
    desk.page().fill("input[name=password]", "anything");
    desk.page().click("button[type=submit]");
    desk.page().click("button[type=submit]");
    desk.page().waitForURL(url -> url.startsWith(portal.url()));
  }
}
