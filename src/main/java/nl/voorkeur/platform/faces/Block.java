package nl.voorkeur.platform.faces;

import jakarta.faces.component.UIComponentBase;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.text.Texts;

/**
 * A part of a page that is written at once. A page is built anew for every request, so it costs
 * what its tags and expressions cost; a block is one tag, however much it writes (ADR 0019).
 */
public abstract class Block extends UIComponentBase {

  static final String FAMILY = "nl.voorkeur.Block";

  protected Block() {
    setRendererType(null);
  }

  @Override
  public String getFamily() {
    return FAMILY;
  }

  /** Writes what stands before the tag's content. */
  abstract void begin(FacesContext faces, Markup html);

  /** Writes what stands after it. */
  void end(FacesContext faces, Markup html) {}

  /** An attribute of the tag; empty where it has none. */
  String attribute(String name) {
    Object value = getAttributes().get(name);
    return value == null ? "" : value.toString();
  }

  /** The texts of public pages, in the language of this one. */
  static Texts words(FacesContext faces) {
    String tag = faces.getViewRoot().getLocale().getLanguage();
    return Texts.of("Messages", Language.of(tag).orElse(Language.NL));
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    Markup html = new Markup();
    begin(faces, html);
    faces.getResponseWriter().write(html.toString());
  }

  @Override
  public void encodeEnd(FacesContext faces) throws IOException {
    Markup html = new Markup();
    end(faces, html);
    faces.getResponseWriter().write(html.toString());
  }
}
