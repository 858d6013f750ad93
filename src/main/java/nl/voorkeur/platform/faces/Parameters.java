package nl.voorkeur.platform.faces;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stands in the address of a page. */
@RequestScoped
public class Parameters {

  @Inject private HttpServletRequest request;

  public Optional<String> text(String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isBlank());
  }

  /** A parameter that is the number of something; nothing when it is anything else. */
  public Optional<Long> number(String name) {
    return text(name).filter(Parameters::isNumber).map(Long::valueOf);
  }

  /** A parameter that may stand there more than once: each number of it. */
  public List<Long> numbers(String name) {
    return Stream.of(Optional.ofNullable(request.getParameterValues(name)).orElse(new String[0]))
        .filter(Parameters::isNumber)
        .map(Long::valueOf)
        .distinct()
        .toList();
  }

  private static boolean isNumber(String value) {
    return value.matches("[1-9][0-9]{0,17}");
  }
}
