package nl.voorkeur.platform.rest;

import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.platform.security.Caller;
import nl.voorkeur.platform.security.CurrentCaller;

/**
 * Holds every resource to its {@code @RolesAllowed} and its scope; one without is closed to
 * everybody.
 */
@Provider
public class RolesFeature implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    if (!resource.getResourceClass().getName().startsWith("nl.voorkeur.")) {
      return;
    }
    RolesAllowed roles = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
    if (roles == null) {
      roles = resource.getResourceClass().getAnnotation(RolesAllowed.class);
    }
    context.register(
        new RoleFilter(
            roles == null ? List.of() : Arrays.asList(roles.value()), Scopes.asked(resource)));
  }

  @Priority(Priorities.AUTHORIZATION)
  private record RoleFilter(List<String> roles, Scopes.Asked asked)
      implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getSecurityContext().getUserPrincipal() == null) {
        throw Problem.exception(
            401, "unauthorized", "Send an Authorization header with a bearer token.");
      }
      if (roles.stream().noneMatch(request.getSecurityContext()::isUserInRole)) {
        throw Problem.exception(403, "forbidden", "This token may not do that.");
      }
      if (asked instanceof Scopes.Asked.One one) {
        Scopes.require(
            Optional.ofNullable((Caller) request.getProperty(CurrentCaller.ATTRIBUTE)),
            one.scope());
      } else if (asked instanceof Scopes.Asked.Unknown) {
        throw Problem.exception(403, "forbidden", "No token may do that.");
      }
    }
  }
}
