package nl.voorkeur.privacy.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import nl.voorkeur.Chromium;
import nl.voorkeur.People;
import nl.voorkeur.Portal;
import nl.voorkeur.StaffDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A request by phone, from the call to the answer, and what the person is told of it. */
class CasesBrowserIT {

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
  void aRequestIsTakenUpPressesAndIsAnswered() {
    People people = new People(portal);
    String address = people.freshAddress();
    long person = people.subscriber(address, 11);
    LocalDate longAgo = LocalDate.now(ZoneId.of("Europe/Amsterdam")).minusMonths(1).minusDays(2);
    try (StaffDesk desk = StaffDesk.ofAdministrator(portal, chromium)) {
      desk.open("/staff/recipient/recipient?c=imailo&id=" + person).saysWhy();
      desk.find("a", "Record a request").click();
      desk.press("take");
      assertThat(desk.find("#kind-error")).isVisible();
      assertThat(desk.find("#asked-error")).isVisible();
      assertEquals(List.of(), desk.accessibilityFaults());
      desk.page().selectOption("#kind", "ACCESS");
      desk.page().selectOption("#reached", "PHONE");
      desk.page().selectOption("#identity", "NOT_YET");
      desk.fill("asked", "All mail of this year").fill("askedOn", longAgo.toString()).press("take");
      assertThat(desk.find(".note.yes")).containsText("told by mail");
      assertThat(desk.find(".tag.stop").first()).containsText("overdue");
      assertEquals(List.of(), desk.accessibilityFaults());
      portal.mails().await("is in behandeling");

      desk.fill("note", "Called back, no answer.").press("doNote");
      assertThat(desk.find(".line li")).hasCount(1);
      desk.page().selectOption("#outcome", "SERVED");
      desk.fill("answer", "Het overzicht is met de post verstuurd.").press("doClose");
      assertThat(desk.find("#outcome-error")).containsText("how we know who it is");
      String path = desk.path();

      desk.open("/staff/?c=imailo");
      assertThat(desk.find(".todo li", "should have been answered")).hasCount(1);
      desk.open("/staff/privacy/cases?show=OVERDUE&c=imailo");
      assertThat(desk.find("tbody tr")).hasCount(1);
      assertEquals(List.of(), desk.accessibilityFaults());

      desk.open(path);
      desk.page().selectOption("#identity", "CALLED_BACK");
      desk.press("doIdentify");
      desk.page().selectOption("#outcome", "SERVED");
      desk.fill("answer", "Het overzicht is met de post verstuurd.").press("doClose");
      assertThat(desk.find(".note.yes")).containsText("the answer is on its way");
      portal.mails().await("Het antwoord op uw verzoek");
      desk.open("/staff/?c=imailo");
      assertThat(desk.find(".todo li", "should have been answered")).hasCount(0);
    }
  }
}
