package nl.voorkeur.catalogue.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import nl.voorkeur.catalogue.Accent;
import nl.voorkeur.catalogue.Catalogue;
import nl.voorkeur.catalogue.Colour;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.LogoFile;
import nl.voorkeur.catalogue.Looks;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;

/** The part of a controller's page that is about its look. */
@Named
@RequestScoped
public class LookPage {

  @Inject private Catalogue catalogue;
  @Inject private Looks looks;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private PageLanguage language;

  private Controller controller;
  private LookForm form;
  private Part file;
  private boolean pale;

  public Controller getController() {
    if (controller == null) {
      controller =
          parameters
              .number("id")
              .map(ControllerId::new)
              .flatMap(catalogue::controller)
              .orElseThrow();
    }
    return controller;
  }

  public LookForm getForm() {
    if (form == null) {
      form = LookForm.of(getController());
    }
    return form;
  }

  public void save() {
    getForm().check((field, key) -> problems.add(field, say.of(key)), this::refuse);
    form.host()
        .filter(host -> looks.isTaken(host, getController().id()))
        .ifPresent(host -> problems.add("host", say.of("look.host.taken", host)));
    if (!problems.isAny()) {
      boolean done =
          looks.change(getController().id(), form.getVersion(), form.look(), form.host());
      onward.to(address(), say.of(done ? "look.saved" : "stale"));
    }
  }

  private void refuse(Accent accent, Colour colour) {
    pale = true;
    problems.add(
        LookForm.field(accent),
        say.of("look.contrast", colour, ratio(accent.contrast(colour)), accent.nearest(colour)));
  }

  /** Saves with the nearest colours that can be read. */
  public void saveNearest() {
    getForm().soften();
    save();
  }

  /** Rounded down, so that what fails never looks as if it passed. */
  private String ratio(double contrast) {
    return String.format(language.getCurrent().locale(), "%.2f", Math.floor(contrast * 100) / 100);
  }

  public String getLightRatio() {
    return ratio(Accent.LIGHT, getForm().getLight());
  }

  public String getDarkRatio() {
    return ratio(Accent.DARK, getForm().getDark());
  }

  private String ratio(Accent accent, String text) {
    return Colour.parse(text).map(accent::contrast).map(this::ratio).orElse("?");
  }

  /** Whether a colour was refused that has a near one; the button that says yes to that stays. */
  public boolean isPale() {
    return pale || parameters.text("nearest").isPresent();
  }

  public void upload() throws IOException {
    if (file == null || file.getSize() == 0) {
      problems.add("logo", say.of("look.logo.missing"));
      return;
    }
    byte[] bytes;
    try (InputStream in = file.getInputStream()) {
      bytes = in.readNBytes(LogoFile.MOST_BYTES + 1);
    }
    Optional<LogoFile.Fault> fault =
        LogoFile.read(bytes)
            .fold(
                logo -> {
                  looks.show(getController().id(), logo);
                  return Optional.empty();
                },
                Optional::of);
    fault.ifPresentOrElse(
        one -> problems.add("logo", say.of("look.logo." + one)),
        () -> onward.to(address(), say.of("look.logo.saved")));
  }

  public void dropLogo() {
    looks.dropLogo(getController().id());
    onward.to(address(), say.of("look.logo.dropped"));
  }

  /** Where the logo is shown from; empty without one. */
  public String getLogo() {
    return getController().look().logoPath(getController().slug()).orElse("");
  }

  private String address() {
    return desk.url("/staff/catalogue/controller?id=" + getController().id());
  }

  public Part getFile() {
    return file;
  }

  public void setFile(Part file) {
    this.file = file;
  }
}
