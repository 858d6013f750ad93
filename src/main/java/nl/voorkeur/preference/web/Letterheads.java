package nl.voorkeur.preference.web;

import nl.voorkeur.platform.faces.Letterhead;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.preference.Overview.Sender;

/** The frame of a page on which a controller speaks to a person. */
final class Letterheads {

  private Letterheads() {}

  static Letterhead of(Sender sender, PageLanguage language, String path) {
    return new nl.voorkeur.catalogue.Sender(
            sender.slug(),
            sender.name(),
            sender.postalAddress(),
            sender.email(),
            sender.phone(),
            sender.statementPath(),
            sender.look())
        .letterhead(language, path);
  }
}
