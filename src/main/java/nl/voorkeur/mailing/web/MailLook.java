package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.mailing.CheckedLink;
import nl.voorkeur.mailing.Drafts;
import nl.voorkeur.mailing.Launch;
import nl.voorkeur.mailing.LinkCheck;
import nl.voorkeur.mailing.Preview;
import nl.voorkeur.mailing.Reader;
import nl.voorkeur.mailing.TestMail;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Parameters;

/** The second step of a mailing: how it looks, to whom one likes, and in a colleague's mailbox. */
@Named
@RequestScoped
public class MailLook {

  private static final int SAMPLE = 20;
  private static final int TESTS = 10;

  @Inject private Drafts drafts;
  @Inject private LinkCheck linkCheck;
  @Inject private Launch launch;
  @Inject private OpenDraft open;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private MailingWords words;
  @Inject private Principal caller;

  private Preview preview;
  private List<Reader> readers;
  private List<CheckedLink> links = List.of();
  private boolean checked;

  public void open() {
    open.require();
  }

  /** The languages in which there is a text. */
  public List<Language> getLanguages() {
    return List.copyOf(drafts.texts(desk.id(), open.getMailing().id()).keySet());
  }

  public Language getShown() {
    return parameters
        .text("in")
        .flatMap(Language::of)
        .filter(getLanguages()::contains)
        .orElse(open.getMailing().text().language());
  }

  /** Some of those who would get it, to look at it as one of them. */
  public List<Reader> getReaders() {
    if (readers == null) {
      readers =
          drafts.sample(desk.id(), open.getMailing().id(), SAMPLE).stream()
              .filter(one -> one.denial().isEmpty())
              .toList();
    }
    return readers;
  }

  /** The recipient as whom one looks; 0 for nobody in particular. */
  public long getAs() {
    return parameters.number("as").orElse(0L);
  }

  public boolean isNarrow() {
    return parameters.text("wide").filter("320"::equals).isPresent();
  }

  public boolean isDark() {
    return parameters.text("scheme").filter("dark"::equals).isPresent();
  }

  /** What the frame shows. */
  public String getFrame() {
    return desk.url(
        open.address("preview")
            + "&in="
            + getShown().code()
            + (getAs() > 0 ? "&as=" + getAs() : "")
            + "&scheme="
            + (isDark() ? "dark" : "light"));
  }

  /** Its subject and its text part. */
  public Preview getPreview() {
    if (preview == null) {
      Optional<Preview> found =
          getAs() > 0
              ? drafts.previewAs(desk.id(), open.getMailing().id(), new RecipientId(getAs()))
              : drafts.preview(desk.id(), open.getMailing().id(), getShown());
      preview = found.orElseThrow(() -> new IllegalArgumentException("no such recipient here"));
    }
    return preview;
  }

  /** The colleagues who get tests. */
  public List<EmailAddress> getColleagues() {
    return launch.policy(desk.id()).testAddresses();
  }

  public List<TestMail> getTests() {
    return drafts.tried(desk.id(), open.getMailing().id(), TESTS);
  }

  public boolean isWaiting() {
    return getTests().stream().anyMatch(one -> one.state() == TestMail.State.WAITING);
  }

  /** Sends it to the colleagues. */
  public void tryOut() {
    int messages = drafts.tryOut(desk.id(), open.getMailing().id(), getShown(), caller.getName());
    onward.to(
        desk.url(open.address("look") + "&in=" + getShown().code()),
        words.of("test.sent", messages));
  }

  /** Follows the links; the answers are shown and not kept. */
  public void checkLinks() {
    links = linkCheck.check(desk.id(), open.getMailing().id());
    checked = true;
  }

  public boolean isChecked() {
    return checked;
  }

  public List<CheckedLink> getLinks() {
    return links;
  }

  /** What came back, in words. */
  public String answer(CheckedLink link) {
    return link.answer().matches("\\d+")
        ? words.of("links.status", link.answer())
        : words.of("links." + link.answer());
  }
}
