package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What stands in the address of a page. */
@RequestScoped
public class Parameters {

  @Inject private HttpServletRequest request;

  public Optional<String> text(String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isBlank());
  }

  /** A parameter that is the number of something; nothing when it is anything else. */
  public Optional<Long> number(String name) {
    return text(name).filter(value -> value.matches("[1-9][0-9]{0,17}")).map(Long::valueOf);
  }
}
