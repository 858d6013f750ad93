package nl.voorkeur.platform.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each method of an EJB asks, so that its declaration is read once. */
@ApplicationScoped
public class WallPlans {

  private final Map<Method, Wall> walls = new ConcurrentHashMap<>();

  Wall of(Method method) {
    return walls.computeIfAbsent(method, Wall::of);
  }
}
