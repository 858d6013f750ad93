package nl.voorkeur.platform.faces;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sign-up form of another site, posted to ours. It is no more than a wish to see our form: all
 * that comes through are the topics to point at, the language, and the address to begin with. The
 * person says yes on our own page, under our wording and its seal.
 */
public final class ForeignForm extends HttpServletRequestWrapper {

  private static final String ADDRESS = "address";
  private static final String ATTRIBUTE = "nl.voorkeur.foreign.address";
  private static final Set<String> LET_THROUGH = Set.of("topic", PageLanguage.PARAMETER);

  private final Map<String, String[]> parameters = new LinkedHashMap<>();

  ForeignForm(HttpServletRequest request) {
    super(request);
    request.getParameterMap().entrySet().stream()
        .filter(one -> LET_THROUGH.contains(one.getKey()))
        .forEach(one -> parameters.put(one.getKey(), one.getValue().clone()));
    request.setAttribute(ATTRIBUTE, request.getParameter(ADDRESS));
  }

  /** The address that was typed on the other site. */
  public static Optional<String> address(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE));
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public String[] getParameterValues(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }
}
