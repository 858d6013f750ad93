package nl.voorkeur.exporting.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.exporting.ExportState;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;

/** One export: its manifest, and the one time that its file can be fetched. */
@Named
@RequestScoped
public class ExportPage {

  @Inject private PermittedList lists;
  @Inject private Catalogue catalogue;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private ExportWords words;
  @Inject private Principal caller;
  @Inject private Clock clock;

  private Manifest manifest;

  /** An export of another controller is as good as none (promise 7). */
  public void open() {
    if (find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private Optional<Manifest> find() {
    if (manifest == null) {
      manifest =
          parameters
              .number("export")
              .map(ExportId::new)
              .flatMap(lists::find)
              .filter(one -> one.controller().equals(desk.id()))
              .orElse(null);
    }
    return Optional.ofNullable(manifest);
  }

  public Manifest getManifest() {
    return find().orElseThrow(() -> new IllegalArgumentException("no such export"));
  }

  public String getTopic() {
    return catalogue
        .topic(getManifest().request().topic())
        .map(topic -> topic.text(language.getCurrent()).name())
        .orElse("");
  }

  public boolean isExpired() {
    return getManifest().isExpired(clock.instant());
  }

  public boolean isFetched() {
    return getManifest().contents().isPresent();
  }

  public Manifest.Contents getContents() {
    return getManifest().contents().orElseThrow();
  }

  /** The hash in groups of four, as people compare it. */
  public String getSha256() {
    return getContents().sha256().replaceAll("(.{4})(?!$)", "$1 ");
  }

  private boolean isAnnounced() {
    return getManifest().state() == ExportState.ANNOUNCED;
  }

  public boolean isMine() {
    return getManifest().actor().equals(caller.getName());
  }

  public boolean isFetchable() {
    return isAnnounced() && isMine() && !isExpired();
  }

  public boolean isTooLate() {
    return isAnnounced() && isExpired();
  }

  public boolean isOfAnother() {
    return isAnnounced() && !isMine() && !isExpired();
  }

  public List<ExportWords.Reason> getReasons() {
    return words.reasons(getManifest().excluded(), getContents().rows());
  }

  public long getKnown() {
    return getContents().rows() + getManifest().excludedInAll();
  }
}
