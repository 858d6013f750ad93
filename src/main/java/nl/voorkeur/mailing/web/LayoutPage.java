package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.mailing.LayoutFault;
import nl.voorkeur.mailing.LayoutVersion;
import nl.voorkeur.mailing.Layouts;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** A layout of a controller: its newest version, to be changed, and those before it. */
@Named
@RequestScoped
public class LayoutPage {

  private static final int LONGEST = 100_000;

  @Inject private Layouts layouts;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private MailingWords words;
  @Inject private Principal caller;

  private List<LayoutVersion> versions;
  private String name;
  private String page;

  /** A place that is filled in, and with what. */
  public record Place(String code, String words) {}

  /** Another controller's layout is as good as none (promise 7). */
  public void open() {
    if (parameters.text("layout").isPresent() && getVersions().isEmpty()) {
      onward.toNowhere();
    }
  }

  public List<LayoutVersion> getVersions() {
    if (versions == null) {
      versions =
          parameters.number("layout").map(id -> layouts.versions(desk.id(), id)).orElse(List.of());
    }
    return versions;
  }

  private Optional<LayoutVersion> newest() {
    return getVersions().stream().findFirst();
  }

  public boolean isThere() {
    return newest().isPresent();
  }

  public String getId() {
    return newest().map(one -> Long.toString(one.layout())).orElse("");
  }

  public String getTitle() {
    return newest().map(LayoutVersion::name).orElseGet(() -> words.of("layout.new"));
  }

  /** What the frame shows: the version that was last kept, in an invented mail. */
  public String getFrame() {
    return desk.url("/staff/mailing/layout-preview?layout=" + getId());
  }

  public List<Place> getPlaces() {
    return Stream.of("content", "foot", "lang", "sender", "about", "preheader", "title")
        .map(place -> new Place("${" + place + "}", words.of("layout.place." + place)))
        .toList();
  }

  public void save() {
    String called = name == null ? "" : name.strip();
    String html = page == null ? "" : page;
    if (!isThere() && (called.isEmpty() || called.length() > 80)) {
      problems.add("name", words.of("layout.name.missing"));
    }
    if (html.length() > LONGEST) {
      problems.add("page", say.of("text.long", LONGEST));
    }
    layouts.faults(html).stream().limit(1).forEach(fault -> problems.add("page", words(fault)));
    if (problems.isAny()) {
      return;
    }
    if (isThere()) {
      layouts.keep(desk.id(), newest().orElseThrow().layout(), html, caller.getName());
      onward.to(address(getId()), words.of("layout.kept"));
      return;
    }
    layouts
        .add(desk.id(), called, html, caller.getName())
        .ifPresentOrElse(
            id -> onward.to(address(id.toString()), words.of("layout.kept")),
            () -> problems.add("name", words.of("layout.there")));
  }

  private String words(LayoutFault fault) {
    return words.of("layout." + fault.kind(), fault.detail());
  }

  private String address(String id) {
    return desk.url("/staff/mailing/layout?layout=" + id);
  }

  public String getName() {
    return name == null ? "" : name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getPage() {
    return page == null ? newest().map(LayoutVersion::page).orElseGet(layouts::usual) : page;
  }

  public void setPage(String page) {
    this.page = page;
  }
}
