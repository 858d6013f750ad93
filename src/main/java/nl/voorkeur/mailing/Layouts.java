package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.token.LinkUrls;

/**
 * The layouts of a controller. A change is a new version; a mailing keeps the one that it was
 * dressed in, whatever comes after.
 */
@Stateless
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class Layouts {

  private LayoutStore store;
  private LetterheadStore heads;
  private PictureStore pictures;
  private LinkUrls urls;
  private Audit audit;

  /** For the container. */
  public Layouts() {}

  @Inject
  public Layouts(Sql sql, LinkUrls urls, Audit audit) {
    this.store = new LayoutStore(sql);
    this.heads = new LetterheadStore(sql);
    this.pictures = new PictureStore(sql);
    this.urls = urls;
    this.audit = audit;
  }

  /** The newest version of each, by name. */
  public List<LayoutVersion> newest(ControllerId controller) {
    return store.newest(controller);
  }

  /** All versions of one, newest first; none when it is not the controller's. */
  public List<LayoutVersion> versions(ControllerId controller, long layout) {
    return store.versions(controller, layout);
  }

  /** What a new layout begins as. */
  @OfNoController
  public String usual() {
    return MailLayout.usual();
  }

  /** All that is wrong with a page; none when it can be a layout. */
  @OfNoController
  public List<LayoutFault> faults(String page) {
    return LayoutFault.of(page);
  }

  /** A new layout with its first version; nothing when there is one of that name. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Optional<Long> add(ControllerId controller, String name, String page, String by) {
    Optional<Long> layout = store.add(controller, name);
    layout.ifPresent(id -> keep(controller, id, page, by));
    return layout;
  }

  /** Keeps a page as the newest version; false when the layout is not the controller's. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean keep(ControllerId controller, long layout, String page, String by) {
    if (!LayoutFault.of(page).isEmpty()) {
      throw new IllegalArgumentException("this page can't be a layout");
    }
    Optional<Integer> version = store.keep(controller, layout, page, by);
    version.ifPresent(
        number ->
            audit.record(
                "LAYOUT_KEPT", Optional.of(controller), "layout " + layout, "version " + number));
    return version.isPresent();
  }

  /** An invented mail in this layout. */
  public String preview(ControllerId controller, String page, Language language) {
    Texts texts = Texts.of("Mail", language);
    Letterhead head = heads.find(controller).orElseThrow();
    MailingText text =
        new MailingText(
            new TopicId(1),
            language,
            texts.get("sample.subject"),
            texts.get("sample.preheader"),
            texts.get("sample.body"));
    Matter matter = new Matter("sample", TopicKind.NEWSLETTER, texts.get("sample.topic"), head);
    return new Composer(LetterWriter.usual(), urls)
        .sample(text, matter, page, pictures.list(controller))
        .fill(
            java.util.Map.of(
                MergeField.WHY,
                texts.get("why.CONSENT", head.name(), matter.topicName()),
                MergeField.UNSUBSCRIBE_URL,
                urls.page("/"),
                MergeField.PREFERENCES_URL,
                urls.page("/")))
        .html();
  }
}
