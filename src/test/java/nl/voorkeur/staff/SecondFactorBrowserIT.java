package nl.voorkeur.staff;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nl.voorkeur.Chromium;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in with a code from the telephone, on a portal that asks it of everybody. */
class SecondFactorBrowserIT {

  private static final String OWN = "two-steps-are-better-1";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static Portal portal;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
    portal = Portal.start(Map.of("VOORKEUR_STAFF_SECOND_FACTOR", "true"));
  }

  @AfterAll
  static void close() {
    chromium.close();
    portal.close();
  }

  @Test
  void aPasswordAloneOpensNothingAndCodesAreGoodOnce() {
    try (StaffDesk admin = StaffDesk.window(portal, chromium, 320, ColorScheme.DARK);
        StaffDesk noor = StaffDesk.window(portal, chromium);
        StaffDesk thief = StaffDesk.window(portal, chromium)) {
      admin.signIn("admin", Portal.ADMIN_PASSWORD);
      assertTrue(admin.path().startsWith("/staff/second-factor"), admin.path());
      admin.open("/staff/administration/operators");
      assertTrue(admin.path().startsWith("/staff/second-factor"), "nothing else before that");
      assertEquals(List.of(), admin.accessibilityFaults());
      assertFalse(admin.isScrolledSideways());
      admin.fill("code", "000000").press("turnOn");
      assertThat(admin.find("#code-error")).isVisible();
      byte[] secret = decoded(admin.find("#secret").innerText());
      String used = code(secret, 0);
      admin.fill("code", used).press("turnOn");
      assertThat(admin.find(".codes li")).hasCount(10);
      assertEquals(List.of(), admin.accessibilityFaults());
      final String paper = admin.find(".codes li").first().innerText();
      admin.open("/staff/administration/operators");
      assertThat(admin.find("h1")).hasText("Staff");

      thief.signIn("admin", Portal.ADMIN_PASSWORD);
      assertTrue(thief.path().startsWith("/staff/second"), thief.path());
      assertEquals(List.of(), thief.accessibilityFaults());
      thief.open("/staff/audit/entries");
      assertTrue(thief.path().startsWith("/staff/second?to="), thief.path());
      thief.fill("code", used).press("go"); // by now another one may be good
      assertThat(thief.find(".note.stop")).containsText("not right");
      thief.fill("code", paper.toLowerCase()).press("go");
      assertTrue(thief.path().startsWith("/staff/audit/entries"), thief.path());
      thief.press("signOut");
      thief.signIn("admin", Portal.ADMIN_PASSWORD);
      for (int i = 0; i < 5; i++) {
        thief.fill("code", i == 0 ? paper : "11111" + i).press("go");
        assertThat(thief.find(".note.stop")).containsText("not right");
      }
      thief.fill("code", code(secret, 1)).press("go");
      assertThat(thief.find(".note.stop")).containsText("too many wrong codes");

      String handedOut = account(admin);
      noor.signIn("noor", handedOut).fill("current", handedOut).fill("wanted", OWN).press("save");
      assertTrue(noor.path().startsWith("/staff/second-factor"), noor.path());
      byte[] hers = decoded(noor.find("#secret").innerText());
      noor.fill("code", code(hers, 0)).press("turnOn");
      assertThat(noor.find(".codes li")).hasCount(10);
      admin.open("/staff/administration/operators");
      admin.find("tr", "noor").locator("a").click();
      admin.press("dropSecond");
      assertThat(admin.find(".note.yes")).containsText("switched off for this account");
      noor.open("/staff/recipient/recipients");
      assertTrue(noor.path().startsWith("/staff/second-factor"), noor.path());
      admin.open("/staff/audit/entries?act=SECOND_FACTOR_RESET");
      assertThat(admin.find("tbody tr")).hasCount(1);
    }
  }

  private static String account(StaffDesk admin) {
    admin.open("/staff/administration/operator").fill("displayName", "Noor").fill("name", "noor");
    admin.find("#role_MARKETING").check();
    return admin.press("save").find("#handedOut").innerText();
  }

  private static String code(byte[] secret, long later) {
    return Totp.code(secret, Instant.now().getEpochSecond() / 30 + later, 6);
  }

  private static byte[] decoded(String text) {
    byte[] bytes = new byte[Totp.SECRET_BYTES];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (char one : text.replace(" ", "").toCharArray()) {
      buffer = buffer << 5 | BASE32.indexOf(one);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
      }
    }
    return bytes;
  }
}
