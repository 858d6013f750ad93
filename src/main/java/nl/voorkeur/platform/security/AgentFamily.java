package nl.voorkeur.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The family of the browser that a request comes from, without version or system. */
public final class AgentFamily {

  /** What a browser calls itself by, those first that also claim to be another. */
  private static final Map<String, String> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put("Edg", "Edge");
    FAMILIES.put("OPR/", "Opera");
    FAMILIES.put("SamsungBrowser/", "Samsung Internet");
    FAMILIES.put("Firefox/", "Firefox");
    FAMILIES.put("FxiOS/", "Firefox");
    FAMILIES.put("CriOS/", "Chrome");
    FAMILIES.put("Chrome/", "Chrome");
    FAMILIES.put("Safari/", "Safari");
  }

  private AgentFamily() {}

  public static Optional<String> of(HttpServletRequest request) {
    return of(request.getHeader("User-Agent"));
  }

  static Optional<String> of(String agent) {
    return agent == null
        ? Optional.empty()
        : FAMILIES.entrySet().stream()
            .filter(family -> agent.contains(family.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
  }
}
