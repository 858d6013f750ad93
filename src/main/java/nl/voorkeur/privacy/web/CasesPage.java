package nl.voorkeur.privacy.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.privacy.RightsCase;
import nl.voorkeur.privacy.RightsCase.Filter;
import nl.voorkeur.privacy.RightsCases;

/** The requests of people to use their rights, those to be answered first at the top. */
@Named
@RequestScoped
public class CasesPage {

  private static final int SIZE = 50;

  @Inject private RightsCases cases;
  @Inject private Desk desk;
  @Inject private Parameters parameters;

  private List<RightsCase> all;

  public List<RightsCase> getAll() {
    if (all == null) {
      all = cases.list(desk.id(), getFilter(), (int) ((getPage() - 1) * SIZE), SIZE);
    }
    return all;
  }

  public Filter[] getFilters() {
    return Filter.values();
  }

  /** Which of them are shown; the open ones when nobody says. */
  public Filter getFilter() {
    return Arrays.stream(Filter.values())
        .filter(one -> parameters.text("show").filter(one.name()::equals).isPresent())
        .findFirst()
        .orElse(Filter.OPEN);
  }

  public int count(Filter filter) {
    return cases.count(desk.id(), filter);
  }

  /** The page shown, from 1. */
  public long getPage() {
    return Math.min(parameters.number("page").orElse(1L), getPages());
  }

  public long getPages() {
    return Math.max(1, (count(getFilter()) + SIZE - 1) / SIZE);
  }

  /** The address of another page of the same list. */
  public String address(long page) {
    return "/staff/privacy/cases?show=" + getFilter() + "&page=" + page;
  }
}
