package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;

/** The rooms of the staff pages, those that this member of staff may enter. */
@Named
@RequestScoped
public class Navigation {

  private static final String HOME = "/staff/";

  @Inject private Me me;

  /** A room and where it begins. Bundle keys: {@code nav.x}. */
  public record Place(String room, String path) {}

  public List<Place> getPlaces() {
    List<Place> places = new ArrayList<>();
    if (me.isNewcomer()) {
      return places;
    }
    places.add(new Place("dashboard", HOME));
    places.add(new Place("recipients", "/staff/recipient/recipients"));
    places.add(new Place("mailings", "/staff/mailing/mailings"));
    places.add(new Place("imports", "/staff/importing/imports"));
    places.add(new Place("exports", "/staff/exporting/exports"));
    places.add(new Place("topics", "/staff/catalogue/topics"));
    places.add(new Place("controllers", "/staff/catalogue/controllers"));
    places.add(new Place("privacy", "/staff/privacy/statement"));
    if (me.isPrivacyOfficer()) {
      places.add(new Place("cases", "/staff/privacy/cases"));
      places.add(new Place("audit", "/staff/audit/entries"));
    }
    if (me.isAdministratorOfAll()) {
      places.add(new Place("operators", "/staff/administration/operators"));
      places.add(new Place("tokens", "/staff/administration/tokens"));
    }
    return places;
  }

  /** Where a room begins; the first page when there is no such room. */
  public String pathOf(String room) {
    return getPlaces().stream()
        .filter(place -> place.room().equals(room))
        .map(Place::path)
        .findFirst()
        .orElse(HOME);
  }
}
