package nl.voorkeur.platform.faces;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.context.FacesContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.voorkeur.platform.text.Texts;

/** All fields of a form, a list of {@link Field}, as one tag (ADR 0019). */
@FacesComponent("nl.voorkeur.Fields")
public class Fields extends Block {

  @SuppressWarnings("unchecked") // the tag's attribute is documented so
  private List<Field> fields() {
    return (List<Field>) getAttributes().get("value");
  }

  @Override
  void begin(FacesContext faces, Markup html) {
    Texts words = words(faces);
    fields().forEach(one -> one.write(html, words));
  }

  Stream<Map.Entry<String, String>> labels() {
    return fields().stream().flatMap(Field::labels);
  }
}
