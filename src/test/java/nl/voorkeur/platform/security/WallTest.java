package nl.voorkeur.platform.security;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBAccessException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OfController;
import nl.voorkeur.kernel.OutOfReach;
import nl.voorkeur.platform.security.Reach.Grant;
import org.junit.jupiter.api.Test;

/** What passes the walls between controllers, and what does not. */
class WallTest {

  private static final ControllerId IMAILO = new ControllerId(1);
  private static final ControllerId LINDE = new ControllerId(2);

  private static final Reach EVERYWHERE = Reach.everywhere(Set.of(Role.MARKETING));
  private static final Reach LINDE_ONLY =
      new Reach(Set.of(), List.of(new Grant(LINDE, "linde", Set.of(Role.MARKETING))));
  private static final Reach OFFICER_AT_LINDE =
      new Reach(
          Set.of(Role.MARKETING), List.of(new Grant(LINDE, "linde", Set.of(Role.PRIVACY_OFFICER))));

  /** Something of one controller. */
  record Thing(ControllerId controller) implements OfController {}

  /** Use cases of every kind. */
  @RolesAllowed(Role.MARKETING)
  static class UseCases {
    public void work(ControllerId controller) {}

    @RolesAllowed(Role.PRIVACY_OFFICER)
    public void guard(ControllerId controller, String more) {}

    public void list(Optional<ControllerId> controller) {}

    @InstallationWide
    public void manage() {}

    @PermitAll
    public void look(ControllerId controller) {}

    @PermitAll
    public void note(String act, Optional<ControllerId> controller) {}

    @PermitAll
    public void show(Thing thing) {}
  }

  @Test
  void aControllerOutOfReachIsAsGoodAsNone() {
    assertDoesNotThrow(() -> call("work", EVERYWHERE, IMAILO));
    assertDoesNotThrow(() -> call("work", LINDE_ONLY, LINDE));
    assertThrows(OutOfReach.class, () -> call("work", LINDE_ONLY, IMAILO));
    assertThrows(OutOfReach.class, () -> call("look", LINDE_ONLY, IMAILO), "open to strangers");
    assertThrows(OutOfReach.class, () -> call("show", LINDE_ONLY, new Thing(IMAILO)));
  }

  @Test
  void aRoleHoldsWhereItWasGiven() {
    assertDoesNotThrow(() -> call("guard", OFFICER_AT_LINDE, LINDE, ""));
    assertThrows(
        EJBAccessException.class, () -> call("guard", OFFICER_AT_LINDE, IMAILO, ""), "known there");
    assertThrows(OutOfReach.class, () -> call("guard", LINDE_ONLY, IMAILO, ""));
  }

  @Test
  void withoutAControllerItIsAboutAllOfThem() {
    assertDoesNotThrow(() -> call("list", EVERYWHERE, Optional.empty()));
    assertDoesNotThrow(() -> call("list", LINDE_ONLY, Optional.of(LINDE)));
    assertThrows(
        EJBAccessException.class, () -> call("list", LINDE_ONLY, Optional.<ControllerId>empty()));
    assertThrows(OutOfReach.class, () -> call("list", LINDE_ONLY, Optional.of(IMAILO)));
    assertDoesNotThrow(() -> call("note", LINDE_ONLY, "A", Optional.empty()), "open to strangers");
  }

  @Test
  void theInstallationIsForWhoHasTheRoleEverywhere() {
    assertDoesNotThrow(() -> call("manage", EVERYWHERE));
    assertThrows(EJBAccessException.class, () -> call("manage", LINDE_ONLY));
  }

  @Test
  void answersHoldNothingFromBehindTheWall() {
    Thing near = new Thing(LINDE);
    Thing far = new Thing(IMAILO);
    assertEquals(List.of(near), Wall.within(LINDE_ONLY, List.of(far, near)));
    assertEquals(Optional.empty(), Wall.within(LINDE_ONLY, Optional.of(far)));
    assertEquals(Optional.of(near), Wall.within(LINDE_ONLY, Optional.of(near)));
    assertEquals(List.of("a", "b"), Wall.within(LINDE_ONLY, List.of("a", "b")));
    assertEquals(List.of(far, near), Wall.within(EVERYWHERE, List.of(far, near)));
  }

  @Test
  void aPageShowsTheRolesOfItsController() {
    assertEquals(
        Set.of(Role.MARKETING, Role.PRIVACY_OFFICER),
        OFFICER_AT_LINDE.rolesAt(Optional.of("linde")));
    assertEquals(Set.of(Role.MARKETING), OFFICER_AT_LINDE.rolesAt(Optional.of("imailo")));
    assertEquals(Set.of(Role.MARKETING), LINDE_ONLY.rolesAt(Optional.empty()), "the first of hers");
    assertEquals(Set.of(Role.MARKETING), LINDE_ONLY.rolesAt(Optional.of("imailo")));
  }

  private static void call(String name, Reach reach, Object... parameters) {
    Method method =
        Stream.of(UseCases.class.getDeclaredMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    Wall.of(method).check(reach, parameters);
  }
}
