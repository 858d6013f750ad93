package nl.voorkeur.mailing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.token.LinkUrls;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Writes the letter of a mailing in one of its languages, with all that travels with it. */
final class Composer {

  private final LetterWriter letters;
  private final LinkUrls urls;

  Composer(LetterWriter letters, LinkUrls urls) {
    this.letters = letters;
    this.urls = urls;
  }

  /**
   * A mailing in one language.
   *
   * @param content what the author wrote, once cleaned
   * @param slots which fields it has
   * @param pictures which ones it shows
   */
  record Composed(
      Letter letter, List<Enclosure> enclosures, Content content, Slots slots, Pictures pictures) {}

  /** As it leaves. */
  Composed compose(Job job, Language language) {
    return compose(job, language, job.imagesInside(), Optional.empty());
  }

  /** As it leaves to a reader who agrees that we see what they open and click. */
  Composed counted(Job job, Language language) {
    LinkUrls there = urls.at(job.matter().head().host());
    return compose(job, language, job.imagesInside(), Optional.of(Tracking.of(there, job.links())));
  }

  /** For a page of ours, where pictures can't come from inside of a message. */
  Composed shown(Job job, Language language) {
    return compose(job, language, false, Optional.empty());
  }

  private Composed compose(
      Job job, Language language, boolean inside, Optional<Tracking> tracking) {
    Edition edition = job.edition(language);
    LinkUrls there = urls.at(job.matter().head().host());
    Pictures pictures =
        new Pictures(
            job.pictures(),
            picture -> inside ? "cid:" + Pictures.contentId(picture) : there.page(picture.path()));
    Slots slots = Slots.of(edition.text());
    Content content = LetterWriter.content(edition.text(), slots, pictures);
    Letter letter =
        letters
            .in(job.page().map(page -> dressed(page, pictures)))
            .mailing(edition.text(), edition.matter(), slots, content, tracking);
    List<Enclosure> enclosures = new ArrayList<>();
    if (inside) {
      pictures.shown().stream()
          .filter(picture -> job.files().containsKey(picture.hash()))
          .map(
              picture ->
                  new Enclosure(
                      picture.name(),
                      picture.mediaType(),
                      job.files().get(picture.hash()),
                      Optional.of(Pictures.contentId(picture))))
          .forEach(enclosures::add);
    }
    enclosures.addAll(job.attachments());
    return new Composed(letter, enclosures, content, slots, pictures);
  }

  /** An invented mail in a layout. */
  Letter sample(MailingText text, Matter matter, String page, List<Picture> all) {
    Pictures pictures = new Pictures(all, picture -> urls.page(picture.path()));
    return letters.in(Optional.of(dressed(page, pictures))).mailing(text, matter, pictures);
  }

  /** A layout with its own pictures, which it names as authors do. */
  private static String dressed(String page, Pictures pictures) {
    Document document = Jsoup.parse(page);
    document.outputSettings().prettyPrint(false);
    for (Element image : document.select("img")) {
      pictures
          .show(image.attr("src"))
          .ifPresentOrElse(picture -> image.attr("src", pictures.address(picture)), image::remove);
    }
    return document.outerHtml();
  }
}
