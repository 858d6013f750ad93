package nl.voorkeur.platform.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.Scope;

/**
 * Which scope a resource asks for: its own {@link Scoped}, else that of the feature that it belongs
 * to. What the catalogue shows is open to every token, as no program finds its way without it.
 */
public final class Scopes {

  private static final Map<String, Scope> OF_FEATURES =
      Map.of(
          "catalogue", Scope.TOPICS,
          "permission", Scope.RECIPIENTS_WRITE,
          "mailing", Scope.MAILINGS,
          "importing", Scope.IMPORTS,
          "exporting", Scope.EXPORTS,
          "webhook", Scope.WEBHOOKS,
          "feedback", Scope.FEEDBACK);

  private Scopes() {}

  /** What a resource asks for. */
  sealed interface Asked {
    record One(Scope scope) implements Asked {}

    /** Any token will do. */
    record Any() implements Asked {}

    /** Nobody said what; no token will do. */
    record Unknown() implements Asked {}
  }

  static Asked asked(ResourceInfo resource) {
    Method method = resource.getResourceMethod();
    Class<?> type = resource.getResourceClass();
    Scoped own =
        method.isAnnotationPresent(Scoped.class)
            ? method.getAnnotation(Scoped.class)
            : type.getAnnotation(Scoped.class);
    if (own != null) {
      return new Asked.One(own.value());
    }
    Scope scope = OF_FEATURES.get(type.getPackageName().split("\\.")[2]);
    if (scope == null) {
      return new Asked.Unknown();
    }
    boolean reads = method.isAnnotationPresent(GET.class);
    if (reads && scope == Scope.TOPICS) {
      return new Asked.Any();
    }
    return new Asked.One(reads && scope == Scope.RECIPIENTS_WRITE ? Scope.RECIPIENTS_READ : scope);
  }

  /** The caller, unless their token is not for that. */
  public static Caller require(Optional<Caller> caller, Scope scope) {
    return caller
        .filter(known -> known.scopes().contains(scope))
        .orElseThrow(
            () ->
                Problem.exception(
                    403, "scope-missing", "This token lacks the scope " + scope.word() + "."));
  }
}
