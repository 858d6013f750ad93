package nl.voorkeur.platform.security;

import jakarta.annotation.Priority;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean for callers who proved who they are, that is no EJB: it stands behind the walls that
 * {@link Walls} are around every EJB, and its roles hold as they do there.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Walled {

  /** Asks the reach of whoever makes the request; a stranger has none. */
  @Walled
  @Interceptor
  @Priority(Interceptor.Priority.APPLICATION)
  class Guard {

    @Inject private CurrentCaller current;
    @Inject private WallPlans plans;

    @AroundInvoke
    Object hold(InvocationContext call) throws Exception {
      Reach reach =
          current.find().orElseThrow(() -> new EJBAccessException("asks for a caller")).reach();
      plans.of(call.getMethod()).check(reach, call.getParameters());
      return Wall.within(reach, call.proceed());
    }
  }
}
