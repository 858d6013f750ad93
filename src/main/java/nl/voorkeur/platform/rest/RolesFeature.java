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

/** Holds every resource to its {@code @RolesAllowed}; one without is closed to everybody. */
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
    context.register(new RoleFilter(roles == null ? List.of() : Arrays.asList(roles.value())));
  }

  @Priority(Priorities.AUTHORIZATION)
  private record RoleFilter(List<String> roles) implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getSecurityContext().getUserPrincipal() == null) {
        throw Problem.exception(
            401, "unauthorized", "Send an Authorization header with a bearer token.");
      }
      if (roles.stream().noneMatch(request.getSecurityContext()::isUserInRole)) {
        throw Problem.exception(403, "forbidden", "This token may not do that.");
      }
    }
  }
}
