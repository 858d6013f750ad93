package nl.voorkeur.platform.faces;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.faces.convert.ConverterException;
import jakarta.faces.convert.FacesConverter;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.platform.text.Texts;

/** Reads an address that somebody typed; says in their language what is wrong with it. */
@FacesConverter(forClass = EmailAddress.class)
public class EmailAddressConverter implements Converter<EmailAddress> {

  @Override
  public EmailAddress getAsObject(FacesContext faces, UIComponent field, String typed) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    return EmailAddress.parse(typed)
        .fold(
            address -> address,
            fault -> {
              Language language =
                  Language.of(faces.getViewRoot().getLocale().getLanguage()).orElseThrow();
              String text = Texts.of("Reasons", language).get("address." + fault);
              throw new ConverterException(
                  new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
            });
  }

  @Override
  public String getAsString(FacesContext faces, UIComponent field, EmailAddress address) {
    return address == null ? "" : address.value();
  }
}
