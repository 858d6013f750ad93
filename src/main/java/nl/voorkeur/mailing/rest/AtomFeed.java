package nl.voorkeur.mailing.rest;

import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.mailing.Archive.Issue;
import nl.voorkeur.platform.token.LinkUrls;

/** Mailings as Atom (RFC 4287); the ids are addresses that never change. */
final class AtomFeed {

  private static final String ATOM = "http://www.w3.org/2005/Atom";

  /** What XML 1.0 can't hold, however it is escaped. */
  private static final Pattern NOT_XML =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private final Controller controller;
  private final Topic topic;
  private final String page;

  AtomFeed(Controller controller, Topic topic, LinkUrls urls) {
    this.controller = controller;
    this.topic = topic;
    this.page =
        urls.at(controller.host()).page("/archive/" + controller.slug() + "/" + topic.slug());
  }

  void write(List<Issue> issues, OutputStream out) throws XMLStreamException {
    Language language = controller.defaultLanguage();
    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("feed");
    xml.writeDefaultNamespace(ATOM);
    xml.writeAttribute("xml:lang", language.code());
    text(xml, "id", page);
    text(xml, "title", topic.text(language).name());
    text(xml, "subtitle", topic.text(language).description());
    text(
        xml,
        "updated",
        issues.stream()
            .map(Issue::sentAt)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH)
            .toString());
    link(xml, "self", page + ".atom", "application/atom+xml");
    link(xml, "alternate", page, "text/html");
    xml.writeStartElement("author");
    text(xml, "name", controller.publicName(language));
    xml.writeEndElement();
    for (Issue issue : issues) {
      entry(xml, issue);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.flush();
  }

  private void entry(XMLStreamWriter xml, Issue issue) throws XMLStreamException {
    String address = page + "/" + issue.id();
    xml.writeStartElement("entry");
    xml.writeAttribute("xml:lang", issue.language().code());
    text(xml, "id", address);
    text(xml, "title", issue.subject());
    text(xml, "updated", issue.sentAt().toString());
    text(xml, "published", issue.sentAt().toString());
    link(xml, "alternate", address, "text/html");
    if (!issue.summary().isBlank()) {
      text(xml, "summary", issue.summary());
    }
    xml.writeStartElement("content");
    xml.writeAttribute("type", "html");
    xml.writeCharacters(clean(issue.html()));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void text(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(clean(text));
    xml.writeEndElement();
  }

  private static void link(XMLStreamWriter xml, String rel, String address, String type)
      throws XMLStreamException {
    xml.writeEmptyElement("link");
    xml.writeAttribute("rel", rel);
    xml.writeAttribute("type", type);
    xml.writeAttribute("href", address);
  }

  private static String clean(String text) {
    return NOT_XML.matcher(text).replaceAll("");
  }
}
