package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Finding;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;

/** The draft in the address of a page, and what all three steps of it say. */
@Named
@RequestScoped
public class OpenDraft {

  @Inject private Drafts drafts;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private DeskText say;
  @Inject private MailingWords words;

  private Optional<Mailing> mailing;
  private List<Finding> findings;

  /** One finding in words, and the language of the text that it is about. */
  public record Note(String words, String language) {}

  public boolean isAsked() {
    return parameters.text("mailing").isPresent();
  }

  public Optional<Mailing> find() {
    if (mailing == null) {
      mailing =
          parameters
              .number("mailing")
              .map(MailingId::new)
              .flatMap(id -> drafts.find(desk.id(), id));
    }
    return mailing;
  }

  /** A draft of another controller is as good as none (promise 7); a started one is followed. */
  public void require() {
    if (find().isEmpty()) {
      onward.toNowhere();
    } else if (!find().get().isDraft()) {
      onward.to(desk.url(address("mailing")));
    }
  }

  public Mailing getMailing() {
    return find().orElseThrow(() -> new IllegalArgumentException("no such mailing"));
  }

  public boolean isThere() {
    return find().isPresent();
  }

  public String getId() {
    return find().map(one -> one.id().toString()).orElse("");
  }

  public String getTitle() {
    return find()
        .map(one -> one.text().subject())
        .filter(text -> !text.isBlank())
        .orElseGet(() -> words.of("draft.new"));
  }

  /** Where a step of it is done. */
  public String address(String page) {
    return "/staff/mailing/" + page + "?mailing=" + getId();
  }

  /** How far it is, as a code: a draft may wait for its start, or have been approved. */
  public String getStage() {
    return find().map(MailingWords::stage).orElse("DRAFT");
  }

  public boolean isScheduled() {
    return find().flatMap(Mailing::schedule).isPresent();
  }

  /** What stops it. */
  public List<Note> getFaults() {
    return notes(true);
  }

  /** What one should know. */
  public List<Note> getRemarks() {
    return notes(false);
  }

  private List<Note> notes(boolean stopping) {
    return findings().stream()
        .filter(finding -> finding.stops() == stopping)
        .map(
            finding ->
                new Note(words(finding), finding.language().map(one -> one.ownName()).orElse("")))
        .toList();
  }

  private List<Finding> findings() {
    if (findings == null) {
      findings =
          find()
              .map(
                  one ->
                      drafts.findings(
                          desk.id(), one.id(), Set.copyOf(desk.controller().languages())))
              .orElse(List.of());
    }
    return findings;
  }

  private String words(Finding finding) {
    return switch (finding.kind()) {
      case TOPIC_BLOCKED -> say.reason("denied." + finding.detail());
      case LANGUAGE_MISSING ->
          words.of(
              "finding.LANGUAGE_MISSING",
              say.reason("language." + finding.detail()),
              say.reason("language." + getMailing().text().language()));
      default -> words.of("finding." + finding.kind(), finding.detail());
    };
  }
}
