package nl.voorkeur.platform.security;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBAccessException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OfController;

/**
 * What one method of an EJB asks of its caller's reach, read from its declaration once.
 *
 * @param roles those of which one is asked at the controller; empty is any
 * @param controllers the places of parameters that are a controller, or something of one
 * @param perhaps the places of parameters that may be a controller; without one it is about all
 * @param wide whether it is about the installation as such
 */
record Wall(Set<String> roles, List<Integer> controllers, List<Integer> perhaps, boolean wide) {

  static Wall of(Method method) {
    Class<?>[] types = method.getParameterTypes();
    return new Wall(
        roles(method),
        IntStream.range(0, types.length)
            .filter(
                at ->
                    types[at] == ControllerId.class
                        || OfController.class.isAssignableFrom(types[at]))
            .boxed()
            .toList(),
        IntStream.range(0, types.length)
            .filter(
                at ->
                    method
                        .getGenericParameterTypes()[at]
                        .getTypeName()
                        .equals(
                            Optional.class.getName() + "<" + ControllerId.class.getName() + ">"))
            .boxed()
            .toList(),
        find(method, InstallationWide.class).isPresent());
  }

  private static Set<String> roles(Method method) {
    return method.isAnnotationPresent(PermitAll.class)
        ? Set.of()
        : find(method, RolesAllowed.class).map(RolesAllowed::value).map(Set::of).orElseGet(Set::of);
  }

  private static <A extends Annotation> Optional<A> find(Method method, Class<A> type) {
    return Optional.ofNullable(method.getAnnotation(type))
        .or(() -> Optional.ofNullable(method.getDeclaringClass().getAnnotation(type)));
  }

  /** Lets a call through, or throws. */
  void check(Reach reach, Object... parameters) {
    if (wide) {
      checkEverywhere(reach);
    }
    controllers.forEach(at -> reach.require(controller(parameters[at]), roles));
    for (int at : perhaps) {
      if (parameters[at] instanceof Optional<?> named && named.isPresent()) {
        reach.require((ControllerId) named.get(), roles);
      } else if (!roles.isEmpty()) {
        checkEverywhere(reach);
      }
    }
  }

  private static ControllerId controller(Object parameter) {
    return parameter instanceof OfController one ? one.controller() : (ControllerId) parameter;
  }

  private void checkEverywhere(Reach reach) {
    if (!reach.hasEverywhere(roles)) {
      throw new EJBAccessException("asks for a role at every controller");
    }
  }

  /** An answer without what lies behind the wall. */
  static Object within(Reach reach, Object answer) {
    if (answer instanceof Optional<?> one) {
      return one.filter(value -> isWithin(reach, value));
    }
    if (answer instanceof List<?> several && several.stream().anyMatch(v -> !isWithin(reach, v))) {
      return several.stream().filter(value -> isWithin(reach, value)).toList();
    }
    return answer;
  }

  private static boolean isWithin(Reach reach, Object value) {
    if (value instanceof ControllerId controller) {
      return reach.includes(controller); // whose something is, is told of nothing out of reach
    }
    return !(value instanceof OfController one) || reach.includes(one.controller());
  }
}
